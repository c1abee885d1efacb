"""Dates as people say them on the command line: `Feb 16 6 pm`, without a year, or only `7 pm`.

In a file a date must stand on its own, so `when` refuses a missing year. Whoever moves a class from February 9 to
"Feb 16" has said enough: the year is the one that brings the new date nearest to the old one. These readers fill
the gap from a date that is known and leave everything else to `when`.
"""
from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ..times import Local
from ..when import When, WhenError, bare_morning, parse_time, parse_when
from ..when.names import MONTHS, one_of

_MONTH = one_of(MONTHS)
_DAY_OF_MONTH = re.compile(
    rf"\b(?P<en>(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?)\b(?!:)|\b(?P<es>\d{{1,2}}(?:st|nd|rd|th)? (?:de |of )?(?:{_MONTH}))\b"
    r"|(?<![\d/:-])(?P<numbers>\d{1,2}/\d{1,2})(?![\d/])", re.I)
_TODAY = {"today": 0, "hoy": 0, "tomorrow": 1, "mañana": 1, "manana": 1, "yesterday": -1, "ayer": -1}


def read_near(text: str, about: Local, *, today: date | None = None, forward: bool = False) -> When:
    """Read a moment whose year, or whose day, may be left out.

    A missing year is the one that brings the date nearest to `about` (with `forward`, the first one not before it);
    a time alone is on the day of `about`. `today`, where given, allows today, tomorrow and yesterday. Raises `WhenError`.
    """
    text = " ".join(text.split())
    if clock := bare_morning(text):
        raise WhenError(f"'{text}' does not say morning or evening", f"Write {clock:%H:%M}, or {clock.hour}:{clock:%M} pm")
    shifted = _from_today(text, today)
    if shifted is not None:
        return shifted
    try:
        return parse_when(text)
    except WhenError as error:
        try:
            return When(_day(about), parse_time(text))
        except WhenError:
            if text.isdigit() and len(text) < 3:
                raise
        if "year" not in error.message:
            raise
        return _with_year(text, _day(about), forward, error)


def read_day_near(text: str, about: Local, *, today: date | None = None, forward: bool = False) -> date:
    """Read a day whose year may be left out; a time is refused. Raises `WhenError`."""
    when = read_near(text, about, today=today, forward=forward)
    if when.time is not None:
        raise WhenError(f"'{text}' has a time, but only the date is wanted", f"Write {when.date}")
    return when.date


def _day(local: Local) -> date:
    return local.date() if isinstance(local, datetime) else local


def _from_today(text: str, today: date | None) -> When | None:
    word, _, rest = text.partition(" ")
    days = _TODAY.get(word.lower().rstrip(","))
    if today is None or days is None:
        return None
    rest = re.sub(r"^(?:at|a las?)\s+", "", rest.strip(), flags=re.I)
    return When(today + timedelta(days=days), parse_time(rest) if rest else None)


def _with_year(text: str, about: date, forward: bool, error: WhenError) -> When:
    found = _DAY_OF_MONTH.search(text)
    if found is None:
        raise error
    day_text = found.group()
    joint = "/" if found["numbers"] else " de " if found["es"] and " de " in day_text else " " if found["es"] else ", "
    days: list[date] = []
    for year in range(about.year - 1, about.year + 2):
        try:
            days.append(parse_when(f"{day_text}{joint}{year}").date)
        except WhenError as refused:
            if year == about.year:
                error = refused
    near = [day for day in days if (0 <= (day - about).days <= 366 if forward else abs(day - about).days <= 183)]
    if not near:
        raise error
    year = min(near, key=lambda day: abs(day - about)).year
    return parse_when(f"{text[:found.end()]}{joint}{year}{text[found.end():]}")
