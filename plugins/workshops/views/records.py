"""Pages of programs, towns, places, hosts and audiences: what it is, its feed, its coming dates; and their
lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..catalog import RecordEntry
from ..describe import address_text
from ..labels import ACCESSIBILITY, AUDIENCE, label
from .answers import Fact, Line, contact_line, directions, fact, host_of, phone_link
from .base import Dated, FeedLink, Page, Views, body, foreign, told
from .cards import card_list
from .colours import tint
from .lists import chunks, digest_of, names_of, page_address, pagination
from .volunteer import needs, needs_digest, needs_of
from .words import KIND_ICONS, KINDS, N_

FOLDERS = {
    "program": "programs",
    "town": "towns",
    "venue": "venues",
    "organizer": "organizers",
    "audience": "audiences",
}
TITLES = {
    "program": N_("Programs"),
    "town": N_("Towns"),
    "venue": N_("Places"),
    "organizer": N_("Hosts"),
    "audience": N_("For whom"),
}
ONE = {
    "program": N_("Program"),
    "town": N_("Town"),
    "venue": N_("Place"),
    "organizer": N_("Host"),
    "audience": N_("For"),
}
ICONS = {
    "program": "calendar-days",
    "town": "map-pin",
    "venue": "landmark",
    "organizer": "users",
    "audience": "users",
}


Parts = list[tuple[Sequence[Dated], str]]
"""The dates of each page of a long list, with what names them."""


@dataclass(slots=True)
class Item:
    """One record in a list of records."""

    title: str
    lang: str
    address: str
    icon: str
    tint: str
    text: str
    count: int
    next: str


def record_pages(views: Views) -> list[Page]:
    """The jobs of all pages of records, of their further pages and of the lists of them."""
    found: list[Page] = []
    for facet, folder in FOLDERS.items():
        if not views.site.has_page(facet):
            continue
        keys = keys_of(views, facet)
        counts = {key: views.timeline(facet, key).coming(views.today) for key in keys}
        digests = {key: _digest(views, facet, key) for key in keys}
        planned = {key: [item for item in coming if not item.cancelled] for key, coming in counts.items()}
        names = digest_of(f"{key}{digests[key]}{len(c)}{c[0].day if c else ''}" for key, c in planned.items())
        parts = {key: [(part, digest_of(names_of(part))) for part in chunks(coming)] for key, coming in counts.items()}
        for lang in views.languages:
            base = f"{views.site.folder(lang)}{folder}/"
            found.append(Page(base, "index.html", lang, (names,), _index(views, facet, planned, lang)))
            for key, coming in counts.items():
                depends = (digests[key], str(len(coming)))
                found += _pages_of(views, facet, key, parts[key], depends, lang, f"{base}{key}/")
    return found


def _pages_of(views: Views, facet: str, key: str, parts: Parts, depends: tuple[str, ...], lang: str, base: str) -> Iterator[Page]:
    """The list of one key, fifty dates a page; `parts` are the dates of each page with their name."""
    for number, (part, name) in enumerate(parts, 1):
        data = _record(views, facet, key, lang, base, part, number, len(parts))
        yield Page(page_address(base, number), "record.html", lang, (*depends, name), data)


def _record(views: Views, facet: str, key: str, lang: str, base: str, part: Any, number: int, total: int) -> Callable[[], dict[str, Any]]:
    def data() -> dict[str, Any]:
        feed = views.feeds.for_facet(facet, key, lang)
        return {
            **head(views, facet, key, lang),
            "cards_list": card_list(views, part, lang),
            "pagination": pagination(base, number, total),
            "number": number,
            "feed": feed,
            "feeds_here": ((feed.address, feed.name),) if feed else (),
        }

    return data


def _index(views: Views, facet: str, counts: dict[str, list[Any]], lang: str) -> Callable[[], dict[str, Any]]:
    def data() -> dict[str, Any]:
        language = views.language(lang)
        items = [item_of(views, facet, key, coming, lang) for key, coming in counts.items()]
        items.sort(key=lambda item: (item.count == 0, item.title.lower()))
        return {
            "title": language.gettext(TITLES[facet]),
            "facet": facet,
            "items": items,
            "description": language.gettext(TITLES[facet]),
        }

    return data


def keys_of(views: Views, facet: str) -> list[str]:
    """The keys that have a page; an audience has one when something was ever meant for it."""
    records = views.catalog.records
    if facet == "town":
        return sorted(views.catalog.towns, key=lambda key: views.catalog.towns[key])
    if facet == "audience":
        return [key for key in views.site.audiences if key in views.by_facet("audience")]
    tables: dict[str, dict[str, Any]] = {
        "program": records.programs,
        "venue": records.venues,
        "organizer": records.organizers,
    }
    return sorted(tables[facet])


def record_of(views: Views, facet: str, key: str) -> RecordEntry[Any] | None:
    """The record behind a key; towns and audiences have none."""
    records = views.catalog.records
    if facet == "program":
        return records.programs.get(key)
    if facet == "venue":
        return records.venues.get(key)
    return records.organizers.get(key) if facet == "organizer" else None


def _digest(views: Views, facet: str, key: str) -> str:
    record, towns = record_of(views, facet, key), views.catalog.towns
    if facet == "town":
        return digest_of([towns[key], *(venue.digest for venue in views.venues_in[key])])
    if facet == "venue" and record:  # its page names the town, whose name may change with another town of that name
        town = views.town_of.get(key, "")
        return f"{record.digest} {town} {towns.get(town, '')}"
    if facet == "organizer" and record:
        return f"{record.digest}{needs_digest(views, needs_of(views, key))}"
    return record.digest if record else key


def title_of(views: Views, facet: str, key: str, lang: str) -> tuple[str, str]:
    """The name of one key, and the language it is in."""
    if facet == "town":
        return views.catalog.towns[key], lang
    if facet == "audience":
        return label(AUDIENCE, key, views.language(lang)), lang
    record = record_of(views, facet, key)
    return told(record.record, "title", lang, record.record.lang or views.site.lang) if record else (key, lang)


def item_of(views: Views, facet: str, key: str, coming: list[Any], lang: str) -> Item:
    """One line of a list of records; `coming` are its dates to come that were not called off."""
    language, record = views.language(lang), record_of(views, facet, key)
    title, tag = title_of(views, facet, key, lang)
    text, icon, colour = "", ICONS[facet], "teal"
    if facet == "program" and record:
        text = told(record.record, "summary", lang, views.site.lang)[0]
        icon, colour = record.record.icon or icon, tint(record.record.colour)
    elif facet == "venue" and record:
        text = address_text(record.record)
    elif facet == "organizer" and record:
        text = language.gettext(KINDS.get(record.record.kind or "other", ""))
        icon = KIND_ICONS.get(record.record.kind or "", icon)
    return Item(
        title,
        foreign(tag, lang),
        f"{views.site.folder(lang)}{FOLDERS[facet]}/{key}/",
        icon,
        colour,
        text,
        len(coming),
        language.date_short(coming[0].day) if coming else "",
    )


def head(views: Views, facet: str, key: str, lang: str) -> dict[str, Any]:
    """What stands above the dates of one record."""
    language, record = views.language(lang), record_of(views, facet, key)
    title, tag = title_of(views, facet, key, lang)
    text, text_lang = body(record.html, lang) if record else ("", lang)
    data: dict[str, Any] = {
        "facet": facet,
        "key": key,
        "title": title,
        "title_lang": foreign(tag, lang),
        "eyebrow": language.gettext(ONE[facet]),
        "index_title": language.gettext(TITLES[facet]),
        "index_address": f"{views.site.folder(lang)}{FOLDERS[facet]}/",
        "summary": "",
        "body": text,
        "body_lang": foreign(text_lang, lang),
        "facts": [],
        "tint": "teal",
        "icon_name": ICONS[facet],
        "description": title,
        "places": [],
        "needs": [],
    }
    if facet == "program" and record:
        data["summary"] = told(record.record, "summary", lang, views.site.lang)[0]
        data["tint"], data["icon_name"] = tint(record.record.colour), record.record.icon or ICONS[facet]
        expect, expect_lang = told(record.record, "what_to_expect", lang, views.site.lang)
        if expect:
            line = Line(expect, lang=foreign(expect_lang, lang))
            data["facts"] = [fact("expect", "sparkles", language.gettext("What to expect"), [line])]
    elif facet == "venue" and record:
        data["facts"] = venue_facts(views, record, lang)
    elif facet == "organizer" and record:
        data["facts"] = organizer_facts(views, record, lang)
        data["needs"] = needs(views, key, lang)
        data["icon_name"] = KIND_ICONS.get(record.record.kind or "", ICONS[facet])
    elif facet == "town":
        data["places"] = [
            (
                told(r.record, "title", lang, views.site.lang)[0],
                f"{views.site.folder(lang)}venues/{r.key}/",
                address_text(r.record),
            )
            for r in views.venues_in[key]
        ]
    data["description"] = data["summary"] or language.gettext("Coming dates: {name}").format(name=title)
    return data


def venue_facts(views: Views, entry: RecordEntry[Any], lang: str) -> list[Fact]:
    """Address, way in, bus, parking, access, phone of a place."""
    record, language = entry.record, views.language(lang)
    _ = language.gettext
    own = record.lang or views.site.lang

    def text(name: str) -> list[Line]:
        value, tag = told(record, name, lang, own)
        return [Line(value, lang=foreign(tag, lang))] if value else []

    where = [Line(address_text(record), "strong")] if address_text(record) else []
    way = directions(record)
    if way:
        where.append(Line(_("Directions"), "map", way[0], extra=way[1]))
    town = views.town_of.get(entry.key)
    if town:
        where.append(
            Line(
                _("More in {town}").format(town=views.catalog.towns[town]),
                "link",
                f"{views.site.folder(lang)}towns/{town}/",
            )
        )
    access = [Line(" · ".join(label(ACCESSIBILITY, word, language) for word in record.accessibility))]
    contact = []
    if record.phone:
        contact.append(Line(_("Call {phone}").format(phone=record.phone), "phone", phone_link(record.phone)))
    if record.website:
        contact.append(Line(_("Web page"), "out", record.website, extra=host_of(record.website)))
    facts = [
        fact("where", "map-pin", _("Address"), where),
        fact("room", "door-open", _("Way in"), text("room") + text("entrance")),
        fact("bus", "bus", _("Bus"), text("transit")),
        fact("parking", "square-parking", _("Parking"), text("parking")),
        fact("access", "accessibility", _("Access and help"), access if record.accessibility else []),
        fact("phone", "phone", _("Contact"), contact),
    ]
    return [one for one in facts if one.lines]


def organizer_facts(views: Views, entry: RecordEntry[Any], lang: str) -> list[Fact]:
    """What kind of group it is, what it offers and how to reach it."""
    record, language = entry.record, views.language(lang)
    _ = language.gettext
    found = []
    if record.kind:
        found.append(fact("kind", KIND_ICONS.get(record.kind, "users"), _("What it is"), [Line(_(KINDS[record.kind]))]))
    offers = record.translations.get(lang, {}).get("offers")
    if offers:
        found.append(fact("offers", "hand-heart", _("What it offers"), [Line(offers)]))
    elif record.offers:
        tag = foreign(record.lang or views.site.lang, lang)
        found.append(fact("offers", "hand-heart", _("What it offers"), [Line(o, lang=tag) for o in record.offers]))
    contact = []
    if record.contact:
        contact.append(contact_line("{contact}", record.contact))
    if record.phone:
        contact.append(Line(_("Call {phone}").format(phone=record.phone), "phone", phone_link(record.phone)))
    if record.website:
        contact.append(Line(_("Web page"), "out", record.website, extra=host_of(record.website)))
    if contact:
        found.append(fact("phone", "phone", _("Contact"), contact))
    return found


def feed_of(views: Views, facet: str, key: str, lang: str) -> FeedLink | None:
    """The feed of one record."""
    return views.feeds.for_facet(facet, key, lang)
