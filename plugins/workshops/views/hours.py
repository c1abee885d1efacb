"""Weekly opening hours of kit sites: from text as people write it to minutes, and to a table in words."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any

from ..language import Language
from ..when import WhenError, parse_time
from .words import WEEKDAYS, capital

Range = tuple[int, int]
"""From and to, in minutes since midnight; to may be 1440, or less than from when it ends after midnight."""
DAY = 24 * 60


def read_hours(hours: Any) -> list[list[Range]]:
    """Return the ranges of each weekday, Monday first; what cannot be read is left out (the validator reports
    it).
    """
    if not isinstance(hours, dict):
        return [[] for _ in WEEKDAYS]
    named = {str(key).strip().lower(): value for key, value in hours.items()}
    return [_ranges(named.get(day)) for day in WEEKDAYS]


def _ranges(value: Any) -> list[Range]:
    texts = value if isinstance(value, list) else str(value or "").split(",")
    found = []
    for text in texts:
        parts = re.split(r"\s*(?:-|–|—|\bto\b|\ba\b)\s*", str(text).strip(), maxsplit=1)
        if len(parts) == 2:
            first, last = _minutes(parts[0]), _minutes(parts[1])
            if first is not None and last is not None:
                found.append((first, last))
    return sorted(found)


def _minutes(text: str) -> int | None:
    if re.fullmatch(r"24(?::00)?", text):
        return DAY
    try:
        clock = parse_time(text)
    except WhenError:
        return None
    return clock.hour * 60 + clock.minute


def always(week: list[list[Range]]) -> bool:
    """Whether it is open day and night."""
    return all(day == [(0, DAY)] for day in week)


def week_rows(week: list[list[Range]], language: Language) -> list[tuple[str, str]]:
    """Weekdays with their hours in words; neighbouring days with the same hours share a row.

    Sunday stands first where the language's week begins with it.
    """
    order = [(language.first_weekday + i) % 7 for i in range(7)]
    rows: list[tuple[list[int], list[Range]]] = []
    for day in order:
        if rows and rows[-1][1] == week[day]:
            rows[-1][0].append(day)
        else:
            rows.append(([day], week[day]))
    return [(_days(days, language), day_hours(ranges, language)) for days, ranges in rows]


def _days(days: list[int], language: Language) -> str:
    first, last = language.weekdays[days[0]], language.weekdays[days[-1]]
    if len(days) == 1:
        return capital(first)
    if len(days) == 2:
        return capital(language.list_of([first, last]))
    return capital(language.gettext("{first} to {last}").format(first=first, last=last))


def day_hours(ranges: list[Range], language: Language) -> str:
    """The hours of one day in words."""
    if not ranges:
        return language.gettext("closed")
    if ranges == [(0, DAY)]:
        return language.gettext("open all day")
    return language.list_of([language.time_range(_clock(a), _clock(b)) for a, b in ranges])


def day_ranges(days: list[date], language: Language) -> str:
    """Days in words: November 26, December 24 to December 27 and January 1."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    found = []
    for run in runs:
        names = [language.day_month(day) for day in run]
        found += names if len(run) < 3 else [language.gettext("{first} to {last}").format(first=names[0], last=names[-1])]
    return language.list_of(found)


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def packed(week: list[list[Range]]) -> str:
    """The week as the browser reads it: days from Monday on between `;`, ranges in minutes between `,`."""
    return ";".join(",".join(f"{a}-{b}" for a, b in day) for day in week)
