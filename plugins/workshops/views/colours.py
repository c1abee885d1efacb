"""Program colours: from any CSS colour name to one of a few tints that are legible in light and dark.

An organizer writes `colour: darkgoldenrod`, which calendar programs show as it is. On pages it becomes the
tint of the nearest hue, whose text and background are known to have enough contrast, so no choice can make a
page illegible.
"""

from __future__ import annotations

import colorsys
import re
from functools import cache

TINTS = ("red", "amber", "olive", "green", "teal", "blue", "indigo", "purple", "plum")
"""Names of the tints; the style sheet `tint.css` has a class for each."""
_HUES = (
    (14, "red"),
    (48, "amber"),
    (78, "olive"),
    (158, "green"),
    (194, "teal"),
    (224, "blue"),
    (262, "indigo"),
    (300, "purple"),
    (345, "plum"),
    (361, "red"),
)
_NAMES = {
    "brown": "a52a2a",
    "saddlebrown": "8b4513",
    "sienna": "a0522d",
    "chocolate": "d2691e",
    "peru": "cd853f",
    "maroon": "800000",
    "firebrick": "b22222",
    "darkred": "8b0000",
    "red": "ff0000",
    "crimson": "dc143c",
    "tomato": "ff6347",
    "coral": "ff7f50",
    "orangered": "ff4500",
    "darkorange": "ff8c00",
    "orange": "ffa500",
    "gold": "ffd700",
    "goldenrod": "daa520",
    "darkgoldenrod": "b8860b",
    "yellow": "ffff00",
    "olive": "808000",
    "olivedrab": "6b8e23",
    "darkolivegreen": "556b2f",
    "green": "008000",
    "darkgreen": "006400",
    "forestgreen": "228b22",
    "seagreen": "2e8b57",
    "mediumseagreen": "3cb371",
    "limegreen": "32cd32",
    "teal": "008080",
    "darkcyan": "008b8b",
    "lightseagreen": "20b2aa",
    "turquoise": "40e0d0",
    "cadetblue": "5f9ea0",
    "steelblue": "4682b4",
    "dodgerblue": "1e90ff",
    "deepskyblue": "00bfff",
    "skyblue": "87ceeb",
    "cornflowerblue": "6495ed",
    "royalblue": "4169e1",
    "blue": "0000ff",
    "mediumblue": "0000cd",
    "darkblue": "00008b",
    "navy": "000080",
    "midnightblue": "191970",
    "slateblue": "6a5acd",
    "darkslateblue": "483d8b",
    "mediumslateblue": "7b68ee",
    "indigo": "4b0082",
    "rebeccapurple": "663399",
    "blueviolet": "8a2be2",
    "darkviolet": "9400d3",
    "darkorchid": "9932cc",
    "purple": "800080",
    "darkmagenta": "8b008b",
    "mediumpurple": "9370db",
    "orchid": "da70d6",
    "plum": "dda0dd",
    "mediumvioletred": "c71585",
    "deeppink": "ff1493",
    "hotpink": "ff69b4",
    "palevioletred": "db7093",
}


@cache
def tint(colour: str | None) -> str:
    """Return the tint of a CSS colour name or `#rrggbb`; grey, unknown and none are teal."""
    text = (colour or "").strip().lower()
    code = _NAMES.get(text) or (text[1:] if re.fullmatch(r"#[0-9a-f]{6}", text) else "")
    if not code:
        return "teal"
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.08:
        return "teal"
    return next(name for limit, name in _HUES if hue * 360 < limit)
