"""When one date begins and ends: text as written → wall time in a zone.

Wall time is the truth of an event: a meeting at 18:00 stays at 18:00 when the clocks change. The zone of a time is
the one written on it, else that date's own venue's, else the event's, else its venue's, else the site's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from .load import Reporter
from .model import Venue
from .model.kinds import quote
from .packed import packed
from .when import When
from .zones import is_gap, is_ordinary, is_overlap, load_zone, to_epoch, to_utc

Local = datetime | date
"""A naive wall time, or a date for a whole day."""
DEFAULT_LENGTH = timedelta(hours=1)


@packed
@dataclass(frozen=True, slots=True)
class Span:
    """One date: naive start and end in `zone`; for whole days both are dates and the end is the day after the last."""

    start: Local
    end: Local
    zone: str

    @property
    def all_day(self) -> bool:
        """Whether it takes whole days."""
        return not isinstance(self.start, datetime)


def epoch(local: Local, zone: str) -> int:
    """Return seconds since 1970 in UTC; a date counts from its midnight in the zone."""
    if not isinstance(local, datetime):
        local = datetime.combine(local, time())
    return to_epoch(local, load_zone(zone))


def venue_zone(venue: Venue | None) -> str | None:
    """Return the time zone a venue names."""
    return venue.timezone if venue else None


def local_of(when: When, zone: str) -> Local:
    """Return the wall time of `when` in `zone`; an offset or zone written on it is converted."""
    if when.time is None:
        return when.date
    naive = datetime.combine(when.date, when.time)
    if when.offset is not None:
        utc = naive - when.offset
        return _from_utc(utc, zone)
    if when.zone and when.zone != zone:
        return _from_utc(to_utc(naive, load_zone(when.zone)).replace(tzinfo=None), zone)
    return naive


def _from_utc(utc: datetime, zone: str) -> datetime:
    from datetime import UTC

    return utc.replace(tzinfo=UTC).astimezone(load_zone(zone)).replace(tzinfo=None)


def add_length(start: Local, length: timedelta, zone: str) -> Local:
    """Return the end after `length`: whole days by the calendar, hours by the clock that runs through a time change."""
    if not isinstance(start, datetime):
        return start + max(timedelta(days=1), timedelta(days=-(-length // timedelta(days=1))))
    if length % timedelta(days=1) == timedelta():
        return start + length
    return _from_utc((to_utc(start, load_zone(zone)) + length).replace(tzinfo=None), zone)


def length_of(start: Local, end: Local) -> timedelta:
    """Return the length on the wall clock."""
    return end - start if isinstance(start, datetime) == isinstance(end, datetime) else timedelta()  # type: ignore[operator]


def read_span(
    start: When | time,
    end: Any,
    duration: timedelta | None,
    zone: str,
    report: Reporter,
    path: tuple[str | int, ...] = (),
    *,
    day: date | None = None,
    default: timedelta | None = None,
) -> Span | None:
    """Work out one date from its fields; reports and returns None where they contradict one another.

    `start` may be a time alone when `day` says which day is meant. Without end and duration the length is
    `default` (that of the series), else one hour, or the day.
    """
    if isinstance(start, time):
        start = When(day or date.min, start, None, None)
    own_zone = start.zone or zone
    begin = local_of(start, own_zone)
    _check_clock(begin, own_zone, report, (*path, "start") if day is None or not path else (*path, "start"))
    if end is not None and duration is not None:
        report.add((*path, "duration"), "both end and duration are given.", "Keep one of them.")
        return None
    if end is None:
        if duration is not None and not isinstance(begin, datetime) and duration % timedelta(days=1):
            report.add(
                (*path, "duration"), "a duration in hours needs a start with a time.", "Write the time after the date: 2026-12-08 18:00"
            )
            return None
        length = duration if duration is not None else default
        if length is None:
            length = DEFAULT_LENGTH if isinstance(begin, datetime) else timedelta(days=1)
            if isinstance(begin, datetime) and not _wrong_length(report, path):
                report.warn((*path, "start"), "there is no end, so one hour is assumed.", "Write end: or duration: as well.")
        return Span(
            begin, begin + length if duration is None and isinstance(begin, datetime) else add_length(begin, length, own_zone), own_zone
        )
    finish = _read_end(begin, end, own_zone, report, path)
    if finish is None or _wrong_order(begin, finish, end, own_zone, report, path):
        return None
    return Span(begin, finish if isinstance(finish, datetime) else finish + timedelta(days=1), own_zone)


def _read_end(begin: Local, end: Any, zone: str, report: Reporter, path: tuple[str | int, ...]) -> Local | None:
    written = report.written(*path, "end")
    if isinstance(end, time):
        if not isinstance(begin, datetime):
            report.add(
                (*path, "end"), f"{quote(written)} is a time, but start is a date without a time.", "Write a time in both, or in neither."
            )
            return None
        return datetime.combine(begin.date(), end)
    finish = local_of(end, zone)
    if isinstance(finish, datetime) != isinstance(begin, datetime):
        which = ("a time", "start has none") if isinstance(finish, datetime) else ("no time", "start has one")
        report.add((*path, "end"), f"{quote(written)} has {which[0]}, but {which[1]}.", "Write a time in both, or in neither.")
        return None
    return finish


def _wrong_order(begin: Local, finish: Local, end: Any, zone: str, report: Reporter, path: tuple[str | int, ...]) -> bool:
    timed = isinstance(begin, datetime)
    wrong = finish <= begin if timed else finish < begin
    if isinstance(begin, datetime) and not wrong:
        wrong = epoch(finish, zone) <= epoch(begin, zone) and not is_gap(begin, load_zone(zone))  # a skipped start is reported
    if wrong:
        start = report.written(*path, "start") or f"{begin:%Y-%m-%d %H:%M}"
        if finish == begin:
            message, hint = f"{quote(report.written(*path, 'end'))} is the same as start.", "Write when it ends."
        else:
            shown = f"{begin:%H:%M}" if isinstance(end, time) and timed else start
            message = f"{quote(report.written(*path, 'end'))} is before start {quote(shown)}."
            hint = (
                "Write a day after the start."
                if not timed
                else (f"If it ends after midnight, write the date too: {begin + timedelta(days=1):%Y-%m-%d} {finish:%H:%M}")
            )
            evening = finish + timedelta(hours=12) if isinstance(finish, datetime) and finish.hour < 12 else None
            if isinstance(end, time) and evening and evening > begin:
                hint = f"If you mean the evening, write {evening:%H:%M}. {hint}"
        report.add((*path, "end"), message, hint)
    elif timed:
        _check_clock(finish, zone, report, (*path, "end"))
    return wrong


def _wrong_length(report: Reporter, path: tuple[str | int, ...]) -> bool:
    """Whether an end or a duration is written, but cannot be read."""
    return any(report.is_broken(*path, name) for name in ("end", "duration"))


def _check_clock(local: Local, zone_key: str, report: Reporter, path: tuple[str | int, ...]) -> None:
    """Report times that a clock change skips (error) or shows twice (warning)."""
    if not isinstance(local, datetime):
        return
    zone = load_zone(zone_key)
    if is_ordinary(local, zone):
        return
    if is_gap(local, zone):
        report.add(
            path,
            f"at {local:%H:%M} on {local:%Y-%m-%d} there is no such time in {zone_key}: the clocks skip it.",
            f"Write a time an hour later: {local + timedelta(hours=1):%Y-%m-%d %H:%M}",
        )
    elif is_overlap(local, zone):
        report.warn(
            path,
            f"{local:%H:%M} on {local:%Y-%m-%d} happens twice in {zone_key}, since the clocks go back; the first one is taken.",
            "Choose another time if you can.",
        )
