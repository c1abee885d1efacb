"""The editor: only the lines that must change, change."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workshops import frontmatter
from workshops.edit import EditError, Editor

SERIES = """---
# our monthly class
title: 'Narcan training'   # short!
status: scheduled
except: [2027-05-11]  # holiday
changes:
  # snow
  - date: 2027-02-09
    status: moved

  - date: 2027-03-09
    note: "Room 2"
start: 2026-12-08 18:00
volunteers:
- role: greeter
  needed: 2
# the end
---
Body: stays
---
"""


def edited(text: str, *changes: tuple[Any, ...]) -> str:
    editor = Editor(text.encode())
    for name, *args in changes:
        getattr(editor, name)(*args)
    return editor.bytes.decode()


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    diff = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [line[2:] for line in diff if line[0] == "-"], [line[2:] for line in diff if line[0] == "+"]


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        (("set", "status", "cancelled"), ["status: scheduled"], ["status: cancelled"]),
        (("set", "title", "It's new"), ["title: 'Narcan training'   # short!"], ["title: 'It''s new'   # short!"]),
        (("set", "capacity", 30), [], ["capacity: 30"]),
        (("set", "anonymous", True), [], ["anonymous: yes"]),
        (("set", ("changes", 0, "status"), "cancelled"), ["    status: moved"], ["    status: cancelled"]),
        (("set", ("changes", 1, "note"), "Room 3: left"), ['    note: "Room 2"'], ['    note: "Room 3: left"']),
        (("set", ("changes", 0, "note"), "ice"), [], ["    note: ice"]),
        (
            ("append_entry", "changes", {"date": "2027-04-13", "status": "cancelled", "note": "ice: closed"}),
            [],
            ["  - date: 2027-04-13", "    status: cancelled", '    note: "ice: closed"'],
        ),
        (("append_entry", "volunteers", {"role": "driver", "needed": 1}), [], ["- role: driver", "  needed: 1"]),
        (("append_entry", "dates", {"start": "2027-01-01 10:00"}), [], ["dates:", "  - start: 2027-01-01 10:00"]),
        (("append_item", "except", "2027-06-08"), ["except: [2027-05-11]  # holiday"], ["except: [2027-05-11, 2027-06-08]  # holiday"]),
        (("append_item", "also", "2027-06-09 10:00"), [], ["also: [2027-06-09 10:00]"]),
        (("remove", "status"), ["status: scheduled"], []),
        (("remove", ("changes", 0)), ["  - date: 2027-02-09", "    status: moved"], []),
        (("remove", ("changes", 0, "date")), ["  - date: 2027-02-09", "    status: moved"], ["  - status: moved"]),
        (("remove", ("changes", 1, "note")), ['    note: "Room 2"'], []),
        (("remove", "volunteers"), ["volunteers:", "- role: greeter", "  needed: 2"], []),
        (("rename", "status", "state"), ["status: scheduled"], ["state: scheduled"]),
        (
            ("set", "changes", [{"date": "2027-01-01"}]),
            ["  # snow", "  - date: 2027-02-09", "    status: moved", "", "  - date: 2027-03-09", '    note: "Room 2"'],
            ["  - date: 2027-01-01"],
        ),
        (("set", "results", {"attended": 22, "kits": 18}), [], ["results:", "  attended: 22", "  kits: 18"]),
    ],
)
def test_only_those_lines_change(change: tuple[Any, ...], gone: list[str], come: list[str]) -> None:
    after = edited(SERIES, change)
    old, new = changed_lines(SERIES, after)
    assert (old, new) == (gone, come)


def test_new_field_stands_where_it_belongs_and_before_the_last_comment() -> None:
    editor = Editor(SERIES.encode())
    editor.set("status_note", "ice", after=("title", "status"))
    assert b"status: scheduled\nstatus_note: ice\nexcept" in editor.bytes
    editor.set("kit", "nasal")
    assert b"  needed: 2\nkit: nasal\n# the end\n---\n" in editor.bytes


def test_second_date_goes_behind_the_first_in_each_way_of_writing_lists() -> None:
    assert "except: 2027-05-11, 2027-06-08\n" in edited("---\nexcept: 2027-05-11\n---\n", ("append_item", "except", "2027-06-08"))
    assert "except: May 11, 2027; 2027-06-08\n" in edited("---\nexcept: May 11, 2027\n---\n", ("append_item", "except", "2027-06-08"))
    assert "- 2027-05-11\n- 2027-06-08\n" in edited("---\nexcept:\n- 2027-05-11\n---\n", ("append_item", "except", "2027-06-08"))
    assert "except: [2027-06-08]\n" in edited("---\nexcept:\n---\n", ("append_item", "except", "2027-06-08"))
    assert 'changes: [{date: 2027-01-01}, {date: 2027-02-01, note: "a, b"}]' in edited(
        "---\nchanges: [{date: 2027-01-01}]\n---\n", ("append_entry", "changes", {"date": "2027-02-01", "note": "a, b"})
    )


def test_one_group_becomes_a_list_of_two() -> None:
    after = edited("---\nchanges:\n  date: 2027-01-01\nroom: A\n---\n", ("append_entry", "changes", {"date": "2027-02-01"}))
    assert frontmatter.read(after.encode(), "x").values == {"changes": [{"date": "2027-01-01"}, {"date": "2027-02-01"}], "room": "A"}


def test_windows_line_ends_byte_order_mark_and_accents_stay() -> None:
    data = "\ufeff---\r\ntitle: Capacitación 😀\r\nroom: A\r\n---\r\nTexto\r\n".encode()
    editor = Editor(data)
    editor.set("status", "cancelled", after=("title",))
    assert editor.bytes == data.replace(b"room", b"status: cancelled\r\nroom")
    editor.remove("status")
    assert editor.bytes == data


def test_file_without_a_last_line_end() -> None:
    assert edited("---\ntitle: A\n---", ("set", "room", "B")) == "---\ntitle: A\nroom: B\n---"


def test_empty_value_and_comment_behind_it() -> None:
    assert edited("---\nend:\ntitle: x\n---\n", ("set", "end", "19:00")) == "---\nend: 19:00\ntitle: x\n---\n"
    assert edited("---\nend:  # when?\n---\n", ("set", "end", "19:00")) == "---\nend: 19:00  # when?\n---\n"


def test_block_of_text_is_replaced_whole() -> None:
    before = "---\nbring: |\n  A coat\n  A friend\n# c\nroom: 1\n---\n"
    assert edited(before, ("set", "bring", "Nothing")) == "---\nbring: Nothing\n# c\nroom: 1\n---\n"
    assert edited(before, ("remove", "bring")) == "---\n# c\nroom: 1\n---\n"


def test_plain_pelican_header() -> None:
    before = "Title: A\nStart: 2026-12-08 18:00\n\nBody\n"
    assert edited(before, ("set", "start", "2026-12-09 18:00")) == before.replace("08", "09")
    assert edited(before, ("set", "status", "cancelled")) == before.replace("18:00\n", "18:00\nStatus: cancelled\n")
    with pytest.raises(EditError, match="---"):
        edited(before, ("append_entry", "changes", {"date": "2027-01-01"}))


@pytest.mark.parametrize("data", [b"---\ntitle: x\n", b"---\ntitle: 'x\n---\n", b"---\nroom: \xe9\n---\n", b"---\na: &x 1\n---\n"])
def test_unreadable_file_is_refused(data: bytes) -> None:
    with pytest.raises(EditError):
        Editor(data)


def test_editor_is_unchanged_after_a_refused_change() -> None:
    editor = Editor(SERIES.encode())
    with pytest.raises(EditError, match="already"):
        editor.rename("status", "title")
    with pytest.raises(EditError, match="already"):
        editor.insert("status", "x")
    assert editor.bytes == SERIES.encode()


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30) | st.text(" :#-'\"\\[]{},&*!|>%@`?~\t\nab", max_size=12)
names = st.sampled_from(["title", "room", "status", "bring", "note"])


@given(st.lists(st.tuples(names, words), min_size=1, max_size=6))
def test_what_is_set_is_read_back_and_the_rest_stays(changes: list[tuple[str, str]]) -> None:
    editor = Editor(SERIES.encode())
    expected = editor.values
    for name, text in changes:
        editor.set(name, text)
        expected[name] = text
        assert editor.values == expected
    read = frontmatter.read(editor.bytes, "x.md")
    assert read.values == expected
    assert read.body == "Body: stays\n---\n"


@given(st.lists(st.dictionaries(st.sampled_from(["date", "note", "venue"]), words, min_size=1), min_size=1, max_size=4))
def test_entries_are_read_back(entries: list[dict[str, str]]) -> None:
    editor = Editor(SERIES.encode())
    for entry in entries:
        editor.append_entry("changes", entry)
    assert editor.get("changes")[2:] == entries
    for _ in entries:
        editor.remove(("changes", 2))
    assert editor.bytes == SERIES.encode()
