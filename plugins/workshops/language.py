"""The words of one language: the interface's sentences (gettext), and dates, times and names as people say
them.

A `Language` is made once per build from the bytes of a gettext catalogue (`locale/es.po`) and the tables of
the Unicode CLDR that Babel carries. Everything that is asked thousands of times (a date, a time, a month) is
a table or a remembered string, since Babel's own formatting costs more than a whole page may.

English is the language of the catalogue's keys, so it needs no catalogue of its own. Wording that CLDR gives
in a stiffer form than people use (`6:00 PM` for `6 pm`) is a message with a context, which translators may
word freely; a language without catalogue falls back to CLDR's own patterns.
"""

from __future__ import annotations

import gettext as stdlib_gettext
import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po

from .wording import Wording

Local = datetime | date
"""A naive wall time, or a date for a whole day (the same as `times.Local`)."""
Day = date
Clock = time
_FIELD = re.compile(r"'([^']*)'|(E+|M+|L+|d+|y+|G+)")


def N_p(context: str, message: str) -> str:
    """Mark a message with a context for the catalogue; it is looked up later by both."""
    return message


_WORDING = (
    N_p("date", "{weekday}, {month} {day}, {year}"),
    N_p("date", "{month} {day}, {year}"),
    N_p("date", "{weekday}, {month} {day}"),
    N_p("date", "{month} {day}"),
    N_p("date", "{weekday_short}, {month_short} {day}"),
    N_p("date", "{weekday_short}, {month_short} {day}, {year}"),
    N_p("date", "{month_alone} {year}"),
    N_p("time", "noon"),
    N_p("time", "midnight"),
    N_p("time", "{clock} am"),
    N_p("time", "{clock} pm"),
    N_p("time range", "{start} to {end}"),
    N_p("date range", "{start} to {end}"),
)
"""Wording that is looked up by a name made at run time, told to the catalogue's tools here."""


class Language(Wording):
    """One language of the site: its wording, and dates and times.

    `tag` is its BCP 47 tag, `direction` is `ltr` or `rtl`. All methods return plain text, never markup.
    """

    def __init__(
        self,
        tag: str,
        messages: dict[str, str | tuple[str, ...]],
        plural: Callable[[int], int],
        locale: Locale,
    ) -> None:
        super().__init__(tag, messages, plural, locale)
        self.weekdays = tuple(locale.days["format"]["wide"][i] for i in range(7))
        """Monday first, as `date.weekday()` counts."""
        self.weekdays_short = tuple(locale.days["format"]["abbreviated"][i].rstrip(".") for i in range(7))
        self.months = ("", *(locale.months["format"]["wide"][i] for i in range(1, 13)))
        self.months_short = (
            "",
            *(locale.months["format"]["abbreviated"][i].rstrip(".") for i in range(1, 13)),
        )
        self.months_alone = ("", *(locale.months["stand-alone"]["wide"][i] for i in range(1, 13)))
        self.first_weekday: int = locale.first_week_day
        self.twelve_hours = "a" in locale.time_formats["short"].pattern
        self._patterns = self._date_patterns()

    # -- dates ------------------------------------------------------------

    def _date_patterns(self) -> dict[str, str]:
        """Patterns with {weekday}, {day}, {month}, {year}: the catalogue's, else those of CLDR."""
        skeletons, formats = self.locale.datetime_skeletons, self.locale.date_formats

        def cldr(*names: str) -> str:
            return next((str(skeletons[n].pattern) for n in names if n in skeletons), "")

        wording = {
            "long": ("{weekday}, {month} {day}, {year}", formats["full"].pattern),
            "plain": ("{month} {day}, {year}", formats["long"].pattern),
            "day": ("{weekday}, {month} {day}", cldr("MMMMEEEEd") or f"EEEE {cldr('MMMMd')}"),
            "day_month": ("{month} {day}", cldr("MMMMd")),
            "short": ("{weekday_short}, {month_short} {day}", cldr("MMMEd")),
            "medium": ("{weekday_short}, {month_short} {day}, {year}", cldr("yMMMEd")),
            "month": ("{month_alone} {year}", cldr("yMMMM")),
        }
        found = {}
        for name, (english, pattern) in wording.items():
            if self._is_english or self.translated(english, "date"):
                found[name] = self.pgettext("date", english)
            else:
                found[name] = _FIELD.sub(lambda m: m[1] if m[1] is not None else _field(m[2]), pattern)
        return found

    def _date(self, kind: str, day: Day) -> str:
        if isinstance(day, datetime):
            day = day.date()
        key = (kind, day)
        found = self._remembered.get(key)
        if found is None:
            weekday = day.weekday()
            found = self._remembered[key] = self._patterns[kind].format(
                weekday=self.weekdays[weekday],
                weekday_short=self.weekdays_short[weekday],
                day=day.day,
                month=self.months[day.month],
                month_short=self.months_short[day.month],
                month_alone=self.months_alone[day.month],
                number=day.month,
                year=day.year,
            )
        return found

    def date_long(self, day: Day) -> str:
        """Tuesday, December 8, 2026 · martes 8 de diciembre de 2026."""
        return self._date("long", day)

    def date(self, day: Day) -> str:
        """December 8, 2026 · 8 de diciembre de 2026."""
        return self._date("plain", day)

    def day(self, day: Day) -> str:
        """Tuesday, December 8 · martes 8 de diciembre."""
        return self._date("day", day)

    def day_month(self, day: Day) -> str:
        """December 8 · 8 de diciembre."""
        return self._date("day_month", day)

    def date_short(self, day: Day) -> str:
        """Tue, Dec 8 · mar 8 de dic."""
        return self._date("short", day)

    def date_medium(self, day: Day) -> str:
        """Tue, Dec 8, 2026 · mar 8 de dic de 2026."""
        return self._date("medium", day)

    def month(self, year: int, month: int) -> str:
        """December 2026 · diciembre de 2026."""
        return self._date("month", Day(year, month, 1))

    def weekday(self, day: Day) -> str:
        """Tuesday · martes."""
        return str(self.weekdays[day.weekday()])

    def date_range(self, first: Day, last: Day) -> str:
        """From the first to the last day, both included; the year stands once where it is the same."""
        if first == last:
            return self.date_long(first)
        start = self.day(first) if first.year == last.year else self.date_long(first)
        return self._between("date range", start, self.date_long(last))

    # -- times ------------------------------------------------------------

    def time(self, clock: Clock | datetime) -> str:
        """6 pm, 6:30 pm, noon, midnight · 6 p. m. · 18:00 where people count to 24."""
        key = ("time", clock.hour, clock.minute)
        found = self._remembered.get(key)
        if found is None:
            found = self._remembered[key] = self._time(clock.hour, clock.minute)
        return found

    def _time(self, hour: int, minute: int) -> str:
        if not self.twelve_hours:
            return f"{hour:02}:{minute:02}"
        if minute == 0 and hour in (0, 12):
            special = "midnight" if hour == 0 else "noon"
            if self._is_english or self.translated(special, "time"):
                return self.pgettext("time", special)
        return self._half(hour).format(clock=_clock(hour, minute))

    def _half(self, hour: int) -> str:
        message = "{clock} am" if hour < 12 else "{clock} pm"
        if self._is_english or self.translated(message, "time"):
            return self.pgettext("time", message)
        period = self.locale.day_periods["format"]["abbreviated"]["am" if hour < 12 else "pm"]
        return "{clock} " + str(period).replace("\u202f", " ").replace("\xa0", " ")

    def time_range(self, start: Clock | datetime, end: Clock | datetime) -> str:
        """6 to 7 pm, 11 am to 1 pm · de 6 a 7 p. m.; the two may lie on different days: 8 pm to 4 pm."""
        overnight = isinstance(start, datetime) and isinstance(end, datetime) and start.date() != end.date()
        key = ("range", overnight, start.hour, start.minute, end.hour, end.minute)
        found = self._remembered.get(key)
        if found is None:
            first, second = self.time(start), self.time(end)
            on_one_day = not overnight and (start.hour, start.minute) < (end.hour, end.minute)
            half = self._half(start.hour) if self.twelve_hours and on_one_day else ""
            if half and half == self._half(end.hour) and _clock(start.hour, start.minute) in first:
                first = _clock(start.hour, start.minute)  # the half of the day is said once, at the end
            found = self._remembered[key] = self._between("time range", first, second)
        return found

    def _between(self, context: str, start: str, end: str) -> str:
        message = "{start} to {end}"
        known = self._is_english or self.translated(message, context)
        pattern = self.pgettext(context, message) if known else "{start} – {end}"
        return str(pattern.format(start=start, end=end))

    def span_parts(self, start: Local, end: Local) -> tuple[str, str]:
        """Return the words for the day (or days) and for the hours.

        The hours of whole days are "", and their end is exclusive.
        """
        if not isinstance(start, datetime) or not isinstance(end, datetime):
            return self.date_range(_day(start), _day(end) - timedelta(days=1)), ""
        first, last = start.date(), end.date()
        if first == last or end - start < timedelta(hours=24) and end.hour == end.minute == 0:
            return self.date_long(first), self.time_range(start, end)
        if last - first == timedelta(days=1) and (end.hour < 12 or end - start < timedelta(hours=24)):
            words = self.gettext("{hours}, the next morning") if end.hour < 12 else self.gettext("{hours}, the next day")
            return self.date_long(first), words.format(hours=self.time_range(start, end))
        return self.date_range(first, last), self.time_range(start, end)

    def span(self, start: Local, end: Local) -> str:
        """Tuesday, December 8, 2026, 6 to 7 pm · martes 8 de diciembre de 2026, de 6 a 7 p. m."""
        day, hours = self.span_parts(start, end)
        return self.pgettext("day and hours", "{day}, {hours}").format(day=day, hours=hours) if hours else day

    def minutes(self, count: int) -> str:
        """45 minutes, 1 hour, 1 hour and 30 minutes."""
        hours, rest = divmod(count, 60)
        parts = [self.plural("{n} hour", "{n} hours", hours)] if hours else []
        if rest or not hours:
            parts.append(self.plural("{n} minute", "{n} minutes", rest))
        return self.list_of(parts)

    def tables(self) -> dict[str, Any]:
        """Return what the browser needs to say dates and times in the same words: names, patterns, halves of the day."""
        def between(context: str) -> str:
            return self._between(context, "{start}", "{end}")

        halves = [self._half(0), self._half(12)] if self.twelve_hours else []
        special = [text if text != self._half(hour).format(clock="12") else "" for hour in (0, 12) for text in [self._time(hour, 0)]]
        return {
            "weekdays": list(self.weekdays), "weekdaysShort": list(self.weekdays_short), "months": list(self.months[1:]),
            "monthsShort": list(self.months_short[1:]), "monthsAlone": list(self.months_alone[1:]), "patterns": dict(self._patterns),
            "halves": halves, "midnight": special[0] if halves else "", "noon": special[1] if halves else "",
            "times": between("time range"), "dates": between("date range")}


def _field(letters: str) -> str:
    """The CLDR date field (UTS 35) → our placeholder."""
    kind, size = letters[0], len(letters)
    if kind == "E":
        return "{weekday}" if size == 4 else "{weekday_short}"
    if kind in "ML":
        return ("{month}" if kind == "M" else "{month_alone}") if size == 4 else "{month_short}" if size == 3 else "{number}"
    return {"d": "{day}", "y": "{year}"}.get(kind, "")


def _clock(hour: int, minute: int) -> str:
    shown = hour % 12 or 12
    return f"{shown}:{minute:02}" if minute else str(shown)


def _day(local: Local) -> date:
    return local.date() if isinstance(local, datetime) else local


def _locale(tag: str, territory: str) -> Locale:
    """CLDR's tables for a tag, in the country's own variety where there is one (es → es_US)."""
    for name in (f"{tag.replace('-', '_')}_{territory}", tag.replace("-", "_"), tag.split("-")[0]):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_US")


def load_language(tag: str, po: bytes | None = None, territory: str = "US") -> Language:
    """Make a `Language` from the bytes of its gettext catalogue, None where it has none.

    `territory` (ISO 3166) chooses among the varieties of a language; unknown tags get English tables.
    """
    messages: dict[str, str | tuple[str, ...]] = {}
    plural: Callable[[int], int] = stdlib_gettext.c2py("n != 1")
    if po is not None:
        catalogue = read_po(io.BytesIO(po), locale=None, abort_invalid=True)
        plural = stdlib_gettext.c2py(catalogue.plural_expr)
        for message in catalogue:
            if not message.id or message.fuzzy or not message.string:
                continue
            name = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
            if message.context:
                name = f"{message.context}\x04{name}"
            value = message.string
            if isinstance(value, str) or all(value):
                messages[name] = value if isinstance(value, str) else tuple(value)
    return Language(tag, messages, plural, _locale(tag, territory))
