"""Photographs as they may be published: small enough for a phone, and without what the camera wrote into them.

A photograph from a phone tells where and when it was taken, and by which phone. Nobody who stands in one, and nobody
who took it, meant to publish that. The colour profile stays, since it tells only about colours.
"""
from __future__ import annotations

import io
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
