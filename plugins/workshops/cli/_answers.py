"""What people answer, turned into what stands in the file; each reader says in plain words what it cannot use."""
from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from ..model.kinds import web_address
from ..phrases import PhraseError, parse_repeat
from ..revise import read_day_near, read_near
from ..revise.target import write
from ..when import When, WhenError, parse_duration, parse_time_or_when
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
    try:
        finish = begin + parse_duration(text)
    except WhenError:
        try:
            end = parse_time_or_when(text)
        except WhenError as error:
            raise Refused(f"{error} Or how long it takes: 1h 30m") from None
        finish = datetime.combine(begin.date(), end) if isinstance(end, time) else datetime.combine(end.date, end.time or time())
        if isinstance(end, time) and finish <= begin:
            finish += timedelta(days=1)
    return f"{finish:%H:%M}" if finish.date() == begin.date() else write(finish)


def read_phrase(text: str) -> str:
    """Read how it repeats; "" for an event that does not."""
    if text.lower() in ("", "no", "n", "once"):
        return ""
    try:
        parse_repeat(text)
    except PhraseError as error:
        near = f" Nearest: {'; '.join(error.suggestions[:3])}." if error.suggestions else ""
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
