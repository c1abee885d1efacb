"""How an event repeats, as a value: the recurrence rule of RFC 5545, section 3.3.10, for whole days and more.

A `Rule` says on which days; it knows neither the first day nor the zone. What calendar programs disagree on
can be said with it all the same; `needs_singles` then tells that every date must be published as an event of
its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from ..packed import packed

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = (0, 1, 2, 3, 4)

Local = datetime | date
"""A naive wall time, or a date for a whole day."""

_PARTS = (
    "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH",
    "BYSETPOS", "WKST",
)  # fmt: skip


@packed
@dataclass(frozen=True, slots=True)
class Rule:
    """On which days something happens, counted from a first day that is kept elsewhere."""

    freq: str
    """DAILY, WEEKLY, MONTHLY or YEARLY."""
    interval: int = 1
    """Every how many days, weeks, months or years; 1 or more."""
    byday: tuple[tuple[int | None, int], ...] = ()
    """Weekdays (Monday 0), each with which one of the month or year (from the end if negative) or None."""
    bymonthday: tuple[int, ...] = ()
    """Days of the month, 1 to 31, or -1 for the last and so on."""
    bymonth: tuple[int, ...] = ()
    """Months, 1 to 12."""
    bysetpos: tuple[int, ...] = ()
    """Which of the days that the other parts find in a period; only these are taken."""
    byyearday: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    wkst: int | None = None
    """The weekday that a week begins with, where the rule says so; Monday otherwise."""
    count: int | None = None
    """COUNT as an RRULE says it; a phrase's count is in `Repeat`."""
    until: Local | None = None
    """UNTIL as an RRULE says it: a date, a naive wall time, or aware UTC. A phrase's is in `Repeat`."""
    order: tuple[str, ...] = field(default=(), compare=False)
    """The names of the parts in the order somebody wrote them, for a verbatim RRULE."""

    @property
    def needs_singles(self) -> bool:
        """Whether calendar programs would disagree on the dates, so that each must be an event of its own.

        BYSETPOS, week numbers and days of the year are read by some programs only. Several days counted from
        the end of the month, a weekday counted through the year, and plain beside numbered weekdays are rare
        enough to be wrong somewhere.
        """
        numbered = [nth is not None for nth, _ in self.byday]
        return bool(
            self.bysetpos
            or self.byyearday
            or self.byweekno
            or any(day < -1 for day in self.bymonthday)
            or (any(numbered) and not all(numbered))
            or (self.freq == "YEARLY" and self.byday and not self.bymonth)
            or (self.freq == "YEARLY" and self.bymonthday and not self.bymonth)
            or (self.bymonthday and any(numbered))
        )

    def to_rrule(self, *, until: Local | str | None = None, count: int | None = None) -> str:
        """The text of an RRULE, without `RRULE:`.

        `until` or `count`, where given, replace the rule's own end. `until` is written as it stands if it is
        text; it should be aware UTC for events with a time, and a date for whole days.
        """
        values = self._values()
        if until is not None or count is not None:
            values.pop("UNTIL", None)
            values.pop("COUNT", None)
        if until is not None:
            values["UNTIL"] = until if isinstance(until, str) else _moment(until)
        elif count is not None:
            values["COUNT"] = str(count)
        return ";".join(f"{name}={values[name]}" for name in self._order(values))

    def _values(self) -> dict[str, str]:
        values = {"FREQ": self.freq}
        if self.until is not None:
            values["UNTIL"] = _moment(self.until)
        if self.count is not None:
            values["COUNT"] = str(self.count)
        if self.interval != 1 or "INTERVAL" in self.order:
            values["INTERVAL"] = str(self.interval)
        if self.byday:
            values["BYDAY"] = ",".join(f"{nth or ''}{DAY_CODES[day]}" for nth, day in self.byday)
        for name, numbers in self._number_lists():
            if numbers:
                values[name] = ",".join(map(str, numbers))
        if self.wkst is not None:
            values["WKST"] = DAY_CODES[self.wkst]
        return values

    def _number_lists(self) -> Iterable[tuple[str, tuple[int, ...]]]:
        yield "BYMONTHDAY", self.bymonthday
        yield "BYYEARDAY", self.byyearday
        yield "BYWEEKNO", self.byweekno
        yield "BYMONTH", self.bymonth
        yield "BYSETPOS", self.bysetpos

    def _order(self, values: dict[str, str]) -> list[str]:
        if not self.order:
            return [name for name in _PARTS if name in values]
        ends = {"UNTIL", "COUNT"}
        names = [next((end for end in ends if end in values), name) if name in ends else name for name in self.order]
        return [name for name in dict.fromkeys([*names, *_PARTS]) if name in values]


@packed
@dataclass(frozen=True, slots=True)
class Repeat:
    """What a `repeat:` field says."""

    rule: Rule
    start_time: time | None = None
    end_time: time | None = None
    until: Local | None = None
    """The last day, inclusive, or the last wall time, as a phrase says it; an RRULE's is in `rule.until`."""
    count: int | None = None
    """How many times, where a phrase says it; an RRULE's is in `rule.count`."""
    source: str = ""
    """The text as written."""


def _moment(moment: Local) -> str:
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    return f"{moment:%Y%m%dT%H%M%S}" + ("Z" if moment.tzinfo is not None else "")
