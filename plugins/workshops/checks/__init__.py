"""Checks over the whole content: what is right in each file and wrong, or probably wrong, between them.

The reader finds what contradicts the model in one file. Here are the questions a careful colleague would ask: two
classes in one room, the same event posted twice, a series that ran out, a class on a holiday, a private address made
public. They are warnings, except where the event model calls a thing an error. Each theme is a module with a function
`check(look)`; all are pure, and none compares every event with every other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from ..catalog import Catalog
from ..errors import Problem
from . import clashes, languages, links, places, privacy, series, unread, words
from .look import Look

__all__ = ["CHECKS", "Look", "check_all"]

CHECKS: dict[str, Callable[[Look], None]] = {
    "clashes": clashes.check,
    "languages": languages.check,
    "links": links.check,
    "places": places.check,
    "privacy": privacy.check,
    "series": series.check,
    "unread": unread.check,
    "words": words.check,
}


CHEAP = ("clashes", "places", "series")
"""Those that look only at the catalog and not at every file's text: a build may run them each time."""


def check_all(
    catalog: Catalog, files: Mapping[str, bytes], now: datetime, assets: Iterable[str] | None = None, only: Iterable[str] = tuple(CHECKS)
) -> list[Problem]:
    """Return what the checks find, in order of files and lines.

    `files` is what the catalog was made of, path → bytes; `assets` are the paths of all other files in the content
    folder (`images/map.png`), None where they are not known; `now` is a moment with a time zone; `only` names the checks to run.
    """
    look = Look(catalog, files, now, None if assets is None else frozenset(assets))
    for name in only:
        CHECKS[name](look)
    return sorted(look.problems)
