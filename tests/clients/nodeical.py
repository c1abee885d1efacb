"""node-ical: what Node.js services and home-automation dashboards read feeds with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .base import JAVASCRIPT, Instance, Window, from_json, javascript_version, run, stamp, widened

NAME = "node-ical"


def version() -> str:
    """The installed version; raises Missing."""
    return javascript_version("node-ical")


def expand(files: Sequence[Path], window: Window) -> list[list[Instance]]:
    """The instances of each file.  It goes by the TZID where that is a name it knows."""
    start, end = map(stamp, widened(window))
    return from_json(run(["node", JAVASCRIPT / "clients" / "node-ical.mjs", start, end, *files]))
