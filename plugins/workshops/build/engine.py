"""One build: content folder → catalog → feeds, pages and data files in the output folder.

The engine knows neither Pelican nor the clock: whoever calls it brings the site's settings, the moment, and the
pages' renderer. Every file is a job with a key that names all it depends on; only jobs whose key changed are made,
on all processors. What it returns is all that a summary needs.
"""
from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Protocol

from ..calendars import Calendars, feeds_written, serializers_of
from ..catalog import Catalog
from ..errors import Problem
from ..feeds import FeedPlan
from ..job import Job
from ..language import Language, load_language
from ..links import Outside
from ..loader import load_catalog
from ..locale import catalogue
from ..outputs import APART, OUTPUTS, Context, copies, output_jobs
from ..site import Site
from .cache import Cache
from .output import Output, Part
from .reading import ContentFolder, Remembered
from .rows import RememberedRows
from .texts import RememberedTexts
from .workers import Beside

YEAR = 366 * 86400


class Pages(Protocol):
    """What renders the pages of a site."""

    def jobs(self, catalog: Catalog, plan: FeedPlan, languages: list[Language]) -> Iterable[Job]:
        """Give the job of every page and every file of the theme."""


@dataclass
class Result:
    """What a build did."""

    catalog: Catalog
    feeds: int = 0
    pages: int = 0
    written: int = 0
    made: int = 0
    removed: int = 0
    coming: int = 0
    notice: str = ""
    changed: list[str] = field(default_factory=list)
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


def read_site(content: Path, site: Site, now: datetime, cache: Cache, outside: Outside | None = None) -> Catalog:
    """Read a content folder whole, as it is at the moment `now`; what did not change is remembered."""
    files = ContentFolder(content)
    return load_catalog(files, site, today=int(now.timestamp()), readers=Remembered(files, cache), outside=outside)


def load_files(files: Mapping[str, bytes], site: Site, now: datetime, outside: Outside | None = None) -> Catalog:
    """Make the catalog of a content folder's files (path inside it → bytes); `outside` knows those that are not ours."""
    return load_catalog(files, site, today=int(now.timestamp()), outside=outside)


PagesWritten = Callable[[Catalog, int], None]
"""Told how many pages changed, as soon as all of them are there."""


def build(
    catalog: Catalog,
    output_folder: Path,
    now: datetime,
    cache: Cache,
    pages: Pages | None = None,
    pages_written: PagesWritten | None = None,
) -> Result:
    """Write everything that the catalog publishes at the moment `now` (aware, UTC)."""
    watch, result = Stopwatch(), Result(catalog)
    languages = languages_of(catalog.site)
    output = Output(output_folder, cache)
    watch.lap("load")
    plan = FeedPlan(catalog, now)
    watch.lap("plan feeds")
    texts = RememberedTexts(serializers_of(catalog, languages), cache, catalog.site.has_feed("discreet"))
    calendars = Calendars(plan, languages, catalog.ledger, texts)
    rows = RememberedRows(cache)
    with ExitStack() as stack:
        rest: Beside[Part] | None = None
        if output.before and pages_written is None:
            rest = stack.enter_context(feeds_beside(calendars, output, rows))
        watch.lap("word events")
        names = output.publish(pages.jobs(catalog, plan, languages), "Making pages") if pages is not None else []
        watch.lap("pages")
        if pages_written is not None:
            pages_written(catalog, len(output.changed))
            if output.before:  # only now: who waits for the pages gets them sooner without company
                rest = stack.enter_context(feeds_beside(calendars, output, rows))
        if rest is None:
            texts.prepare(catalog.entries.values())
            watch.lap("word events")
            output.publish(calendar_jobs(calendars), "Writing feeds")
            watch.lap("feeds")
        context = Context(calendars, [name for name in names if name.endswith(".html")], frozenset(names), rows.rows)
        output.publish(output_jobs(context, [name for name in OUTPUTS if rest is None or name not in APART]), "Writing data files")
        watch.lap("data files")
        if rest is not None:
            output.join(rest.result())
            watch.lap("feeds")
    result.removed = len(output.remove_stale())
    output.remember()
    texts.save(catalog.entries.values())
    result.feeds, result.changed, result.made = feeds_written(catalog, plan), output.changed, output.rendered
    result.written, result.notice = len(output.changed), cache.notice
    result.pages, result.warnings, result.coming = len(context.pages), calendars.warnings(output.size), coming(catalog, now)
    watch.lap("tidy")
    result.timings = watch.timings
    return result


def feeds_beside(calendars: Calendars, output: Output, rows: RememberedRows) -> Beside[Part]:
    """Write feeds and some data files in a process beside this one: where little has changed, most of a build is to find
    out what has, which pages and feeds can do at once.
    """
    calendars.texts.prepare(calendars.catalog.entries.values())
    for needed in (calendars.plan.feeds, calendars.revised):  # both processes ask for it
        assert needed is not None
    context = Context(calendars, rows=rows.rows)
    return Beside(lambda: output.apart(chain(calendar_jobs(calendars), output_jobs(context, APART))))


def calendar_jobs(calendars: Calendars) -> Iterator[Job]:
    """Give the job of every calendar file, and of its copies at older addresses."""
    older = copies(calendars.plan)
    for job in calendars.jobs():
        yield job
        for name in older.get(job.name, ()):
            yield Job(name, job.key, job.make)


def coming(catalog: Catalog, now: datetime) -> int:
    """Return how many dates are running or begin within a year, cancelled ones not counted."""
    first = int(now.timestamp())
    return sum(first < o.ends and o.begins < first + YEAR and entry.schedule.brief(o).status != "cancelled"
               for entry in catalog.entries.values() for o in entry.schedule.occurrences)
