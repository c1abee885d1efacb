"""icalendar with recurring-ical-events: the pair that most Python programs read calendars with."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version as installed
from pathlib import Path

import icalendar
import recurring_ical_events

from .base import Instance, Window, instance_of, widened

NAME = "icalendar + recurring-ical-events"


def version() -> str:
    """The installed versions."""
    return f"{installed('icalendar')} + {installed('recurring-ical-events')}"


def expand(files: Sequence[Path], window: Window) -> list[list[Instance]]:
    """The instances of each file.  A TZID that it knows counts before the VTIMEZONE."""
    return [expand_text(file.read_bytes(), window) for file in files]


def expand_text(data: bytes, window: Window) -> list[Instance]:
    """The instances of one file's bytes."""
    calendar = icalendar.Calendar.from_ical(data)
    start, end = widened(window)
    return [
        instance_of(event, event["DTSTART"].dt, event["DTEND"].dt)
        for event in recurring_ical_events.of(calendar).between(start, end)
    ]
