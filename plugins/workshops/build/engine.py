"""One build: content folder → catalog → feeds, pages and data files in the output folder.

The engine knows neither Pelican nor the clock: whoever calls it brings the site's settings, the moment, and a
renderer for pages. What it returns is all that a summary needs.
"""
from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ..calendars import Calendars, feeds_written
from ..catalog import Catalog
from ..errors import Problem
from ..feeds import FeedPlan
from ..language import Language, load_language
from ..loader import load_catalog
from ..locale import catalogue
from ..outputs import Context, copies, output_files
from ..site import Site
from .files import read_content
from .output import Output

Render = Callable[[Catalog, FeedPlan, list[Language]], Iterator[tuple[str, bytes]]]
"""Gives address and bytes of every page."""
MANIFEST = "outputs.json"
YEAR = 366 * 86400


@dataclass
class Result:
    """What a build did."""

    catalog: Catalog
    feeds: int = 0
    pages: int = 0
    written: int = 0
    removed: int = 0
    coming: int = 0
    warnings: list[str] = field(default_factory=list)
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong in the content, in order of file and line."""
        return self.catalog.problems


class Stopwatch:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.timings: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Charge the time since the last lap to a stage."""
        now = time.perf_counter()
        self.timings[stage] = self.timings.get(stage, 0.0) + now - self._last
        self._last = now


def languages_of(site: Site) -> list[Language]:
    """Load the languages of the site, the default one first."""
    return [load_language(tag, catalogue(tag)) for tag in site.languages]


def read_site(content: Path, site: Site, now: datetime) -> Catalog:
    """Read a content folder whole, as it is at the moment `now`."""
    return load_files(read_content(content), site, now)


def load_files(files: Mapping[str, bytes], site: Site, now: datetime) -> Catalog:
    """Make the catalog of a content folder's files (path inside it → bytes)."""
    return load_catalog(files, site, today=int(now.timestamp()))


def build(catalog: Catalog, output_folder: Path, now: datetime, *, render: Render | None = None, cache: Path | None = None) -> Result:
    """Write everything that the catalog publishes at the moment `now` (aware, UTC)."""
    watch = Stopwatch()
    result, output = Result(catalog), Output(output_folder)
    languages = languages_of(catalog.site)
    watch.lap("languages")
    plan = FeedPlan(catalog, now)
    watch.lap("plan feeds")
    calendars, older = Calendars(plan, languages, catalog.ledger), copies(plan)
    for address, data in calendars.files():
        output.write(address, data)
        for old in older.get(address, ()):
            output.write(old, data)
    watch.lap("feeds")
    made: list[str] = []
    if render is not None:
        for address, data in render(catalog, plan, languages):
            output.write(address, data)
            made.append(address)
        watch.lap("pages")
    context = Context(calendars, [name for name in made if name.endswith(".html")], frozenset(made))
    result.pages = len(context.pages)
    for address, data in output_files(context):
        output.write(address, data)
    watch.lap("data files")
    result.removed = len(forget(output, cache))
    result.feeds, result.written = feeds_written(catalog, plan), len(output.written)
    result.warnings, result.coming = calendars.warnings, coming(catalog, now)
    watch.lap("tidy")
    result.timings = watch.timings
    return result


def coming(catalog: Catalog, now: datetime) -> int:
    """Return how many dates are running or begin within a year, cancelled ones not counted."""
    first = int(now.timestamp())
    return sum(first < o.ends and o.begins < first + YEAR and entry.schedule.details(o).status != "cancelled"
               for entry in catalog.entries.values() for o in entry.schedule.occurrences)


def forget(output: Output, cache: Path | None) -> list[str]:
    """Remove what an earlier build into the same folder made and this one did not."""
    if cache is None:
        return []
    path = cache / MANIFEST
    key = str(output.folder.resolve())
    try:
        known = json.loads(path.read_text("utf-8"))
        before = set(known.get(key, ()))
    except (OSError, ValueError, AttributeError):
        known, before = {}, set()
    removed = output.remove_stale(before)
    known[key] = sorted(output.kept)
    cache.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(known), "utf-8")
    return removed
