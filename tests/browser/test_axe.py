"""No page breaks a rule that a machine can check: WCAG 2.2 A and AA by axe-core, in both languages, light and dark, at
320, 768 and 1280 pixels; on the sample site, and on content that nobody tidied up for a picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import odd_site
import pytest
from axe import COLOURS, violations

KINDS = (
    "", "events/", "events/health-department-monthly/", "events/2027-02-18-millbrook-library/",
    "events/2026-12-05-harbor-light-pop-up/", "events/2027-01-21-community-forum/", "events/2027-01-20-online-lunch-class/",
    "events/2027-02-train-the-trainer/", "events/2027-03-11-parent-night-alder-high/", "events/2027-08-31-overdose-awareness-day/",
    "events/van-depot/", "events/library-tour/", "events/2027-04-14-school-assembly/", "events/2027-01-21-night-shift-ce/",
    "programs/", "programs/outreach-van/", "towns/", "towns/alder/", "venues/", "venues/main-library/", "organizers/",
    "organizers/alder-prevention-coalition/", "audiences/", "audiences/parents/", "calendar/", "calendar/2027/02/", "subscribe/",
    "subscribe/more/", "archive/", "archive/2026/", "volunteer/", "naloxone/", "find/", "search/", "emergency/", "toolkit/",
    "privacy/", "404.html", "embed/", "embed/town/alder/",
)  # fmt: skip
"""One page of each kind and state."""
LOOKS = tuple((dark, width) for dark in (False, True) for width in (320, 768, 1280))


BUILT = ("find/", "subscribe/", "naloxone/", "volunteer/", "search/", "styleguide/")
"""Pages to which scripts add much, so that it is worth waiting until nothing is loaded any more."""


def found(tab: Any, address: str, whole: bool = False, looks: Iterable[tuple[bool, int]] = LOOKS) -> list[str]:
    """What axe finds on a page at every width, light and dark.

    All rules run at each width in the light; in the dark the same page has other colours and nothing else, so there
    the rules on colours run, unless the `whole` is asked for.
    """
    tab.goto(address)
    tab.wait_for_load_state("networkidle" if address.endswith(BUILT) else "load")
    wrong = []
    for dark, width in looks:
        tab.emulate_media(color_scheme="dark" if dark else "light")
        tab.set_viewport_size({"width": width, "height": 900})
        lines = violations(tab, COLOURS if dark and not whole else None)
        wrong += [f"{address} {width}{' dark' if dark else ''} {line}" for line in lines]
    return wrong


@pytest.mark.parametrize("lang", ["", "es/"], ids=["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(tab: Any, site: str, kind: str, lang: str) -> None:
    assert found(tab, site + lang + kind) == []


@pytest.mark.parametrize("lang", ["", "es/"], ids=["en", "es"])
def test_every_component_in_every_state(tab: Any, site: str, lang: str) -> None:
    assert found(tab, f"{site}{lang}styleguide/", whole=True) == []


@pytest.mark.parametrize("kind", odd_site.PAGES)
def test_axe_finds_nothing_in_unplanned_content(tab: Any, odd: str, kind: str) -> None:
    assert found(tab, odd + kind, looks=((False, 320), (True, 1280))) == []
