"""`/api/v1/events.csv`: public dates for people with a spreadsheet, one row a date.

Excel takes a CSV file for the computer's own old character set unless it begins with a byte-order mark, and would
show the accents of Spanish as garbage; hence the mark (Python reads it with `utf-8-sig`). A text that a spreadsheet would run as a
formula (`=`, `+`, `-`, `@` in front) gets an apostrophe before it. Times are wall-clock times at the place.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from ..catalog import Entry
from ..escape import plain
from ..job import Job
from ..model import Event, Venue, text_in
from ..schedule import Occurrence
from ..times import Local, local_of
from ..vevents import degrees
from .api import FOLDER, SELDOM
from .base import Context, Jobs, event_page, join_link

ADDRESS = FOLDER + "events.csv"
BOM = b"\xef\xbb\xbf"
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]")
_QUOTED = re.compile(r'[",\r\n]')
TITLES = ("title", "summary", "status_note")
"""Texts that have a further column for each further language of the site: `title_es`."""
BEFORE = ("id", "start", "end", "all_day", "timezone", "url")
AFTER = (
    "status",
    "program",
    "program_title",
    "organizer",
    "organizer_title",
    "audience",
    "kind",
    "mode",
    "venue",
    "place",
    "room",
    "street",
    "town",
    "state",
    "zip",
    "country",
    "latitude",
    "longitude",
    "availability",
    "languages",
    "join_url",
    "cost",
    "currency",
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
    "credits",
    "contact",
    "tags",
    "modified",
)
SELDOM_EMPTY = ",0,USD,none,,,,no,,,,none,,,,,,"
"""The columns from `join_url` to `tags` of an event that has none of these fields."""


def csv_jobs(context: Context) -> Jobs:
    """Give the table of all public dates."""
    yield Job(ADDRESS, context.key(context.plan.oldest), partial(csv_file, context))


def csv_file(context: Context) -> bytes:
    """Write the table, as far back as the feeds go, in order of the dates' start."""
    table, oldest, entries = Table(context), context.plan.oldest, context.published
    made = context.rows("csv", context.entry_keys(entries), lambda i: b"\n".join(table.rows(entries[i])))
    rows: list[tuple[int, str, bytes]] = []
    for entry, lines in zip(entries, made, strict=True):
        begins = [occurrence.begins for occurrence in entry.schedule.occurrences if occurrence.ends >= oldest]
        several = [bytes(lines)] if len(begins) == 1 else bytes(lines).split(b"\n")
        rows += [(moment, entry.slug, line) for moment, line in zip(begins, several, strict=True)]
    rows.sort()
    return BOM + b"\r\n".join([",".join(columns(context.site.languages)).encode(), *(row[2] for row in rows), b""])


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


def _clock(moment: str) -> str:
    """Write the wall clock of an RFC 3339 moment: `2026-12-08T18:00:00-05:00` → `2026-12-08 18:00`."""
    return f"{moment[:10]} {moment[11:16]}" if len(moment) > 10 else moment


def _yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


class Table:
    """Writes the columns; what many rows share (venues, programs, hosts, fields that few events have) is written once."""

    def __init__(self, context: Context) -> None:
        self.context, self.tag, self.further = context, context.site.lang, context.site.languages[1:]
        self.root, records = context.root(), context.catalog.records
        self.blank = "," * len(context.site.languages)
        self.programs = {key: self._title(entry.record) for key, entry in records.programs.items()}
        self.organizers = {key: self._title(entry.record) for key, entry in records.organizers.items()}
        self.places = {key: self._place(entry.record) for key, entry in records.venues.items()}

    def _title(self, record: Any) -> str:
        return cell(text_in(record, "title", self.tag))

    def _place(self, venue: Venue) -> tuple[str, str, str]:
        """The columns of a venue: its name, its usual room, and the rest."""
        rest = [
            cell(part) for part in (venue.street, venue.town, venue.state, venue.zip, venue.country or "US")
        ]
        rest += ["" if value is None else degrees(value) for value in (venue.latitude, venue.longitude)]
        return self._title(venue), cell(text_in(venue, "room", self.tag)), ",".join(rest)

    def rows(self, entry: Entry) -> list[bytes]:
        """The rows of all dates of an event that are not too old, in their order."""
        shared: dict[int, str] = {}
        found = []
        for occurrence in entry.schedule.occurrences:
            if occurrence.ends >= self.context.plan.oldest:
                details = entry.schedule.details(occurrence)
                rest = shared.get(id(details))
                if rest is None:
                    rest = shared[id(details)] = self.details(entry, details)
                found.append((self.date(entry, occurrence) + rest).encode())
        return found

    def date(self, entry: Entry, occurrence: Occurrence) -> str:
        """The columns that only this date has."""
        start, end = self.context.moments(occurrence)
        many = len(entry.schedule.occurrences) > 1
        page = f"{self.root}{event_page(entry, occurrence)}" if many else f"{self.root}events/{entry.slug}/"
        return f"{cell(occurrence.uid)},{_clock(start)},{_clock(end)},{_yes(occurrence.span.all_day)},{occurrence.span.zone},{page}"

    def texts(self, entry: Entry, event: Event, name: str) -> str:
        """A text in every language of the site; the first column has it in any case. Begins with a comma."""
        written, translations = getattr(event, name), event.translations
        if not translations:
            if not written:
                return self.blank
            own = entry.lang if entry.lang in self.further else ""
            return (
                ","
                + cell(written)
                + "".join([f",{cell(written)}" if tag == own else "," for tag in self.further])
            )
        found = "," + cell(translations.get(self.tag, {}).get(name) or written)
        for tag in self.further:
            found += "," + cell(translations.get(tag, {}).get(name) or (written if entry.lang == tag else ""))
        return found

    def details(self, entry: Entry, event: Event) -> str:
        """The columns that dates of one event may share; begins with a comma."""
        venue = event.venue if event.mode != "online" else None
        place, room, address = self.places[venue] if venue else ("", "", ",,,,,,")
        if event.room:
            room = cell(text_in(event, "room", self.tag))
        seldom = SELDOM_EMPTY if event.model_fields_set.isdisjoint(SELDOM) else self.seldom(event)
        return (
            f"{''.join([self.texts(entry, event, name) for name in TITLES])},{event.status},{event.program},{self.programs[event.program]},"
            f"{event.organizer},{self.organizers[event.organizer]},{' '.join(event.audience)},{entry.kind},{event.mode},{venue or ''},"
            f"{place},{room},{address},{event.availability or ''},{' '.join(event.languages)},{seldom},{self.context.stamps[entry.slug]}"
        )

    def seldom(self, event: Event) -> str:
        """The columns of fields that few events have."""
        by = local_of(event.registration_by, self.context.site.timezone) if event.registration_by else None
        return ",".join(
            (
                cell(join_link(event)),
                format(Decimal(event.cost.amount), "f"),
                event.cost.currency,
                event.registration,
                cell(event.registration_url),
                cell(event.registration_phone),
                _wall(by) if by else "",
                _yes(event.drop_in),
                " ".join(f"{i.lang}:on-request" if i.on_request else i.lang for i in event.interpretation),
                cell(" ".join(event.accessibility)),
                cell(" ".join(event.supports)),
                event.kit,
                _yes(event.anonymous),
                _yes(event.id_required),
                "" if event.age_min is None else str(event.age_min),
                cell("; ".join(_credit(c.body, c.hours) for c in event.credits)),
                cell(event.contact),
                cell(", ".join(event.tags)),
            )
        )


def _credit(body: str, hours: object) -> str:
    return f"{body} {hours} h" if hours is not None else body
