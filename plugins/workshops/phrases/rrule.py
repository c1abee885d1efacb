"""A rule written out in the language of calendar programs, `RRULE:FREQ=WEEKLY;BYDAY=TU`, read and explained.

Organizers copy such a line from another calendar. It is taken as it stands, part by part in its own order
(RFC 5545, section 3.3.10), or refused with the part that is wrong.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from ..when.lazy import Lazy
from ..when.text import clean, shown
from .error import PhraseError
from .expand import happens_at_all
from .rule import DAY_CODES, FREQUENCIES, Local, Rule

_LOOKS = Lazy(r"\b(?:RRULE|DTSTART|RDATE|EXDATE)\b|\b(?:FREQ|INTERVAL|BY[A-Z]+|COUNT|UNTIL)\s*=", re.IGNORECASE)
_DAY = Lazy(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = Lazy(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_CLOCK_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
_EXAMPLE = "RRULE:FREQ=WEEKLY;BYDAY=TU"
_OTHER_WORDS = "Or write it in words, for example: every Tuesday"


def looks_like_rrule(text: str) -> bool:
    """Whether somebody meant an RRULE, right or wrong."""
    return bool(_LOOKS.search(text))


def parse_rrule(text: str) -> Rule:
    """The rule that an RRULE line says, with or without `RRULE:`. Raises `PhraseError`."""
    plain = clean(text)
    body = re.sub(r"^RRULE\s*:", "", plain, flags=re.IGNORECASE).replace(" ", "").upper().strip(";")
    if re.search(r"DTSTART|EXDATE|RDATE|EXRULE|RRULE", body):
        raise PhraseError(
            f"{shown(text)} holds more than one line of a calendar file",
            "Keep only what follows RRULE:; the first date belongs in 'start', skipped dates in 'except'",
        )
    values: dict[str, Any] = {}
    for part in body.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise PhraseError(f"{shown(text)}: {shown(part)} is not NAME=VALUE", f"Write it like {_EXAMPLE}")
        if name in values:
            raise PhraseError(f"{shown(text)}: {name} is written twice", f"Keep one {name}")
        values[name] = _value(name, value, text)
    rule = _rule(values, text)
    _check(rule, text)
    return rule


def _rule(values: dict[str, Any], text: str) -> Rule:
    if "FREQ" not in values:
        raise PhraseError(f"{shown(text)} does not say FREQ", f"Begin it like {_EXAMPLE}. {_OTHER_WORDS}")
    if "COUNT" in values and "UNTIL" in values:
        raise PhraseError(f"{shown(text)} has both COUNT and UNTIL", "Keep one of them")
    return Rule(**{name.lower(): value for name, value in values.items()}, order=tuple(values))


def _value(name: str, value: str, text: str) -> Any:
    if name in _CLOCK_PARTS:
        raise PhraseError(f"{shown(text)}: {name} is not used here", "The time of day comes from 'start': leave it out")
    if name in ("RSCALE", "SKIP"):
        raise PhraseError(f"{shown(text)}: few calendar programs know {name}", f"Leave out {name}")
    reader = _READERS.get(name)
    if reader is None:
        raise PhraseError(f"{shown(text)}: there is no part {shown(name)} in a rule", f"Write it like {_EXAMPLE}")
    try:
        return reader(value)
    except PhraseError as error:
        raise PhraseError(f"{shown(text)}: {error.message}", error.hint) from None
    except ValueError:
        raise PhraseError(f"{shown(text)}: {shown(value)} does not fit {name}", _FITS[name]) from None


def _freq(value: str) -> str:
    if value in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise PhraseError(
            f"FREQ={value} repeats within one day",
            "A series here repeats by days at most: write FREQ=DAILY or more",
        )
    if value not in FREQUENCIES:
        raise ValueError
    return value


def _days(value: str) -> tuple[tuple[int | None, int], ...]:
    days = []
    for code in value.split(","):
        match = _DAY.fullmatch(code)
        if match is None:
            raise ValueError
        nth = int(match[1]) if match[1] else None
        if nth is not None and not 1 <= abs(nth) <= 53:
            raise ValueError
        days.append((nth, DAY_CODES.index(match[2])))
    return tuple(dict.fromkeys(days))


def _numbers(least: int, most: int) -> Callable[[str], tuple[int, ...]]:
    """A reader of number lists; with a negative `least`, zero is not a number."""

    def read(value: str) -> tuple[int, ...]:
        numbers = tuple(_integer(number) for number in value.split(","))
        if any(not least <= number <= most or not number for number in numbers):
            raise ValueError
        return tuple(dict.fromkeys(numbers))

    return read


def _integer(value: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,5}", value):
        raise ValueError
    return int(value)


def _positive(value: str) -> int:
    number = _integer(value)
    if number < 1:
        raise ValueError
    return number


def _weekday(value: str) -> int:
    return DAY_CODES.index(value)


def _until(value: str) -> Local:
    match = _UNTIL.fullmatch(value)
    if match is None:
        raise ValueError
    numbers = [int(number) for number in match.groups()[:6] if number is not None]
    if len(numbers) == 3:
        return date(*numbers)
    moment = datetime(*numbers)  # type: ignore[arg-type]  # three of the six are checked by the pattern
    return moment.replace(tzinfo=UTC) if match[7] else moment


_READERS: dict[str, Callable[[str], Any]] = {
    "FREQ": _freq,
    "INTERVAL": _positive,
    "COUNT": _positive,
    "UNTIL": _until,
    "BYDAY": _days,
    "BYMONTHDAY": _numbers(-31, 31),
    "BYYEARDAY": _numbers(-366, 366),
    "BYWEEKNO": _numbers(-53, 53),
    "BYMONTH": _numbers(1, 12),
    "BYSETPOS": _numbers(-366, 366),
    "WKST": _weekday,
}
_FITS = {
    "FREQ": "Write FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY",
    "INTERVAL": "Write a whole number from 1, for example INTERVAL=2",
    "COUNT": "Write a whole number from 1, for example COUNT=10",
    "UNTIL": "Write a date like UNTIL=20270511, or leave it out and use the field 'until'",
    "BYDAY": "Write days as MO, TU, WE, TH, FR, SA, SU, or with a number as 2TU or -1FR",
    "BYMONTHDAY": "Write days from 1 to 31, or -1 for the last",
    "BYYEARDAY": "Write days from 1 to 366, or -1 for the last",
    "BYWEEKNO": "Write weeks from 1 to 53",
    "BYMONTH": "Write months from 1 to 12",
    "BYSETPOS": "Write positions like 1, or -1 for the last",
    "WKST": "Write one of MO, TU, WE, TH, FR, SA, SU",
}


def _check(rule: Rule, text: str) -> None:
    """Refuse what the calendar standard forbids, and rules that never happen."""
    numbers = [abs(nth) for nth, _ in rule.byday if nth is not None]
    if numbers and rule.freq not in ("MONTHLY", "YEARLY"):
        fault = (
            "numbered days like 2TU need months or years",
            "Write FREQ=MONTHLY, or the day without its number",
        )
    elif numbers and max(numbers) > 5 and (rule.freq == "MONTHLY" or rule.bymonth):
        fault = (
            "no month has a weekday more than five times",
            "Write a number from 1 to 5, or -1 for the last",
        )
    elif rule.byweekno and rule.freq != "YEARLY":
        fault = "BYWEEKNO needs FREQ=YEARLY", "Write FREQ=YEARLY, or leave BYWEEKNO out"
    elif rule.byweekno and (not rule.byday or numbers):
        fault = "BYWEEKNO needs plain weekdays beside it", "Add the day, for example BYDAY=MO"
    elif rule.byyearday and (rule.freq != "YEARLY" or numbers):
        fault = (
            "BYYEARDAY needs FREQ=YEARLY and no numbered days",
            "Write FREQ=YEARLY, or leave BYYEARDAY out",
        )
    elif rule.bymonthday and rule.freq == "WEEKLY":
        fault = "BYMONTHDAY does not go with FREQ=WEEKLY", "Write FREQ=MONTHLY"
    elif rule.bysetpos and not (rule.byday or rule.bymonthday or rule.bymonth or rule.byyearday or rule.byweekno):
        fault = "BYSETPOS needs another part to choose from", "Add BYDAY, for example BYDAY=MO,TU,WE,TH,FR"
    elif not happens_at_all(rule):
        fault = "no day fits all parts of this rule", "Check the month and the day"
    else:
        return
    raise PhraseError(f"{shown(text)}: {fault[0]}", fault[1])
