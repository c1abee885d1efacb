"""What people do with the pages: by keyboard, without JavaScript, days after the build, on paper."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Visit = Callable[..., Any]


def test_the_keyboard_goes_from_the_skip_link_to_the_first_date(visit: Visit) -> None:
    page = visit("", width=375)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    first = page.locator(".card__title a").first
    assert first.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/**")
    assert page.locator("h1").count() == 1


def test_dates_that_have_ended_go_though_the_build_is_older(visit: Visit) -> None:
    page = visit("", width=375)
    first = page.locator(".section--next .card").first
    assert first.is_visible()
    page.clock.set_fixed_time(datetime(2026, 12, 3, 23, tzinfo=UTC))
    page.reload()
    page.wait_for_function("() => document.querySelector('.section--next .card').hidden")
    assert page.locator(".section--next .card:visible").count() >= 1


def test_an_event_that_is_over_says_so(visit: Visit) -> None:
    page = visit("events/2027-01-20-online-lunch-class/")
    assert not page.locator(".ended").is_visible()
    page.clock.set_fixed_time(datetime(2027, 1, 20, 23, tzinfo=UTC))
    page.reload()
    page.locator(".ended").wait_for()


def test_kit_sites_say_whether_they_are_open(visit: Visit) -> None:
    page = visit("naloxone/")
    page.clock.set_fixed_time(datetime(2026, 12, 7, 17, tzinfo=UTC))  # Monday noon in New York
    page.reload()
    page.get_by_text("Open now until 8 pm").first.wait_for()
    assert page.locator("#linden-corner-pharmacy .kit__open").inner_text() == "Open now until 6 pm"
    page.clock.set_fixed_time(datetime(2026, 12, 25, 17, tzinfo=UTC))
    page.reload()
    page.locator("#linden-corner-pharmacy .kit__open--closed").wait_for()
    assert "tomorrow at 9 am" in page.locator("#linden-corner-pharmacy .kit__open").inner_text()


def test_without_javascript_everything_is_there(visit: Visit) -> None:
    page = visit("naloxone/", scripts=False)
    assert page.locator(".hours").count() >= 4 and page.get_by_text("Open day and night").first.is_visible()
    page = visit("subscribe/", scripts=False)
    assert page.locator("tbody tr").count() > 40 and page.locator(".theme").is_hidden()
    page = visit("find/", scripts=False)
    assert page.locator(".chip").count() > 6


def test_the_language_switch_keeps_the_page(visit: Visit) -> None:
    page = visit("events/van-depot/", width=375)
    page.get_by_role("link", name="Español").click()
    page.wait_for_url("**/es/events/van-depot/")
    assert page.locator("html").get_attribute("lang") == "es"


def test_forced_colours_and_print_keep_what_matters(visit: Visit) -> None:
    page = visit("events/2027-01-21-community-forum/", forced_colors="active")
    assert page.locator(".banner").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    page.emulate_media(media="print")
    assert page.locator(".strip__call").is_visible() and not page.locator(".nav").is_visible()
    assert page.locator(".facts").is_visible() and page.locator(".banner").is_visible()


def test_the_style_sheet_stays_within_its_budget(output: Path) -> None:
    sheets = list((output / "theme" / "css").glob("site.*.css"))
    assert len(sheets) == 1 and len(gzip.compress(sheets[0].read_bytes(), mtime=0)) < 12_000
