"""Search-engine markup: schema.org Event in JSON-LD, for events that search engines may show.

Eligible are public events at a physical place. A school's own events, opening hours (drop-in), invitations
and online-only events are not, as Google's documentation of event markup asks. A cancelled or postponed event
keeps its start; a moved one says its previous start.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from .catalog import Catalog, Entry
from .escape import json_ld
from .model import Event, Venue, text_in
from .schedule import Occurrence, compact
from .times import epoch, local_of
from .zones import load_zone

STATUS = {
    "scheduled": "EventScheduled",
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
    "moved": "EventRescheduled",
}
MODES = {
    "in-person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
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


def event_jsonld(entry: Entry, occurrences: Sequence[Occurrence], catalog: Catalog, lang: str, page: str) -> str:
    """Return the text of the `<script type="application/ld+json">` of an event's page, "" where it has none.

    `occurrences` are the dates to tell, `page` is the page's absolute address.
    """
    if not eligible(entry, catalog):
        return ""
    told = [item for item in (_one(entry, o, catalog, lang, page) for o in occurrences[:MOST]) if item]
    if not told:
        return ""
    if len(told) == 1:
        return json_ld({"@context": "https://schema.org", **told[0]})
    return json_ld({"@context": "https://schema.org", "@graph": told})


def _one(entry: Entry, occurrence: Occurrence, catalog: Catalog, lang: str, page: str) -> dict[str, Any] | None:
    event = entry.schedule.details(occurrence)
    venue = catalog.records.venues.get(event.venue or "")
    if venue is None:
        return None
    span = occurrence.span
    single = len(entry.schedule.occurrences) == 1
    data: dict[str, Any] = {
        "@type": "EducationEvent" if _teaches(event) else "Event",
        "@id": f"{page}#{compact(occurrence.original)[:13]}",
        "name": text_in(event, "title", lang) or event.title,
        "startDate": iso(span.start, span.zone),
        "endDate": iso(span.end - timedelta(days=1) if span.all_day else span.end, span.zone),
        "eventStatus": f"https://schema.org/{STATUS[event.status]}",
        "eventAttendanceMode": f"https://schema.org/{MODES[event.mode or 'in-person']}",
        "location": _places(event, venue.record, lang, page),
        "url": page if single else f"{page}#d{compact(occurrence.original)[:13]}",
        "inLanguage": event.languages,
        "isAccessibleForFree": event.cost.amount == 0,
        "offers": _offer(event, page),
    }
    if event.status == "moved" and event.previous_start is not None:
        data["previousStartDate"] = iso(local_of(event.previous_start, span.zone), span.zone)
    summary = text_in(event, "summary", lang)
    if summary:
        data["description"] = summary
    organizer = catalog.records.organizers.get(event.organizer)
    if organizer is not None:
        data["organizer"] = {"@type": "Organization", "name": text_in(organizer.record, "title", lang)}
        if organizer.record.website:
            data["organizer"]["url"] = organizer.record.website
    return data


def _teaches(event: Event) -> bool:
    return bool(event.credits or event.certificate or event.sessions or event.kit != "none")


def _places(event: Event, venue: Venue, lang: str, page: str) -> Any:
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
    if event.mode != "hybrid":
        return place
    link = event.join_url if event.join_public else event.registration_url
    return [place, {"@type": "VirtualLocation", "url": link or page}]


def _offer(event: Event, page: str) -> dict[str, Any]:
    sold_out = event.availability in ("full", "waitlist")
    return {
        "@type": "Offer",
        "price": float(event.cost.amount),
        "priceCurrency": event.cost.currency,
        "availability": f"https://schema.org/{'SoldOut' if sold_out else 'InStock'}",
        "url": event.registration_url or page,
    }


@lru_cache(maxsize=8192)
def iso(local: date, zone: str) -> str:
    """Write a wall time with its offset, a date alone for a whole day (ISO 8601)."""
    if not isinstance(local, datetime):
        return local.isoformat()
    return datetime.fromtimestamp(epoch(local, zone), UTC).astimezone(load_zone(zone)).isoformat()
