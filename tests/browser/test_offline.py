"""Without a network: the emergency steps, the kit sites and the dates that one has seen are there, and say that they are copies."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browsing import NOW, served

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


KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()"""


def kept(page: Any, *wanted: str) -> list[str]:
    """Wait until files with these words in their addresses are kept; returns all addresses."""
    for _ in range(100):
        urls: list[str] = page.evaluate(KEPT)
        if all(any(word in url for url in urls) for word in wanted):
            return urls
        page.wait_for_timeout(100)
    raise TimeoutError(f"not kept: {[word for word in wanted if not any(word in url for url in urls)]}")


DATA = ("find/data/index.json",
        "find/data/2026-12.json", "find/data/zips.json", "finder/app.js", "finder/ics.js", "site.js", "theme/css/site")


def finder_page(chromium: Any, address: str) -> Any:
    page = chromium.new_context(viewport={"width": 375, "height": 812}, permissions=[]).new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(f"{address}es/find/?near=14865&q=narcan")
    page.locator(".card__far").first.wait_for()
    return page


def test_the_finder_works_without_a_network_after_one_visit_and_says_so(chromium: Any, output: Path) -> None:
    with served(output) as address:
        page = finder_page(chromium, address)
        count = page.locator(".finder__count").inner_text()
        urls = kept(page, *DATA, "/es/find/")
    assert not [url for url in urls if "14865" in url or "narcan" in url.rpartition("/")[2]], "what was searched is kept"
    page.reload()
    page.locator(".card__far").first.wait_for()
    assert page.locator(".finder__count").inner_text() == count
    assert page.get_by_text("Está viendo fechas guardadas.").is_visible() and page.locator(".offline").count() == 1
    page.goto(f"{address}es/find/")
    page.locator(".finder__count").wait_for()
    assert page.locator(".card").count() > 4 and page.locator(".finder__count").inner_text() != count
    page.context.close()


def test_kept_dates_make_way_for_new_ones(chromium: Any, output: Path, tmp_path: Path) -> None:
    """The index of an older build is in the cache, with a month that is gone and one that has changed."""
    site = tmp_path / "site"
    shutil.copytree(output, site)
    folder = site / "es" / "find" / "data"
    with served(site) as address:
        page = finder_page(chromium, address)
        kept(page, *DATA)
        index, month = json.loads((folder / "index.json").read_text()), json.loads((folder / "2026-12.json").read_text())
        index["months"] = [[name, count, "0000abcd" if name == "2026-12" else version] for name, count, version in index["months"][:-1]]
        month["events"]["title"] = ["Narcan: fecha nueva" for _ in month["events"]["title"]]
        (folder / "index.json").write_text(json.dumps(index))
        (folder / "2026-12.json").write_text(json.dumps(month))
        page.reload()
        page.get_by_text("Narcan: fecha nueva").first.wait_for()
        assert page.get_by_text("Está viendo fechas guardadas.").is_hidden()
        urls = kept(page, "2026-12.json?v=0000abcd")
        assert len([url for url in urls if "/es/find/data/2026-12" in url]) == 1, "the older month is still kept"
    page.reload()
    page.get_by_text("Narcan: fecha nueva").first.wait_for()
    assert page.get_by_text("Está viendo fechas guardadas.").is_visible()
    page.context.close()


def test_where_nothing_may_be_kept_pages_come_all_the_same(chromium: Any, output: Path) -> None:
    with served(output) as address:
        page = finder_page(chromium, address)
        page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")
        kept(page, "emergency/", *DATA)
        page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": address.rstrip("/"), "quotaSize": 1})
        page.goto(f"{address}events/van-depot/")
        assert "Outreach Van" in page.locator("h1").inner_text() and page.locator(".offline").count() == 0
        page.goto(f"{address}find/")
        page.locator(".card").first.wait_for()
        assert not [url for url in page.evaluate(KEPT) if "van-depot" in url or "/es/" not in url and "/find/data/2" in url]
        page.context.close()


def test_scripts_import_each_other_by_one_version(output: Path) -> None:
    """A script that a browser kept from an older build never runs together with a newer one."""
    asked = re.search(r'src="theme/js/site.js\?v=([0-9a-f]{8})"', (output / "index.html").read_text())
    assert asked
    imports = [name for path in (output / "theme" / "js").rglob("*.js")
               for name in re.findall(r"""(?:from|import)[ (]*["'`](\.[^"'`]+)""", path.read_text())]
    assert len(imports) > 40 and all(name.endswith(f".js?v={asked[1]}") for name in imports), imports
    worker = (output / "sw.js").read_text()
    assert f"theme/js/finder/geo.js?v={asked[1]}" in worker and "theme/js/site.js?v=" in worker


def build_anew(folder: Path) -> None:
    """Do to an output folder what a later build does: another style sheet, another text, another version of the worker."""
    [old] = (folder / "theme" / "css").glob("site.*.css")
    new = old.with_name("site.0a0b0c0d.css")
    old.rename(new)
    for page in folder.rglob("*.html"):
        page.write_text(page.read_text().replace(old.name, new.name).replace("breath every 5 seconds", "breath every five seconds"))
    worker = (folder / "sw.js").read_text().replace(old.name, new.name)
    (folder / "sw.js").write_text(re.sub(r'VERSION = "\w+"', 'VERSION = "later"', worker))


def styled(page: Any) -> bool:
    """Whether the page has its style sheet."""
    return bool(page.evaluate("() => getComputedStyle(document.querySelector('.strip')).backgroundColor !== 'rgba(0, 0, 0, 0)'"))


def test_a_new_build_replaces_what_was_kept(chromium: Any, output: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(output, folder)
    context = chromium.new_context(viewport={"width": 375, "height": 812})
    page = context.new_page()
    with served(folder) as address:
        page.goto(address + "events/van-depot/")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.goto(address + "events/van-depot/")  # with the worker in charge, so that it is kept
        assert page.evaluate("() => caches.keys()") != []
        build_anew(folder)
        page.goto(address)
        until = time.monotonic() + 30
        while [name for name in page.evaluate("() => caches.keys()") if name.startswith("kept-")] != ["kept-later"]:
            assert time.monotonic() < until
            page.wait_for_timeout(100)
    page.goto(address + "emergency/")  # the server is gone
    page.locator(".offline").wait_for()
    assert "breath every five seconds" in page.locator("main").inner_text() and styled(page)
    page.goto(address + "events/van-depot/")  # of the build before, and says so
    page.locator(".offline").wait_for()
    assert "This is a copy from" in page.locator(".offline").inner_text() and styled(page)
    context.close()


def test_a_page_comes_from_the_network_whenever_there_is_one(chromium: Any, output: Path, tmp_path: Path) -> None:
    """Cancelled this morning: whoever opened the page yesterday must not be shown yesterday's."""
    folder = tmp_path / "site"
    shutil.copytree(output, folder)
    file = folder / "events" / "van-depot" / "index.html"
    context = chromium.new_context()
    page = context.new_page()
    with served(folder) as address:
        for _ in range(2):
            page.goto(address + "events/van-depot/")
            page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        file.write_text(file.read_text().replace("Outreach Van: The Depot</h1>", "CANCELLED</h1>"))
        page.goto(address + "events/van-depot/")
        assert page.locator("h1").inner_text() == "CANCELLED" and page.locator(".offline").count() == 0
    context.close()


def test_an_event_says_when_it_was_last_updated(output: Path) -> None:
    """So that whoever reads a kept copy or an old build knows how old the news is."""
    pages = list((output / "events").glob("*/index.html"))
    assert len(pages) > 10
    for page in pages:
        assert re.search(r'Last updated</?[^>]*>? <time datetime="\d{4}-\d\d-\d\d">|Last updated <time datetime="', page.read_text()), page
