"""What all views share: the page's job, links to feeds, and the look-ups that hundreds of pages need.

A view is a pure function from the catalog to the variables of a template. It knows no disk, no clock and no
template; `now` is given. All addresses are relative to the site's root (`events/forum/`), without a leading
slash; the renderer puts `../../` before them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Protocol

from ..catalog import Catalog, Entry, RecordEntry
from ..language import Language
from ..model import Event, Venue
from ..schedule import Occurrence, compact
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
    details: Event

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
        details = self.details
        return details.status in ("scheduled", "moved") and details.availability not in ("full", "waitlist")


def anchor(original: Local) -> str:
    """The id of one date: `d20270209T1800`, `d20270831` for a whole day."""
    text = compact(original)
    return f"d{text[:13]}"


@dataclass(slots=True)
class Timeline:
    """Dates in order of their start."""

    items: list[Dated] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, items: Iterable[Dated]) -> Timeline:
        """Make one from dates that are in order already."""
        listed = list(items)
        return cls(listed, [item.occurrence.begins for item in listed])

    def coming(self, now: int) -> list[Dated]:
        """Dates that have not ended; long ones that began before `now` included."""
        first = bisect_left(self.starts, now - 45 * DAY)
        return [item for item in self.items[first:] if item.occurrence.ends > now]

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

    @property
    def site(self) -> Site:
        """The site's settings."""
        return self.catalog.site

    @cached_property
    def today(self) -> int:
        """`now` in seconds since 1970."""
        return int(self.now.astimezone(UTC).timestamp())

    @cached_property
    def dates(self) -> Timeline:
        """All dates of all events."""
        return Timeline.of(Dated(entry, occurrence, entry.schedule.details(occurrence)) for entry, occurrence in self.catalog.dates())

    @cached_property
    def public(self) -> Timeline:
        """Dates that may stand in general lists."""
        return Timeline.of(item for item in self.dates.items if item.entry.public)

    @cached_property
    def coming(self) -> list[Dated]:
        """Coming dates of public events."""
        return self.public.coming(self.today)

    @cached_property
    def by_facet(self) -> dict[tuple[str, str], Timeline]:
        """Dates by facet and key. Invited and closed ones stand with their organizer, program and audience
        only.
        """
        found: dict[tuple[str, str], Timeline] = {}
        for item in self.dates.items:
            facets = item.entry.facets
            for facet in ("program", "organizer", "audience"):
                for key in facets.get(facet, ()):
                    _append(found, (facet, key), item)
            if not item.entry.public:
                continue
            for facet in ("language", "mode"):
                for key in facets.get(facet, ()):
                    _append(found, (facet, key), item)
            venue = item.details.venue
            if venue:
                _append(found, ("venue", venue), item)
                town = self.town_of.get(venue)
                if town:
                    _append(found, ("town", town), item)
        return found

    @cached_property
    def town_of(self) -> dict[str, str]:
        """Venue key → town key."""
        return self.catalog.town_of

    def timeline(self, facet: str, key: str) -> Timeline:
        """The dates of one facet's key."""
        return self.by_facet.get((facet, key)) or _EMPTY

    def after(self, timeline: Timeline, moment: int, most: int, without: Entry) -> list[Dated]:
        """The first public dates from a moment on, one for each other event."""
        found: list[Dated] = []
        seen = {without.slug}
        for item in timeline.items[bisect_left(timeline.starts, moment) :][: most * 8]:
            if item.entry.slug not in seen and item.entry.public and item.attended:
                seen.add(item.entry.slug)
                found.append(item)
                if len(found) == most:
                    break
        return found

    def venue(self, key: str | None) -> RecordEntry[Venue] | None:
        """The venue of a key, or None."""
        return self.catalog.records.venues.get(key) if key else None

    def language(self, tag: str) -> Language:
        """The words of one language."""
        return self.languages[tag]


_EMPTY = Timeline()


def _append(found: dict[tuple[str, str], Timeline], key: tuple[str, str], item: Dated) -> None:
    timeline = found.get(key)
    if timeline is None:
        timeline = found[key] = Timeline()
    timeline.items.append(item)
    timeline.starts.append(item.occurrence.begins)


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
