"""From the tokens of a phrase to its rule.

A phrase has up to three pieces, in any order: a period (`every 2 weeks`, `of the month`), the days in it
(`second and fourth Tuesday`, `on the 15th`), and months (`in October`, `except in July and August`). Months
are found first, then the period at either end; what is left must be one of the forms of days below.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from ..when.lazy import Lazy
from ..when.names import MONTH_NAMES, WEEKDAY_NAMES
from .error import PhraseError
from .lexicon import Token
from .rule import WORKDAYS, Rule

_MONTHS = Lazy(r"&?(?P<x>X)?(?P<list>M(?:[&-]*M)*)")
_PERIOD = r"A|E(?:O|N|R)?[ymqwd]|O[mwd]|[mqy]"
_AT_END = Lazy(rf"(?P<body>.*?)&*(?P<period>{_PERIOD})")
_AT_START = Lazy(rf"(?P<period>{_PERIOD})&*(?P<body>.*)")
_DAYS = r"D(?:[&-]*D)*"
_WEEKDAYS = Lazy(rf"E?(?P<skip>[ON])?(?P<days>{_DAYS}|W|K)(?P<after>O)?")
_BUT = Lazy(rf"(?P<all>E?d|E?W)&?X(?P<days>(?:{_DAYS}|K))")
_NTH = Lazy(r"(?P<e>E?)(?:R(?:&*R)*D(?:&*D)*&*)+")
_NTH_GROUP = Lazy(r"R(?:&*R)*D(?:&*D)*")
_WORKDAY = Lazy(r"E?(?P<positions>R(?:&*R)*)W")
_MONTHDAYS = Lazy(r"E?d?(?P<numbers>[NR](?:&*d?[NR])*)d?")
_BESIDE = Lazy(r"E?(?P<day>[Dd])(?P<side>[BF])(?P<nth>R)(?P<of>D)")
_FREQUENCY = {"d": "DAILY", "w": "WEEKLY", "m": "MONTHLY", "y": "YEARLY", "q": "MONTHLY"}
_LONGEST_INTERVAL = 99


class NotUnderstood(Exception):
    """No form fits the tokens; what to suggest is not known here."""


class TwoReadings(Exception):
    """The tokens mean one of two rules; `readings` are both."""

    def __init__(self, *readings: Rule) -> None:
        super().__init__(*readings)
        self.readings = readings


class _Row:
    """A row of tokens: the letters as one text to match on, and the values beside them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.letters = "".join(letter for letter, _ in tokens)
        self.values = [value for _, value in tokens]

    def part(self, begin: int, end: int) -> "_Row":
        return _Row(list(zip(self.letters[begin:end], self.values[begin:end], strict=True)))

    def numbers(self, letters: str, span: tuple[int, int] | None = None) -> list[int]:
        """The values of the tokens with one of the letters."""
        begin, end = span or (0, len(self.letters))
        return [v for k, v in zip(self.letters[begin:end], self.values[begin:end], strict=True)
                if k in letters and isinstance(v, int)]  # fmt: skip

    def span_list(self, letter: str, span: tuple[int, int], size: int, first: int) -> list[int]:
        """The values of a list with ranges, as `Monday to Thursday, Saturday`; a range may wrap around."""
        found: list[int] = []
        through = False
        for kind, value in zip(self.letters[span[0] : span[1]], self.values[span[0] : span[1]], strict=True):
            if kind == letter and isinstance(value, int):
                if through and found:
                    found += [(found[-1] + step - first) % size + first for step in range(1, (value - found[-1]) % size)]
                found.append(value)
                through = False
            else:
                through = through or kind == "-"
        return sorted(set(found))


def read_tokens(tokens: Sequence[Token]) -> Rule:
    """The rule of a phrase. Raises `NotUnderstood`, `TwoReadings`, or `PhraseError` for what cannot be."""
    row = _without_of(_Row(tokens))
    row = row.part(len(row.letters) - len(row.letters.lstrip("&")), len(row.letters.rstrip("&")))
    months, excluded, row = _take_months(row)
    for pattern in (_AT_END, _AT_START):
        match = pattern.fullmatch(row.letters)
        if match is None:
            continue
        period = _period(row.part(*match.span("period")))
        if period == ("m", 1) and match["period"] != "m" and re.fullmatch(_DAYS, match["body"]):
            _once_a_month(row)
        rule = _days(row.part(*match.span("body")), period, months, excluded)
        if rule is not None:
            return rule
    rule = _days(row, None, months, excluded)
    if rule is None:
        raise NotUnderstood
    return rule


def _once_a_month(row: _Row) -> NoReturn:
    """`every month on Tuesday` leaves open which one, and might still mean all of them."""
    days = row.span_list("D", (0, len(row.letters)), 7, 0)
    raise TwoReadings(Rule("MONTHLY", byday=tuple((1, day) for day in days)), Rule("WEEKLY", byday=tuple((None, day) for day in days)))


def _without_of(row: _Row) -> _Row:
    """Drop `of`, which only tells `every 15th of the month` from `every 15th month`."""
    dropped = {match.start() for match in re.finditer(r"E(?=[NR]o+m)", row.letters)}
    kept = [at for at, letter in enumerate(row.letters) if letter != "o" and at not in dropped]
    return _Row([(row.letters[at], row.values[at]) for at in kept])


def _take_months(row: _Row) -> tuple[tuple[int, ...], bool, _Row]:
    match = _MONTHS.search(row.letters)
    if match is None:
        return (), False, row
    months = row.span_list("M", match.span("list"), 12, 1)
    rest = [*zip(row.letters, row.values, strict=True)]
    if match["x"]:
        months = [month for month in range(1, 13) if month not in months]
    return tuple(months), bool(match["x"]), _Row(rest[: match.start()] + rest[match.end() :])


def _period(row: _Row) -> tuple[str, int] | None:
    """The (unit, interval) of `every 2 weeks`; None if it is not a period after all, as `last day`."""
    value = row.values[0]
    if isinstance(value, tuple):
        return value
    unit, interval = row.letters[-1], 1
    if "O" in row.letters:
        interval = 2
    elif numbers := row.numbers("NR"):
        interval = numbers[0]
    if not 1 <= interval <= _LONGEST_INTERVAL or (interval == 1 and "R" in row.letters):
        return None
    return ("m", interval * 3) if unit == "q" else (unit, interval)


def _days(row: _Row, period: tuple[str, int] | None, months: tuple[int, ...], excluded: bool) -> Rule | None:
    """The rule of the days in a period, or None if no form fits."""
    if not row.letters or row.letters == "E":
        return _bare(period, months, excluded)
    rule = (
        _date(row, period, months, excluded)
        or _plain_weekdays(row, period)
        or _numbered_weekdays(row, period, months and not excluded)
        or _workdays(row, period, bool(months))
        or _month_days(row, period)
        or _beside(row, period)
    )
    if rule is None or not months or rule.bymonth:
        return rule
    if rule.freq == "MONTHLY" and not excluded and period is None and rule.interval == 1:
        rule = replace(rule, freq="YEARLY")  # `last Monday of May`
    return _in_months(rule, period, months, excluded)


def _in_months(rule: Rule, period: tuple[str, int] | None, months: tuple[int, ...], excluded: bool) -> Rule | None:
    if period is not None and period[0] == "y":
        if excluded or rule.freq == "WEEKLY":
            return None
        return replace(rule, freq="YEARLY", interval=period[1], bymonth=months)
    return replace(rule, bymonth=months)


def _bare(period: tuple[str, int] | None, months: tuple[int, ...], excluded: bool) -> Rule | None:
    if period is None:
        return None
    unit, interval = period
    if months and unit not in "dw" and not excluded:
        return None  # `every year in May` names no day
    return Rule(_FREQUENCY[unit], interval, bymonth=months)


def _date(row: _Row, period: tuple[str, int] | None, months: tuple[int, ...], excluded: bool) -> Rule | None:
    """`every year on August 31`, `every August 31`, `31 de agosto de cada año`."""
    if not months or excluded or not re.fullmatch(r"E?d?[NR](?:&*[NR])*d?", row.letters):
        return None
    if period is None and "E" not in row.letters or period is not None and period[0] not in "y":
        return None
    days = _month_order(row.numbers("NR"))
    longest = max((29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31) for month in months)
    if wrong := [day for day in days if not 1 <= day <= longest and day != -1]:
        raise PhraseError(f"{MONTH_NAMES[months[0] - 1]} has no day {wrong[0]}", f"Write a day from 1 to {longest}")
    return Rule("YEARLY", period[1] if period else 1, bymonth=months, bymonthday=days)


def _plain_weekdays(row: _Row, period: tuple[str, int] | None) -> Rule | None:
    """`every Tuesday and Thursday`, `every other Thursday`, `weekdays`, `every day except Sunday`."""
    if but := _BUT.fullmatch(row.letters):
        dropped = row.span_list("D", but.span("days"), 7, 0) if "K" not in but["days"] else [5, 6]
        base = range(7) if "d" in but["all"] else WORKDAYS
        days = [day for day in base if day not in dropped]
        if period is not None or not days:
            return None
        return Rule("WEEKLY", byday=tuple((None, day) for day in days))
    match = _WEEKDAYS.fullmatch(row.letters)
    if match is None:
        return None
    named = {"W": list(WORKDAYS), "K": [5, 6]}
    days = named.get(match["days"]) or row.span_list("D", match.span("days"), 7, 0)
    interval = 2 if match["skip"] == "O" or match["after"] else next(iter(row.numbers("N")), 1)
    if not 1 <= interval <= _LONGEST_INTERVAL or (interval > 1 and match["days"] in "WK"):
        return None
    byday = tuple((None, day) for day in days)
    if interval > 1 and row.letters[0] == "N":  # `six Tuesdays`: a number of dates to most, of weeks to some
        raise TwoReadings(Rule("WEEKLY", byday=byday, count=interval), Rule("WEEKLY", interval, byday))
    if period is None or period == ("y", 1) or (period[0] in "wm" and period[1] == 1):
        return Rule("WEEKLY", interval, byday)
    if interval > 1 or period[0] not in "wm":
        return None
    return Rule(_FREQUENCY[period[0]], period[1], byday)


def _numbered_weekdays(row: _Row, period: tuple[str, int] | None, yearly: object) -> Rule | None:
    """`second and fourth Tuesday of every month`, `first Monday and third Thursday`, `last Monday of May`."""
    match = _NTH.fullmatch(row.letters)
    if match is None or (period is not None and period[0] not in "my"):
        return None
    pairs: list[tuple[int | None, int]] = []
    for group in _NTH_GROUP.finditer(row.letters):
        for nth in row.numbers("R", group.span()):
            if not (1 <= nth <= 5 or -5 <= nth <= -1):
                raise PhraseError(
                    f"no month has a {WEEKDAY_NAMES[row.numbers('D', group.span())[0]]} number {nth}",
                    "Write first to fifth, or last",
                )
            pairs += [(nth, day) for day in row.numbers("D", group.span())]
    if match["e"] and period is None and not yearly and len(pairs) == 1 and pairs[0][0] not in (1, -1, -2):
        which, day = pairs[0]  # `every second Tuesday`: every other week to some, once a month to others
        raise TwoReadings(Rule("WEEKLY", abs(which or 1), ((None, day),)), Rule("MONTHLY", byday=((which, day),)))
    if period is not None and period[0] == "y" and not yearly:
        return None
    interval = period[1] if period is not None and period[0] == "m" else 1
    return Rule("MONTHLY", interval, tuple(sorted(set(pairs), key=_by_nth)))


def _by_nth(pair: tuple[int | None, int]) -> tuple[int, int]:
    nth = pair[0] or 0
    return (nth if nth > 0 else 100 + nth, pair[1])


def _workdays(row: _Row, period: tuple[str, int] | None, months: bool) -> Rule | None:
    """`last weekday of the month`."""
    match = _WORKDAY.fullmatch(row.letters)
    if match is None or (period is None and not months) or (period is not None and period[0] not in "my"):
        return None
    if period is not None and period[0] == "y" and not months:
        return None
    positions = _month_order(row.numbers("R"))
    if any(not (1 <= position <= 20 or -20 <= position <= -1) for position in positions):
        raise PhraseError("no month has so many weekdays", "Write first to twentieth, or last")
    interval = period[1] if period is not None and period[0] == "m" else 1
    return Rule("MONTHLY", interval, tuple((None, day) for day in WORKDAYS), bysetpos=positions)


def _month_days(row: _Row, period: tuple[str, int] | None) -> Rule | None:
    """`on the 15th of every month`, `last day of the month`, `los días 1 y 15 de cada mes`."""
    match = _MONTHDAYS.fullmatch(row.letters)
    if match is None:
        return None
    if period is None and (row.letters.endswith("d") or "N" in row.letters):
        return None
    if period is not None and period[0] != "m":
        return None
    days = row.numbers("NR")
    if any(not (1 <= day <= 31 or -31 <= day <= -1) for day in days):
        raise PhraseError(f"no month has a day {max(days)}", "Write a day from 1 to 31")
    return Rule("MONTHLY", period[1] if period else 1, bymonthday=_month_order(days))


def _month_order(numbers: Sequence[int]) -> tuple[int, ...]:
    """Different numbers in the order of the month: those from its end come last."""
    return tuple(sorted(set(numbers), key=lambda number: number if number > 0 else 100 + number))


def _beside(row: _Row, period: tuple[str, int] | None) -> Rule | None:
    """`the Monday before the third Tuesday`: the third Tuesday lies between the 15th and the 21st, so it is a
    Monday between the 14th and the 20th. That works as long as all seven days lie in every month."""
    match = _BESIDE.fullmatch(row.letters)
    if match is None or (period is not None and period[0] != "m"):
        return None
    nth = row.numbers("R")[0]
    of = row.numbers("D")[-1]
    back = match["side"] == "B"
    day = row.numbers("D")[0] if match["day"] == "D" else (of + (-1 if back else 1)) % 7
    distance = ((of - day) if back else (day - of)) % 7 or 7
    if not (1 <= nth <= 4 or nth == -1):
        raise PhraseError("not every month has a fifth one to count from", "Count from the first to the fourth, or the last")
    shift = -distance if back else distance
    first = (7 * (nth - 1) + 1 if nth > 0 else -7) + shift
    if (nth > 0 and not 1 <= first <= 22) or (nth < 0 and first > -7):
        raise _crosses(day, back)
    if first % 7 == 1 and nth > 0:  # seven days away is the same weekday, a week before or after
        return Rule("MONTHLY", period[1] if period else 1, ((first // 7 + 1, day),))
    return Rule("MONTHLY", period[1] if period else 1, ((None, day),), bymonthday=tuple(range(first, first + 7)))


def _crosses(day: int, back: bool) -> PhraseError:
    name = WEEKDAY_NAMES[day]
    side, month = ("before", "month before") if back else ("after", "next month")
    return PhraseError(
        f"the {name} {side} it can lie in the {month}, which no rule can say",
        "List the dates under 'dates' instead, or choose a day that always lies in the same month",
        (f"last {name} of every month", f"first {name} of every month"),
    )
