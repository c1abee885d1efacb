"""What all outputs share: the catalog with the moment of the build, coming dates, identities and moments as text.

An output is a pure function from a `Context` to the jobs of its files. `now` decides what is still to come and is
written nowhere but in `status.json`, so that a nightly build leaves most files as they were; keys of jobs name what
the bytes depend on, so that most of them are not even made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from ..calendars import Calendars
from ..catalog import Catalog, Entry
from ..feeds import FeedPlan
from ..ics import OLD_STAMP
from ..instants import moments
from ..job import Job, Rows, made_now
from ..language import Language
from ..model import Event
from ..schedule import Component, Occurrence, compact
from ..shifts import Shift, ShiftFeed, listed_shifts, shift_feeds
from ..site import Site

Jobs = Iterator[Job]
OutputFunction = Callable[["Context"], Jobs]
Dated = tuple[Entry, Occurrence]
Revision = tuple[int, str]
"""SEQUENCE and the stamp of the last change (UTC text)."""


@dataclass
class Context:
    """The calendars of one catalog at one moment.

    `pages` are the addresses of all pages that the build writes, `assets` those of static files that outputs may
    name (icons). `rows` remembers parts of large files. What several outputs need is worked out once and kept here.
    """

    calendars: Calendars
    pages: Sequence[str] = ()
    assets: frozenset[str] = frozenset()
    rows: Rows = made_now
    memo: dict[tuple[str, str], Any] = field(default_factory=dict)
    _moments: dict[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def catalog(self) -> Catalog:
        """The whole content."""
        return self.calendars.catalog

    @property
    def plan(self) -> FeedPlan:
        """The calendar feeds."""
        return self.calendars.plan

    @property
    def languages(self) -> Sequence[Language]:
        """The site's languages, the default one first."""
        return self.calendars.languages

    @property
    def now(self) -> datetime:
        """The moment of the build, aware."""
        return self.plan.now

    @property
    def site(self) -> Site:
        """The site's settings."""
        return self.catalog.site

    @cached_property
    def moment(self) -> int:
        """`now` in seconds since 1970."""
        return int(self.now.timestamp())

    def root(self, lang: Language | None = None) -> str:
        """Return the absolute address of the site, or of its part in one language, with a slash at the end."""
        return f"{self.site.url}/{self.site.folder(lang.tag) if lang else ''}"

    @cached_property
    def public(self) -> list[Entry]:
        """Events that everybody may know of, in order of their first date."""
        return [entry for entry in self.catalog.entries.values() if entry.public]

    @cached_property
    def published(self) -> list[Entry]:
        """Public events that the data files hold: what is to come, and as far back as the feeds go."""
        return [entry for entry in self.public if entry.ends >= self.plan.oldest]

    @cached_property
    def coming(self) -> list[Dated]:
        """Dates of public events that run or are to come, in order of their start; cancelled ones included."""
        moment = self.moment
        found = [
            (entry, occurrence)
            for entry in self.public
            if entry.ends > moment
            for occurrence in entry.schedule.occurrences
            if occurrence.ends > moment
        ]
        found.sort(
            key=lambda pair: pair[1].begins
        )  # events are in order, and so are those that begin at once
        return found

    @cached_property
    def shifts(self) -> list[Shift]:
        """Volunteer shifts for feeds, those of cancelled dates included."""
        return listed_shifts(self.catalog, self.now)

    @cached_property
    def stamps(self) -> dict[str, str]:
        """Slug → the newest change of any of the event's dates, as iCalendar writes it."""
        revised = self.calendars.revised
        return {
            slug: max(revised[n][1] for n in numbers) if len(numbers) > 1 else revised[numbers[0]][1]
            for slug, numbers in self.plan.of_entry.items()
        }

    @cached_property
    def newest(self) -> str:
        """The newest change of any public event."""
        return max((self.stamps[entry.slug] for entry in self.public), default=OLD_STAMP)

    @cached_property
    def _revised(self) -> dict[int, Revision]:
        return {
            id(component): revised
            for (_, component), revised in zip(self.plan.components, self.calendars.revised, strict=True)
        }

    @cached_property
    def digest(self) -> str:
        """Name the content that the data files are made from; the same content has the same name on any day."""
        records, state = self.catalog.records, blake2b(self.site.url.encode(), digest_size=12)
        for entry in self.public:
            state.update(entry.digest.encode())
        for table in (records.venues, records.organizers, records.programs, records.kit_sites):
            for record in table.values():
                state.update(record.digest.encode())
        return state.hexdigest()

    @cached_property
    def shift_feeds(self) -> list[ShiftFeed]:
        """The feeds of volunteer shifts."""
        return shift_feeds(self.catalog, self.shifts)

    def moments(self, occurrence: Occurrence) -> tuple[str, str]:
        """Return start and end of a date in RFC 3339; of whole days the first and the last one."""
        found = self._moments.get(id(occurrence))
        if found is None:
            found = self._moments[id(occurrence)] = moments(occurrence)
        return found

    def entry_keys(self, entries: Iterable[Entry]) -> list[bytes]:
        """Name what data files say of some events: what they were made from, and which of their dates are not too old."""
        oldest, stamps = self.plan.oldest, self.stamps
        return [f"{entry.digest} {entry.slug} {stamps[entry.slug]} {oldest if entry.begins < oldest else ''}".encode() for entry in entries]

    def key(self, *parts: object) -> bytes:
        """Name the whole content with its revisions, and what else a file depends on."""
        return self._state + repr(parts).encode()

    @cached_property
    def _state(self) -> bytes:
        state = blake2b(self.digest.encode(), digest_size=12)
        state.update(repr(licence_of(self.catalog)).encode())
        for slug, stamp in self.stamps.items():
            state.update(f"{slug} {stamp} {self.catalog.entries[slug].digest}\n".encode())
        return state.digest()

    @cached_property
    def ahead(self) -> int:
        """How many dates are to come; of the same content that tells which they are, since dates only end."""
        moment = self.moment
        return sum(
            o.ends > moment
            for e in self.catalog.entries.values()
            if e.ends > moment
            for o in e.schedule.occurrences
        )

    def asset(self, name: str) -> str | None:
        """Return the address of a file of the theme (`favicon.svg`), whose name may carry a digest; None if there is none."""
        stem, _, ending = name.rpartition(".")
        form = re.compile(rf"theme/{re.escape(stem)}(?:\.[0-9a-f]{{8}})?\.{re.escape(ending)}")
        return next((address for address in self._theme if form.fullmatch(address)), None)

    @cached_property
    def _theme(self) -> list[str]:
        return sorted(address for address in self.assets if address.startswith("theme/"))

    def revision(self, component: Component) -> Revision:
        """Return SEQUENCE and stamp of one VEVENT."""
        return self._revised[id(component)]


@cache
def stamp_iso(stamp: str) -> str:
    """Write iCalendar's `20261120T223000Z` as Atom and JSON do: `2026-11-20T22:30:00Z`."""
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[9:11]}:{stamp[11:13]}:{stamp[13:15]}Z"


def day_at(seconds: int, zone: Any) -> date:
    """Return the day of a moment on the clock of a time zone."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date()


def tag_uri(site: Site, *parts: str) -> str:
    """Make an identity that survives a change of host (RFC 4151): `tag:example.org,2026:es/digest/2026-W50`."""
    return f"tag:{site.uid_domain},2026:" + "/".join(quote(part, safe="-._~@") for part in parts if part)


def anchor(occurrence: Occurrence) -> str:
    """Return the id of one date on its event's page: `d20270209T1800`, `d20270831` for a whole day."""
    return f"d{compact(occurrence.original)[:13]}"


def event_page(entry: Entry, occurrence: Occurrence | None = None) -> str:
    """Return the address of an event's page, for one of several dates with its place on the page."""
    address = f"events/{entry.slug}/"
    many = occurrence is not None and len(entry.schedule.occurrences) > 1
    return f"{address}#{anchor(occurrence)}" if many and occurrence else address


def texts(item: Any, name: str, own: str) -> dict[str, str]:
    """Return a translatable field by language; `own` is the language the item is written in."""
    value = getattr(item, name)
    found = {own: value} if value else {}
    if not item.translations:
        return found
    for lang, translated in item.translations.items():
        if translated.get(name):
            found[lang] = translated[name]
    return found


def licence_of(catalog: Catalog) -> str | None:
    """Return the terms under which the data may be used, as `licence:` in the content's site.yaml says; None if it does not."""
    data = catalog.data.get("site")
    found = data.get("licence") or data.get("license") if isinstance(data, dict) else None
    return found if isinstance(found, str) else None


def join_link(event: Event) -> str | None:
    """Return the link to join online, if everybody may have it."""
    return event.join_url if event.join_public else None
