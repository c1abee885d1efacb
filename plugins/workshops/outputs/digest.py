"""The weekly digest: an Atom feed with one entry a week, for newsletters and for people who read and do not plan.

A week runs from Monday to Sunday on the site's clock. An entry lists all dates of its week, those that are past by
now too, so that it changes only when an event of that week does. It appears three weeks before its week begins,
which is the moment that it gives as published.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

from .. import describe
from ..escape import attribute, html, xml
from ..ics import OLD_STAMP
from ..instants import iso, last_day
from ..job import Job
from ..language import Language
from ..model import text_in
from ..schedule import compact, day_of
from ..times import Span, epoch
from ..zones import load_zone
from .atom import Head, document
from .base import Context, Dated, Jobs, event_page, stamp_iso, tag_uri
from .items import capital, prefixed, subject_of

ADDRESS = "feeds/digest.atom"
WEEKS = 4
"""This week and the three that follow."""
WEEK = timedelta(days=7)


def digest_jobs(context: Context) -> Jobs:
    """Give `feeds/digest.atom` in every language."""
    for lang in context.languages:
        yield Job(
            context.site.folder(lang.tag) + ADDRESS,
            context.key(monday_of(context)),
            partial(digest_file, context, lang),
        )


def digest_file(context: Context, lang: Language) -> bytes:
    """Write the digest in one language."""
    found = [(monday, dates) for monday, dates in weeks(context) if dates]
    name = lang.gettext("Week by week: {name}").format(name=context.site.name_in(lang.tag))
    head = Head(
        name,
        lang.gettext("One entry a week with all its dates"),
        ADDRESS,
        "calendar/",
        tag_uri(context.site, context.site.folder(lang.tag).rstrip("/"), "feeds", "digest"),
        max((_updated(context, *week) for week in found), default=stamp_iso(OLD_STAMP)),
    )
    return document(context, lang, head, (_entry(context, *week, lang) for week in found))


def monday_of(context: Context) -> date:
    """Return the first day of this week on the site's clock."""
    today = context.now.astimezone(load_zone(context.site.timezone)).date()
    return today - timedelta(days=today.weekday())


def weeks(context: Context) -> list[tuple[date, list[Dated]]]:
    """Return Monday and dates of each week of the digest; a date that takes several days stands on its first."""
    first = monday_of(context)
    found: dict[date, list[Dated]] = {first + n * WEEK: [] for n in range(WEEKS)}
    zone = context.site.timezone
    begin, end = epoch(first - timedelta(days=1), zone), epoch(first + WEEKS * WEEK + timedelta(days=1), zone)
    for entry in context.public:
        if entry.ends < begin or entry.begins > end:
            continue
        for occurrence in entry.schedule.occurrences:
            if begin <= occurrence.begins <= end:
                day = day_of(occurrence.span.start)
                monday = day - timedelta(days=day.weekday())
                if monday in found:
                    found[monday].append((entry, occurrence))
    for dates in found.values():
        dates.sort(
            key=lambda pair: (compact(pair[1].span.start)[:8], pair[1].begins, pair[0].slug, pair[1].uid)
        )
    return list(found.items())


def _appears(context: Context, monday: date) -> str:
    """The moment from which a week is in the digest."""
    midnight = datetime.combine(monday - (WEEKS - 1) * WEEK, time())
    return iso(midnight, epoch(midnight, context.site.timezone))


def _updated(context: Context, monday: date, dates: list[Dated]) -> str:
    """The newest change of the week's events, at the earliest the moment when the week appeared. In UTC."""
    midnight = datetime.combine(monday - (WEEKS - 1) * WEEK, time())
    appeared = datetime.fromtimestamp(epoch(midnight, context.site.timezone), load_zone("UTC")).strftime(
        "%Y%m%dT%H%M%SZ"
    )
    return stamp_iso(max(appeared, *(context.stamps[entry.slug] for entry, _ in dates)))


def _entry(context: Context, monday: date, dates: list[Dated], lang: Language) -> str:
    year, number, _ = monday.isocalendar()
    name = f"{year}-W{number:02}"
    first = day_of(dates[0][1].span.start)
    page = f"{context.root(lang)}calendar/{first:%Y/%m}/"
    title = lang.gettext("Week of {date}").format(date=lang.date(monday))
    count = lang.plural("{n} date", "{n} dates", len(dates))
    identity = tag_uri(context.site, context.site.folder(lang.tag).rstrip("/"), "digest", name)
    return (
        f"<entry>\n<id>{xml(identity)}</id>\n<title>{xml(title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{xml(page)}"/>\n<updated>{_updated(context, monday, dates)}</updated>\n'
        f"<published>{_appears(context, monday)}</published>\n<summary>{xml(count)}</summary>\n"
        f'<content type="html">{xml(_content(context, dates, lang))}</content>\n</entry>\n'
    )


def _content(context: Context, dates: list[Dated], lang: Language) -> str:
    days: dict[date, list[str]] = {}
    for entry, occurrence in dates:
        days.setdefault(day_of(occurrence.span.start), []).append(_line(context, (entry, occurrence), lang))
    return "".join(
        f"<h3>{html(capital(lang.date_long(day)))}</h3><ul>{''.join(lines)}</ul>"
        for day, lines in days.items()
    )


def hours_text(span: Span, lang: Language) -> str:
    """Say the hours of a date under the heading of its day; what goes on for longer than a night says its days too."""
    last = last_day(span.end)
    if not isinstance(span.start, datetime) or not isinstance(last, datetime):
        return lang.gettext("all day") if last == span.start else describe.span_text(span, lang)
    if last.date() == span.start.date() or last - span.start < timedelta(hours=12):
        return lang.span_parts(span.start, last)[1]
    return describe.span_text(span, lang)


def _line(context: Context, dated: Dated, lang: Language) -> str:
    """One date: hours, title with its link, place, cost, what changed."""
    entry, occurrence = dated
    url = context.root(lang) + event_page(entry, occurrence)
    subject, event = subject_of(context.catalog, entry, occurrence, url), entry.schedule.details(occurrence)
    hours = hours_text(occurrence.span, lang)
    title = prefixed(text_in(event, "title", lang.tag) or event.title, event.status, lang)
    place = lang.gettext("Online")
    if subject.venue is not None and event.mode != "online":
        place = ", ".join(
            part for part in (describe.place_title(event, subject.venue, lang), subject.venue.town) if part
        )
    return (
        f'<li>{html(hours)}: <a href="{attribute(url)}">{html(title)}</a>. {html(place)}. '
        f"{html(describe.cost(subject, lang))}.</li>"
    )
