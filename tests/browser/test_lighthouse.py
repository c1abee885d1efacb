"""Lighthouse, on its slowed-down phone: full marks on the pages that people open most.

Marks for speed depend on what else the machine does meanwhile, so each page has three tries.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

LIGHTHOUSE = Path(__file__).parent.parent / "js" / "node_modules" / ".bin" / "lighthouse"
PAGES = ("", "events/health-department-monthly/", "calendar/2027/02/", "subscribe/", "es/")
FURTHER = ("find/", "naloxone/", "volunteer/", "es/subscribe/", "es/calendar/2027/02/", "organizers/alder-prevention-coalition/")
"""Pages that are held to all marks but that for speed."""
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Performance is 100 on a quiet machine; other tests run beside this one, so some slowness is let pass."""


def marks(address: str, report: Path, *categories: str) -> dict[str, int]:
    """Run Lighthouse once and return its marks in all categories, or in some."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("missing part: chromium (apt install chromium)")
    if not LIGHTHOUSE.exists():
        pytest.skip("missing part: lighthouse (npm ci in tests/js)")
    command = [str(LIGHTHOUSE), address, "--output=json", f"--output-path={report}", "--quiet",
               "--chrome-flags=--headless --no-sandbox --disable-gpu",
               *([f"--only-categories={','.join(categories)}"] if categories else [])]  # fmt: skip
    subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, check=True, capture_output=True, timeout=180)
    categories = json.loads(report.read_text())["categories"]
    return {name: round(category["score"] * 100) for name, category in categories.items()}


@pytest.mark.parametrize("path", PAGES)
def test_full_marks(site: str, tmp_path: Path, path: str) -> None:
    best: dict[str, int] = {}
    for _ in range(3):
        found = marks(site + path, tmp_path / "report.json")
        best = {name: max(best.get(name, 0), mark) for name, mark in found.items()}
        if min(best.values()) == 100:
            break
    assert all(best[name] >= least for name, least in LEAST.items()), best


@pytest.mark.parametrize("path", FURTHER)
def test_full_marks_but_for_speed(site: str, tmp_path: Path, path: str) -> None:
    found = marks(site + path, tmp_path / "report.json", "accessibility", "best-practices", "seo")
    assert found == {"accessibility": 100, "best-practices": 100, "seo": 100}
