"""The site's mark (the icon in a browser's tab, on a phone's first screen, in a shared link) in an organization's own colours.

The theme's mark has two colours, the brand's and what stands on it, with the shades between them at its edges. Drawn
in others they are moved along. A mark that has any other colour is somebody's own, and stays as it is.
"""

from __future__ import annotations

import struct
import zlib

from .brand import OURS, Colour, mixed, read_colour, write_colour

SIGNATURE = b"\x89PNG\r\n\x1a\n"
NEAR = 0.04
"""How far, from 0 to 1, a shade may be from the line between the two colours: what rounding takes at transparent edges."""


def recoloured(name: str, data: bytes, colours: tuple[str, str]) -> bytes:
    """Return the mark in other colours: the brand's and what stands on it, each as `#7a1f5c`.

    `data` is an SVG file or a PNG file with a palette (PNG specification, 11.2.2).
    """
    if colours == OURS:
        return data
    if name.endswith(".svg"):
        text = data.decode()
        if OURS[0] not in text:
            return data
        return text.replace('"#fff"', f'"{colours[1]}"').replace(OURS[0], colours[0]).encode()
    return _png(data, colours) if data.startswith(SIGNATURE) else data


def _png(data: bytes, colours: tuple[str, str]) -> bytes:
    palette, seen = _chunk(data, b"PLTE"), _chunk(data, b"tRNS")
    found = b""
    for i in range(0, len(palette), 3):
        shade = palette[i : i + 3]
        if seen[i // 3 : i // 3 + 1] != b"\0":  # what is wholly transparent has no colour
            moved = _moved(shade, colours)
            if moved is None:
                return data
            shade = bytes.fromhex(write_colour(moved)[1:])
        found += shade
    chunk, place = b"PLTE" + found, data.find(b"PLTE")
    return data[:place] + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[place + len(chunk) + 4 :] if found else data


def _chunk(data: bytes, kind: bytes) -> bytes:
    """Return what a chunk of a PNG file holds, nothing where there is none."""
    place = data.find(kind)
    return data[place + 4 : place + 4 + struct.unpack(">I", data[place - 4 : place])[0]] if place > 0 else b""


def _moved(shade: bytes, colours: tuple[str, str]) -> Colour | None:
    """The same share between the other two colours; None for a shade that does not lie between ours."""
    brand, on, new, new_on = (read_colour(text) or (0.0, 0.0, 0.0) for text in (*OURS, *colours))
    parts = [value / 255 for value in shade]
    way = [b - a for a, b in zip(brand, on, strict=True)]
    share = sum((c - a) * w for c, a, w in zip(parts, brand, way, strict=True)) / sum(w * w for w in way)
    nearest = mixed(brand, on, share)
    if not -NEAR <= share <= 1 + NEAR or any(abs(c - n) > NEAR for c, n in zip(parts, nearest, strict=True)):
        return None
    return mixed(new, new_on, min(1.0, max(0.0, share)))
