"""Photographs as they may be published: small enough for a phone, and without what the camera wrote into them.

A photograph from a phone tells where and when it was taken, and by which phone. Nobody who stands in one, and nobody
who took it, meant to publish that. The colour profile stays, since it tells only about colours.
"""
from __future__ import annotations

import io
import re
from typing import Any

MOST = 1600
"""Longest side of a published picture in pixels; more is not seen on any page."""
QUALITY = 82
ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp"})
"""Kinds of files that are cleaned; drawings (SVG) and others are published as they are."""
_TELLING = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "Raw profile type exif"})
_KINDS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": QUALITY, "optimize": True, "progressive": True}, "PNG": {"optimize": True}, "WEBP": {"quality": QUALITY},
}


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a picture (PNG, JPEG, GIF, WebP, SVG) as its first bytes tell them, None if they do not."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _checked(int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
    if data[:3] == b"GIF":
        return _checked(int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))
    if data[:2] == b"\xff\xd8":
        return _jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp_size(data)
    return _svg_size(data[:2000].decode("utf-8", "replace")) if b"<svg" in data[:2000] else None


def _checked(width: float, height: float) -> tuple[int, int] | None:
    return (round(width), round(height)) if width >= 1 and height >= 1 else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """A JPEG is a row of segments; the one that begins the frame holds the size (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            return _checked(int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7]))
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """The three kinds of WebP each write the size their own way (RFC 9649, sections 2.5 to 2.7)."""
    kind, head = data[12:16], data[20:30]
    if kind == b"VP8X":
        return _checked(int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1)
    if kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return _checked((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    return _checked(int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF)


def _svg_size(text: str) -> tuple[int, int] | None:
    tag = text[text.index("<svg") :].partition(">")[0]
    own = [re.search(rf"""\s{name}=["']([\d.]+)(?:px)?["']""", tag) for name in ("width", "height")]
    if own[0] and own[1]:
        return _checked(float(own[0][1]), float(own[1][1]))
    box = re.search(r"""\sviewBox=["'][-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']""", tag)
    return _checked(float(box[1]), float(box[2])) if box else None


def web_image(data: bytes, most: int = MOST) -> bytes:
    """Return a picture upright, no larger than `most` pixels a side and without metadata.

    A picture that is small and tells nothing comes back as it is. Raises ValueError for what is no picture.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError
    from PIL.Image import open as read_image

    try:
        with read_image(io.BytesIO(data)) as image:
            kind = image.format or ""
            if kind not in _KINDS:
                raise ValueError(f"this is a picture of another kind than its name says: {kind}")
            told = _TELLING & set(image.info) or (kind == "PNG" and getattr(image, "text", None))
            if not told and max(image.size) <= most:
                return data
            profile = image.info.get("icc_profile")
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((most, most), Image.Resampling.LANCZOS)
            clean = Image.new(upright.mode, upright.size)
            if upright.mode == "P":
                clean.putpalette(upright.getpalette() or [])
                if "transparency" in upright.info:
                    clean.info["transparency"] = upright.info["transparency"]
            clean.paste(upright)
            out = io.BytesIO()
            clean.save(out, kind, icc_profile=profile, **_KINDS[kind])
            return out.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError("this is not a picture that can be read") from error
