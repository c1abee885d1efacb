"""The texts of VEVENTs, kept from one build to the next: an event that did not change is not worded again.

What was worded lies in segments, plain files of bytes beside each other; the index says where each text is and its
checksum. Segments are never changed, only added and, when much in them is no longer used, written anew as one.
"""
from __future__ import annotations

import mmap
import os
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..calendars import word
from ..catalog import Entry
from ..vevents import Serializer
from .cache import Cache
from .workers import in_parts

Kind = tuple[str, str]
"""What is worded (`full`, `short`, `discreet`) and the language."""
Place = tuple[int, int, int, int]
"""Segment, offset, length, checksum."""
MOST_SEGMENTS = 12


class RememberedTexts:
    """Words of events, from the cache or made now (see `calendars.Texts`)."""

    def __init__(self, serializers: Mapping[str, Serializer], cache: Cache, bodies: bool) -> None:
        self.serializers, self.cache, self.bodies = serializers, cache, bodies
        self.made: dict[tuple[str, Kind], list[bytes]] = {}
        self._read: dict[tuple[str, Kind], list[bytes]] = {}
        self.index: dict[tuple[str, Kind], list[Place]] = {}
        self.segments: list[str] = []
        self._maps: dict[int, Any] = {}
        saved = cache.load("texts")
        if saved is not None:
            self.segments, self.index = saved

    def of(self, entry: Entry, kind: str, tag: str) -> list[bytes]:
        """Return the texts of an event's components, in the order of its schedule."""
        key = (entry.digest, (kind, tag))
        found = self.made.get(key) or self._read.get(key)
        if found is None:
            found = self._recalled(key)
            if found is None:
                found = self.made[key] = word(self.serializers[tag], entry, kind, self.bodies)
            else:
                self._read[key] = found  # an event stands in many feeds
        return found

    def prepare(self, entries: Iterable[Entry], kinds: Sequence[Kind]) -> None:
        """Make what is missing of some kinds, on all processors."""
        missing = [entry for entry in entries if any((entry.digest, kind) not in self.index and (entry.digest, kind) not in self.made
                                                     for kind in kinds)]
        for part in in_parts(
            lambda some: [((e.digest, kind), word(self.serializers[kind[1]], e, kind[0], self.bodies)) for e in some for kind in kinds],
            missing,
            "Wording events",
            share=0.9,
        ):
            self.made.update(part)

    def _recalled(self, key: tuple[str, Kind]) -> list[bytes] | None:
        places = self.index.get(key)
        if places is None:
            return None
        texts = []
        for segment, offset, length, checksum in places:
            data = self._map(segment)[offset:offset + length]
            if zlib.crc32(data) != checksum:
                return None
            texts.append(data)
        return texts

    def _map(self, segment: int) -> Any:
        found = self._maps.get(segment)
        if found is None:
            assert self.cache.folder is not None
            try:
                with open(self.cache.folder / self.segments[segment], "rb") as file:
                    found = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except (OSError, ValueError):
                found = b""
            self._maps[segment] = found
        return found

    def save(self, entries: Iterable[Entry]) -> None:
        """Remember what was made, and forget what belongs to no event any more."""
        if self.cache.folder is None or not self.made:
            return
        alive = {entry.digest for entry in entries}
        index = {key: places for key, places in self.index.items() if key[0] in alive and key not in self.made}
        if len(self.segments) >= MOST_SEGMENTS:
            for key in list(index):
                texts = self._recalled(key)
                if texts is not None:
                    self.made[key] = texts
            index, self.segments = {}, []
        segment, offset, pieces = len(self.segments), 0, []
        for key, texts in self.made.items():
            places = []
            for text in texts:
                places.append((segment, offset, len(text), zlib.crc32(text)))
                pieces.append(text)
                offset += len(text)
            index[key] = places
        name = f"texts.{os.getpid()}.{time.time_ns()}"
        try:
            self.cache.folder.mkdir(parents=True, exist_ok=True)
            with open(self.cache.folder / name, "wb") as file:
                file.writelines(pieces)
        except OSError:
            return
        self.segments = [*self.segments, name]
        self.cache.save("texts", (self.segments, index))
        for path in self.cache.folder.glob("texts.*"):
            if path.name not in self.segments and path.stat().st_mtime < time.time() - 600:
                path.unlink(missing_ok=True)
