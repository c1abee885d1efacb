"""The finder's first data: names of everything that can be chosen, the months, and the words of its interface.

It is made for each language from the months' own keys, so it holds no name that no date uses, and changes only when
content or the month changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..catalog import Catalog
from ..describe import address_text
from ..feeds import facet_name
from ..labels import ACCESSIBILITY, AUDIENCE, MODE, SUPPORTS, label
from ..language import Language
from ..model import Event, text_in
from ..site import FACETS
from ..vevents import PREFIXES
from ..views.base import told
from ..views.colours import tint
from ..zones import vtimezone
from .dates import OWN_NEEDS, Found
from .places import point_of
from .shards import MODES, VERSION, lists_of
from .words import NEEDS, words_in

Keys = Mapping[str, Sequence[str]]
"""Keys that the months use, by table."""


def keys_of(catalog: Catalog, items: Iterable[Found]) -> dict[str, list[str]]:
    """Return the keys that some dates use, by table, in alphabetical order."""
    zones: set[str] = set()
    used: dict[int, Event] = {}
    for item in items:
        zones.add(item.occurrence.span.zone)
        used[id(item.details)] = item.details
    found: dict[str, set[str]] = {name: set() for name in ("venue", "organizer", "audience", "language", "need")}
    for details in used.values():
        if details.venue and details.mode != "online":
            found["venue"].add(details.venue)
        for name, keys in lists_of(catalog, details).items():
            found["language" if name == "asked" else name].update(keys)
    found |= {"program": {details.program for details in used.values()}, "zone": zones}
    return {name: sorted(keys) for name, keys in found.items()}


def index_data(
    catalog: Catalog, lang: Language, keys: Keys, months: Sequence[tuple[str, int, str]], shared: Mapping[str, str]
) -> dict[str, Any]:
    """Return the index as JSON has it.

    `months` are month, number of dates and digest of its shard; `shared` are the digests of the files that all
    languages share (`zips`, `map`, and `calendar-2026-12`).
    """
    site = catalog.site
    towns = {catalog.town_of[key] for key in keys.get("venue", ()) if key in catalog.town_of}
    return {
        "version": VERSION,
        "language": lang.tag,
        "territory": lang.locale.territory or "US",
        "zone": site.timezone,
        "name": site.name_in(lang.tag),
        "url": f"{site.url}/{site.folder(lang.tag)}",
        "months": [list(month) for month in months],
        "shared": dict(sorted(shared.items())),
        "programs": {key: _program(catalog, key, lang) for key in keys.get("program", ())},
        "towns": {key: catalog.towns[key] for key in sorted(towns)},
        "venues": {key: _venue(catalog, key, lang) for key in keys.get("venue", ())},
        "organizers": {key: facet_name(catalog, "organizer", key, lang) for key in keys.get("organizer", ())},
        "audiences": _in_order(keys.get("audience", ()), site.audiences, lambda key: label(AUDIENCE, key, lang)),
        "languages": {key: facet_name(catalog, "language", key, lang) for key in keys.get("language", ())},
        "modes": {key: label(MODE, key, lang) for key in MODES},
        "needs": _in_order(keys.get("need", ()), (*OWN_NEEDS, *site.supports, *site.accessibility), lambda key: _need(key, lang)),
        "feeds": {"facets": [facet for facet in FACETS if site.has_feed(facet)], "pairs": [list(pair) for pair in site.facet_pairs],
                  "all": site.has_feed("all")},
        "closed": _closed(catalog),
        "request": _request(catalog),
        "prefixes": {status: lang.gettext(text) for status, text in PREFIXES.items()},
        "shown": site.show_cancelled,
        "zones": {key: vtimezone(key) for key in sorted({*keys.get("zone", ()), site.timezone})},
        "calendar": calendar_words(lang),
        "words": words_in(lang),
    }


def _in_order(keys: Iterable[str], order: Sequence[str], name: Any) -> dict[str, str]:
    """Name keys in the order of the site's list, those that it does not know last."""
    rank = {key: i for i, key in enumerate(order)}
    return {key: name(key) for key in sorted(keys, key=lambda key: (rank.get(key, len(rank)), key))}


def _need(key: str, lang: Language) -> str:
    if key in NEEDS:
        return lang.gettext(NEEDS[key])
    return label(SUPPORTS if key in SUPPORTS else ACCESSIBILITY, key, lang)


def _program(catalog: Catalog, key: str, lang: Language) -> list[str]:
    """Name, tint and icon."""
    entry = catalog.records.programs.get(key)
    if entry is None:
        return [key, "teal", "calendar-days"]
    return [told(entry.record, "title", lang.tag, catalog.site.lang)[0], tint(entry.record.colour), entry.record.icon or "calendar-days"]


def _venue(catalog: Catalog, key: str, lang: Language) -> list[Any]:
    """Name, key of the town, address, usual room, and latitude and longitude where they are known."""
    entry = catalog.records.venues.get(key)
    if entry is None:
        return [key, "", "", ""]
    record = entry.record
    name = told(record, "title", lang.tag, catalog.site.lang)[0]
    point = point_of(record)
    return [name, catalog.town_of.get(key, ""), address_text(record), text_in(record, "room", lang.tag) or "", *(point or ())]


def _closed(catalog: Catalog) -> list[str]:
    """Facets whose feeds also hold dates by invitation, as `program:narcan-training`: the finder does not show those."""
    found = {
        f"{facet}:{key}"
        for entry in catalog.entries.values()
        if not entry.public
        for facet in ("program", "organizer", "audience")
        for key in entry.facets.get(facet, ())
    }
    return sorted(found)


def _request(catalog: Catalog) -> str:
    """The address that takes requests for a session: the site's, else that of a coalition or of the first host."""
    data = catalog.data.get("site")
    own = str(data.get("training_request_contact") or "") if isinstance(data, dict) else ""
    own = own if "@" in own else ""  # an issue tracker or a phone is reached from the page that asks the questions
    records = [entry.record for _, entry in sorted(catalog.records.organizers.items())]
    hosts = sorted(records, key=lambda r: (r.kind != "coalition", not r.offers))
    return own or next((r.contact for r in hosts if r.contact and "@" in r.contact), "")


def calendar_words(lang: Language) -> dict[str, Any]:
    """Return what the browser needs to say dates and times as the pages do."""
    return {
        **lang.tables(),
        "plural": _plurals(lang),
        "first": lang.first_weekday,
        "thousands": lang.number(1000)[1:-3],
    }


def _plurals(lang: Language) -> str:
    """The form of a noun for each number below 200, one digit each; larger ones go by their last two digits."""
    return "".join(str(lang.plural_form(n)) for n in range(200))
