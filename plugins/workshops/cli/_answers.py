"""What people answer, turned into what stands in the file; each reader says in plain words what it cannot use."""
from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from ..model.kinds import web_address
from ..phrases import PhraseError, parse_repeat
from ..revise import read_day_near, read_near
from ..revise.target import write
from ..when import When, WhenError, bare_morning, parse_duration, parse_time_or_when
from ._ask import Refused


def read_start(text: str, today: date) -> When:
    """Read when it begins; a missing year is the next one."""
    try:
        return read_near(text, today, today=today, forward=True)
    except WhenError as error:
        raise Refused(str(error)) from None


def read_day(text: str, about: date) -> str:
    """Read a day on or after `about`, as the file writes it."""
    try:
        return read_day_near(text, about, forward=True).isoformat()
    except WhenError as error:
        raise Refused(str(error)) from None


def read_end(text: str, start: When) -> str:
    """Read an end: a time, a length, or a day; written as a time where it is on the same day."""
    if not text:
        return ""
    if start.time is None:
        return read_day(text, start.date)
    begin = datetime.combine(start.date, start.time)
    if clock := bare_morning(text):
        raise Refused(f"'{text}' does not say morning or evening. Write {clock:%H:%M} or {clock.hour}:{clock:%M} pm, or how long: 1h 30m")
    length = _length(text)
    finish = begin + length if length is not None else _finish(begin, text)
    return f"{finish:%H:%M}" if finish.date() == begin.date() else write(finish)


def _length(text: str) -> timedelta | None:
    """How long it takes, unless the text is a time: `10:30` is half past ten here, and `19h` seven in the evening."""
    if re.fullmatch(r"\d{1,2}[:.]\d\d|(?:1\d|2[0-4]) ?h(?:\d\d)?", text):
        return None
    try:
        return parse_duration(text)
    except WhenError:
        return None


def _time_or_day(text: str, about: date) -> time | When:
    """A time alone, or a whole moment, whose year may be left out."""
    try:
        return parse_time_or_when(text)
    except WhenError as error:
        if "year" not in error.message:
            raise
        return read_near(text, about, forward=True)


def _finish(begin: datetime, text: str) -> datetime:
    """The moment of an end; a time alone may be of the next day, as for a night that ends at 1 am."""
    try:
        end = _time_or_day(text, begin.date())
    except WhenError as error:
        raise Refused(f"{str(error).rstrip('.')}. Or write how long it takes: 1h 30m") from None
    if isinstance(end, When):
        if end.time is None:
            raise Refused(f"'{text}' has no time. Write when it ends, for example {end.date} 19:00, or how long it takes: 1h 30m")
        return datetime.combine(end.date, end.time)
    finish = datetime.combine(begin.date(), end)
    if finish > begin:
        return finish
    next_day = finish + timedelta(days=1)
    if next_day - begin > timedelta(hours=12):
        evening = finish + timedelta(hours=12)
        meant = f"If you mean the evening, write {evening:%H:%M}. " if begin < evening and finish.hour < 12 else ""
        raise Refused(f"'{text}' is before the start, {begin:%H:%M}. {meant}If it ends on the next day, write {next_day:%Y-%m-%d %H:%M}")
    return next_day


def read_phrase(text: str) -> str:
    """Read how it repeats; "" for an event that does not."""
    if text.lower() in ("", "no", "n", "once"):
        return ""
    try:
        parse_repeat(text)
    except PhraseError as error:
        told = error.hint.startswith("Write")
        near = f" Nearest: {'; '.join(error.suggestions[:3])}." if error.suggestions and not told else ""
        raise Refused(f"{error}{near}") from None
    return text


def read_until(text: str, first: date) -> str:
    """Read a last day, or a number of dates (digits alone)."""
    found = re.fullmatch(r"(\d{1,3})(?: ?(?:times|dates|x|veces|fechas))?", text.strip(), re.I)
    return found[1] if found else read_day(text, first)


def read_link(text: str) -> str:
    """Read a web address; "" where there is none."""
    if not text:
        return ""
    try:
        return web_address(text)
    except Exception as error:  # pydantic's error type holds message and hint
        context = getattr(error, "context", None) or {}
        raise Refused(f"{context.get('text', error)} {context.get('hint', '')}".strip()) from None


def read_way(text: str) -> str:
    """Read where people sign up: a web address, or whatever else, such as a phone number."""
    return read_link(text) if re.match(r"https?:|www\.|[\w-]+\.\w{2,}(/|$)", text) else text
