"""What did a build really make? Looks into every file, whatever the tool calls it.

An event's page is one that holds the register link of exactly one event; any other page is a list. The
full feed is the one with most events; every event in it is compared with the corpus: the instant it
begins, its zone, its rule, its title.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

from . import gen

SLUG = re.compile(rb'/register/([a-z0-9-]+)"')
UID = re.compile(r"([a-z0-9-]+-\d{8}-\d{5})")
Property = tuple[str, dict[str, str]]


@dataclass
class Found:
    """Counts of what a build made; `right` counts events of the full feed that agree with the corpus."""

    files: int = 0
    size: int = 0
    event_pages: int = 0
    list_pages: int = 0
    event_files: int = 0
    feeds: int = 0
    full: int = 0
    right: dict[str, int] = field(default_factory=lambda: {"instant": 0, "zone": 0, "rule": 0, "title": 0})

    def complaints(self, count: int, programs: int) -> list[str]:
        """Say what is missing of the common work for `count` events."""
        wanted = {
            "event pages": (self.event_pages, count),
            "files of events": (self.event_files, count),
            "events in the full feed": (self.full, count),
            "feeds of programs": (self.feeds, programs),
        }
        wanted |= {f"right by {name}": (found, count) for name, found in self.right.items()}
        return [f"{name}: {found} of {all_}" for name, (found, all_) in wanted.items() if found < all_]


def files_in(folder: Path) -> Iterator[Path]:
    """Give all files below a folder."""
    for base, _, names in os.walk(folder):
        for name in names:
            yield Path(base, name)


def digests(folder: Path) -> dict[str, bytes]:
    """Return path → digest of the bytes of all files below a folder."""
    return {
        str(p.relative_to(folder)): blake2b(p.read_bytes(), digest_size=12).digest() for p in files_in(folder)
    }


def unfolded(raw: bytes) -> str:
    """Join folded lines of iCalendar."""
    return re.sub(r"\r?\n[ \t]", "", raw.decode("utf-8", "replace")).replace("\r\n", "\n")


def events_of(raw: bytes) -> Iterator[dict[str, Property]]:
    """Give the properties of every VEVENT, the last one of a name."""
    current: dict[str, Property] | None = None
    for line in unfolded(raw).split("\n"):
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT" and current is not None:
            yield current
            current = None
        elif current is not None and ":" in line:
            head, _, value = line.partition(":")
            name, *parameters = head.split(";")
            current[name] = value, dict(p.split("=", 1) for p in parameters if "=" in p)


def instant(value: str, zone: str) -> dt.datetime:
    """Return the moment that a local time of iCalendar names."""
    return (
        dt.datetime.strptime(value, "%Y%m%dT%H%M%S")
        .replace(tzinfo=ZoneInfo(zone.strip('"')))
        .astimezone(dt.UTC)
    )


def compare(raw: bytes, count: int, right: dict[str, int]) -> None:
    """Count the events of a feed that agree with the corpus."""
    found = {match[1]: one for one in events_of(raw) if (match := UID.search(one.get("UID", ("", {}))[0]))}
    for number in range(count):
        want = gen.event(number)
        one = found.get(want.slug)
        if one is None:
            continue
        value, parameters = one["DTSTART"]
        zone = parameters.get("TZID", "UTC").strip('"')
        rule = frozenset(one.get("RRULE", ("", {}))[0].split(";"))
        right["instant"] += instant(value.rstrip("Z"), zone) == instant(
            f"{want.start:%Y%m%dT%H%M%S}", want.timezone
        )
        right["zone"] += zone == want.timezone
        right["rule"] += same_rule(rule, frozenset(want.rule.split(";")))
        right["title"] += one.get("SUMMARY", ("", {}))[0].replace("\\", "") == want.title


def same_rule(found: frozenset[str], want: frozenset[str]) -> bool:
    """Whether two rules say the same: a tool may write how often as COUNT or as UNTIL."""
    ends = ("COUNT=", "UNTIL=")
    return found == want or {p for p in found if not p.startswith(ends)} >= {
        p for p in want if not p.startswith(ends)
    }


def verify(out: Path, count: int) -> Found:
    """Look into everything that a build made of `count` events."""
    found, pages, feeds = Found(), set[bytes](), list[bytes]()
    for path in files_in(out):
        raw = path.read_bytes()
        found.files, found.size = found.files + 1, found.size + len(raw)
        if path.suffix == ".html":
            slugs = set(SLUG.findall(raw))
            if len(slugs) == 1:
                pages |= slugs
            else:
                found.list_pages += 1
        elif path.suffix == ".ics":
            if raw.count(b"BEGIN:VEVENT") == 1:
                found.event_files += 1
            elif path.name != "discreet.ics":  # it has every event too, and says of none what it is
                feeds.append(raw)
    found.event_pages = len(pages)
    if feeds:
        whole = max(feeds, key=lambda raw: raw.count(b"BEGIN:VEVENT"))
        found.full, found.feeds = whole.count(b"BEGIN:VEVENT"), len(feeds) - 1
        compare(whole, count, found.right)
    return found


def holding(out: Path, marker: str) -> tuple[int, int]:
    """Return how many pages and how many calendar files hold the marker of an edit."""
    pages = calendars = 0
    for path in files_in(out):
        if path.suffix == ".html":
            pages += marker.encode() in path.read_bytes()
        elif path.suffix == ".ics":
            calendars += marker in unfolded(path.read_bytes())
    return pages, calendars
