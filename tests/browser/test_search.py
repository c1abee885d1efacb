"""The full-text search in a real browser, with the index that `workshops publish` makes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from browsing import NOW, served
from workshops.publish.search import indexed, search_index

Visit = Callable[..., Any]


@pytest.fixture(scope="module")
def published(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample site with its index."""
    pytest.importorskip("pagefind", reason="missing part: pagefind (pip install 'pagefind[bin]')")
    folder = tmp_path_factory.mktemp("published") / "site"
    shutil.copytree(output, folder)
    search_index(folder)
    return folder


@pytest.fixture
def look(chromium: Any, published: Path) -> Iterator[Callable[..., Any]]:
    """Open a page of the published site."""
    contexts = []
    with served(published) as address:

        def go(path: str, width: int = 1280) -> Any:
            context = chromium.new_context(viewport={"width": width, "height": 900})
            contexts.append(context)
            page = context.new_page()
            page.clock.set_fixed_time(NOW)
            page.asked = []
            page.wrong = []
            context.on("request", lambda request: page.asked.append(request.url))
            page.on(
                "console",
                lambda message: page.wrong.append(message.text) if message.type == "error" else None,
            )
            page.goto(address + path)
            page.address = address
            return page

        yield go
        for context in contexts:
            context.close()


def test_the_index_is_the_same_for_the_same_pages(published: Path) -> None:
    folder = published / "pagefind"
    before = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (folder / "left.pf_fragment").write_bytes(b"of an older index")
    shutil.copytree(folder, published.parent / "kept", dirs_exist_ok=True)
    for path in folder.rglob("*.pf_*"):
        path.unlink()
    search_index(published)
    after = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert before == after and len(before) > 50


def test_lists_and_what_is_not_for_everybody_are_not_in_the_index(published: Path) -> None:
    names = {address for address, _ in indexed(published)}
    assert {
        "/events/van-depot/",
        "/es/events/van-depot/",
        "/naloxone/",
        "/emergency/",
        "/venues/main-library/",
        "/programs/outreach-van/",
    } <= names
    assert not [
        n
        for n in names
        if re.search(r"404|styleguide|/find/|/calendar/|/subscribe/|/towns/|/search/|^/$|^/es/$", n)
    ]
    assert not [n for n in names if "school-assembly" in n or "night-shift" in n], "closed events"


@pytest.mark.parametrize(
    ("lang", "words", "found"),
    [
        ("", "gurgling", "emergency"),
        ("es/", "respiración", "es/emergency"),
        ("", "parking elm street", "venues/main-library"),
        ("es/", "naloxona salve una vida", "es/events/2027-01-30"),
    ],
)
@pytest.mark.parametrize("width", [375, 1280])
def test_words_of_any_page_are_found_in_each_language(
    look: Visit, lang: str, words: str, found: str, width: int
) -> None:
    page = look(f"{lang}search/", width)
    page.get_by_role("searchbox").fill(words)
    page.locator(".found__item").first.wait_for()
    links = page.locator(".found__title a").evaluate_all("list => list.map(a => a.pathname)")
    assert any(found in link for link in links[:4]), links
    assert all(link.startswith("/es/") == bool(lang) for link in links)
    assert page.locator(".found mark").count()
    assert not violations(page)
    assert not page.wrong
    assert not [url for url in page.asked if not url.startswith(page.address)]
    page.locator(".found__title a").first.click()
    assert page.locator("h1").count() == 1


def test_an_address_with_words_shows_their_pages_and_nothing_found_says_so(look: Visit) -> None:
    page = look("search/?q=naloxone")
    page.locator(".found__item").first.wait_for()
    assert page.locator(".found__item").count() == 10
    page.get_by_role("button", name="Show more").click()
    page.wait_for_function("() => document.querySelectorAll('.found__item').length > 10")
    page.get_by_role("searchbox").fill("zzyzx")
    page.get_by_text("No page has these words.").wait_for()
    assert page.url.endswith("?q=zzyzx")


def test_without_an_index_the_page_leads_to_the_finder(visit: Visit) -> None:
    page = visit("search/?q=narcan")
    page.get_by_text("The search could not be loaded.").wait_for()
    page.get_by_role("link", name="Find a training by place, date and need").click()
    page.locator(".finder__count").wait_for()


def test_only_the_search_page_may_run_webassembly(output: Path) -> None:
    allowed = [
        path.relative_to(output).as_posix()
        for path in output.rglob("*.html")
        if "wasm-unsafe-eval" in path.read_text("utf-8")
    ]
    assert sorted(allowed) == ["es/search/index.html", "search/index.html"]
