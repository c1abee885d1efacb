"""vobject with dateutil: an old Python pair that Radicale and others still build on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from .base import Instance, Missing, Window, stamp, widened

NAME = "vobject"


def version() -> str:
    """The installed version; raises Missing."""
    try:
        return installed("vobject")
    except PackageNotFoundError:
        raise Missing("the Python package vobject (install the extra named test)") from None


def expand(files: Sequence[Path], window: Window) -> list[list[Instance]]:
    """The instances of each file.  It reads the VTIMEZONE; overrides are left to the program that uses it."""
    return [_expand(file.read_text("utf-8"), window) for file in files]


def _expand(text: str, window: Window) -> list[Instance]:
    import vobject

    # The library keeps every zone that it has read, by name, for as long as the process lives.
    remembered = vars(vobject.icalendar)["__tzidMap"]
    for name in set(remembered) - {"UTC"}:
        del remembered[name]
    events = list(vobject.readOne(text).contents.get("vevent", ()))
    overrides = [event for event in events if "recurrence-id" in event.contents]
    moved = {(event.uid.value, stamp(event.recurrence_id.value)) for event in overrides}
    found = []
    for event in events:
        start, end = event.dtstart.value, event.dtend.value
        for begin in _starts(event, start, window):
            if (event.uid.value, stamp(begin)) not in moved or event in overrides:
                found.append(_instance(event, begin, begin + (end - start)))
    return found


def _starts(event: Any, start: date, window: Window) -> list[date]:
    """The starts of a component, by the library's own rule set."""
    if "rrule" not in event.contents:
        return [start]
    rules = event.getrruleset()
    limit = widened(window).end
    if isinstance(start, datetime):
        return list(rules.between(start, limit, inc=True))
    return [moment.date() for moment in rules.between(datetime.min, limit.replace(tzinfo=None), inc=True)]


def _instance(event: Any, start: date, end: date) -> Instance:
    return Instance(
        uid=event.uid.value,
        start=stamp(start),
        end=stamp(end),
        all_day=not isinstance(start, datetime),
        cancelled="status" in event.contents and event.status.value == "CANCELLED",
        summary=event.summary.value if "summary" in event.contents else "",
    )
