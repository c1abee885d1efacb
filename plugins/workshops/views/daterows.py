"""The list of an event's dates on its page: of each date what is not the same as of the others.

A date may be elsewhere than its series: in another place, another room, another time zone, or online. Who reads only
the list must not go to the wrong door.
"""
from __future__ import annotations

from dataclasses import dataclass

from ..catalog import Entry
from ..instants import moments, to_minutes, utc_minutes
from ..model import Event, text_in
from ..schedule import Occurrence
from .base import Views, anchor, foreign, told
from .cards import place, status_of
from .words import STATUS_WORDS, capital


@dataclass(slots=True)
class DateRow:
    """One date of a series, as its event's page lists it."""

    id: str
    day: str
    hours: str
    iso: str
    ends: str
    place: str
    status: str
    kind: str
    note: str
    note_lang: str
    title: str = ""
    """What a session of a course is about."""
    title_lang: str = ""


def date_row(views: Views, entry: Entry, occurrence: Occurrence, lang: str, zone: str) -> DateRow:
    """One line of the list of dates; `zone` is the time zone that the page has told already."""
    details, span, language = entry.schedule.details(occurrence), occurrence.span, views.language(lang)
    event, course = entry.event, entry.kind == "course"
    day, hours = language.span_parts(span.start, span.end)
    if hours and span.zone != zone:
        hours = f"{hours} ({language.zone_name(span.zone)})"
    state, kind = status_of(details)
    note, note_lang = told(details, "status_note", lang, entry.lang)
    if course and (state, kind) == status_of(event) and details.status == "scheduled":
        state = kind = ""  # what holds for the whole course stands above
    if not state and details.status_note == event.status_note:
        note = ""
    title, title_lang = told(details, "title", lang, entry.lang)
    if details.title == event.title:
        title = ""
    return DateRow(
        anchor(occurrence.original),
        capital(day),
        hours or language.gettext("All day"),
        to_minutes(moments(occurrence)[0]),
        utc_minutes(occurrence.ends),
        elsewhere(views, entry, details, lang),
        language.gettext(STATUS_WORDS[state]) if state else "",
        kind,
        note,
        foreign(note_lang, lang),
        title,
        foreign(title_lang, lang),
    )


def elsewhere(views: Views, entry: Entry, details: Event, lang: str) -> str:
    """Where one date is, with its own room; "" where the whole event is."""
    event = entry.event
    room = text_in(details, "room", lang) if details.room != event.room and details.mode != "online" else ""
    if not room and entry.kind != "dates" and (details.venue, details.mode) == (event.venue, event.mode):
        return ""
    return ", ".join(part for part in (room, place(views, details, lang)) if part)
