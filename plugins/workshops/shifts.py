"""Volunteer shifts: where people are still needed, date by date.

An organizer lists roles on an event (`volunteers:`), and each role on each coming date is one shift. Times written
without a date are on the day of that date, before or after the event itself: people set up before and clean up
after. The volunteer page, the finder and the shift feeds all read this one list.

A shift that has been filled goes from the list. It is not announced as cancelled: the person who took the last
place would read that the work is off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from .catalog import Catalog, Entry, slugify, town_heirs, town_name
from .language import Language
from .model import Event, Volunteer
from .schedule import Occurrence, compact, day_of
from .site import Site
from .times import Local, Span, epoch, local_of

AHEAD = 366 * 86400
"""How far ahead shifts are listed, in seconds."""
CLOSED = frozenset({"closed", "filled", "full", "cancelled", "cerrado", "lleno", "completo", "cancelado"})
OFF = frozenset({"cancelled", "postponed"})
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """One role on one date.

    `key` is the role's key (`kit-packer`), `uid` the shift's permanent identity, `span` its own time on the wall
    clock, `begins` and `ends` that time in seconds since 1970 (UTC), `missing` how many people are still needed,
    `town` the key of the town or "".
    """

    entry: Entry
    occurrence: Occurrence
    details: Event
    role: Volunteer
    key: str
    uid: str
    span: Span
    begins: int
    ends: int
    missing: int
    town: str = ""

    @property
    def off(self) -> bool:
        """Whether the event does not take place on this date: cancelled, or postponed."""
        return self.details.status in OFF


def role_name(role: Volunteer, lang: str) -> str:
    """Return the name of a role in one language, else as it is written."""
    return (lang == "es" and role.role_es) or role.role


def role_key(role: Volunteer) -> str:
    """Make the key of a role of its name: `Kit packer` → `kit-packer`; a name without Latin letters gets a digest."""
    return (
        slugify(role.role)[:80].strip("-") or "role-" + blake2b(role.role.encode(), digest_size=4).hexdigest()
    )


def wanted(role: Volunteer) -> int:
    """Return how many people a role still needs; 0 when it is filled or closed."""
    return 0 if (role.status or "").strip().lower() in CLOSED else max(0, role.needed - role.filled)


def open_shifts(catalog: Catalog, now: datetime) -> list[Shift]:
    """Return the shifts that need people, from `now` (aware) to a year ahead, in order of their start."""
    return [shift for shift in listed_shifts(catalog, now) if not shift.off]


def listed_shifts(catalog: Catalog, now: datetime) -> list[Shift]:
    """Return open shifts and those whose event was cancelled or postponed, for people who planned to come."""
    moment = int(now.timestamp())
    found = [
        shift
        for entry in catalog.entries.values()
        if entry.public and asks(entry)
        for shift in shifts_of(entry, catalog)
        if shift.missing and shift.ends > moment and shift.begins < moment + AHEAD
    ]
    found.sort(key=lambda shift: (shift.begins, shift.uid))
    return found


def asks(entry: Entry) -> bool:
    """Whether an event asks for volunteers on any of its dates."""
    return any(component.brief.asks for component in entry.schedule.components)


def shifts_of(entry: Entry, catalog: Catalog) -> Iterator[Shift]:
    """Yield every shift of one event, filled and past ones too, in the order of its dates."""
    nearest = _dated_roles(entry)
    for occurrence in entry.schedule.occurrences:
        details = entry.schedule.details(occurrence)
        for key, role in keyed(details.volunteers):
            if nearest.get(id(role), occurrence) is not occurrence:
                continue
            span = shift_span(role, occurrence.span)
            yield Shift(
                entry,
                occurrence,
                details,
                role,
                role_key(role),
                f"{_date_uid(entry, occurrence)}-shift-{key}",
                span,
                epoch(span.start, span.zone),
                epoch(span.end, span.zone),
                wanted(role),
                catalog.town_of.get(details.venue or "", "") if details.mode != "online" else "",
            )


def keyed(roles: Iterable[Volunteer]) -> Iterator[tuple[str, Volunteer]]:
    """Pair each role of a date with a key that no other role of the date has: the second `greeter` is `greeter-2`."""
    seen: dict[str, int] = {}
    for role in roles:
        key = role_key(role)
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else f"{key}-{seen[key]}"), role


def _date_uid(entry: Entry, occurrence: Occurrence) -> str:
    """Name a date for good: dates of a series share its uid, so the start that the series gives them is added."""
    component = entry.schedule.components[occurrence.component]
    in_series = component.rrule or component.recurrence_id is not None
    return f"{occurrence.uid}-{compact(occurrence.original)}" if in_series else occurrence.uid


def _dated_roles(entry: Entry) -> dict[int, Occurrence]:
    """Return the one date of each role whose time names a day (by id of the role): the nearest that has the role."""
    nearest: dict[int, tuple[int, Occurrence]] = {}
    for occurrence in entry.schedule.occurrences:
        for role in entry.schedule.details(occurrence).volunteers:
            written = next(
                (t for t in (role.start, role.end) if t is not None and not isinstance(t, time)), None
            )
            if written is None:
                continue
            moment = epoch(local_of(written, occurrence.span.zone), occurrence.span.zone)
            away = max(occurrence.begins - moment, moment - occurrence.ends, 0)
            if id(role) not in nearest or away < nearest[id(role)][0]:
                nearest[id(role)] = away, occurrence
    return {role: occurrence for role, (_, occurrence) in nearest.items()}


def shift_span(role: Volunteer, event: Span) -> Span:
    """Work out when a shift is: its own start and end where it has them, else those of the event."""
    if role.start is None and role.end is None:
        return event
    start = _moment(role.start, event)
    end = _moment(role.end, event)
    if start is None:
        first = _timed(event.start)
        start = first if end is None or end > first else end - HOUR
    if isinstance(role.end, time) and role.start is not None and not isinstance(role.start, time):
        end = datetime.combine(start, role.end)  # a start with a date takes the end along, as for the evening before
    if end is None:
        last = _timed(event.end)
        another_day = start.date() < day_of(event.start)
        end = last if last > start and not event.all_day and not another_day else start + HOUR
    if end <= start and isinstance(role.end, time):
        end += timedelta(days=1)
    return Span(start, end if end > start else start + HOUR, event.zone)


def _timed(local: Local) -> datetime:
    return local if isinstance(local, datetime) else datetime.combine(local, time())


def _moment(written: Any, event: Span) -> datetime | None:
    """Return the wall time of a start or end as written; a time alone is on the event's day.

    Where the event runs past midnight, the day nearer to it is meant.
    """
    if written is None:
        return None
    if not isinstance(written, time):
        local = local_of(written, event.zone)
        return local if isinstance(local, datetime) else datetime.combine(local, _timed(event.start).time())
    day: date = day_of(event.start)
    here, next_day = datetime.combine(day, written), datetime.combine(day + timedelta(days=1), written)
    if (
        isinstance(event.end, datetime)
        and event.end.date() > day
        and _away(next_day, event) < _away(here, event)
    ):
        return next_day
    return here


def _away(moment: datetime, event: Span) -> timedelta:
    """How far a moment lies outside an event."""
    return max(_timed(event.start) - moment, moment - _timed(event.end), timedelta())


@dataclass(slots=True)
class ShiftFeed:
    """One feed of shifts: its address without language folder, its filter, the roles it is named after, its shifts in order."""

    address: str
    filters: dict[str, str] = field(default_factory=dict)
    role: Volunteer | None = None
    town: str = ""
    shifts: list[Shift] = field(default_factory=list)

    @property
    def coming(self) -> tuple[int, int]:
        """How many shifts need people, and when the next begins (0: none)."""
        on = [shift for shift in self.shifts if not shift.off]
        return len(on), on[0].begins if on else 0


def shift_feeds(catalog: Catalog, listed: list[Shift]) -> list[ShiftFeed]:
    """Return the feeds of `listed_shifts`: all of them, then by role, then by town.

    A role or town that public events ever asked volunteers for keeps its feed while it has no shift, and so does one that
    was published when no event is left that names it.
    """
    roles: dict[str, ShiftFeed] = {}
    towns: dict[str, ShiftFeed] = {}
    for details in _asking(catalog):
        for role in details.volunteers:
            key = role_key(role)
            roles.setdefault(key, ShiftFeed(f"feeds/shifts/role/{key}.ics", {"role": key})).role = role
        town = catalog.town_of.get(details.venue or "")
        if town and details.mode != "online":
            towns.setdefault(
                town, ShiftFeed(f"feeds/shifts/town/{town}.ics", {"town": town}, town=catalog.towns[town])
            )
    heirs = town_heirs(catalog)
    more: dict[str, list[str]] = defaultdict(list)
    for address in catalog.ledger.feeds:
        kind, _, key = address.removeprefix("feeds/shifts/").removesuffix(".ics").partition("/")
        if address.startswith("feeds/shifts/") and kind in ("role", "town"):
            town = town_name(catalog, key) if kind == "town" else ""
            for heir in heirs.get(key, ()) if town else ():
                more[heir].append(key)
            (towns if town else roles).setdefault(key, ShiftFeed(address, {kind: key}, town=town))
    for shift in listed:
        roles[shift.key].shifts.append(shift)
        if shift.town:
            for key in (shift.town, *more[shift.town]):
                towns[key].shifts.append(shift)
    everything = ShiftFeed("feeds/shifts.ics", shifts=listed)
    return [everything, *(roles[key] for key in sorted(roles)), *(towns[key] for key in sorted(towns))]


def _asking(catalog: Catalog) -> Iterator[Event]:
    """Yield public events that ask for volunteers, as they are on their dates, in order."""
    for entry in catalog.entries.values():
        if entry.public and asks(entry):
            for component in entry.schedule.components:
                if component.details.volunteers:
                    yield component.details


def shift_feed_name(site: Site, feed: ShiftFeed, lang: Language) -> str:
    """Return the name that a calendar program shows for a feed of shifts."""
    name = lang.gettext("Volunteer shifts") + f" · {site.name_in(lang.tag)}"
    about = role_name(feed.role, lang.tag) if feed.role else feed.town or feed.filters.get("role", "")
    return f"{about}: {name}" if about else name
