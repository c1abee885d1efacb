"""What the clients have in common: the instance that they show, the window, and how to run a program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
JAVASCRIPT = ROOT / "tests" / "js"
CLIENTS_ENV = ROOT / ".venv-clients"
"""The environment of clients whose dependencies would clash with ours, made by `install.sh`."""


class Missing(Exception):
    """A client is not installed here; the text says which part and how to get it."""


class Instance(NamedTuple):
    """One date of an event as a client shows it.

    ``start`` and ``end`` are instants, ``2026-12-08T23:00:00Z``, or for all-day events dates,
    ``2027-08-31``, the end being the day after the last.
    """

    uid: str
    start: str
    end: str
    all_day: bool = False
    cancelled: bool = False
    summary: str | None = None


class Window(NamedTuple):
    """Starts from the first instant on and before the second, both aware."""

    start: datetime
    end: datetime


def in_window(instance: Instance, window: Window) -> bool:
    """Whether it starts in the window; an all-day event starts at midnight UTC here."""
    start = datetime.fromisoformat(instance.start)
    return window.start <= start.replace(tzinfo=start.tzinfo or UTC) < window.end


def stamp(moment: date | datetime) -> str:
    """A date, or an aware date-time, as `Instance` has it."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    assert moment.tzinfo is not None, f"{moment} is a floating time"
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instance_of(component: Mapping[str, object], start: date, end: date) -> Instance:
    """An instance of a component of the ``icalendar`` library."""
    return Instance(
        uid=str(component["UID"]),
        start=stamp(start),
        end=stamp(end),
        all_day=not isinstance(start, datetime),
        cancelled=str(component.get("STATUS", "")) == "CANCELLED",
        summary=str(component.get("SUMMARY", "")),
    )


def widened(window: Window) -> Window:
    """The window with days to spare on both sides, so that no client cuts at an edge of its own."""
    return Window(window.start - timedelta(days=3), window.end + timedelta(days=3))


@contextmanager
def packaged_zones() -> Iterator[None]:
    """Python's zones come from the package tzdata, as ours do: the machine's may be years old."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    try:
        yield
    finally:
        zoneinfo.reset_tzpath(to=before)
        zoneinfo.ZoneInfo.clear_cache()


def run(command: Sequence[str | Path], **environment: str) -> str:
    """What a program prints, run in UTC and the C locale, with packaged zones; an error if it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "TZ": "UTC", "PYTHONTZPATH": "", "LC_ALL": "C.UTF-8", **environment},
        timeout=3600,
        check=False,
    )
    if done.returncode:
        said = f"{done.stderr}\n{done.stdout[-500:]}"
        raise RuntimeError(f"{Path(command[0]).name} failed with {done.returncode}:\n{said}")
    return done.stdout


def from_json(text: str) -> list[list[Instance]]:
    """The instances that a script printed: a list of objects for each file."""
    return [[Instance(**fields) for fields in instances] for instances in json.loads(text)]


def javascript_version(package: str) -> str:
    """The version of an installed npm package, for a Node.js that can run it; raises `Missing`."""
    if not shutil.which("node") or int(run(["node", "--version"]).lstrip("v").split(".")[0]) < 20:
        raise Missing(f"{package} needs Node.js 20 or later")
    manifest = JAVASCRIPT / "node_modules" / package / "package.json"
    if not manifest.is_file():
        raise Missing(f"{package} (run tests/clients/install.sh)")
    return str(json.loads(manifest.read_text("utf-8"))["version"])


def clients_program(name: str) -> Path:
    """A program of the clients' own virtual environment; raises `Missing`."""
    program = CLIENTS_ENV / "bin" / name
    if not program.is_file():
        raise Missing(f"{name} (run tests/clients/install.sh)")
    return program


def flatten(lists: Iterable[list[Instance]]) -> list[Instance]:
    """All instances of several lists."""
    return [instance for instances in lists for instance in instances]
