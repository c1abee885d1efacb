"""Events that were published and cannot be read now: their last recorded version goes on, or is told as cancelled.

A file that has an error is not a deleted file, so what was last recorded of it stays published as it was. A file that
is gone, or was made a draft, was deleted: its dates stay in the feeds as cancelled until they are past, because a
calendar that simply loses an event tells nobody. The same holds for single dates taken out of a list.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .catalog import Entry, RecordEntry, Records
from .errors import Problem
from .ledger import Ledger, Row
from .reader import ATTRIBUTE, FOLDERS, Read, SourceFile, Unit, read_event, read_record, split_name
from .schedule import Component, Occurrence, Schedule, compact
from .site import Site


def recorded_unit(files: Mapping[str, str], path: str, site: Site) -> Unit:
    """Make a unit of a recorded source: `files` maps paths to texts, `path` is the main one."""
    unit = Unit(path.rpartition("/")[2].removesuffix(".md"), SourceFile(f"{site.content}/{path}", files.get(path, "").encode()))
    for other in sorted(files):
        if other != path:
            lang = split_name(other.rpartition("/")[2].removesuffix(".md"))[1]
            unit.siblings[lang] = SourceFile(f"{site.content}/{other}", files[other].encode())
    return unit


def keep_records(records: Records, ledger: Ledger, site: Site, problems: list[Problem]) -> None:
    """Put recorded versions in the place of records that are broken or gone, so that events that name them go on."""
    for path, source in sorted(ledger.records.items()):
        folder, _, name = path.partition("/")
        key = name.removesuffix(".md").rpartition("/")[2].lower()
        if folder not in FOLDERS or source not in ledger.sources:
            continue
        known: dict[str, RecordEntry[Any]] = getattr(records, ATTRIBUTE.get(folder, folder))
        if key in known:
            continue
        read = read_record(folder, recorded_unit(ledger.sources[source], path, site), site)
        if read.entry is None:
            continue
        read.entry.recorded = True
        if (folder, key) not in records.broken:
            records.missing[(folder, key)] = read.entry
            continue
        records.broken.discard((folder, key))
        known[key] = read.entry


def revive(reads: dict[str, Read], records: Records, ledger: Ledger, site: Site, today: int) -> list[Problem]:
    """Bring back what the ledger knows and `reads` (by path) lacks; `today` is in seconds UTC.

    Changes `reads`; returns warnings about deleted files.
    """
    problems: list[Problem] = []
    present = {c.uid for read in reads.values() if read.entry for c in read.entry.schedule.components}
    for path, rows in sorted(ledger.by_path().items()):
        read = reads.get(path)
        if read is not None and read.entry is None and not read.draft and not read.translates:
            back = _whole(path, rows, records, ledger, site)
            if back is not None:
                back.recorded = True
                read.entry = back
            continue
        missing = [row for row in rows if row.uid not in present]
        if missing:
            problems += _tell_cancelled(path, missing, reads, records, ledger, site, today)
        if read is not None and read.entry is not None:
            _restored(read.entry, rows)
    _old_addresses(reads, ledger)
    return problems


def _read_back(path: str, source: str, records: Records, ledger: Ledger, site: Site) -> Entry | None:
    files = ledger.sources.get(source)
    if not files:
        return None
    entry: Entry | None = read_event(recorded_unit(files, path, site), records.with_missing(), site).entry
    if entry is not None:
        _adopt(entry, records)
    return entry


def _adopt(entry: Entry, records: Records) -> None:
    """Records that only revived events name join the others, so that feeds and pages can tell of them."""
    event = entry.event
    wanted = [("programs", event.program), *(("organizers", key) for key in (event.organizer, *event.cohosts))]
    wanted += [("venues", c.details.venue) for c in entry.schedule.components if c.details.venue]
    for folder, key in wanted:
        if (folder, key) in records.missing:
            getattr(records, folder).setdefault(key, records.missing[(folder, key)])
            for name in ("venue_models", "town_keys"):
                records.__dict__.pop(name, None)


def _whole(path: str, rows: Iterable[Row], records: Records, ledger: Ledger, site: Site) -> Entry | None:
    """The last recorded version of a file that has an error."""
    newest = max(rows, key=lambda row: (row.changed, row.sequence))
    return _read_back(path, newest.source, records, ledger, site)


def _tell_cancelled(path: str, rows: list[Row], reads: dict[str, Read], records: Records, ledger: Ledger, site: Site,
                    today: int) -> list[Problem]:
    problems: list[Problem] = []
    by_source: dict[str, set[str]] = {}
    for row in rows:
        by_source.setdefault(row.source, set()).add(row.uid)
    for source, uids in sorted(by_source.items()):
        entry = _read_back(path, source, records, ledger, site)
        if entry is None or not cancel(entry, uids, today):
            continue
        read = reads.get(path)
        file = f"{site.content}/{path}"
        if read is not None and read.entry is not None:
            join(read.entry, entry)
            message = "a date that was published is no longer in this file; subscribers see it as cancelled."
        else:
            entry.recorded = True
            reads[f"{path}#{source}"] = Read(entry.key, entry, [])
            message = "this file was deleted, but its dates are still to come; subscribers see them as cancelled."
        problems.append(
            Problem(file, 1, 1, "", message, f"Put it back and run `workshops cancel {entry.slug}`, so that you can say why.", "warning")
        )
    return problems


def cancel(entry: Entry, uids: set[str], today: int) -> bool:
    """Keep only the coming dates of some uids and make them cancelled; returns whether any is left."""
    schedule = entry.schedule
    ends = {uid: max((o.ends for o in schedule.occurrences if o.uid == uid), default=0) for uid in uids}
    kept = [i for i, c in enumerate(schedule.components) if ends.get(c.uid, 0) > today]
    place = {old: new for new, old in enumerate(kept)}
    components = []
    for i in kept:
        component = schedule.components[i]
        component.details = component.details.model_copy(update={"status": "cancelled", "volunteers": []})
        components.append(component)
    occurrences = []
    for occurrence in schedule.occurrences:
        if occurrence.component in place:
            occurrence.component = place[occurrence.component]
            occurrences.append(occurrence)
    entry.schedule = Schedule(components, occurrences, schedule.repeat, schedule.skipped)
    if not occurrences:
        return False
    entry.event = entry.event.model_copy(update={"status": "cancelled", "volunteers": []})
    entry.begins, entry.ends = min(o.begins for o in occurrences), max(o.ends for o in occurrences)
    entry.digest += "-deleted"
    return True


def join(entry: Entry, other: Entry) -> None:
    """Add the dates of one entry to another."""
    offset = len(entry.schedule.components)
    entry.schedule.components += other.schedule.components
    for occurrence in other.schedule.occurrences:
        occurrence.component += offset
        entry.schedule.occurrences.append(occurrence)
    entry.schedule.occurrences.sort(key=lambda o: (o.begins, o.uid, compact(o.original)))
    entry.begins, entry.ends = min(entry.begins, other.begins), max(entry.ends, other.ends)
    entry.facets = {facet: tuple(dict.fromkeys((*keys, *other.facets[facet]))) for facet, keys in entry.facets.items()}
    entry.digest += other.digest


def _restored(entry: Entry, rows: Iterable[Row]) -> None:
    """A date that was published as changed and is as usual again stays an override, with a new revision."""
    schedule = entry.schedule
    present = {(c.uid, compact(c.recurrence_id)) for c in schedule.components if c.recurrence_id is not None}
    series = {c.uid: c for c in schedule.components if c.rrule}
    usual: dict[tuple[str, str], Occurrence] = {(o.uid, compact(o.original)): o for o in schedule.occurrences
                                                if schedule.components[o.component].rrule}
    for row in rows:
        occurrence = usual.get(row.key) if row.rid and row.key not in present else None
        if occurrence is None:
            continue
        main = series[row.uid]
        schedule.components.append(Component(row.uid, occurrence.span, main.details, main.sequence,
                                             recurrence_id=occurrence.original, series_zone=main.span.zone))
        occurrence.component = len(schedule.components) - 1
        entry.digest += row.rid


def _old_addresses(reads: Mapping[str, Read], ledger: Ledger) -> None:
    """A renamed file keeps its old address."""
    old: dict[str, set[str]] = {}
    for row in ledger.rows.values():
        old.setdefault(row.uid, set()).update(row.slug.split())
    for read in reads.values():
        entry = read.entry
        if entry is None:
            continue
        slugs = set().union(*(old.get(c.uid, set()) for c in entry.schedule.components)) - {entry.slug, *entry.aliases}
        if slugs:
            entry.aliases = [*entry.aliases, *sorted(slugs)]
