"""The preview in a real browser, under the site's own Content-Security-Policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from preview import make_site, preview

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.skip("missing part: playwright (pip install playwright)")
    if not Path(CHROMIUM).exists():
        pytest.skip("missing part: chromium (apt install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


def test_the_page_on_the_screen_follows_the_edits(browser: Any, tmp_path: Path) -> None:
    make_site(tmp_path)
    page = browser.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
    )
    with preview(tmp_path) as running:
        page.goto(f"http://127.0.0.1:{running.port}/events/forum/")
        heading, problem = page.locator("h1"), page.locator("#workshops-preview-problem")
        assert heading.inner_text() == "The forum"
        running.edit("content/events/forum.md", "The forum", "Noches de vida 🎈")
        page.locator("h1", has_text="Noches de vida 🎈").wait_for()
        running.edit("content/events/forum.md", "start: 2027-02-09 18:00", "start: soon")
        problem.wait_for()
        assert "'soon'" in problem.inner_text() and "last good page" in problem.inner_text()
        assert problem.evaluate("e => getComputedStyle(e).position") == "fixed"
        assert heading.inner_text() == "Noches de vida 🎈"
        running.edit("content/events/forum.md", "start: soon", "start: 2027-02-09 17:00")
        problem.wait_for(state="detached")
        page.get_by_text("5 to 7 pm").first.wait_for()
    assert complaints == []
    page.close()
