"""What was published: the memory that makes revisions right without a database and without git's history.

A text file in the content folder, one line for each VEVENT (uid and RECURRENCE-ID), sorted, so that two people's
changes merge. It says which revision of what was published and keeps the source that it was made from, so that an
event whose file is broken or gone can still be told to its subscribers. Every line carries a checksum: a line that
was damaged, or a merge conflict, is reported and left out, never trusted. All that a damaged line can still do is to
keep revisions from falling behind what it says was published.

    event   uid rid weight whole sequence first changed last path slug source feeds
            (a source with a minus before it: the date is no longer in its file, and told as cancelled)
    shift   uid weight whole sequence first changed last
    feed    address
    record  path source
    source  digest text
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from .errors import Problem

NAME = "ledger.tsv"
HEAD = ("# What was published, one line each. Kept by `workshops record`; please do not edit it by hand.\n"
        "# It lets calendars follow changes, and keeps events that were published when their file is lost.\n")
Key = tuple[str, str]
"""uid and compact RECURRENCE-ID ("" for the series or a single date)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One published VEVENT.

    `weight` names what makes a new revision (time, place, status, rule), `whole` everything published; `first` and
    `changed` are UTC stamps, `last` the UTC stamp of the end of its last date; `source` names a recorded source.
    `gone` marks a date that its file no longer has; the source is then the last one that had it.
    """

    uid: str
    rid: str
    weight: str
    whole: str
    sequence: int
    first: str
    changed: str
    last: str
    path: str
    slug: str
    source: str
    feeds: tuple[str, ...] = ()
    gone: bool = False

    @property
    def key(self) -> Key:
        """Identity of the VEVENT."""
        return self.uid, self.rid

    def fields(self) -> list[str]:
        """The columns of its line."""
        return ["event", self.uid, self.rid, self.weight, self.whole, str(self.sequence), self.first, self.changed, self.last,
                self.path, self.slug, "-" * self.gone + self.source, " ".join(self.feeds)]


@dataclass(slots=True)
class Ledger:
    """The whole memory. `sources` maps a digest to the files it was read from: path relative to the content folder → text.

    `shifts` are the VEVENTs of the shift feeds; `doubtful` holds what damaged lines say of revisions.
    """

    rows: dict[Key, Row] = field(default_factory=dict)
    feeds: set[str] = field(default_factory=set)
    records: dict[str, str] = field(default_factory=dict)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    shifts: dict[Key, Row] = field(default_factory=dict)
    doubtful: dict[Key, Row] = field(default_factory=dict)

    def row(self, key: Key) -> Row | None:
        """Return what is known of a VEVENT's revision: its row, else what a damaged line says."""
        return self.rows.get(key) or self.doubtful.get(key)

    def by_path(self) -> dict[str, list[Row]]:
        """Rows by the file they came from."""
        found: dict[str, list[Row]] = {}
        for row in self.rows.values():
            found.setdefault(row.path, []).append(row)
        return found


def source_digest(files: Mapping[str, str]) -> str:
    """Name a recorded source."""
    return blake2b(json.dumps(files, sort_keys=True).encode(), digest_size=9).hexdigest()


def _checksum(line: str) -> str:
    return blake2b(line.encode(), digest_size=4).hexdigest()


def _written(fields: Iterable[str]) -> str:
    line = "\t".join(fields)
    return f"{line}\t{_checksum(line)}\n"


def write(ledger: Ledger) -> bytes:
    """Return the ledger as text; the same ledger gives the same bytes."""
    used = {row.source for row in ledger.rows.values()} | set(ledger.records.values())
    lines = [row.fields() for row in ledger.rows.values()]
    lines += [["shift", r.uid, r.weight, r.whole, str(r.sequence), r.first, r.changed, r.last] for r in ledger.shifts.values()]
    lines += [["feed", address] for address in ledger.feeds]
    lines += [["record", path, source] for path, source in ledger.records.items()]
    lines += [
        ["source", name, json.dumps(files, ensure_ascii=False, sort_keys=True)] for name, files in ledger.sources.items() if name in used
    ]
    return (HEAD + "".join(_written(fields) for fields in sorted(lines))).encode()


def read(data: bytes, file: str) -> tuple[Ledger, list[Problem]]:
    """Read a ledger; what cannot be trusted is left out and reported."""
    ledger, problems = Ledger(), []
    conflict = 0
    for number, line in enumerate(data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            conflict = conflict or number
            continue
        body, _, checksum = line.rpartition("\t")
        if _checksum(body) != checksum or not _take(ledger, body.split("\t")):
            _doubt(ledger, line.split("\t"))
            problems.append(Problem(file, number, 1, "", "this line of the record of what was published is damaged and is left out.",
                                    "Run `workshops record`, which writes it anew.", "warning"))
    if conflict:
        problems.append(
            Problem(
                file,
                conflict,
                1,
                "",
                "two people's changes of this file were not merged; both are read, the later revision counts.",
                "Run `workshops record`, which writes it anew.",
                "warning",
            )
        )
    return ledger, problems


def _take(ledger: Ledger, fields: list[str]) -> bool:
    try:
        kind, *rest = fields
        if kind == "event":
            uid, rid, weight, whole, sequence, first, changed, last, path, slug, source, feeds = rest
            row = Row(uid, rid, weight, whole, int(sequence), first, changed, last, path, slug, source.removeprefix("-"),
                      tuple(feeds.split()), source.startswith("-"))
            datetime.strptime(changed, STAMP)
            _keep_later(ledger.rows, row)
        elif kind == "shift":
            uid, weight, whole, sequence, first, changed, last = rest
            datetime.strptime(changed, STAMP)
            _keep_later(ledger.shifts, Row(uid, "", weight, whole, int(sequence), first, changed, last, "", "", ""))
        elif kind == "feed":
            ledger.feeds.add(rest[0])
        elif kind == "record":
            ledger.records[rest[0]] = rest[1]
        elif kind == "source":
            ledger.sources[rest[0]] = json.loads(rest[1])
        else:
            return False
    except (ValueError, IndexError):
        return False
    return True


def _keep_later(rows: dict[Key, Row], row: Row) -> None:
    other = rows.get(row.key)
    if other is None or (row.sequence, row.changed) > (other.sequence, other.changed):
        rows[row.key] = row


def _doubt(ledger: Ledger, fields: list[str]) -> None:
    """Note the revision that a damaged line names, if one can be read; nothing else of it is believed.

    What was published then is unknown, so the VEVENT counts as changed: it gets the next revision, and never one that
    is lower than what subscribers have.
    """
    try:
        kind, uid, rid, _, _, number, first, changed = fields[:8]
        sequence, when = int(number), datetime.strptime(changed, STAMP)
    except ValueError:
        return
    if kind == "event" and 0 <= sequence < MOST_REVISIONS and when.year < LAST_YEAR:
        _keep_later(ledger.doubtful, Row(uid, rid, "", "", sequence, first, changed, "", "", "", ""))


STAMP = "%Y%m%dT%H%M%SZ"
MOST_REVISIONS, LAST_YEAR = 10_000, 2100
"""A damaged line that says more than this is not believed even so far."""


def second_after(stamp: str) -> str:
    """Return the stamp one second later."""
    return (datetime.strptime(stamp, STAMP) + timedelta(seconds=1)).strftime(STAMP)


def stamp_at(moment: datetime) -> str:
    """Write a moment as a UTC stamp."""
    return moment.astimezone(UTC).strftime(STAMP)


def revise(row: Row | None, weight: str, whole: str, *, least: int, stamp: str, base: int | None = None) -> tuple[int, str]:
    """Return SEQUENCE and stamp to publish for a VEVENT.

    `least` is the lowest revision that its text allows, `stamp` its own change date, `base` the revision that its series
    has been recorded with when the VEVENT itself never was. An unrecorded change is one revision up where it has
    weight, and one second later in any case, so that every build between two records says the same.
    """
    if row is None:
        return (least, stamp) if base is None else (max(least, base + 1), stamp)
    if row.whole == whole and least <= row.sequence:
        return row.sequence, row.changed
    return max(least, row.sequence + (row.weight != weight)), second_after(row.changed)


def recorded(row: Row | None, new: Row, now: str) -> Row:
    """Return the row to keep: untouched when nothing changed, else with the time of the change.

    The first record keeps the values already published; a later one dates the change with `now`, never before what
    the build has published for it.
    """
    if row is None:
        return new
    if row.whole == new.whole and row.sequence == new.sequence:
        return replace(new, first=row.first, changed=row.changed)
    return replace(new, first=row.first, changed=max(new.changed, now))
