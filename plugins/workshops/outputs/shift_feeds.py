"""Calendar feeds of volunteer shifts: all of them, one a role, one a town.

Each open shift is a VEVENT of its own, also in a series, since people sign up for one date. A shift of a cancelled
or postponed date stays and says so until it is past; a filled one goes (see `shifts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b

from .. import describe
from ..calendars import COLOR
from ..ics import (
    OLD_STAMP,
    STATUS,
    TAIL,
    Calendar,
    Wording,
    head,
    identity_part,
    said_part,
    times_part,
    vevent,
)
from ..job import Job
from ..labels import FACET, label
from ..language import Language
from ..ledger import Row, revise, stamp_at
from ..model import text_in
from ..schedule import Component
from ..shifts import Shift, ShiftFeed, role_name, shift_feed_name
from ..vevents import degrees, weighty
from .base import Context, Jobs, Revision, event_page
from .items import prefixed


def shift_jobs(context: Context) -> Jobs:
    """Give every shift feed in every language."""
    for feed in context.shift_feeds:
        key = context.key([(shift.uid, *_revision(context, shift)) for shift in feed.shifts])
        for lang in context.languages:
            yield Job(
                context.site.folder(lang.tag) + feed.address, key, partial(shift_file, context, feed, lang)
            )


def shift_file(context: Context, feed: ShiftFeed, lang: Language) -> bytes:
    """Write one feed in one language."""
    root, name = context.root(lang), shift_feed_name(context.site, feed, lang)
    about = lang.gettext("Dates of {name}. Check the page before you travel: {page}").format(
        name=name, page=root + "volunteer/"
    )
    stamp = max((_revision(context, shift)[1] for shift in feed.shifts), default=OLD_STAMP)
    calendar = Calendar(
        name, about, context.site.timezone, root + "volunteer/", root + feed.address, COLOR, stamp
    )
    return (
        head(calendar, _zones(feed.shifts))
        + "".join(_vevent(context, shift, lang) for shift in feed.shifts)
        + TAIL
    ).encode()


def _zones(shifts: Iterable[Shift]) -> set[str]:
    return {shift.span.zone for shift in shifts if not shift.span.all_day}


def _revision(context: Context, shift: Shift) -> Revision:
    """Return SEQUENCE and stamp of a shift: those of its date and file, and from its first record on its own."""
    sequence, stamp = context.revision(shift.entry.schedule.components[shift.occurrence.component])
    stamp, row = max(stamp, shift.entry.stamp), context.catalog.ledger.shifts.get((shift.uid, ""))
    return revise(row, *_digests(context, shift), least=sequence, stamp=stamp) if row else (sequence, stamp)


def _digests(context: Context, shift: Shift) -> tuple[str, str]:
    """Name what makes a new revision of a shift (time, status, place), and all that is published of it."""
    component = Component(shift.uid, shift.span, shift.details)
    said = [_said(context, shift, lang) for lang in context.languages]
    weight = blake2b(weighty(component, times_part(component)), digest_size=6).hexdigest()
    return weight, blake2b("\0".join((weight, *said)).encode(), digest_size=9).hexdigest()


def shift_rows(context: Context) -> Iterator[Row]:
    """Give the ledger's rows of all shifts that are published now."""
    for shift in context.shifts:
        sequence, stamp = _revision(context, shift)
        last = stamp_at(datetime.fromtimestamp(shift.ends, UTC))
        yield Row(shift.uid, "", *_digests(context, shift), sequence, stamp, stamp, last, "", "", "")


def _vevent(context: Context, shift: Shift, lang: Language) -> str:
    """Write one shift, the same in all its feeds."""
    component = Component(shift.uid, shift.span, shift.details)
    return vevent(identity_part(shift.uid, *_revision(context, shift)), times_part(component), _said(context, shift, lang))


def _said(context: Context, shift: Shift, lang: Language) -> str:
    """What a shift says in one language."""
    found: str | None = context.memo.get((lang.tag, shift.uid))
    if found is None:
        found = context.memo[(lang.tag, shift.uid)] = _worded(context, shift, lang)
    return found


def _worded(context: Context, shift: Shift, lang: Language) -> str:
    site, event, records = context.site, shift.details, context.catalog.records
    venue = records.venues[event.venue].record if event.venue and event.mode != "online" else None
    title = text_in(event, "title", lang.tag) or event.title
    status = "CONFIRMED" if event.status == "cancelled" and site.show_cancelled else STATUS[event.status]
    place = geo = None
    if venue is not None:
        place = describe.place_title(event, venue, lang), describe.address_text(venue)
        if venue.latitude is not None and venue.longitude is not None:
            geo = degrees(venue.latitude), degrees(venue.longitude)
    words = Wording(
        summary=prefixed(f"{role_name(shift.role, lang.tag)}: {title}", event.status, lang),
        description="\n".join(f"{name}: {text}" for name, text in shift_lines(context, shift, lang)),
        place=place,
        geo=geo,
        location=lang.gettext("Online") if event.mode == "online" else "",
        url=context.root(lang) + event_page(shift.entry, shift.occurrence),
        categories=(lang.gettext("Volunteer shifts"), *event.tags),
    )
    return said_part(status, words)


def shift_lines(context: Context, shift: Shift, lang: Language) -> list[tuple[str, str]]:
    """Return label and text of all there is to say of a shift: how many are needed, when, where, training, how to sign up."""
    _, event, role, records = lang.gettext, shift.details, shift.role, context.catalog.records
    organizer, program = records.organizers[event.organizer].record, records.programs[event.program].record
    venue = records.venues[event.venue].record if event.venue else None
    page = context.root(lang) + event_page(shift.entry, shift.occurrence)
    subject = describe.Subject(
        event, shift.span, venue, organizer, program, page=page, site_zone=context.site.timezone
    )
    found = [
        (_("What changed"), describe.changed(subject, lang)),
        (_("Still needed"), "" if shift.off else lang.plural("{n} person", "{n} people", shift.missing)),
        (_("When"), describe.when(subject, lang)),
        (_("Where"), describe.where(subject, lang)),
        (_("Training needed first"), _training(context, shift, lang)),
        (label(FACET, "language", lang), lang.list_of([lang.language_name(tag) for tag in role.languages])),
        (
            _("Sign-up"),
            ""
            if shift.off
            else role.signup_url
            or role.contact
            or event.contact
            or organizer.contact
            or organizer.phone
            or "",
        ),
        (_("Details and changes"), page),
    ]
    return [(name, text) for name, text in found if text]


def _training(context: Context, shift: Shift, lang: Language) -> str:
    """The program that a volunteer must have attended, with the page of its dates."""
    key = shift.role.training
    program = context.catalog.records.programs.get(key) if key else None
    if program is None:
        return ""
    return f"{text_in(program.record, 'title', lang.tag) or program.record.title} ({context.root(lang)}programs/{program.key}/)"
