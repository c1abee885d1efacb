"""Everything that was loaded, indexed for feeds and pages: events with their dates, and the records they name.

The catalog is what the whole build agrees on. It is made once; feeds, pages and data files only read it.
"""
from __future__ import annotations

import pickle
import re
import unicodedata
from collections.abc import Mapping
from copyreg import __newobj__  # type: ignore[attr-defined]
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import Problem
from .ledger import Ledger
from .markup import to_text
from .model import Event, KitSite, Organizer, Program, Source, Venue
from .packed import made, packed
from .schedule import Component, Kept, Occurrence, Schedule
from .site import Site

R = TypeVar("R", Venue, Organizer, Program, KitSite, Source)


@dataclass(slots=True)
class Entry:
    """One event, ready for feeds and pages.

    `html` and `text` are the body by language (sanitized HTML, plain text), the file's own language first; `digest`
    names everything the entry was made from; `stamp` is its last change as iCalendar writes it (UTC). `text` is made when
    it is asked for; so are `event` and the details of the components of a remembered entry (see `schedule.Kept`).
    """

    key: str
    slug: str
    uid: str
    file: str
    lang: str
    event: Event
    schedule: Schedule
    html: dict[str, str]
    stamp: str
    digest: str
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    begins: int = 0
    ends: int = 0
    """Start of the first and end of the last date, seconds since 1970."""
    recorded: bool = False
    """Whether this is the last recorded version, since the file cannot be used now."""
    gone: frozenset[str] = frozenset()
    """Uids of dates that were published and that the file no longer has."""
    aliases: list[str] = field(default_factory=list)
    """Older addresses of the event."""
    public: bool = True
    """Whether it may stand in lists, months, the finder and the general feeds."""
    image: str = ""
    """Its picture as the file names it. This and the title stand here so that nobody opens ten thousand models for them."""
    title: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    """The title, and its translations by language."""
    kept: Kept | None = field(default=None, repr=False, compare=False)
    text: dict[str, str] = field(init=False, repr=False, compare=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:  # only slots that are still empty come here
            if name == "event" and self.kept is not None:
                self.event = self.kept[0]
                return self.event
            if name == "text":
                self.text = {tag: to_text(body) for tag, body in self.html.items()}
                return self.text
            raise AttributeError(name)

    def __copy__(self) -> Entry:
        found, event = Entry.__new__(Entry), made(self, "event")
        for name, value in zip(_PLAIN, _plain(self), strict=True):
            setattr(found, name, value)
        found.kept, found.schedule = self.kept, self.schedule
        if event is not None:
            found.event = event
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        keep_models(self)  # slots are filled by the unpickler itself, without a call for each of ten thousand entries
        return __newobj__, (Entry,), (None, {**dict(zip(_PLAIN, _plain(self), strict=True)), "kept": self.kept, "schedule": self.schedule})

    def title_in(self, lang: str) -> str:
        """The title in a language, else as it is written."""
        return next((title for tag, title in self.titles if tag == lang), self.title)

    def forget_text(self) -> None:
        """Let the plain text go; it is made anew when somebody asks for it."""
        if made(self, "text") is not None:
            del self.text

    @property
    def groups(self) -> dict[str, list[Component]]:
        """Components by uid: a series and its overrides belong together."""
        found: dict[str, list[Component]] = {}
        for component in self.schedule.components:
            found.setdefault(component.uid, []).append(component)
        return found

    @property
    def kind(self) -> str:
        """What sort of dates it has: single, series, dates or course."""
        event = self.event
        if event.sessions:
            return "course"
        if event.dates:
            return "dates"
        return "series" if event.repeat or event.also else "single"


_PLAIN = (
    "key", "slug", "uid", "file", "lang", "html", "stamp", "digest", "facets", "begins", "ends", "recorded", "gone", "aliases",
    "public", "image", "title", "titles",
)
_plain = attrgetter(*_PLAIN)


def keep_models(entry: Entry) -> None:
    """Pack the models of an entry and its components into one `Kept`, unless they lie in one as they are."""
    kept, components = entry.kept, entry.schedule.components
    if kept is not None and kept.has(0, made(entry, "event")) and all(
            c.kept is kept and kept.has(c.place, made(c, "details")) for c in components):
        return
    models = [entry.event]
    place_of = {id(entry.event): 0}
    places = []
    for component in components:
        details = component.details
        place = place_of.setdefault(id(details), len(models))
        if place == len(models):
            models.append(details)
        places.append(place)
    entry.kept = Kept(pickle.dumps(models, 5), models)
    for component, place in zip(components, places, strict=True):
        component.kept, component.place = entry.kept, place


@packed
@dataclass(slots=True)
class RecordEntry(Generic[R]):
    """One record with its body, by language."""

    key: str
    record: R
    file: str
    html: dict[str, str]
    text: dict[str, str]
    digest: str
    recorded: bool = False
    """Whether this is the last recorded version, since the file cannot be used now."""


@dataclass(slots=True)
class PageEntry:
    """One file of `content/pages/` in one language."""

    key: str
    slug: str
    lang: str
    title: str
    fields: dict[str, Any]
    html: str
    text: str
    file: str
    digest: str


@dataclass
class Records:
    """All records by key."""

    venues: dict[str, RecordEntry[Venue]] = field(default_factory=dict)
    organizers: dict[str, RecordEntry[Organizer]] = field(default_factory=dict)
    programs: dict[str, RecordEntry[Program]] = field(default_factory=dict)
    kit_sites: dict[str, RecordEntry[KitSite]] = field(default_factory=dict)
    sources: dict[str, RecordEntry[Source]] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)
    """Folder and key of records whose file has an error."""
    missing: dict[tuple[str, str], RecordEntry[Any]] = field(default_factory=dict)
    """Recorded versions of records whose file is gone, for events that are gone as well."""

    def with_missing(self) -> Records:
        """Return the records together with recorded versions of those that are gone."""
        if not self.missing:
            return self
        tables = {folder: {**{key: entry for (name, key), entry in self.missing.items() if name == folder}, **getattr(self, folder)}
                  for folder in ("venues", "organizers", "programs")}
        return Records(**tables, kit_sites=self.kit_sites, sources=self.sources, broken=self.broken)

    @cached_property
    def town_keys(self) -> tuple[dict[str, str], dict[str, str]]:
        """Venue key → town key, and town key → name; asked for when all records are read."""
        return town_keys(self.venue_models)

    @cached_property
    def venue_models(self) -> dict[str, Venue]:
        """The venues without their texts; asked for when all records are read."""
        return {key: entry.record for key, entry in self.venues.items()}


@dataclass(slots=True)
class Catalog:
    """The whole content: events by slug in order of start, records, pages, data files, problems."""

    site: Site
    entries: dict[str, Entry] = field(default_factory=dict)
    records: Records = field(default_factory=Records)
    pages: dict[tuple[str, str], PageEntry] = field(default_factory=dict)
    """By slug and language."""
    data: dict[str, Any] = field(default_factory=dict)
    """Data files of the content folder by name: `lines`, `site`."""
    problems: list[Problem] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    """What was published before."""
    towns: dict[str, str] = field(default_factory=dict)
    """Town key → name."""
    town_of: dict[str, str] = field(default_factory=dict)
    """Venue key → town key."""
    static: set[str] = field(default_factory=set)
    """Pictures and other files of the content folder that texts link to."""
    pictures: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Width and height of the pictures that pages show, by path inside the content folder."""

    def dates(self) -> list[tuple[Entry, Occurrence]]:
        """Every date of every event, in order of its start."""
        pairs = [(entry, occurrence) for entry in self.entries.values() for occurrence in entry.schedule.occurrences]
        pairs.sort(key=lambda pair: (pair[1].begins, pair[0].slug, pair[1].uid))
        return pairs


def slugify(text: str) -> str:
    """Make a key of a name: `Española` → `espanola`; letters that have no Latin base are kept out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def town_keys(venues: Mapping[str, Venue]) -> tuple[dict[str, str], dict[str, str]]:
    """Return (venue key → town key, town key → name); the state is added where two share a town's name.

    A venue that does not say its state is in the town of that name, not in another one.
    """
    places = {key: (venue.town, venue.state or "") for key, venue in venues.items() if venue.town}
    states: dict[str, set[str]] = {}
    for town, state in places.values():
        states.setdefault(slugify(town), set()).update([slugify(state)] if state else [])
    by_venue: dict[str, str] = {}
    names: dict[str, str] = {}
    for key, (town, state) in sorted(places.items()):
        base = slugify(town)
        shared = len(states[base]) > 1
        town_key = f"{base}-{slugify(state)}" if shared and state else base
        if town_key:
            by_venue[key] = town_key
            names.setdefault(town_key, f"{town}, {state}" if shared and state else town)
    return by_venue, names


def town_name(catalog: Catalog, key: str) -> str:
    """Return the name of a town, also of one that no venue is in any more."""
    return catalog.towns.get(key) or key.replace("-", " ").title()


def town_heirs(catalog: Catalog) -> dict[str, list[str]]:
    """Return the key that a town may have had before another of its name came or went → the keys of today.

    A second Springfield makes `springfield` to `springfield-il`; who subscribed to the old address must not lose a date.
    """
    found: dict[str, dict[str, None]] = {}
    for key, venue in sorted(catalog.records.venue_models.items()):
        now = catalog.town_of.get(key)
        if now and venue.town:
            base = slugify(venue.town)
            for old in (base, f"{base}-{slugify(venue.state)}" if venue.state else base):
                if old != now:
                    found.setdefault(old, {})[now] = None
    return {old: list(keys) for old, keys in found.items()}
