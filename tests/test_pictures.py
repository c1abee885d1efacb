"""Pictures for links that people share: what they show, which pages name them, and that they are made once."""

from __future__ import annotations

import contextlib
import html
import io
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from test_incremental import EVENT, Place, tree
from workshops.errors import PublishError
from workshops.publish import STEPS
from workshops.publish.pictures import TEMPLATE, card_of, drawn, readable, share_pictures, smaller, told

try:
    import typst
except ImportError:
    pytest.skip("missing part: typst", allow_module_level=True)

SITE = {"url": "https://alder.test/", "name": "Alder County", "tagline": "Learn it.", "colour": "#0f5b57", "on": "#ffffff", "logo": "",
        "lang": "en", "rtl": False}  # fmt: skip
EVENT_WORDS = {"title": "Narcan Training", "kind": "", "status": "", "off": False, "month": "Dec", "day": "8", "weekday": "Tue",
               "when": ["Tuesday, December 8, 2026", "6 to 7 pm"], "note": "", "place": "Main Library"}  # fmt: skip
PAPER = (251, 248, 242)
META = re.compile(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)"')


def compiled(*events: dict[str, object], kind: str = "png", site: dict[str, object] = SITE, source: bytes | None = None) -> list[bytes]:
    """The pictures of some events (their words; {} for the site's own), as typst draws them."""
    cards = [card_of(site, {**EVENT_WORDS, **event} if event else None) for event in events]
    made = typst.Compiler(source or TEMPLATE.read_bytes(), ignore_system_fonts=True, sys_inputs={"cards": json.dumps(cards)}).compile(
        format=kind, ppi=72
    )
    return made if isinstance(made, list) else [made]


def glyphs(picture: bytes) -> int:
    """How many letters an SVG picture shows."""
    return picture.count(b"<use ")


def metas(page: Path) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in META.findall(page.read_text("utf-8"))}


# -- what a picture shows ------------------------------


@pytest.mark.parametrize("sign", list("#$*_@\\\"'`<>&[]{}()=-+/~^%|;:,.!?¿¡ñáü€½…–—") + ["//", "/*", "$x$", "#let", "\\u{41}"])
def test_every_sign_of_a_title_is_drawn_as_it_is(sign: str) -> None:
    without, with_it = compiled({"title": "ab", "place": "ab"}, {"title": f"a{sign}b", "place": f"a{sign}b"}, kind="svg")
    assert glyphs(with_it) - glyphs(without) == 2 * len(sign)


def shape(svg: bytes) -> bytes | None:
    found = re.search(rb"<symbol[^>]*>(.*?)</symbol>", svg, re.S)
    return found[1] if found else None


def test_the_fonts_have_every_character_that_is_not_left_out() -> None:
    source = (
        b'#set page(width: 100pt, height: 40pt, margin: 2pt)\n#set text(font: "Libertinus Serif", size: 20pt)\n'
        b"#for c in json(bytes(sys.inputs.cards)) { page(text(c)) }"
    )
    seen = [chr(c) for c in range(0x20, 0x3000) if readable(chr(c)) == chr(c)]
    visible = [c for c in seen if unicodedata.category(c) not in ("Zs", "Cf", "Cn")]
    assert len(visible) > 1500
    box = typst.Compiler(source, ignore_system_fonts=True, sys_inputs={"cards": json.dumps(["\U000ffffd"])}).compile(format="svg")
    pages = typst.Compiler(source, ignore_system_fonts=True, sys_inputs={"cards": json.dumps(visible)}).compile(format="svg")
    assert isinstance(box, bytes) and shape(box) and isinstance(pages, list)
    assert [c for c, page in zip(visible, pages, strict=True) if shape(page) == shape(box)] == []


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Kit day 🎉 at the 👩‍👩‍👧 park ❤️", "Kit day at the park"),
        ("Naloxona: ¿qué es? Ñandú", "Naloxona: ¿qué es? Ñandú"),
        ("Tập huấn Naloxone", "Tập huấn Naloxone"),
        ("ＫＩＴ ① 𝐛𝐨𝐥𝐝", "KIT 1 bold"),
        ("two\n lines\tone", "two lines one"),
        ("纳洛酮培训", None),
        ("تدريب", None),
        ("🎉", ""),
    ],
)
def test_what_the_fonts_do_not_have(title: str, shown: str | None) -> None:
    assert readable(title) == shown
    card = card_of(SITE, {**EVENT_WORDS, "title": title})
    assert card is not None
    assert card["title"] == (shown or "")  # no title: the site's picture


def test_a_site_whose_name_cannot_be_drawn_has_no_pictures() -> None:
    assert card_of({**SITE, "name": "纳洛酮"}, EVENT_WORDS) is None


LONG = ["word " * 200, "W" * 400, "Naloxone-" * 60, "a", "W" * 23 + " " + "W" * 23, "https://example.org/" + "x/" * 80]


@pytest.mark.parametrize("title", LONG, ids=lambda t: t[:12])
def test_a_title_of_any_length_stays_within_the_picture(title: str) -> None:
    (data,) = compiled({"title": title, "place": title, "status": "Full, waiting list", "kind": "warn"})
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1200, 630)
        for box in ((1140, 0, 1200, 512), (0, 0, 1200, 36), (0, 480, 1200, 512)):  # margins
            assert image.convert("RGB").crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), PAPER)], box


def test_a_long_title_ends_with_an_ellipsis_at_a_word() -> None:
    text = drawn("Learn to save a life " * 20)
    assert text is not None and text.endswith("life…") and len(text) <= 171


@pytest.mark.parametrize(("status", "kind", "colour"), [("Cancelled", "stop", (163, 40, 43)), ("Postponed", "warn", (128, 80, 0)),
                                                         ("Moved", "info", (35, 88, 143))])  # fmt: skip
def test_a_picture_says_that_an_event_is_off_or_moved(status: str, kind: str, colour: tuple[int, int, int]) -> None:
    plain, said = compiled({}, {"status": status, "kind": kind, "off": kind != "info"})
    for data, shows in ((plain, False), (said, True)):
        with Image.open(io.BytesIO(data)) as image:
            assert (colour in {found for _, found in image.convert("RGB").getcolors(100_000)}) is shows
    without, with_it = compiled({"title": "One"}, {"title": "One", "status": status, "kind": kind}, kind="svg")
    assert glyphs(with_it) - glyphs(without) == len(status)
    assert told(SITE, {**EVENT_WORDS, "status": status}).startswith(f"{status}: Narcan Training · ")


def test_a_picture_has_the_colours_of_the_site() -> None:
    for event in ({}, {"title": "One"}):
        (data,) = compiled(event, site={**SITE, "colour": "#7a1f5c"})
        with Image.open(io.BytesIO(smaller(data))) as image:
            assert max(image.convert("RGB").crop((0, 520, 1200, 630)).getcolors(100_000))[1] == (122, 31, 92)


def test_a_picture_is_small() -> None:
    for data in compiled({}, {"title": "Learn to save a life " * 6}):
        assert 5_000 < len(smaller(data)) < 45_000


# -- which pages name it ------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("pictures"))
    place.again()
    shutil.copytree(place.folder / "site", place.folder / "plain")
    said = share_pictures(place.folder / "site")
    assert re.match(r"pictures: 34 for \d+ pages, 34 drawn now, \d+ KB$", said), said
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Iterator[Place]:
    kept = {name: tmp_path / name for name in ("content", "site", "cache")}
    for name, copy in kept.items():
        shutil.copytree(built.folder / name, copy)
    yield built
    built.override = {}
    for name, copy in kept.items():
        shutil.rmtree(built.folder / name)
        shutil.copytree(copy, built.folder / name)


def pages_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.html")) if b"twitter:card" in path.read_bytes()]


def named(folder: Path, page: Path) -> Path:
    """The file that a page names as its picture."""
    address = metas(page)["og:image"]
    assert address.startswith("https://alder.example.org/")
    return folder / address.removeprefix("https://alder.example.org/")


@pytest.mark.parametrize(("site", "size", "card"), [("plain", (512, 512), "summary"), ("site", (1200, 630), "summary_large_image")])
def test_every_page_names_a_picture_that_is_there(built: Place, site: str, size: tuple[int, int], card: str) -> None:
    folder, seen = built.folder / site, 0
    for page in pages_of(folder):
        told_there = metas(page)
        with Image.open(named(folder, page)) as image:
            assert image.size == size == (int(told_there["og:image:width"]), int(told_there["og:image:height"]))
        assert told_there["og:image:alt"] and told_there["twitter:card"] == card
        seen += 1
    assert seen > 200


def test_each_event_has_a_picture_in_each_language(built: Place) -> None:
    folder = built.folder / "site"
    events = [page for page in pages_of(folder) if page.parts[-3] == "events" and page.parent.name != "page"]
    assert len(events) == 32 and len({named(folder, page) for page in events}) == 32
    home, spanish = (named(folder, folder / name) for name in ("index.html", "es/index.html"))
    others = {named(folder, page) for page in pages_of(folder) if page not in events}
    assert others == {home, spanish} and home != spanish


def test_the_words_say_what_the_page_says(built: Place) -> None:
    said = {
        name: metas(built.folder / "site" / name / "index.html")["og:image:alt"]
        for name in ("events/2026-12-05-harbor-light-pop-up", "es/events/2027-01-21-community-forum", "events/health-department-monthly")
    }
    assert said["events/2026-12-05-harbor-light-pop-up"] == (
        "Cancelled: Harbor Light Kit Pop-Up · Saturday, December 5, 2026 · 10 am to 1 pm"
        " · Harbor Light Community Center, Harbor Point · Alder County Overdose Prevention"
    )
    assert said["events/health-department-monthly"].startswith(
        "Second Tuesday Narcan Training · Second Tuesday of every month · Next: Tuesday, December 8, 2026 · 6 to 7 pm · "
    )
    assert "Todavía no hay una fecha nueva." in said["es/events/2027-01-21-community-forum"]


def test_pages_without_a_link_preview_have_no_picture(built: Place) -> None:
    for name in ("404.html", "styleguide/index.html"):
        assert "og:image" not in (built.folder / "site" / name).read_text("utf-8")


def test_titles_come_back_from_the_page_as_they_were_written(place: Place) -> None:
    title = "O'Neil's #1 \"kit\" <day> & {x} $y$ \\z 🎉"
    place.edit(EVENT, "title: Second Tuesday Narcan Training", f"title: {json.dumps(title, ensure_ascii=False)}")
    place.again()
    share_pictures(place.folder / "site")
    assert metas(place.folder / "site/events/health-department-monthly/index.html")["og:image:alt"].startswith(f"{title} · ")


@pytest.mark.parametrize("folder", ["", "es/"])
def test_phones_find_an_icon_of_each_size(built: Place, folder: str) -> None:
    site = built.folder / "plain"
    html_text = (site / folder / "index.html").read_text("utf-8")
    touch = re.search(r'<link rel="apple-touch-icon" href="([^"]+)">', html_text)
    manifest = re.search(r'<link rel="manifest" href="([^"]+)">', html_text)
    assert touch and manifest
    with Image.open(site / folder / touch[1]) as image:
        assert image.size == (180, 180) and image.convert("RGBA").getextrema()[3] == (255, 255)  # Apple fills what is clear with black
    name = Path(folder, manifest[1])
    icons = {(icon["sizes"], icon["purpose"]): icon["src"] for icon in json.loads((site / name).read_text("utf-8"))["icons"]}
    assert set(icons) == {("any", "any"), ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for (sizes, _), address in icons.items():
        if sizes != "any":
            with Image.open(site / name.parent / address) as image:
                assert f"{image.width}x{image.height}" == sizes


# -- made once, kept, taken away ------------------------------


def stamps(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_touches_nothing(place: Place) -> None:
    before = stamps(place.folder / "site")
    assert ", 0 drawn now," in share_pictures(place.folder / "site")
    assert stamps(place.folder / "site") == before


def test_a_build_leaves_the_pictures_and_their_pages_alone(place: Place) -> None:
    before = stamps(place.folder / "site")
    place.again()
    after = stamps(place.folder / "site")
    assert [name for name in before if before[name] != after.get(name)] in ([], ["status.json"])


EDITS: dict[str, tuple[Callable[[Place], object], int]] = {
    "Spanish title": (lambda p: p.edit(EVENT.replace(".md", ".es.md"), "title: ", "title: La "), 1),
    "cancelled": (lambda p: p.edit(EVENT, "capacity:", "status: cancelled\ncapacity:"), 2),
    "deleted": (lambda p: (p.folder / "content/events/van-mill-street.md").unlink(), 0),
    "name of the site": (lambda p: p.override.update(SITENAME="Another name"), 17),
    "colour of the site": (lambda p: p.edit("content/site.yaml", "name: ", 'brand_colour: "#7a1f5c"\nname: '), 34),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_only_what_changed_is_drawn_and_all_is_as_if_made_from_nothing(place: Place, name: str) -> None:
    edit, count = EDITS[name]
    edit(place)
    place.again()
    site, clean = place.folder / "site", place.folder / "clean"
    assert f", {count} drawn now," in share_pictures(site)
    place.clean()
    share_pictures(clean)
    have, want = tree(site), tree(clean)
    assert sorted(have) == sorted(want) and [file for file in want if have[file] != want[file]] == []


def test_a_lost_picture_is_drawn_again_and_what_is_not_ours_stays(place: Place) -> None:
    folder = place.folder / "site" / "share"
    first = min(folder.iterdir())
    data = first.read_bytes()
    first.unlink()
    (folder / "0123456789abcdef.png").write_bytes(b"an old one")
    (folder / "index.html").write_bytes(b"somebody's page")
    (folder / "0123456789abcdef.png.77.new").write_bytes(b"half of one")
    assert ", 1 drawn now," in share_pictures(place.folder / "site")
    assert first.read_bytes() == data and (folder / "index.html").is_file() and not list(folder.glob("0123456789abcdef.*"))


LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#ff0000"/></svg>'
WIDE = LOGO.replace(b'"80"', b'"1800"')


@pytest.mark.parametrize(("data", "shown"), [(LOGO, True), (WIDE, True), (b"not a picture", False), (None, False)],
                         ids=["good", "wide", "broken", "missing"])  # fmt: skip
def test_the_logo_is_on_the_picture_where_it_can_be_drawn(tmp_path: Path, data: bytes | None, shown: bool) -> None:
    words = html.escape(json.dumps({**SITE, "logo": "images/logo.svg"}))
    page = tmp_path / "index.html"
    page.write_text(f"<meta name=\"twitter:card\" content=\"summary\" data-site='{words}'>\n", "utf-8")
    if data is not None:
        (tmp_path / "images").mkdir()
        (tmp_path / "images" / "logo.svg").write_bytes(data)
    share_pictures(tmp_path)
    with Image.open(next((tmp_path / "share").iterdir())) as image:
        assert ((255, 0, 0) in {colour for _, colour in image.convert("RGB").getcolors(100_000)}) is shown
        assert image.convert("RGB").crop((0, 0, 100, 630)).getcolors() == [(63_000, (15, 91, 87))]


def test_without_typst_one_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with contextlib.suppress(KeyError), pytest.raises(PublishError, match="pip install typst"):
        STEPS["pictures"](tmp_path)
