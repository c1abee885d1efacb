"""Moments as machines read them: wall time with its distance from UTC (RFC 3339).

The distance is the difference between the wall time and the seconds that an occurrence knows already, so that no
time zone is asked again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from .schedule import Occurrence
from .times import Local

_EPOCH = datetime(1970, 1, 1)


def iso(local: Local, seconds: int) -> str:
    """Write a wall time with its distance from UTC (`2026-12-08T18:00:00-05:00`), a whole day as a date.

    `seconds` is the same moment since 1970.
    """
    if not isinstance(local, datetime):
        return local.isoformat()
    away = local - _EPOCH
    return local.isoformat() + _offset(away.days * 86400 + away.seconds - seconds)


@cache
def _offset(seconds: int) -> str:
    sign, minutes = ("-" if seconds < 0 else "+"), abs(seconds) // 60
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"


def moments(occurrence: Occurrence) -> tuple[str, str]:
    """Return start and end of a date; of whole days the first and the last one."""
    return _moments(occurrence.span.start, occurrence.span.end, occurrence.begins, occurrence.ends)


@lru_cache(maxsize=8192)  # pages, feeds and data files all ask, date by date in order of time
def _moments(start: Local, end: Local, begins: int, ends: int) -> tuple[str, str]:
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return start.isoformat(), last_day(end).isoformat()
    away, length = start - _EPOCH, end - start
    ending = _offset(away.days * 86400 + away.seconds - begins)
    if length.days * 86400 + length.seconds != ends - begins:
        return start.isoformat() + ending, iso(end, ends)
    return start.isoformat() + ending, end.isoformat() + ending


def to_minutes(moment: str) -> str:
    """Leave out the seconds, as `<time datetime>` may: `2026-12-08T18:00-05:00`."""
    return moment[:16] + moment[19:]


def last_day(local: Local) -> Local:
    """Return the end as people say it: of whole days the last one, which iCalendar gives as the day after."""
    return local if isinstance(local, datetime) else local - timedelta(days=1)


@lru_cache(maxsize=8192)
def utc_minutes(seconds: int) -> str:
    """A moment in UTC as browsers compare it: `2026-12-08T23:00Z`."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:16] + "Z"
