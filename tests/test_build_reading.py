"""Events read by several processes are the same as those read by one, whatever becomes of the files they travel in."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from large_site import large_files
from workshops.build.cache import Cache
from workshops.build.engine import read_site
from workshops.build.lastgood import Lasting
from workshops.site import Site

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


class Overwritten(Cache):
    """A cache that another build writes to at the same time: what was saved a moment ago is another's now."""

    def load(self, name: str) -> Any:
        found = super().load(name)
        return (found[0], found[1] + 1, {}) if found is not None and name.startswith("events.") else found


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county") / "content"
    for name, data in large_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "events/broken.md").write_bytes(b"---\ntitle: A title alone\n---\n")
    return folder


def told(content: Path, cache: Cache) -> tuple[dict[str, Any], list[str]]:
    catalog = read_site(content, Site(), NOW, cache)
    events = {slug: (entry.digest, entry.event, entry.schedule, entry.html) for slug, entry in catalog.entries.items()}
    return events, [str(problem) for problem in catalog.problems]


@pytest.fixture(scope="module")
def alone(content: Path) -> tuple[dict[str, Any], list[str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKSHOPS_JOBS", "1")
        return told(content, Cache(None, content, content, ""))


CACHES: dict[str, Callable[[Path, Path], Cache]] = {
    "a folder": lambda folder, content: Cache(folder, content, content, ""),
    "no folder": lambda folder, content: Cache(None, content, content, ""),
    "a folder that is a file": lambda folder, content: Cache(folder / "file", content, content, ""),
    "a folder that another build writes to": lambda folder, content: Overwritten(folder, content, content, ""),
    "the preview's memory": lambda folder, content: Lasting(folder, content, content, str(folder)),
}


@pytest.mark.parametrize("kind", CACHES)
def test_several_processes_read_what_one_reads(
    kind: str, content: Path, alone: tuple[dict[str, Any], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("WORKSHOPS_JOBS", "3")
    assert len(alone[0]) == 900 and len(alone[1]) >= 1
    for _ in range(2):  # the second time from what the first remembered
        assert told(content, CACHES[kind](tmp_path, content)) == alone


@pytest.mark.parametrize("kind", ["a folder", "the preview's memory"])
def test_what_several_processes_read_is_remembered_whole(kind: str, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in content.rglob("*.md"):
        os.utime(path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000))
    monkeypatch.setenv("WORKSHOPS_JOBS", "3")
    told(content, CACHES[kind](tmp_path, content))
    later = CACHES[kind](tmp_path, content)
    read: list[str] = []
    monkeypatch.setattr("workshops.build.reading.read_event", lambda unit, *_: read.append(unit.key))
    told(content, later)
    assert not read, "nothing changed, so nothing is read again"
