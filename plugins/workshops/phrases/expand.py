"""From a rule and a first day to the days themselves, on wall time.

Every rule is walked period by period (a day, a week, a month or a year, each `interval` apart), counted from
the period of the first day, forwards or backwards. Days are ordinals as in `date.toordinal`, where 1 is a
Monday. The meaning of each part is that of RFC 5545, section 3.3.10, and the tests hold it to dateutil's.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import MAXYEAR, date, datetime, timedelta

from .error import PhraseError
from .rule import Local, Rule

_EMPTY_PERIODS = {"DAILY": 20_000, "WEEKLY": 3_000, "MONTHLY": 700, "YEARLY": 60}
"""After so many periods without a day, there is none to come: some 40 to 60 years."""


def expand(rule: Rule, start: Local, *, until: Local | None = None, count: int | None = None, limit: int = 5000) -> list[Local]:
    """All starts from `start` on, as naive datetimes, or as dates if `start` is one.

    `until` is inclusive: a date takes its whole day. `until` and `count` replace the rule's own where given;
    with both, the earlier end holds. Raises `PhraseError` past `limit` dates, and when there is no end.
    An UNTIL in UTC must be given as a wall time in `until`, since a rule knows no zone (ValueError).
    """
    last = _last_ordinal(rule, start, until)
    most = count if count is not None else rule.count
    if last is None and most is None:
        raise PhraseError("the series never ends", "Write how far it goes, for example until: 2027-06-30, or count: 10")
    found: list[int] = []
    for ordinal in _forward(rule, start.toordinal(), last):
        if most is not None and len(found) >= most:
            break
        if len(found) >= limit:
            raise PhraseError(f"the series has more than {limit} dates", "Write an earlier end, and a later one in time")
        found.append(ordinal)
    return _as_starts(found, start)


def written_out(rule: Rule, start: Local) -> Rule:
    """The rule with what it leaves to the first day: `every month` from a 15th is the 15th of each.

    The days are the same. Calendar programs disagree on what is left out where a month lacks the day (the
    31st, or 29 February), so it must be written there; a sentence for people is plainer with it, too.
    """
    if rule.byday or rule.bymonthday or rule.byyearday or rule.byweekno or rule.freq == "DAILY":
        return rule
    if rule.freq == "WEEKLY":
        return replace(rule, byday=((None, start.weekday()),))
    months = rule.bymonth or ((start.month,) if rule.freq == "YEARLY" else ())
    return replace(rule, bymonth=months, bymonthday=(start.day,))


def first_on_or_after(rule: Rule, start: Local, day: date) -> Local | None:
    """The first date of the rule on or after `day`, however `start` lies to it; None if there is none."""
    anchor = start.toordinal()
    found = next((o for o in _walk(written_out(rule, start), anchor, day.toordinal(), 1) if o >= day.toordinal()), None)
    return None if found is None else _as_starts([found], start)[0]


def nearest_instances(rule: Rule, start: Local, day: date, n: int = 2) -> list[Local]:
    """The `n` dates around `day` in order, half of them before it where there are such, to name in a message.

    Periods are counted from `start`, which need not be a date of the rule itself; the rule's own end and
    beginning do not count here.
    """
    filled, anchor, middle = written_out(rule, start), start.toordinal(), day.toordinal()
    before: list[int] = []
    for ordinal in _walk(filled, anchor, middle, -1):
        if ordinal <= middle:
            before.append(ordinal)
        if len(before) == n:
            break
    after: list[int] = []
    for ordinal in _walk(filled, anchor, middle, 1):
        if ordinal > middle:
            after.append(ordinal)
        if len(after) == n:
            break
    ahead = min(len(after), max(n // 2, n - len(before)))
    return _as_starts(sorted(before[: n - ahead] + after[:ahead]), start)


def happens_at_all(rule: Rule) -> bool:
    """Whether the rule finds any day; `BYMONTH=2;BYMONTHDAY=30` does not."""
    every = replace(rule, interval=1, freq="YEARLY" if rule.freq == "DAILY" and not rule.bysetpos else rule.freq)
    for start in (date(2000, 1, 1), date(2001, 1, 1)):  # a leap year and one that is not
        days = _walk(written_out(every, start), start.toordinal(), start.toordinal(), 1)
        if next(days, None):
            return True
    return False


def _as_starts(ordinals: list[int], start: Local) -> list[Local]:
    if not isinstance(start, datetime):
        return [date.fromordinal(ordinal) for ordinal in ordinals]
    clock = timedelta(hours=start.hour, minutes=start.minute, seconds=start.second)
    return [datetime.fromordinal(ordinal) + clock for ordinal in ordinals]


def _last_ordinal(rule: Rule, start: Local, until: Local | None) -> int | None:
    end = until if until is not None else rule.until
    if end is None:
        return None
    if isinstance(end, datetime):
        if end.tzinfo is not None:
            raise ValueError("an UNTIL in UTC needs its wall time in `until`")
        if isinstance(start, datetime) and end.time() < start.time():
            return end.toordinal() - 1
    return end.toordinal()


# -- walking ---------------------------------------------------------------------------------------


def _forward(rule: Rule, first: int, last: int | None) -> Iterator[int]:
    """Ordinals from `first` to `last`."""
    if rule.freq == "WEEKLY" and len(rule.byday) <= 1 and not rule.bymonth and not rule.bysetpos:
        step = 7 * rule.interval
        if not rule.byday or rule.byday[0][1] == (first + 6) % 7:  # the usual series, without any searching
            yield from range(first, date.max.toordinal() if last is None else last + 1, step)
            return
    for ordinal in _walk(written_out(rule, date.fromordinal(first)), first, first, 1, last):
        if last is not None and ordinal > last:
            return
        if ordinal >= first:
            yield ordinal


def _walk(rule: Rule, anchor: int, around: int, direction: int, last: int | None = None) -> Iterator[int]:
    """Ordinals of the rule from the period that holds `around`, period by period; descending if backwards."""
    number, empty = _period_of(rule, anchor, around), 0
    while empty < _EMPTY_PERIODS[rule.freq]:
        days = _days_of_period(rule, anchor, number)
        if days is None:
            return
        if last is not None and not days and _period_of(rule, anchor, last) < number:
            return
        empty = 0 if days else empty + 1
        yield from days if direction > 0 else reversed(days)
        number += direction


def _period_of(rule: Rule, anchor: int, day: int) -> int:
    """The number of the period that holds `day`; the anchor's is 0."""
    if rule.freq == "DAILY":
        distance = day - anchor
    elif rule.freq == "WEEKLY":
        first = rule.wkst or 0
        distance = (day + 6 - first) // 7 - (anchor + 6 - first) // 7
    else:
        one, other = date.fromordinal(day), date.fromordinal(anchor)
        distance = one.year - other.year
        if rule.freq == "MONTHLY":
            distance = distance * 12 + one.month - other.month
    return distance // rule.interval


def _days_of_period(rule: Rule, anchor: int, number: int) -> list[int] | None:
    """The days that the rule takes of one period, in order; None where the calendar ends."""
    offset = number * rule.interval
    if rule.freq in ("DAILY", "WEEKLY"):
        begin = anchor + offset
        if rule.freq == "WEEKLY":
            first = rule.wkst or 0
            begin = (anchor + 6 - first) // 7 * 7 + first - 6 + 7 * offset
        if not 7 < begin < date.max.toordinal() - 7:
            return None
        days = _of_week(rule, begin) if rule.freq == "WEEKLY" else _kept(rule, [begin])
    else:
        start = date.fromordinal(anchor)
        months = start.year * 12 + start.month - 1 + offset if rule.freq == "MONTHLY" else (start.year + offset) * 12
        if not 2 <= months // 12 < MAXYEAR:
            return None
        year, month0 = divmod(months, 12)
        days = _of_month(rule, year, month0) if rule.freq == "MONTHLY" else _of_year(rule, year)
    return _at_positions(rule, days) if rule.bysetpos else days


def _of_week(rule: Rule, begin: int) -> list[int]:
    weekdays = {weekday for _, weekday in rule.byday}
    days = [day for day in range(begin, begin + 7) if (day + 6) % 7 in weekdays]
    return _kept(replace(rule, byday=()), days) if rule.bymonth or rule.bymonthday else days


def _of_month(rule: Rule, year: int, month0: int) -> list[int]:
    if rule.bymonth and month0 + 1 not in rule.bymonth:
        return []
    length = monthrange(year, month0 + 1)[1]
    begin = date(year, month0 + 1, 1).toordinal()
    if not rule.byday:
        return sorted({begin + _from_either_end(day, length) for day in rule.bymonthday if abs(day) <= length})
    days = _weekdays_in(rule, begin, length)
    if rule.bymonthday:
        allowed = {begin + _from_either_end(day, length) for day in rule.bymonthday}
        days &= allowed
    return sorted(days)


def _of_year(rule: Rule, year: int) -> list[int]:
    begin = date(year, 1, 1).toordinal()
    length = date(year + 1, 1, 1).toordinal() - begin
    if rule.byyearday:
        days = [begin + _from_either_end(day, length) for day in rule.byyearday if abs(day) <= length]
        return _kept(rule, sorted(set(days)))
    if rule.byweekno:
        whole = [day for day in range(begin, begin + length) if _in_weeks(rule, day)]
        return _kept(rule, whole)
    if not rule.bymonth and any(nth is not None for nth, _ in rule.byday):
        return _kept(replace(rule, byday=()), sorted(_weekdays_in(rule, begin, length)))
    return [day for month in sorted(set(rule.bymonth)) or range(1, 13) for day in _of_month(rule, year, month - 1)]


def _weekdays_in(rule: Rule, begin: int, length: int) -> set[int]:
    """The days of BYDAY in a month or year of `length` days that begins at `begin`."""
    days: set[int] = set()
    for nth, weekday in rule.byday:
        first = begin + (weekday - begin - 6) % 7
        every = range(first, begin + length, 7)
        if nth is None:
            days.update(every)
        elif -len(every) <= nth <= len(every):
            days.add(every[nth - 1 if nth > 0 else nth])
    return days


def _kept(rule: Rule, days: list[int]) -> list[int]:
    """Those of the days that BYMONTH, BYMONTHDAY and plain BYDAY let pass."""
    if rule.byday:
        weekdays = {weekday for _, weekday in rule.byday}
        days = [day for day in days if (day + 6) % 7 in weekdays]
    if rule.bymonth:
        days = [day for day in days if date.fromordinal(day).month in rule.bymonth]
    if rule.bymonthday:
        days = [day for day in days if _on_monthday(rule, date.fromordinal(day))]
    return days


def _on_monthday(rule: Rule, day: date) -> bool:
    return day.day in rule.bymonthday or day.day - monthrange(day.year, day.month)[1] - 1 in rule.bymonthday


def _in_weeks(rule: Rule, day: int) -> bool:
    """Whether the day lies in a week of BYWEEKNO; week 1 is the first with four days in its year."""
    first = rule.wkst or 0
    middle = (day + 6 - first) // 7 * 7 + first - 6 + 3
    year = date.fromordinal(middle).year
    begin = date(year, 1, 1).toordinal()
    week = (middle - begin) // 7 + 1
    end = date(year, 12, 31).toordinal()
    weeks = week + (end - middle) // 7
    return week in rule.byweekno or week - weeks - 1 in rule.byweekno


def _from_either_end(number: int, length: int) -> int:
    """How many days after the first: 1 is the first, -1 the last."""
    return number - 1 if number > 0 else length + number


def _at_positions(rule: Rule, days: list[int]) -> list[int]:
    count = len(days)
    return sorted({days[p - 1 if p > 0 else p] for p in rule.bysetpos if -count <= p <= count})
