"""The day in a text: which of its words are the date, and which date they are.

Only dates that one person cannot read differently from another are taken. `12/25/2026` has one reading and
`03/04/2027` has two, so the first is a date and the second a question.
"""

import re
from calendar import isleap, monthrange
from datetime import date, datetime, timedelta

from .error import WhenError
from .lazy import Lazy
from .names import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS, one_of
from .text import fold, shown
from .times import CLOCK

EXAMPLE = "2026-12-08"
FIRST_YEAR, LAST_YEAR = 1900, 2199

_MONTH = rf"(?<![a-z])(?P<mon>{one_of(MONTHS)})(?![a-z])\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|o|er|ro)?"
_YEAR = r"(?P<y>\d{4}(?![\d:])|'\d{2}(?!\d)|\d{2}(?=$|,| at | a | \d{1,2}:))"
_FORMS = (
    Lazy(r"(?<!\d)(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"),
    Lazy(r"(?<!\d)(?P<y>(?:19|2[01])\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)(?:(?=t)(?P<packed>t\d{4}(?:\d{2})?)|)"),
    Lazy(r"(?<![\d:])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|'?\d{2})(?![\d:])"),
    Lazy(
        rf"(?<![\d:]){_DAY}(?:[ ./-]|(?=[a-z]))*(?:(?:de|of|day of) )?{_MONTH}"
        rf"(?: ?,?[ /-]*(?:de |del |of )?{_YEAR})?"
    ),
    Lazy(rf"(?<!\d)(?P<y>\d{{4}})[ ,/-]*(?:de )?{_MONTH}[ ,/-]*{_DAY}(?![\d:])"),
    Lazy(
        rf"{_MONTH}[ ,/-]*(?:the )?{_DAY}(?![\d:]|h\d|h\b| ?[ap]\.? ?m\b)"
        rf"(?: ?,?[ /-]*(?:of |de |del )?{_YEAR})?"
    ),
)
_TWO_DAYS = Lazy(
    rf"{_MONTH} ?\d{{1,2}} ?(?:-|to|through|al?) ?\d{{1,2}},? \d{{4}}"
    rf"|\d{{1,2}} ?(?:-|to|through|al?) ?\d{{1,2}} (?:de )?{_MONTH.replace('<mon>', '<mon2>')}"
)
_WEEKDAY = Lazy(rf"\(?(?<![a-z])(?P<name>{one_of(WEEKDAYS)}|mar)(?![a-z])\.?\)?,?")
_SERIAL = Lazy(r"(?P<days>[2-8]\d{4})(?P<part>[.,]\d{1,15})?")
_MONTH_ONLY = Lazy(rf"{_MONTH},?(?: (?:de |of )?\d{{4}})?|\d{{4}}[-/]\d{{1,2}}|\d{{1,2}}[-/]\d{{4}}")
_NUMBERS_ONLY = Lazy(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})(?![\d/.-])")
_RELATIVE = Lazy(r"(?:today|tonight|tomorrow|yesterday|next|this|coming|hoy|manana|ayer|(?:el )?proxim[oa]|est[ea])\b")
_OPEN = Lazy(r"tb[ad]|t\.b\.[ad]\.?|unknown|pending|pendiente|por (?:confirmar|definir)|\?+")


def take_date(words: str, given: str) -> tuple[date, str]:
    """The date in the folded `words`, and the words around it. `given` is the whole text, for messages."""
    words = re.sub(r"\bprimero(?= de )", "1", words)
    if _TWO_DAYS.search(words):
        raise _two_dates(given)
    for form in _FORMS:
        if match := form.search(words):
            parts = {name: part for name, part in match.groupdict().items() if part}
            packed = parts.get("packed")
            clock = f" {packed[1:3]}:{packed[3:5]}" if packed else ""
            around = f"{words[: match.start()].rstrip()} {words[match.end() :].lstrip()}{clock}"
            day = _date(parts, given)
            if any(other.search(around) for other in _FORMS):
                raise _two_dates(given)
            return day, around.strip()
    raise _no_date(words, given)


def take_weekday(words: str) -> tuple[int | None, str]:
    """The weekday named in the folded `words` (Monday 0), and the words without it."""
    match = _WEEKDAY.search(words)
    if match is None:
        return None, words
    rest = f"{words[: match.start()].rstrip()} {words[match.end() :].lstrip()}"
    return (1 if match["name"] == "mar" else WEEKDAYS[match["name"]]), rest.strip()


def check_weekday(day: date, weekday: int | None, given: str) -> None:
    """Raise `WhenError` when the weekday written beside a date is not that date's."""
    if weekday is None or day.weekday() == weekday:
        return
    before = day - timedelta(days=(day.weekday() - weekday) % 7)
    after = before + timedelta(days=7)
    said, true = WEEKDAY_NAMES[weekday], WEEKDAY_NAMES[day.weekday()]
    raise WhenError(
        f"{shown(given)}: {spoken(day)} is a {true}, not a {said}",
        f"Write {true}, or the date of the {said} that you mean: {before} or {after}",
    )


def spoken(day: date) -> str:
    """`December 8, 2026`."""
    return f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"


def _two_dates(given: str) -> WhenError:
    return WhenError(f"{shown(given)} holds two dates", "Write the first in 'start' and the second in 'end'")


def _date(parts: dict[str, str], given: str) -> date:
    if "a" in parts:
        return _from_numbers(int(parts["a"]), int(parts["b"]), parts["y"], given)
    month, day = int(parts["m"]) if "m" in parts else MONTHS[parts["mon"]], int(parts["d"])
    if "y" not in parts:
        _checked(2028, month, day, given, year_shown="")  # in a leap year: `Feb 30` is wrong in every one
        example = f"{MONTH_NAMES[month - 1]} {day}, {2028 if (month, day) == (2, 29) else 2027}"
        raise WhenError(f"{shown(given)} has no year", f"Write the year too, for example {example}")
    return _checked(_year(parts["y"], given), month, day, given)


def _year(text: str, given: str) -> int:
    if len(text) != 4:
        year = f"20{text[-2:]}"
        raise WhenError(f"{shown(given)}: the year needs four digits", f"Write {year} if you mean {year}")
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise WhenError(
            f"{shown(given)}: {text} is not a likely year",
            f"Write a year from {FIRST_YEAR} to {LAST_YEAR}, for example 2027",
        )
    return int(text)


def _from_numbers(first: int, second: int, year_text: str, given: str) -> date:
    """A date written as three numbers, the year last: taken only when there is one way to read it."""
    year = _year(year_text, given)
    if first > 12 and second > 12:
        raise WhenError(
            f"{shown(given)} is not a date: there is no month {first} and no month {second}",
            f"Write year, month and day: {EXAMPLE}",
        )
    if first <= 12 and second <= 12 and first != second and first and second:
        one, other = date(year, first, second), date(year, second, first)
        named, _ = take_weekday(fold(given))  # Outlook writes `Tue 12/8/2026`, and August 12 is no Tuesday
        if named is not None and (one.weekday() == named) != (other.weekday() == named):
            return one if one.weekday() == named else other
        raise WhenError(
            f"{shown(given)} can be read as {spoken(one)} or as {spoken(other)}",
            f"Write {one} or {other}, or the name of the month",
        )
    month, day = (first, second) if first <= 12 else (second, first)
    return _checked(year, month, day, given)


def _checked(year: int, month: int, day: int, given: str, year_shown: str | None = None) -> date:
    if not 1 <= month <= 12:
        hint = f"Write the month as 1 to 12, for example {EXAMPLE}"
        if day <= 12 and 1 <= month <= 31:
            hint = f"The month comes before the day: write {year}-{day:02}-{month:02} if you mean that"
        raise WhenError(f"{shown(given)}: there is no month {month}", hint)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = f"{MONTH_NAMES[month - 1]} {year if year_shown is None else year_shown}".rstrip()
        why = "" if month != 2 or day != 29 else f", since {year} is not a leap year"
        hint = f"Write a day from 1 to {last}"
        if month == 2 and day == 29:
            hint += f"; the next leap year is {next(y for y in range(year, year + 9) if isleap(y))}"
        raise WhenError(f"{shown(given)}: {name} has {last} days{why}", hint)
    return date(year, month, day)


def _no_date(words: str, given: str) -> WhenError:
    if serial := _SERIAL.fullmatch(words):
        return _serial_number(serial, given)
    what, hint = _why_no_date(words)
    return WhenError(f"{shown(given)} {what}", hint)


def _why_no_date(words: str) -> tuple[str, str]:
    """What is wrong with a text without a date, and what to write instead."""
    whole = f"Write the whole date, for example {EXAMPLE}"
    if numbers := _NUMBERS_ONLY.match(words):
        first, second = int(numbers["a"]), int(numbers["b"])
        if 1 <= first <= 12 or 1 <= second <= 12:
            return "has no year", whole
    if _OPEN.fullmatch(words):
        return "is not a date", "Keep the event as 'draft: yes' until the date is known, then write it"
    if re.fullmatch(rf"(?:(?:at|a las?) )?{CLOCK}", words):
        return "has a time but no date", f"Write the date too, for example {EXAMPLE} 18:00"
    if _RELATIVE.match(words):
        return "means another day every time it is read", f"Write the date itself, for example {EXAMPLE}"
    if _MONTH_ONLY.fullmatch(words):
        return "names a month but no day", whole
    weekday, rest = take_weekday(words)
    if weekday is not None and not re.search(r"\d{3}", rest):
        return "has no date", f"Write the date beside the weekday, for example {EXAMPLE}"
    if near := _nearest_name(words):
        return f"is not a date I can read (did you mean {near}?)", f"Write it like this: {EXAMPLE} 18:00"
    return "is not a date I can read", f"Write it like this: {EXAMPLE} 18:00, or Dec 8, 2026 6 pm"


def _nearest_name(words: str) -> str | None:
    """The month that a misspelled word most looks like."""
    from rapidfuzz import process  # for mistakes only: importing it takes a while

    for word in re.findall(r"[a-z]{4,}", words):
        found = process.extractOne(word, [name for name in MONTHS if len(name) > 3], score_cutoff=75)
        if found and word not in WEEKDAYS:
            name = str(found[0])
            return name.title() if name.title() in MONTH_NAMES else name
    return None


def _serial_number(match: re.Match[str], given: str) -> WhenError:
    """Spreadsheets store a date as the number of days since 1899-12-30; a copied cell may show just that."""
    moment = datetime(1899, 12, 30) + timedelta(days=float(match[0].replace(",", ".")))
    moment = moment.replace(microsecond=0)
    written = f"{moment:%Y-%m-%d %H:%M}" if match["part"] else f"{moment:%Y-%m-%d}"
    return WhenError(
        f"{shown(given)} is how a spreadsheet stores a date inside",
        f"It would be {written}: write that, or format the column as text before you copy it",
    )
