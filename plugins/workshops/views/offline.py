"""What works without a network: which files the service worker keeps, and the worker itself.

Kept from the first visit are the emergency steps and the kit sites in every language, with what they need to look
right. The worker's version names all of them, so that a new build replaces them together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from .base import Views
from .lists import digest_of

KEPT = ("emergency/", "naloxone/", "naloxone-basics/", "404.html")
"""Addresses of the pages that are kept, without the language's folder."""
KEPT_SCRIPTS = ("offline", "open", "hours", "time", "directions", "theme", "next", "ended", "copy", "kits")
"""Modules that the kept pages load; what those import is kept with them."""


def kept_pages(views: Views) -> list[str]:
    """Return the addresses of the pages to keep, those that the site has, in every language."""
    slugs = {f"{slug}/" for slug, _ in views.catalog.pages}
    there = [name for name in KEPT if name in slugs or name in ("naloxone/", "404.html")]
    return [views.site.folder(lang) + name for lang in views.languages for name in there]


def service_worker(script: str, pages: Iterable[str], assets: Mapping[str, str], scripts: Iterable[str], state: Iterable[str]) -> str:
    """Return the text of `sw.js`.

    `script` is the theme's `worker.js`, `pages` what `kept_pages` gives, `assets` the addresses of style sheet and
    icons, `scripts` those of the modules that every page may load; `state` names the contents of all of them.
    """
    listed = list(pages)
    files = [*listed, *(assets[name] for name in ("css", "icons", "favicon", "js") if name in assets), *scripts]
    missing = next((page for page in listed if page == "404.html"), listed[-1])
    version = digest_of([script, *files, *state])[:12]
    return f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(files)};\nconst MISSING = {json.dumps(missing)};\n{script}"
