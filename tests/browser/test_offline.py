"""Without a network: the emergency steps and the kit sites are there, and a kept page says that it is a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browsing import served

NOTICE = "You have no connection. This is a copy from"


@contextmanager
def visited(chromium: Any, output: Path, *paths: str) -> Iterator[tuple[Any, str]]:
    """Visit pages with the service worker in charge; give the browser's page when the server is gone."""
    context = chromium.new_context(viewport={"width": 375, "height": 812})
    with served(output) as address:
        page = context.new_page()
        for path in ("", *paths):
            page.goto(address + path)
            page.evaluate("() => navigator.serviceWorker.ready.then(r => r.active.state)")
            page.wait_for_function("() => navigator.serviceWorker.controller !== null")
            assert page.locator(".offline").count() == 0
    yield page, address
    context.close()


def test_emergency_steps_and_kit_sites_open_though_never_visited(chromium: Any, output: Path) -> None:
    with visited(chromium, output) as (page, address):
        for path, words in (("emergency/", "Give one breath every 5 seconds"), ("es/naloxone/", "Consiga naloxona")):
            page.goto(address + path)
            page.locator(".offline").wait_for()
            assert words in page.locator("main").inner_text()
            colour = page.evaluate("() => getComputedStyle(document.querySelector('.strip')).backgroundColor")
            assert colour != "rgba(0, 0, 0, 0)"


def test_a_visited_page_is_shown_as_a_copy(chromium: Any, output: Path) -> None:
    with visited(chromium, output, "events/van-depot/") as (page, address):
        page.goto(address + "events/van-depot/")
        page.locator(".offline").wait_for()
        assert NOTICE in page.locator(".offline").inner_text()
        assert "Outreach Van: The Depot" in page.locator("h1").inner_text()


def test_a_page_that_was_never_visited_is_missing_and_says_so(chromium: Any, output: Path) -> None:
    with visited(chromium, output) as (page, address):
        answer = page.goto(address + "events/van-mill-street/")
        assert answer.status == 503
        assert "We cannot find this page" in page.locator("h1").inner_text()
