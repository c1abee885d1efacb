"""ical by Allen Porter: the library behind Home Assistant's own calendars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

from .base import Instance, Missing, Window, stamp, widened

NAME = "ical (allenporter)"


def version() -> str:
    """The installed version; raises Missing."""
    try:
        return installed("ical")
    except PackageNotFoundError:
        raise Missing("the Python package ical (install the extra named test)") from None


def expand(files: Sequence[Path], window: Window) -> list[list[Instance]]:
    """The instances of each file."""
    from ical.calendar_stream import IcsCalendarStream

    start, end = widened(window)
    return [
        [
            Instance(
                uid=event.uid,
                start=stamp(event.start),
                end=stamp(event.end),
                all_day=not isinstance(event.start, datetime),
                cancelled=event.status == "CANCELLED",
                summary=event.summary or "",
            )
            for event in IcsCalendarStream.calendar_from_ics(file.read_text("utf-8"))
            .timeline_tz(UTC)
            .included(start, end)
        ]
        for file in files
    ]
