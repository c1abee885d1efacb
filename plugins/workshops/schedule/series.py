"""A series: how far it goes, which dates its rule gives, and what of it is skipped or changed.

Expansion is on the wall clock of the series' zone: a weekly 18:00 stays at 18:00 through a clock change.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from ..load import Reporter
from ..model import Event, Venue
from ..model.kinds import message_and_hint, quote
from ..phrases import PhraseError, Repeat, Rule, expand, nearest_instances, parse_repeat
from ..site import Site
from ..times import Local, Span, epoch, length_of, local_of
from ..when import When
from ..zones import load_zone, to_utc
from .parts import Component, Occurrence, Schedule, compact, day_of
from .singles import Singles

MOST_DATES = 5000


def in_full(rule: Rule, first: Local) -> Rule:
    """Return the rule with the day of the month that it leaves to its first date.

    Some calendar programs go astray where it is left unsaid: from the 31st to the 28th and on from there, from leap
    day to 1 March (docs/feeds.md).
    """
    if rule.byday or rule.bymonthday or rule.byyearday or rule.byweekno or rule.freq not in ("MONTHLY", "YEARLY"):
        return rule
    months = rule.bymonth or ((first.month,) if rule.freq == "YEARLY" else ())
    return replace(rule, bymonth=months, bymonthday=(first.day,))


def build_schedule(event: Event, uid: str, venues: Mapping[str, Venue], site: Site, report: Reporter) -> Schedule:
    """Work out all components and occurrences of one event; problems go to `report`.

    The result is whole only when `report.failed` is false.
    """
    builder = Series(event, uid, venues, site, report)
    if event.dates or event.sessions:
        builder.listed("dates" if event.dates else "sessions")
    elif event.start is None:
        if not report.any_broken(("dates", "sessions")):
            report.missing("start")
    elif event.repeat:
        builder.series()
    elif not report.is_broken("repeat"):
        builder.single()
    builder.also()
    if builder.changes and builder.result.occurrences and not report.failed:
        builder.unused_changes()
    builder.result.occurrences.sort(key=lambda o: (o.begins, o.uid, compact(o.original)))
    return builder.result


class Series(Singles):
    """All dates of one event, those of a rule among them."""

    def series(self) -> None:
        event, report = self.event, self.report
        try:
            repeat = parse_repeat(event.repeat or "")
        except PhraseError as error:
            message, hint = message_and_hint(error)
            if error.suggestions and not any(s in hint for s in error.suggestions):
                hint = f"{hint} Nearest: {'; '.join(error.suggestions[:3])}.".strip()
            report.add("repeat", message, hint)
            return
        self.result.repeat = repeat
        span = self.series_span(repeat)
        if span is None or not self.ends(repeat):
            return
        self.length = length_of(span.start, span.end)
        instances = self.instances(repeat.rule, span)
        if instances is None or self.runs_into_itself(instances):
            return
        kept = self.without_skipped(instances, repeat.rule, span)
        self.place_changes(kept, instances, repeat.rule, span)
        if not kept:
            if not report.failed:
                report.add("except", "every date of the series is skipped.", "Keep at least one date, or cancel the event.")
            return
        if repeat.rule.needs_singles:
            for start in kept:
                self.varied(Span(start, start + self.length, span.zone), f"{self.uid}-{compact(start)}", event.sequence)
            return
        self.regular(repeat, span, instances, kept)

    def series_span(self, repeat: Repeat) -> Span | None:
        """The first date, with the times of the phrase where the event has none."""
        event, start, end = self.event, self.event.start, self.event.end
        assert start is not None
        if repeat.start_time is not None:
            if start.time is not None and start.time != repeat.start_time:
                self.report.add(
                    "repeat",
                    f"the phrase says {repeat.start_time:%H:%M}, and start says {start.time:%H:%M}.",
                    "Write the same time in both.",
                )
                return None
            start = type(start)(start.date, repeat.start_time, start.zone, start.offset)
        if repeat.end_time is not None and event.end is not None:
            written = event.end if isinstance(event.end, time) else event.end.time
            if written is not None and written != repeat.end_time:
                self.report.add(
                    "repeat", f"the phrase says {repeat.end_time:%H:%M}, and end says {written:%H:%M}.", "Write the same time in both."
                )
                return None
        if repeat.end_time is not None and end is None and event.duration is None:
            end = repeat.end_time
            begin = start.time
            if begin is not None and end <= begin:
                end = type(start)(start.date + timedelta(days=1), end, None, None)
        return self.main_span(start, end)

    def ends(self, repeat: Repeat) -> bool:
        """Whether the series says how far it goes, once and only once."""
        event, rule = self.event, repeat.rule
        counts = [n for n in (rule.count, repeat.count, event.count) if n is not None]
        untils = [u for u in (rule.until, repeat.until, event.until) if u is not None]
        if self.report.any_broken(("until", "count", "confirmed_through")):
            return False
        if not counts and not untils and event.confirmed_through is None:
            self.report.add("repeat", f"{quote(event.repeat)} never ends.",
                            "Write how far it is confirmed, for example confirmed_through: 2027-06-30, or until: or count:.")
            return False
        if len(counts) + len(untils) > 1:
            name = "count" if event.count is not None else "until"
            self.report.add(name, "the series says twice how long it goes on.", "Keep one of until, count and the end in repeat.")
            return False
        if counts and counts[0] < 1:
            self.report.add(
                "count" if event.count is not None else "repeat", "a series needs at least one date.", "Write count: 1 or more."
            )
            return False
        return True

    def limit(self, repeat_until: Any, zone: str) -> Local | None:
        """The last moment of the series on the wall clock of its zone."""
        if isinstance(repeat_until, datetime) and repeat_until.tzinfo is not None:
            return repeat_until.astimezone(load_zone(zone)).replace(tzinfo=None)
        return repeat_until  # type: ignore[no-any-return]

    def instances(self, rule: Rule, span: Span) -> list[Local] | None:
        """All starts of the series as far as it is confirmed, before anything is skipped."""
        event, repeat = self.event, self.result.repeat
        assert repeat is not None
        count = next((n for n in (event.count, repeat.count, rule.count) if n is not None), None)
        untils = [u for u in (event.until, repeat.until, self.limit(rule.until, span.zone)) if u is not None]
        if event.confirmed_through is not None:
            untils.append(event.confirmed_through)
        until = min(untils, key=lambda u: (day_of(u), u.time() if isinstance(u, datetime) else time.max)) if untils else None
        if until is not None and day_of(until) < day_of(span.start):
            name = next((n for n in ("until", "confirmed_through") if getattr(event, n) is not None), "repeat")
            self.report.add(name, f"{quote(day_of(until).isoformat())} is before the start.", "Write a day after the start.")
            return None
        try:
            found = expand(rule, span.start, until=until, count=count, limit=MOST_DATES)
        except PhraseError as error:
            self.report.add("repeat", *message_and_hint(error))
            return None
        if not found or found[0] != span.start:
            near = nearest_instances(rule, span.start, day_of(span.start), 2)
            self.report.add(
                "start",
                f"{quote(day_of(span.start).isoformat())} ({span.start:%A}) is not a date of the series {quote(event.repeat)}.",
                f"The nearest {'is' if len(near) == 1 else 'are'} {_days(near)}.",
            )
            return None
        return found

    def runs_into_itself(self, instances: list[Local]) -> bool:
        """Report a date that lasts into the next one: mostly the end of the series was written as the end of each date.

        Returns whether that is all but certain; an exhibition that opens anew every day is odd, and no more.
        """
        length = self.length
        if length is None or length <= timedelta(days=1) or all(a + length <= b for a, b in pairwise(instances)):
            return False
        event, end = self.event, self.event.end
        hint = "Write how long one date of the series is."
        if isinstance(end, When):
            hint = "Delete the line" if end.time is None else f"Write only the time when one date ends, end: {end.time:%H:%M}"
            if event.until is None and event.count is None:
                hint += f", and write the last day of the series as until: {end.date}"
        name, text = "end" if event.duration is None else "duration", "each date of the series would last {} days, into the next one."
        refuse = length > timedelta(days=7)
        tell = self.report.add if refuse else self.report.warn
        tell(name, text.format(length.days), f"{hint.rstrip('.')}.")
        return refuse

    def without_skipped(self, instances: list[Local], rule: Rule, span: Span) -> list[Local]:
        days = {day_of(start): start for start in instances}
        skipped: set[date] = set()
        for i, day in enumerate(self.event.except_):
            if day in days:
                skipped.add(day)
                if day in self.changes:
                    self.report.add(
                        ("changes", self.changes[day][0], "date"),
                        f"{quote(day.isoformat())} is skipped and changed at once.",
                        "Keep one of the two.",
                    )
            elif not self.not_yet(day):
                self.not_in_series(("except", i), day, instances, rule, span)
        self.result.skipped = [days[day] for day in sorted(skipped)]
        return [start for start in instances if day_of(start) not in skipped]

    def not_yet(self, day: date) -> bool:
        through = self.event.confirmed_through
        return through is not None and day > through

    def place_changes(self, kept: list[Local], instances: list[Local], rule: Rule, span: Span) -> None:
        days = {day_of(start) for start in instances}
        extra = {day_of(local_of(when, when.zone or self.zone)) for when in self.event.also}
        for day, (i, _) in list(self.changes.items()):
            if day in days or day in extra:
                continue
            del self.changes[day]
            if not self.not_yet(day):
                self.not_in_series(("changes", i, "date"), day, instances, rule, span)

    def not_in_series(self, path: tuple[str | int, ...], day: date, instances: list[Local], rule: Rule, span: Span) -> None:
        near = sorted(sorted(instances, key=lambda start: abs(day_of(start) - day))[:2], key=day_of)
        self.report.add(path, f"{quote(day.isoformat())} ({day:%A}) is not a date of the series.",
                        f"The nearest {'is' if len(near) == 1 else 'are'} {_days(near)}.")

    def regular(self, repeat: Repeat, span: Span, instances: list[Local], kept: list[Local]) -> None:
        """One component with a rule, and an override for each date that differs."""
        event, rule, length = self.event, repeat.rule, self.length
        assert length is not None
        first, last = kept[0], instances[-1]
        main = Span(first, first + length, span.zone)
        dropped = instances.index(first)
        counted = next((n for n in (event.count, repeat.count, rule.count) if n is not None), None)
        if counted is not None and len(instances) == counted:
            text = in_full(rule, first).to_rrule(until=None, count=counted - dropped)
        else:
            text = in_full(rule, first).to_rrule(until=self.until_text(last, span.zone), count=None)
        skipped = tuple(start for start in self.result.skipped if start > first)
        series = Component(self.uid, main, event, event.sequence, rrule=text, skipped=skipped)
        index = self.add(series)
        exact = epoch(main.end, main.zone) - epoch(main.start, main.zone)
        for start in kept:
            usual = Span(start, start + length, span.zone)
            found = self.changes.pop(day_of(start), None)
            if found is None:
                self.usual_date(usual, exact, index)
                continue
            changed = self.changed(usual, *found)
            if changed:
                override = Component(self.uid, changed[0], changed[1], found[1].sequence, recurrence_id=start, series_zone=span.zone)
                self.occur(changed[0], start, self.add(override), self.uid)

    def usual_date(self, span: Span, exact: int, series: int) -> None:
        """Add a date of the rule; where a clock change would make calendar programs disagree on its end, an override says it.

        RFC 5545 section 3.8.5.3 gives every instance the same exact length, people mean the same wall time; some
        programs do the one and some the other. A series whose first date runs through a change is read in a third way.
        """
        begins, ends = epoch(span.start, span.zone), epoch(span.end, span.zone)
        if not span.all_day and not ends - begins == exact == length_of(span.start, span.end).total_seconds():
            series = self.add(Component(self.uid, span, self.event, self.event.sequence, recurrence_id=span.start, series_zone=span.zone))
        self.result.occurrences.append(Occurrence(span, begins, ends, span.start, series, self.uid))

    def until_text(self, last: Local, zone: str) -> str:
        """Write UNTIL: the last instance, in UTC for times (RFC 5545 section 3.3.10)."""
        if not isinstance(last, datetime):
            return compact(last)
        return to_utc(last, load_zone(zone)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _days(starts: list[Any]) -> str:
    return " and ".join(f"{day_of(start):%Y-%m-%d} ({day_of(start):%A})" for start in starts) or "not known"
