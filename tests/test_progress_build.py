"""A long build in a terminal shows how far it is; in a pipe it prints its summary and nothing else."""
from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from preview import ROOT, make_site

COMMAND = [sys.executable, "-m", "pelican", "content", "-o", "output", "-s", "pelicanconf.py", "-e", "WORKSHOPS_TIMINGS=true"]


def build_in_terminal(site: Path, environment: dict[str, str]) -> str:
    """Build in a terminal of its own and return all that it showed."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(COMMAND, cwd=site, stdout=follower, stderr=follower, stdin=follower, env=environment)
    os.close(follower)
    shown = b""
    while True:
        try:
            shown += os.read(leader, 65536)
        except OSError:  # nobody writes any more
            break
    os.close(leader)
    assert process.wait(60) == 0
    return shown.decode()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    make_site(folder, [f"event-{number}" for number in range(3000)])
    return folder


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "TERM")}
    return {**kept, "PYTHONPATH": str(ROOT / "plugins"), "TERM": "xterm-256color", "COLUMNS": "120", **more}


def test_a_terminal_sees_a_bar_and_it_goes_away(site: Path) -> None:
    shown = build_in_terminal(site, environment(WORKSHOPS_JOBS="1"))
    assert re.search(r"Making pages .*\d/\d", shown)
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l"), "the cursor must come back"
    assert "3000 events" in shown and "together" in shown


def test_a_pipe_and_continuous_integration_see_none(site: Path) -> None:
    piped = subprocess.run(COMMAND, cwd=site, env=environment(), text=True, capture_output=True, check=True)
    assert "Making pages" not in piped.stdout + piped.stderr and "3000 events" in piped.stdout
    assert "Making pages" not in build_in_terminal(site, environment(CI="true"))
