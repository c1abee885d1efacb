"""The frames for other people's pages, and the page that hands out the tag."""

from __future__ import annotations

import html
import re

import pytest
from views_site import NOW, SITE, sample_html, sample_pages, views_of
from workshops.views.embed import MOST

FRAMES = sorted(address for address in sample_html() if re.match(r"(es/)?embed/.", address))


def code(address: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r"<code[^>]*>(.*?)</code>", sample_html()[address])]


@pytest.mark.parametrize("folder", ["", "es/"])
def test_the_tag_names_a_frame_that_is_there_and_every_frame_is_offered(folder: str) -> None:
    tag, *addresses = code(f"{folder}embed/")
    src = re.fullmatch(r'<iframe src="([^"]+)" title="[^"]+" width="100%" height="\d+" loading="lazy"></iframe>', tag)
    assert src and src[1] == addresses[0] == f"{SITE.url}/{folder}embed/all/"
    offered = {address.removeprefix(f"{SITE.url}/") for address in addresses}
    assert offered == {address for address in FRAMES if address.startswith("es/") == bool(folder)}
    assert f"{folder}embed/town/linden/" in offered or f"{folder}embed/town/alder/" in offered


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_is_a_page_of_its_own_that_leads_out(address: str) -> None:
    text = sample_html()[address]
    assert '<base target="_blank">' in text and 'name="robots" content="noindex"' in text
    assert text.count("<h1") == 1 and 'href="tel:911"' in text and "data-site" not in text
    assert "site.js" not in text  # which keeps pages and the visitor's colours
    assert text.count('<li class="card') <= MOST
    out = re.search(r'<p class="embed__more"><a href="([^"]+)"', text)
    assert out and out[1].startswith("../")


def test_a_frame_shows_the_next_dates_of_its_town_and_tells_of_nothing_closed() -> None:
    text = sample_html()["embed/program/narcan-training/"]
    assert "Second Tuesday Narcan Training" in text and "Tue, Dec 8, 2026" in text
    assert not any("student-assembly" in sample_html()[a] or "school-assembly" in sample_html()[a] for a in FRAMES)
    assert not any("events/2027-02-train-the-trainer/" in sample_html()[a] for a in FRAMES)


def test_a_frame_is_made_anew_when_its_dates_change() -> None:
    from workshops.views import pages

    files = {
        "programs/p.md": b"---\ntitle: P\n---\n",
        "organizers/o.md": b"---\ntitle: O\nkind: library\n---\n",
        "events/e.md": b"---\ntitle: One\nuid: a@b.c\nprogram: p\norganizer: o\nmode: online\nstart: 2026-12-08 18:00\nend: 19:00\n---\n",
    }

    def depends(title: bytes) -> dict[str, tuple[str, ...]]:
        views = views_of({**files, "events/e.md": files["events/e.md"].replace(b"One", title)}, NOW)
        found = pages(views.catalog, views.now, views.feeds, views.languages, views)
        return {page.address: page.depends for page in found if "embed/" in page.address}

    one, two = depends(b"One"), depends(b"Two")
    assert {address for address in one if one[address] != two[address]} == {a for a in one if not a.endswith("embed/")}
    assert {"embed/all/", "embed/program/p/", "es/embed/organizer/o/"} <= set(one)


def test_partners_find_it_on_the_subscribe_page() -> None:
    assert 'href="../embed/"' in sample_html()["subscribe/"] and "embed/" in sample_pages()
