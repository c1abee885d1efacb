"""Everybody reaches everything: at 400 percent, with a finger, by keyboard, with forced colours and without motion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import odd_site
import pytest
from test_axe import KINDS

Visit = Callable[..., Any]
WIDE = """() => document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.hidden')).map(e => e.outerHTML.slice(0, 100))
    .slice(0, 3).concat('scrolls') : [...document.querySelectorAll('main *')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width > 1 && box.right > innerWidth + 1 && !e.closest('.hidden, .scroll, .map');
    }).map(e => e.outerHTML.slice(0, 100)).slice(0, 3)"""
"""What sticks out at the side, with whatever makes the page scroll sideways."""
SMALL = """() => [...document.querySelectorAll('a, button, summary, input, select, textarea')].filter(e => {
        const target = e.closest('label') ?? e, box = target.getBoundingClientRect();
        const inText = e.closest('p, li, dd, td, .prose') && getComputedStyle(e).display === 'inline';
        return box.width > 0 && !inText && !e.closest('.skip, .hidden') && (box.height < 24 || box.width < 24);
    }).map(e => e.outerHTML.slice(0, 100))"""
"""Targets of less than 24 by 24 pixels that do not stand in a sentence (WCAG 2.5.8)."""
FOCUS = """() => {
        const e = document.activeElement;
        if (e === document.body) return 'end';
        const style = getComputedStyle(e), after = getComputedStyle(e, '::after'), box = e.getBoundingClientRect();
        if (style.outlineStyle === 'none' && after.outlineStyle === 'none') return 'no ring: ' + e.outerHTML.slice(0, 100);
        const x = box.left + Math.min(box.width / 2, 30), y = box.top + box.height / 2;
        const on = document.elementFromPoint(x, y);
        const label = e.closest('label');
        const seen = on && (e.contains(on) || on.contains(e) || label && label.contains(on));
        return seen ? '' : 'hidden: ' + e.outerHTML.slice(0, 100) + ' under ' + (on ? on.outerHTML.slice(0, 60) : 'nothing');
    }"""
"""Where the keyboard is: "" when its ring is drawn and nothing lies over it (WCAG 2.4.7, 2.4.11)."""


def wrong_on(tab: Any, address: str) -> list[str]:
    """What sticks out at 320 pixels, and what is too small to touch there and on a desk."""
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(address)
    tab.wait_for_load_state("load")
    found = [f"{address} sticks out: {line}" for line in tab.evaluate(WIDE)]
    for width in (320, 1280):
        tab.set_viewport_size({"width": width, "height": 640})
        found += [f"{address} {width} too small: {line}" for line in tab.evaluate(SMALL)]
    return found


@pytest.mark.parametrize("lang", ["", "es/"], ids=["en", "es"])
def test_every_kind_of_page_fits_400_percent_and_fingers(tab: Any, site: str, lang: str) -> None:
    assert [line for kind in KINDS for line in wrong_on(tab, site + lang + kind)] == []


@pytest.mark.parametrize("lang", ["", "es/"], ids=["en", "es"])
def test_so_does_content_that_nobody_planned(tab: Any, odd: str, lang: str) -> None:
    assert [line for kind in odd_site.PAGES for line in wrong_on(tab, odd + lang + kind)] == []


@pytest.mark.parametrize(("path", "most"), [
    ("", 40), ("events/2027-03-11-parent-night-alder-high/", 60), ("subscribe/", 60), ("naloxone/", 60), ("volunteer/", 40),
    ("calendar/2027/02/", 40), ("find/", 60), ("emergency/", 40), ("embed/town/alder/", 40)])  # fmt: skip
def test_the_ring_of_the_keyboard_is_drawn_and_nothing_lies_over_it(tab: Any, site: str, path: str, most: int) -> None:
    tab.set_viewport_size({"width": 375, "height": 640})
    tab.goto(site + path)
    tab.wait_for_load_state("networkidle")
    seen = 0
    for _ in range(most):
        tab.keyboard.press("Tab")
        told = tab.evaluate(FOCUS)
        if told == "end":
            break
        assert told == ""
        seen += 1
    assert seen > 2


def focus(page: Any, name: str) -> None:
    """Press Tab until the link or button of that name is reached."""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate("() => document.activeElement.getAttribute('aria-label') || document.activeElement.innerText")
        if here.strip() == name:
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def test_help_in_an_emergency_is_two_keys_away(visit: Visit) -> None:
    page = visit("events/van-depot/")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.innerText") == "What to do"
    page.keyboard.press("Enter")
    page.wait_for_url("**/emergency/")
    assert page.locator("h1").inner_text().startswith("Overdose emergency")


def test_the_keyboard_changes_the_language_and_turns_the_months(visit: Visit) -> None:
    page = visit("calendar/2027/02/")
    focus(page, "March 2027")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar/2027/03/")
    focus(page, "Español")
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/calendar/2027/03/")


def test_the_keyboard_signs_up_and_finds_the_way(visit: Visit) -> None:
    page = visit("events/2027-03-11-parent-night-alder-high/")
    focus(page, "Directions")
    assert page.evaluate("() => document.activeElement.href").startswith("https://www.openstreetmap.org/")
    focus(page, "Sign up")
    assert page.evaluate("() => document.activeElement.href") == "https://www.example.org/schools/parent-night"


def test_the_keyboard_picks_kits_that_can_be_had_now_and_the_colours(visit: Visit) -> None:
    page = visit("naloxone/")
    page.locator(".tick input").focus()
    page.keyboard.press("Space")
    page.get_by_text("2 places are open now").wait_for()
    assert page.locator(".kit:visible").count() == 2
    focus(page, "Dark")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_forced_colours_keep_shapes_and_the_ring(visit: Visit) -> None:
    page = visit("events/2027-01-21-community-forum/", forced_colors="active")
    for name in (".banner", ".badge", ".strip"):
        for element in page.locator(name).all():
            assert element.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == ""


def test_nothing_moves_for_those_who_do_not_want_it(visit: Visit) -> None:
    moving = """() => getComputedStyle(document.documentElement).scrollBehavior === 'smooth'
        || [...document.querySelectorAll('*')].map(e => getComputedStyle(e))
            .some(style => style.transitionDuration !== '0s' || style.animationName !== 'none')"""
    assert not visit("", reduced_motion="reduce").evaluate(moving)
    assert visit("", reduced_motion="no-preference").evaluate(moving)


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_jumps_while_a_page_loads(tab: Any, site: str, width: int) -> None:
    """The sum of all layout shifts, as browsers measure it (0.1 counts as good, we want none)."""
    shifts = """() => new Promise(done => { let sum = 0;
        new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
            .observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(sum), 300); })"""
    tab.set_viewport_size({"width": width, "height": 812})
    jumped = {}
    for path in ("", "events/health-department-monthly/", "events/2027-08-31-overdose-awareness-day/", "calendar/2027/02/", "subscribe/",
                 "es/subscribe/", "naloxone/", "volunteer/", "emergency/", "organizers/harbor-light/"):  # fmt: skip
        tab.goto(site + path)
        tab.wait_for_load_state("networkidle")
        jumped[path] = round(tab.evaluate(shifts), 3)
    assert {path: sum for path, sum in jumped.items() if sum > 0.02} == {}
