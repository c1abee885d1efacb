"""`/api/v1/events.csv`: public dates for people with a spreadsheet, one row a date.

Excel takes a CSV file for the computer's own old character set unless it begins with a byte-order mark, and would
show the accents of Spanish as garbage; hence the mark (Python reads it with `utf-8-sig`). A text that a spreadsheet would run as a
formula (`=`, `+`, `-`, `@` in front) gets an apostrophe before it. Times are wall-clock times at the place.
"""
from __future__ import annotations

import re
from datetime import datetime

from ..catalog import Entry
from ..escape import plain
from ..language import Language
from ..model import Event, Venue, text_in
from ..schedule import Occurrence
from ..times import Local, local_of
from ..vevents import degrees
from .api import FOLDER
from .base import Context, Files, event_page, join_link, last_day

ADDRESS = FOLDER + "events.csv"
BOM = b"\xef\xbb\xbf"
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]")
_QUOTED = re.compile(r'[",\r\n]')
TITLES = ("title", "summary", "status_note")
"""Texts that have a further column for each further language of the site: `title_es`."""
BEFORE = ("id", "start", "end", "all_day", "timezone", "url")
AFTER = ("status", "program", "program_title", "organizer", "organizer_title", "audience", "kind", "mode", "join_url", "venue", "place",
         "room", "street", "town", "state", "zip", "country", "latitude", "longitude", "cost", "currency", "registration",
         "registration_url", "registration_phone", "registration_by", "drop_in", "availability", "languages", "interpretation",
         "accessibility", "supports", "kit", "anonymous", "id_required", "age_min", "credits", "contact", "tags", "modified")


def csv_files(context: Context) -> Files:
    """Give the table of all public dates, as far back as the feeds go."""
    lines = [",".join(columns(context.site.languages)), ""]
    oldest, rows = context.plan.oldest, []
    first = context.languages[0]
    places = {key: _place(entry.record, first) for key, entry in context.catalog.records.venues.items()}
    for entry in context.published:
        shared: dict[int, str] = {}
        for occurrence in entry.schedule.occurrences:
            if occurrence.ends < oldest:
                continue
            details = entry.schedule.details(occurrence)
            rest = shared.get(id(details))
            if rest is None:
                rest = shared[id(details)] = _details(context, entry, details, places)
            rows.append((occurrence.begins, entry.slug, _date(context, entry, occurrence), rest))
    rows.sort(key=lambda row: row[:3])
    lines[1:] = [before + rest for _, _, before, rest in rows]
    yield ADDRESS, BOM + ("\r\n".join(lines) + "\r\n").encode()


def columns(languages: tuple[str, ...]) -> list[str]:
    """Return the names of all columns in their order."""
    texts = [f"{name}_{tag}" if tag else name for name in TITLES for tag in ("", *languages[1:])]
    return [*BEFORE, *texts, *AFTER]


def cell(text: str | None) -> str:
    """Write an organizer's text as one cell: on one line, no formula, quoted where it must be (RFC 4180)."""
    if not text:
        return ""
    if text.isascii() and text.isprintable() and text[0].isalnum() and "," not in text and '"' not in text:
        return text
    text = " ".join(plain(text).split())
    if _FORMULA.match(text):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _wall(local: Local) -> str:
    return local.isoformat(" ", "minutes") if isinstance(local, datetime) else local.isoformat()


def _yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _date(context: Context, entry: Entry, occurrence: Occurrence) -> str:
    """The columns that only this date has."""
    span = occurrence.span
    return (f"{cell(occurrence.uid)},{_wall(span.start)},{_wall(last_day(span.end))},{_yes(span.all_day)},{span.zone},"
            f"{context.root()}{event_page(entry, occurrence)}")


def _place(venue: Venue, lang: Language) -> tuple[str, str, str]:
    """The columns of a venue: its name, its usual room, and the rest."""
    rest = [cell(part) for part in (venue.street, venue.town, venue.state, venue.zip, venue.country or "US")]
    rest += ["" if value is None else degrees(value) for value in (venue.latitude, venue.longitude)]
    return cell(text_in(venue, "title", lang.tag)), cell(text_in(venue, "room", lang.tag)), ",".join(rest)


def _details(context: Context, entry: Entry, event: Event, places: dict[str, tuple[str, str, str]]) -> str:
    """The columns that dates may share; begins with a comma."""
    records, first, further = context.catalog.records, context.site.lang, context.site.languages[1:]
    program, organizer = records.programs[event.program].record, records.organizers[event.organizer].record
    venue = event.venue if event.mode != "online" else None
    place, room, address = places[venue] if venue else ("", "", ",,,,,,")
    by = local_of(event.registration_by, context.site.timezone) if event.registration_by else None
    texts = [cell(text_in(event, name, first)) if not tag else cell(event.translations.get(tag, {}).get(name) or (
        getattr(event, name) if entry.lang == tag else "")) for name in TITLES for tag in ("", *further)]
    values = [
        *texts, event.status, event.program, cell(text_in(program, "title", first)), event.organizer, cell(text_in(organizer, "title", first)),
        " ".join(event.audience), entry.kind, event.mode or "", cell(join_link(event)), venue or "", place,
        cell(text_in(event, "room", first)) or room, address, f"{event.cost.amount:f}", event.cost.currency, event.registration,
        cell(event.registration_url), cell(event.registration_phone), _wall(by) if by else "", _yes(event.drop_in),
        event.availability or "", " ".join(event.languages),
        " ".join(f"{i.lang}:on-request" if i.on_request else i.lang for i in event.interpretation), cell(" ".join(event.accessibility)),
        cell(" ".join(event.supports)), event.kit, _yes(event.anonymous), _yes(event.id_required),
        "" if event.age_min is None else str(event.age_min), cell("; ".join(_credit(c.body, c.hours) for c in event.credits)),
        cell(event.contact), cell(", ".join(event.tags)), entry.stamp]
    return "," + ",".join(values)


def _credit(body: str, hours: object) -> str:
    return f"{body} {hours} h" if hours is not None else body
