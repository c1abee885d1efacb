"""`workshops check` as people and programs use it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result
from corpus import RECORDS
from workshops.cli import main

EVENT = """---
title: Narcan training
uid: a@example.org
program: narcan-training
organizer: health-department
end: '17:00'
start: 2026-12-08 18:00
venue: main-library
---
Come.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one wrong event in the working folder."""
    for path, data in RECORDS.items():
        if "broken" not in path:
            write(tmp_path / "content" / path, data)
    write(tmp_path / "content/events/2026-12-08-main-library.md", EVENT.encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    return tmp_path


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def run(*arguments: str, keys: str = "") -> Result:
    return CliRunner().invoke(main, ["check", *arguments], input=keys, catch_exceptions=False)


def test_example_of_the_event_model_word_for_word(site: Path) -> None:
    result = run()
    assert result.exit_code == 1
    assert (
        "content/events/2026-12-08-main-library.md:6:6: end: '17:00' is before start '18:00'. "
        "If it ends after midnight, write the date too: 2026-12-09 17:00\n"
    ) in result.output
    assert result.output.startswith("1 error:\n") and result.output.endswith("1 error, 0 warnings in 4 files.\n")


def test_sound_content_ends_with_0(site: Path) -> None:
    write(site / "content/events/2026-12-08-main-library.md", EVENT.replace("17", "19").encode())
    assert (run().exit_code, run().output) == (0, "4 files read, no mistakes found.\n")


def test_warnings_end_with_0_unless_strict(site: Path) -> None:
    write(site / "content/events/2026-12-08-main-library.md", EVENT.replace("17", "19").replace("venue", "langauges: en\nvenue").encode())
    assert run().exit_code == 0
    assert "1 warning:\n" in run().output and "did you mean `languages`?" in run().output
    assert run("--strict").exit_code == 1


def test_json(site: Path) -> None:
    result = run("--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.output) == {
        "problems": [
            {
                "file": "content/events/2026-12-08-main-library.md",
                "line": 6,
                "column": 6,
                "field": "end",
                "severity": "error",
                "message": "'17:00' is before start '18:00'.",
                "hint": "If it ends after midnight, write the date too: 2026-12-09 17:00",
            }
        ]
    }


def test_github_annotations_are_escaped(site: Path) -> None:
    write(site / "content/events/50%, a:b.md", EVENT.replace("a@", "b@").encode())
    lines = run("--format", "github").output.splitlines()
    assert lines[0].startswith("::error file=content/events/2026-12-08-main-library.md,line=6,col=6,title=end::end: '17:00' is before")
    assert any(line.startswith("::error file=content/events/50%25%2C a%3Ab.md,line=") for line in lines)


@pytest.mark.parametrize(
    ("folder", "path", "shown"),
    [
        (".", "content", "content/events/2026-12-08-main-library.md"),
        (".", "content/", "content/events/2026-12-08-main-library.md"),
        (".", "content/events", "content/events/2026-12-08-main-library.md"),
        (".", "content/events/2026-12-08-main-library.md", "content/events/2026-12-08-main-library.md"),
        ("content", ".", "events/2026-12-08-main-library.md"),
        ("content", "events/2026-12-08-main-library.md", "events/2026-12-08-main-library.md"),
        ("content/events", "2026-12-08-main-library.md", "2026-12-08-main-library.md"),
        ("content/venues", "../events/2026-12-08-main-library.md", "../events/2026-12-08-main-library.md"),
    ],
)
def test_files_are_named_as_the_user_named_them(site: Path, folder: str, path: str, shown: str) -> None:
    os.chdir(site / folder)
    result = run("--format", "json", path)
    assert [p["file"] for p in json.loads(result.output)["problems"]] == [shown]


def test_absolute_paths_and_the_content_option(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    os.chdir(tmp_path_factory.mktemp("elsewhere"))
    file = site / "content/events/2026-12-08-main-library.md"
    assert f"\n{file}:6:6: " in run(str(file)).output
    result = CliRunner().invoke(main, ["--content", str(site / "content"), "check"])
    assert f"\n{file}:6:6: " in result.output


def test_a_file_is_checked_against_the_rest_and_only_its_problems_are_told(site: Path) -> None:
    write(site / "content/events/b.md", EVENT.replace("17", "19").replace("a@", "b@").replace("18:00", "16:00").encode())
    assert run("content/events/b.md").exit_code == 0
    write(site / "content/events/b.md", EVENT.replace("17", "19").replace("main-library", "main-libary").encode())
    result = run("content/events/b.md")
    assert "Did you mean main-library?" in result.output and "17:00" not in result.output


def test_content_below_a_folder_called_pages(site: Path) -> None:
    (site / "pages").mkdir()
    (site / "content").rename(site / "pages" / "content")
    assert "pages/content/events/" in run("pages/content").output


@pytest.mark.parametrize("arguments", [["nowhere"], ["--format", "xml"], ["/etc/hostname"]])
def test_wrong_use_ends_with_2(site: Path, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_no_content_folder_ends_with_2_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run()
    assert result.exit_code == 2 and "no file or folder content" in result.output


def test_settings_that_cannot_be_read_end_with_1(site: Path) -> None:
    (site / "pelicanconf.py").write_text("SITEURL = 'https://x.example.org'\n1/0\n")
    result = run()
    assert result.exit_code == 1 and "ZeroDivisionError" in result.output


def test_fix_shows_a_diff_and_asks(site: Path) -> None:
    file = site / "content/events/2026-12-08-main-library.md"
    wrong = EVENT.replace("17:00", "7 pm").replace("uid: a@example.org\n", "")
    file.write_text(wrong)
    (site / "pelicanconf.py").write_text("SITEURL = 'https://x.example.org'\n")
    result = run("--fix")
    assert "Nothing written." in result.output and file.read_text() == wrong, "without a terminal nobody agreed"
    assert "-end: '7 pm'\n+end: '19:00'\n" in result.output and "+uid: 2026-12-08-main-library@x.example.org\n" in result.output
    result = run("--fix", "--yes")
    assert result.exit_code == 0 and "1 file written." in result.output
    assert file.read_text() == EVENT.replace("17", "19").replace("a@example.org", "2026-12-08-main-library@x.example.org")
    assert "Nothing to mend" in run("--fix").output


def test_a_file_that_is_too_long_is_never_written(site: Path) -> None:
    file = site / "content/events/2026-12-08-main-library.md"
    whole = EVENT.replace("17:00", "7 pm").encode() + b"Come. " * 200_000
    file.write_bytes(whole)
    assert "larger than 1 MB" in run("--fix", "--yes").output
    assert file.read_bytes() == whole


def test_an_event_that_is_a_link_to_a_file_elsewhere(site: Path) -> None:
    file = site / "content/events/2026-12-08-main-library.md"
    file.rename(site / "shared.md")
    file.symlink_to(site / "shared.md")
    assert "content/events/2026-12-08-main-library.md:6:6: end:" in run("content/events/2026-12-08-main-library.md").output


def test_a_broken_link_is_told_once(site: Path) -> None:
    write(site / "content/pages/about.md", b"---\ntitle: About\n---\n\n[x]({filename}/venues/no.md)\n")
    assert run("content/pages").output.count("there is no file content/venues/no.md") == 1


@pytest.mark.parametrize(("keys", "written"), [("y\n", True), ("n\n", False), ("\n", False), ("\x03", False), ("\x04", False)])
def test_fix_in_a_terminal(site: Path, keys: str, written: bool) -> None:
    file = site / "content/events/2026-12-08-main-library.md"
    file.write_text(EVENT.replace("17:00", "7 pm"))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "plugins"), "TERM": "xterm"}
    child = pexpect.spawn(
        sys.executable, ["-m", "workshops", "check", "--fix"], cwd=str(site), env=environment, encoding="utf-8", timeout=30
    )
    child.expect("Write this file")
    assert "\x1b[31m-end: '7 pm'" in child.before, "colours on a terminal"
    child.send(keys)
    child.expect(pexpect.EOF)
    child.close()
    assert (file.read_text() == EVENT.replace("17", "19")) is written
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name], "nothing is left behind"
    assert child.exitstatus == (1 if keys in ("\x03", "\x04") else 0)


def test_fix_of_one_file_leaves_the_others(site: Path) -> None:
    for name in "bc":
        write(site / f"content/events/{name}.md", EVENT.replace("17:00", "7 pm").replace("a@", f"{name}@").encode())
    run("--fix", "--yes", "content/events/b.md")
    assert b"7 pm" not in (site / "content/events/b.md").read_bytes()
    assert b"7 pm" in (site / "content/events/c.md").read_bytes()


def test_a_folder_that_is_no_file_and_a_name_that_is_no_text(site: Path) -> None:
    (site / "content/events/x.md").mkdir()
    with open(os.fsencode(site / "content/events") + b"/caf\xe9.md", "wb") as stream:
        stream.write(b"nothing")
    assert "caf?.md:1:1" in run().output
