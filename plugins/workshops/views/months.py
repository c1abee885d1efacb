"""Month calendars: a table of weeks on wide screens, which the style sheet turns into a list on phones.

A month with more than `MOST` dates would be too large for a cheap phone, so its weeks stand on several pages.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from ..language import Language
from ..zones import load_zone
from .base import Dated, Page, Views
from .cards import item_address, look, place, status_of, title_of, zone_of
from .lists import digest_of, names_of, page_address, pagination
from .words import STATUS_WORDS, capital

Month = tuple[int, int]
Part = tuple[list[list[date]], list[Dated]]
"""Weeks that stand on one page, and their dates."""
BACK, AHEAD = 12, 24
"""How many months before and after this one have a page."""
MOST = 160
"""Most dates on one page, unless one week alone has more: about 12 KB compressed, with titles of usual length."""
HALF_DAY = 43200
"""A shorter date that starts before the 28th is over in the same month."""


@dataclass(slots=True)
class Slot:
    """One event on one day of the table."""

    time: str
    title: str
    lang: str
    address: str
    place: str
    tint: str
    status: str
    kind: str
    ends: str = ""


@dataclass(slots=True)
class Day:
    """One cell; `inside` tells whether it belongs to the month."""

    date: str
    number: int
    name: str
    inside: bool
    slots: list[Slot] = field(default_factory=list)


def month_of(views: Views) -> Month:
    """The month it is now on the site's wall clock."""
    here = views.now.astimezone(load_zone(views.site.timezone))
    return here.year, here.month


def by_month(views: Views) -> dict[Month, list[Dated]]:
    """Public dates by the months in which they take place, within the range that has pages."""
    found: dict[Month, list[Dated]] | None = views.memo.get("months")
    if found is None:
        found = views.memo["months"] = _by_month(views)
    return found


def _by_month(views: Views) -> dict[Month, list[Dated]]:
    year, month = month_of(views)
    now = year * 12 + month - 1
    by_number: dict[int, list[Dated]] = {now: []}
    for item in views.public.items:
        start = item.occurrence.span.start
        first = last = start.year * 12 + start.month - 1
        if item.occurrence.ends - item.occurrence.begins > HALF_DAY or start.day > 27:
            end = _last(item)
            last = end.year * 12 + end.month - 1
        for number in range(max(first, now - BACK), min(last, now + AHEAD) + 1):
            by_number.setdefault(number, []).append(item)
    return {(number // 12, number % 12 + 1): items for number, items in sorted(by_number.items())}


def _last(item: Dated) -> date:
    end = item.occurrence.span.end
    if isinstance(end, datetime):  # what ends at or soon after midnight belongs to the evening before
        return max(item.day, (end - timedelta(hours=6)).date())
    return end - timedelta(days=1)


def month_pages(views: Views) -> list[Page]:
    """The jobs of all months, and of `/calendar/`, which is the month it is now."""
    months = by_month(views)
    order, current = list(months), month_of(views)
    today = views.now.astimezone(load_zone(views.site.timezone)).date()
    found = []
    for i, month in enumerate(order):
        near = (order[i - 1] if i else None, order[i + 1] if i + 1 < len(order) else None)
        edges = (str(near), str(order[0]), str(order[-1]))
        whole = digest_of(names_of(months[month]))
        cut: dict[int, list[Part]] = {}
        for lang in views.languages:
            base, first = f"{views.site.folder(lang)}calendar/", views.language(lang).first_weekday
            parts = cut[first] = cut.get(first) or parts_of(month, months[month], first)
            for number, part in enumerate(parts, 1):
                name = whole if len(parts) == 1 else digest_of([str(len(parts)), *names_of(part[1])])
                make = _data(views, month, part, near, lang, (number, len(parts)))
                found.append(Page(page_address(address_of(base, month), number), "calendar.html", lang, (name, *edges), make))
                if month == current and any(today in week for week in part[0]):
                    found.append(Page(base, "calendar.html", lang, (name, *edges, str(month), str(number)), make))
    return found


def parts_of(month: Month, items: list[Dated], first_weekday: int) -> list[Part]:
    """The weeks of one month with their dates, cut where they would be too many for one page."""
    table = calendar.Calendar(first_weekday).monthdatescalendar(*month)
    if len(items) <= MOST:
        return [(table, items)]
    by_week: list[list[Dated]] = [[] for _ in table]
    begins = table[0][0].toordinal()
    for item in items:
        day = item.day.toordinal() - begins
        long = day % 7 == 6 or item.occurrence.ends - item.occurrence.begins > HALF_DAY
        last = _last(item).toordinal() - begins if long else day
        for listed in by_week[max(day // 7, 0) : last // 7 + 1]:
            listed.append(item)
    found: list[Part] = []
    for week, listed in zip(table, by_week, strict=True):
        if found and len(found[-1][1]) + len(listed) <= MOST:
            known = {id(item) for item in found[-1][1]}
            found[-1][0].append(week)
            found[-1][1].extend(item for item in listed if id(item) not in known)
        else:
            found.append(([week], listed))
    return found


def address_of(base: str, month: Month) -> str:
    """`calendar/2026/12/`."""
    return f"{base}{month[0]}/{month[1]:02}/"


def _data(
    views: Views, month: Month, part: Part, near: tuple[Month | None, Month | None], lang: str, place: tuple[int, int]
) -> Callable[[], dict[str, Any]]:
    def data() -> dict[str, Any]:
        language = views.language(lang)
        base = f"{views.site.folder(lang)}calendar/"
        name = capital(language.month(*month))
        first, (number, total) = language.first_weekday, place
        page = language.gettext("Page {n} of {total}").format(n=number, total=total)
        return {
            "title": name if number == 1 else f"{name} ({page})",
            "description": language.gettext("All dates in {month}").format(month=language.month(*month)),
            "weekdays": [(capital(language.weekdays[d % 7]), capital(language.weekdays_short[d % 7])) for d in range(first, first + 7)],
            "weeks": weeks(views, month, part, lang),
            "count": len(part[1]),
            "before": (address_of(base, near[0]), capital(language.month(*near[0]))) if near[0] else None,
            "after": (address_of(base, near[1]), capital(language.month(*near[1]))) if near[1] else None,
            "canonical": page_address(address_of(base, month), number),
            "pagination": pagination(address_of(base, month), number, total),
        }

    return data


def weeks(views: Views, month: Month, part: Part, lang: str) -> list[list[Day]]:
    """The table of one month or of a part of it, whole weeks from the language's first weekday on."""
    language = views.language(lang)
    days: dict[date, Day] = {}
    table = []
    for week in part[0]:
        row = [Day(d.isoformat(), d.day, capital(language.day(d)), d.month == month[1]) for d in week]
        days.update(zip(week, row, strict=True))
        table.append(row)
    for item in part[1]:
        day, last = item.day, _last(item)
        slot = slot_of(views, item, lang)
        while day <= last:
            cell = days.get(day)
            if cell is not None and cell.inside:
                cell.slots.append(slot if day == item.day else replace(slot, time=_later(item, day, last, language)))
            day += timedelta(days=1)
    return table


def _later(item: Dated, day: date, last: date, language: Language) -> str:
    """What stands for the time on a further day of a long date: until when on the last one."""
    end = item.occurrence.span.end
    if isinstance(end, datetime) and day == last:
        return language.gettext("until {time}").format(time=language.time(end))
    return language.gettext("All day")


def slot_of(views: Views, item: Dated, lang: str) -> Slot:
    """One event as the table shows it."""
    language, details = views.language(lang), item.details
    title, tag = title_of(item, lang)
    start = item.occurrence.span.start
    state, kind = status_of(details)
    return Slot(
        language.time(start) + zone_of(views, item, lang) if isinstance(start, datetime) else language.gettext("All day"),
        title,
        "" if tag == lang else tag,
        item_address(views, item, lang),
        place(views, details, lang),
        look(views, details.program, lang).tint,
        language.gettext(STATUS_WORDS[state]) if state else "",
        kind,
    )
