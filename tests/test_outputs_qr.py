"""QR codes of the feeds: where they lead, and that they are drawn whole."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import segno
from outputs_site import SITE, context_of, event, made
from views_site import renderer_of
from workshops.build.links import FeedLinks
from workshops.outputs.qr import QUIET, picture, qr_jobs
from workshops.outputs.qrcode import MASK, rows_of, symbol_of
from workshops.views import Views
from workshops.views.subscribe import subscribe_pages

EVENTS = {"van": event("Van", "2026-11-26 13:00", volunteers="\n  - role: Helper\n    needed: 1")}


def drawn(svg: str) -> tuple[int, set[tuple[int, int]]]:
    """Side of a picture and its dark squares, as its path draws them."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])  # type: ignore[index]
    dark = set()
    for x, y, dashes in re.findall(r"M(\d+) (\d+)\.5((?:h\d+|m\d+ 0)+)", svg):
        at = int(x)
        for step, length in re.findall(r"([hm])(\d+)", dashes):
            if step == "h":
                dark |= {(i, int(y)) for i in range(at, at + int(length))}
            at += int(length)
    return side, dark


@pytest.mark.parametrize(
    "target", ["https://alder.test/subscribe/#feeds-all", "https://alder.test/es/subscribe/#" + "feeds-program-x" * 12]
)
def test_a_picture_is_the_code_with_its_quiet_zone_on_a_light_ground(target: str) -> None:
    svg = picture(target).decode()
    side, dark = drawn(svg)
    code = segno.make_qr(target, error="m", mask=MASK, boost_error=False).matrix
    assert {(x - QUIET, y - QUIET) for x, y in dark} == {(x, y) for y, row in enumerate(code) for x, value in enumerate(row) if value}
    assert side == len(code) + 2 * QUIET and min(min(dark)) == QUIET
    assert f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>' in svg and 'stroke="#000"' in svg
    assert picture(target) == picture(target)


@pytest.mark.parametrize("version", range(1, 41))
def test_codes_of_all_sizes_are_those_of_a_library(version: int) -> None:
    symbol = symbol_of(version)
    most = max(length for length in range(2400) if symbol.holds(length))
    for length in {1, most // 2, most - 1, most}:
        text = ("https://alder.test/subscribe/#feeds-" + "program-x/" * 240)[:length]
        code = segno.make_qr(text, error="m", mask=MASK, boost_error=False, mode="byte", version=version)
        assert ["".join(map(str, row)) for row in code.matrix] == symbol.rows(text.encode())


def test_a_code_is_as_small_as_it_can_be_and_says_what_no_code_holds() -> None:
    assert [len(rows_of("x" * length)) for length in (14, 15, 26, 27, 2331)] == [21, 25, 25, 29, 177]
    with pytest.raises(ValueError, match="2332 bytes"):
        rows_of("x" * 2332)


def test_every_feed_has_a_code_in_every_language() -> None:
    context = context_of(EVENTS)
    files = made(qr_jobs(context))
    feeds = {feed.address for feed in (*context.plan.feeds, *context.shift_feeds)}
    assert set(files) == {f"{folder}subscribe/qr/{a.removesuffix('.ics')}.svg" for folder in ("", "es/") for a in feeds}
    assert files["es/subscribe/qr/feeds/all.svg"] == picture("https://alder.test/es/subscribe/#es-feeds-all")


def test_no_codes_without_a_subscribe_page() -> None:
    assert not made(qr_jobs(context_of(EVENTS, site=replace(SITE, pages=("event",)))))


def test_the_subscribe_page_names_codes_only_where_they_are_made() -> None:
    for outputs, shown in ((None, True), (("index",), False)):
        site = replace(SITE, outputs=outputs)
        context = context_of(EVENTS, site=site)
        languages = {lang.tag: lang for lang in context.languages}
        views = Views(context.catalog, context.now, FeedLinks(context.plan, languages), languages)
        html = "".join(renderer_of(views).render(page) for page in subscribe_pages(views))
        assert ("qr/feeds/all.svg" in html) is ("qr/feeds/town" in html) is shown
