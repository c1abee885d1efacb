"""Search-engine markup: schema.org Event in JSON-LD, for events that search engines may show.

Eligible are public events at a physical place. A school's own events, opening hours (drop-in), invitations
and online-only events are not, as Google's documentation of event markup asks. A cancelled or postponed event
keeps its start; a moved one says its previous start.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from .catalog import Catalog, Entry, RecordEntry
from .escape import ical_uri, json_ld
from .instants import iso, moments
from .links import picture_path
from .model import FULL, Event, Organizer, Venue, places_left, text_in
from .schedule import Occurrence, compact
from .times import epoch, local_of

SCHEMA = "https://schema.org"
STATUS = {
    "scheduled": f"{SCHEMA}/EventScheduled",
    "cancelled": f"{SCHEMA}/EventCancelled",
    "postponed": f"{SCHEMA}/EventPostponed",
    "moved": f"{SCHEMA}/EventRescheduled",
}
MODES = {
    "in-person": f"{SCHEMA}/OfflineEventAttendanceMode",
    "online": f"{SCHEMA}/OnlineEventAttendanceMode",
    "hybrid": f"{SCHEMA}/MixedEventAttendanceMode",
}
MOST = 12
"""Most dates of one series that are told."""


def eligible(entry: Entry, catalog: Catalog) -> bool:
    """Whether search engines may show the event."""
    event = entry.event
    organizer = catalog.records.organizers.get(event.organizer)
    return (
        event.access == "public"
        and event.mode != "online"
        and not event.drop_in
        and (organizer is None or organizer.record.kind != "school")
    )


class EventMarkup:
    """Writes the markup of the events of one catalog; each place and each organizer is written once."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._written: dict[tuple[str, str, str], orjson.Fragment] = {}

    def of(self, entry: Entry, occurrences: Sequence[Occurrence], lang: str, page: str) -> str:
        """Return the text of the `<script type="application/ld+json">` of an event's page, "" where it has none.

        `occurrences` are the dates to tell, `page` is the page's absolute address.
        """
        if not eligible(entry, self.catalog):
            return ""
        told = [item for item in (self._one(entry, o, lang, page) for o in occurrences[:MOST]) if item]
        if not told:
            return ""
        if len(told) == 1:
            return json_ld({"@context": SCHEMA, **told[0]})
        return json_ld({"@context": SCHEMA, "@graph": told})

    def _one(self, entry: Entry, occurrence: Occurrence, lang: str, page: str) -> dict[str, Any] | None:
        event, records = entry.schedule.details(occurrence), self.catalog.records
        venue = records.venues.get(event.venue or "")
        if venue is None or event.mode == "online":  # one date of a series may be online
            return None
        start, end = moments(occurrence)
        anchor = compact(occurrence.original)[:13]
        single = len(entry.schedule.occurrences) == 1
        data: dict[str, Any] = {
            "@type": "EducationEvent" if _teaches(event) else "Event",
            "@id": f"{page}#{anchor}",
            "name": text_in(event, "title", lang) or event.title,
            "startDate": start,
            "endDate": end,
            "eventStatus": STATUS[event.status],
            "eventAttendanceMode": MODES[event.mode or "in-person"],
            "location": self._places(event, venue, lang, page),
            "url": page if single else f"{page}#d{anchor}",
            "inLanguage": event.languages,
            "isAccessibleForFree": event.cost.amount == 0,
            "offers": _offer(event, page),
        }
        if event.status == "moved" and event.previous_start is not None:
            before, zone = local_of(event.previous_start, occurrence.span.zone), occurrence.span.zone
            data["previousStartDate"] = iso(before, epoch(before, zone))
        summary = text_in(event, "summary", lang)
        if summary:
            data["description"] = summary
        if event.image:
            data["image"] = ical_uri(f"{self.catalog.site.url}/{picture_path(event.image)}")
        organizer = records.organizers.get(event.organizer)
        if organizer is not None:
            data["organizer"] = self._kept("organizer", organizer, lang)
        return data

    def _places(self, event: Event, venue: RecordEntry[Venue], lang: str, page: str) -> Any:
        place = self._kept("venue", venue, lang)
        if event.mode != "hybrid":
            return place
        link = event.join_url if event.join_public else event.registration_url
        return [place, {"@type": "VirtualLocation", "url": link or page}]

    def _kept(self, kind: str, entry: RecordEntry[Any], lang: str) -> orjson.Fragment:
        key = (kind, entry.key, lang)
        found = self._written.get(key)
        if found is None:
            data = _place(entry.record, lang) if kind == "venue" else _organization(entry.record, lang)
            found = self._written[key] = orjson.Fragment(orjson.dumps(data))
        return found


def _teaches(event: Event) -> bool:
    return bool(event.credits or event.certificate or event.sessions or event.kit != "none")


def _organization(organizer: Organizer, lang: str) -> dict[str, Any]:
    data = {"@type": "Organization", "name": text_in(organizer, "title", lang)}
    return {**data, "url": organizer.website} if organizer.website else data


def _place(venue: Venue, lang: str) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": venue.street,
        "addressLocality": venue.town,
        "addressRegion": venue.state,
        "postalCode": venue.zip,
        "addressCountry": venue.country or "US",
    }
    place: dict[str, Any] = {
        "@type": "Place",
        "name": text_in(venue, "title", lang),
        "address": {k: v for k, v in address.items() if v},
    }
    if venue.latitude is not None and venue.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(venue.latitude),
            "longitude": float(venue.longitude),
        }
    return place


def _offer(event: Event, page: str) -> dict[str, Any]:
    sold_out = places_left(event) in FULL or event.registration == "closed"
    return {
        "@type": "Offer",
        "price": float(event.cost.amount),
        "priceCurrency": event.cost.currency,
        "availability": f"{SCHEMA}/SoldOut" if sold_out else f"{SCHEMA}/InStock",
        "url": event.registration_url or page,
    }
