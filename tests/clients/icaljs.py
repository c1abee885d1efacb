"""ical.js, Mozilla's library: what Thunderbird and many web calendars parse with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .base import JAVASCRIPT, Instance, Window, from_json, javascript_version, run, stamp, widened

NAME = "ical.js"


def version() -> str:
    """The installed version; raises Missing."""
    return javascript_version("ical.js")


def expand(files: Sequence[Path], window: Window) -> list[list[Instance]]:
    """The instances of each file.  It reads the VTIMEZONE and knows no zones of its own."""
    return from_json(run(["node", JAVASCRIPT / "clients" / "icaljs.mjs", stamp(widened(window).end), *files]))
