"""The texts of VEVENTs, kept from one build to the next: an event that did not change is not worded again.

What was worded lies in segments; the index says for each event where its texts are and their checksums. Whoever words
events writes a segment of them, so that texts do not travel between processes.
"""
from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..calendars import digests_of, times_of
from ..catalog import Entry
from ..vevents import Said, Serializer
from . import segments
from .cache import Cache
from .segments import Piece, Segments
from .workers import in_parts

Row = tuple[int, ...]
"""Segment; then start, checksum and lengths of the times of all components; then for each language start, checksum,
lengths of the full texts, cuts, and lengths of the discreet texts of all components, 0 where there are none."""
Made = tuple[str | bytes, list[tuple[str, Row]]]
"""A new segment, its file's name or its bytes, with the rows of the events in it; their segment is 0."""


class RememberedTexts:
    """Words of events, from the cache or made now (see `calendars.Texts`)."""

    def __init__(self, serializers: Mapping[str, Serializer], cache: Cache, discreet: bool) -> None:
        self.serializers, self.cache, self.discreet = serializers, cache, discreet
        self.tags = list(serializers)
        self.rows: dict[str, Row]
        self._digests: dict[str, list[tuple[str, str]]]
        self._changed = False
        saved: Any = cache.load("texts") or ((), {}, {})
        self.segments, self.rows, self._digests = Segments(cache.folder, "texts", saved[0]), dict(saved[1]), dict(saved[2])

    def times(self, entry: Entry) -> list[Piece]:
        """See `calendars.Texts`."""
        row = self.rows.get(entry.digest)
        found = self._read(row, 1, row[3:3 + len(entry.schedule.components)]) if row else None
        return found if found is not None else times_of(entry)

    def said(self, entry: Entry, tag: str) -> Said:
        """See `calendars.Texts`."""
        row, count = self.rows.get(entry.digest), len(entry.schedule.components)
        if row:
            at = 3 + count + self.tags.index(tag) * (2 + 3 * count)
            lengths = row[at + 2:at + 2 + 3 * count]
            found = self._read(row, at, lengths[:count] + lengths[2 * count:])
            if found is not None:
                return Said(found[:count], list(lengths[count:2 * count]), found[count:])
        return self.serializers[tag].said(entry)

    def digests(self, entry: Entry) -> list[tuple[str, str]]:
        """See `calendars.Texts`."""
        found = self._digests.get(entry.digest)
        if found is None:
            found = self._digests[entry.digest] = digests_of(entry, [self.said(entry, tag) for tag in self.tags])
            self._changed = True
        return found

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Word events that are new, on all processors."""
        missing = [entry for entry in entries if entry.digest not in self.rows]
        for segment, rows in in_parts(self._word, missing, "Wording events", share=0.9):
            if rows:
                self._take(segment, rows)

    def _word(self, entries: Sequence[Entry]) -> Made:
        """Word some events into a segment of their own."""
        pieces: list[Piece] = []
        rows, offset = [], 0
        for entry in entries:
            times = times_of(entry)
            row = self._block(pieces, offset, times, [len(when) for when in times])
            for serializer in self.serializers.values():
                said = serializer.said(entry)
                lengths = [*map(len, said.full), *said.cuts, *map(len, said.discreet)]
                lengths += [0] * (3 * len(times) - len(lengths))
                offset += len(pieces[-1])
                row += self._block(pieces, offset, [*said.full, *said.discreet], lengths)
            offset += len(pieces[-1])
            rows.append((entry.digest, (0, *row)))
            entry.forget_text()
        return self.segments.write(pieces), rows

    @staticmethod
    def _block(pieces: list[Piece], offset: int, texts: Iterable[Piece], lengths: Sequence[int]) -> list[int]:
        """Add texts to a segment; returns their part of the row."""
        block = b"".join(texts)
        pieces.append(block)
        return [offset, zlib.crc32(block), *lengths]

    def _take(self, segment: str | bytes, rows: Iterable[tuple[str, Row]]) -> None:
        """Add a segment to those that there are."""
        number = self.segments.add(segment)
        for digest, row in rows:
            self.rows[digest] = (number, *row[1:])
        self._changed = True

    def _read(self, row: Row, at: int, lengths: Sequence[int]) -> list[Piece] | None:
        """Return the texts of the block whose start stands at a place of a row, None where they are not what was written."""
        start = row[at]
        data = self.segments.view(row[0])[start:start + sum(lengths)]
        if zlib.crc32(data) != row[at + 1]:
            return None
        found: list[Piece] = []
        end = 0
        for length in lengths:
            begin, end = end, end + length
            found.append(data[begin:end])
        return found

    def save(self, entries: Iterable[Entry]) -> None:
        """Remember what was made, and forget what belongs to no event any more."""
        if self.cache.folder is None or not self._changed:
            return
        alive = {entry.digest for entry in entries}
        self.rows = {digest: row for digest, row in self.rows.items() if digest in alive}
        if len(self.segments.names) > segments.MOST_SEGMENTS:
            self._gather()
        if all(self.segments.names):
            digests = {digest: found for digest, found in self._digests.items() if digest in alive}
            self.cache.save("texts", (self.segments.names, self.rows, digests))
            self.segments.remove_old()

    def _gather(self) -> None:
        """Write the texts of all segments that are still used anew as one."""
        pieces: list[Piece] = []
        rows, offset, langs = [], 0, len(self.tags)
        for digest, row in self.rows.items():
            count = (len(row) - 3 - 2 * langs) // (1 + 3 * langs)
            starts = [1, *range(3 + count, len(row), 2 + 3 * count)]
            last = row[starts[-1]:]
            piece = self.segments.view(row[0])[row[1]:last[0] + sum(last[2:2 + count]) + sum(last[2 + 2 * count:])]
            moved = list(row)
            for at in starts:
                moved[at] += offset - row[1]
            rows.append((digest, tuple(moved)))
            pieces.append(piece)
            offset += len(piece)
        segment = self.segments.write(pieces)
        self.segments.clear()
        self._take(segment, rows)
