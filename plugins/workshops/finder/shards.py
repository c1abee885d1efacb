"""One month of dates as compact JSON: tables of keys, columns of events, columns of dates.

Columns compress far better than objects. A shard names programs, places and all else by keys of its own tables and
not by numbers of the index, so that an older index in somebody's cache can show a newer month and never shows a wrong
name. The format is described in docs/finder.md; `theme/static/js/finder/store.js` reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..catalog import Catalog, Entry
from ..language import Language
from ..model import Event, places_left
from ..schedule import Component, compact, day_of
from ..vevents import least_revision
from ..views.base import told
from .dates import Found, needs_of, short, wall_minutes

VERSION = 1
MODES = ("in-person", "online", "hybrid")
STATUSES = ("scheduled", "cancelled", "postponed", "moved")
LEFT = ("", "open", "few", "full", "waitlist")
REGISTRATIONS = ("none", "optional", "required", "closed")
LISTS: tuple[str, ...] = ("organizer", "audience", "language", "asked", "need")
"""Columns of which an event has several keys; `language` is held or interpreted, `asked` only if one asks."""


def lists_of(catalog: Catalog, details: Event) -> dict[str, Sequence[str]]:
    """Return the keys of the columns that hold several."""
    venue = catalog.records.venues.get(details.venue or "")
    given = [i.lang for i in details.interpretation if not i.on_request]
    return {
        "organizer": (details.organizer, *details.cohosts),
        "audience": details.audience,
        "language": list(dict.fromkeys((*details.languages, *given))),
        "asked": [i.lang for i in details.interpretation if i.on_request and i.lang not in (*details.languages, *given)],
        "need": needs_of(details, tuple(venue.record.accessibility) if venue else ()),
    }


class Table:
    """Keys in order of their first use."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, key: str) -> int:
        """Return the number of a key."""
        return self.numbers.setdefault(key, len(self.numbers))


class Shard:
    """Gathers the columns of one month in one language."""

    def __init__(self, catalog: Catalog, month: str, lang: Language) -> None:
        self.catalog, self.month, self.lang = catalog, month, lang
        self.tables = {name: Table() for name in ("program", "venue", "zone", "organizer", "audience", "language", "need")}
        self.events: dict[int, int] = {}
        self.columns: dict[str, list[Any]] = {name: [] for name in (
            "slug", "title", "program", "venue", "mode", "status", "left", "sign", "many", *LISTS)}
        self.sparse: dict[str, dict[int, Any]] = {"lang": {}, "cost": {}, "room": {}, "tags": {}, "note": {}, "held": {}}
        self.dates: dict[str, list[int]] = {"event": [], "at": [], "length": [], "offset": [], "zone": []}
        self.odd: dict[str, Any] = {"day": [], "end": {}, "id": {}}
        self._last = 0

    def event(self, item: Found) -> int:
        """Add an event as it is on one date, once, and return its number."""
        key = id(item.details)
        number = self.events.get(key)
        if number is None:
            number = self.events[key] = len(self.events)
            self._row(number, item)
        return number

    def _row(self, number: int, item: Found) -> None:
        details, columns, tag = item.details, self.columns, self.lang.tag
        title, title_lang = told(details, "title", tag, item.entry.lang)
        if title_lang != tag:
            self.sparse["lang"][number] = title_lang
        columns["slug"].append(item.entry.slug)
        columns["title"].append(title)
        columns["program"].append(self.tables["program"].number(details.program))
        columns["venue"].append(self.tables["venue"].number(details.venue) if details.venue and details.mode != "online" else -1)
        columns["mode"].append(MODES.index(details.mode or "in-person"))
        columns["status"].append(STATUSES.index(details.status))
        columns["left"].append(LEFT.index(places_left(details) or ""))
        columns["sign"].append(REGISTRATIONS.index(details.registration))
        columns["many"].append(int(len(item.entry.schedule.occurrences) > 1))
        for name, keys in lists_of(self.catalog, details).items():
            table = self.tables["language" if name == "asked" else name]
            columns[name].append([table.number(key) for key in keys])
        self._rare(number, item, details)

    def _rare(self, number: int, item: Found, details: Event) -> None:
        """What few events have."""
        tag, own = self.lang.tag, item.entry.lang
        amount, currency = details.cost
        held = len(set(details.languages))
        rare = {
            "cost": self.lang.money(amount, currency) if amount else "",
            "room": told(details, "room", tag, own)[0],
            "tags": " ".join(item.entry.event.tags),
            "note": told(details, "status_note", tag, own)[0] if details.status != "scheduled" else "",
            "held": held if details.interpretation and held != len(self.columns["language"][number]) else "",
        }
        for name, value in rare.items():
            if value:
                self.sparse[name][number] = value

    def date(self, item: Found) -> None:
        """Add one date; dates come in order of their start."""
        occurrence, dates = item.occurrence, self.dates
        row, span = len(dates["event"]), item.occurrence.span
        wall, wall_end = wall_minutes(span.start), wall_minutes(span.end)
        offset, offset_end = wall - occurrence.begins // 60, wall_end - occurrence.ends // 60
        dates["event"].append(self.event(item))
        dates["at"].append(wall - self._last)
        dates["length"].append(wall_end - wall)
        dates["offset"].append(offset)
        dates["zone"].append(self.tables["zone"].number(span.zone))
        self._last = wall
        if span.all_day:
            self.odd["day"].append(row)
        if offset_end != offset:
            self.odd["end"][row] = offset_end
        if occurrence.original != span.start:
            self.odd["id"][row] = short(occurrence.original)

    def data(self) -> dict[str, Any]:
        """Return the shard as JSON has it; columns that say nothing but 0 are left out, but for the venue, whose 0 is a place."""
        columns = {name: column for name, column in self.columns.items() if any(column) or name == "venue"}
        dates: dict[str, Any] = dict(self.dates)
        for name in ("offset", "zone"):
            if len(set(dates[name])) == 1:
                dates[name] = dates[name][0]
        return {
            "version": VERSION,
            "month": self.month,
            "tables": {name: list(table.numbers) for name, table in self.tables.items()},
            "events": {"count": len(self.events), **columns, **{name: _text_keys(rows) for name, rows in self.sparse.items() if rows}},
            "dates": {
                **dates,
                **{name: (_text_keys(value) if isinstance(value, dict) else value) for name, value in self.odd.items() if value},
            },
        }


def _text_keys(rows: dict[int, Any]) -> dict[str, Any]:
    return {str(number): value for number, value in rows.items()}


def shard_data(catalog: Catalog, month: str, items: Sequence[Found], lang: Language) -> dict[str, Any]:
    """Return the data of one month in one language."""
    shard = Shard(catalog, month, lang)
    for item in items:
        shard.date(item)
    return shard.data()


Revision = Callable[[Entry, Component], tuple[int, str]]
"""SEQUENCE and stamp of a VEVENT as the feeds publish them."""


def own_revision(entry: Entry, component: Component) -> tuple[int, str]:
    """Return the revision that the content itself says, where nothing was recorded."""
    return least_revision(entry, component), entry.stamp


def calendar_data(month: str, items: Sequence[Found], revision: Revision = own_revision) -> dict[str, Any]:
    """Return what calendar files of one month's dates need besides the dates: uids, revisions, rules.

    `uids` are rows of uid, SEQUENCE, stamp, and for a regular series also its rule, the start of its first date and
    the days from each date that the rule gives to the next, skipped ones too. `dates` maps a date's id to its uid's
    number, for a date that differs from its series also to the SEQUENCE and stamp of its own.
    """
    uids: dict[tuple[str, str], int] = {}
    rows: list[list[Any]] = []
    dates: dict[str, Any] = {}
    for item in items:
        entry, uid = item.entry, item.occurrence.uid
        number = uids.get((entry.slug, uid))
        if number is None:
            number = uids[(entry.slug, uid)] = len(rows)
            rows.append(_uid_row(item, revision))
        component = entry.schedule.components[item.occurrence.component]
        if component.recurrence_id is None:
            dates[item.id] = number
        else:
            sequence, stamp = revision(entry, component)
            dates[item.id] = [number, sequence, stamp]
    return {"version": VERSION, "month": month, "uids": rows, "dates": dates}


def _uid_row(item: Found, revision: Revision) -> list[Any]:
    schedule, uid = item.entry.schedule, item.occurrence.uid
    mine = [component for component in schedule.components if component.uid == uid and component.recurrence_id is None]
    if not mine:
        return [uid, 0, item.entry.stamp]
    component = mine[0]
    row = [uid, *revision(item.entry, component)]
    if component.rrule:
        starts = sorted({*(o.original for o in schedule.occurrences if o.uid == uid), *component.skipped}, key=day_of)
        days = [day_of(start).toordinal() for start in starts]
        row += [component.rrule, compact(starts[0]), [b - a for a, b in zip(days, days[1:], strict=False)]]
    return row
