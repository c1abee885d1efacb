"""Time zones: their names, their clock changes, and their text in a calendar feed.

An event is kept as wall-clock time plus the name of a zone from the public time zone database, such as
``America/New_York``.  All rules come from the PyPI package ``tzdata`` and never from the machine, so that the
same content gives the same bytes everywhere.  Three things are asked of a zone here: does the name exist,
which instant is a local time (clocks skip an hour in spring and repeat one in autumn), and which VTIMEZONE
says all that to a calendar client.

In a VTIMEZONE the rule that goes on for ever is an RRULE.  Changes that follow no rule stand there one by
one: those of zones that changed their law since 2010, and those of zones that follow the moon.  Only DTSTART
and RRULE are used, which every client measured understands.

A name is published as it was written (``US/Eastern`` stays so), since a calendar that people subscribed to
must not change because the database renamed a city; `canonical_name` is for a hint to the author.
"""

from __future__ import annotations

import calendar
import difflib
import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo

from .tzif import EPOCH, Change, Rule, read_changes

__all__ = [
    "UnknownZone",
    "canonical_name",
    "is_gap",
    "is_overlap",
    "load_zone",
    "to_epoch",
    "to_utc",
    "vtimezone",
    "zone_exists",
    "zone_names",
]

COVERED_FROM = 2010
"""First year whose offsets a VTIMEZONE gives; no feed reaches back further."""
COVERED_TO = 2050
"""Last year for which changes that follow no yearly rule are listed."""

_DAY = 86400
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")

_PLACES = {
    "America/New_York": ("est", "edt", "et", "est5edt", "eastern", "este"),
    "America/Chicago": ("cst", "cdt", "ct", "cst6cdt", "central", "centro"),
    "America/Denver": ("mst", "mdt", "mt", "mst7mdt", "mountain", "montaña"),
    "America/Phoenix": ("mst", "arizona"),
    "America/Los_Angeles": ("pst", "pdt", "pt", "pst8pdt", "pacific", "pacífico"),
    "America/Anchorage": ("akst", "akdt", "alaska"),
    "Pacific/Honolulu": ("hst", "hawaii"),
    "America/Puerto_Rico": ("ast", "atlantic", "atlántico"),
    "America/Halifax": ("adt", "atlantic"),
    "America/St_Johns": ("nst", "ndt", "newfoundland"),
    "Europe/London": ("gmt", "bst", "gmt0", "gmt+0", "gmt-0", "greenwich"),
    "Europe/Lisbon": ("wet", "west"),
    "Europe/Madrid": ("cet", "cest"),
    "Europe/Berlin": ("cet", "cest", "met", "mest"),
    "Europe/Athens": ("eet", "eest"),
}
"""What people write instead of a place, by the place that is probably meant."""

_ABBREVIATIONS = frozenset(
    {"EST", "MST", "HST", "CET", "MET", "EET", "WET", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"}
    | {"GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich", "Factory"}
)
"""Names in the database that are refused: who writes EST nearly always means New York, in summer too."""

_CLOCK_WORD = re.compile(r"(?i)(?:utc|gmt)?\s*[-+\N{MINUS SIGN}]\s*\d{1,2}(?::?\d\d)?")
"""``UTC-5``, ``-05:00``"""


class UnknownZone(ValueError):
    """A text that is not a usable zone name.

    ``key`` is the text as written and ``suggestions`` up to three names that may be meant, the likeliest
    first.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        meant = _meant_places(key)
        self.suggestions = tuple(meant or _near_names(key))[:3]
        names = " or ".join(self.suggestions) or "the nearest large city, as in America/New_York"
        if meant or _CLOCK_WORD.fullmatch(key.strip()):
            why = "does not say which place's clock it follows, in summer and in winter"
        else:
            why = "is not the name of a time zone"
        super().__init__(f"{key!r} {why}; write {names}")

    def __reduce__(self) -> tuple[type[UnknownZone], tuple[str]]:
        return UnknownZone, (self.key,)


@cache
def zone_names() -> frozenset[str]:
    """Every name that `load_zone` accepts, among them older spellings such as ``US/Eastern``."""
    return frozenset(files("tzdata").joinpath("zones").read_text("ascii").split()) - _ABBREVIATIONS


def zone_exists(key: str) -> bool:
    """Whether `load_zone` accepts this name, as written (capitals count)."""
    return key in zone_names()


class _PackagedZone(ZoneInfo):
    """A zone read from the package's own file; unlike its base it can be pickled, by its name."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return load_zone, (self.key,)


@cache
def load_zone(key: str) -> ZoneInfo:
    """The zone of this name, from the ``tzdata`` package whatever the machine has; raises `UnknownZone`."""
    with _file(key).open("rb") as stream:
        return _PackagedZone.from_file(stream, key=key)


def canonical_name(key: str) -> str:
    """The present name of a zone, ``America/New_York`` for ``US/Eastern``; raises `UnknownZone`."""
    if not zone_exists(key):
        raise UnknownZone(key)
    return _renamed().get(key, key)


def is_ordinary(naive: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone show this local time once, as nearly always."""
    before, after = _both_offsets(naive, zone)
    return before == after


def is_gap(naive: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone skip this local time, as from 2:00 to 3:00 on a morning in March."""
    before, after = _both_offsets(naive, zone)
    return before < after


def is_overlap(naive: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in the zone show this local time twice, as from 1:00 to 2:00 one morning in November."""
    before, after = _both_offsets(naive, zone)
    return before > after


def to_utc(naive: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a local time, aware and in UTC.

    A time in a gap is counted with the offset before the gap, one in an overlap is the first of the two, both
    as RFC 5545 section 3.3.5 has it.  The argument's ``fold`` is ignored.
    """
    return naive.replace(tzinfo=zone, fold=0).astimezone(UTC)


def to_epoch(naive: datetime, zone: ZoneInfo) -> int:
    """The instant of a local time in whole seconds since 1970, as `to_utc` counts it."""
    offset = zone.utcoffset(naive.replace(tzinfo=None, fold=0))
    assert offset is not None
    span = naive - EPOCH - offset
    return span.days * _DAY + span.seconds


@cache
def vtimezone(key: str) -> str:
    """The zone as the lines from ``BEGIN:VTIMEZONE`` to ``END:VTIMEZONE``, each ended with CRLF; or
    `UnknownZone`.

    Offsets are right from the start of `COVERED_FROM`.  The text depends on the name and the tzdata version
    alone.
    """
    changes, rules = read_changes(_file(key).read_bytes(), COVERED_TO)
    first_year = _regime_start(changes, rules)
    parts: list[tuple[str, str]] = []
    if first_year >= COVERED_FROM:
        covered = (datetime(COVERED_FROM, 1, 1) - EPOCH) // timedelta(seconds=1)
        first = bisect_right([change.at for change in changes], covered) - 1
        parts.append(_in_force(changes[first]))
        parts += [
            _observance(change, change.wall)
            for change in changes[first + 1 :]
            if change.wall.year < first_year
        ]
    if first_year <= COVERED_TO:
        parts += [part for rule in rules for part in _recurring(rule, first_year)]
    body = "".join(text for _, text in sorted(parts))
    return f"BEGIN:VTIMEZONE\r\nTZID:{key}\r\n{body}END:VTIMEZONE\r\n"


# Names


def _file(key: str) -> Traversable:
    """The package's file of a zone.  Only listed names are looked up: no text leads out of the folder."""
    if not zone_exists(key):
        raise UnknownZone(key)
    return files("tzdata").joinpath("zoneinfo", *key.split("/"))


@cache
def _renamed() -> dict[str, str]:
    """Older name → present name.  A name that a country still uses (zone.tab) is nobody's older name."""
    folder = files("tzdata").joinpath("zoneinfo")
    table = folder.joinpath("zone.tab").read_text("utf-8").splitlines()
    current = {line.split("\t")[2] for line in table if line and not line.startswith("#")}
    lines = folder.joinpath("tzdata.zi").read_text("utf-8").splitlines()
    links = [line.split()[1:] for line in lines if line.startswith("L ")]
    return {name: target for target, name in links if name not in current and zone_exists(target)}


def _meant_places(key: str) -> list[str]:
    """The places behind an abbreviation, a name as spoken ("Eastern Time", "hora del Este"), or Windows'."""
    word = " ".join(key.casefold().split())
    word = re.sub(r"^(u\.?s\.? |hora (del |de la |de )?)", "", word)
    word = re.sub(r"( standard| daylight)?( time)?( \(.*\))?$", "", word)
    found = [place for place, words in _PLACES.items() if word in words]
    if not found:
        # Only on the way to an error, since this import takes its time.
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        windows = {name.casefold(): place for name, place in WINDOWS_TO_OLSON.items()}
        found = [windows[name] for name in [key.strip().casefold()] if name in windows]
    return found


def _near_names(key: str) -> list[str]:
    """Accepted names that are spelled nearly so, whole or by their city alone, the nearest first."""
    if _CLOCK_WORD.fullmatch(key.strip()):
        return []
    spelled = {name.casefold().rpartition("/")[2]: name for name in sorted(zone_names(), reverse=True)}
    spelled |= {name.casefold(): name for name in sorted(zone_names())}
    wanted = key.strip().casefold().replace(" ", "_")
    if wanted in spelled:
        return [spelled[wanted]]
    near = difflib.get_close_matches(wanted, sorted(spelled), n=5, cutoff=0.75)
    return list(dict.fromkeys(spelled[word] for word in near))


# Local times


def _both_offsets(naive: datetime, zone: ZoneInfo) -> tuple[timedelta, timedelta]:
    """Its offsets for both readings of a local time (PEP 495); they differ only in gaps and overlaps."""
    first = zone.utcoffset(naive.replace(fold=0))
    second = zone.utcoffset(naive.replace(fold=1))
    assert first is not None and second is not None  # a ZoneInfo answers None only for no time at all
    return first, second


# The text of a VTIMEZONE


def _regime_start(changes: list[Change], rules: tuple[Rule, ...]) -> int:
    """The first year from which on all changes are those of the rules; after `COVERED_TO` if none."""
    actual: dict[int, list[Change]] = {}
    for change in changes:
        actual.setdefault(change.wall.year, []).append(change)
    year = COVERED_TO
    while rules and actual.get(year) == sorted(rule.change(year) for rule in rules):
        year -= 1
    return year + 1


def _in_force(change: Change) -> tuple[str, str]:
    """The observance that a change began, to open a VTIMEZONE: from 1970 or later, in whole minutes."""
    if change.wall >= EPOCH and change.before.offset % 60 == 0:
        return _observance(change, change.wall)
    return _observance(change._replace(before=change.after), EPOCH)


def _recurring(rule: Rule, first_year: int) -> Iterator[tuple[str, str]]:
    """A yearly rule as observances with RRULE: one, or two where a shifted day can fall into two months."""
    for month, days in _recurrences(rule):
        walls = (rule.wall(year) for year in range(first_year, first_year + 400))
        first = next(wall for wall in walls if wall.month == month)
        change = Change(0, rule.before, rule.after)
        yield _observance(change, first, f"RRULE:FREQ=YEARLY;BYMONTH={month};{days}\r\n")


def _recurrences(rule: Rule) -> Iterator[tuple[int, str]]:
    """(month, ``BYDAY=...``) for a rule.

    RRULE cannot say "the day after the last Thursday", so a time before 0:00, or from 24:00 on, is told by
    the weekday that it lands on and the days of the month that it can land on.
    """
    shift = rule.seconds // _DAY
    if not shift:
        yield rule.month, f"BYDAY={-1 if rule.week == 5 else rule.week}{_WEEKDAYS[rule.weekday]}"
        return
    # The year matters only to a rule shifted around the end of February, which no zone has.
    last = calendar.monthrange(2001, rule.month)[1] if rule.week == 5 else 7 * rule.week
    by_month: dict[int, list[str]] = {}
    for day in range(last - 7 + shift, last + shift):
        date = datetime(2001, rule.month, 1) + timedelta(days=day)
        by_month.setdefault(date.month, []).append(str(date.day))
    for month, days in by_month.items():
        yield month, f"BYDAY={_WEEKDAYS[(rule.weekday + shift) % 7]};BYMONTHDAY={','.join(days)}"


def _observance(change: Change, start: datetime, recurrence: str = "") -> tuple[str, str]:
    """(DTSTART, the STANDARD or DAYLIGHT block) of a change.

    By Ireland's law winter is the exception, but clients want the larger offset to be DAYLIGHT.  So where
    daylight saving is switched on or off the offsets decide, and not the law's word.
    """
    before, after = change.before, change.after
    daylight = after.offset > before.offset if before.daylight != after.daylight else after.daylight
    kind = "DAYLIGHT" if daylight else "STANDARD"
    stamp = start.strftime("%Y%m%dT%H%M%S")
    return stamp, (
        f"BEGIN:{kind}\r\nDTSTART:{stamp}\r\n{recurrence}TZOFFSETFROM:{_offset(before.offset)}\r\n"
        f"TZOFFSETTO:{_offset(after.offset)}\r\nTZNAME:{after.name}\r\nEND:{kind}\r\n"
    )


def _offset(seconds: int) -> str:
    """-12600 → ``-0330``."""
    minutes = abs(seconds) // 60
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}"
