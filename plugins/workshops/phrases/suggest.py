"""The documented phrases, and which of them come nearest to something that was not understood."""

import re
from functools import cache

from ..when.text import fold

EXAMPLES: dict[str, tuple[str, ...]] = {
    "en": (
        "every day",
        "every other day",
        "every 3 days",
        "every weekday",
        "every weekend",
        "Monday through Friday",
        "every Tuesday",
        "Tuesdays",
        "weekly",
        "weekly on Tuesday",
        "every Tuesday and Thursday",
        "every Monday, Wednesday and Friday",
        "every other Thursday",
        "every 2 weeks on Monday and Thursday",
        "every two weeks",
        "biweekly",
        "every 3 weeks on Tuesday",
        "every day except Sunday",
        "every Tuesday except in July and August",
        "every Tuesday from September to May",
        "every Thursday in October",
        "monthly",
        "every month on the 15th",
        "on the 15th of every month",
        "on the 1st and 15th of every month",
        "last day of every month",
        "second Tuesday of every month",
        "second and fourth Tuesday of every month",
        "2nd and 4th Tuesday",
        "first Monday and third Thursday of every month",
        "last Friday of every month",
        "every last Friday",
        "second-to-last Friday of every month",
        "first Monday of every quarter",
        "first Monday of every 3 months",
        "every 2 months on the second Tuesday",
        "first weekday of the month",
        "last weekday of the month",
        "the Monday before the third Tuesday",
        "the Wednesday after the second Tuesday of every month",
        "the day after the second Tuesday",
        "yearly",
        "every year on August 31",
        "every August 31",
        "every year on the last Monday of May",
        "last Monday of May",
    ),
    "es": (
        "todos los días",
        "un día sí y otro no",
        "cada 3 días",
        "entre semana",
        "todos los fines de semana",
        "de lunes a viernes",
        "todos los jueves",
        "los jueves",
        "cada martes",
        "cada semana",
        "semanal, los martes",
        "todos los martes y jueves",
        "lunes, miércoles y viernes",
        "un jueves sí y otro no",
        "cada dos semanas los lunes y jueves",
        "cada dos semanas",
        "cada 3 semanas, los martes",
        "todos los días menos el domingo",
        "todos los martes excepto en julio y agosto",
        "todos los martes de septiembre a mayo",
        "todos los jueves de octubre",
        "cada mes",
        "cada mes el día 15",
        "el 15 de cada mes",
        "los días 1 y 15 de cada mes",
        "el último día de cada mes",
        "el segundo martes de cada mes",
        "cada segundo martes del mes",
        "el segundo y el cuarto martes de cada mes",
        "el primer lunes y el tercer jueves de cada mes",
        "último viernes del mes",
        "el penúltimo viernes de cada mes",
        "el primer lunes de cada trimestre",
        "cada 2 meses, el segundo martes",
        "el primer día hábil del mes",
        "el último día laborable de cada mes",
        "el lunes antes del tercer martes",
        "el miércoles después del segundo martes de cada mes",
        "cada año",
        "cada año el 31 de agosto",
        "el 31 de agosto de cada año",
        "cada año el último lunes de mayo",
        "el último lunes de mayo",
    ),
}
"""What the documentation lists; a test reads each of them."""

_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}


def nearest(words: str, language: str | None = None, n: int = 3) -> tuple[str, ...]:
    """The `n` understood phrases that look most like the folded `words`, the nearest first."""
    from rapidfuzz import fuzz, process  # for mistakes only: importing it takes a while

    phrases = _instances(language)
    found = process.extract(words[:120], phrases.keys(), scorer=fuzz.WRatio, limit=40)
    ranked = sorted(found, key=lambda hit: (-round(hit[1] + fuzz.ratio(words[:120], hit[0])), hit[0]))
    return tuple(phrases[hit[0]] for hit in ranked[:n])


@cache
def _instances(language: str | None) -> dict[str, str]:
    """The examples, and those with one weekday again with every other weekday; by their folded words."""
    phrases: dict[str, str] = {}
    for each, examples in EXAMPLES.items():
        if language not in (None, each):
            continue
        for example in examples:
            here = [day for day in _WEEKDAYS[each] if day in example]
            days = _WEEKDAYS[each] if len(here) == 1 else here[:1]
            variants = (example.replace(here[0], day) for day in days)
            for variant in (example, *variants):
                plural = re.sub(r"\b(los|cada dos semanas los) (s[áa]bado|domingo)\b", r"\1 \2s", variant)
                phrases[fold(plural)] = plural
    return phrases
