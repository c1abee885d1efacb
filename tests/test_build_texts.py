"""Texts of events that are kept from build to build are those that would be made now, whatever happened to them."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import sample
from workshops.build import segments
from workshops.build.cache import Cache
from workshops.build.rows import RememberedRows
from workshops.build.texts import RememberedTexts
from workshops.calendars import FreshTexts, Texts, serializers_of
from workshops.catalog import Entry
from workshops.vevents import SHORT_END

CALENDARS = sample.calendars()
ENTRIES = list(CALENDARS.catalog.entries.values())
TAGS = [lang.tag for lang in CALENDARS.languages]


def remembered(folder: Path | None) -> RememberedTexts:
    """What a build has that begins now."""
    cache = Cache(folder, Path("content"), Path("output"), "")
    return RememberedTexts(serializers_of(CALENDARS.catalog, CALENDARS.languages), cache, True)


def said(texts: Texts, entries: Iterable[Entry]) -> list[object]:
    """All that is asked of texts."""
    found: list[object] = []
    for entry in entries:
        found += [[bytes(when) for when in texts.times(entry)], texts.digests(entry)]
        for tag in TAGS:
            one = texts.said(entry, tag)
            found.append(([bytes(text) for text in one.full], one.cuts, [bytes(text) for text in one.discreet]))
    return found


FRESH = said(FreshTexts(serializers_of(CALENDARS.catalog, CALENDARS.languages)), ENTRIES)


def built(folder: Path | None, entries: list[Entry]) -> RememberedTexts:
    """A build of some events that is over."""
    texts = remembered(folder)
    texts.prepare(entries)
    texts.save(entries)
    return texts


def test_texts_are_the_same_from_memory_and_from_files(tmp_path: Path) -> None:
    assert said(built(None, ENTRIES), ENTRIES) == FRESH
    assert said(built(tmp_path, ENTRIES), ENTRIES) == FRESH
    texts = remembered(tmp_path)
    assert set(texts.rows) == {entry.digest for entry in ENTRIES} and said(texts, ENTRIES) == FRESH


def test_many_segments_become_one_without_what_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(1, 5):
        built(tmp_path, ENTRIES[:at])
    before = built(tmp_path, ENTRIES[1:])
    assert len(before.segments.names) == 5
    monkeypatch.setattr(segments, "MOST_SEGMENTS", 4)
    after = built(tmp_path, ENTRIES[1:-1])
    after._changed = True
    after.save(ENTRIES[1:-1])
    assert len(after.segments.names) == 1 and said(after, ENTRIES[1:-1]) == said(remembered(tmp_path), ENTRIES[1:-1])
    texts = remembered(tmp_path)
    pieces = [piece for entry in ENTRIES[1:-1] for piece in texts.times(entry)]
    for one in [texts.said(entry, tag) for entry in ENTRIES[1:-1] for tag in TAGS]:
        pieces += [*one.full, *one.discreet]
    assert after.cache.folder is not None
    assert (after.cache.folder / after.segments.names[0]).stat().st_size == sum(map(len, pieces))
    texts.prepare(ENTRIES)
    assert said(texts, ENTRIES) == FRESH


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_a_damaged_segment_is_not_trusted(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "workshops"
    built(tmp_path, ENTRIES)
    segment = next(path.rglob("texts.*"))
    data = segment.read_bytes()
    if harm == "gone":
        segment.unlink()
    else:
        segment.write_bytes(data[:len(data) // 2] if harm == "cut" else data.replace(b"e", b"x"))
    assert said(remembered(tmp_path), ENTRIES) == FRESH


def test_a_short_text_is_the_full_one_without_the_body() -> None:
    serializers = serializers_of(CALENDARS.catalog, CALENDARS.languages)
    for entry in ENTRIES:
        for serializer in serializers.values():
            one = serializer.said(entry)
            bare = dict.fromkeys(entry.text, "")
            entry.text, kept = bare, entry.text
            short = serializer.said(entry)
            entry.text = kept
            assert [bytes(full[:cut]) + SHORT_END for full, cut in zip(one.full, one.cuts, strict=True)] == short.full


def test_rows_are_made_once_for_a_key_and_damaged_ones_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MOST_SEGMENTS", 3)
    made: list[bytes] = []

    def rows(keys: list[bytes], folder: Path | None = tmp_path) -> list[bytes]:
        """A build that asks for some rows."""
        def make(number: int) -> bytes:
            made.append(keys[number])
            return b"row of " + keys[number]

        made.clear()
        found = RememberedRows(Cache(folder, Path("content"), Path("output"), "")).rows("api", keys, make)
        assert [bytes(row) for row in found] == [b"row of " + key for key in keys]
        return list(made)

    assert rows([b"a", b"b"]) == [b"a", b"b"] and rows([b"b", b"a"]) == []
    assert rows([b"a", b"c"]) == [b"c"] and rows([b"a", b"b", b"c"]) == [b"b"]
    for number in range(5):
        assert rows([b"a", b"%d" % number]) == [b"%d" % number]
    for segment in tmp_path.rglob("rows-api.*"):
        segment.write_bytes(segment.read_bytes().replace(b"row", b"cow"))
    assert rows([b"a", b"4"]) == [b"a", b"4"]
    assert rows([b"a"], None) == rows([b"a"], None) == [b"a"]
