"""Bring the ledger up to date with what a build publishes now."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from .calendars import Calendars
from .catalog import Catalog, Entry
from .ledger import Ledger, Row, recorded, source_digest, stamp_at
from .reader import ATTRIBUTE, split_name
from .schedule import compact
from .shifts import listed_shifts, shift_feeds


def update(calendars: Calendars, files: Mapping[str, bytes], now: datetime, shifts: Iterable[Row] = ()) -> Ledger:
    """Return the ledger after publishing; `files` is the content folder, `now` the time that changes are dated with.

    `shifts` are the VEVENTs of the shift feeds as they are published; those that are not listed now, since they are
    filled, are remembered until they are over.
    """
    plan, old = calendars.plan, calendars.catalog.ledger
    catalog = plan.catalog
    of_shifts = shift_feeds(catalog, listed_shifts(catalog, now)) if catalog.site.has_output("shifts") else []
    new = Ledger(feeds=old.feeds | {feed.address for feed in plan.feeds} | {feed.address for feed in of_shifts})
    new.shifts = {key: row for key, row in old.shifts.items() if row.last > stamp_at(now)}
    new.shifts |= {row.key: recorded(old.shifts.get(row.key), row, stamp_at(now)) for row in shifts}
    siblings = siblings_of(files)
    by_number = {number: group for group in plan.groups for number in group.numbers}
    named: set[tuple[str, str]] = set()
    for number, (entry, component) in enumerate(plan.components):
        weight, whole = calendars.digests[number]
        sequence, stamp = calendars.revised[number]
        rid = compact(component.recurrence_id) if component.recurrence_id is not None else ""
        row, group = old.row((component.uid, rid)), by_number[number]
        path, gone = path_of(entry, catalog), component.uid in entry.gone
        source = _source(entry, gone, path, row, files, siblings, new, old)
        slugs = " ".join(dict.fromkeys((entry.slug, *(row.slug.split() if row else ()))))
        feeds = tuple(f"{facet}/{key}" for facet, keys in group.facets.items() for key in keys)
        last = stamp_at(datetime.fromtimestamp(group.ends, UTC))
        made = Row(component.uid, rid, weight, whole, sequence, stamp, stamp, last, path, slugs, source, feeds, gone)
        new.rows[made.key] = recorded(row, made, stamp_at(now))
        event = component.details
        named |= {("programs", event.program), *(("organizers", key) for key in (event.organizer, *event.cohosts))}
        if event.venue:
            named.add(("venues", event.venue))
    _records(named, catalog, files, siblings, new, old)
    return new


def siblings_of(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Map each Markdown file to its translated siblings."""
    found: dict[str, list[str]] = {}
    for path in files:
        folder, _, name = path.rpartition("/")
        base, lang = split_name(name.removesuffix(".md"))
        if lang and f"{folder}/{base}.md" in files:
            found.setdefault(f"{folder}/{base}.md", []).append(path)
    return found


def path_of(entry: Entry, catalog: Catalog) -> str:
    """Return an entry's file relative to the content folder."""
    return entry.file.removeprefix(f"{catalog.site.content}/")


def _source(entry: Entry, gone: bool, path: str, row: Row | None, files: Mapping[str, bytes], siblings: Mapping[str, list[str]],
            new: Ledger, old: Ledger) -> str:
    """Keep the source of an entry: the file as it is, or what was recorded where that is what is published."""
    if gone or entry.recorded or path not in files:
        source = row.source if row else ""
        if source in old.sources:
            new.sources[source] = old.sources[source]
        return source
    return _keep(path, files, siblings, new)


def _keep(path: str, files: Mapping[str, bytes], siblings: Mapping[str, list[str]], new: Ledger) -> str:
    texts = {name: files[name].decode("utf-8-sig", "replace") for name in (path, *siblings.get(path, ()))}
    digest = source_digest(texts)
    new.sources[digest] = texts
    return digest


def _records(named: set[tuple[str, str]], catalog: Catalog, files: Mapping[str, bytes], siblings: Mapping[str, list[str]],
             new: Ledger, old: Ledger) -> None:
    for folder, key in sorted(named):
        table = getattr(catalog.records, ATTRIBUTE.get(folder, folder))
        entry = table.get(key)
        path = entry.file.removeprefix(f"{catalog.site.content}/") if entry else f"{folder}/{key}.md"
        if entry is not None and not entry.recorded and path in files:
            new.records[path] = _keep(path, files, siblings, new)
        elif path in old.records:
            new.records[path] = old.records[path]
            new.sources[old.records[path]] = old.sources.get(old.records[path], {})
