"""A whole moment: a date, perhaps a time, perhaps a zone, in one text."""

import datetime as dt
import re
from dataclasses import dataclass

from ..packed import packed
from .days import EXAMPLE, FIRST_YEAR, LAST_YEAR, check_weekday, take_date, take_weekday
from .durations import parse_duration
from .error import WhenError
from .lazy import Lazy
from .text import fold, readable, shown
from .times import parse_time, read_clock
from .zonesuffix import take_zone


@packed
@dataclass(frozen=True, slots=True)
class When:
    """A date as somebody wrote it, with a time if there was one."""

    date: dt.date
    time: dt.time | None = None
    """Local wall time, without tzinfo; None for a whole day."""
    zone: str | None = None
    """The name of a time zone written behind it (`America/Chicago`), not yet looked up."""
    offset: dt.timedelta | None = None
    """The distance from UTC written behind it (`-05:00`, `Z`)."""

    @property
    def local(self) -> dt.datetime | dt.date:
        """The wall time as a naive datetime, or the date alone for a whole day."""
        return self.date if self.time is None else dt.datetime.combine(self.date, self.time)


_BEFORE_CLOCK = Lazy(r"^(?:(?:on|el|dia|the|of|del?|from|,|;|@|-|\||t(?=\d))(?=[ \d]|$) ?)+")
_AFTER_CLOCK = Lazy(r"(?:[ ,;@|-]|\b(?:on|el|the)$)+$")
_DAY_AND_NAME = r"\b(?:[a-z]{3,9}\.? \d{1,2}|\d{1,2} (?:de )?[a-z]{3,})\b(?! la)"
_MIDNIGHT = Lazy(r"midnight|media ?noche|\bnoche")
_HAS_DATE = Lazy(r"[-/]|\d{4}|[a-z]{3}")


def parse_when(text: str) -> When:
    """The date, and the time and zone if written, that `text` says. Raises `WhenError`.

    `2026-12-08` and `2026-12-08 18:00` are read without any of the work that the other forms need.
    """
    if text[4:5] == "-" and text[7:8] == "-":
        try:
            if len(text) == 10:
                day = dt.date.fromisoformat(text)
                if FIRST_YEAR <= day.year <= LAST_YEAR:
                    return When(day)
            elif len(text) in (16, 19) and text[10] in " T" and text[13] == ":":
                moment = dt.datetime.fromisoformat(text)
                if FIRST_YEAR <= moment.year <= LAST_YEAR:
                    return When(moment.date(), moment.time())
        except ValueError:
            pass  # explained below
    return _read(text)


def parse_date(text: str) -> dt.date:
    """The date that `text` says, which must not have a time. Raises `WhenError`."""
    when = parse_when(text)
    if when.time is not None:
        raise WhenError(f"{shown(text)} has a time, but only the date is wanted", f"Write {when.date}")
    return when.date


def parse_time_or_when(text: str) -> dt.time | When:
    """A time alone (`19:00`) or a whole moment (`2026-12-09 01:00`), as `end` may be. Raises `WhenError`."""
    if len(text) >= 10 and text[4:5] == "-" == text[7:8]:  # begins as 2026-12-09 does, so it is no time alone
        return parse_when(text)
    words = fold(readable(text, "time", "19:00, or 2026-12-09 01:00"))
    try:
        return parse_time(text)
    except WhenError as not_a_time:
        if _is_length(text):
            raise WhenError(f"{shown(text)} is how long it takes", f"Write it as duration: {text.strip()}") from None
        if not _HAS_DATE.search(words):
            raise
        try:
            return parse_when(text)
        except WhenError as not_a_date:
            raise (not_a_date if _looks_like_date(words) else not_a_time) from None


def _is_length(text: str) -> bool:
    try:
        return bool(parse_duration(text))
    except WhenError:
        return False


def _looks_like_date(words: str) -> bool:
    """Whether the trouble is with the date: `18:00-19:00` is two times, `Feb 30` is a bad date."""
    if re.search(r"\d{4}|\d[/-]\d{1,2}[/-]\d", words):
        return True
    _, rest = take_weekday(words)
    return rest != words or bool(re.search(_DAY_AND_NAME, words))


def _read(text: str) -> When:
    before_zone, zone, offset = take_zone(readable(text, "date", EXAMPLE), text)
    day, rest = take_date(fold(before_zone), text)
    weekday, rest = take_weekday(rest)
    check_weekday(day, weekday, text)
    rest = _AFTER_CLOCK.sub("", _BEFORE_CLOCK.sub("", rest.strip()))
    if not rest:
        return When(day, None, zone, offset)
    try:
        clock = read_clock(rest, text)
    except WhenError as error:
        raise _with_date(error, day, rest, text) from None
    if clock == dt.time(0) and _MIDNIGHT.search(rest):
        raise WhenError(
            f"{shown(text)} can be the midnight before that day or the one after it",
            f"Write {day} 00:00 or {day + dt.timedelta(days=1)} 00:00",
        )
    return When(day, clock, zone, offset)


def _with_date(error: WhenError, day: dt.date, rest: str, given: str) -> WhenError:
    """The same error with hints that name this very day."""
    if rest.startswith("24:00"):
        return WhenError(error.message, f"Write {day + dt.timedelta(days=1)} 00:00")
    if not any(letter.isdigit() for letter in rest):
        return WhenError(
            f"{shown(given)}: I can read the date {day}, but not '{rest[:40]}'",
            f"Write only the date and the time: {day} 18:00",
        )
    return error
