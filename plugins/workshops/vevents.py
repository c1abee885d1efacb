"""One component of one event → its VEVENT text in one language.

Everything that a calendar program is told about an event is decided here: title and prefix, place, categories,
address of the page, status, revision. `ics` only writes it down.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from mimetypes import guess_type

from . import describe, ics
from .catalog import Catalog, Entry
from .escape import ical
from .language import Language
from .model import Organizer, text_in
from .phrases import describe_repeat
from .reader import utc_text
from .schedule import Component

EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def _(message: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown."""
    return message


PREFIXES = {"cancelled": _("CANCELLED: {title}"), "postponed": _("POSTPONED: {title}")}
def organizer_address(organizer: Organizer) -> str | None:
    """Return the organizer's public e-mail address, if it has one."""
    contact = organizer.contact or ""
    return contact if EMAIL.fullmatch(contact) else None


def degrees(value: Decimal) -> str:
    """Write a coordinate without exponent and without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def least_revision(entry: Entry, component: Component) -> int:
    """Return the lowest SEQUENCE that the content itself allows.

    A date that is cancelled, postponed or moved was published before it became so, hence at least revision 1.
    """
    return max(component.sequence, 0 if component.brief.status == "scheduled" else 1)


SHORT_END = b"\r\n" + ics.END.encode()


@dataclass(slots=True)
class Said:
    """What the VEVENTs of one event say in one language, each to its END line, in the order of the schedule.

    `cuts` are the lengths of the full texts without the event's body, which comes last: with `SHORT_END` put to so
    much of a full text it is the short one. `discreet` texts do not tell the topic; there are none where no feed
    needs them.
    """

    full: list[bytes | memoryview]
    cuts: list[int]
    discreet: list[bytes | memoryview]


class Serializer:
    """Writes what the VEVENTs of one catalog say in one language."""

    def __init__(self, catalog: Catalog, lang: Language) -> None:
        self.catalog, self.lang, self.site = catalog, lang, catalog.site
        self.root = f"{self.site.url}/{self.site.folder(lang.tag)}"

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The addresses of all venues, each on one line."""
        return {key: describe.address_text(venue.record) for key, venue in self.catalog.records.venues.items()}

    def said(self, entry: Entry) -> Said:
        """Write what all VEVENTs of an event say."""
        text = self.body(entry) if self.site.feed_bodies else ""
        body = "\\n\\n" + ical(text) if text else ""
        found = Said([], [], [])
        for component in entry.schedule.components:
            subject = self.subject(entry, component)
            lines = ics.said_lines(self.status(component), self.wording(subject))
            start = "DESCRIPTION:" + ical(describe.describe(subject, self.lang))
            short = (lines + ics.fold(start)).encode()
            found.full.append((lines + ics.fold(start + body) + ics.END).encode() if body else short + ics.END.encode())
            found.cuts.append(len(short) - 2)
            if self.site.has_feed("discreet"):
                found.discreet.append(self.discreet(subject, component).encode())
        return found

    def status(self, component: Component) -> str:
        """Return the value of STATUS; the site may keep cancelled events visible where a client would hide them."""
        status = component.details.status
        return "CONFIRMED" if status == "cancelled" and self.site.show_cancelled else ics.STATUS[status]

    def discreet(self, subject: describe.Subject, component: Component) -> str:
        """Write a VEVENT without telling the topic, for shared phones."""
        event = subject.event
        title = text_in(event, "discreet_title", self.lang.tag) or self.site.discreet_title.get(
            self.lang.tag, self.site.discreet_title[self.site.lang])
        location = subject.address if subject.venue is not None and event.mode != "online" else ""
        words = ics.Wording(self.prefixed(title, event.status), describe.discreet(subject, self.lang), location=location)
        return ics.said_part(self.status(component), words) + ics.END

    def prefixed(self, title: str, status: str) -> str:
        """Put CANCELLED or POSTPONED before a title, in the feed's language."""
        prefix = PREFIXES.get(status)
        return self.lang.gettext(prefix).format(title=title) if prefix else title

    def subject(self, entry: Entry, component: Component) -> describe.Subject:
        """Gather what a description is about."""
        records, event = self.catalog.records, component.details
        venue = records.venues[event.venue].record if event.venue else None
        return describe.Subject(
            event, component.span, venue, records.organizers[event.organizer].record, records.programs[event.program].record,
            page=f"{self.root}events/{entry.slug}/", rule=self.rule(entry, component), address=self.addresses.get(event.venue or "", ""),
            cohosts=tuple(records.organizers[key].record for key in event.cohosts), site_zone=self.site.timezone,
            own_note=event.status_note != entry.event.status_note)

    def rule(self, entry: Entry, component: Component) -> str:
        """Say the rule of a series in words, each day with its year, since this is read in any year; "" for a single date."""
        repeat = entry.schedule.repeat
        if not component.rrule or repeat is None:
            return ""
        span = component.span
        last = max(o.original for o in entry.schedule.occurrences if o.uid == component.uid)
        first, end = (moment.time() if isinstance(moment, datetime) else None for moment in (span.start, span.end))
        text: str = describe_repeat(
            repeat.rule, lang=self.lang.tag, start=first, end=end,
            until=last, skipped=entry.schedule.skipped)
        return text if span.all_day else f"{text} ({self.lang.zone_name(span.zone)})"

    def body(self, entry: Entry) -> str:
        """Return the event's text in this language, else as it is written."""
        return entry.text.get(self.lang.tag) or entry.text[entry.lang]

    def words(self, entry: Entry, component: Component, body: bool) -> ics.Wording:
        """Choose the texts of one VEVENT; without `body` the event's text is left out of the description."""
        subject = self.subject(entry, component)
        return self.wording(subject, describe.describe(subject, self.lang, self.body(entry) if body else ""))

    def wording(self, subject: describe.Subject, description: str = "") -> ics.Wording:
        """Choose the texts of one VEVENT around its description."""
        event, tag, program = subject.event, self.lang.tag, subject.program
        venue = subject.venue if event.mode != "online" else None
        place = geo = None
        if venue is not None:
            place = describe.place_title(event, venue, self.lang), subject.address
            if venue.latitude is not None and venue.longitude is not None:
                geo = degrees(venue.latitude), degrees(venue.longitude)
        address = organizer_address(subject.organizer)
        return ics.Wording(
            summary=self.prefixed(text_in(event, "title", tag) or event.title, event.status),
            description=description, place=place, geo=geo,
            location=self.lang.gettext("Online") if event.mode == "online" else "",
            url=subject.page, categories=(text_in(program, "title", tag) or program.title, *event.tags),
            organizer=(text_in(subject.organizer, "title", tag) or subject.organizer.title, address) if address else None,
            conference=(self.lang.gettext("Join online"), event.join_url) if event.join_url and event.join_public else None,
            image=self.image(event.image))

    def image(self, path: str | None) -> tuple[str, str] | None:
        """Return address and media type of an event's picture."""
        kind = guess_type(path)[0] if path else None
        return (f"{self.site.url}/{path.lstrip('/')}", kind) if path and kind else None


def weighty(component: Component, times: str) -> bytes:
    """Return what makes a new revision: time, rule, status, place."""
    event = component.details
    return "\0".join((times, event.status, event.mode or "", event.venue or "", event.room or "")).encode()


def created_of(entry: Entry, component: Component) -> str:
    """Return when the entry was first written, as UTC text, "" if it does not say."""
    return utc_text(entry.event.created, component.span.zone)
