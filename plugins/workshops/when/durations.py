"""How long something takes: `1h 30m`, `90 minutes`, `1:30`, `hora y media`, `2 days`, `PT1H30M`."""

from datetime import timedelta

from .error import WhenError
from .lazy import Lazy
from .text import fold, readable, shown

EXAMPLE = "1h 30m or 90 minutes"
_LONGEST = timedelta(days=366)

_UNITS = {
    name: length
    for names, length in (
        ("w wk wks week weeks sem semana semanas", timedelta(weeks=1)),
        ("d day days dia dias", timedelta(days=1)),
        ("h hr hrs hs hour hours hora horas", timedelta(hours=1)),
        ("m min mins minute minutes minuto minutos '", timedelta(minutes=1)),
        ("s sec secs second seconds seg segundo segundos", timedelta(seconds=1)),
    )
    for name in names.split()
}
_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "a an one un una uno", "two dos", "three tres", "four cuatro", "five cinco", "six seis",
            "seven siete", "eight ocho", "nine nueve", "ten diez",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WHOLE = (
    (Lazy(r"half an? hour|a half hour|half hour|media hora|1/2 hora|1/2 hour"), "30 min"),
    (Lazy(r"(?:an |one )?hour and a half|an? (?:1/2|half)-hour|(?:una )?hora y media"), "90 min"),
    (Lazy(r"(?:tres cuartos|3/4) de hora|(?:three quarters|3/4) of an hour"), "45 min"),
    (Lazy(r"un cuarto de hora|(?:a )?quarter of an hour"), "15 min"),
)
_PARTS = Lazy(
    r"(?P<number>\d{1,5}(?:[.,]\d{1,2})?|[a-z]+)(?P<half> (?:1/2|and a half|y media|y medio))?[ -]?"
    r"(?P<unit>[a-z]+|')\.?(?P<after> and a half| y media| y medio)?(?: ?(?:,|and\b|y\b|\+) ?| |(?=\d)|$)"
)
_COLON = Lazy(r"(?P<h>\d{1,3}):(?P<m>[0-5]\d)(?: ?(?:h|hrs?|hours|horas)\.?)?")
_TAIL = Lazy(r"(?P<head>\d{1,3} ?(?:h|hrs?|hours?|horas?)) ?(?:(?:and|y) )?(?P<m>[0-5]?\d)")
_CODED = Lazy(r"p(?:(\d{1,3})w)?(?:(\d{1,3})d)?(?:t(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,5})s)?)?")
_BARE = Lazy(r"\d{1,5}(?:[.,]\d{1,2})?")
_LONG_UNITS = Lazy(r"\d*\s*(?:months?|mes|meses|years?|anos?|quarters?)\b")


def parse_duration(text: str) -> timedelta:
    """How long `text` says, more than nothing and at most 366 days. Raises `WhenError`."""
    words = fold(readable(text, "duration", EXAMPLE))
    length = _read(words, text)
    if not length:
        raise WhenError(f"{shown(text)} is no time at all", f"Write how long it takes, for example {EXAMPLE}")
    if length > _LONGEST:
        raise WhenError(f"{shown(text)} is longer than a year", "Write a shorter duration, or an 'end' date")
    return length


def _read(words: str, given: str) -> timedelta:
    for pattern, meaning in _WHOLE:
        if pattern.fullmatch(words):
            words = meaning
    if colon := _COLON.fullmatch(words):
        if int(colon["h"]) >= 10:  # `19:30` is when it ends to most, and no class takes so long
            hours, minutes = int(colon["h"]), int(colon["m"])
            length = f"{hours}h {minutes}m" if minutes else f"{hours}h"
            raise WhenError(f"{shown(given)} looks like a time of day", f"Write it in 'end', or as a length: {length}")
        return timedelta(hours=int(colon["h"]), minutes=int(colon["m"]))
    if coded := _CODED.fullmatch(words):
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in coded.groups())
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    if tail := _TAIL.fullmatch(words):
        words = f"{tail['head']} {tail['m']} min"
    if _BARE.fullmatch(words):
        number = words.replace(",", ".")
        raise WhenError(f"{shown(given)} has no unit", f"Write {number} minutes or {number} hours")
    return _sum_of_parts(words, given)


def _sum_of_parts(words: str, given: str) -> timedelta:
    total, at, last = timedelta(0), 0, timedelta.max
    while at < len(words):
        match = _PARTS.match(words, at)
        if match is None:
            raise _not_understood(words, given)
        number, unit = _number(match["number"]), _UNITS.get(match["unit"])
        if number is None or unit is None or unit >= last:
            raise _not_understood(words, given)
        total += (number + (0.5 if match["half"] or match["after"] else 0)) * unit
        at, last = match.end(), unit
    return total


def _number(word: str) -> float | None:
    if word[0].isdigit():
        return float(word.replace(",", "."))
    return _NUMBERS.get(word)


def _not_understood(words: str, given: str) -> WhenError:
    if _LONG_UNITS.match(words):
        return WhenError(f"{shown(given)} has no exact length", "Write it in days, for example 30 days")
    return WhenError(f"{shown(given)} is not a duration I can read", f"Write it like this: {EXAMPLE}")
