"""The time of day: `18:00`, `6 pm`, `6:15 p. m.`, `18h30`, `6 de la tarde`, `noon`, `mediodía`."""

import re
from datetime import time

from .error import WhenError
from .lazy import Lazy
from .text import LONGEST, fold, readable, shown
from .zonesuffix import take_zone

EXAMPLE = "18:00 or 6 pm"
_LIKE_THIS = f"Write the time like this: {EXAMPLE}"

NOON = r"noon|midday|mediodia|medio dia"
MIDNIGHT = r"midnight|medianoche|media noche"
HALF = r"a\.? ?m(?![a-z])\.?|p\.? ?m(?![a-z])\.?|(?<=\d)[ap](?![a-z.\d])"
PART = (
    r"(?:de|por|en) la (?:manana|tarde|noche|madrugada)|del mediodia"
    r"|in the (?:morning|afternoon|evening)|at night"
)
CLOCK = (
    rf"(?:(?:12(?::00)? )?(?:{NOON}|{MIDNIGHT})"
    r"|\d{1,2}(?:[:.h]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?"
    r"(?: ?(?:hrs?|hs|h|horas?)\b\.?)?(?: y (?:media|cuarto)\b)?"
    rf"(?: ?(?:{HALF})| (?:{PART}))?)"
)
"""Any time of day in folded text, without groups of its own; whether it is a real one, `read_clock` says."""

_FIRST = Lazy(r"(?:(?:at|around|about|@|a las?|al|las?|a|sobre las?)(?= |\d) ?)?")
_NOON = Lazy(rf"(?:12(?::00)? )?(?:{NOON})")
_MIDNIGHT = Lazy(rf"(?:12(?::00)? )?(?:{MIDNIGHT})")
_PARTS = Lazy(
    r"(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"(?: ?(?P<unit>hrs?|hs|h|horas?)\b\.?)?(?: y (?P<more>media|cuarto)\b)?"
    rf"(?: ?(?P<half>{HALF})| (?P<part>{PART}))?"
)
_TWO = Lazy(rf"(?:(?:from|between|de|entre) )?(?:las? )?{CLOCK} ?(?:-|to|until|till|and|a|hasta|y) ?(?:las? )?{CLOCK}")
_PACKED = Lazy(r"(?P<h>\d{1,2})(?P<m>\d{2}) ?(?P<half>[ap]m)?")

_BARE = Lazy(r"(?<![\d:.+-])(?P<h>[1-7])[:.](?P<m>[0-5]\d)(?![\d:.]| ?(?:[ap]\b|[ap]\.? ?m|h|(?:de|por|en) la |in the |at night))")

TWELVE_AM = re.compile(r"\b12(?:[:.](?P<m>\d\d))? ?a\.? ?m\b", re.I)
"""Midnight, written by many for noon."""

_MORNING, _AFTERNOON, _NIGHT, _EARLY = range(4)
_PART_OF_DAY = {
    "morning": _MORNING, "manana": _MORNING,
    "afternoon": _AFTERNOON, "evening": _AFTERNOON, "tarde": _AFTERNOON, "mediodia": _AFTERNOON,
    "night": _NIGHT, "noche": _NIGHT,
    "madrugada": _EARLY,
}  # fmt: skip


def parse_time(text: str) -> time:
    """The time of day that `text` says, to the second. Raises `WhenError`.

    `midnight` is 00:00, the beginning of a day.
    """
    if len(text) == 5 and text[2] == ":":
        try:
            return time.fromisoformat(text)
        except ValueError:
            pass  # explained below
    words, zone, offset = take_zone(readable(text, "time", EXAMPLE), text)
    clock = read_clock(fold(words), text)
    if zone or offset is not None:
        raise WhenError(
            f"{shown(text)} has a time zone but no date",
            f"Write the date too, or only the time: {clock:%H:%M}",
        )
    return clock


def bare_morning(text: str) -> time | None:
    """The time of day of `6:30`: read on the 24-hour clock, while whoever writes one digit mostly means the evening.

    None for `06:30`, `6:30 am` and `9:30`, which nobody takes for another hour.
    """
    match = _BARE.search(fold(text[:LONGEST]))
    return time(int(match["h"]), int(match["m"])) if match else None


def read_clock(words: str, given: str) -> time:
    """The time that folded `words` say; `given` is the whole text as written, for messages."""
    words = _FIRST.sub("", words.replace(" o'clock", ""), count=1).strip(" ,")
    if _NOON.fullmatch(words):
        return time(12)
    if _MIDNIGHT.fullmatch(words):
        return time(0)
    match = _PARTS.fullmatch(words)
    if match is None:
        raise _not_a_time(words, given)
    return _from_parts(match, given)


def _from_parts(match: re.Match[str], given: str) -> time:
    hour, minute, second = (int(match[part] or 0) for part in ("h", "m", "s"))
    if match["more"]:
        if match["m"]:
            raise WhenError(f"{shown(given)} gives the minutes twice", _LIKE_THIS)
        minute = 30 if match["more"] == "media" else 15
    bare = not (match["m"] or match["unit"] or match["more"])
    if minute > 59 or second > 59:
        raise WhenError(f"{shown(given)} has more than 59 minutes or seconds", _LIKE_THIS)
    if match["half"]:
        hour = _twelve_hours(hour, minute, match["half"][0], given)
    elif match["part"]:
        hour = _part_of_day(hour, match["part"].rsplit(" ", 1)[-1], given)
    elif bare:
        raise _only_an_hour(hour, given)
    if hour == 24 and not minute and not second:
        raise WhenError(
            f"{shown(given)}: a day ends at 24:00, which is 00:00 of the next day",
            "Write 00:00 with the date of the next day, for example 2026-12-09 00:00",
        )
    if hour > 23:
        raise WhenError(f"{shown(given)}: a day has no hour {hour}", "Write a time from 00:00 to 23:59, or 6 pm")
    return time(hour, minute, second)


def _twelve_hours(hour: int, minute: int, half: str, given: str) -> int:
    if hour > 12 or (hour == 0 and half == "p"):
        clock = f"{hour:02}:{minute:02}"
        hint = f"Write {clock} without {half}m" if hour < 24 else _LIKE_THIS
        if 12 < hour < 24:
            hint += f", or {hour - 12}:{minute:02} {half}m"
        raise WhenError(f"{shown(given)} mixes the 24-hour clock with {half}m", hint)
    return hour % 12 + (12 if half == "p" else 0)


def _part_of_day(hour: int, word: str, given: str) -> int:
    part = _PART_OF_DAY[word]
    if 12 < hour < 24:
        return hour  # `18:00 de la tarde` says the same thing twice
    if part == _MORNING and 1 <= hour <= 11:
        return hour
    if part == _AFTERNOON and (hour == 12 or 1 <= hour <= 11):
        return hour % 12 + 12
    if part == _NIGHT and (hour == 12 or 1 <= hour <= 4 or 6 <= hour <= 11):
        return hour % 12 + (12 if 6 <= hour <= 11 else 0)
    if part == _EARLY and (hour == 12 or 1 <= hour <= 6):
        return hour % 12
    raise WhenError(f"{shown(given)} is not clear about the time of day", _LIKE_THIS)


def _only_an_hour(hour: int, given: str) -> WhenError:
    if 1 <= hour <= 12:
        pm = hour % 12 + 12
        return WhenError(
            f"{shown(given)} does not say morning or evening",
            f"Write {hour} am or {hour} pm, or {hour % 12:02}:00 or {pm}:00",
        )
    if hour <= 23:
        return WhenError(f"{shown(given)} gives only an hour", f"Write {hour:02}:00")
    return WhenError(f"{shown(given)} is not a time of day", _LIKE_THIS)


def _not_a_time(words: str, given: str) -> WhenError:
    if _TWO.fullmatch(words):
        return WhenError(f"{shown(given)} holds two times", "Write the first in 'start' and the second in 'end'")
    packed = _PACKED.fullmatch(words)
    if packed and int(packed["h"]) < 24 and int(packed["m"]) < 60:
        half = f" {packed['half']}" if packed["half"] else ""
        return WhenError(
            f"{shown(given)} needs a colon between hours and minutes",
            f"Write {packed['h']}:{packed['m']}{half}",
        )
    return WhenError(f"{shown(given)} is not a time I can read", _LIKE_THIS)
