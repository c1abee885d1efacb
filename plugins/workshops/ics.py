"""iCalendar text (RFC 5545, RFC 7986): lines, VEVENT, VCALENDAR.

Written straight as text, since a feed of ten thousand events must not cost a second; the tests hold it to what the
icalendar library reads back. A component is serialized once for each language and joined into every feed that it
belongs to, so that all feeds and the event's own file have the same bytes.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from . import __version__
from .escape import ical, ical_parameter, ical_uri, unquotable
from .schedule import Component, compact
from .times import Local
from .zones import vtimezone

PRODID = f"-//pelican-workshops//workshops {__version__.split('.')[0]}//EN"
OLD_STAMP = "20200101T000000Z"
STATUS = {"scheduled": "CONFIRMED", "moved": "CONFIRMED", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
REFRESH = "PT1H"


def fold(line: str) -> str:
    """Fold one content line at 75 octets without splitting a character, with CRLF at its end (RFC 5545 section 3.1)."""
    if line.isascii():
        if len(line) <= 75:
            return line + "\r\n"
        parts = [line[:75]]
        parts += [line[i:i + 74] for i in range(75, len(line), 74)]
        return "\r\n ".join(parts) + "\r\n"
    raw = line.encode()
    if len(raw) <= 75:
        return line + "\r\n"
    pieces, at, room = [], 0, 75
    while len(raw) - at > room:
        end = at + room
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[at:end])
        at, room = end, 74
    pieces.append(raw[at:])
    return b"\r\n ".join(pieces).decode() + "\r\n"


def stamped(name: str, local: Local, zone: str) -> str:
    """Write a date or a wall time with its zone: `DTSTART;TZID=America/New_York:20261208T180000`."""
    if isinstance(local, datetime):
        return f"{name};TZID={zone}:{compact(local)}"
    return f"{name};VALUE=DATE:{compact(local)}"


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one component in one language; `place` is (title, address) of the location."""

    summary: str
    description: str
    place: tuple[str, str] | None = None
    location: str = ""
    url: str = ""
    categories: Sequence[str] = ()
    geo: tuple[str, str] | None = None
    organizer: tuple[str, str] | None = None
    """Name and e-mail address."""
    conference: tuple[str, str] | None = None
    """Label and address."""
    image: tuple[str, str] | None = None
    """Address and media type."""


def identity_part(uid: str, sequence: int, stamp: str) -> str:
    """Write who a VEVENT is and which revision it has; stamps are UTC text."""
    return fold(f"UID:{uid}") + f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{sequence}\r\n"


def times_part(component: Component, created: str = "") -> str:
    """Write when it was made (UTC text) and when it is: its place in the series, start, end, rule, skipped dates."""
    span, lines = component.span, [f"CREATED:{created}\r\n"] if created else []
    if component.recurrence_id is not None:
        lines.append(fold(stamped("RECURRENCE-ID", component.recurrence_id, component.series_zone)))
    lines += [fold(stamped("DTSTART", span.start, span.zone)), fold(stamped("DTEND", span.end, span.zone))]
    if component.rrule:
        lines.append(fold(f"RRULE:{component.rrule}"))
    lines += [fold(stamped("EXDATE", day, span.zone)) for day in component.skipped]
    return "".join(lines)


def vevent(identity: str, times: str, said: str) -> str:
    """Join one VEVENT of its three parts: `identity_part`, `times_part`, `said_part`."""
    return f"BEGIN:VEVENT\r\n{identity}{times}{said}{END}"


END = "END:VEVENT\r\n"


def said_part(status: str, words: Wording) -> str:
    """Write what a VEVENT says in one language; `status` is STATUS's value."""
    said = said_lines(status, words)
    return said + fold("DESCRIPTION:" + ical(words.description)) if words.description else said


def said_lines(status: str, words: Wording) -> str:
    """Write all that a VEVENT says but its description, which comes last."""
    lines = [fold("SUMMARY:" + ical(words.summary)), f"STATUS:{status}\r\n"]
    if words.place is not None:
        lines.append(_place(words.place, words.geo))
    elif words.location:
        lines.append(_line("LOCATION", words.location))
    if words.url:
        lines.append(fold("URL:" + ical_uri(words.url)))
    if words.categories:
        lines.append(_categories(tuple(words.categories)))
    if words.organizer:
        lines.append(_organizer(words.organizer))
    if words.conference:
        lines.append(fold(f"CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL={ical_parameter(words.conference[0])}:{ical_uri(words.conference[1])}"))
    if words.image:
        lines.append(fold(f"IMAGE;VALUE=URI;DISPLAY=FULLSIZE;FMTTYPE={words.image[1]}:{ical_uri(words.image[0])}"))
    lines.append("TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n")
    return "".join(lines)


# Places, hosts and categories are few and said by thousands of events.


@lru_cache(maxsize=2048)
def _place(place: tuple[str, str], geo: tuple[str, str] | None) -> str:
    title, address = unquotable(place[0]).replace("\n", " "), unquotable(place[1]).replace("\n", " ")
    lines = fold("LOCATION:" + ical(f"{title}\n{address}" if address else title))
    if geo:
        lines += f"GEO:{geo[0]};{geo[1]}\r\n" + fold(
            f"X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS={ical_parameter(address)};X-APPLE-RADIUS=70"
            f";X-TITLE={ical_parameter(title)}:geo:{geo[0]},{geo[1]}")
    return lines


@lru_cache(maxsize=2048)
def _line(name: str, text: str) -> str:
    return fold(f"{name}:{ical(text)}")


@lru_cache(maxsize=2048)
def _categories(words: tuple[str, ...]) -> str:
    return fold("CATEGORIES:" + ",".join(ical(word) for word in words))


@lru_cache(maxsize=2048)
def _organizer(organizer: tuple[str, str]) -> str:
    return fold(f"ORGANIZER;CN={ical_parameter(organizer[0])}:mailto:{ical_uri(organizer[1])}")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The head of one feed."""

    name: str
    description: str
    zone: str
    url: str
    source: str
    color: str = ""
    modified: str = OLD_STAMP


OPENING = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + fold(f"PRODID:{PRODID}") + "CALSCALE:GREGORIAN\r\n"


def head(calendar: Calendar, zones: Iterable[str]) -> str:
    """Write a feed up to its first VEVENT; `zones` are those its events use, and the site's own is kept when there are none."""
    name, about = ical(calendar.name), ical(calendar.description)
    lines = [OPENING, fold(f"NAME:{name}"), fold(f"X-WR-CALNAME:{name}"), fold(f"DESCRIPTION:{about}"), fold(f"X-WR-CALDESC:{about}"),
             fold(f"X-WR-TIMEZONE:{calendar.zone}"), fold(f"URL:{ical_uri(calendar.url)}"),
             fold(f"SOURCE;VALUE=URI:{ical_uri(calendar.source)}"),
             f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}\r\nX-PUBLISHED-TTL:{REFRESH}\r\n"]
    if calendar.color:
        lines.append(f"COLOR:{calendar.color}\r\n")
    lines.append(f"LAST-MODIFIED:{calendar.modified}\r\n")
    lines += [vtimezone(zone) for zone in sorted(set(zones) or {calendar.zone})]
    return "".join(lines)


TAIL = "END:VCALENDAR\r\n"
