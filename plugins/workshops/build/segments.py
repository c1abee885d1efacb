"""Bytes that are kept from one build to the next, in plain files beside each other.

Such a file, a segment, is written once, by whichever process made what is in it, and mapped and not read by those who
want a part of it. Segments are never changed, only added and, when there are many, written anew as one. Whoever keeps
something says where it is and its checksum, and makes anew what is damaged. Without a folder to write to, segments are
held in memory.
"""
from __future__ import annotations

import mmap
import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

Piece = bytes | memoryview
MOST_SEGMENTS = 40


class Segments:
    """The segments of one kind: `names` are those of their files, in order, "" for one that is held in memory."""

    def __init__(self, folder: Path | None, kind: str, names: Iterable[str] = ()) -> None:
        self.folder, self.kind, self.names = folder, kind, list(names)
        self._views: dict[int, memoryview] = {}

    def write(self, pieces: Sequence[Piece]) -> str | bytes:
        """Write a new segment; returns the name of its file, or what would be in it where no file can be written."""
        name = f"{self.kind}.{os.getpid()}.{time.time_ns()}"
        if self.folder is not None and pieces:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                with open(self.folder / name, "wb") as file:
                    file.writelines(pieces)
                return name
            except OSError:
                pass
        return b"".join(pieces)

    def add(self, segment: str | bytes) -> int:
        """Add what `write` returned, here or in another process; returns its number."""
        number = len(self.names)
        if isinstance(segment, bytes):
            self._views[number] = memoryview(segment)
        self.names.append(segment if isinstance(segment, str) else "")
        return number

    def view(self, number: int) -> memoryview:
        """Return what is in a segment, nothing where it is gone."""
        found = self._views.get(number)
        if found is None:
            found = self._views[number] = self._mapped(self.names[number])
        return found

    def _mapped(self, name: str) -> memoryview:
        if self.folder is not None and name:
            try:
                with open(self.folder / name, "rb") as file:
                    return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            except (OSError, ValueError):
                pass
        return memoryview(b"")

    def clear(self) -> None:
        """Forget all segments."""
        self.names, self._views = [], {}

    def remove_old(self) -> None:
        """Remove the files of earlier builds; one that another build may be writing now is left alone."""
        for path in self.folder.glob(f"{self.kind}.*") if self.folder is not None else ():
            if path.name not in self.names and path.stat().st_mtime < time.time() - 600:
                path.unlink(missing_ok=True)
