"""Events that were published and cannot be read now: their last recorded version goes on, or is told as cancelled.

A file that has an error is not a deleted file, so what was last recorded of it stays published as it was. A file that
is gone, or was made a draft, was deleted: its dates stay in the feeds as cancelled until they are past, because a
calendar that simply loses an event tells nobody. The same holds for single dates taken out of a list.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
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


def revive(reads: dict[str, Read], records: Records, ledger: Ledger, site: Site, today: int,
           text_of: Callable[[str], bytes]) -> list[Problem]:
    """Bring back what the ledger knows and `reads` (by path) lacks; `today` is in seconds UTC.

    `text_of` gives the bytes of a file by its path. Changes `reads`; returns warnings about deleted files.
    """
    problems: list[Problem] = []
    present = {c.uid for read in reads.values() if read.entry for c in read.entry.schedule.components}
    by_path = ledger.by_path()
    renamed = _renamed(reads, by_path, present, text_of)
    for path, rows in sorted(by_path.items()):
        place = renamed.get(path, path)
        read = reads.get(place)
        if read is not None and _broken(read):
            back = _whole(path, rows, records, ledger, site)
            if back is None:
                if not all(row.gone for row in rows):
                    continue
            else:
                back.recorded = True
                read.entry = back
                present |= {c.uid for c in back.schedule.components}
        missing = [row for row in rows if row.uid not in present]
        if missing:
            problems += _tell_cancelled(path, place, missing, reads, records, ledger, site, today)
        if read is not None and read.entry is not None:
            _restored(read.entry, rows)
    _old_addresses(reads, ledger)
    return problems


def _broken(read: Read) -> bool:
    """Whether a file is there and says something that cannot be published."""
    return read.entry is None and not read.draft and not read.translates


def _renamed(reads: Mapping[str, Read], by_path: Mapping[str, list[Row]], present: set[str],
             text_of: Callable[[str], bytes]) -> dict[str, str]:
    """Map paths that are gone to the files of another name, broken as they are, that hold one of their uids.

    Who renames a file and makes a mistake in it has not deleted the event.
    """
    lost = {path: rows for path, rows in by_path.items() if path not in reads and any(row.uid not in present for row in rows)}
    found: dict[str, str] = {}
    for path, read in reads.items() if lost else ():
        if path in by_path or not _broken(read):
            continue
        uids = [uid.decode("utf-8", "replace") for uid in _UID.findall(text_of(path))]
        for old, rows in lost.items():
            if any(row.uid == uid or row.uid.startswith(f"{uid}-") for row in rows for uid in uids):
                found.setdefault(old, path)
    return found


_UID = re.compile(rb"""(?mi)^[ \t-]*uid[ \t]*:[ \t]*["']?([^"'\s#]+)""")


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
    """The last recorded version of a file that has an error; None where it had been deleted."""
    newest = max((row for row in rows if not row.gone), key=lambda row: (row.changed, row.sequence), default=None)
    return _read_back(path, newest.source, records, ledger, site) if newest else None


def _tell_cancelled(path: str, place: str, rows: list[Row], reads: dict[str, Read], records: Records, ledger: Ledger, site: Site,
                    today: int) -> list[Problem]:
    """Publish dates as cancelled that their file, recorded as `path` and now at `place`, no longer has."""
    by_source: dict[str, set[str]] = {}
    for row in rows:
        by_source.setdefault(row.source, set()).add(row.uid)
    read = reads.get(place)
    known: Entry | None = read.entry if read is not None else None
    told = known
    for source, uids in sorted(by_source.items()):
        entry = _read_back(path, source, records, ledger, site)
        if entry is not None:
            _restored(entry, rows)
        if entry is None or not cancel(entry, uids, today):
            continue
        entry.gone = frozenset(uids)
        if told is not None:
            join(told, entry)
        else:
            entry.recorded, told = True, entry
            reads[f"{path}#"] = Read(entry.key, entry, [])
    if told is None or not told.gone:
        return []
    message = ("a date that was published is no longer in this file; subscribers see it as cancelled." if known is not None else
               "this file was deleted, but its dates are still to come; subscribers see them as cancelled.")
    return [Problem(f"{site.content}/{place}", 1, 1, "", message,
                    f"Put it back and run `workshops cancel {told.slug}`, so that you can say why.", "warning")]


def cancel(entry: Entry, uids: set[str], today: int) -> bool:
    """Keep only the coming dates of some uids and make them cancelled; returns whether any is left."""
    schedule = entry.schedule
    ends = {uid: max((o.ends for o in schedule.occurrences if o.uid == uid), default=0) for uid in uids}
    kept = [i for i, c in enumerate(schedule.components) if ends.get(c.uid, 0) > today]
    place = {old: new for new, old in enumerate(kept)}
    components = []
    for i in kept:
        component = schedule.components[i]
        component.details = component.details.model_copy(update={"status": "cancelled"})
        components.append(component)
    occurrences = []
    for occurrence in schedule.occurrences:
        if occurrence.component in place:
            occurrence.component = place[occurrence.component]
            occurrences.append(occurrence)
    entry.schedule = Schedule(components, occurrences, schedule.repeat, schedule.skipped)
    if not occurrences:
        return False
    entry.event = entry.event.model_copy(update={"status": "cancelled"})
    entry.begins, entry.ends = min(o.begins for o in occurrences), max(o.ends for o in occurrences)
    entry.digest += "-deleted" + "".join(f" {c.uid} {compact(c.recurrence_id) if c.recurrence_id else ''}" for c in components)
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
    entry.gone |= other.gone


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
