"""Feeds as bytes: every VEVENT is serialized once for each language and joined into all feeds that hold it."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from hashlib import blake2b
from itertools import chain, repeat
from typing import Protocol

from .catalog import Catalog, Entry
from .feeds import Feed, FeedPlan, feed_name, feed_page
from .ics import END, OLD_STAMP, Calendar, head, identity_part, times_part
from .ics import TAIL as LAST_LINE
from .job import Job
from .language import Language
from .ledger import Ledger, revise
from .schedule import Component, compact
from .vevents import SHORT_END, Said, Serializer, created_of, least_revision, weighty

TAIL = LAST_LINE.encode()
KINDS = ("full", "short", "discreet")

COLOR = "teal"
CSS_COLORS = frozenset((  # noqa: SIM905 (so many quoted words say no more)
    "aqua aquamarine azure beige bisque black blue blueviolet brown burlywood cadetblue chartreuse chocolate coral "
    "cornflowerblue crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkkhaki darkmagenta "
    "darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkturquoise "
    "darkviolet deeppink deepskyblue dimgray dodgerblue firebrick forestgreen fuchsia gainsboro gold goldenrod gray "
    "green greenyellow honeydew hotpink indianred indigo ivory khaki lavender lawngreen lightblue lightcoral "
    "lightgreen lightpink lightsalmon lightseagreen lightskyblue lightsteelblue lime limegreen linen magenta maroon "
    "mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen "
    "mediumturquoise mediumvioletred midnightblue moccasin navy olive olivedrab orange orangered orchid palegreen "
    "paleturquoise palevioletred peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue "
    "saddlebrown salmon sandybrown seagreen sienna silver skyblue slateblue slategray springgreen steelblue tan "
    "teal thistle tomato turquoise violet wheat yellow yellowgreen"
).split())
"""Names that RFC 7986 section 5.9 allows for COLOR (CSS Color Module Level 3 and 4)."""


class Texts(Protocol):
    """Where the words of VEVENTs come from; the build engine brings one that remembers."""

    def times(self, entry: Entry) -> list[bytes | memoryview]:
        """Return when the components of an event are, in the order of its schedule; the same in all languages."""

    def said(self, entry: Entry, tag: str) -> Said:
        """Return what they say in one language."""

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Word what will be asked for."""

    def digests(self, entry: Entry) -> list[tuple[str, str]]:
        """Name, for each component, what makes a new revision and everything that is published of it."""


class FreshTexts:
    """Words every event when it is asked for, once."""

    def __init__(self, serializers: Mapping[str, Serializer]) -> None:
        self.serializers = serializers
        self._said: dict[tuple[str, str], Said] = {}

    def prepare(self, entries: Iterable[Entry]) -> None:
        """See `Texts`; here nothing is made before it is asked for."""

    def times(self, entry: Entry) -> list[bytes | memoryview]:
        """See `Texts`."""
        return times_of(entry)

    def said(self, entry: Entry, tag: str) -> Said:
        """See `Texts`."""
        found = self._said.get((entry.slug, tag))
        if found is None:
            found = self._said[(entry.slug, tag)] = self.serializers[tag].said(entry)
        return found

    def digests(self, entry: Entry) -> list[tuple[str, str]]:
        """See `Texts`."""
        return digests_of(entry, [self.said(entry, tag) for tag in self.serializers])


def times_of(entry: Entry) -> list[bytes | memoryview]:
    """Write when all components of an event are."""
    return [times_part(component, created_of(entry, component)).encode() for component in entry.schedule.components]


def digests_of(entry: Entry, said: Sequence[Said]) -> list[tuple[str, str]]:
    """Name what makes a new revision of each component, and everything that is published of it (see `ledger`)."""
    found = []
    for place, component in enumerate(entry.schedule.components):
        times = times_part(component)
        whole = [times.encode(), *(bytes(one.full[place])[:-len(END)] for one in said)]
        whole += [*(bytes(one.discreet[place]) for one in said if one.discreet), created_of(entry, component).encode()]
        weight = blake2b(weighty(component, times), digest_size=6).hexdigest()
        found.append((weight, blake2b(b"\0".join(whole), digest_size=9).hexdigest()))
    return found


def serializers_of(catalog: Catalog, languages: Sequence[Language]) -> dict[str, Serializer]:
    """Return a serializer for each language."""
    return {lang.tag: Serializer(catalog, lang) for lang in languages}


class Calendars:
    """Writes all feeds of one plan; `languages` are those of the site, the default one first.

    With a ledger, revisions go on from what was published; without one they are what the content says.
    """

    def __init__(self, plan: FeedPlan, languages: Sequence[Language], ledger: Ledger | None = None, texts: Texts | None = None) -> None:
        self.plan, self.catalog, self.languages, self.ledger = plan, plan.catalog, languages, ledger
        self.texts = texts or FreshTexts(serializers_of(plan.catalog, languages))
        self._firsts: list[bytes] = [b""] * len(plan.components)
        self._said: dict[tuple[str, str], list[bytes | memoryview]] = {}

    @cached_property
    def digests(self) -> list[tuple[str, str]]:
        """Name, for every component, what makes a new revision and everything that is published of it."""
        found = {slug: self.texts.digests(self.catalog.entries[slug]) for slug in self.plan.of_entry}
        return [found[entry.slug][place] for (entry, _), place in zip(self.plan.components, self.plan.places, strict=True)]

    @cached_property
    def revised(self) -> list[tuple[int, str]]:
        """SEQUENCE and stamp of every component."""
        components = self.plan.components
        if self.ledger is None or not (self.ledger.rows or self.ledger.doubtful):
            return [(least_revision(entry, component), entry.stamp) for entry, component in components]
        row_of, found = self.ledger.row, []
        for (entry, component), (weight, whole) in zip(components, self.digests, strict=True):
            rid = compact(component.recurrence_id) if component.recurrence_id is not None else ""
            row, series = row_of((component.uid, rid)), row_of((component.uid, "")) if rid else None
            found.append(revise(row, weight, whole, least=least_revision(entry, component), stamp=entry.stamp,
                                base=series.sequence if series else None))
        return found

    @cached_property
    def names(self) -> list[bytes]:
        """Name every component as it is published: what its event was made from and which revision it has."""
        return [f"{entry.digest}{place}/{sequence}{stamp};".encode() for (entry, _), place, (sequence, stamp)
                in zip(self.plan.components, self.plan.places, self.revised, strict=True)]

    def firsts(self, numbers: Sequence[int]) -> list[bytes]:
        """Return the first lines of some VEVENTs: who they are, their revision, when they are."""
        made, components, places = self._firsts, self.plan.components, self.plan.places
        for number in [n for n in numbers if not made[n]]:
            entry, component = components[number]
            identity = f"BEGIN:VEVENT\r\n{identity_part(component.uid, *self.revised[number])}"
            made[number] = identity.encode() + self.texts.times(entry)[places[number]]
        return [made[number] for number in numbers]

    def said(self, kind: str, tag: str, numbers: Sequence[int]) -> list[bytes | memoryview]:
        """Return what some VEVENTs say, to their END lines; of `short` ones that line is `SHORT_END`."""
        texts = self._said.get((kind, tag))
        if texts is None:
            for one in KINDS:
                self._said[(one, tag)] = [b""] * len(self.plan.components)
            texts = self._said[(kind, tag)]
        for number in [n for n in numbers if not texts[n]]:
            self._look_up(self.plan.components[number][0], tag)
        return [texts[number] for number in numbers]

    def _look_up(self, entry: Entry, tag: str) -> None:
        """Take what all VEVENTs of an event say."""
        said = self.texts.said(entry, tag)
        full, short, discreet = self._said[("full", tag)], self._said[("short", tag)], self._said[("discreet", tag)]
        for number in self.plan.of_entry[entry.slug]:
            place = self.plan.places[number]
            full[number] = said.full[place]
            short[number] = memoryview(said.full[place])[:said.cuts[place]]
            discreet[number] = said.discreet[place] if said.discreet else b""

    def vevents(self, kind: str, tag: str, numbers: Sequence[int]) -> list[bytes | memoryview]:
        """Return some VEVENTs in pieces."""
        columns: list[Iterable[bytes | memoryview]] = [self.firsts(numbers), self.said(kind, tag, numbers)]
        if kind == "short":
            columns.append(repeat(SHORT_END, len(numbers)))
        return list(chain.from_iterable(zip(*columns, strict=True)))

    def jobs(self) -> Iterator[Job]:
        """Give the job of every feed and of every event's own file."""
        names = self.names
        held = [digest_of(map(names.__getitem__, feed.numbers)) for feed in self.plan.feeds]
        own = {slug: names[numbers[0]] if len(numbers) == 1 else b"".join([names[n] for n in numbers])
               for slug, numbers in self.plan.of_entry.items()}
        for lang in self.languages:
            folder, tag = self.catalog.site.folder(lang.tag), lang.tag.encode()
            for feed, state in zip(self.plan.feeds, held, strict=True):
                yield Job(folder + feed.address, self.feed_key(feed, lang) + state, partial(self.feed, feed, lang))
            for slug, numbers in self.plan.of_entry.items():
                yield Job(f"{folder}events/{slug}/event.ics", tag + own[slug], partial(self.single, slug, numbers, lang))

    def feed_key(self, feed: Feed, lang: Language) -> bytes:
        """Name what a feed's bytes depend on besides its events: its head, and the month while it is too large."""
        return f"{lang.tag} {self.plan.this_month} {feed_name(self.catalog, feed, lang)} ".encode()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give address and bytes of every feed and of every event's own file."""
        for lang in self.languages:
            folder = self.catalog.site.folder(lang.tag)
            for feed in self.plan.feeds:
                yield folder + feed.address, self.feed(feed, lang)
            for slug, numbers in self.plan.of_entry.items():
                yield f"{folder}events/{slug}/event.ics", self.single(slug, numbers, lang)

    @cached_property
    def zones(self) -> list[tuple[str, ...]]:
        """The time zones that each component names."""
        return [zones_of(component) for _, component in self.plan.components]

    @cached_property
    def stamps(self) -> list[str]:
        """When each component was changed last."""
        return [stamp for _, stamp in self.revised]

    def head(self, feed: Feed, lang: Language, numbers: Sequence[int]) -> bytes:
        """Write the head of one feed."""
        site = self.catalog.site
        root = f"{site.url}/{site.folder(lang.tag)}"
        zones = set(chain.from_iterable(set(map(self.zones.__getitem__, numbers))))
        stamp = max(map(self.stamps.__getitem__, numbers), default=OLD_STAMP)
        name = feed_name(self.catalog, feed, lang)
        about = name if feed.kind == "discreet" else lang.gettext("Dates of {name}. Check the page before you travel: {page}").format(
            name=name, page=root + feed_page(self.catalog, feed))
        color = "" if feed.kind == "discreet" else self.color(feed)
        page, address = root + feed_page(self.catalog, feed), root + feed.address
        return head(Calendar(name, about, site.timezone, page, address, color, stamp), zones).encode()

    def color(self, feed: Feed) -> str:
        """Return the colour of a feed: its program's, where that is a CSS name, else the site's."""
        program = next((self.catalog.records.programs.get(key) for facet, key in feed.filters if facet == "program"), None)
        colour = (program.record.colour or "").lower() if program else ""
        return colour if colour in CSS_COLORS else COLOR

    def feed(self, feed: Feed, lang: Language) -> bytes:
        """Return one feed: whole if it fits, else with bodies shortened, else without its oldest past events."""
        bound, head = self.catalog.site.feed_bytes, self.head(feed, lang, feed.numbers)
        pieces = [head, *self.vevents("discreet" if feed.kind == "discreet" else "full", lang.tag, feed.numbers), TAIL]
        if bound is not None and sum(map(len, pieces)) > bound:
            return self.bounded(feed, lang, bound, head)
        return b"".join(pieces)

    def bounded(self, feed: Feed, lang: Language, bound: int, head: bytes) -> bytes:
        """Fit a feed into the bound: bodies go first, then past events, oldest first; coming ones never."""
        kind = "discreet" if feed.kind == "discreet" else "short"
        pieces = [head, *self.vevents(kind, lang.tag, feed.numbers), TAIL]
        over = [group for group in feed.groups if group.ends < self.plan.this_month]
        size, dropped = sum(map(len, pieces)), set[int]()
        for group in sorted(over, key=lambda g: (g.ends, g.uid)):
            if size <= bound:
                break
            size -= sum(map(len, self.vevents(kind, lang.tag, group.numbers)))
            dropped.update(group.numbers)
        if dropped:
            numbers = [n for n in feed.numbers if n not in dropped]
            pieces = [self.head(feed, lang, numbers), *self.vevents(kind, lang.tag, numbers), TAIL]
        return b"".join(pieces)

    def warnings(self, size: Callable[[str], int]) -> list[str]:
        """Return what the site's owner should know of the feeds; `size` tells how many bytes a published file has.

        Asked when all is written, since most feeds of a build are the last one's files, and others write the rest.
        """
        found, bound = list(self.plan.warnings), self.catalog.site.feed_bytes
        folders = [self.catalog.site.folder(lang.tag) for lang in self.languages]
        sizes = {feed.address: max(size(folder + feed.address) for folder in folders) for feed in self.plan.feeds}
        large = sorted((-n, address) for address, n in sizes.items() if bound is not None and n > bound)
        if large:
            most, address = -large[0][0], large[0][1]
            many = f"and {len(large) - 1} more feeds are" if len(large) > 1 else "is"
            found.append(f"{address} ({most / 1000:.0f} KB) {many} larger than {(bound or 0) / 1000:g} KB with all that is to come; "
                         "some calendar programs stop near 1000 KB. Offer feeds by town or program.")
        return found

    def single(self, slug: str, numbers: Sequence[int], lang: Language) -> bytes:
        """Return an event's own file: the same VEVENTs as in the feeds."""
        catalog, site = self.catalog, self.catalog.site
        entry = catalog.entries[slug]
        root = f"{site.url}/{site.folder(lang.tag)}"
        title = entry.title_in(lang.tag)
        zones = set(chain.from_iterable(self.zones[n] for n in numbers))
        calendar = Calendar(title, title, site.timezone, f"{root}events/{slug}/", f"{root}events/{slug}/event.ics",
                            "", max(self.stamps[n] for n in numbers))
        return b"".join([head(calendar, zones).encode(), *self.vevents("full", lang.tag, numbers), TAIL])


def zones_of(component: Component) -> tuple[str, ...]:
    """Return the time zones that a component names."""
    own = () if component.span.all_day else (component.span.zone,)
    return (*own, component.series_zone) if component.series_zone else own


def digest_of(names: Iterable[bytes]) -> bytes:
    """Shorten many names to one."""
    return blake2b(b"".join(names), digest_size=12).digest()


def feeds_written(catalog: Catalog, plan: FeedPlan) -> int:
    """Return how many feeds a build writes, event files not counted."""
    return len(plan.feeds) * len(catalog.site.languages)
