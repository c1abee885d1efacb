"""The bar of a long build: it comes late, says how far things are, and never where nobody looks."""
from __future__ import annotations

import io
import os
import pty
import re

import pytest
from workshops.build.progress import Bar, Progress, progress_for, timings_text


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def bar_on(screen: io.StringIO, clock: Clock) -> Bar:
    from rich.console import Console

    return Bar(lambda: Console(file=screen, force_terminal=True, width=100, color_system=None), clock=clock)


def test_a_short_build_shows_nothing() -> None:
    screen, clock = io.StringIO(), Clock()
    with bar_on(screen, clock) as bar:
        bar.stage("Reading", 10)
        for _ in bar.counting(range(10), 1):
            clock.now += 0.09
    assert screen.getvalue() == ""


def test_a_long_build_says_what_it_does_and_how_far_it_is() -> None:
    screen, clock = io.StringIO(), Clock()
    with bar_on(screen, clock) as bar:
        bar.stage("Reading", 1000)
        for _ in bar.counting(range(600), 1):
            clock.now += 0.002
        assert re.search(r"Reading .* 5\d\d/1000", screen.getvalue())
        clock.now += 1
        bar.stage("Writing pages", 50)
        clock.now += 1
        bar.step(25)
        assert re.search(r"Writing pages .* 25/50", screen.getvalue())
    assert screen.getvalue().endswith(("\x1b[2K", "\x1b[?25h")), "the bar must not stay on the screen"


def test_a_stage_of_unknown_length_is_shown_too() -> None:
    screen, clock = io.StringIO(), Clock()
    with bar_on(screen, clock) as bar:
        clock.now += 2
        bar.stage("Looking for files")
        bar.step(3)
    assert "Looking for files" in screen.getvalue()


@pytest.mark.parametrize(("environment", "quiet"), [({"CI": "true"}, False), ({"TERM": "dumb"}, False), ({}, True)])
def test_nobody_looks(environment: dict[str, str], quiet: bool) -> None:
    leader, follower = pty.openpty()
    with os.fdopen(leader, "rb"), os.fdopen(follower, "w") as terminal:
        assert type(progress_for(terminal, environment, quiet=quiet)) is Progress
        assert isinstance(progress_for(terminal, {}), Bar)
    assert type(progress_for(io.StringIO(), {})) is Progress


def test_timings_are_a_table_with_their_sum() -> None:
    assert timings_text({"read": 0.5, "feeds": 1.25}) == ("  read        0.500 s\n  feeds       1.250 s\n"
                                                          "  together    1.750 s")
