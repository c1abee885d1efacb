"""What people come for, walked from the first page on in a real browser: each task by mouse, by keyboard alone and without
JavaScript, in both languages, on a phone and at a desk.

A task is one function. `Walk` knows how a step is done: with the mouse it clicks, by keyboard it presses Tab until the focus
is there and then Enter, Space, arrows or letters, and nothing else. Without JavaScript a task takes the way of links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from browsing import NOW, started
from workshops.language import Language
from workshops.locale import shipped_language

LANGS = ("", "es/")
WIDTHS = (375, 1280)
WAYS = ("mouse", "keyboard", "no scripts")


@cache
def language(lang: str) -> Language:
    return shipped_language(lang.rstrip("/") or "en")


class Walk:
    """Somebody at a page: in one language, at one width, with one way to act."""

    def __init__(self, page: Any, site: str, lang: str, width: int, way: str) -> None:
        self.page, self.site, self.lang, self.width = page, site, lang, width
        self.keys, self.scripts = way == "keyboard", way != "no scripts"

    def said(self, message: str, **values: object) -> str:
        """A sentence of ours in the page's language."""
        return language(self.lang).gettext(message).format(**values)

    def start(self, path: str = "") -> None:
        self.page.goto(f"{self.site}{self.lang}{path}")
        if path.startswith("find/") and self.scripts:
            self.find(".finder__count").wait_for()

    def find(self, selector: str, **options: Any) -> Any:
        return self.page.locator(selector, **options).first

    @property
    def text(self) -> str:
        found: str = self.page.locator("main").inner_text()
        return found

    # -- one step --

    def reach(self, target: Any) -> None:
        """Press Tab, or Shift and Tab where it lies behind, until the focus is there; and see that it shows."""
        target.wait_for(state="attached")
        for _ in range(250):
            where = target.evaluate("""e => e === document.activeElement ? 'here' : document.activeElement === document.body ? 'Tab'
                : document.activeElement.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab'""")
            if where == "here":
                break
            self.page.keyboard.press(where)
        else:
            raise AssertionError(f"{target} cannot be reached by keyboard")
        seen = target.evaluate("""e => {
            const lines = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            const box = e.getBoundingClientRect();
            return (lines(getComputedStyle(e)) || lines(getComputedStyle(e, '::after')))
                && box.bottom > 0 && box.top < innerHeight && e.matches(':focus-visible');
        }""")
        assert seen, f"the focus on {target} cannot be seen"

    def press(self, target: Any) -> None:
        """Follow a link, push a button, open a box."""
        self.settle()
        if self.keys:
            self.reach(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def settle(self) -> None:
        """Wait until the page is all there: somebody who presses sees where it is."""
        if self.scripts:
            started(self.page)

    def go(self, target: Any, where: str) -> None:
        """Follow a link to a page."""
        self.press(target)
        self.page.wait_for_url(re.compile(where))

    def write(self, target: Any, text: str) -> None:
        if self.keys:
            self.reach(target)
        else:
            target.click()
        self.page.keyboard.type(text)

    def choose(self, target: Any, value: str) -> None:
        """Choose from a list, by keyboard with the arrows."""
        if not self.keys:
            target.select_option(value)
            return
        self.reach(target)
        for _ in range(60):
            if target.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen by keyboard")

    def tick(self, key: str) -> None:
        """Tick a choice of the finder, opening the boxes that it is in."""
        box = self.find(f".tick input[value='{key}']")
        for outer in (self.find(".finder__filters"), self.find(".choices", has=self.page.locator(f"input[value='{key}']"))):
            if not outer.evaluate("e => e.open"):
                self.press(outer.locator("> summary"))
        before = self.page.url
        if self.keys:
            self.reach(box)
            self.page.keyboard.press("Space")
        else:
            box.click()
        assert box.is_checked()
        if self.keys:
            assert box.evaluate("e => e === document.activeElement"), "the focus stays where it was"
        self.page.wait_for_url(lambda url: url != before)
        self.settle()

    @property
    def count(self) -> int:
        return int(re.sub(r"\D", "", self.find(".finder__count").inner_text()) or 0)

    def menu(self, name: str) -> None:
        """Go to one of the main pages."""
        self.go(self.find(f".nav a[href$='{name}/']"), f"/{self.lang}{name}/")
        if name == "find" and self.scripts:
            self.find(".finder__count").wait_for()


# -- the tasks ---------------------------------------------------------------------------------------------------------------


def a_free_training_near_me(walk: Walk) -> None:
    walk.start()
    assert walk.find(".card .badge", has_text=walk.said("Free")).is_visible(), "the first page shows the next ones at once"
    walk.menu("find")
    if walk.scripts:
        everything = walk.count
        walk.write(walk.page.get_by_label(walk.said("ZIP code"), exact=True), "14865")
        walk.find(".card__far").wait_for()
        walk.choose(walk.page.get_by_label(walk.said("Within")), "5")
        walk.tick("free")
        assert 0 < walk.count < everything
        assert re.search(r"\d (mi|km)\b", walk.find(".card__far").inner_text())
        walk.go(walk.find(".finder__view .card__title a"), "/events/")
    else:
        walk.go(walk.find("main a[href$='towns/millbrook/']"), "/towns/millbrook/")
        walk.go(walk.find("main .card__title a"), "/events/")
    assert walk.said("Free") in walk.text


def an_emergency_now(walk: Walk) -> None:
    walk.start("events/van-depot/")
    assert walk.find(".strip__call").get_attribute("href") == "tel:911"
    walk.go(walk.find(".strip__steps"), f"/{walk.lang}emergency/")
    assert "911" in walk.text and len(walk.page.locator("main li").all()) > 4


def a_topic_is_subscribed_to(walk: Walk) -> None:
    address = f"webcal://alder.example.org/{walk.lang}feeds/program/narcan-training.ics"
    walk.start()
    walk.menu("find")
    if walk.scripts:
        walk.tick("narcan-training")
        walk.press(walk.page.get_by_role("button", name=walk.said("Subscribe to this search")))
        walk.page.get_by_text(walk.said("This calendar has exactly what you searched for.")).wait_for()
        link = walk.find(".keep__answer a.button")
    else:
        walk.go(walk.find("main a[href$='programs/narcan-training/']"), "/programs/narcan-training/")
        link = walk.find(".feedbox a.button")
    assert link.get_attribute("href") == address
    if walk.keys:
        walk.reach(link)


def no_name_and_no_id(walk: Walk) -> None:
    walk.start()
    walk.menu("find")
    if walk.scripts:
        walk.tick("anonymous")
    else:
        walk.go(walk.find("main a[href$='programs/outreach-van/']"), "/programs/outreach-van/")
    card = walk.find("main .card:not(.card--stop)")
    assert card.locator(".badge", has_text=walk.said("No name, no ID")).is_visible()
    walk.go(card.locator(".card__title a"), "/events/")
    assert walk.said("No name, no ID") in walk.text


def is_it_cancelled(walk: Walk) -> None:
    walk.start()
    walk.menu("find")
    if walk.scripts:
        walk.tick("harbor-point")
    else:
        walk.go(walk.find("main a[href$='towns/harbor-point/']"), "/towns/harbor-point/")
    card = walk.find("main .card--stop")
    assert card.locator(".status").inner_text() == walk.said("Cancelled") and not card.locator(".badge").count()
    walk.go(card.locator(".card__title a"), "/2026-12-05-harbor-light-pop-up/")
    assert walk.find(".banner--stop").is_visible()
    walk.go(walk.find(".banner--stop a"), "/events/van-")
    assert "Harbor Light" not in walk.find("h1").inner_text() and walk.page.locator(".fact--when").is_visible()


def in_the_other_language(walk: Walk) -> None:
    walk.start()
    other = "" if walk.lang else "es/"
    walk.go(walk.find(".languages__link"), f"127.0.0.1:[0-9]+/{other}$")
    walk.lang = other
    walk.menu("find")
    if walk.scripts:
        walk.tick("es")
        walk.find("main .card").wait_for()
    else:
        walk.go(walk.find("main a[href$='programs/narcan-training/']"), "/programs/narcan-training/")
        assert walk.find(".feedbox a.button").get_attribute("href").startswith(f"webcal://alder.example.org/{other}feeds/")
    assert walk.page.evaluate("document.documentElement.lang") == (other.rstrip("/") or "en") if walk.scripts else True
    walk.go(walk.find("main .card__title a"), f"/{other}events/")


def a_phone_that_is_shared(walk: Walk) -> None:
    walk.start()
    walk.menu("subscribe")
    way = walk.find("main .note a[href$='-discreet']")
    assert not re.search(r"narcan|naloxon|overdose|sobredosis", way.inner_text().lower())
    walk.press(way)
    link = walk.find(f"main a[href='webcal://alder.example.org/{walk.lang}feeds/discreet.ics']:visible")
    link.wait_for()
    if walk.keys:
        walk.reach(link)


def asl_childcare_and_a_ramp(walk: Walk) -> None:
    walk.start()
    walk.menu("find")
    if walk.scripts:
        for key in ("childcare", "step-free", "ase"):
            walk.tick(key)
        assert 0 < walk.count < 10
        walk.go(walk.find(".finder__view .card__title a"), "/events/")
    else:
        walk.go(walk.find("main a[href$='programs/parent-night/']"), "/programs/parent-night/")
        walk.go(walk.find("main .card__title a"), "/events/")
    assert language(walk.lang).language_name("ase") in walk.text
    assert walk.find("main a[href^='mailto:'], main a[href^='tel:']").is_visible(), "a person to ask"


def a_kit_now(walk: Walk) -> None:
    walk.start()
    walk.menu("naloxone")
    everything = walk.page.locator(".kit:visible").count()
    if walk.scripts:
        walk.write(walk.page.get_by_label(walk.said("ZIP code")), "14869")
        walk.find(".kit__far:visible").wait_for()
        assert walk.find(".kit:visible").get_attribute("id") == "linden-corner-pharmacy"
        box = walk.page.get_by_label(walk.said("Only places open now"))
        if walk.keys:
            walk.reach(box)
            walk.page.keyboard.press("Space")
        else:
            box.check()
        assert 0 < walk.page.locator(".kit:visible").count() < everything and not walk.page.locator(".kit__open--closed:visible").count()
    kit = walk.find(".kit:visible")
    assert kit.locator(".hours:visible, .kit__open:visible").count() and kit.locator(".badge").count() >= 2
    walk.go(kit.locator("a[href*='venues/']"), "/venues/")


def where_am_i_needed(walk: Walk) -> None:
    walk.start()
    walk.menu("volunteer")
    if walk.scripts:
        select = walk.page.get_by_label(walk.said("Role"), exact=True)
        role = select.locator("option").nth(1).inner_text()
        walk.choose(select, role)
        assert set(walk.page.locator(".shift__role:visible").all_inner_texts()) == {role}
    shift = walk.find(".shift:visible")
    assert re.search(r"\d", shift.locator(".shift__needed").inner_text()) and shift.locator(".shift__way a").first.is_visible()
    walk.go(shift.locator("a[href*='events/']").first, "/events/")


def a_training_for_my_group(walk: Walk) -> None:
    walk.start()
    walk.menu("volunteer")
    mail = "mailto:naloxone@health.alder.example.org"
    if not walk.scripts:
        assert walk.find(f"#host ~ p a[href^='{mail}']").is_visible()
        walk.go(walk.find("main a[href$='toolkit/']"), "/toolkit/")
        return
    walk.write(walk.page.get_by_label(walk.said("What is your group?")), "Club 50% & más")
    walk.write(walk.page.get_by_label(walk.said("About how many people?")), "12")
    days = walk.page.get_by_label(walk.said("When suits you best?"))
    walk.choose(days, walk.said("Weekday evenings"))
    text = walk.find(".request__text").inner_text()
    assert "Club 50% & más" in text and "12" in text and walk.said("Weekday evenings") in text
    link = walk.find(".request a.button")
    assert link.get_attribute("href").startswith(f"{mail}?subject=") and "Club%2050%25%20%26%20m%C3%A1s" in link.get_attribute("href")
    if walk.keys:
        walk.reach(link)


TASKS: tuple[Callable[[Walk], None], ...] = (
    a_free_training_near_me, an_emergency_now, a_topic_is_subscribed_to, no_name_and_no_id, is_it_cancelled, in_the_other_language,
    a_phone_that_is_shared, asl_childcare_and_a_ramp, a_kit_now, where_am_i_needed, a_training_for_my_group,
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(chromium: Any) -> Iterator[Callable[[int, bool], Any]]:
    """One page for each width, with and without JavaScript, used again by all tasks."""
    made: dict[tuple[int, bool], Any] = {}

    def page(width: int, scripts: bool) -> Any:
        if (width, scripts) not in made:
            context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts, service_workers="block",
                                           reduced_motion="reduce")  # fmt: skip
            made[width, scripts] = context.new_page()
            if scripts:
                made[width, scripts].clock.set_fixed_time(NOW)
        return made[width, scripts]

    yield page
    for one in made.values():
        one.context.close()


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS, ids=["en", "es"])
def test_task(pages: Callable[[int, bool], Any], site: str, task: Callable[[Walk], None], way: str, width: int, lang: str) -> None:
    task(Walk(pages(width, way != "no scripts"), site, lang, width, way))


@pytest.mark.parametrize("lang", LANGS, ids=["en", "es"])
def test_shifts_go_by_themselves_where_the_build_is_old(visit: Callable[..., Any], lang: str) -> None:
    page = visit(f"{lang}volunteer/")
    said, shifts = page.locator("#shifts-open"), page.locator(".shift:visible")
    everything, before = shifts.count(), said.inner_text()
    assert str(everything) in before
    ends = sorted(page.locator(".shift").evaluate_all("list => list.map(e => Date.parse(e.dataset.ends))"))
    page.clock.set_fixed_time(datetime.fromtimestamp((ends[0] + ends[-1]) / 2000, UTC))
    page.reload()
    page.locator(".volunteer__form").wait_for()
    assert 0 < shifts.count() < everything and str(shifts.count()) in said.inner_text() and said.inner_text() != before
    page.clock.set_fixed_time(datetime.fromtimestamp(ends[-1] / 1000 + 60, UTC))
    page.reload()
    page.get_by_text(language(lang).gettext("No roles are open right now. Thank you for asking.")).wait_for()
    assert not shifts.count() and not page.locator(".shiftday:visible").count()


@pytest.mark.parametrize("path", ["volunteer/", "naloxone/", "find/", "search/"])
def test_nothing_sticks_out_of_a_narrow_screen(visit: Callable[..., Any], path: str) -> None:
    for lang in LANGS:
        page = visit(lang + path, width=320)
        page.locator("main form").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), lang + path
