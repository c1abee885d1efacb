"""What a screen reader is told of the key pages, held to a written copy.

After a wanted change, run with `UPDATE_GOLDEN=1` and read the difference: names, roles and order should make sense
when read aloud.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parent.parent / "golden" / "aria"
PAGES = {
    "home": "", "series": "events/health-department-monthly/", "cancelled-es": "es/events/2026-12-05-harbor-light-pop-up/",
    "month": "calendar/2027/02/", "kits": "naloxone/", "missing": "404.html", "hybrid": "events/2027-03-11-parent-night-alder-high/",
    "course": "events/2027-02-train-the-trainer/", "organizer-es": "es/organizers/alder-prevention-coalition/", "subscribe": "subscribe/",
    "volunteer": "volunteer/", "emergency": "emergency/",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_page_reads_well_aloud(visit: Callable[..., Any], name: str) -> None:
    page = visit(PAGES[name], width=1280)
    page.wait_for_load_state("networkidle")
    told = page.locator("body").aria_snapshot()
    told = re.sub(r"http://127\.0\.0\.1:\d+", "", told) + "\n"
    file = GOLDEN / f"{name}.yaml"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(told)
    assert told == file.read_text()


@pytest.mark.parametrize("name", PAGES)
def test_headings_skip_no_level_and_landmarks_have_names(visit: Callable[..., Any], name: str) -> None:
    page = visit(PAGES[name])
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))")
    assert levels[0] in (1, 2) and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    unnamed = page.evaluate("""() => [...document.querySelectorAll('nav, aside, section')]
        .filter(e => !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')).map(e => e.outerHTML.slice(0, 80))""")
    assert unnamed == []
