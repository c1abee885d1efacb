"""Edits of every date of the sample events: only that date changes, and nobody's subscription loses an event."""
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from workshops.build.files import read_content
from workshops.catalog import Entry
from workshops.loader import load_catalog, units_of
from workshops.locale import shipped_language
from workshops.model import Event
from workshops.reader import SourceFile, Unit, read_event
from workshops.revise import CannotDo, Target, cancel, copy, move
from workshops.revise.target import write
from workshops.schedule import Occurrence
from workshops.site import Site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = Site(languages=("en", "es"))
FILES = read_content(Path(__file__).parent.parent / "content")
CATALOG = load_catalog(FILES, SITE)
UNITS = {unit.key: unit for unit in units_of(FILES, "events", SITE).values()}
DATES = [pytest.param(entry, occurrence, id=f"{entry.slug}-{write(occurrence.span.start)}")
         for entry in CATALOG.entries.values()
         for occurrence in entry.schedule.occurrences[:2] + entry.schedule.occurrences[2::9]]


def target_of(entry: Entry) -> Target:
    return Target(entry, UNITS[entry.key].main.data, SITE, shipped_language("en"), NOW)


def reread(entry: Entry, data: bytes) -> Entry:
    unit = UNITS[entry.key]
    read = read_event(Unit(unit.key, SourceFile(unit.main.file, data), unit.siblings), CATALOG.records, SITE)
    assert read.entry is not None, "\n".join(map(str, read.problems))
    return read.entry


def by_identity(entry: Entry) -> dict[tuple[str, str], tuple[Occurrence, Event]]:
    """Dates by uid and original start, as calendar programs know them; single dates keep their uid when they move."""
    single = {uid for uid in (o.uid for o in entry.schedule.occurrences) if sum(o.uid == uid for o in entry.schedule.occurrences) == 1}
    return {(o.uid, "" if o.uid in single else write(o.original)): (o, entry.schedule.details(o)) for o in entry.schedule.occurrences}


def others_unchanged(before: Entry, after: Entry, uid: str, start: object) -> None:
    """Assert that all dates but one are where they were, with the same status."""
    old, new = by_identity(before), by_identity(after)
    assert old.keys() == new.keys(), "no calendar loses an event"
    for identity, (occurrence, details) in old.items():
        if occurrence.uid == uid and occurrence.span.start == start:
            continue
        assert new[identity][0].span == occurrence.span
        assert new[identity][1].status == details.status


@pytest.mark.parametrize(("entry", "occurrence"), DATES)
def test_one_cancelled_date(entry: Entry, occurrence: Occurrence) -> None:
    target = target_of(entry)
    try:
        edited = cancel(target, "Ice: it's \"slick\" #1", on=write(occurrence.span.start), notes={"es": "Hielo"})
    except CannotDo as error:
        pytest.fail(str(error))
    after = reread(entry, edited.data)
    details = next(after.schedule.details(o) for o in after.schedule.occurrences
                   if o.uid == occurrence.uid and o.span.start == occurrence.span.start)
    assert (details.status, details.status_note) == ("cancelled", "Ice: it's \"slick\" #1")
    assert details.translations["es"]["status_note"] == "Hielo"
    others_unchanged(entry, after, occurrence.uid, occurrence.span.start)


@pytest.mark.parametrize(("entry", "occurrence"), DATES)
def test_one_moved_date(entry: Entry, occurrence: Occurrence) -> None:
    days = timedelta(days=1)
    start = occurrence.span.start + days
    after = reread(entry, move(target_of(entry), write(start), on=write(occurrence.span.start)).data)
    new, details = next((o, after.schedule.details(o)) for o in after.schedule.occurrences
                        if o.uid == occurrence.uid and o.span.start == start)
    assert new.span.end == occurrence.span.end + days
    assert details.status == "moved"
    assert details.previous_start.local == occurrence.span.start
    before = entry.schedule.components[occurrence.component]
    assert after.schedule.components[new.component].sequence > before.sequence, "calendar programs take a higher revision only"
    others_unchanged(entry, after, occurrence.uid, occurrence.span.start)


@pytest.mark.parametrize("entry", CATALOG.entries.values(), ids=lambda entry: entry.slug)
def test_all_cancelled(entry: Entry) -> None:
    target = target_of(entry)
    try:
        edited = cancel(target, "Over")
    except CannotDo:
        assert entry.event.status == "cancelled"
        return
    after = reread(entry, edited.data)
    assert by_identity(after).keys() == by_identity(entry).keys()
    assert {after.schedule.details(o).status for o in after.schedule.occurrences} == {"cancelled"}
    kept = [line for line in target.data.decode().splitlines() if not line.lstrip().startswith(("status", "sequence", "modified"))]
    assert [line for line in edited.data.decode().splitlines() if line in kept] == kept


@pytest.mark.parametrize("entry", CATALOG.entries.values(), ids=lambda entry: entry.slug)
def test_copied_a_year_later(entry: Entry) -> None:
    first = entry.schedule.components[0].span.start + timedelta(weeks=52)
    edited, day = copy(target_of(entry), write(first), "fresh@x")
    assert day.isoformat() == write(first)[:10]
    unit = UNITS[entry.key]
    read = read_event(Unit("copy", SourceFile("copy.md", edited.data), unit.siblings), CATALOG.records, SITE)
    if read.entry is None:
        assert {p.field for p in read.problems if p.severity == "error"} == {"start"}, "a weekday of the month that is another week"
        return
    assert read.entry.schedule.components[0].span.start == first
    assert read.entry.uid == "fresh@x"
    assert not {o.uid for o in read.entry.schedule.occurrences} & {o.uid for o in entry.schedule.occurrences}
    assert {read.entry.schedule.details(o).status for o in read.entry.schedule.occurrences} == {"scheduled"}
