"""The output folder: the only place where the build writes what is published.

A file is written only when its bytes change, so that its time stamp and ETag hold; it appears whole or not at all.
What an earlier build made and this one did not is removed.
"""
from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from copy import copy
from hashlib import blake2b
from pathlib import Path

from ..job import Job
from .cache import Cache
from .workers import in_parts, processors

MANIFEST = "outputs"
Part = tuple[dict[str, bytes], list[str], int]
"""Names and keys of files, the names of those that changed, how many were made."""
NAMES = "names"
"""The bare names of the last build's files: they go when they no longer belong, whatever else has changed."""


def digest(key: bytes) -> bytes:
    """Shorten a job's key."""
    return blake2b(key, digest_size=12).digest()


def shared_out(jobs: Sequence[Job], count: int) -> list[Job]:
    """Order jobs for `count` processes, each of which takes as many of them in a row.

    Pages of one kind are in order of time, and those near in time show the same dates: each process gets a stretch of
    them, so that a date is put into words by one process only. Of all else each gets every second (third, ...) one,
    since long files stand together.
    """
    groups: dict[str, list[Job]] = {}
    for job in jobs:
        groups.setdefault(job.name.rsplit("/", 2)[0] if job.name.endswith(".html") else "", []).append(job)
    parts: list[list[Job]] = [[] for _ in range(count)]
    for turn, (name, group) in enumerate(groups.items()):
        for i, part in enumerate(parts):
            if name and len(group) >= 2 * count:
                part += group[len(group) * i // count : len(group) * (i + 1) // count]
            else:
                part += group[(i + turn) % count :: count]
    return [job for part in parts for job in part]


class Output:
    """Publishes jobs into one folder; `cache` knows what the last build put there."""

    def __init__(self, folder: Path, cache: Cache) -> None:
        self.folder, self.cache = str(folder), cache
        self.before: dict[str, bytes] = cache.load(MANIFEST) or {}
        self.now: dict[str, bytes] = {}
        self.changed: list[str] = []
        self.rendered = 0
        self._folders: set[str] = set()
        """Folders that are there, as far as this process has looked."""
        self.noted: set[str] = set()
        self.empty = not os.path.isdir(self.folder) or not os.listdir(self.folder)
        """Whether nothing was in the folder, so that there is nothing to compare with."""

    def publish(self, jobs: Iterable[Job], stage: str = "") -> list[str]:
        """Make and write what is not there as it should be; returns the names of all the jobs."""
        names, todo = [], []
        for job in jobs:
            if job.name in self.now:
                continue
            names.append(job.name)
            key = digest(job.key) if job.key is not None else b""
            self.now[job.name] = key
            if not key or self.before.get(job.name) != key or not os.path.exists(f"{self.folder}/{job.name}"):
                todo.append(job)
        self.rendered += len(todo)
        for part in in_parts(self._write_all, shared_out(todo, processors()), stage):
            self.changed += part
        return names

    def apart(self, jobs: Iterable[Job]) -> Part:
        """Publish jobs beside others, and tell what was published; whoever asked for it takes it in with `join`."""
        other = copy(self)
        other.now, other.changed, other.rendered = {}, [], 0
        other.publish(jobs)
        return other.now, other.changed, other.rendered

    def join(self, part: Part) -> None:
        """Take in what was published apart."""
        self.now.update(part[0])
        self.changed += part[1]
        self.rendered += part[2]

    def _write_all(self, jobs: Sequence[Job]) -> list[str]:
        return [job.name for job in jobs if self._write(job.name, job.make())]

    def _write(self, name: str, data: bytes) -> bool:
        path = f"{self.folder}/{name}"
        if not self.empty:
            try:
                with open(path, "rb", buffering=0) as handle:
                    if os.fstat(handle.fileno()).st_size == len(data) and handle.read() == data:
                        return False
            except (FileNotFoundError, IsADirectoryError):
                pass
        temporary = f"{path}.{os.getpid()}.new"
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        parent = name.rpartition("/")[0]
        if parent not in self._folders:
            self._make_folder(parent)
        handle_number = os.open(temporary, flags, 0o644)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle_number, view):]
        finally:
            os.close(handle_number)
        os.replace(temporary, path)
        return True

    def _make_folder(self, name: str) -> None:
        """Make a folder of the output where it is missing; mostly only its last part is."""
        path = f"{self.folder}/{name}"
        try:
            os.mkdir(path)
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(path, exist_ok=True)
        self._folders.add(name)

    def size(self, name: str) -> int:
        """Return how many bytes a published file has."""
        return os.path.getsize(f"{self.folder}/{name}")

    def remove_stale(self) -> list[str]:
        """Remove files of the last build that this one did not make; folders that become empty go too."""
        self.noted = set(self.cache.noted(NAMES).split("\n"))
        noted = {name for name in self.noted - self.now.keys() if name and not name.startswith("/") and ".." not in name.split("/")}
        gone = sorted(noted | (self.before.keys() - self.now.keys()))
        for name in gone:
            path = Path(self.folder, name)
            path.unlink(missing_ok=True)
            for parent in path.parents:
                if parent == Path(self.folder):
                    break
                try:
                    parent.rmdir()
                except OSError:
                    break
        return gone

    def remember(self) -> None:
        """Tell the next build what is there."""
        if self.now != self.before:
            self.cache.save(MANIFEST, self.now)
        if self.now.keys() != self.noted:
            self.cache.note(NAMES, "\n".join(sorted(self.now)))
