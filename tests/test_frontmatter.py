"""Fields of a file as text: what is read, where it stands, and that nothing written can break the reader."""

from __future__ import annotations

import pytest
from corpus import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from workshops.frontmatter import _simple, read
from workshops.yamltree import Broken, parse, scalar


def values(head: str) -> dict[str, object]:
    front = read(f"---\n{head}\n---\nBody\n".encode(), "x.md")
    assert not front.problems
    assert front.body == "Body\n"
    return front.values


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("18:00", "18:00"),
        ("no", "no"),
        ("02134", "02134"),
        ("1.50", "1.50"),
        ("null", "null"),
        ("~", "~"),
        ("2026-12-08", "2026-12-08"),
        ("'yes'", "yes"),
        ('"a: b"', "a: b"),
        ("Línea 988", "Línea 988"),
        ("😀 party", "😀 party"),
        ("C#5", "C#5"),
        ("0x1F", "0x1F"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("It's on", "It's on"),
        ('"a\\tb"', "a\tb"),
        ("x  # remark", "x"),
    ],
)
def test_scalars_stay_text(written: str, text: str) -> None:
    assert values(f"a: {written}") == {"a": text}
    assert values(f"a: {written}\nb:\n  - c") == {"a": text, "b": ["c"]}


def test_names_are_not_case_sensitive() -> None:
    assert values("Title: A\nSTART: b\nChanges:\n  - Date: c") == {"title": "A", "start": "b", "changes": [{"date": "c"}]}


def test_lists_and_groups() -> None:
    assert values("a: [x, y]\nb:\n- c: d\n  e: f\ng: {h: i}\nj: |\n  one\n  two\nk: >\n  one\n  two") == {
        "a": ["x", "y"],
        "b": [{"c": "d", "e": "f"}],
        "g": {"h": "i"},
        "j": "one\ntwo\n",
        "k": "one two\n",
    }


def test_body_line_counts_from_the_top_of_the_file() -> None:
    assert read(b"---\na: b\n---\n\nBody\n", "x").body_line == 4
    assert read(b"\n\n---\na: b\n---\nBody\n", "x").body_line == 6
    assert read(b"Title: b\n\nBody\n", "x").body_line == 3


def test_hyphens_in_the_body_do_not_end_anything() -> None:
    front = read(b"---\na: b\n---\nOne\n\n---\n\nTwo\n---\n", "x")
    assert front.values == {"a": "b"} and front.body == "One\n\n---\n\nTwo\n---\n"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_make_no_difference(ends: str, mark: str) -> None:
    front = read((mark + "---\ntitle: A\nend: b\n---\nBody\n".replace("\n", ends)).encode(), "x.md")
    assert (front.values, front.body, front.problems) == ({"title": "A", "end": "b"}, "Body\n", [])
    assert front.position(("end",)) == (3, 6)


def test_positions_of_nested_values() -> None:
    front = read("---\ntitle: 😀 x\nchanges:\n  - date: a\n    note: b\ntags: [é, f]\n---\n".encode(), "x.md")
    assert front.position(("changes", 0, "note")) == (5, 11)
    assert front.position(("changes", 0, "note", "")) == (5, 5)
    assert front.position(("tags", 1)) == (6, 11)
    assert front.position(("changes", 0, "venue")) == (4, 5), "the entry that lacks it"
    assert front.position(("missing",)) == (1, 1)


def test_other_lines_are_read_after_a_broken_one() -> None:
    front = read(b"---\ntitle: a: b\nroom: 'x\nchanges:\n  - date: y\n    note: c: d\n  - date: z\nend: 19:00\n---\nBody", "x.md")
    assert [(p.line, p.field) for p in front.problems] == [(2, "title"), (3, "room"), (6, "note")]
    assert front.values == {"changes": [{"date": "y"}, {"date": "z"}], "end": "19:00"}
    assert {"title", "room"} <= front.broken
    assert front.body == "Body"


def test_a_file_full_of_nonsense_gives_a_bounded_number_of_problems() -> None:
    front = read(b"---\n" + b"a: b: c\n" * 2000 + b"---\n", "x.md")
    assert 1 <= len(front.problems) <= 30


pieces = st.sampled_from(
    [
        "a",
        "Title",
        " ",
        ": ",
        ":",
        "#",
        " #",
        "-",
        "- ",
        "'",
        '"',
        "[",
        "]",
        ", ",
        "{",
        "}",
        "\n",
        "\n",
        "\nb: ",
        "  ",
        "é",
        "😀",
        "\t",
        "\xa0",
        "“",
        "”",
        "&x",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "18:00",
        "\u2028",
        "\x85",
        "\x07",
        "?",
        "~",
        "\\",
    ]
)
heads = st.lists(pieces, max_size=14).map("".join) | st.text(max_size=30)


@settings(max_examples=600)
@given(heads)
def test_fast_reader_agrees_with_yaml(head: str) -> None:
    fast = _simple(f"title: x\n{head}\n")
    if fast is None:
        return
    try:
        assert parse(f"title: x\n{head}\n").value() == fast
    except Broken as broken:
        raise AssertionError(broken.message) from broken


@settings(max_examples=300)
@given(st.binary(max_size=300) | heads.map(lambda h: f"---\n{h}\n---\nx".encode()))
def test_nothing_breaks_the_reader(data: bytes) -> None:
    front = read(data, "x.md")
    for problem in front.problems:
        assert problem.line >= 1 and problem.column >= 1 and problem.message and problem.hint
    front.position(("title",))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_written_text_is_read_back(text: str) -> None:
    for style in ("", "'", '"'):
        assert parse(f"a: {scalar(text, style)}\n").value() == {"a": text}


@given(
    st.sampled_from([data for data in cases().values() if len(data) < 3000]),
    st.integers(0, 2000),
    st.integers(0, 40),
    st.binary(max_size=5),
)
def test_damaged_files_never_break_the_reader(data: bytes, at: int, gone: int, come: bytes) -> None:
    read(data[:at] + come + data[at + gone :], "x.md")
