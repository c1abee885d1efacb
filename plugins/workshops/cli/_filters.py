"""Choosing dates of the catalog, and writing them as a line or as JSON."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from ..catalog import Catalog, Entry, slugify
from ..describe import span_text
from ..facets import facets_of
from ..locale import shipped_language
from ..schedule import Occurrence, day_of
from ._match import Choice, nearest


@dataclass(slots=True)
class Wanted:
    """What to list: keys by facet, statuses, and the first and last day (None: from now on, without end)."""

    keys: Mapping[str, tuple[str, ...]]
    status: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class Row:
    """One date of one event, with the keys it has on this date."""

    catalog: Catalog
    entry: Entry
    occurrence: Occurrence
    facets: dict[str, tuple[str, ...]]


def select(catalog: Catalog, wanted: Wanted, now: datetime) -> list[Row]:
    """Return the dates that fit, in order. Raises a usage error for a key that does not exist, naming the nearest."""
    keys = {facet: {_known(catalog, facet, name) for name in names} for facet, names in wanted.keys.items() if names}
    moment = now.timestamp()
    rows = []
    for entry, occurrence in catalog.dates():
        first, last = day_of(occurrence.span.start), day_of(occurrence.span.end)
        if (last < wanted.first) if wanted.first else (occurrence.ends <= moment):
            continue
        if wanted.last and first > wanted.last:
            continue
        details = entry.schedule.details(occurrence)
        if wanted.status and details.status not in wanted.status:
            continue
        facets = facets_of([entry.schedule.components[occurrence.component]], catalog.town_of)
        if all(values & set(facets[facet]) for facet, values in keys.items()):
            rows.append(Row(catalog, entry, occurrence, facets))
    return rows


def _known(catalog: Catalog, facet: str, name: str) -> str:
    """Return the key that a name stands for: the key itself, or the title of its record."""
    choices = choices_of(catalog, facet)
    wanted = slugify(name)
    found = next((c.key for c in choices if wanted and wanted in (c.key.lower(), slugify(c.key), slugify(c.label))), None)
    if found is not None:
        return found
    near = [choice.key for choice in nearest(name, choices, 3)]
    hint = f" Did you mean {', '.join(near)}?" if near else f" There are: {', '.join(c.key for c in choices)}." if choices else ""
    raise click.UsageError(f"--{facet}: there is no '{name}'.{hint}")


def choices_of(catalog: Catalog, facet: str) -> list[Choice]:
    """Return all keys of a facet with their names, in order of the keys."""
    if facet == "town":
        return [Choice(key, name) for key, name in sorted(catalog.towns.items())]
    records = getattr(catalog.records, f"{facet}s")
    return [Choice(key, records[key].record.title) for key in sorted(records)]


def as_line(row: Row) -> tuple[str, str, str]:
    """Return day, time, and title with place and slug."""
    lang = shipped_language("en")
    span, details = row.occurrence.span, row.entry.schedule.details(row.occurrence)
    start = span.start
    clock = lang.time_range(start, span.end) if isinstance(start, datetime) and isinstance(span.end, datetime) else "all day"
    status = "" if details.status == "scheduled" else f"{details.status.upper()}: "
    draft = place_of(row)
    return f"{start:%a} {start:%Y-%m-%d}", clock, f"{status}{details.title}{f', {draft}' if draft else ''} [{row.entry.slug}]"


def place_of(row: Row) -> str:
    """Name the place of one date, and its town."""
    details = row.entry.schedule.details(row.occurrence)
    if details.mode == "online":
        return "online"
    record = row.catalog.records.venues.get(details.venue or "")
    if record is None:
        return ""
    title, town = record.record.title, record.record.town
    return f"{title}, {town}" if town and town not in title else title


def as_json(row: Row) -> dict[str, Any]:
    """Return one date for scripts; `start` and `end` are wall time in `timezone`, whole days end on their last day."""
    span, details = row.occurrence.span, row.entry.schedule.details(row.occurrence)
    last = span.end if not span.all_day else date.fromordinal(span.end.toordinal() - 1)
    return {
        "slug": row.entry.slug, "uid": row.occurrence.uid, "file": row.entry.file, "title": details.title, "start": span.start.isoformat(),
        "end": last.isoformat(), "timezone": span.zone, "all_day": span.all_day, "status": details.status,
        "status_note": details.status_note, "mode": details.mode, "venue": details.venue, "town": next(iter(row.facets["town"]), None),
        "program": row.entry.event.program, "organizer": row.entry.event.organizer, "access": row.entry.event.access,
        "kind": row.entry.kind}


def say_date(occurrence: Occurrence) -> str:
    """Say one date in English."""
    return span_text(occurrence.span, shipped_language("en"))
