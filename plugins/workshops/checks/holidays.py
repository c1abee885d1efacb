"""Holidays by rule: the federal ones of the United States (5 U.S.C. 6103), with the weekday they are observed on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

FEDERAL = "us-federal"
"""In a site's list of holidays: all federal ones."""

RULES: dict[str, tuple[int, int, int | None]] = {
    "New Year's Day": (1, 1, None),
    "Martin Luther King Jr. Day": (1, 3, 0),
    "Presidents' Day": (2, 3, 0),
    "Memorial Day": (5, -1, 0),
    "Juneteenth": (6, 19, None),
    "Independence Day": (7, 4, None),
    "Labor Day": (9, 1, 0),
    "Columbus Day": (10, 2, 0),
    "Veterans Day": (11, 11, None),
    "Thanksgiving": (11, 4, 3),
    "Christmas Day": (12, 25, None),
}
"""Name → month, day of the month, None; or month, which one (-1 the last), weekday (Monday 0)."""


@lru_cache(maxsize=64)
def federal(year: int) -> dict[date, str]:
    """Return the federal holidays of a year: the day itself and, where it falls on a weekend, the day off."""
    found: dict[date, str] = {}
    for name, (month, number, weekday) in RULES.items():
        if weekday is not None:
            found[_nth(year, month, number, weekday)] = name
            continue
        day = date(year, month, number)
        found[day] = name
        off = day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))
        found.setdefault(off, f"{name} (observed)")
    if date(year + 1, 1, 1).weekday() == 5:
        found[date(year, 12, 31)] = "New Year's Day (observed)"
    return found


def _nth(year: int, month: int, number: int, weekday: int) -> date:
    if number > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def holiday(day: date, wanted: Iterable[str]) -> str | None:
    """Return the name of the holiday that `day` is, of those a site lists: dates, names, or `us-federal` for all."""
    name = federal(day.year).get(day)
    for item in wanted:
        if item == day.isoformat():
            return name or "a holiday"
        if name and (item.lower() == FEDERAL or item.lower() == name.removesuffix(" (observed)").lower()):
            return name
    return None
