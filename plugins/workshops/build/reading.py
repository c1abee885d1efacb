"""Reading the content folder again and again: only files that changed are opened, only changed events are read.

A file counts as unchanged when its size, inode and both of its time stamps (of content and of status, in
nanoseconds) are as they were, and they are older than the moment they were noted; else its bytes decide.
"""
from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

from ..catalog import RecordEntry, Records
from ..errors import Problem
from ..ledger import NAME as LEDGER
from ..loader import Readers, load_records
from ..reader import FOLDERS, Read, Unit, read_event
from ..site import Site
from .cache import Cache
from .files import content_paths, read_file
from .progress import current
from .workers import LEAST, in_parts, processors

Stat = tuple[int, int, int, int]
SHARDS = 64
"""Files that the memory of events is spread over: after one edit only one of them is written."""
Memory = tuple[tuple[Stat, ...], str, Read, bool]
"""Marks of the files, digest of their bytes, what was read, and whether the marks were too young to be trusted."""
SETTLED = 2_000_000_000
"""A file changed less than two seconds before it was noted may change again within its time stamp's grain."""


class ContentFolder(Mapping[str, bytes]):
    """The files of a content folder by path; each is read when it is asked for, and once."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.paths = sorted(content_paths(folder)) if folder.is_dir() else []
        if os.path.isfile(os.path.join(self.folder, LEDGER)):
            self.paths.append(LEDGER)
        self._known = set(self.paths)
        self._read: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        found = self._read.get(path)
        if found is None:
            if path not in self._known:
                raise KeyError(path)
            full = os.path.join(self.folder, path)
            found = self._read[path] = Path(full).read_bytes() if path == LEDGER else read_file(full)
        return found

    def __contains__(self, path: object) -> bool:
        return path in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def stat(self, path: str) -> Stat:
        """Return what shows a change without reading the file."""
        status = os.stat(f"{self.folder}/{path}")
        return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns


class Remembered(Readers):
    """Reads records and events, remembering what came of each file."""

    def __init__(self, files: ContentFolder, cache: Cache) -> None:
        self.files, self.cache = files, cache
        self.reread = 0

    def records(self, files: Mapping[str, bytes], site: Site, problems: list[Problem]) -> Records:
        """Read all records, or recall them where no file of theirs has changed."""
        paths = [path for path in self.files.paths if path.partition("/")[0] in FOLDERS]
        marks = {path: self.files.stat(path) for path in paths}
        saved = self.cache.load("records")
        if saved is None or saved[0] != marks or saved[2]:
            state = blake2b(b"".join(os.fsencode(path) + self.files[path] for path in paths), digest_size=12).digest()
            if saved is None or saved[1] != state:
                now, found = time.time_ns(), list[Problem]()
                read = load_records(files, site, found)
                self.cache.save("records", (marks, state, not settled(list(marks.values()), now), read, found))
                problems += found
                return read
            self.cache.save("records", (marks, state, not settled(list(marks.values()), time.time_ns()), *saved[3:]))
        problems += saved[4]
        recalled: Records = saved[3]
        return recalled

    def events(self, units: dict[str, Unit], records: Records, site: Site) -> dict[str, Read]:
        """Read all units, or recall them; what must be read is spread over the processors, one shard after the other."""
        shared, now = records_state(records), time.time_ns()
        shards: dict[int, list[str]] = {}
        for path in units:
            shards.setdefault(crc32(path.encode("utf-8", "surrogateescape")) % SHARDS, []).append(path)
        stats = {path: self._stat(unit, path) for path, unit in units.items()}
        known: dict[str, Memory] = {}
        stale: dict[int, tuple[str, ...]] = {}
        for number, paths in shards.items():
            saved = self.cache.load(f"events.{number}")
            old: dict[str, Memory] = saved[2] if saved is not None and saved[0] == shared else {}
            wanted = tuple(path for path in paths if not self._same(units[path], stats[path], old.get(path)))
            known.update(old)
            if wanted or len(old) != len(paths) or any(old[path][0] != stats[path] or old[path][3] for path in paths):
                stale[number] = wanted
        fresh = self._refreshed(Work(self.cache, units, records, site, shared, now, shards, stats, known), stale)
        self.reread = len(fresh)
        return {path: fresh[path] if path in fresh else known[path][2] for path in units}

    def _refreshed(self, work: Work, stale: dict[int, tuple[str, ...]]) -> dict[str, Read]:
        """Read what is wanted of each shard that is no longer as it was, and save the shard."""
        count = sum(map(len, stale.values()))
        if count:
            current().stage("Reading events", count)
        spread = count >= LEAST
        work.weight = processors() if spread else 1
        fresh: dict[str, Read] = {}
        for process, part in enumerate(in_parts(work.shards, list(stale.items()), share=1.1, least=2 if spread else len(stale) + 1)):
            for number, reads in part:
                if process and reads is not None:
                    work.save(number, reads)  # the process that read it could not do so for us
                fresh.update(reads if reads is not None else work.taken_over(number, stale[number]))
        return fresh

    def _same(self, unit: Unit, stats: tuple[Stat, ...], old: Memory | None) -> bool:
        """Whether a unit is as it was read: by its files' marks, or where those may deceive by its bytes."""
        return old is not None and ((old[0] == stats and not old[3]) or old[1] == unit.digest)

    def _stat(self, unit: Unit, path: str) -> tuple[Stat, ...]:
        if not unit.siblings:
            return (self.files.stat(path),)
        prefix = len(unit.main.file) - len(path)
        return (self.files.stat(path), *(self.files.stat(s.file[prefix:]) for _, s in sorted(unit.siblings.items())))


def settled(stats: Sequence[Stat], noted: int) -> bool:
    """Whether the marks of files were old enough when they were noted that a later change shows in them."""
    return all(max(stat[2], stat[3]) < noted - SETTLED for stat in stats)


@dataclass
class Work:
    """What a process needs to read shards and save them."""

    cache: Cache
    units: Mapping[str, Unit]
    records: Records
    site: Site
    shared: str
    """State of the records."""
    now: int
    """When the files' marks were taken, in nanoseconds."""
    members: Mapping[int, list[str]]
    stats: Mapping[str, tuple[Stat, ...]]
    known: Mapping[str, Memory]
    weight: int = 1
    """For how many events that are read in all one stands that is read here."""

    def __post_init__(self) -> None:
        self.process = os.getpid()

    def shards(self, stale: Sequence[tuple[int, Sequence[str]]]) -> list[tuple[int, dict[str, Read] | None]]:
        """Read the wanted events of some shards and save the shards.

        None stands for what another process reads: it goes by way of the shard's file, and is packed only once.
        """
        found: list[tuple[int, dict[str, Read] | None]] = []
        for number, wanted in stale:
            reads = {path: read_event(self.units[path], self.records, self.site) for path in wanted}
            current().step(len(wanted) * self.weight)
            saved = self.save(number, reads)
            found.append((number, None if saved and os.getpid() != self.process else reads))
        return found

    def save(self, number: int, reads: Mapping[str, Read]) -> bool:
        """Save a shard as it is with what was read now; returns whether it is there for all processes."""
        rows: dict[str, Memory] = {}
        for path in self.members[number]:
            read, digest = (reads[path], self.units[path].digest) if path in reads else (self.known[path][2], self.known[path][1])
            rows[path] = self.stats[path], digest, read, not settled(self.stats[path], self.now)
        return self.cache.save(f"events.{number}", (self.shared, self.now, rows))

    def taken_over(self, number: int, wanted: Sequence[str]) -> Mapping[str, Read]:
        """Return what another process read; where its file was written over meanwhile, by another build, it is read here."""
        saved = self.cache.load(f"events.{number}")
        if saved is not None and saved[:2] == (self.shared, self.now):
            return {path: saved[2][path][2] for path in wanted}
        return {path: read_event(self.units[path], self.records, self.site) for path in wanted}


def records_state(records: Records) -> str:
    """Name the state of all records that events name."""
    state = blake2b(digest_size=12)
    tables: tuple[Mapping[str, RecordEntry[Any]], ...] = (records.venues, records.organizers, records.programs)
    for table in tables:
        for key, entry in sorted(table.items()):
            state.update(f"{key}\0{entry.digest}\0".encode())
    state.update(repr(sorted(records.broken)).encode())
    return state.hexdigest()
