"""Colours: the theme's own can be read everywhere, and an organization's are made so."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from workshops.build.assets import ICONS, Assets
from workshops.views.brand import DARK, LIGHT, brand, contrast, legible, read_colour, write_colour
from workshops.views.colours import TINTS, tint
from workshops.views.mark import recoloured

CSS = Path(__file__).parent.parent / "theme" / "static" / "css"
TEXT = [("ink", g) for g in ("paper", "surface", "sunken", "brand-soft", "info-soft", "good-soft", "warn-soft", "stop-soft")]
TEXT += [("soft", g) for g in ("paper", "surface", "sunken", "brand-soft", "info-soft", "good-soft", "warn-soft")]
TEXT += [("brand", g) for g in ("paper", "surface", "sunken", "brand-soft")]
TEXT += [("on-brand", "brand"), ("on-brand", "brand-hover"), ("on-alarm", "alarm"), ("alarm", "on-alarm")]
TEXT += [(kind, f"{kind}-soft") for kind in ("stop", "warn", "info", "good")]
TEXT += [(kind, "surface") for kind in ("stop", "warn", "info", "good")]
LINES = [(line, ground) for line in ("edge", "focus") for ground in ("paper", "surface", "sunken")]


def tokens(dark: bool) -> dict[str, str]:
    """The colours of one scheme by name, dark ones over light ones."""
    light, _, rest = (CSS / "tokens.css").read_text().partition("@media")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return {**found, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rest.partition("\n:root[")[2]))} if dark else found


def ratio(one: str, two: str) -> float:
    """Contrast of two colours as written."""
    first, second = read_colour(one), read_colour(two)
    assert first and second
    return contrast(first, second)


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_lines_of_the_theme_have_enough_contrast(dark: bool) -> None:
    known = tokens(dark)
    weak = [(a, b, round(ratio(known[a], known[b]), 2)) for a, b in TEXT if ratio(known[a], known[b]) < 4.5]
    weak += [(a, b, round(ratio(known[a], known[b]), 2)) for a, b in LINES if ratio(known[a], known[b]) < 3]
    assert not weak


@pytest.mark.parametrize("name", TINTS)
def test_each_tint_can_be_read_on_every_background(name: str) -> None:
    rules = re.findall(rf"tint-{name} {{ --tint: (#\w+); --tint-soft: (#\w+); --on-tint: (#\w+);", (CSS / "tint.css").read_text())
    assert len(rules) == 3 and rules[1] == rules[2]
    for dark, (text, soft, on) in ((False, rules[0]), (True, rules[1])):
        grounds = [tokens(dark)[ground] for ground in ("paper", "surface", "sunken")]
        assert min(ratio(text, ground) for ground in (*grounds, soft, on)) >= 4.5
        assert ratio(tokens(dark)["ink"], soft) >= 4.5 and ratio(tokens(dark)["soft"], soft) >= 4.5


def test_the_two_ways_into_dark_colours_are_the_same() -> None:
    _, _, rest = (CSS / "tokens.css").read_text().partition("@media")
    by_device, _, by_choice = rest.partition("\n:root[")
    values = [re.findall(r"--[\w-]+: [^;]+;", part) for part in (by_device, by_choice)]
    assert values[0] == values[1]


def test_the_backgrounds_that_the_check_knows_are_those_of_the_theme() -> None:
    names = ("paper", "surface", "sunken")
    assert tuple(tokens(False)[n] for n in names) == LIGHT and tuple(tokens(True)[n] for n in names) == DARK


def test_a_good_brand_colour_is_taken_as_it_is() -> None:
    css, problems = brand({"brand_colour": "#7a1f5c"}, "content/site.yaml")
    assert not problems and "--brand: #7a1f5c;" in css and "--on-brand: #ffffff;" in css
    assert css.count("--brand-soft:") == 3


def test_a_pale_brand_colour_is_darkened_and_reported() -> None:
    css, problems = brand({"brand_colour": "#ffd100"}, "content/site.yaml")
    assert [p.severity for p in problems] == ["warning"]
    assert "'#ffd100' is hard to read: its contrast is 1.4 to 1, and 4.5 is needed." in str(problems[0])
    used = re.search(r"--brand: (#\w+);", css)
    assert used and ratio(used[1], "#fbf8f2") >= 4.5 and used[1] in problems[0].hint


def test_what_is_not_a_colour_is_reported_and_the_theme_keeps_its_own() -> None:
    css, problems = brand({"brand_colour": "teal-ish"}, "content/site.yaml")
    assert css == "" and "is not a colour" in str(problems[0])
    assert brand({}, "x") == ("", []) and brand(None, "x") == ("", [])


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_becomes_legible_in_light_and_dark(number: int) -> None:
    colour = read_colour(f"{number:06x}")
    assert colour is not None
    for grounds in (LIGHT, DARK):
        made = read_colour(write_colour(legible(colour, grounds)))
        assert made is not None and all(ratio(write_colour(made), ground) >= 4.45 for ground in grounds)


def test_program_colours_get_the_tint_of_their_hue() -> None:
    assert [tint(name) for name in ("teal", "darkgoldenrod", "firebrick", "steelblue", "#00ff00", "grey", None, "nonsense")] == [
        "teal",
        "amber",
        "red",
        "blue",
        "green",
        "teal",
        "teal",
        "teal",
    ]


# -- the site's mark --------------------------------------------------------------------------------------------------

THEME = CSS.parent.parent
PNGS = sorted(name for name in ICONS.values() if name.endswith(".png"))


def drawn(data: bytes) -> Image.Image:
    """A PNG file as a browser draws it; damaged ones raise."""
    image = Image.open(io.BytesIO(data))
    image.verify()
    return Image.open(io.BytesIO(data)).convert("RGBA")


@pytest.mark.parametrize("name", PNGS)
def test_the_mark_on_phones_takes_the_brands_colour(name: str) -> None:
    ours = (THEME / "static" / name).read_bytes()
    before, after = drawn(ours), drawn(recoloured(name, ours, ("#f2c14e", "#0d1414")))
    ground, leaf = (before.width // 2, before.height // 20), (before.width // 2, before.height // 2)
    assert [one.getpixel(ground)[:3] for one in (before, after)] == [(15, 91, 87), (0xF2, 0xC1, 0x4E)]
    assert max(before.getpixel(leaf)[:3]) > 250 and max(after.getpixel(leaf)[:3]) < 30
    assert before.getchannel("A").tobytes() == after.getchannel("A").tobytes(), "edges are as smooth as before"


def test_the_mark_of_somebodys_own_stays_as_it_is() -> None:
    image = Image.new("P", (8, 8))
    image.putpalette([200, 30, 30, 255, 255, 255])
    own = io.BytesIO()
    image.save(own, "PNG")
    assert recoloured("icon-192.png", own.getvalue(), ("#7a1f5c", "#ffffff")) == own.getvalue()
    assert recoloured("icon-192.png", b"no picture", ("#7a1f5c", "#ffffff")) == b"no picture"
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><path fill="#fff"/></svg>'
    assert recoloured("favicon.svg", drawing, ("#7a1f5c", "#ffffff")) == drawing


def test_one_colour_in_one_file_changes_every_icon_and_its_address() -> None:
    ours, theirs = Assets(THEME), Assets(THEME, b"", ("#7a1f5c", "#ffffff"))
    files = dict(theirs.files())
    for key in ICONS:
        assert (ours.addresses[key] != theirs.addresses[key]) == (key != "icons"), key
        assert theirs.addresses[key] in files
    assert b"#7a1f5c" in files[theirs.addresses["favicon"]] and b"#0f5b57" not in files[theirs.addresses["favicon"]]
