"""What each page tells search engines and link previews: one address, its translations, its feeds, its words.

JSON-LD is held against schema.org's own vocabulary (the properties and value types of the classes that we use) and
against the fields that Google's documentation of event markup requires.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from views_site import SITE, sample, sample_files, sample_html
from workshops.outputs import OUTPUTS

INDEXED = sorted(address for address, text in sample_html().items() if 'name="robots"' not in text)
HIDDEN = sorted(set(sample_html()) - set(INDEXED))
EVENTS = [address for address in INDEXED if re.match(r"(es/)?events/(?!page/).+", address)]


def links(address: str, rel: str) -> list[dict[str, str]]:
    head = sample_html()[address].partition("</head>")[0]
    found = [{k: unescape(v) for k, v in re.findall(r'([\w-]+)="([^"]*)"', tag)} for tag in re.findall(r"<link\b[^>]*>", head)]
    return [link for link in found if link["rel"] == rel]


def metas(address: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', sample_html()[address])
    return {name: unescape(value) for name, value in found}


def local(url: str) -> str:
    assert url.startswith(f"{SITE.url}/"), url
    return url.removeprefix(f"{SITE.url}/")


def test_pages_that_may_be_found_say_their_one_address() -> None:
    assert len(INDEXED) > 150 and len(EVENTS) > 20
    for address in INDEXED:
        (canonical,) = links(address, "canonical")
        target = local(canonical["href"])
        assert target in INDEXED, address
        if target != address:  # the page of the current month: its own address stays when the month is over
            assert address.endswith("calendar/") and links(target, "canonical")[0]["href"] == canonical["href"]


def test_translations_name_one_another() -> None:
    for address in INDEXED:
        named = {link["hreflang"]: local(link["href"]) for link in links(address, "alternate") if "hreflang" in link}
        assert set(named) == {"en", "es", "x-default"}, address
        (canonical,) = links(address, "canonical")
        assert local(canonical["href"]) in (named["en"], named["es"]) and named["es"] == f"es/{named['en']}"
        assert named["x-default"] == named["en"] in INDEXED
        for tag in ("en", "es"):
            assert f'<html lang="{tag}"' in sample_html()[named[tag]]
            assert {link["hreflang"]: local(link["href"]) for link in links(named[tag], "alternate") if "hreflang" in link} == named


def test_hidden_pages_name_no_address_and_no_translation() -> None:
    assert {"404.html", "styleguide/", "embed/all/"} <= set(HIDDEN)
    for address in HIDDEN:
        assert not links(address, "canonical") and not [a for a in links(address, "alternate") if "hreflang" in a], address


def test_link_previews_have_all_that_open_graph_requires() -> None:
    for address in INDEXED:
        told = metas(address)
        canonical = links(address, "canonical")[0]["href"]
        assert told["og:title"] and told["og:type"] == "website" and told["og:url"] == canonical
        spanish = address.startswith("es/")
        assert told["og:description"] == told["description"] and told["og:site_name"] == SITE.name_in("es" if spanish else "en")
        assert (told["og:locale"], told["og:locale:alternate"]) == (("es_ES", "en_US") if spanish else ("en_US", "es_ES"))
        assert told["twitter:card"] == "summary"


def kind(address: str) -> str:
    """Language and kind of a page: a host and its house may have the same name."""
    return "/".join(address.split("/")[: 1 + address.startswith("es/")])


def test_titles_and_descriptions_tell_pages_apart() -> None:
    titles: dict[tuple[str, str], str] = {}
    for address in INDEXED:
        if local(links(address, "canonical")[0]["href"]) != address:
            continue
        title = re.search("<title>(.*?)</title>", sample_html()[address])
        assert title and metas(address)["description"]
        assert titles.setdefault((kind(address), title[1]), address) == address


def test_feeds_are_linked_in_the_head_of_every_page() -> None:
    for address in INDEXED:
        folder = "es/" if address.startswith("es/") else ""
        found = {link["type"]: link["href"] for link in reversed(links(address, "alternate")) if "type" in link}
        up = "../" * address.count("/")
        kinds = {"application/atom+xml": "atom", "application/feed+json": "json", "text/calendar": "ics"}
        assert {kind: found[kind] for kind in kinds} == {kind: f"{up}{folder}feeds/all.{ending}" for kind, ending in kinds.items()}
    own = {link["href"] for link in links("events/van-depot/", "alternate") if link.get("type") == "text/calendar"}
    assert own == {"../../feeds/all.ics", "../../events/van-depot/event.ics"} and "events/van-depot/event.ics" in sample_files()
    assert "../../feeds/town/alder.ics" in {link["href"] for link in links("towns/alder/", "alternate")}
    assert {"atom", "json"} <= set(OUTPUTS)


# -- structured data ------------------------------

TEXT, URL, DATE, NUMBER, BOOLEAN, LANGUAGES = "text", "url", "date", "number", "boolean", "languages"
EVENT = {
    "@id": URL, "name": TEXT, "description": TEXT, "url": URL, "image": URL, "startDate": DATE, "endDate": DATE, "previousStartDate": DATE,
    "eventStatus": ("EventScheduled", "EventCancelled", "EventPostponed", "EventRescheduled"),
    "eventAttendanceMode": ("OfflineEventAttendanceMode", "MixedEventAttendanceMode"),
    "location": ("Place", "VirtualLocation"), "inLanguage": LANGUAGES, "isAccessibleForFree": BOOLEAN, "offers": ("Offer",),
    "organizer": ("Organization",),
}  # fmt: skip
VOCABULARY: dict[str, dict[str, Any]] = {
    "Event": EVENT,
    "EducationEvent": EVENT,
    "Place": {"name": TEXT, "address": ("PostalAddress",), "geo": ("GeoCoordinates",)},
    "VirtualLocation": {"url": URL},
    "PostalAddress": dict.fromkeys(("streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry"), TEXT),
    "GeoCoordinates": {"latitude": NUMBER, "longitude": NUMBER},
    "Organization": {"name": TEXT, "url": URL},
    "Offer": {"price": NUMBER, "priceCurrency": TEXT, "availability": ("InStock", "SoldOut"), "url": URL},
}
"""schema.org's properties of the classes that we use, with the types of their values (schema.org/version/29.0)."""
REQUIRED = {"Event": {"name", "startDate", "location"}, "Place": {"address"}, "PostalAddress": {"addressLocality", "addressCountry"}}
REQUIRED["EducationEvent"] = REQUIRED["Event"]
"""Google: developers.google.com/search/docs/appearance/structured-data/event, "required properties"."""


def wrong(value: Any, wanted: Any) -> str:
    """What is wrong with one value, "" if nothing is."""
    if isinstance(wanted, tuple):
        if isinstance(value, str):
            return "" if value in {f"https://schema.org/{name}" for name in wanted} else f"not one of {wanted}"
        parts = value if isinstance(value, list) else [value]
        return "; ".join(filter(None, (invalid(part) if part["@type"] in wanted else f"{part['@type']} here" for part in parts)))
    if wanted is BOOLEAN or wanted is NUMBER:
        fits = isinstance(value, bool) if wanted is BOOLEAN else isinstance(value, (int, float)) and not isinstance(value, bool)
    elif wanted is LANGUAGES:
        fits = bool(value) and all(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", tag) for tag in value)
    elif not isinstance(value, str) or not value.strip():
        fits = False
    elif wanted is DATE:
        fits = re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?", value) is not None and bool(datetime.fromisoformat(value))
    elif wanted is URL:
        fits = urlsplit(value).scheme == "https" and value.isascii() and " " not in value
    else:
        fits = "<" not in value
    return "" if fits else f"{value!r} is no {wanted}"


def invalid(data: dict[str, Any]) -> str:
    """What is wrong with one object of the markup, "" if nothing is."""
    kind, told = data["@type"], {key: value for key, value in data.items() if key not in ("@type", "@context")}
    known = VOCABULARY[kind]
    found = [f"{kind} has no {key}" for key in sorted(REQUIRED.get(kind, set()) - set(told))]
    found += [f"{kind}.{key} is not in the vocabulary" for key in told if key not in known]
    found += [f"{kind}.{key}: {what}" for key, value in told.items() if key in known and (what := wrong(value, known[key]))]
    return "; ".join(found)


def markup(address: str) -> list[dict[str, Any]]:
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', sample_html()[address], re.S)
    found = []
    for data in map(json.loads, texts):
        assert data["@context"] == "https://schema.org"
        found += data.get("@graph", [data])
    return found


def test_every_markup_is_in_the_vocabulary_and_has_what_google_requires() -> None:
    seen = 0
    for address in INDEXED:
        for event in markup(address):
            assert invalid(event) == "", address
            assert event["endDate"] >= event["startDate"][:10]
            assert local(event["url"]).partition("#")[0] == address
            seen += 1
    assert seen > 40


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"startDate": "Dec 8"}, {"location": {"@type": "Place", "name": "Hall"}}, {"eventStatus": "cancelled"}, {"color": "red"},
     {"organizer": {"@type": "Person"}}, {"url": "http://x.example/"}, {"isAccessibleForFree": 1}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_the_vocabulary_refuses_what_is_wrong(change: dict[str, Any]) -> None:
    event = markup("events/2027-08-31-candlelight-vigil/")[0]
    assert invalid(event) == "" and invalid({**event, **change}) != ""


def test_markup_stands_on_eligible_pages_and_on_no_other() -> None:
    catalog = sample().catalog
    schools = {key for key, entry in catalog.records.organizers.items() if entry.record.kind == "school"}
    eligible = {
        slug for slug, entry in catalog.entries.items()
        if entry.event.access == "public" and entry.event.mode != "online" and not entry.event.drop_in
        and entry.event.organizer not in schools
    }  # fmt: skip
    marked = {address for address in sample_html() if "ld+json" in sample_html()[address]}
    assert marked == {f"{folder}events/{slug}/" for slug in eligible for folder in ("", "es/")}
    assert 5 < len(eligible) < len(catalog.entries)


def test_an_anchor_of_the_markup_is_on_the_page() -> None:
    for address in EVENTS:
        for event in markup(address):
            _, mark, anchor = event["url"].partition("#")
            assert not mark or f'id="{anchor}"' in sample_html()[address]
