"""Which feeds there are and which events are in each.

A feed is one address and the filter it stands for. Events belong by their uid: a series and its changed dates go
together, since a calendar program needs both. Every key of every facet has a feed, also while it has no events,
because a subscribed address must keep answering.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import product
from operator import attrgetter

from .aliases import FACETS as RENAMED
from .aliases import record_aliases
from .catalog import Catalog, Entry, town_heirs, town_name
from .facets import facets_of
from .labels import AUDIENCE, MODE, label
from .language import Language
from .model import text_in
from .schedule import Component, compact
from .site import FACETS
from .zones import load_zone

GENERAL = frozenset({"town", "venue", "language", "mode"})
"""Facets whose feeds hold public events only; the host, the program and the audience see closed ones too."""
Filter = tuple[tuple[str, str], ...]
LONGEST_ADDRESS = 256
"""Most characters of a feed's whole address; some calendar programs cut or refuse longer ones."""


@dataclass(slots=True)
class Group:
    """All components of one uid: `numbers` index `FeedPlan.components`."""

    entry: Entry
    uid: str
    numbers: list[int]
    begins: int
    ends: int
    facets: dict[str, tuple[str, ...]]
    coming: int = 0
    """How many dates are running or to come, cancelled ones not counted."""
    next: int = 0
    """Start of the first of them in seconds since 1970, 0 if there is none."""


_COMING, _NEXT = attrgetter("coming"), attrgetter("next")


@dataclass(slots=True)
class Feed:
    """One calendar feed, in every language: address without language folder, filter, components in order."""

    address: str
    kind: str
    filters: Filter
    numbers: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    _ahead: tuple[int, int] | None = None

    @property
    def ahead(self) -> tuple[int, int]:
        """How many dates are to come, and when the next begins (0: none); asked for when all groups are in."""
        if self._ahead is None:
            self._ahead = sum(map(_COMING, self.groups)), min(filter(None, map(_NEXT, self.groups)), default=0)
        return self._ahead


def month_start(now: datetime, zone: str, months_back: int) -> int:
    """Return the first moment of the month `months_back` before now, in seconds UTC; the edge moves once a month."""
    local = now.astimezone(load_zone(zone))
    months = local.year * 12 + local.month - 1 - months_back
    return int(datetime(months // 12, months % 12 + 1, 1, tzinfo=load_zone(zone)).timestamp())


class FeedPlan:
    """All feeds of one catalog; serializing is left to whoever writes them."""

    def __init__(self, catalog: Catalog, now: datetime) -> None:
        self.catalog, self.now = catalog, now
        site = catalog.site
        self.oldest = month_start(now, site.timezone, site.feed_months_back)
        self.this_month = month_start(now, site.timezone, 0)
        self.components: list[tuple[Entry, Component]] = []
        self.places: list[int] = []
        """Where each component stands in its event's schedule."""
        self.groups: list[Group] = []
        self.of_entry: dict[str, list[int]] = {}
        self.warnings: list[str] = []
        """What the site's owner should know of the feeds, in the order found."""
        self._number()

    def _number(self) -> None:
        """Put all components in order of start and uid, and gather them by uid."""
        rows: list[tuple[int, str, str, Entry, Component, int]] = []
        ends: dict[tuple[str, str], int] = defaultdict(int)
        ahead: dict[tuple[str, str], list[int]] = defaultdict(list)
        moment = int(self.now.timestamp())
        for entry in self.catalog.entries.values():
            for occurrence in entry.schedule.occurrences:
                key = (entry.slug, occurrence.uid)
                if occurrence.ends > ends[key]:
                    ends[key] = occurrence.ends
                if occurrence.ends > moment and entry.schedule.brief(occurrence).status != "cancelled":
                    ahead[key].append(occurrence.begins)
            for place, component in enumerate(entry.schedule.components):
                rid = compact(component.recurrence_id) if component.recurrence_id is not None else ""
                rows.append((component.begins, component.uid, rid, entry, component, place))
        rows.sort(key=lambda row: row[:3])
        groups: dict[tuple[str, str], Group] = {}
        for number, (start, uid, _, entry, component, place) in enumerate(rows):
            self.components.append((entry, component))
            self.places.append(place)
            self.of_entry.setdefault(entry.slug, []).append(number)
            group = groups.get((entry.slug, uid))
            if group is None:
                coming = ahead.get((entry.slug, uid), ())
                group = groups[(entry.slug, uid)] = Group(
                    entry, uid, [], start, ends[(entry.slug, uid)], {}, len(coming), min(coming, default=0))
            group.numbers.append(number)
        for group in groups.values():
            entry = group.entry
            alone = len(group.numbers) == len(entry.schedule.components)
            group.facets = entry.facets if alone else facets_of((self.components[n][1] for n in group.numbers), self.catalog.town_of)
        self.groups = list(groups.values())

    @cached_property
    def feeds(self) -> list[Feed]:
        """Every feed, the general one first, then by facet and key, then pairs, then archives."""
        catalog = self.catalog
        known = facet_keys(catalog)
        by_key: dict[tuple[str, str], Feed] = {}
        facets = [facet for facet in FACETS if catalog.site.has_feed(facet)]
        for facet in facets:
            for key in known[facet]:
                by_key[(facet, key)] = Feed(f"feeds/{facet}/{key}.ics", "facet", ((facet, key),))
        everything, discreet = Feed("feeds/all.ics", "all", ()), Feed("feeds/discreet.ics", "discreet", ())
        pairs: dict[Filter, Feed] = {}
        archives: dict[int, Feed] = {}
        self._keep_old(by_key, pairs, archives)
        off = [facet for facet in FACETS if facet not in facets and any(facet == one for one, _ in by_key)]
        both = {(one[0][0], one[1][0]): None for one in pairs if (one[0][0], one[1][0]) not in catalog.site.facet_pairs}
        for group in self.groups:
            self._archive(group, archives)
            if group.ends < self.oldest:
                continue
            public = group.entry.public
            if public:
                everything.groups.append(group)
                discreet.groups.append(group)
            for facet in (*facets, *off):
                if public or facet not in GENERAL:
                    for key in group.facets[facet]:
                        feed = by_key.get((facet, key))
                        if feed is None:
                            if facet in off:
                                continue
                            feed = by_key[(facet, key)] = Feed(f"feeds/{facet}/{key}.ics", "facet", ((facet, key),))
                        feed.groups.append(group)
            if public:
                _pair_up(group, catalog.site.facet_pairs, both, pairs)
        rank = {facet: i for i, facet in enumerate(FACETS)}
        self._inherit(by_key, pairs)
        singles = sorted(by_key.values(), key=lambda f: (rank[f.filters[0][0]], f.filters[0][1]))
        doubles = sorted(pairs.values(), key=lambda f: tuple((rank[facet], key) for facet, key in f.filters))
        found = [everything, *singles, *doubles, discreet, *(archives[year] for year in sorted(archives))]
        found = [feed for feed in found if feed.kind in ("facet", "pair") or catalog.site.has_feed(feed.kind)]
        found = [feed for feed in found if self._fits(feed)]
        for feed in found:
            feed.numbers = sorted(number for group in feed.groups for number in group.numbers)
        return found

    def _fits(self, feed: Feed) -> bool:
        """Whether a feed's address is short enough in every language; else it is left out, with a warning."""
        site = self.catalog.site
        length = len(site.url) + 1 + max(len(site.folder(tag)) for tag in site.languages) + len(feed.address)
        if length > LONGEST_ADDRESS:
            self.warnings.append(f"{feed.address} is not published: its address would have {length} characters, and calendar programs take "
                                 f"{LONGEST_ADDRESS}. Give its files shorter names, with the old ones as aliases.")
        return length <= LONGEST_ADDRESS

    def _keep_old(self, by_key: dict[tuple[str, str], Feed], pairs: dict[Filter, Feed], archives: dict[int, Feed]) -> None:
        """Feeds that were published before keep answering, also when the site has switched them off or no event is left; under
        an older name of a key they are copies.
        """
        now = {(facet, old): key for facet in RENAMED for old, key in record_aliases(self.catalog, facet).items()}
        for address in sorted(self.catalog.ledger.feeds):
            parts = address.removesuffix(".ics").split("/")[1:]
            filters = tuple((facet, now.get((facet, key), key)) for facet, key in zip(parts[::2], parts[1::2], strict=False))
            known = len(parts) in (2, 4) and all(facet in FACETS for facet, _ in filters)
            if known and len(parts) == 2:
                by_key.setdefault(filters[0], Feed(f"feeds/{'/'.join(filters[0])}.ics", "facet", filters))
            elif known:
                pairs.setdefault(filters, Feed(f"feeds/{'/'.join(filters[0])}/{'/'.join(filters[1])}.ics", "pair", filters))
            elif len(parts) == 2 and parts[0] == "archive" and parts[1].isdigit():
                archives.setdefault(int(parts[1]), Feed(address, "archive", (("year", parts[1]),)))

    def _inherit(self, by_key: dict[tuple[str, str], Feed], pairs: dict[Filter, Feed]) -> None:
        """Where a town's key became another one, the old address has the events of all towns that it may have meant."""
        heirs, recorded = town_heirs(self.catalog), self.catalog.ledger.feeds
        for facet, key in list(by_key):
            if facet == "town" and key in heirs and by_key[facet, key].address in recorded:
                _add_groups(by_key[facet, key], [by_key.get((facet, heir)) for heir in heirs[key]])
        for filters in list(pairs):
            meant = [[(facet, key), *((facet, heir) for heir in heirs.get(key, ()) if facet == "town")] for facet, key in filters]
            if len(meant[0]) + len(meant[1]) > 2 and pairs[filters].address in recorded:
                _add_groups(pairs[filters], [pairs.get(one) for one in list(product(*meant))[1:]])

    def _archive(self, group: Group, archives: dict[int, Feed]) -> None:
        """Past public events stand in the archive of each year in which they have a date."""
        if group.ends >= self.this_month or not group.entry.public:
            return
        years = {datetime.fromtimestamp(o.begins, UTC).astimezone(load_zone(self.catalog.site.timezone)).year
                 for o in group.entry.schedule.occurrences if o.uid == group.uid}
        for year in sorted(years):
            archives.setdefault(year, Feed(f"feeds/archive/{year}.ics", "archive", (("year", str(year)),))).groups.append(group)


def _pair_up(group: Group, on: Collection[tuple[str, str]], off: Collection[tuple[str, str]], pairs: dict[Filter, Feed]) -> None:
    """Put an event into the feeds of its pairs of facets; of those that are switched off into what was published before."""
    for first, second in (*on, *off):
        for one in group.facets[first]:
            for two in group.facets[second]:
                filters = ((first, one), (second, two))
                if filters not in pairs:
                    if (first, second) in off:
                        continue
                    pairs[filters] = Feed(f"feeds/{first}/{one}/{second}/{two}.ics", "pair", filters)
                pairs[filters].groups.append(group)


def _add_groups(feed: Feed, others: list[Feed | None]) -> None:
    """Put the events of other feeds into one, each once."""
    if others:
        feed.groups = list({id(group): group for one in (feed, *others) if one is not None for group in one.groups}.values())


def facet_keys(catalog: Catalog) -> dict[str, list[str]]:
    """Return the keys that have a feed in any case, by facet."""
    records, site = catalog.records, catalog.site
    return {"program": sorted(records.programs), "town": sorted(catalog.towns), "venue": sorted(records.venues),
            "organizer": sorted(records.organizers), "audience": list(site.audiences), "language": list(site.languages),
            "mode": ["in-person", "online", "hybrid"]}


def facet_name(catalog: Catalog, facet: str, key: str, lang: Language) -> str:
    """Return the name of one value of a facet: a program's title, a town, a language."""
    records = catalog.records
    if facet == "town":
        return town_name(catalog, key)
    if facet == "audience":
        return label(AUDIENCE, key, lang)
    if facet == "mode":
        return label(MODE, key, lang)
    if facet == "language":
        name = lang.language_name(key)
        return name[:1].upper() + name[1:]
    table = {"program": records.programs, "venue": records.venues, "organizer": records.organizers}.get(facet)
    record = table.get(key) if table else None  # type: ignore[attr-defined]
    return (text_in(record.record, "title", lang.tag) or record.record.title) if record else key


def feed_name(catalog: Catalog, feed: Feed, lang: Language) -> str:
    """Return the name that a calendar program shows for a feed."""
    site, _ = catalog.site, lang.gettext
    if feed.kind == "discreet":
        return site.discreet_name.get(lang.tag, site.discreet_name[site.lang])
    name = site.name_in(lang.tag)
    if feed.kind == "all":
        return name
    if feed.kind == "archive":
        return f"{_('Past events of {year}').format(year=feed.filters[0][1])} · {name}"
    return f"{', '.join(facet_name(catalog, facet, key, lang) for facet, key in feed.filters)} · {name}"


def feed_id(address: str) -> str:
    """Return the name of a feed's place on the subscribe page: `es/feeds/town/alder.ics` → `es-feeds-town-alder`."""
    return address.removesuffix(".ics").replace("/", "-")


def feed_page(catalog: Catalog, feed: Feed) -> str:
    """Return the address of the page that shows what a feed holds."""
    folders = {"program": "programs", "town": "towns", "venue": "venues", "organizer": "organizers", "audience": "audiences"}
    if feed.kind == "archive":
        return f"archive/{feed.filters[0][1]}/"
    if feed.kind == "facet" and feed.filters[0][0] in folders:
        facet, key = feed.filters[0]
        return f"{folders[facet]}/{key}/"
    return "" if feed.kind in ("all", "discreet") else "subscribe/"
