"""Dates that stand alone: single events, lists of dates, sessions of a course, extra dates of a series, changed dates."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from ..load import Reporter
from ..model import Change, DateEntry, Event, Venue, merge
from ..model.kinds import quote
from ..site import Site
from ..times import Local, Span, epoch, length_of, local_of, read_span, venue_zone
from ..when import When
from .parts import Component, Occurrence, Schedule, compact, day_of


class Singles:
    """Dates that follow no rule: a single one, a list of them, extra ones. `Series` adds those of a rule."""

    def __init__(self, event: Event, uid: str, venues: Mapping[str, Venue], site: Site, report: Reporter) -> None:
        self.event, self.uid, self.venues, self.site, self.report = event, uid, venues, site, report
        self.result = Schedule()
        self.zone = event.timezone or self._venue_zone(event.venue) or site.timezone
        self.length: timedelta | None = None
        self.changes: dict[date, tuple[int, Change]] = {}
        for i, change in enumerate(event.changes):
            day = day_of(local_of(change.date, change.date.zone or self.zone))
            if day in self.changes:
                report.add(("changes", i, "date"), f"{quote(day.isoformat())} is changed twice.", "Keep one entry for this date.")
            self.changes[day] = (i, change)

    def _venue_zone(self, key: str | None) -> str | None:
        return venue_zone(self.venues.get(key)) if key else None

    def zone_for(self, entry: Any) -> str:
        """The zone of a date of its own: its venue's goes before the event's."""
        own = entry.timezone if "timezone" in entry.model_fields_set else None
        return own or (self._venue_zone(entry.venue) if "venue" in entry.model_fields_set else None) or self.zone

    # -- single dates -------------------------------------------------------------------------------------------

    def add(self, component: Component) -> int:
        self.result.components.append(component)
        return len(self.result.components) - 1

    def occur(self, span: Span, original: Local, component: int, uid: str) -> None:
        self.result.occurrences.append(
            Occurrence(span, epoch(span.start, span.zone), epoch(span.end, span.zone), original, component, uid))

    def alone(self, uid: str, span: Span, details: Event, original: Local, sequence: int) -> None:
        """Add a date that is a component of its own."""
        component = Component(uid, span, details, sequence)
        self.occur(span, original, self.add(component), uid)

    def main_span(self, start: Any = None, end: Any = None, duration: timedelta | None = None) -> Span | None:
        event = self.event
        first = start or event.start
        assert first is not None  # without a start there is another kind of dates, or the model refused the file
        return read_span(first, end if end is not None else event.end, duration or event.duration, self.zone, self.report)

    def single(self) -> None:
        for name in ("until", "count", "except", "confirmed_through"):
            if name in self.report.front.values:
                self.report.warn(
                    name,
                    "this is for a series, and the event has only one date.",
                    "Write repeat: as well, or delete the line.",
                    at_key=True,
                )
        span = self.main_span()
        if span:
            self.length = length_of(span.start, span.end)
            self.varied(span, self.uid, self.event.sequence)

    def listed(self, name: str) -> None:
        """Dates and sessions: each entry is a component of its own."""
        for other in ("repeat", "start", *(("sessions",) if name == "dates" else ())):
            if getattr(self.event, other):
                self.report.add(
                    other,
                    f"{other} and {name} cannot both be used.",
                    f"Keep {name} for dates that follow no rule, or {other} for one that does.",
                )
        for other in ("until", "count", "except", "confirmed_through"):
            if other in self.report.front.values:
                self.report.warn(other, f"this is for a series, and {name} lists each date.", "Delete the line.", at_key=True)
        entries: list[DateEntry] = getattr(self.event, name)
        seen: dict[str, int] = {}
        for i, entry in enumerate(entries):
            default = self.event.duration
            end = (
                entry.end
                if entry.end is not None
                else (self.event.end if isinstance(self.event.end, time) and entry.duration is None else None)
            )
            span = read_span(entry.start, end, entry.duration, self.zone_for(entry), self.report, (name, i), default=default)
            if span is None:
                continue
            uid = entry.uid or f"{self.uid}-{compact(span.start)}"
            if uid in seen:
                self.report.add(
                    (name, i, "start"),
                    f"{quote(self.report.written(name, i, 'start'))} is in the list twice.",
                    "Delete one of the two entries.",
                )
                continue
            seen[uid] = i
            self.alone(uid, span, merge(self.event, entry), span.start, max(entry.sequence, self.event.sequence))

    def also(self) -> None:
        """Extra dates: the event again, each with a uid of its own."""
        taken = {o.original for o in self.result.occurrences}
        for i, extra in enumerate(self.event.also):
            length = self.length
            if extra.time is not None and self.event.start is not None and self.event.start.time is None:
                length = None  # a time of its own beside whole days
            if extra.time is None and self.event.start is not None and self.event.start.time is not None:
                first = self.result.occurrences[0].original if self.result.occurrences else None  # whatever it was moved to
                clock = first.time() if isinstance(first, datetime) else self.event.start.time
                extra = type(extra)(extra.date, clock, extra.zone, extra.offset)
            span = read_span(extra, None, None, self.zone, Renamed(self.report, ("also", i)), default=length)
            if span is None:
                continue
            if span.start in taken:
                self.report.add(
                    ("also", i),
                    f"{quote(self.report.written('also', i) or day_of(span.start).isoformat())} is already a date of this event.",
                    "Delete it from also.",
                )
                continue
            taken.add(span.start)
            self.varied(span, f"{self.uid}-{compact(span.start)}", self.event.sequence)

    def unused_changes(self) -> None:
        """Report changes of days on which nothing is: whoever cancels a date must not believe that it is done."""
        listed = next((name for name in ("dates", "sessions") if getattr(self.event, name)), None)
        days = sorted({day_of(o.original) for o in self.result.occurrences})
        for day, (i, _) in self.changes.items():
            hint = f"Write the change into the entry of that date under {listed}."
            if not listed or day not in days:
                near = sorted(sorted(days, key=lambda known: abs(known - day))[:2])
                hint = f"The nearest {'is' if len(near) == 1 else 'are'} {' and '.join(map(str, near))}."
            message = f"{quote(day.isoformat())} ({day:%A}) is not a date of this event."
            if listed and day in days:
                message = f"changes are for a series, and {listed} lists each date."
            self.report.add(("changes", i, "date"), message, hint)

    def varied(self, span: Span, uid: str, sequence: int) -> None:
        """Add a component of its own, with the change of its date if there is one."""
        found = self.changes.pop(day_of(span.start), None)
        if found is None:
            self.alone(uid, span, self.event, span.start, sequence)
            return
        changed = self.changed(span, *found)
        if changed:
            self.alone(uid, changed[0], changed[1], span.start, max(sequence, found[1].sequence))

    def changed(self, span: Span, index: int, change: Change) -> tuple[Span, Event] | None:
        """Return one date of a series as its change says."""
        details = merge(self.event, change)
        moved = change.start is not None or change.end is not None or change.duration is not None
        zone = self.zone_for(change)
        if moved:
            path: tuple[str | int, ...] = ("changes", index)
            start: Any = change.start
            day = day_of(span.start)
            if start is None:
                start = type(change.date)(day, span.start.time() if isinstance(span.start, datetime) else None, None, None)
            elif isinstance(span.start, datetime) and not isinstance(start, time) and start.time is None and not _whole_days(change.end):
                start = type(start)(start.date, span.start.time(), start.zone, start.offset)  # another day, the usual time
            kept = length_of(span.start, span.end) if isinstance(span.start, datetime) or not _timed(start) else None
            new = read_span(start, change.end, change.duration, zone, self.report, path, day=day, default=kept)
            if new is None:
                return None
        else:
            new = Span(span.start, span.end, zone)
        if new.start != span.start and "status" not in change.model_fields_set and self.event.status == "scheduled":
            update: dict[str, Any] = {"status": "moved"}
            if details.previous_start is None:
                when = type(change.date)
                update["previous_start"] = when(
                    day_of(span.start), span.start.time() if isinstance(span.start, datetime) else None, None, None
                )
            details = details.model_copy(update=update)
        return new, details


def _whole_days(end: Any) -> bool:
    """Whether an end is a day without a time."""
    return isinstance(end, When) and end.time is None


def _timed(start: Any) -> bool:
    return isinstance(start, time) or start.time is not None


class Renamed(Reporter):
    """Reports problems of a nested date under the path of the list entry it came from."""

    def __init__(self, report: Reporter, path: tuple[str | int, ...]) -> None:
        self.front, self.problems, self.broken, self.kept = report.front, report.problems, report.broken, report.kept
        self._path = path

    def add(self, path: Any, message: str, hint: str = "", severity: Any = "error", at_key: bool = False) -> None:
        Reporter.add(self, self._path, message, hint, severity, at_key)
