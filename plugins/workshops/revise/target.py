"""What an edit is about: one event's file, the event as it was read, and the one of its dates that is meant."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from ..catalog import Entry
from ..describe import span_text
from ..edit import Editor
from ..errors import WorkshopsError
from ..language import Language
from ..model import Change, DateEntry
from ..schedule import Occurrence, day_of
from ..site import Site
from ..times import Local, local_of
from ..when import When, WhenError
from ..zones import load_zone
from .near import read_near
from .place import put


class CannotDo(WorkshopsError):
    """The edit makes no sense for this event; the message says why and what to do instead."""


@dataclass(slots=True)
class Target:
    """One event to edit; `now` is the moment of the edit in UTC."""

    entry: Entry
    data: bytes
    site: Site
    language: Language
    now: datetime

    @property
    def zone(self) -> str:
        """The zone that the event's own times are written in."""
        return self.entry.schedule.components[0].span.zone

    @property
    def today(self) -> date:
        """The day it is where the event takes place."""
        return self.now.astimezone(load_zone(self.zone)).date()

    def editor(self) -> Editor:
        """Begin to edit the file's text."""
        return Editor(self.data)

    def say(self, occurrence: Occurrence) -> str:
        """Say one date in words."""
        return span_text(occurrence.span, self.language)


@dataclass(slots=True)
class Edited:
    """The new text of the file, and what was done, in sentences for the person who asked for it."""

    data: bytes
    said: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Picked:
    """One date of an event, and where the file says it.

    `path` is the entry of `dates`, `sessions` or `changes` that holds it, or () for the event itself; `exists` is
    false where an entry of `changes` has yet to be written.
    """

    occurrence: Occurrence
    path: tuple[str | int, ...]
    exists: bool = True
    held: Change | DateEntry | None = None


def pick(target: Target, text: str) -> Picked:
    """Find the date of an event that `text` means: its day, or day and time, as it is now or as it was at first.

    Raises `CannotDo` with the nearest dates, `WhenError` where the text is not a date.
    """
    found = _matching(target, text)
    if len(found) > 1:
        times = " or ".join(write(o.span.start) for o in found)
        raise CannotDo(f"there are {len(found)} dates on that day. Write the time too: {times}")
    return place_of(target, found[0])


def _matching(target: Target, text: str) -> list[Occurrence]:
    occurrences = target.entry.schedule.occurrences
    wanted: list[When] = []
    problem: WhenError | None = None
    for day in sorted({day_of(local) for o in occurrences for local in (o.span.start, o.original)}):
        try:
            when = read_near(text, day, today=target.today)
        except WhenError as error:
            problem = error
            continue
        if when not in wanted:
            wanted.append(when)
    if not wanted and problem is not None:
        raise problem
    found = [o for o in occurrences if any(_is(o.span.start, when) for when in wanted)]
    found = found or [o for o in occurrences if any(_is(o.original, when) for when in wanted)]
    if not found:
        raise CannotDo(_not_a_date(target, wanted))
    return found


def _is(start: Local, when: When) -> bool:
    if day_of(start) != when.date:
        return False
    return when.time is None or not isinstance(start, datetime) or start.time() == when.time


def _not_a_date(target: Target, wanted: list[When]) -> str:
    days = [day_of(o.span.start) for o in target.entry.schedule.occurrences]
    day = min(wanted, key=lambda when: min(abs(when.date - d) for d in days)).date
    if any(day_of(skipped) == day for skipped in target.entry.schedule.skipped):
        return f"{in_words(day)} is skipped already (see except: in the file)."
    near = sorted(sorted(set(days), key=lambda d: abs(d - day))[:2])
    names = " and ".join(in_words(d) for d in near)
    return f"{in_words(day)} is not one of its dates. The nearest {'is' if len(near) == 1 else 'are'} {names}."


def in_words(day: date) -> str:
    """Say a day so that it can be typed as well: 2027-02-09 (Tuesday)."""
    return f"{day:%Y-%m-%d (%A)}"


def place_of(target: Target, occurrence: Occurrence) -> Picked:
    """Find where the file says one date."""
    event = target.entry.event
    for name, entries in (("dates", event.dates), ("sessions", event.sessions)):
        if occurrence.component < len(entries):
            return Picked(occurrence, (name, occurrence.component), held=entries[occurrence.component])
    if not event.repeat and not event.also and occurrence.component == 0:
        return Picked(occurrence, ())
    for i, change in enumerate(event.changes):
        if day_of(local_of(change.date, change.date.zone or target.zone)) == day_of(occurrence.original):
            return Picked(occurrence, ("changes", i), held=change)
    return Picked(occurrence, ("changes", len(event.changes)), exists=False)


def write(local: Local) -> str:
    """Write a wall time as our files do: 2027-02-16 18:00, or 2027-02-16 for a whole day."""
    return f"{local:%Y-%m-%d %H:%M}" if isinstance(local, datetime) else f"{local:%Y-%m-%d}"


def touch(editor: Editor, target: Target, *, raise_sequence: bool = True) -> None:
    """Note that the event changed: `modified`, in the event's zone, and the revision number for calendar programs."""
    if raise_sequence:
        put(editor, ("sequence",), str(target.entry.event.sequence + 1))
    local = target.now.astimezone(UTC).astimezone(load_zone(target.zone))
    put(editor, ("modified",), f"{local:%Y-%m-%d %H:%M}")
