"""Coming dates as items of a news feed, for Atom and JSON Feed alike: one item a date, the next one first.

News programs show titles and sort by the day of a change, so the date of the event stands in the title.
"""

from __future__ import annotations

from dataclasses import dataclass

from .. import describe
from ..catalog import Catalog, Entry
from ..escape import html
from ..language import Language
from ..model import Event, text_in
from ..reader import utc_text
from ..schedule import Occurrence, compact, day_of
from ..vevents import PREFIXES
from .base import Context, event_page, stamp_iso, tag_uri

MOST = 300
"""Most dates in one news feed."""


@dataclass(frozen=True, slots=True)
class Item:
    """One date in one language; `updated` and `published` ("" if unknown) are RFC 3339, `body` is HTML."""

    id: str
    url: str
    title: str
    summary: str
    body: str
    body_lang: str
    updated: str
    published: str
    tags: tuple[str, ...]
    entry: Entry
    occurrence: Occurrence
    details: Event


def items(context: Context, lang: Language) -> list[Item]:
    """Return the coming dates of public events in one language, at most `MOST`."""
    known: list[Item] | None = context.memo.get(("items", lang.tag))
    if known is None:
        known = context.memo[("items", lang.tag)] = _items(context, lang)
    return known


def _items(context: Context, lang: Language) -> list[Item]:
    return [_item(context, entry, occurrence, lang) for entry, occurrence in context.coming[:MOST]]


def prefixed(title: str, status: str, lang: Language) -> str:
    """Put CANCELLED or POSTPONED before a title."""
    prefix = PREFIXES.get(status)
    return lang.gettext(prefix).format(title=title) if prefix else title


def subject_of(catalog: Catalog, entry: Entry, occurrence: Occurrence, page: str) -> describe.Subject:
    """Gather what the description of one date is about."""
    records, event = catalog.records, entry.schedule.details(occurrence)
    venue = records.venues[event.venue].record if event.venue else None
    return describe.Subject(
        event,
        occurrence.span,
        venue,
        records.organizers[event.organizer].record,
        records.programs[event.program].record,
        page=page,
        cohosts=tuple(records.organizers[key].record for key in event.cohosts),
        site_zone=catalog.site.timezone,
        own_note=event.status_note != entry.event.status_note,
    )


def summary_of(subject: describe.Subject, lang: Language) -> str:
    """Say in one line when, where and for how much, and what it is about."""
    parts = [
        describe.changed(subject, lang),
        describe.when(subject, lang),
        describe.where(subject, lang),
        describe.cost(subject, lang),
        text_in(subject.event, "summary", lang.tag) or "",
    ]
    return " ".join(
        capital(part) if part.endswith((".", "!", "?")) else f"{capital(part)}." for part in parts if part
    )


def capital(text: str) -> str:
    """Return the text with a capital first letter; weekdays are small in Spanish."""
    return text[:1].upper() + text[1:]


def _item(context: Context, entry: Entry, occurrence: Occurrence, lang: Language) -> Item:
    event, tag = entry.schedule.details(occurrence), lang.tag
    url = context.root(lang) + event_page(entry, occurrence)
    subject = subject_of(context.catalog, entry, occurrence, url)
    facts = "".join(
        f"<li><strong>{html(name)}:</strong> {html(text)}</li>"
        for name, text in describe.lines(subject, lang)
    )
    body_lang = tag if entry.html.get(tag) else entry.lang
    title = prefixed(text_in(event, "title", tag) or event.title, event.status, lang)
    program = subject.program
    created = utc_text(entry.event.created, occurrence.span.zone)
    return Item(
        tag_uri(
            context.site,
            context.site.folder(tag).rstrip("/"),
            "dates",
            occurrence.uid,
            compact(occurrence.original),
        ),
        url,
        f"{lang.date(day_of(occurrence.span.start))}: {title}",
        summary_of(subject, lang),
        f"<ul>{facts}</ul>" + entry.html.get(body_lang, "").replace("{root}", context.root()),
        body_lang,
        stamp_iso(context.stamps[entry.slug]),
        stamp_iso(created) if created else "",
        tuple(dict.fromkeys((text_in(program, "title", tag) or program.title, *event.tags))),
        entry,
        occurrence,
        event,
    )
