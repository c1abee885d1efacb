"""Series and courses in the course of time: those that ran out or soon will, dates on holidays, stale postponements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from ..catalog import Entry
from ..frontmatter import Path
from ..model.kinds import quote
from ..schedule import day_of
from ..when import TWELVE_AM, bare_morning
from ..zones import is_gap, is_ordinary, load_zone
from .holidays import holiday
from .look import Look

NIGHT = frozenset((22, 23, 0, 1, 2, 3))
"""Hours in which clocks change somewhere (Nuuk at 23:00, Cairo and Havana at midnight, most places at 1 to 3)."""
EARLY = frozenset((0, 3, 4, 5, 6, 7))
"""Hours at which few classes begin, and which are easily written for others; of 1 and 2 `_night` tells."""
SOON = timedelta(days=45)
"""An organizer who is told six weeks ahead can still ask for the room."""


def check(look: Look) -> None:
    """Report what time has done, or will do, to events."""
    for entry in look.entries:
        _runs_out(look, entry)
        _holidays(look, entry)
        _order(look, entry)
        _postponed(look, entry)
        _night(look, entry)
        _early(look, entry)
        _review(look, entry)


def _runs_out(look: Look, entry: Entry) -> None:
    through: date | None = entry.event.confirmed_through
    if not entry.event.repeat or through is None or entry.event.status == "cancelled":
        return
    hint = f"If it goes on: workshops extend {entry.slug} --through {_a_year_later(through)}"
    if through < look.today:
        look.warn(
            entry.file,
            "confirmed_through",
            f"the series is confirmed through {through} only, which is past: no further dates are shown.",
            f"{hint}. If it has ended, write until: {through} instead.",
        )
    elif through < look.today + SOON:
        days = (through - look.today).days
        look.warn(
            entry.file,
            "confirmed_through",
            f"the series is confirmed for {days} more day{'s' if days != 1 else ''}, through {through}.",
            f"{hint}.",
        )


def _a_year_later(day: date) -> date:
    return day + timedelta(days=365) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def _holidays(look: Look, entry: Entry) -> None:
    wanted = look.catalog.site.holidays
    if not wanted or entry.kind != "series":
        return
    settled = {day_of(c.recurrence_id) for c in entry.schedule.components if c.recurrence_id is not None}
    settled |= {change.date.date for change in entry.event.changes}
    found = [(day, name) for o in look.coming(entry) if (day := day_of(o.original)) not in settled and (name := holiday(day, wanted))]
    if found:
        days = ", ".join(f"{day} ({name})" for day, name in found[:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "")
        look.warn(
            entry.file,
            "repeat",
            f"{'a date falls on a holiday' if len(found) == 1 else 'dates fall on holidays'}: {days}.",
            f"If there is no class, write except: {', '.join(str(day) for day, _ in found[:4])}. "
            "If there is, add the date to changes: with a note that says so.",
        )


def _order(look: Look, entry: Entry) -> None:
    starts = [session.start for session in entry.event.sessions]
    for i, (before, after) in enumerate(zip(starts, starts[1:], strict=False), 1):
        if (after.date, after.time or datetime.min.time()) < (before.date, before.time or datetime.min.time()):
            look.warn(
                entry.file,
                ("sessions", i, "start"),
                f"session {i + 1} ({after.date}) is before session {i} ({before.date}).",
                "Put the sessions in order of their dates, or mend the date.",
            )
            return


def _postponed(look: Look, entry: Entry) -> None:
    if entry.event.status == "postponed" and entry.ends <= look.seconds:
        day = day_of(entry.schedule.occurrences[-1].span.start)
        look.warn(
            entry.file,
            "status",
            f"it is postponed, and the day it was planned for ({day}) is past.",
            "Write the new start with status: moved, or status: cancelled.",
        )


def _night(look: Look, entry: Entry) -> None:
    late = [(o.span.start, o.span.zone) for o in look.coming(entry) if isinstance(o.span.start, datetime) and o.span.start.hour in NIGHT]
    for start, zone in late if entry.event.repeat else ():
        if not is_ordinary(start, load_zone(zone)):
            look.warn(
                entry.file,
                "start",
                f"on {start:%Y-%m-%d} clocks in {zone} {'skip' if is_gap(start, load_zone(zone)) else 'show twice'} "
                f"{start:%H:%M}, and calendar programs differ on what that means.",
                "Give that date another time under changes:, or choose another time for the series.",
            )
            return
    for start, _ in late:
        if start.hour in (1, 2):
            look.warn(
                entry.file,
                "start",
                f"it starts at {start:%H:%M} at night, when clocks change twice a year.",
                f"If the afternoon is meant, write {start.hour + 12}:{start:%M}.",
            )
            return


def _early(look: Look, entry: Entry) -> None:
    starts = {o.span.start.time() for o in look.coming(entry) if isinstance(o.span.start, datetime) and o.span.start.hour in EARLY}
    if not starts:
        return
    for path, text in _written_starts(look.front(entry.file).values):
        clock = bare_morning(text)
        if clock in starts:
            look.warn(
                entry.file,
                path,
                f"{quote(text)} has neither am nor pm, so it is read as {clock:%H:%M}, in the morning.",
                f"If the evening is meant, write {clock.hour + 12}:{clock:%M}, else {clock:%H:%M}.",
            )
        elif (noon := TWELVE_AM.search(text)) and any(start.hour == 0 for start in starts):
            minutes = noon["m"] or "00"
            look.warn(
                entry.file,
                path,
                f"{quote(text)} is at night, since 12 am is midnight.",
                f"If the middle of the day is meant, write 12:{minutes} pm, else 00:{minutes}.",
            )


def _written_starts(values: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield the fields that say when something begins, as their writer wrote them."""
    for name in ("start", "repeat", "also", "dates", "sessions", "changes"):
        value = values.get(name)
        for i, entry in enumerate(value) if isinstance(value, list) else ((None, value),):
            text = entry.get("start") if isinstance(entry, dict) else entry
            if isinstance(text, str):
                path: Path = (name,) if i is None else (name, i)
                yield (*path, "start") if isinstance(entry, dict) else path, text


def _review(look: Look, entry: Entry) -> None:
    by: date | None = entry.event.review_by
    if by is not None and by < look.today and entry.ends > look.seconds:
        look.warn(
            entry.file,
            "review_by",
            f"somebody should have looked at this by {by}.",
            "Check that it is still right, then write a later day.",
        )
