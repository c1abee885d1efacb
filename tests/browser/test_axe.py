"""No page breaks a rule that a machine can check: WCAG 2.2 A and AA by axe-core, light and dark, phone to desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe import violations

KINDS = (
    "", "events/", "events/health-department-monthly/", "events/2027-02-18-millbrook-library/",
    "events/2026-12-05-harbor-light-pop-up/", "events/2027-01-21-community-forum/",
    "events/2027-01-20-online-lunch-class/", "events/2027-02-train-the-trainer/",
    "events/2027-03-11-parent-night-alder-high/", "events/2027-08-31-overdose-awareness-day/",
    "programs/", "programs/outreach-van/", "towns/alder/", "venues/main-library/", "organizers/harbor-light/",
    "audiences/parents/", "calendar/2027/02/", "subscribe/", "archive/2026/", "volunteer/", "naloxone/", "find/",
    "emergency/", "toolkit/", "404.html", "styleguide/",
    "embed/", "embed/town/alder/",
)  # fmt: skip
"""One page of each kind and state."""


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit: Callable[..., Any], kind: str) -> None:
    wrong = []
    for lang in ("", "es/"):
        page = visit(lang + kind, reduced_motion="reduce")
        for width, dark in ((1280, False), (768, True), (320, False)):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if dark else "light")
            wrong += [f"{lang}{kind} {width}{' dark' if dark else ''} {line}" for line in violations(page)]
        page.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_every_component_in_every_scheme_and_width(visit: Callable[..., Any], width: int, dark: bool) -> None:
    assert not violations(visit("styleguide/", width=width, dark=dark))
