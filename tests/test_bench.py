"""The benchmark measures what it says: the same corpus for all, and builds that are looked into."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench import gen
from bench.measure import Run
from bench.report import page
from bench.run import Outcome, table
from bench.verify import Found, holding, same_rule, verify

ROOT = Path(__file__).parents[1]
EVENTS = 60


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus, built as the benchmark builds it."""
    folder = tmp_path_factory.mktemp("bench")
    gen.generate(EVENTS, folder / "content", "workshops")
    command = [sys.executable, "-m", "pelican", str(folder / "content"), "-o", str(folder / "out"), "-q",
               "-s", str(ROOT / "tests/bench/like_for_like.py"), "-e", f'CACHE_PATH="{folder / "cache"}"']
    subprocess.run(command, check=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")})
    return folder


def test_like_for_like_writes_what_the_others_write_and_no_more(built: Path) -> None:
    found = verify(built / "out", EVENTS)
    assert found.complaints(EVENTS, len(gen.PROGRAMS)) == []
    assert found.event_pages == found.event_files == found.full == EVENTS
    names = {path.relative_to(built / "out").as_posix() for path in (built / "out").rglob("*") if path.is_file()}
    mine = {name for name in names if not name.startswith(("events/", "programs/", "feeds/program/", "theme/"))}
    assert mine == {"feeds/all.ics"}
    assert (built / "out/events/page/2/index.html").exists(), "lists have fifty events a page"
    assert sum(name.startswith("feeds/program/") for name in names) == len(gen.PROGRAMS)


def test_the_check_notices_what_is_missing_or_wrong(built: Path, tmp_path: Path) -> None:
    for path in (built / "out").rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(built / "out")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    first = gen.event(0)
    (tmp_path / f"events/{first.slug}/index.html").unlink()
    feed = tmp_path / "feeds/all.ics"
    feed.write_bytes(feed.read_bytes().replace(f"DTSTART;TZID={first.timezone}:{first.start:%Y%m%dT%H}".encode(),
                                               f"DTSTART;TZID={first.timezone}:{first.start:%Y%m%d}T03".encode()))
    complaints = " ".join(verify(tmp_path, EVENTS).complaints(EVENTS, len(gen.PROGRAMS)))
    assert f"event pages: {EVENTS - 1} of {EVENTS}" in complaints and "right by instant" in complaints


def test_an_edit_is_found_again(built: Path) -> None:
    assert holding(built / "out", "no such marker") == (0, 0)
    pages, calendars = holding(built / "out", f"register/{gen.event(3).slug}")
    assert (pages, calendars) == (1, 3)


def test_the_corpus_is_the_same_every_time_and_for_every_tool(tmp_path: Path) -> None:
    for flavour in gen.FLAVOURS:
        gen.generate(12, tmp_path / flavour, flavour)
        names = sorted(path.stem for path in (tmp_path / flavour / "events").iterdir())
        assert names == sorted(gen.event(number).slug for number in range(12))
        for number in range(12):
            one = gen.event(number)
            text = (tmp_path / flavour / "events" / f"{one.slug}.md").read_text("utf-8")
            assert one.body in text and one.title in text and one.timezone in text
    assert gen.event(7) == gen.event(7) and gen.event(7).slug == "narcan-training-dayton-20271215-00007"


def test_rules_may_end_with_count_or_until() -> None:
    want = frozenset({"FREQ=WEEKLY", "COUNT=8"})
    assert same_rule(frozenset({"FREQ=WEEKLY", "UNTIL=20270101T000000Z"}), want)
    assert not same_rule(frozenset({"FREQ=DAILY", "COUNT=8"}), want)


def test_the_table_sets_everything_beside_hugo() -> None:
    def outcome(tool: str, wall: float) -> Outcome:
        run = Run(wall, 2 * wall, 100, 0, 0)
        return Outcome(tool, 1000, [run], [run], Found(files=10, size=1_000_000), changed=6)

    text = table([outcome("ours", 1.0), outcome("hugo", 2.0)])
    assert "### 1,000 events" in text and "| Hugo | 2.00 | 4.00 | 2.00 |" in text
    assert "| this project, like for like | 1.00 (0.50) | 2.00 (0.50) |" in text


def test_the_page_of_results_is_written_from_whatever_was_measured() -> None:
    text = page({"growth": {"machine": "2 cores", "python": "3.11", "pelican": "4.12", "load": 1.5, "rows": [[100, 0.5, 60.0]]}})
    assert "| 100 | 0.50 | 5.00 | 60 |" in text and "The machine was busy" in text
    assert "## What was not reached" in text
