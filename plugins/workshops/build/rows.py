"""The rows of large data files, kept from one build to the next: what did not change is not made again (see `job.Rows`).

A row is found by a key that names all it depends on. The process that writes a data file also writes down its rows, so
that they do not travel between processes.
"""
from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from hashlib import blake2b

from . import segments
from .cache import Cache
from .segments import Piece, Segments

Place = tuple[int, int, int, int]
"""Segment, start, length, checksum."""


class RememberedRows:
    """Makes rows that are new, and remembers them."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache

    def rows(self, kind: str, keys: Sequence[bytes], make: Callable[[int], bytes]) -> list[Piece]:
        """See `job.Rows`."""
        if self.cache.folder is None:
            return [make(number) for number in range(len(keys))]
        name = f"rows-{kind}"
        saved = Cache.load(self.cache, name)  # from the disk also in the preview: another process may have written it
        places: dict[bytes, Place] = saved[1] if saved else {}
        kept = Segments(self.cache.folder, name, saved[0] if saved else ())
        found: list[Piece] = []
        now: dict[bytes, Place] = {}
        new: dict[bytes, bytes] = {}
        for number, key in enumerate(keys):
            short = blake2b(key, digest_size=12).digest()
            place = places.get(short)
            row: Piece = kept.view(place[0])[place[1]:place[1] + place[2]] if place else b""
            if place and zlib.crc32(row) == place[3]:
                now[short] = place
            else:
                row = new[short] = make(number)
            found.append(row)
        if new or len(now) < len(places):
            self._save(kept, name, now, new)
        return found

    def _save(self, kept: Segments, name: str, now: dict[bytes, Place], new: dict[bytes, bytes]) -> None:
        """Write down new rows, and with many segments all of them."""
        if len(kept.names) > segments.MOST_SEGMENTS:
            new |= {key: bytes(kept.view(at)[start:start + length]) for key, (at, start, length, _) in now.items()}
            now = {}
            kept.clear()
        if new:
            segment = kept.write(list(new.values()))
            if isinstance(segment, bytes):
                return
            number, start = kept.add(segment), 0
            for key, row in new.items():
                now[key] = number, start, len(row), zlib.crc32(row)
                start += len(row)
        Cache.save(self.cache, name, (kept.names, now))
        kept.remove_old()
