"""khal, a calendar for the terminal; it reads a folder with one file an event, as vdirsyncer leaves it."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from .base import Instance, Window, clients_program, run, widened

NAME = "khal"

_FIELDS = ("calendar", "uid", "start-long", "end-long", "all-day", "status", "title")
_CONFIG = """\
[default]
default_command = list
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M:%S
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M:%SZ
longdatetimeformat = %Y-%m-%dT%H:%M:%SZ
[sqlite]
path = {folder}/khal.db
[calendars]
"""


def version() -> str:
    """The installed version; raises Missing."""
    return run([clients_program("khal"), "--version"]).split()[-1]


def expand(files: Sequence[Path], window: Window) -> list[list[Instance]]:
    """The instances of each file."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config"
        text = _CONFIG.format(folder=folder)
        for number, file in enumerate(files):
            calendar = Path(folder) / f"feed{number}"
            calendar.mkdir()
            for index, item in enumerate(split_by_uid(file.read_bytes())):
                (calendar / f"{index}.ics").write_bytes(item)
            text += f"[[feed{number}]]\npath = {calendar}\nreadonly = True\n"
        config.write_text(text, "utf-8")
        start, end = (f"{moment:%Y-%m-%d}" for moment in widened(window))
        fields = [word for field in _FIELDS for word in ("--json", field)]
        listed = run([clients_program("khal"), "-c", config, "list", *fields, start, end], HOME=folder)
    shown: list[set[Instance]] = [set() for _ in files]
    for line in listed.splitlines():
        for event in json.loads(line) if line.startswith("[") else ():
            # An event of several days is listed on each of them.
            shown[int(event["calendar"].removeprefix("feed"))].add(_instance(event))
    return [list(instances) for instances in shown]


def _instance(event: dict[str, str]) -> Instance:
    all_day = event["all-day"] == "True"
    end = event["end-long"]
    if all_day:
        end = (date.fromisoformat(end) + timedelta(days=1)).isoformat()
    cancelled = event["status"].strip() == "CANCELLED"
    return Instance(event["uid"], event["start-long"], end, all_day, cancelled, event["title"])


def split_by_uid(feed: bytes) -> list[bytes]:
    """A feed as one file for each UID, each with the zones that it uses, as `khal import` writes them."""
    component = re.compile(rb"^BEGIN:(VEVENT|VTIMEZONE)\r\n.*?^END:\1\r\n", re.DOTALL | re.MULTILINE)
    head, tail = component.sub(b"", feed).rsplit(b"END:VCALENDAR", 1)
    zones: dict[bytes, bytes] = {}
    items: dict[bytes, bytes] = {}
    for found in component.finditer(feed):
        if found[1] == b"VTIMEZONE":
            zones[_value(b"TZID", found[0])] = found[0]
        else:
            uid = _value(b"UID", found[0])
            items[uid] = items.get(uid, b"") + found[0]
    return [
        head + b"".join(zone for name, zone in zones.items() if b";TZID=" + name + b":" in events) + events + b"END:VCALENDAR" + tail
        for events in items.values()
    ]


def _value(name: bytes, component: bytes) -> bytes:
    """The value of a property that each component has once, folded or not."""
    found = re.search(rb"\r\n" + name + rb"[;:](.*?)\r\n(?! )", component, re.DOTALL)
    assert found is not None, f"a component without {name.decode()}"
    return found[1]
