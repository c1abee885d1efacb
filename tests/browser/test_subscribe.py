"""The subscribe page: choosing a calendar by mouse, keyboard and address, on a phone and without scripts."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe import violations

Visit = Callable[..., Any]


def shown(page: Any) -> dict[str, Any]:
    """What the panel offers now."""
    return {
        "name": page.locator(".choice__name").inner_text(), "count": page.locator(".choice__count").inner_text(),
        "links": [a.get_attribute("href") for a in page.locator(".choice__links a").all()],
        "address": page.locator("[data-module=subscribe] .copy__text").inner_text(),
        "picture": page.locator(".qr__picture").get_attribute("src"), "wider": page.locator("[data-module=subscribe] > .note").is_visible(),
    }  # fmt: skip


def test_a_choice_shows_its_calendar_with_every_way_to_add_it(visit: Visit) -> None:
    page = visit("subscribe/")
    before = shown(page)
    assert before["name"] == "All dates" and not before["wider"]
    page.get_by_role("combobox", name="Town", exact=True).select_option("alder")
    town = shown(page)
    assert town["name"] == "Alder" and re.fullmatch(r"\d+ coming dates? · next: .+", town["count"])
    assert town["address"] == "https://alder.example.org/feeds/town/alder.ics"
    assert town["links"][0] == "webcal://alder.example.org/feeds/town/alder.ics"
    assert [link.split("?")[0] for link in town["links"][1:]] == [
        "https://calendar.google.com/calendar/r", "https://outlook.live.com/calendar/0/addfromweb",
        "https://outlook.office.com/calendar/0/addfromweb"]  # fmt: skip
    assert all("town%2Falder.ics" in link for link in town["links"][1:]) and not town["wider"]
    assert page.get_by_role("status").filter(has_text="Alder").count() == 1
    page.get_by_role("combobox", name="Town", exact=True).select_option("")
    assert shown(page) == before


def test_a_pair_has_its_own_calendar_and_else_the_wider_one_says_so(visit: Visit) -> None:
    page = visit("subscribe/")
    page.get_by_role("combobox", name="Topic", exact=True).select_option("narcan-training")
    page.get_by_role("combobox", name="Town", exact=True).select_option("alder")
    page.wait_for_function("() => document.querySelector('.choice__name').textContent.includes(',')")  # pairs have a page of their own
    pair = shown(page)
    assert pair["address"].endswith("/feeds/program/narcan-training/town/alder.ics") and not pair["wider"]
    page.get_by_role("combobox", name="For whom", exact=True).select_option("veterans")
    page.locator("[data-module=subscribe] > .note").wait_for()
    wider = shown(page)
    assert wider == {**pair, "wider": True}


def test_the_code_of_the_chosen_calendar_is_a_picture_that_stays_dark_on_light(visit: Visit, site: str) -> None:
    page = visit("es/subscribe/", dark=True)
    page.get_by_role("combobox", name="Pueblo", exact=True).select_option("alder")
    picture = page.locator(".qr__picture")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.qr__picture').naturalWidth > 0")
    assert picture.get_attribute("src") == "qr/feeds/town/alder.svg"
    assert picture.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    for link in page.locator("td a[href^='qr/']").all():
        assert page.request.get(f"{site}es/subscribe/{link.get_attribute('href')}").ok


def test_by_keyboard_alone(visit: Visit) -> None:
    page = visit("subscribe/", width=375)
    page.get_by_role("combobox", name="Town", exact=True).focus()
    page.keyboard.press("ArrowDown")
    first = shown(page)["name"]
    assert first == page.get_by_role("combobox", name="Town", exact=True).evaluate("e => e.selectedOptions[0].text") != "All dates"
    for label in ("Topic", "Language", "For whom"):
        page.keyboard.press("Tab")
        assert page.get_by_role("combobox", name=label, exact=True).evaluate("e => e === document.activeElement")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("webcal:")


@pytest.mark.parametrize(("path", "town"), [("subscribe/", "Town"), ("es/subscribe/", "Pueblo")])
def test_clean_after_a_choice_on_a_phone_and_in_the_dark(visit: Visit, path: str, town: str) -> None:
    page = visit(path, width=375, dark=True)
    page.get_by_role("combobox", name=town, exact=True).select_option("alder")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not violations(page)


def test_an_address_with_a_calendars_name_opens_it(visit: Visit) -> None:
    page = visit("es/subscribe/#es-feeds-town-alder")
    page.wait_for_function("() => document.querySelector('.choice__name').textContent === 'Alder'")
    assert page.get_by_role("combobox", name="Pueblo", exact=True).input_value() == "alder"


def test_the_code_of_a_calendar_on_a_page_of_its_own_opens_it_as_well(visit: Visit) -> None:
    page = visit("subscribe/#feeds-program-narcan-training-town-alder")
    page.wait_for_function("() => document.querySelector('.choice__name').textContent === 'Narcan training, Alder'")
    assert page.get_by_role("combobox", name="Topic", exact=True).input_value() == "narcan-training"
    assert page.locator(".qr__picture").get_attribute("src") == "qr/feeds/program/narcan-training/town/alder.svg"


@pytest.mark.parametrize("path, name", [("subscribe/", "My calendar"), ("es/subscribe/", "Mi calendario")])
def test_the_neutral_calendar_is_offered_with_every_way_to_add_it(visit: Visit, path: str, name: str) -> None:
    page = visit(path)
    page.locator(".note").get_by_role("link", name=name).click()
    page.wait_for_function(f"document.querySelector('.choice__name').textContent === {name!r}")
    assert shown(page)["address"].endswith("feeds/discreet.ics") and len(shown(page)["links"]) == 4
    assert shown(page)["picture"] == "qr/feeds/discreet.svg"


def test_without_scripts_the_table_has_every_calendar(visit: Visit, output: Path) -> None:
    page = visit("subscribe/", scripts=False)
    assert page.locator("select:visible").count() == 0
    found = set(page.locator(".copy__text").all_text_contents())
    discreet_links = page.locator("a[href*='feeds%2Fdiscreet.ics'], a[href$='feeds/discreet.ics']").count()
    readers = {a.get_attribute("href") for a in page.locator(".note a[href*='feeds/']").all()}
    assert all(page.request.get(page.evaluate("a => new URL(a, location).href", name)).ok for name in readers)
    page.get_by_role("link", name="Two in one").click()
    page.wait_for_url("**/subscribe/more/")
    found |= set(page.locator(".copy__text").all_text_contents())
    listed = json.loads((output / "feeds/index.json").read_bytes())["feeds"]
    feeds = {row["address"] for row in listed if row["type"] == "text/calendar"}
    assert found == feeds and discreet_links == 4
    assert {name.rpartition("feeds/")[2] for name in readers} == {"all.atom", "all.json", "digest.atom"}


@pytest.mark.parametrize("path", ["subscribe/", "es/subscribe/"])
def test_the_page_stays_light(output: Path, path: str) -> None:
    assert len(gzip.compress((output / path / "index.html").read_bytes(), 9, mtime=0)) < 15_000
