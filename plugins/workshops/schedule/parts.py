"""What a schedule is made of: components as calendar programs have them, occurrences as people attend them."""
from __future__ import annotations

import pickle
from copyreg import __newobj__  # type: ignore[attr-defined]
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import Event, places_left
from ..packed import packed
from ..phrases import Repeat
from ..times import Local, Span, epoch, local_of


class Kept:
    """The models of one event and of its dates as a former build left them, unpickled when one of them is asked for.

    Most builds change a few events of thousands, and to plan the others' pages and feeds needs their dates only.
    """

    __slots__ = ("data", "models")

    def __init__(self, data: bytes, models: list[Event] | None = None) -> None:
        self.data, self.models = data, models

    def __reduce__(self) -> tuple[Any, ...]:
        return Kept, (self.data,)

    def has(self, place: int, model: Event | None) -> bool:
        """Whether a model lies here as it is; None stands for one that nobody has asked for."""
        return model is None or (self.models is not None and self.models[place] is model)

    def __getitem__(self, place: int) -> Event:
        if self.models is None:
            self.models = pickle.loads(self.data)
        return self.models[place]


class Brief(NamedTuple):
    """What lists and feeds must know of every date before they show it."""

    status: str
    availability: str | None
    """What is left of the places, in the room and online together."""
    venue: str
    """Where one goes, "" where nobody goes anywhere."""
    program: str
    asks: bool
    """Whether volunteers are asked for."""
    through: date | None
    """Until when a series is confirmed."""
    signup_ends: int
    """When one can no longer sign up, in seconds since 1970; 0 where nobody says."""


def signup_ends(event: Event, zone: str) -> int:
    """Return when one can no longer sign up, in seconds since 1970: a day counts to its end; 0 where nobody says."""
    if event.registration_by is None or event.registration not in ("optional", "required"):
        return 0
    last = local_of(event.registration_by, zone)
    return epoch(last if isinstance(last, datetime) else last + timedelta(days=1), zone)


@dataclass(slots=True)
class Component:
    """One VEVENT: a whole series, one date of it that differs, or a single date.

    `details` is the event as it is on this date. `skipped` are naive starts for EXDATE. `rrule` is the rule's text,
    `series_zone` the zone of `recurrence_id`, which the date itself may have left. `brief` says the most important
    of `details`; of a remembered component both are made when they are asked for, `details` from `kept`.
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
    kept: Kept | None = field(default=None, repr=False, compare=False)
    place: int = field(default=0, repr=False, compare=False)
    """Where `details` is in `kept`."""
    brief: Brief = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.begins == -1:
            self.begins = epoch(self.span.start, self.span.zone)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:  # only slots that are still empty come here
            if name == "details" and self.kept is not None:
                self.details = self.kept[self.place]
                return self.details
            if name == "brief":
                event = self.details
                venue = event.venue if event.venue and event.mode != "online" else ""
                self.brief = Brief(event.status, places_left(event), venue, event.program, bool(event.volunteers), event.confirmed_through,
                                   signup_ends(event, self.span.zone))
                return self.brief
            raise AttributeError(name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle everything but the details, which whoever keeps the component has put into `kept`."""
        return __newobj__, (Component,), (None, dict(zip(_BARE, _bare(self), strict=True)))


_BARE = ("uid", "span", "sequence", "recurrence_id", "series_zone", "rrule", "skipped", "begins", "brief", "kept", "place")
_bare = attrgetter(*_BARE)


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

    def brief(self, occurrence: Occurrence) -> Brief:
        """Return the most important of it."""
        return self.components[occurrence.component].brief


@lru_cache(maxsize=16384)  # asked for the same dates by feeds, pages and data files
def compact(local: Local) -> str:
    """Write a wall time as iCalendar does: 20261208T180000, or 20261208 for a whole day."""
    return local.isoformat()[:19].replace("-", "").replace(":", "")


def day_of(local: Local) -> date:
    """Return the day of a wall time."""
    return local.date() if isinstance(local, datetime) else local
