"""Reading the content folder again and again: only files that changed are opened, only changed events are read.

A file counts as unchanged when its size, inode and both of its time stamps (of content and of status, in
nanoseconds) are as they were, and they are older than the moment they were noted; else its bytes decide.
"""
from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

from ..catalog import RecordEntry, Records, keep_models
from ..errors import Problem
from ..ledger import NAME as LEDGER
from ..loader import Readers, load_records
from ..reader import FOLDERS, Read, Unit, read_event
from ..site import Site
from .cache import Cache
from .files import content_paths, read_file
from .workers import in_parts

Stat = tuple[int, int, int, int]
SHARDS = 64
"""Files that the memory of events is spread over: after one edit only one of them is written."""
Kept = tuple[tuple[Stat, ...], str, Read, bool]
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
                self.cache.save("records", (marks, state, not self._settled(list(marks.values()), now), read, found))
                problems += found
                return read
            self.cache.save("records", (marks, state, not self._settled(list(marks.values()), time.time_ns()), *saved[3:]))
        problems += saved[4]
        recalled: Records = saved[3]
        return recalled

    def events(self, units: dict[str, Unit], records: Records, site: Site) -> dict[str, Read]:
        """Read all units, or recall them; what must be read is spread over the processors."""
        shared = records_state(records)
        shards: dict[int, dict[str, Unit]] = {}
        for path, unit in units.items():
            shards.setdefault(crc32(path.encode("utf-8", "surrogateescape")) % SHARDS, {})[path] = unit
        saved = {number: self.cache.load(f"events.{number}") for number in shards}
        known: dict[str, Kept] = {}
        for shard in saved.values():
            if shard is not None and shard[0] == shared:
                known.update(shard[2])
        stats = {path: self._stat(unit, path) for path, unit in units.items()}
        wanted = [path for path, unit in units.items() if not self._same(unit, stats[path], known.get(path))]
        now, fresh = time.time_ns(), {}
        some = partial(read_some, units, records, site)
        for part in in_parts(some, wanted, "Reading events", share=0.95):
            fresh.update(part)
        self.reread = len(wanted)
        found = {path: fresh[path] if path in fresh else known[path][2] for path in units}
        for number, members in shards.items():
            shard = saved[number]
            if shard is None or shard[0] != shared or shard[2].keys() != members.keys() or any(
                    path in fresh or known[path][0] != stats[path] or known[path][3] for path in members):
                self.cache.save(f"events.{number}", (shared, now, {
                    path: (stats[path], unit.digest if path in fresh else known[path][1], found[path], not self._settled(stats[path], now))
                    for path, unit in members.items()}))
        return found

    def _same(self, unit: Unit, stats: tuple[Stat, ...], old: Kept | None) -> bool:
        """Whether a unit is as it was read: by its files' marks, or where those may deceive by its bytes."""
        return old is not None and ((old[0] == stats and not old[3]) or old[1] == unit.digest)

    def _stat(self, unit: Unit, path: str) -> tuple[Stat, ...]:
        if not unit.siblings:
            return (self.files.stat(path),)
        prefix = len(unit.main.file) - len(path)
        return (self.files.stat(path), *(self.files.stat(s.file[prefix:]) for _, s in sorted(unit.siblings.items())))

    def _settled(self, stats: Sequence[Stat], noted: int) -> bool:
        return all(max(stat[2], stat[3]) < noted - SETTLED for stat in stats)


def read_some(units: Mapping[str, Unit], records: Records, site: Site, paths: Sequence[str]) -> list[tuple[str, Read]]:
    """Read some of the units, ready to be remembered: what that takes is done by all processes, too."""
    found = [(path, read_event(units[path], records, site)) for path in paths]
    for _, read in found:
        if read.entry is not None:
            keep_models(read.entry)
    return found


def records_state(records: Records) -> str:
    """Name the state of all records that events name."""
    state = blake2b(digest_size=12)
    tables: tuple[Mapping[str, RecordEntry[Any]], ...] = (records.venues, records.organizers, records.programs)
    for table in tables:
        for key, entry in sorted(table.items()):
            state.update(f"{key}\0{entry.digest}\0".encode())
    state.update(repr(sorted(records.broken)).encode())
    return state.hexdigest()
