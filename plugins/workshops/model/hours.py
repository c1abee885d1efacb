"""Weekly opening hours as people write them: a weekday, or several, with one or more ranges of time.

`monday: 9:00-12:00, 13:00-17:00`, `Mon to Fri: 9 am - 5 pm`, `sábado: 10:00 a 13:00`, `daily: 24 hours`. They are kept
as text by English weekday, in one way of writing, so that pages need to know only that one.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from .. import when
from .kinds import field_error, quote

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMES = {
    name: i
    for i, names in enumerate(
        (
            "monday mon mo lunes lun",
            "tuesday tues tue tu martes mar",
            "wednesday weds wed we miércoles miercoles mié mie",
            "thursday thurs thur thu th jueves jue",
            "friday fri fr viernes vie",
            "saturday sat sa sábado sabado sáb sab",
            "sunday sun su domingo dom",
        )
    )
    for name in names.split()
}
_SETS = {
    "weekdays": range(5),
    "weekday": range(5),
    "weekend": (5, 6),
    "weekends": (5, 6),
    "daily": range(7),
    "every day": range(7),
    "all days": range(7),
    "diario": range(7),
    "todos los días": range(7),
    "entre semana": range(5),
    "fin de semana": (5, 6),
}
_CLOSED = {"", "closed", "cerrado", "none", "no", "-"}
_ALWAYS = {"24 hours", "24h", "24 horas", "open 24 hours", "all day", "always", "todo el día", "24/7"}
_DAY_HINT = "Write the weekday, or the first and the last: monday to friday."
_RANGE_HINT = "Write from and to, for example 9:00-17:00, or 9:00-12:00, 13:00-17:00, or closed."


def read_hours(value: Any) -> dict[str, str]:
    """Return the ranges of each weekday that is written, as `9:00-12:00, 13:00-17:00`; "" when it is closed."""
    if not isinstance(value, dict):
        raise field_error(
            f"{quote(value)} does not say which hours belong to which day.",
            "Write each weekday on a line of its own below, indented by two spaces: monday: 9:00-17:00",
        )
    found: dict[str, str] = {}
    wrong: list[tuple[str, str, str]] = []
    for written, ranges in value.items():
        text = ", ".join(map(str, ranges)) if isinstance(ranges, list) else str(ranges)
        try:
            hours = _ranges(text, f"{written}: {text}")
            for day in _days(str(written)):
                if WEEKDAYS[day] in found:
                    raise field_error(
                        f"{WEEKDAYS[day].capitalize()} is written twice.", "Write all hours of a day on one line, with commas."
                    )
                found[WEEKDAYS[day]] = hours
        except PydanticCustomError as error:
            context = error.context or {}
            wrong.append((written, context["text"], context["hint"]))
    if wrong:
        raise PydanticCustomError("field", "{text}", {"text": wrong[0][1], "hint": wrong[0][2], "inside": wrong})
    return found


def _days(written: str) -> list[int]:
    """Read `mon`, `Monday to Friday`, `sat, sun`, `weekdays`."""
    text = " ".join(written.lower().replace(".", "").replace("_", " ").split())
    if text in _SETS:
        return list(_SETS[text])
    days: list[int] = []
    for part in re.split(r"\s*(?:,|&|\band\b|\by\b|/)\s*", text):
        ends = [_NAMES.get(name) for name in re.split(r"\s*(?:-|–|—|\bto\b|\bthrough\b|\ba\b)\s*", part)]
        if None in ends or len(ends) > 2:
            raise field_error(f"{quote(written)} is not a weekday.", _DAY_HINT)
        first, last = ends[0] or 0, ends[-1] or 0
        days += [day % 7 for day in range(first, last + 1 + (7 if last < first else 0))]
    return days


def _ranges(text: str, whole: str) -> str:
    if text.strip().lower() in _CLOSED:
        return ""
    if text.strip().lower() in _ALWAYS:
        return "0:00-24:00"
    found = []
    for part in re.split(r"\s*(?:,|;|&|\band\b|\by\b)\s*", text.strip()):
        ends = re.split(r"\s*(?:-|–|—|\bto\b|\buntil\b|\ba\b|\bhasta\b)\s*", part, flags=re.I)
        if len(ends) != 2:
            raise field_error(f"{quote(whole)} has no from and to.", _RANGE_HINT)
        first, last = _clock(ends[0], whole), _clock(ends[1], whole)
        if first == last:
            raise field_error(f"{quote(whole)} opens and closes at the same time.", _RANGE_HINT)
        opens, closes = (int(clock.partition(":")[0]) for clock in (first, last))
        if closes <= opens < 12 and re.fullmatch(r"[1-9](?:[:.]\d\d)?", ends[1]):  # a bar may be open to 2 am, and then says so
            raise field_error(
                f"{quote(whole)} closes before it opens.",
                f"Write {first}-{closes + 12}:{last.partition(':')[2]}; if it is open through the night, write {closes} am.",
            )
        found.append(f"{first}-{last}")
    return ", ".join(found)


def _clock(text: str, whole: str) -> str:
    if re.fullmatch(r"24(?::00)?", text):
        return "24:00"
    try:
        clock = when.parse_time(text)
    except when.WhenError as error:
        raise field_error(f"{quote(whole)}: {error.message}", error.hint or _RANGE_HINT) from None
    return f"{clock.hour}:{clock.minute:02}"


Hours = Annotated[
    dict[str, str],
    BeforeValidator(read_hours),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": ["string", "array"]},
            "x-kind": "weekdays with hours",
            "examples": [{"monday": "9:00-12:00, 13:00-17:00"}],
        }
    ),
]
