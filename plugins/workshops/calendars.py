"""Feeds as bytes: every VEVENT is serialized once for each language and joined into all feeds that hold it."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from hashlib import blake2b
from typing import Protocol

from .catalog import Catalog, Entry
from .feeds import Feed, FeedPlan, feed_name, feed_page
from .ics import OLD_STAMP, TAIL, Calendar, head, identity_part, times_part
from .job import Job
from .language import Language
from .ledger import Ledger, revise
from .model import text_in
from .schedule import compact
from .vevents import Serializer, created_of, least_revision, weighty

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
    """Where the words of a VEVENT come from; the build engine brings one that remembers."""

    def of(self, entry: Entry, kind: str, tag: str) -> list[bytes]:
        """Return what the components of an event say, in the order of its schedule.

        `kind` is `full`, `short` (without the event's body), `discreet` (without its topic), or `times`, which is
        when they are and the same in all languages; `tag` is the language.
        """


class FreshTexts:
    """Words every event when it is asked for, once."""

    def __init__(self, serializers: Mapping[str, Serializer], bodies: bool) -> None:
        self.serializers, self.bodies = serializers, bodies
        self._made: dict[tuple[str, str, str], list[bytes]] = {}

    def of(self, entry: Entry, kind: str, tag: str) -> list[bytes]:
        """See `Texts`."""
        found = self._made.get((entry.slug, kind, tag))
        if found is None:
            found = self._made[(entry.slug, kind, tag)] = word(self.serializers[tag], entry, kind, self.bodies)
        return found


def word(serializer: Serializer, entry: Entry, kind: str, bodies: bool) -> list[bytes]:
    """Write what all components of an event say."""
    components = entry.schedule.components
    if kind == "times":
        return [times_part(component, created_of(entry, component)).encode() for component in components]
    if kind == "discreet":
        return [serializer.discreet(entry, component).encode() for component in components]
    body = bodies and kind == "full"
    return [serializer.full(entry, component, body=body).encode() for component in components]


def serializers_of(catalog: Catalog, languages: Sequence[Language]) -> dict[str, Serializer]:
    """Return a serializer for each language."""
    return {lang.tag: Serializer(catalog, lang) for lang in languages}


class Calendars:
    """Writes all feeds of one plan; `languages` are those of the site, the default one first.

    With a ledger, revisions go on from what was published; without one they are what the content says.
    """

    def __init__(self, plan: FeedPlan, languages: Sequence[Language], ledger: Ledger | None = None, texts: Texts | None = None) -> None:
        self.plan, self.catalog, self.languages, self.ledger = plan, plan.catalog, languages, ledger
        self.texts = texts or FreshTexts(serializers_of(plan.catalog, languages), plan.catalog.site.feed_bodies)

    def said(self, kind: str, tag: str, number: int) -> bytes:
        """Return what one component says."""
        return self.texts.of(self.plan.components[number][0], kind, tag)[self.plan.places[number]]

    @cached_property
    def digests(self) -> list[tuple[str, str]]:
        """Name, for every component, what makes a new revision and everything that is published of it."""
        found = []
        for number, (_, component) in enumerate(self.plan.components):
            times = times_part(component)
            said = [self.said("full", lang.tag, number) for lang in self.languages]
            weight = blake2b(weighty(component, times), digest_size=6).hexdigest()
            found.append((weight, blake2b(b"\0".join((times.encode(), *said)), digest_size=9).hexdigest()))
        return found

    @cached_property
    def revised(self) -> list[tuple[int, str]]:
        """SEQUENCE and stamp of every component."""
        components = self.plan.components
        if self.ledger is None or not self.ledger.rows:
            return [(least_revision(entry, component), entry.stamp) for entry, component in components]
        rows, found = self.ledger.rows, []
        for (entry, component), (weight, whole) in zip(components, self.digests, strict=True):
            rid = compact(component.recurrence_id) if component.recurrence_id is not None else ""
            row, series = rows.get((component.uid, rid)), rows.get((component.uid, "")) if rid else None
            found.append(revise(row, weight, whole, least=least_revision(entry, component), stamp=entry.stamp,
                                base=series.sequence if series else None))
        return found

    @cached_property
    def names(self) -> list[bytes]:
        """Name every component as it is published: what its event was made from and which revision it has."""
        return [f"{entry.digest}{place}/{sequence}{stamp};".encode() for (entry, _), place, (sequence, stamp)
                in zip(self.plan.components, self.plan.places, self.revised, strict=True)]

    @cached_property
    def beginnings(self) -> dict[int, bytes]:
        """The first lines of components, as far as they were asked for."""
        return {}

    def vevent(self, kind: str, tag: str, number: int) -> bytes:
        """Return one VEVENT."""
        first = self.beginnings.get(number)
        if first is None:
            identity = identity_part(self.plan.components[number][1].uid, *self.revised[number])
            when = self.said("times", self.languages[0].tag, number)
            first = self.beginnings[number] = f"BEGIN:VEVENT\r\n{identity}".encode() + when
        return first + self.said(kind, tag, number) + b"END:VEVENT\r\n"

    def jobs(self) -> Iterator[Job]:
        """Give the job of every feed and of every event's own file."""
        for lang in self.languages:
            folder = self.catalog.site.folder(lang.tag)
            for feed in self.plan.feeds:
                yield Job(folder + feed.address, self.feed_key(feed, lang), partial(self.feed, feed, lang))
            for slug, numbers in self.plan.of_entry.items():
                key = b"".join([lang.tag.encode(), *(self.names[n] for n in numbers)])
                yield Job(f"{folder}events/{slug}/event.ics", key, partial(self.single, slug, numbers, lang))

    def feed_key(self, feed: Feed, lang: Language) -> bytes:
        """Name everything that a feed's bytes depend on: its events, its head, and the month while it is too large."""
        names = self.names
        return b"".join(
            [f"{lang.tag} {self.plan.this_month} {feed_name(self.catalog, feed, lang)} ".encode(), *(names[n] for n in feed.numbers)]
        )

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give address and bytes of every feed and of every event's own file."""
        for lang in self.languages:
            folder = self.catalog.site.folder(lang.tag)
            for feed in self.plan.feeds:
                yield folder + feed.address, self.feed(feed, lang)
            for slug, numbers in self.plan.of_entry.items():
                yield f"{folder}events/{slug}/event.ics", self.single(slug, numbers, lang)

    def head(self, feed: Feed, lang: Language, numbers: Sequence[int]) -> str:
        """Write the head of one feed."""
        site, plan = self.catalog.site, self.plan
        root = f"{site.url}/{site.folder(lang.tag)}"
        zones = {plan.components[n][1].span.zone for n in numbers if not plan.components[n][1].span.all_day}
        zones |= {plan.components[n][1].series_zone for n in numbers if plan.components[n][1].series_zone}
        stamp = max((self.revised[n][1] for n in numbers), default=OLD_STAMP)
        name = feed_name(self.catalog, feed, lang)
        about = name if feed.kind == "discreet" else lang.gettext("Dates of {name}. Check the page before you travel: {page}").format(
            name=name, page=root + feed_page(self.catalog, feed))
        color = "" if feed.kind == "discreet" else self.color(feed)
        return head(Calendar(name, about, site.timezone, root + feed_page(self.catalog, feed), root + feed.address, color, stamp), zones)

    def color(self, feed: Feed) -> str:
        """Return the colour of a feed: its program's, where that is a CSS name, else the site's."""
        program = next((self.catalog.records.programs.get(key) for facet, key in feed.filters if facet == "program"), None)
        colour = (program.record.colour or "").lower() if program else ""
        return colour if colour in CSS_COLORS else COLOR

    def feed(self, feed: Feed, lang: Language) -> bytes:
        """Return one feed: whole if it fits, else with bodies shortened, else without its oldest past events."""
        numbers, bound = feed.numbers, self.catalog.site.feed_bytes
        kind = "discreet" if feed.kind == "discreet" else "full"
        data = b"".join([self.head(feed, lang, numbers).encode(), *(self.vevent(kind, lang.tag, n) for n in numbers), TAIL.encode()])
        if bound is None or len(data) <= bound:
            return data
        return self.bounded(feed, lang, bound)

    def bounded(self, feed: Feed, lang: Language, bound: int) -> bytes:
        """Fit a feed into the bound: bodies go first, then past events, oldest first; coming ones never."""
        kind = "discreet" if feed.kind == "discreet" else "short"
        blocks = {n: self.vevent(kind, lang.tag, n) for n in feed.numbers}
        size = sum(map(len, blocks.values())) + len(self.head(feed, lang, feed.numbers).encode()) + len(TAIL)
        kept = set(feed.numbers)
        for group in sorted(feed.groups, key=lambda g: (g.ends, g.uid)):
            if size <= bound or group.ends >= self.plan.this_month:
                break
            for number in group.numbers:
                size -= len(blocks[number])
                kept.discard(number)
        numbers = [n for n in feed.numbers if n in kept]
        return b"".join([self.head(feed, lang, numbers).encode(), *(blocks[n] for n in numbers), TAIL.encode()])

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
        title = text_in(entry.event, "title", lang.tag) or entry.event.title
        components = [self.plan.components[n][1] for n in numbers]
        zones = {c.span.zone for c in components if not c.span.all_day} | {c.series_zone for c in components if c.series_zone}
        calendar = Calendar(title, title, site.timezone, f"{root}events/{slug}/", f"{root}events/{slug}/event.ics",
                            "", max(self.revised[n][1] for n in numbers))
        return b"".join([head(calendar, zones).encode(), *(self.vevent("full", lang.tag, n) for n in numbers), TAIL.encode()])


def feeds_written(catalog: Catalog, plan: FeedPlan) -> int:
    """Return how many feeds a build writes, event files not counted."""
    return len(plan.feeds) * len(catalog.site.languages)
