"""Dates, times and durations as people write them, in English and Spanish.

An organizer writes `2026-12-08 18:00`, `Dec 8, 2026 6:15 pm` or `8 de diciembre de 2026 a las 6 de la
tarde`, copies a date out of Word with its invisible spaces, or out of a spreadsheet as a bare number. Every
reader in this package takes such a text and gives back a plain value, or raises `WhenError` with two
sentences: what is wrong, and what to write instead. Nothing is guessed: what two people could read as two
different days is refused with both readings. No reader looks at a clock or at a time zone database; a zone
written behind the time is handed on as it stands.
"""

from .durations import parse_duration
from .error import WhenError
from .moments import When, parse_date, parse_time_or_when, parse_when
from .times import TWELVE_AM, bare_morning, parse_time
from .zonesuffix import ABBREVIATIONS

__all__ = [
    "ABBREVIATIONS",
    "TWELVE_AM",
    "When",
    "WhenError",
    "bare_morning",
    "parse_date",
    "parse_duration",
    "parse_time",
    "parse_time_or_when",
    "parse_when",
]
