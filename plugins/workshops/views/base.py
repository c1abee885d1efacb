"""What all views share: the page's job, links to feeds, and the look-ups that hundreds of pages need.

A view is a pure function from the catalog to the variables of a template. It knows no disk, no clock and no
template; `now` is given. All addresses are relative to the site's root (`events/forum/`), without a leading
slash; the renderer puts `../../` before them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Protocol

from ..catalog import Catalog, Entry, RecordEntry
from ..jsonld import EventMarkup
from ..language import Language
from ..model import FULL, Event, Venue, places_left
from ..schedule import Brief, Occurrence, compact
from ..site import Site
from ..times import Local

DAY = 86400


@dataclass(frozen=True, slots=True)
class FeedLink:
    """One calendar feed, as pages show it.

    `address` is relative to the site's root (`feeds/town/alder.ics`), `count` the number of coming dates,
    `next` the day of the next one; `facet` and `key` are empty for the feed of everything.
    """

    address: str
    name: str
    count: int = 0
    next: date | None = None
    facet: str = ""
    key: str = ""


class FeedIndex(Protocol):
    """What pages ask of the feeds."""

    def for_facet(self, facet: str, key: str, lang: str) -> FeedLink | None:
        """Return the feed of one program, town, venue, organizer, audience, language or mode."""

    def all(self, lang: str) -> list[FeedLink]:
        """Return every feed in the order in which the subscribe page lists them; the feed of everything
        first.
        """

    def shifts(self, lang: str) -> list[FeedLink]:
        """Return the feeds of volunteer shifts, that of all shifts first."""

    def event(self, slug: str, lang: str) -> str:
        """Return the address of an event's own `event.ics`."""


@dataclass(slots=True)
class Page:
    """One page to write: where, with which template, from what.

    `depends` names everything the data depends on, so that an unchanged page is not made again. `data` is
    called only when it must be.
    """

    address: str
    template: str
    lang: str
    depends: tuple[str, ...]
    data: Callable[[], dict[str, Any]]

    @property
    def file(self) -> str:
        """The file in the output folder."""
        return f"{self.address}index.html" if self.address.endswith("/") or not self.address else self.address


@dataclass(slots=True)
class Dated:
    """One date of one event, with the event as it is on that date."""

    entry: Entry
    occurrence: Occurrence
    name: str
    """What names this date with all that it says, for what pages depend on."""
    slug: str
    venue: str
    public: bool
    offered: bool
    """Whether other pages may recommend it: the event is public, and one can go there."""
    cancelled: bool = False
    cards: dict[Any, Any] | None = None
    """What lists show of it, kept by language."""

    @classmethod
    def of(cls, entry: Entry, occurrence: Occurrence) -> Dated:
        """Take one date of an event."""
        brief, public = entry.schedule.components[occurrence.component].brief, entry.public
        name = f"{entry.digest}{occurrence.begins}"
        return cls(entry, occurrence, name, entry.slug, brief.venue, public, public and attended(brief), brief.status == "cancelled")

    @property
    def details(self) -> Event:
        """The event as it is on this date."""
        return self.entry.schedule.components[self.occurrence.component].details

    @property
    def begins(self) -> int:
        """Start in seconds since 1970."""
        return self.occurrence.begins

    @property
    def day(self) -> date:
        """The day it starts, on the wall clock there."""
        start = self.occurrence.span.start
        return start.date() if isinstance(start, datetime) else start

    @property
    def anchor(self) -> str:
        """The id of this date on its event's page."""
        return anchor(self.occurrence.original)

    @property
    def attended(self) -> bool:
        """Whether one can still go there: neither cancelled nor postponed nor full."""
        return attended(self.details)


def attended(details: Event | Brief) -> bool:
    """Whether one can still go to a date: neither cancelled nor postponed nor full."""
    return details.status in ("scheduled", "moved") and left_of(details) not in FULL


def left_of(details: Event | Brief) -> str | None:
    """What is left of the places, in the room and online together."""
    return details.availability if isinstance(details, Brief) else places_left(details)


def anchor(original: Local) -> str:
    """The id of one date: `d20270209T1800`, `d20270831` for a whole day."""
    text = compact(original)
    return f"d{text[:13]}"


@dataclass(slots=True)
class Timeline:
    """Dates in order of their start."""

    items: list[Dated] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    _coming: tuple[int, list[Dated]] | None = None

    @classmethod
    def of(cls, items: list[Dated]) -> Timeline:
        """Make one from dates that are in order already."""
        return cls(items, [item.occurrence.begins for item in items])

    def coming(self, now: int) -> list[Dated]:
        """Dates that have not ended; long ones that began before `now` included. Nobody may change the list."""
        if self._coming is None or self._coming[0] != now:
            first = bisect_left(self.starts, now - 45 * DAY)
            self._coming = now, [item for item in self.items[first:] if item.occurrence.ends > now]
        return self._coming[1]

    def after(self, moment: int, most: int, without: Entry, now: int) -> list[Dated]:
        """The first dates on offer from a moment on that are not over `now`, one for each other event."""
        first = bisect_left(self.starts, moment)
        found: list[Dated] = []
        seen = [without.slug]
        for item in self.items[first : first + most * 8]:
            if item.offered and item.occurrence.ends > now and item.slug not in seen:
                seen.append(item.slug)
                found.append(item)
                if len(found) == most:
                    break
        return found

    def between(self, first: int, last: int) -> list[Dated]:
        """Dates that start from `first` to before `last`."""
        return self.items[bisect_left(self.starts, first) : bisect_left(self.starts, last)]


@dataclass
class Views:
    """The catalog with everything that several pages look up; made once a build."""

    catalog: Catalog
    now: datetime
    feeds: FeedIndex
    languages: Mapping[str, Language]
    memo: dict[Any, Any] = field(default_factory=dict)
    """What is the same on many pages, made once: facts, cards. Keys begin with what they are."""
    _by_facet: dict[str, dict[str, Timeline]] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """The site's settings."""
        return self.catalog.site

    @cached_property
    def today(self) -> int:
        """`now` in seconds since 1970."""
        return int(self.now.astimezone(UTC).timestamp())

    @cached_property
    def markup(self) -> EventMarkup:
        """What writes the events' markup for search engines."""
        return EventMarkup(self.catalog)

    @cached_property
    def dates(self) -> Timeline:
        """All dates of all events."""
        rows: list[tuple[int, str, str, int, Dated]] = []
        for entry in self.catalog.entries.values():
            for occurrence in entry.schedule.occurrences:
                rows.append((occurrence.begins, entry.slug, occurrence.uid, len(rows), Dated.of(entry, occurrence)))
        rows.sort()
        return Timeline([row[-1] for row in rows], [row[0] for row in rows])

    @cached_property
    def public(self) -> Timeline:
        """Dates that may stand in general lists."""
        return Timeline.of([item for item in self.dates.items if item.public])

    @cached_property
    def coming(self) -> list[Dated]:
        """Coming dates of public events."""
        return self.public.coming(self.today)

    def by_facet(self, facet: str) -> dict[str, Timeline]:
        """Dates by the keys of one facet. Invited and closed ones stand with their organizer, program and
        audience only.
        """
        found = self._by_facet.get(facet)
        if found is None:
            items: dict[str, list[Dated]] = {}
            for item in (self.dates if facet in ("program", "organizer", "audience") else self.public).items:
                keys: tuple[str, ...]
                if facet in ("town", "venue"):  # single dates may be elsewhere than the rest of their event
                    keys = (self.town_of.get(item.venue, "") if facet == "town" else item.venue,)
                else:
                    keys = item.entry.facets.get(facet, ())
                for key in keys:
                    if key in items:
                        items[key].append(item)
                    else:
                        items[key] = [item]
            items.pop("", None)
            found = self._by_facet[facet] = {key: Timeline.of(listed) for key, listed in items.items()}
        return found

    @cached_property
    def planned(self) -> int:
        """How many of them were not called off."""
        return sum(not item.cancelled for item in self.coming)

    @cached_property
    def town_of(self) -> dict[str, str]:
        """Venue key → town key."""
        return self.catalog.town_of

    @cached_property
    def venues_in(self) -> dict[str, list[RecordEntry[Venue]]]:
        """Town key → its venues, in order of their keys."""
        found: dict[str, list[RecordEntry[Venue]]] = {}
        for key, entry in sorted(self.catalog.records.venues.items()):
            found.setdefault(self.town_of.get(key, ""), []).append(entry)
        return found

    def timeline(self, facet: str, key: str) -> Timeline:
        """The dates of one facet's key."""
        return self.by_facet(facet).get(key) or _EMPTY

    def counted(self, facet: str, key: str) -> list[Dated]:
        """The coming dates of one facet's key that general pages may count: public ones that were not called off."""
        return [item for item in self.timeline(facet, key).coming(self.today) if item.public and not item.cancelled]

    def venue(self, key: str | None) -> RecordEntry[Venue] | None:
        """The venue of a key, or None."""
        return self.catalog.records.venues.get(key) if key else None

    def language(self, tag: str) -> Language:
        """The words of one language."""
        return self.languages[tag]


_EMPTY = Timeline()


def told(source: Any, name: str, lang: str, own: str) -> tuple[str, str]:
    """Return a translatable field in the language asked for, and the language it really is in.

    `source` is an event or a record, `own` the language it is written in; "" where the field is empty.
    """
    found = source.translations.get(lang)
    if found and lang != own:
        text = found.get(name)
        if text:
            return text, lang
    return getattr(source, name, None) or "", own


def body(html: Mapping[str, str], lang: str) -> tuple[str, str]:
    """Return a body in the language asked for, else in its own, and the language it is in."""
    if lang in html:
        return html[lang], lang
    for tag, text in html.items():
        return text, tag
    return "", lang


def foreign(tag: str, lang: str) -> str:
    """The `lang` attribute that a text needs on a page, "" where it is the page's own language."""
    return "" if tag == lang else tag


def depth_prefix(address: str) -> str:
    """`../` for each folder of an address."""
    return "../" * address.count("/")
