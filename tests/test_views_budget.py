"""No page is too heavy for a cheap phone: 15 KB of HTML compressed, on the sample site and in a large county."""

from __future__ import annotations

import gzip
import re
from html import unescape

import pytest
from large_site import large_files, large_html
from views_site import sample_html, views_of

BUDGET = 15_000


@pytest.mark.parametrize("site", [sample_html, large_html], ids=["sample", "large county"])
def test_every_page_stays_within_its_budget(site: object) -> None:
    assert callable(site)
    sizes = {address: len(gzip.compress(html.encode(), 6, mtime=0)) for address, html in site().items()}
    assert len(sizes) > 200
    assert {address: size for address, size in sizes.items() if size >= BUDGET} == {}


def test_a_large_county_offers_every_feed_without_scripts() -> None:
    """What has no room on the subscribe page stands on pages that it leads to."""
    views, html = views_of(large_files()), large_html()
    for lang, root in (("en", "subscribe/"), ("es", "es/subscribe/")):
        reached, waiting = set(), [root]
        while waiting:
            here = waiting.pop()
            if here in reached:
                continue
            reached.add(here)
            for link in re.findall(r'<a class="(?:group|pagination)[^"]*" href="([^"]+)"', html[here]):
                waiting.append(link.removeprefix("../" * here.count("/")))
        shown = [unescape(url) for page in reached for url in re.findall(r'<code class="copy__text"[^>]*>([^<]+)', html[page])]
        feeds = [feed.address for feed in views.feeds.all(lang)]
        assert len(feeds) > 300 and len(reached) > 5
        assert sorted(shown) == sorted(f"{views.site.url}/{address}" for address in feeds)
        assert all(page == root or page.startswith(root) for page in reached)


def test_long_lists_of_feeds_are_in_order_of_their_names() -> None:
    html = large_html()["subscribe/venue/"]
    names = re.findall(r'class="feeds__name">([^<]+)', html)
    assert len(names) == 80 and names == sorted(names, key=str.lower)


def test_the_way_to_a_code_is_right_from_every_page_of_a_list() -> None:
    for page, way in (("subscribe/venue/", "../qr/feeds/venue/"), ("subscribe/venue/page/2/", "../../../qr/feeds/venue/")):
        links = re.findall(r'href="((?:\.\./)*qr/[^"]+)"', large_html()[page])
        assert links and all(link.startswith(way) for link in links)
