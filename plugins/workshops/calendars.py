"""Feeds as bytes: every VEVENT is serialized once for each language and joined into all feeds that hold it."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import blake2b

from .catalog import Catalog
from .feeds import Feed, FeedPlan, feed_name, feed_page
from .ics import OLD_STAMP, TAIL, Calendar, calendar_text, head, identity_part, times_part, vevent
from .language import Language
from .ledger import Ledger, revise
from .model import text_in
from .schedule import compact
from .vevents import Serializer, created_of, least_revision, weighty

COLOR = "teal"
CSS_COLORS = frozenset(
    ["aqua", "aquamarine", "azure", "beige", "bisque", "black", "blue", "blueviolet", "brown", "burlywood", "cadetblue", "chartreuse", "chocolate", "coral", "cornflowerblue", "crimson", "cyan", "darkblue", "darkcyan", "darkgoldenrod", "darkgray", "darkgreen", "darkkhaki", "darkmagenta", "darkolivegreen", "darkorange", "darkorchid", "darkred", "darksalmon", "darkseagreen", "darkslateblue", "darkslategray", "darkturquoise", "darkviolet", "deeppink", "deepskyblue", "dimgray", "dodgerblue", "firebrick", "forestgreen", "fuchsia", "gainsboro", "gold", "goldenrod", "gray", "green", "greenyellow", "honeydew", "hotpink", "indianred", "indigo", "ivory", "khaki", "lavender", "lawngreen", "lightblue", "lightcoral", "lightgreen", "lightpink", "lightsalmon", "lightseagreen", "lightskyblue", "lightsteelblue", "lime", "limegreen", "linen", "magenta", "maroon", "mediumaquamarine", "mediumblue", "mediumorchid", "mediumpurple", "mediumseagreen", "mediumslateblue", "mediumspringgreen", "mediumturquoise", "mediumvioletred", "midnightblue", "moccasin", "navy", "olive", "olivedrab", "orange", "orangered", "orchid", "palegreen", "paleturquoise", "palevioletred", "peachpuff", "peru", "pink", "plum", "powderblue", "purple", "rebeccapurple", "red", "rosybrown", "royalblue", "saddlebrown", "salmon", "sandybrown", "seagreen", "sienna", "silver", "skyblue", "slateblue", "slategray", "springgreen", "steelblue", "tan", "teal", "thistle", "tomato", "turquoise", "violet", "wheat", "yellow", "yellowgreen"])
"""Names that RFC 7986 section 5.9 allows for COLOR (CSS Color Module Level 3 and 4)."""


class Calendars:
    """Writes all feeds of one plan; `languages` are those of the site, the default one first.

    With a ledger, revisions go on from what was published; without one they are what the content says.
    """

    def __init__(self, plan: FeedPlan, languages: Sequence[Language], ledger: Ledger | None = None) -> None:
        self.plan, self.catalog, self.languages, self.ledger = plan, plan.catalog, languages, ledger
        self.warnings: list[str] = []
        self.serializers = {lang.tag: Serializer(plan.catalog, lang) for lang in languages}
        self.times = [times_part(component) for _, component in plan.components]
        self._said: dict[str, list[str]] = {}
        self._texts: dict[str, list[str]] = {}
        self._short: dict[tuple[str, int], str] = {}
        self._discreet: dict[tuple[str, int], str] = {}

    def said(self, tag: str) -> list[str]:
        """Return what the VEVENT of every component says in one language."""
        found = self._said.get(tag)
        if found is None:
            full, body = self.serializers[tag].full, self.catalog.site.feed_bodies
            found = self._said[tag] = [full(entry, component, body=body) for entry, component in self.plan.components]
        return found

    @cached_property
    def digests(self) -> list[tuple[str, str]]:
        """Name, for every component, what makes a new revision and everything that is published of it."""
        rows = zip(self.plan.components, self.times, *(self.said(lang.tag) for lang in self.languages), strict=True)
        found = []
        for (_, component), times, *said in rows:
            weight = blake2b(weighty(component, times), digest_size=6).hexdigest()
            found.append((weight, blake2b("\0".join((times, *said)).encode(), digest_size=9).hexdigest()))
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
    def identities(self) -> list[str]:
        """The lines of every component that name it and its revision."""
        return [identity_part(component.uid, sequence, stamp, created_of(entry, component)) for (entry, component), (sequence, stamp)
                in zip(self.plan.components, self.revised, strict=True)]

    def texts(self, tag: str) -> list[str]:
        """Return the VEVENT of every component in one language."""
        found = self._texts.get(tag)
        if found is None:
            found = self._texts[tag] = list(map(vevent, self.identities, self.times, self.said(tag)))
        return found

    def short(self, tag: str, number: int) -> str:
        """Return one VEVENT without the event's body."""
        found = self._short.get((tag, number))
        if found is None:
            said = self.serializers[tag].full(*self.plan.components[number], body=False)
            found = self._short[(tag, number)] = vevent(self.identities[number], self.times[number], said)
        return found

    def discreet(self, tag: str, number: int) -> str:
        """Return one VEVENT that does not tell its topic."""
        found = self._discreet.get((tag, number))
        if found is None:
            said = self.serializers[tag].discreet(*self.plan.components[number])
            found = self._discreet[(tag, number)] = vevent(self.identities[number], self.times[number], said)
        return found

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
        if feed.kind == "discreet":
            blocks = [self.discreet(lang.tag, n) for n in numbers]
        else:
            texts = self.texts(lang.tag)
            blocks = [texts[n] for n in numbers]
        data = (self.head(feed, lang, numbers) + "".join(blocks) + TAIL).encode()
        if bound is None or len(data) <= bound:
            return data
        return self.bounded(feed, lang, bound)

    def bounded(self, feed: Feed, lang: Language, bound: int) -> bytes:
        """Fit a feed into the bound: bodies go first, then past events, oldest first; coming ones never."""
        write = self.discreet if feed.kind == "discreet" else self.short
        blocks = {n: write(lang.tag, n) for n in feed.numbers}
        size = sum(len(block.encode()) for block in blocks.values()) + len(self.head(feed, lang, feed.numbers).encode()) + len(TAIL)
        kept = set(feed.numbers)
        for group in sorted(feed.groups, key=lambda g: (g.ends, g.uid)):
            if size <= bound or group.ends >= self.plan.this_month:
                break
            for number in group.numbers:
                size -= len(blocks[number].encode())
                kept.discard(number)
        numbers = [n for n in feed.numbers if n in kept]
        if size > bound:
            self.warnings.append(f"{feed.address} has {size / 1000:.0f} KB; some calendar programs stop near 1000 KB. Offer feeds by town or program.")
        return (self.head(feed, lang, numbers) + "".join(blocks[n] for n in numbers) + TAIL).encode()

    def single(self, slug: str, numbers: Sequence[int], lang: Language) -> bytes:
        """Return an event's own file: the same VEVENTs as in the feeds."""
        catalog, site = self.catalog, self.catalog.site
        entry = catalog.entries[slug]
        root = f"{site.url}/{site.folder(lang.tag)}"
        texts = self.texts(lang.tag)
        title = text_in(entry.event, "title", lang.tag) or entry.event.title
        components = [self.plan.components[n][1] for n in numbers]
        zones = {c.span.zone for c in components if not c.span.all_day} | {c.series_zone for c in components if c.series_zone}
        calendar = Calendar(title, title, site.timezone, f"{root}events/{slug}/", f"{root}events/{slug}/event.ics",
                            "", max(self.revised[n][1] for n in numbers))
        return calendar_text(calendar, zones, [texts[n] for n in numbers]).encode()


def feeds_written(catalog: Catalog, plan: FeedPlan) -> int:
    """Return how many feeds a build writes, event files not counted."""
    return len(plan.feeds) * len(catalog.site.languages)
