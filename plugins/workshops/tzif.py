"""Compiled time zone files: when clocks change, and by which rule they go on changing.

The public time zone database is shipped compiled, one TZif file (RFC 8536) a zone.  It lists the changes that
have been made or decreed, and ends with a footer, a POSIX rule for all the years after:
``EST5EDT,M3.2.0,M11.1.0`` is "second Sunday of March to first Sunday of November, both at 2:00".  `zoneinfo`
reads these files too but does not hand out what it found, and a calendar feed has to repeat it.
"""

from __future__ import annotations

import calendar
import re
import struct
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Change", "Clock", "Rule", "read_changes"]

EPOCH = datetime(1970, 1, 1)
_BEGINNING = (datetime(1800, 1, 1) - EPOCH) // timedelta(seconds=1)
"""An instant before all changes, in seconds since 1970."""


class Clock(NamedTuple):
    """A state of a zone's clocks: seconds east of UTC, daylight saving by law or not, the short name."""

    offset: int
    daylight: bool
    name: str


class Change(NamedTuple):
    """Clocks change from ``before`` to ``after`` at an instant, in seconds since 1970 in UTC."""

    at: int
    before: Clock
    after: Clock

    @property
    def wall(self) -> datetime:
        """The local time that clocks show just before they change."""
        return EPOCH + timedelta(seconds=self.at + self.before.offset)


class Rule(NamedTuple):
    """A yearly change: the ``week``-th ``weekday`` (0 is Sunday; week 5 is the last) of ``month``.

    ``seconds`` after midnight are wall-clock time before the change; they may be negative or more than a day.
    """

    month: int
    week: int
    weekday: int
    seconds: int
    before: Clock
    after: Clock

    def wall(self, year: int) -> datetime:
        """The local time, before the change, at which clocks change in this year."""
        first = datetime(year, self.month, 1)
        day = (self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1)
        if day >= calendar.monthrange(year, self.month)[1]:
            day -= 7
        return first + timedelta(days=day, seconds=self.seconds)

    def change(self, year: int) -> Change:
        """This year's change."""
        seconds = (self.wall(year) - EPOCH) // timedelta(seconds=1)
        return Change(seconds - self.before.offset, self.before, self.after)


def read_changes(data: bytes, until: int) -> tuple[list[Change], tuple[Rule, ...]]:
    """All changes of a zone from its beginning to the end of year ``until``, and its rules for ever after, if
    any.

    ``data`` is the content of a TZif file, version 2 or later.  The first "change" is the state from the
    beginning of time, so that the list is never empty.  Raises ValueError for data of another form.
    """
    states, footer = _read(data)
    changes = [Change(at, old, new) for (_, old), (at, new) in pairwise([states[0], *states])]
    rules = _footer_rules(footer)
    first_year = max(changes[-1].wall.year - 1, 1900) if len(changes) > 1 else 1900
    later = sorted(rule.change(year) for rule in rules for year in range(first_year, until + 1))
    changes += [change for change in later if change.at > changes[-1].at]
    return [changes[0], *(change for change in changes[1:] if change.before != change.after)], rules


def _read(data: bytes) -> tuple[list[tuple[int, Clock]], str]:
    """(instant, state from then on) in order of time, the first from the beginning, and the footer."""
    head = struct.Struct(">4s1s15x6L")
    _, _, isut, isstd, leap, times, types, chars = head.unpack_from(data)
    # The first block repeats the data in 32 bits, for readers of version 1.
    at = head.size + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    magic, version, isut, isstd, leap, times, types, chars = head.unpack_from(data, at)
    if magic != b"TZif" or version < b"2":
        raise ValueError("time zone data of an unknown format")
    at += head.size
    instants = struct.unpack_from(f">{times}q", data, at)
    kinds = data[at + times * 8 : at + times * 9]
    at += times * 9
    names = data[at + types * 6 : at + types * 6 + chars]
    clocks = [
        Clock(offset, daylight, names[index : names.index(b"\0", index)].decode("ascii"))
        for offset, daylight, index in struct.iter_unpack(">l?B", data[at : at + types * 6])
    ]
    footer = data[at + types * 6 + chars + leap * 12 + isstd + isut :].decode("ascii").strip("\n")
    return [(_BEGINNING, clocks[0]), *zip(instants, (clocks[kind] for kind in kinds), strict=True)], footer


_FOOTER = re.compile(
    r"(?P<std><[^>]+>|[A-Za-z]+)(?P<std_at>[-+\d:]+)"
    r"(?:(?P<dst><[^>]+>|[A-Za-z]+)(?P<dst_at>[-+\d:]+)?,(?P<on>[^,]+),(?P<off>[^,]+))?"
)
_FOOTER_DATE = re.compile(r"M(\d+)\.(\d)\.(\d)(?:/([-+\d:]+))?")


def _footer_rules(footer: str) -> tuple[Rule, ...]:
    """The two yearly changes that a POSIX TZ string tells, or none.

    Raises ValueError for dates counted by the day of the year, which the database has never used.
    """
    match = _FOOTER.fullmatch(footer)
    if not match:
        raise ValueError(f"time zone data with a rule of an unknown form: {footer}")
    if not match["dst"]:
        return ()
    standard = Clock(-_clock_seconds(match["std_at"]), False, match["std"].strip("<>"))
    ahead = -_clock_seconds(match["dst_at"]) if match["dst_at"] else standard.offset + 3600
    daylight = Clock(ahead, True, match["dst"].strip("<>"))
    return _footer_rule(match["on"], standard, daylight), _footer_rule(match["off"], daylight, standard)


def _footer_rule(text: str, before: Clock, after: Clock) -> Rule:
    """One ``M3.2.0/2`` of a POSIX TZ string; the time is 2:00 where none is given."""
    match = _FOOTER_DATE.fullmatch(text)
    if not match:
        raise ValueError(f"time zone data with a rule of an unknown form: {text}")
    month, week, weekday = (int(match[i]) for i in (1, 2, 3))
    return Rule(month, week, weekday, _clock_seconds(match[4] or "2"), before, after)


def _clock_seconds(text: str) -> int:
    """``-3:30`` → -12600."""
    sign = -1 if text.startswith("-") else 1
    numbers = [int(part) for part in text.lstrip("+-").split(":")]
    return sign * sum(number * unit for number, unit in zip(numbers, (3600, 60, 1), strict=False))
