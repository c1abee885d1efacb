"""Names of months and weekdays in English and Spanish, long and short, without accents."""

import re

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTHS = (
    "january jan enero ene",
    "february feb febrero",
    "march mar marzo",
    "april apr abril abr",
    "may mayo",
    "june jun junio",
    "july jul julio",
    "august aug agosto ago",
    "september sept sep septiembre setiembre set",
    "october oct octubre",
    "november nov noviembre",
    "december dec diciembre dic",
)
_WEEKDAYS = (
    "monday mon lunes lun",
    "tuesday tues tue martes",
    "wednesday weds wed miercoles mie",
    "thursday thurs thur thu jueves jue",
    "friday fri viernes vie",
    "saturday sat sabado sab",
    "sunday sun domingo dom",
)

MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""Month number 1-12 by folded name."""

WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
"""Weekday number, Monday 0, by folded name. `mar` is left out: alone it means March."""


def one_of(names: dict[str, int]) -> str:
    """A regular expression for any of the names, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
