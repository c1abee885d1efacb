"""What a schedule is made of: components as calendar programs have them, occurrences as people attend them."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from ..model import Event
from ..packed import packed
from ..phrases import Repeat
from ..times import Local, Span, epoch


@packed
@dataclass(slots=True)
class Component:
    """One VEVENT: a whole series, one date of it that differs, or a single date.

    `details` is the event as it is on this date. `skipped` are naive starts for EXDATE. `rrule` is the rule's text,
    `series_zone` the zone of `recurrence_id`, which the date itself may have left.
    """

    uid: str
    span: Span
    details: Event
    sequence: int = 0
    recurrence_id: Local | None = None
    series_zone: str = ""
    rrule: str | None = None
    skipped: tuple[Local, ...] = ()
    begins: int = -1
    """Its start in seconds since 1970; worked out when it is left out."""

    def __post_init__(self) -> None:
        if self.begins == -1:
            self.begins = epoch(self.span.start, self.span.zone)


@packed
@dataclass(slots=True)
class Occurrence:
    """One date that somebody can attend.

    `begins` and `ends` are seconds since 1970 in UTC; `original` is the start that the series gives the date;
    `component` indexes `Schedule.components`.
    """

    span: Span
    begins: int
    ends: int
    original: Local
    component: int
    uid: str


@packed
@dataclass(slots=True)
class Schedule:
    """All dates of one event; occurrences are in order of their start."""

    components: list[Component] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)
    repeat: Repeat | None = None
    skipped: list[Local] = field(default_factory=list)

    def details(self, occurrence: Occurrence) -> Event:
        """Return the event as it is on one date."""
        return self.components[occurrence.component].details


@lru_cache(maxsize=16384)  # asked for the same dates by feeds, pages and data files
def compact(local: Local) -> str:
    """Write a wall time as iCalendar does: 20261208T180000, or 20261208 for a whole day."""
    return local.isoformat()[:19].replace("-", "").replace(":", "")


def day_of(local: Local) -> date:
    """Return the day of a wall time."""
    return local.date() if isinstance(local, datetime) else local
