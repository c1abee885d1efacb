"""The public dates that the finder can find, by month.

A month holds every public date that touches it on the site's wall clock, also those of its days that are past: what
is over is left out by the browser, which knows what time it is. So the data of a month changes when its events
change and not every night. The months begin with the one before the build's, for visitors with an older page or in
another time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ..catalog import Catalog, Entry
from ..model import FULL, Event, places_left
from ..schedule import Occurrence, compact
from ..times import Local
from ..zones import load_zone

EPOCH = datetime(1970, 1, 1)
FREE_KIT, ANONYMOUS, DROP_IN, CREDITS, FREE, PLACES = "kit", "anonymous", "drop-in", "credits", "free", "places"
"""Needs that are not words of the site's lists of accessibility and support."""
OWN_NEEDS = (PLACES, FREE_KIT, ANONYMOUS, DROP_IN, FREE, CREDITS)


@dataclass(slots=True)
class Found:
    """One date of one event."""

    entry: Entry
    occurrence: Occurrence

    @property
    def details(self) -> Event:
        """The event as it is on this date."""
        return self.entry.schedule.details(self.occurrence)

    @property
    def id(self) -> str:
        """Name of the date: the event's slug and the start that its series gives it."""
        return f"{self.entry.slug}#{short(self.occurrence.original)}"


def short(original: Local) -> str:
    """Write the original start as anchors of event pages do: 20261208T1800, or 20270831 for a whole day."""
    return compact(original)[:13]


def wall_minutes(local: Local) -> int:
    """Minutes of a wall time since 1970, as if it were UTC; a date counts from its midnight."""
    moment = local if isinstance(local, datetime) else datetime(local.year, local.month, local.day)
    since = moment - EPOCH
    return since.days * 1440 + since.seconds // 60


def first_month(now: datetime, zone: str) -> str:
    """The month before the one it is now, as 2026-11."""
    here = now.astimezone(load_zone(zone))
    day = date(here.year, here.month, 1) - timedelta(days=1)
    return f"{day:%Y-%m}"


def months_of(occurrence: Occurrence, zone: str) -> range:
    """The months that a date touches on the site's wall clock, counted from the year 0."""
    span = occurrence.span
    if span.zone == zone:  # nearly always: no need to ask the zone
        first, last = span.start, span.end - timedelta(seconds=1) if isinstance(span.end, datetime) else span.end - timedelta(days=1)
        last = max(first, last) if isinstance(first, datetime) == isinstance(last, datetime) else last
    else:
        clock = load_zone(zone)
        first = datetime.fromtimestamp(occurrence.begins, UTC).astimezone(clock)
        last = datetime.fromtimestamp(max(occurrence.begins, occurrence.ends - 1), UTC).astimezone(clock)
    return range(first.year * 12 + first.month - 1, last.year * 12 + last.month)


def by_month(catalog: Catalog, now: datetime) -> dict[str, list[Found]]:
    """Return the public dates by month, months and dates in order."""
    zone, oldest = catalog.site.timezone, first_month(now, catalog.site.timezone)
    edge = int(now.timestamp()) - 63 * 86400  # cheap: what ended before is in no month that we keep
    found: dict[int, list[Found]] = {}
    for entry in catalog.entries.values():
        if not entry.public or entry.ends < edge:
            continue
        for occurrence in entry.schedule.occurrences:
            if occurrence.ends >= edge:
                item = Found(entry, occurrence)
                for number in months_of(occurrence, zone):
                    found.setdefault(number, []).append(item)
    for items in found.values():
        items.sort(key=lambda item: (item.occurrence.begins, item.entry.slug, item.occurrence.uid))
    named = {f"{number // 12}-{number % 12 + 1:02}": items for number, items in sorted(found.items())}
    return {month: items for month, items in named.items() if month >= oldest}


def needs_of(details: Event, accessibility: tuple[str, ...]) -> list[str]:
    """Return what one may ask of a date: access, support, and the few things that decide whether people come.

    `accessibility` is what the venue has.
    """
    own = {
        PLACES: has_places(details),
        FREE_KIT: details.kit != "none" or "naloxone-kit" in details.supports,
        ANONYMOUS: bool(details.anonymous) and not details.id_required,
        DROP_IN: details.drop_in,
        FREE: details.cost.amount == 0,
        CREDITS: bool(details.credits),
    }
    words = [name for name, has in own.items() if has]
    here = accessibility if details.mode != "online" else ()
    return list(dict.fromkeys([*words, *details.accessibility, *here, *(w for w in details.supports if w != "naloxone-kit")]))


def has_places(details: Event) -> bool:
    """Whether one can still come: it takes place, and there is room in the room or online."""
    takes_place = details.status not in ("cancelled", "postponed")
    return takes_place and details.registration != "closed" and places_left(details) not in FULL
