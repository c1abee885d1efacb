"""The JSON Schema of `/api/v1/events.json`: what each field of a row means, for programs and for docs/api.md.

Fields are only added within version 1; none is renamed, and none changes its meaning.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
BOOLEAN: Schema = {"type": "boolean"}
TEXTS: Schema = {"type": "array", "items": TEXT}
URI: Schema = {"type": "string", "format": "uri"}
BY_LANGUAGE: Schema = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
    "additionalProperties": TEXT,
}
MOMENT = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}([.]\d+)?(Z|[+-]\d{2}:\d{2})?)?$",
}


def choice(*words: str) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": list(words)}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    if "enum" in schema:
        return {**schema, "type": [schema["type"], "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


STATUS = choice("scheduled", "cancelled", "postponed", "moved")
MODE = choice("in-person", "online", "hybrid")
DATE: dict[str, tuple[Schema, str]] = {
    "uid": (TEXT, "identity of the date (or of its series) in the calendar feeds"),
    "start": (MOMENT, "start with its distance from UTC; a whole day is a date"),
    "end": (MOMENT, "end; of whole days the last one, included"),
    "all_day": (BOOLEAN, "whether it takes whole days"),
    "timezone": (TEXT, "IANA name of the time zone in which people read the clock there"),
    "status": (STATUS, "whether it takes place as announced; a cancelled date stays in the list"),
    "status_note": (BY_LANGUAGE, "why it was cancelled, postponed or moved"),
    "venue": (maybe(TEXT), "key of a row of venues.json; null when online"),
    "room": (BY_LANGUAGE, "room, if not the venue's usual one"),
    "mode": (MODE, "in person, online, or both"),
    "availability": (maybe(choice("open", "few", "full", "waitlist")), "places left; null: not said"),
}
EVENT: dict[str, tuple[Schema, str]] = {
    "id": (TEXT, "permanent identity; it survives a new title, date or address"),
    "slug": (TEXT, "the event's part of its address; may change, the old address keeps answering"),
    "url": ({**BY_LANGUAGE, "additionalProperties": URI}, "the event's page by language of the site"),
    "calendar": (URI, "the event alone as an iCalendar file"),
    "lang": (TEXT, "language the event is written in (BCP 47)"),
    "title": (BY_LANGUAGE, "short name"),
    "summary": (BY_LANGUAGE, "one or two sentences; may be empty"),
    "program": (TEXT, "key of a row of programs.json"),
    "organizer": (TEXT, "key of a row of organizers.json"),
    "cohosts": (TEXTS, "keys of further organizers"),
    "audience": (TEXTS, "whom it is for"),
    "kind": (
        choice("single", "series", "dates", "course"),
        "one date, a rule of dates, a list of dates, or sessions of a course",
    ),
    "attend_all": (BOOLEAN, "the sessions belong together"),
    "repeat": (maybe(BY_LANGUAGE), "the rule of a series in words"),
    "confirmed_through": (maybe({"type": "string", "format": "date"}), "how far an open series is confirmed"),
    "mode": (MODE, "in person, online, or both"),
    "join_url": (maybe(URI), "link to join online, where everybody may have it"),
    "cost": (
        {
            "type": "object",
            "required": ["amount", "currency"],
            "additionalProperties": False,
            "properties": {
                "amount": {"type": "number", "minimum": 0},
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            },
        },
        "amount 0 is free",
    ),
    "registration": (choice("none", "optional", "required", "closed"), "whether one signs up before coming"),
    "registration_url": (maybe(URI), "where to sign up"),
    "registration_phone": (maybe(TEXT), "phone number to sign up"),
    "registration_by": (maybe(MOMENT), "last day or moment to sign up, on the clock of the place"),
    "drop_in": (BOOLEAN, "come any time between start and end"),
    "languages": (TEXTS, "languages it is held in (BCP 47)"),
    "interpretation": (
        {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["lang", "on_request"],
                "additionalProperties": False,
                "properties": {"lang": TEXT, "on_request": BOOLEAN},
            },
        },
        "languages it is interpreted into",
    ),
    "accessibility": (TEXTS, "what makes it possible to come; the venue's own stands in venues.json"),
    "supports": (TEXTS, "childcare, food, and the like"),
    "kit": (choice("none", "nasal", "injectable", "both"), "naloxone kit that people take home"),
    "anonymous": (maybe(BOOLEAN), "nobody is asked for a name; null: not said"),
    "id_required": (maybe(BOOLEAN), "whether an ID is asked for; null: not said"),
    "age_min": (maybe({"type": "integer", "minimum": 0}), "youngest age in years"),
    "minor_with_adult": (BOOLEAN, "younger people may come with an adult"),
    "credits": (
        {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["body", "hours", "number", "status"],
                "additionalProperties": False,
                "properties": {
                    "body": TEXT,
                    "hours": maybe({"type": "number"}),
                    "number": maybe(TEXT),
                    "status": choice("approved", "pending"),
                },
            },
        },
        "continuing education",
    ),
    "certificate": (BOOLEAN, "a certificate of attendance is given"),
    "contact": (maybe(TEXT), "e-mail or phone; null: the organizer's"),
    "tags": (TEXTS, "free words"),
    "source_url": (maybe(URI), "page it was imported from"),
    "modified": (MOMENT, "last change, in UTC; 2020-01-01T00:00:00Z when it is not known"),
    "dates": ({"type": "array"}, "its dates in order, from twelve months back"),
}
FILE: dict[str, tuple[Schema, str]] = {
    "version": ({"const": "1"}, "version of this format"),
    "site": (TEXT, "name of the site"),
    "url": (URI, "address of the site"),
    "licence": (maybe(TEXT), "terms under which the data may be used; null: ask the site"),
    "languages": (TEXTS, "languages of the site, the main one first"),
    "timezone": (TEXT, "the site's time zone"),
    "generated_from": (TEXT, "names the content; it changes when, and only when, the content does"),
    "events": ({"type": "array"}, "public events in order of their first date"),
}


def _table(fields: dict[str, tuple[Schema, str]], **nested: Schema) -> Schema:
    properties = {name: {**schema, "description": text} for name, (schema, text) in fields.items()}
    for name, items in nested.items():
        properties[name] = {**properties[name], "items": items}
    return {"type": "object", "required": list(fields), "properties": properties}


def event_schema(address: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of events.json; `address` is its own."""
    date = _table(DATE)
    event = _table(EVENT, dates=date)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "Public events, version 1",
        **_table(FILE, events=event),
    }


def field_table(fields: dict[str, tuple[Schema, str]]) -> str:
    """Return the Markdown table of fields that docs/api.md shows."""
    rows = [f"| `{name}` | {_type(schema)} | {text} |" for name, (schema, text) in fields.items()]
    return "\n".join(["| field | type | meaning |", "| --- | --- | --- |", *rows])


def _type(schema: Schema) -> str:
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join("null" if word is None else str(word) for word in schema["enum"])
    if schema.get("propertyNames"):
        return "texts by language" + (" or null" if isinstance(schema["type"], list) else "")
    kind = schema["type"]
    words = kind if isinstance(kind, list) else [kind]
    if schema.get("format") == "uri":
        words = ["address" if word == "string" else word for word in words]
    if schema.get("pattern") == MOMENT["pattern"]:
        words = ["date or date-time" if word == "string" else word for word in words]
    return " or ".join(words)
