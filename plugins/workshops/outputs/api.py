"""The data files below `/api/v1/`: public events and records as JSON, for partners, newspapers and lobby screens.

`api_schema` says what each field means, and docs/api.md repeats it. The files hold no moment of the build: the same
content gives the same bytes, and `generated_from` names that content. Texts that can be translated are objects by
language. Events by invitation and closed ones are not in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any

import orjson

from ..catalog import Entry, RecordEntry
from ..escape import plain
from ..job import Job
from ..model import Event
from ..phrases import Rule, describe_repeat
from ..schedule import Occurrence
from ..schema import json_schema
from ..times import local_of
from .api_schema import event_schema
from .base import Context, Jobs, join_link, licence_of, stamp_iso, texts

FOLDER = "api/v1/"


def api_jobs(context: Context) -> Jobs:
    """Give the events, the records and the schema of the events."""
    yield Job(FOLDER + "events.json", context.key(context.plan.oldest), partial(events_file, context))
    for name in RECORDS:
        yield Job(f"{FOLDER}{name}.json", context.key(), partial(records_file, context, name))
    yield Job(FOLDER + "events.schema.json", context.root().encode(), partial(schema_file, context))
    yield Job(FOLDER + "schema.json", b"event", front_matter_schema)


def events_file(context: Context) -> bytes:
    """Write all public events, as far back as the feeds go."""
    entries = context.published
    return dump(context, "events", context.rows("api", context.entry_keys(entries), lambda i: event_json(context, entries[i])))


def records_file(context: Context, name: str) -> bytes:
    """Write the records of one kind (`venues`, `kit-sites`), by their keys."""
    row, attribute = RECORDS[name], name.replace("-", "_")
    table: dict[str, RecordEntry[Any]] = getattr(context.catalog.records, attribute)
    return dump(context, attribute, [orjson.dumps(row(context, table[key])) for key in sorted(table)])


def schema_file(context: Context) -> bytes:
    """Write the JSON Schema of events.json."""
    schema = event_schema(f"{context.root()}{FOLDER}events.schema.json")
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def front_matter_schema() -> bytes:
    """Write the JSON Schema of what an organizer may write in an event's file, for editors."""
    return orjson.dumps(json_schema("event"), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def dump(context: Context, name: str, rows: Iterable[bytes | memoryview]) -> bytes:
    """Write one data file: what it is, and its serialized rows, each on a line of its own."""
    head = {
        "version": "1",
        "site": plain(context.site.name),
        "url": context.root(),
        "licence": licence_of(context.catalog),
        "languages": list(context.site.languages),
        "timezone": context.site.timezone,
        "generated_from": context.digest,
    }
    opening = orjson.dumps(head)[:-1] + b',"' + name.encode() + b'":[\n'
    return b"".join((opening, b",\n".join(rows), b"\n]}\n"))


def event_json(context: Context, entry: Entry) -> bytes:
    """Return one event with its dates as a JSON object.

    Fields that few events have are serialized apart: where an event has none of them, they are the same few bytes.
    """
    event = entry.event
    rest = NOTHING_SELDOM if event.model_fields_set.isdisjoint(SELDOM) else orjson.dumps(seldom_row(entry))
    row = event_row(context, entry)
    row["dates"] = _dates(context, entry)
    return b"".join((orjson.dumps(row)[:-1], b",", rest[1:]))


def event_row(context: Context, entry: Entry) -> dict[str, Any]:
    """Return what every event says, without its dates."""
    event, own, site, slug = entry.event, entry.lang, context.site, entry.slug
    repeat = entry.schedule.repeat
    return {
        "id": entry.uid,
        "slug": slug,
        "url": {tag: f"{start}events/{slug}/" for tag, start in _starts(context)},
        "calendar": f"{site.url}/events/{slug}/event.ics",
        "lang": own,
        "title": texts(event, "title", own),
        "summary": texts(event, "summary", own),
        "program": event.program,
        "organizer": event.organizer,
        "cohosts": event.cohosts,
        "audience": event.audience,
        "kind": entry.kind,
        "repeat": _said(repeat.rule, site.languages) if repeat else None,
        "mode": event.mode,
        "languages": event.languages,
        "modified": stamp_iso(context.stamps[slug]),
    }


@lru_cache(1000)
def _said(rule: Rule, languages: tuple[str, ...]) -> dict[str, str]:
    """Say the rule of a series in some languages."""
    return {tag: describe_repeat(rule, lang=tag) for tag in languages}


def seldom_row(entry: Entry) -> dict[str, Any]:
    """Return what few events say."""
    event, zone = entry.event, entry.schedule.components[0].span.zone
    return {
        "attend_all": event.attend_all,
        "confirmed_through": event.confirmed_through,
        "join_url": join_link(event),
        "cost": {"amount": float(event.cost.amount), "currency": event.cost.currency},
        "registration": event.registration,
        "registration_url": event.registration_url,
        "registration_phone": event.registration_phone,
        "registration_by": local_of(event.registration_by, zone).isoformat()
        if event.registration_by
        else None,
        "drop_in": event.drop_in,
        "interpretation": [{"lang": i.lang, "on_request": i.on_request} for i in event.interpretation],
        "accessibility": event.accessibility,
        "supports": event.supports,
        "kit": event.kit,
        "anonymous": event.anonymous,
        "id_required": event.id_required,
        "age_min": event.age_min,
        "minor_with_adult": event.minor_with_adult,
        "credits": [
            {
                "body": c.body,
                "hours": None if c.hours is None else float(c.hours),
                "number": c.number,
                "status": c.status,
            }
            for c in event.credits
        ],
        "certificate": event.certificate,
        "contact": event.contact,
        "tags": event.tags,
        "source_url": event.source_url,
    }


SELDOM = frozenset(
    {
        "attend_all",
        "confirmed_through",
        "join_url",
        "join_public",
        "cost",
        "registration",
        "registration_url",
        "registration_phone",
        "registration_by",
        "drop_in",
        "interpretation",
        "accessibility",
        "supports",
        "kit",
        "anonymous",
        "id_required",
        "age_min",
        "minor_with_adult",
        "credits",
        "certificate",
        "contact",
        "tags",
        "source_url",
    }
)
"""Fields of the model that `seldom_row` reads."""
NOTHING_SELDOM = orjson.dumps(
    {
        "attend_all": False,
        "confirmed_through": None,
        "join_url": None,
        "cost": {"amount": 0.0, "currency": "USD"},
        "registration": "none",
        "registration_url": None,
        "registration_phone": None,
        "registration_by": None,
        "drop_in": False,
        "interpretation": [],
        "accessibility": [],
        "supports": [],
        "kit": "none",
        "anonymous": None,
        "id_required": None,
        "age_min": None,
        "minor_with_adult": False,
        "credits": [],
        "certificate": False,
        "contact": None,
        "tags": [],
        "source_url": None,
    }
)
"""`seldom_row` of an event that has none of these fields."""


def _starts(context: Context) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] | None = context.memo.get(("api", "starts"))
    if found is None:
        found = context.memo[("api", "starts")] = [
            (lang.tag, context.root(lang)) for lang in context.languages
        ]
    return found


def _dates(context: Context, entry: Entry) -> list[dict[str, Any]]:
    """Return the dates of one event, as far back as the feeds go."""
    oldest, schedule = context.plan.oldest, entry.schedule
    shared: dict[tuple[int, str], dict[str, Any]] = {}
    found = []
    for occurrence in schedule.occurrences:
        if occurrence.ends < oldest:
            continue
        details = schedule.components[occurrence.component].details
        key = id(details), occurrence.uid
        rest = shared.get(key)
        if rest is None:
            rest = shared[key] = date_row(entry, details, occurrence)
        start, end = context.moments(occurrence)
        found.append({"start": start, "end": end, **rest})
    return found


def date_row(entry: Entry, details: Event, occurrence: Occurrence) -> dict[str, Any]:
    """Return what one date says besides start and end."""
    span = occurrence.span
    return {
        "uid": occurrence.uid,
        "all_day": span.all_day,
        "timezone": span.zone,
        "status": details.status,
        "status_note": texts(details, "status_note", entry.lang),
        "venue": details.venue if details.mode != "online" else None,
        "room": texts(details, "room", entry.lang),
        "mode": details.mode,
        "availability": details.availability,
    }


def _own(context: Context, entry: RecordEntry[Any]) -> str:
    return str(entry.record.lang or context.site.lang)


def _place(context: Context, entry: RecordEntry[Any]) -> dict[str, Any]:
    record = entry.record
    return {
        "street": record.street,
        "town": record.town,
        "state": record.state,
        "zip": record.zip,
        "country": record.country or "US",
        "timezone": record.timezone,
        "latitude": None if record.latitude is None else float(record.latitude),
        "longitude": None if record.longitude is None else float(record.longitude),
        "phone": record.phone,
        "website": record.website,
        "accessibility": record.accessibility,
    }


def _head(context: Context, entry: RecordEntry[Any], folder: str, facet: str) -> dict[str, Any]:
    site = context.site
    return {
        "key": entry.key,
        "url": {tag: f"{site.url}/{site.folder(tag)}{folder}/{entry.key}/" for tag in site.languages},
        "calendar": f"{site.url}/feeds/{facet}/{entry.key}.ics",
        "title": texts(entry.record, "title", _own(context, entry)),
    }


def venue_row(context: Context, entry: RecordEntry[Any]) -> dict[str, Any]:
    """Return one place."""
    record, own = entry.record, _own(context, entry)
    return {
        **_head(context, entry, "venues", "venue"),
        "town_key": context.catalog.town_of.get(entry.key),
        **_place(context, entry),
        **{name: texts(record, name, own) for name in ("room", "entrance", "transit", "parking")},
    }


def organizer_row(context: Context, entry: RecordEntry[Any]) -> dict[str, Any]:
    """Return one agency or group."""
    record = entry.record
    return {
        **_head(context, entry, "organizers", "organizer"),
        "kind": record.kind,
        "contact": record.contact,
        "phone": record.phone,
        "website": record.website,
        "offers": record.offers,
    }


def program_row(context: Context, entry: RecordEntry[Any]) -> dict[str, Any]:
    """Return one kind of event."""
    record, own = entry.record, _own(context, entry)
    return {
        **_head(context, entry, "programs", "program"),
        "colour": record.colour,
        **{name: texts(record, name, own) for name in ("summary", "what_to_expect")},
    }


def kit_site_row(context: Context, entry: RecordEntry[Any]) -> dict[str, Any]:
    """Return one place that hands out kits; `hours` are as the organizer wrote them, by weekday."""
    record = entry.record
    venue = context.catalog.records.venues.get(record.venue or "")
    place = _place(context, entry)
    if venue is not None:
        place = {
            name: value if value not in (None, []) else other
            for (name, value), other in zip(place.items(), _place(context, venue).values(), strict=True)
        }
    return {
        "key": entry.key,
        "url": f"{context.site.url}/naloxone/",
        "title": texts(record, "title", _own(context, entry)),
        "venue": record.venue,
        **place,
        "hours": record.hours,
        "closures": record.closures,
        "kit": record.kit,
        "cost": None
        if record.cost is None
        else {"amount": float(record.cost.amount), "currency": record.cost.currency},
        "anonymous": record.anonymous,
        "id_required": record.id_required,
        "verified": record.verified,
    }


RECORDS: dict[str, Callable[[Context, RecordEntry[Any]], dict[str, Any]]] = {
    "venues": venue_row,
    "organizers": organizer_row,
    "programs": program_row,
    "kit-sites": kit_site_row,
}
"""File of records → the row of one of them."""
