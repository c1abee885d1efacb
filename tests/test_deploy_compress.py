"""Copies compressed ahead: a server sends them without looking at their age, so a stale one must never
stay."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest
import servers

FEED = b"BEGIN:VCALENDAR\r\n" + b"SUMMARY:Naloxona \xf0\x9f\x92\x99\r\n" * 60


def run(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(servers.DEPLOY / "compress.py"), str(folder)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def copies(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.gz")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds/all.ics").write_bytes(FEED)
    (tmp_path / "index.html").write_bytes(b"<p>hello</p>" * 100)
    (tmp_path / "tiny.html").write_bytes(b"<p>hello</p>")
    (tmp_path / "noise.txt").write_bytes(os.urandom(2000))
    (tmp_path / "flyer.pdf").write_bytes(b"%PDF" + bytes(2000))
    (tmp_path / "a.pf_meta").write_bytes(bytes(2000))
    return tmp_path


def test_text_worth_it_gets_a_copy_that_unpacks_to_the_file(site: Path) -> None:
    run(site)
    assert copies(site) == {"feeds/all.ics.gz", "index.html.gz"}
    assert gzip.decompress((site / "feeds/all.ics.gz").read_bytes()) == FEED


def test_a_second_run_touches_nothing(site: Path) -> None:
    run(site)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in site.rglob("*")}
    assert run(site) == "compressed copies: 0 written, 0 removed\n"
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in site.rglob("*")} == before


def test_the_same_file_gives_the_same_copy_whenever_it_is_made(site: Path) -> None:
    run(site)
    first = (site / "feeds/all.ics.gz").read_bytes()
    (site / "feeds/all.ics.gz").unlink()
    os.utime(site / "feeds/all.ics", (1_000_000_000, 1_000_000_000))
    run(site)
    assert (site / "feeds/all.ics.gz").read_bytes() == first
    assert (site / "feeds/all.ics.gz").stat().st_mtime == 1_000_000_000, "nginx makes its ETag of it"


@pytest.mark.parametrize("left_behind", [gzip.compress(b"an older feed"), b"", b"\x1f\x8b\x08cut"], ids=["older", "empty", "cut"])
def test_a_copy_that_is_not_the_file_is_made_again_even_if_it_is_younger(
    site: Path, left_behind: bytes
) -> None:
    copy = site / "feeds/all.ics.gz"
    copy.write_bytes(left_behind)
    os.utime(copy, (4_000_000_000, 4_000_000_000))
    run(site)
    assert gzip.decompress(copy.read_bytes()) == FEED


def test_copies_of_files_that_went_away_or_became_small_go_too(site: Path) -> None:
    run(site)
    (site / "feeds/all.ics").unlink()
    (site / "index.html").write_bytes(b"short")
    (site / "feeds/all.ics.br").write_bytes(b"nothing here can read this")
    assert run(site).endswith("3 removed\n")
    assert copies(site) == set()
    assert not (site / "feeds/all.ics.br").exists()


def test_an_archive_that_the_site_offers_for_download_is_not_ours_to_touch(site: Path) -> None:
    (site / "toolkit.tar.gz").write_bytes(gzip.compress(b"a toolkit"))
    run(site)
    assert gzip.decompress((site / "toolkit.tar.gz").read_bytes()) == b"a toolkit"


@pytest.mark.parametrize("arguments", [[], ["nowhere"]])
def test_without_a_folder_it_says_how_it_is_called(arguments: list[str], tmp_path: Path) -> None:
    command = [sys.executable, str(servers.DEPLOY / "compress.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: ")
