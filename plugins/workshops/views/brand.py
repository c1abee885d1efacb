"""An organization's own colours, from the site's data file, with contrast looked after.

`brand_colour: "#7a1f5c"` in `site.yaml` is enough: the lighter and darker shades, the colour of text on it and the
colour of dark mode are worked out from it. A colour that would be hard to read on our backgrounds is moved to the
nearest shade that has enough contrast (WCAG 2.2, 1.4.3: 4.5 to 1), and whoever builds the site is told.
"""

from __future__ import annotations

import colorsys
import re
from typing import Any

from ..errors import Problem

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""
ENOUGH = 4.5
LIGHT = ("#fbf8f2", "#ffffff", "#f3eee4")
"""Backgrounds of light pages: paper, surface, sunken; the same values as in `tokens.css`."""
DARK = ("#14191a", "#1c2324", "#101415")
OURS = ("#0f5b57", "#ffffff")
"""The theme's own colour and what stands on it, as in `tokens.css`."""
FIELDS = (("brand_colour", "brand_colour_dark", "--brand"), ("alarm_colour", "", "--alarm"))


def read_colour(text: str) -> Colour | None:
    """Read `#7a1f5c` or `#72c`; None for anything else."""
    found = re.fullmatch(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text.strip())
    if not found:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(c * 2 for c in found[1])
    return int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:], 16) / 255


def write_colour(colour: Colour) -> str:
    """Write a colour as `#7a1f5c`."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in colour)


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, two: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: Colour, two: Colour, share: float) -> Colour:
    """The first colour with a share (0 to 1) of the second."""
    a, b, c = (x * (1 - share) + y * share for x, y in zip(one, two, strict=True))
    return a, b, c


def legible(colour: Colour, backgrounds: tuple[str, ...], enough: float = ENOUGH) -> Colour:
    """The nearest shade of a colour that can be read on all backgrounds, and on a tenth of itself over them."""
    grounds = [found for found in map(read_colour, backgrounds) if found]
    dark = luminance(grounds[0]) < 0.2
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
    for step in range(101):
        moved = lightness + (1 - lightness) * step / 100 if dark else lightness * (1 - step / 100)
        tried = colorsys.hls_to_rgb(hue, moved, saturation)
        soft = mixed(grounds[0], tried, 0.12)
        if all(contrast(tried, ground) >= enough for ground in (*grounds, soft)):
            return tried
    return (1.0, 1.0, 1.0) if dark else (0.0, 0.0, 0.0)


def brand_colours(data: Any) -> tuple[str, str]:
    """Return the colour of the site on a light ground, and what can be read on it."""
    chosen = _chosen(data, "brand_colour", "", [])
    if chosen is None:
        return OURS
    colour = legible(chosen, LIGHT)
    return write_colour(colour), _on(colour)


def brand(data: Any, file: str) -> tuple[str, list[Problem]]:
    """Return the style sheet of a site's own colours, and what is wrong with them.

    `data` is the site's data file as a dictionary of texts; "" comes back when it names no colours.
    """
    problems: list[Problem] = []
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for name, dark_name, token in FIELDS:
        chosen = _chosen(data, name, file, problems)
        if chosen is None:
            continue
        light.update(_shades(token, _checked(chosen, LIGHT, name, file, problems), LIGHT[0]))
        own = _chosen(data, dark_name, file, problems) if dark_name else None
        if token == "--alarm":
            deep = mixed(chosen, (0.0, 0.0, 0.0), 0.45)
            dark.update({"--alarm": write_colour(deep), "--on-alarm": _on(deep)})
        else:
            on_dark = _checked(own, DARK, dark_name, file, problems) if own else legible(chosen, DARK, 7.0)
            dark.update(_shades(token, on_dark, DARK[0]))
    if not light:
        return "", problems
    night = _block(dark)
    return (
        f":root {{ {_block(light)} }}\n"
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {night} }} }}\n'
        f':root[data-theme="dark"] {{ {night} }}\n'
    ), problems


def _chosen(data: Any, name: str, file: str, problems: list[Problem]) -> Colour | None:
    text = data.get(name) if isinstance(data, dict) else None
    if not isinstance(text, str) or not text.strip():
        return None
    found = read_colour(text)
    if found is None:
        problems.append(Problem(file, 1, 1, name, f"'{text}' is not a colour.",
                                'Write it as "#0f5b57", in quotes, since # begins a remark.', "warning"))  # fmt: skip
    return found


def _checked(colour: Colour, backgrounds: tuple[str, ...], name: str, file: str, problems: list[Problem]) -> Colour:
    better = legible(colour, backgrounds)
    if write_colour(better) != write_colour(colour):
        ground = read_colour(backgrounds[0]) or (1.0, 1.0, 1.0)
        problems.append(
            Problem(
                file,
                1,
                1,
                name,
                f"'{write_colour(colour)}' is hard to read: its contrast is {contrast(colour, ground):.1f} to 1, and {ENOUGH} is needed.",
                f"{write_colour(better)} is used instead; write it, or choose another.",
                "warning",
            )
        )
    return better


def _on(colour: Colour) -> str:
    white, black = (1.0, 1.0, 1.0), (0.05, 0.08, 0.08)
    return write_colour(white if contrast(colour, white) >= contrast(colour, black) else black)


def _shades(token: str, colour: Colour, ground: str) -> dict[str, str]:
    paper = read_colour(ground) or (1.0, 1.0, 1.0)
    dark = luminance(paper) < 0.2
    shades = {token: write_colour(colour), f"--on-{token[2:]}": _on(colour)}
    if token == "--brand":
        away = (1.0, 1.0, 1.0) if dark else (0.0, 0.0, 0.0)
        shades["--brand-hover"] = write_colour(mixed(colour, away, 0.22))
        shades["--brand-soft"] = write_colour(mixed(paper, colour, 0.12))
    return shades


def _block(values: dict[str, str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in values.items())
