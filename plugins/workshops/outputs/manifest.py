"""`/manifest.webmanifest` in every language, so that the site can be put on a phone's home screen."""

from __future__ import annotations

from functools import partial

import orjson

from ..escape import plain
from ..job import Job
from .base import Context, Jobs

ICONS = (
    ("favicon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""Name, sizes, type and purpose of the icons that a theme may have."""
BACKGROUND = "#fbf8f2"


def manifest_jobs(context: Context) -> Jobs:
    """Give the manifest; it names only icons that are published. Its addresses are relative, so it works in any folder."""
    for lang in context.languages:
        folder, name = context.site.folder(lang.tag), plain(context.site.name_in(lang.tag))
        up = "../" * folder.count("/")
        icons = [
            {"src": up + address, "sizes": sizes, "type": kind, "purpose": purpose}
            for file, sizes, kind, purpose in ICONS
            if (address := context.asset(file))
        ]
        manifest = {
            "name": name,
            "short_name": short(name),
            "lang": lang.tag,
            "dir": lang.direction,
            "start_url": "./",
            "scope": up or "./",
            "display": "minimal-ui",
            "background_color": BACKGROUND,
            "theme_color": BACKGROUND,
            "icons": icons,
        }
        data = orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        yield Job(f"{folder}manifest.webmanifest", data, partial(bytes, data))


def short(name: str, most: int = 20) -> str:
    """Return the first words of a name that fit under an icon."""
    found = ""
    for word in name.split():
        if found and len(found) + 1 + len(word) > most:
            break
        found = f"{found} {word}".strip()
    return found[:most]
