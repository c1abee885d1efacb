"""The finder in a real browser: its states, its address, its map, and what goes wrong. The tasks that people come for are
walked in `test_tasks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe import violations
from browsing import started
from workshops.language import Language
from workshops.locale import shipped_language

Visit = Callable[..., Any]
KINDS = [(lang, width) for lang in ("", "es/") for width in (375, 1280)]
both = pytest.mark.parametrize(("lang", "width"), KINDS, ids=[f"{lang[:2] or 'en'}-{width}" for lang, width in KINDS])


@cache
def language(lang: str) -> Language:
    return shipped_language(lang.rstrip("/") or "en")


def said(lang: str, message: str, **values: object) -> str:
    return language(lang).gettext(message).format(**values)


class Finder:
    """The finder's page as a person sees it."""

    def __init__(self, page: Any, lang: str) -> None:
        self.page, self.lang = page, lang
        page.locator(".finder__count").wait_for()

    def said(self, message: str, **values: object) -> str:
        return said(self.lang, message, **values)

    @property
    def count(self) -> int:
        text = self.page.locator(".finder__count").inner_text()
        return int(re.sub(r"\D", "", text) or 0)

    @property
    def titles(self) -> list[str]:
        found: list[str] = self.page.locator(".finder__view .card__title").all_inner_texts()
        return found

    @property
    def query(self) -> dict[str, list[str]]:
        self.settle()
        return parse_qs(urlsplit(self.page.url).query)

    def box(self, key: str) -> Any:
        return self.page.locator(f".tick input[value='{key}']")

    def tick(self, key: str) -> None:
        """Open the filters as far as needed, and tick a choice."""
        if not self.page.locator(".finder__filters").evaluate("e => e.open"):
            self.page.locator(".finder__summary").click()
        group = self.page.locator(".choices", has=self.box(key))
        if not group.evaluate("e => e.open"):
            group.locator("summary").click()
        self.box(key).check()

    def settle(self) -> None:
        """Wait until what comes after the paint is there: the address, the rest of the list."""
        self.page.wait_for_timeout(100)
        started(self.page)


@pytest.fixture
def find(visit: Visit) -> Callable[..., Finder]:
    def go(lang: str = "", query: str = "", width: int = 1280, **options: Any) -> Finder:
        return Finder(visit(f"{lang}find/{query}", width=width, **options), lang)

    return go


# -- by mouse --------------------------------------------------------------------------------------------------------


@both
def test_no_name_and_no_id(find: Callable[..., Finder], lang: str, width: int) -> None:
    finder = find(lang, width=width)
    finder.tick("anonymous")
    finder.settle()
    cards = "li.card:not(.card--stop, .card--warn)"  # what does not take place says nothing of that
    named = finder.page.locator(f".finder__view {cards}", has_text=finder.said("No name, no ID")).count()
    assert named == finder.page.locator(f".finder__view {cards}").count() > 5
    assert not finder.page.locator(".card--stop .badge").count()


@both
def test_in_spanish_on_a_weekend(find: Callable[..., Finder], lang: str, width: int) -> None:
    finder = find(lang, width=width)
    finder.tick("es")
    group = finder.page.locator(".choices", has=finder.box("sat"))
    group.locator("summary").click()
    group.get_by_label(finder.said("Weekend")).check()
    finder.settle()
    assert "Naloxona: salve una vida" in " ".join(finder.titles) or "Naloxone" in " ".join(finder.titles)
    assert finder.query["day"] == ["sat,sun"]


@both
def test_nothing_fits_then_something_else_is_offered(find: Callable[..., Finder], lang: str, width: int) -> None:
    finder = find(lang, "?program=remembrance&need=childcare", width=width)
    assert finder.count == 0 and len(finder.titles) == 3
    assert finder.page.locator("a[href^='mailto:naloxone@health']").count() == 1
    finder.page.locator(".chip--button").first.click()
    finder.settle()
    assert finder.count > 0
    finder.page.go_back()
    finder.settle()
    assert finder.count == 0


# -- by keyboard alone -----------------------------------------------------------------------------------------------


def tab_to(page: Any, selector: str, most: int = 120) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


@both
def test_a_search_by_keyboard_alone(find: Callable[..., Finder], lang: str, width: int) -> None:
    finder = find(lang, width=width)
    page = finder.page
    tab_to(page, "input[type=search]")
    page.keyboard.type("narcan")
    finder.settle()
    tab_to(page, "input[inputmode=numeric]")
    page.keyboard.type("14527")
    page.locator(".card__far").first.wait_for()
    if width < 960:
        tab_to(page, ".finder__summary")
        page.keyboard.press("Enter")
    tab_to(page, "input[value=kit]")
    page.keyboard.press("Space")
    finder.settle()
    assert finder.query == {"q": ["narcan"], "near": ["14527"], "need": ["kit"]} and finder.count
    assert page.evaluate("document.activeElement.value") == "kit", "the focus stays where it was"
    tab_to(page, "[data-view=month]")
    page.keyboard.press("Enter")
    page.locator(".month").wait_for()
    tab_to(page, ".month__nav button:last-child")
    page.keyboard.press("Enter")
    finder.settle()
    assert finder.query["month"] == ["2027-01"]
    assert page.evaluate("document.activeElement.matches('.finder__title')")
    page.go_back()
    finder.settle()
    assert "month" not in finder.query


@both
def test_the_map_by_keyboard_alone(find: Callable[..., Finder], lang: str, width: int) -> None:
    finder = find(lang, "?view=map", width=width)
    page = finder.page
    page.locator(".map__pin").first.wait_for()
    tab_to(page, ".map__box")
    page.keyboard.press("+")
    assert float(page.locator(".map__land").get_attribute("viewBox").split()[2]) == 500
    page.keyboard.press("ArrowRight")
    page.keyboard.press("0")
    for _ in range(8):
        tab_to(page, ".map__pin")
        if finder.query.get("place"):
            break
        page.keyboard.press("Enter")
        finder.settle()
    assert finder.query["place"] and 0 < finder.count < 84
    assert page.locator(".map__pin").count() >= 1 and len(finder.titles) > 0


# -- without JavaScript ----------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("way", ["towns/millbrook/", "programs/narcan-training/", "calendar/2027/02/"])
def test_three_clicks_without_javascript(visit: Visit, lang: str, width: int, way: str) -> None:
    page = visit(lang, width=width, scripts=False)
    page.locator(".nav a[href$='find/']").click()
    page.locator(f"main a[href$='{way}']").first.click()
    page.wait_for_url(f"**/{lang}{way}")
    page.locator("main a[href*='/events/']:visible").first.click()
    page.wait_for_url(f"**/{lang}events/**")


# -- every state -----------------------------------------------------------------------------------------------------

STATES = ("", "?near=14865&within=10&sort=near", "?near=99999", "?program=remembrance&need=childcare", "?view=month&month=2027-01",
          "?view=map", "?q=narcan&need=kit,free&day=sat,sun&time=evening&from=2027-01-01&to=2027-02-01")  # fmt: skip


LOOKS = ((1280, "light"), (1280, "dark"), (320, "light"), (320, "dark"))


@pytest.mark.parametrize("lang", ["", "es/"], ids=["en", "es"])
@pytest.mark.parametrize("query", STATES)
def test_axe_finds_nothing_in_any_state(find: Callable[..., Finder], query: str, lang: str) -> None:
    """With all filters open and the answer to "subscribe" below the results; at last with the filters closed."""
    finder, wrong = find(lang, query, reduced_motion="reduce"), []
    page = finder.page
    page.locator(".map__pin, .card, .month").first.wait_for()
    if "near=14865" in query:
        page.locator(".card__far").first.wait_for()
    page.get_by_role("button", name=finder.said("Subscribe to this search")).click()
    page.locator(".keep__answer a.button").wait_for()
    for is_open in (True, False):
        page.evaluate("open => { for (const box of document.querySelectorAll('.finder details')) box.open = open; }", is_open)
        for width, scheme in LOOKS if is_open else LOOKS[:1] + LOOKS[-1:]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.evaluate("open => { document.querySelector('.finder__filters').open = open; }", is_open)
            finder.settle()
            wrong += [f"{lang}{query} {width} {scheme} {line}" for line in violations(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("query", STATES)
def test_nothing_sticks_out_and_nothing_is_too_small_on_a_phone(find: Callable[..., Finder], query: str) -> None:
    finder = find("es/", query, width=320)
    finder.page.locator(".finder__summary").click()
    wide = finder.page.evaluate("""() => [...document.querySelectorAll('main *')].filter(e =>
        e.getBoundingClientRect().right > innerWidth + 1
        && !e.closest('.hidden, .map__box')).map(e => e.outerHTML.slice(0, 160))""")
    assert not wide
    assert finder.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = finder.page.evaluate("""() => [
        ...document.querySelectorAll('.finder button, .finder summary, .finder input, .finder select')].filter(e => {
        const box = (e.closest('.tick') ?? e).getBoundingClientRect();
        return box.width > 0 && (box.height < 24 || box.width < 24);
    }).map(e => e.outerHTML.slice(0, 100))""")
    assert not small


def test_every_state_survives_a_reload_and_the_way_back(find: Callable[..., Finder]) -> None:
    finder = find()
    page = finder.page
    seen = [(page.url, finder.count)]
    for step in (lambda: finder.tick("narcan-training"), lambda: page.get_by_label("When").select_option("month"),
                 lambda: page.locator("[data-view=month]").click(), lambda: page.locator("[data-view=map]").click()):  # fmt: skip
        step()
        finder.settle()
        seen.append((page.url, finder.count))
    assert len({url for url, _ in seen}) == len(seen)
    for url, count in reversed(seen[:-1]):
        page.go_back()
        finder.settle()
        assert (page.url, finder.count) == (url, count)
    for url, count in seen:
        page.goto(url)
        page.locator(".finder__count").wait_for()
        finder.settle()
        assert finder.count == count
        page.reload()
        page.locator(".finder__count").wait_for()
        assert finder.count == count


def test_a_longer_list_stands_in_the_address_and_is_there_again_on_the_way_back(find: Callable[..., Finder]) -> None:
    finder = find()
    page = finder.page
    more = page.get_by_role("button", name="Show more")
    more.click()
    page.wait_for_url("**/find/?show=40")
    assert len(finder.titles) == 40
    assert page.evaluate("document.activeElement === document.querySelectorAll('.card__title a')[20]"), "the first new one has the focus"
    more.click()
    page.wait_for_url("**/find/?show=60")
    last = page.locator(".card__title a").nth(55)
    last.click()
    page.wait_for_url("**/events/**")
    page.go_back()
    page.locator(".card__title a").nth(59).wait_for()
    assert len(finder.titles) == 60
    page.wait_for_function("() => document.activeElement === document.querySelectorAll('.card__title a')[55]")
    page.wait_for_function("""() => {
        const box = document.activeElement.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
    }""")
    page.go_back()
    finder.settle()
    assert len(finder.titles) == 40 and finder.query == {"show": ["40"]}
    page.reload()
    page.locator(".card__title a").nth(39).wait_for()
    assert len(finder.titles) == 40
    finder.tick("kit")
    page.wait_for_url("**/find/?need=kit")
    assert len(finder.titles) == 20, "another search begins at its beginning"


def test_a_shared_address_shows_the_same_to_somebody_else(find: Callable[..., Finder], visit: Visit) -> None:
    query = "?near=14865&within=25&need=kit&time=afternoon,evening&sort=near&show=40"
    first, second = (find("", query, service_workers="block") for _ in range(2))
    for finder in (first, second):
        finder.page.locator(".card__far").first.wait_for()
    assert first.titles == second.titles and len(first.titles) == min(40, first.count) > 10
    assert first.page.url.endswith(query), "the address stays as it was given"


def test_typing_makes_one_step_of_history(find: Callable[..., Finder]) -> None:
    finder = find()
    finder.page.get_by_label("What do you want to learn?").press_sequentially("narcan", delay=30)
    finder.settle()
    assert finder.query == {"q": ["narcan"]}
    finder.page.go_back()
    finder.settle()
    assert finder.query == {} and finder.page.get_by_label("What do you want to learn?").input_value() == ""


def test_a_filter_is_taken_away_by_its_chip(find: Callable[..., Finder]) -> None:
    finder = find("", "?program=narcan-training,parent-night&need=kit")
    finder.page.get_by_role("button", name="Remove filter: Narcan training").click()
    finder.settle()
    assert finder.query == {"program": ["parent-night"], "need": ["kit"]}
    assert finder.page.evaluate("document.activeElement.className") == "finder__count"
    finder.page.get_by_role("button", name="Clear all").click()
    finder.settle()
    assert finder.query == {} and not finder.page.locator(".remove:visible").count()


# -- what goes wrong -------------------------------------------------------------------------------------------------


def test_an_unknown_zip_code_says_so(find: Callable[..., Finder]) -> None:
    finder = find("", "?near=99999")
    finder.page.get_by_text("We do not know the ZIP code 99999 near here").wait_for()
    assert finder.count == find().count


def test_location_refused_given_and_far_away(visit: Visit) -> None:
    page = visit("find/", permissions=[])
    page.get_by_role("button", name="Use my location").click()
    page.get_by_text("did not share its location").or_(page.get_by_text("does not know where it is")).wait_for()
    page = visit("find/", permissions=["geolocation"], geolocation={"latitude": 42.3371, "longitude": -76.7885})
    page.get_by_role("button", name="Use my location").click()
    page.locator(".card__far").first.wait_for()
    page.wait_for_url(re.compile("near=14869"))  # written after the paint
    assert "42.3" not in page.url, "the address has the ZIP code and not the place"
    assert "Linden" in page.locator(".card__place").first.inner_text()
    page = visit("find/", permissions=["geolocation"], geolocation={"latitude": 34.05, "longitude": -118.24})
    page.get_by_role("button", name="Use my location").click()
    page.get_by_text("more than 100 miles").wait_for()


def test_nobody_is_asked_where_they_are_before_they_say_so(visit: Visit) -> None:
    page = visit("about/")
    page.add_init_script("navigator.geolocation.getCurrentPosition = () => { throw new Error('asked') }; window.asked = []; "
                         "navigator.permissions.query = (q) => { window.asked.push(q); "
                         "return Promise.reject(new Error('no')); }")  # fmt: skip
    page.goto(page.url.replace("about/", "find/?near=14865&within=10"))
    page.locator(".card__far").first.wait_for()
    assert page.evaluate("window.asked") == []


def test_offline_says_so_and_the_page_still_helps(visit: Visit) -> None:
    page = visit("about/", service_workers="block")
    page.route("**/find/data/**", lambda route: route.abort())
    page.goto(page.url.replace("about/", "find/"))
    page.get_by_text("The dates could not be loaded.").wait_for()
    assert page.locator(".chip:visible").count() > 6
    page.unroute("**/find/data/**")
    page.get_by_role("button", name="Try again").click()
    page.locator(".finder__count").wait_for()
    assert page.locator(".finder-links").is_hidden()


def test_zip_codes_that_cannot_be_loaded_do_not_break_the_rest(visit: Visit) -> None:
    page = visit("about/", service_workers="block")
    page.route("**/find/data/zips*", lambda route: route.abort())
    page.goto(page.url.replace("about/", "find/"))
    page.get_by_label("ZIP code", exact=True).fill("14865")
    page.get_by_text("could not be loaded").first.wait_for()
    assert page.locator(".card").count() > 5


def test_an_old_index_in_the_cache_is_replaced(visit: Visit) -> None:
    """The index names a month that is gone, and does not know a program that a month uses."""
    page = visit("about/", service_workers="block")
    asked = []

    def stale(route: Any) -> None:
        asked.append(route.request.url)
        answer = route.fetch()
        index = answer.json()
        if len(asked) == 1:
            index["months"] = [["2026-10", 3, "00000000"], *index["months"]]
            index["programs"].pop("narcan-training")
        route.fulfill(response=answer, json=index)

    page.route("**/find/data/index.json", stale)
    page.goto(page.url.replace("about/", "find/"))
    page.locator(".finder__count").wait_for()
    page.locator("input[value=narcan-training]").wait_for(state="attached")
    assert len(asked) == 2 and page.locator(".card").count() == 20


def test_storage_denied_changes_nothing(visit: Visit) -> None:
    page = visit("about/")
    page.add_init_script("for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, "
                         "{get() { throw new DOMException('denied', 'SecurityError'); }})")  # fmt: skip
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(page.url.replace("about/", "find/?near=14865"))
    page.locator(".card__far").first.wait_for()
    assert not wrong


# -- files and privacy -----------------------------------------------------------------------------------------------


def test_the_downloaded_calendar_has_exactly_what_is_shown(find: Callable[..., Finder], tmp_path: Path) -> None:
    finder = find("es/", "?program=narcan-training&need=places")
    finder.page.locator(".finder__view .card").nth(5).wait_for()
    finder.settle()  # the rest of the list comes after the first paint and moves what is below
    with finder.page.expect_download() as waiting:
        finder.page.get_by_role("button", name=finder.said("Download these dates (.ics)")).click()
    path = tmp_path / "found.ics"
    waiting.value.save_as(path)
    import recurring_ical_events
    from icalendar import Calendar

    calendar = Calendar.from_ical(path.read_bytes())
    dates = recurring_ical_events.of(calendar).between(datetime(2026, 11, 1), datetime(2029, 1, 1))
    assert len(dates) == finder.count > 5
    assert {str(date["URL"]).split("/es/events/")[0] for date in dates} == {"https://alder.example.org"}


@pytest.fixture
def hosts(visit: Visit) -> Iterator[tuple[Any, list[str]]]:
    page = visit("about/")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    yield page, asked


def test_no_request_leaves_the_site(hosts: tuple[Any, list[str]], site: str) -> None:
    page, asked = hosts
    for lang in ("", "es/"):
        for query in STATES:
            page.goto(f"{site}{lang}find/{query}")
            page.locator(".finder__count").wait_for()
            page.wait_for_timeout(100)
        page.locator(".keep button").first.click()
        page.goto(f"{site}{lang}naloxone/")
        page.locator("#kits-zip").fill("14865")
        page.wait_for_timeout(200)
        page.goto(f"{site}{lang}volunteer/")
    page.goto(f"{site}robots.txt")  # which has no policy that would stop it
    page.evaluate("fetch('http://127.0.0.2:9/x', {mode: 'no-cors'}).catch(() => {})")
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == ["http://127.0.0.2:9/x"], "the record sees other hosts"
    asked.remove("http://127.0.0.2:9/x")
    assert len(asked) > 60
    outside = [url for url in asked if not url.startswith((site, "data:", "blob:"))]
    assert not outside
    told = [url for url in asked if re.search(r"\d{5}\.json|zip=|[?&]near=", url) and "/find/?" not in url]
    assert not told, "a ZIP code is asked of nobody"
