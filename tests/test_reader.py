"""Reading units: translations, drafts, keys, and that one bad file takes nothing else down."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from corpus import RECORDS, cases, place
from hypothesis import given, settings
from hypothesis import strategies as st
from workshops.catalog import Catalog
from workshops.checks import check_all
from workshops.loader import load_catalog
from workshops.site import Site

SITE = Site(languages=("en", "es"))
GOOD = (
    b"---\ntitle: Forum\nuid: forum@x\nprogram: narcan-training\norganizer: health-department\nvenue: main-library\n"
    b"start: 2026-12-08 18:00\nend: 19:00\n---\nCome.\n"
)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def catalog(files: dict[str, bytes]) -> Catalog:
    return load_catalog({**RECORDS, **files}, SITE)


def told(found: Catalog) -> list[str]:
    return [str(p) for p in found.problems if "broken-hall" not in p.file]


def test_every_wrong_file_at_once_leaves_the_right_one() -> None:
    wrong = {place(stem): data for stem, data in cases().items()}
    found = catalog({**wrong, "events/forum.md": GOOD})
    assert "forum" in found.entries
    check_all(found, {**RECORDS, **wrong, "events/forum.md": GOOD}, NOW)


def test_broken_translation_leaves_the_event() -> None:
    found = catalog({"events/forum.md": GOOD, "events/forum.es.md": b"---\ntitle: 'Foro\n---\nVenga.\n"})
    assert found.entries["forum"].html.keys() == {"en"}
    assert told(found) == [
        "content/events/forum.es.md:2:8: title: a quotation mark is opened and never closed. "
        "Put the same mark at the end of the value, or take it away."
    ]


def test_translation_names_fields_that_it_cannot_change() -> None:
    found = catalog(
        {"events/forum.md": GOOD, "events/forum.es.md": b"---\ntitle: Foro\nstart: 2026-12-09\ntitel: x\nlang: es\n---\nVenga.\n"}
    )
    assert found.entries["forum"].event.translations["es"]["title"] == "Foro"
    assert [m.partition(":3:")[2] or m.partition(":4:")[2] for m in told(found)] == [
        "1: start: this field is not translated; it is taken from the main file. Delete the line here.",
        "1: `titel` is not a field; did you mean `title`?",
    ]


def test_translation_by_slug() -> None:
    files = {"events/forum.md": GOOD, "events/foro.md": b"---\nlang: es\nslug: forum\ntitle: Foro\n---\nVenga.\n"}
    assert catalog(files).entries["forum"].html["es"]
    lost = catalog({"events/foro.md": files["events/foro.md"]})
    assert "there is no such event" in told(lost)[0]


def test_draft_is_neither_published_nor_blamed() -> None:
    found = catalog({"events/forum.md": GOOD.replace(b"uid:", b"draft: yes\nuid:").replace(b"venue: main-library\n", b"")})
    assert not found.entries and told(found) == []


def test_two_events_with_one_uid_or_one_address() -> None:
    assert "is already that of content/events/a.md" in told(catalog({"events/a.md": GOOD, "events/b.md": GOOD}))[0]
    assert "address 'a'" in told(catalog({"events/a.md": GOOD, "events/b.md": GOOD.replace(b"forum@x", b"b@x\nslug: a")}))[0]


def test_reference_to_a_record_whose_file_is_broken() -> None:
    found = catalog({"events/a.md": GOOD.replace(b"main-library", b"broken-hall")})
    assert told(found) == [
        "content/events/a.md:6:8: venue: 'broken-hall' has a mistake in its own file, venues/broken-hall.md. Mend that file first."
    ]


@pytest.mark.parametrize(("field", "written", "key"), [
    ("venue", "Main Library", "main-library"), ("organizer", "HEALTH DEPARTMENT", "health-department"),
    ("program", "Narcan Training", "narcan-training"),
])  # fmt: skip
def test_the_name_of_a_record_where_its_key_is_asked_for(field: str, written: str, key: str) -> None:
    message = told(catalog({"events/a.md": GOOD.replace(f"{field}: {key}".encode(), f"{field}: {written}".encode())}))
    assert len(message) == 1 and f"{field}: '{written}' is not a key. Did you mean {key}?" in message[0]


def test_a_record_that_no_event_can_name() -> None:
    hall = b"---\ntitle: Grange Hall\nlatitude: 42.5\nlongitude: -76.5\n---\n"
    found = catalog({"venues/Grange Hall.md": hall, "events/a.md": GOOD.replace(b"main-library", b"grange-hall")})
    assert told(found) == [
        "content/events/a.md:6:8: venue: 'grange-hall' is not in the venues folder. Add the file venues/grange-hall.md, or write the name "
        "of one that is there.",
        "content/venues/Grange Hall.md:1:1: no event can name this file, since 'Grange Hall' has more in it than small letters, digits and "
        "hyphens. Rename it: grange-hall.md",
    ]


def test_the_former_name_of_a_record() -> None:
    hall = b"---\ntitle: Grange\naliases: [old-hall]\nlatitude: 42.5\nlongitude: -76.5\n---\n"
    found = catalog({"venues/grange.md": hall, "events/a.md": GOOD.replace(b"main-library", b"old-hall")})
    assert told(found) == ["content/events/a.md:6:8: venue: 'old-hall' is not in the venues folder. Did you mean grange?"]


def test_all_references_are_checked() -> None:
    text = GOOD.replace(
        b"end: 19:00",
        b"cohosts: [health-dept]\nvolunteers:\n  - role: greeter\n    training: narcan\n"
        b"repeat: every Tuesday\ncount: 3\nend: 19:00\nchanges:\n  - date: 2026-12-15\n    venue: mian-library",
    )
    assert [m.split(": ")[1] for m in told(catalog({"events/a.md": text}))] == ["cohosts.1", "volunteers.1.training", "changes.1.venue"]


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from(["events/x.md", "venues/x.md", "pages/x.md", "kit-sites/x.md", "events/x.es.md", "site.yaml"])
)
def test_random_bytes_give_problems_and_no_traceback(data: bytes, path: str) -> None:
    files = {**RECORDS, "events/forum.md": GOOD, "events/x.md": GOOD.replace(b"forum@x", b"x@x"), path: data}
    found = load_catalog(files, SITE)
    assert "forum" in found.entries
    check_all(found, files, NOW)


names = st.sampled_from(
    [
        "title",
        "start",
        "end",
        "duration",
        "repeat",
        "until",
        "count",
        "except",
        "also",
        "changes",
        "dates",
        "sessions",
        "venue",
        "timezone",
        "status",
        "join_url",
        "volunteers",
        "interpretation",
        "cost",
        "image",
        "confirmed_through",
        "uid",
        "slug",
        "languages",
    ]
)
values = st.sampled_from(
    [
        "",
        "x",
        "2026-12-08",
        "2026-12-08 18:00",
        "19:00",
        "every Tuesday",
        "second Tuesday of every month",
        "3",
        "0",
        "yes",
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=YEARLY;BYDAY=20MO",
        "[2026-12-15, 2027-02-30]",
        "[{date: 2026-12-15, start: 25:00}]",
        "[{start: 2026-12-08 18:00, end: 17:00}, {start: 2026-12-08 18:00}]",
        "{a: b}",
        "[[]]",
        "[{}]",
        "America/New_York",
        "EST",
        "es: provided",
        "[{es: maybe}]",
        "1h",
        "-1h",
        "9999-12-31",
        "2026-03-08 02:30",
        "99999999999",
        "é😀",
        "'",
        "[",
        "{role: a, start: '8:00'}",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(names, values), min_size=1, max_size=7))
def test_any_mixture_of_fields_gives_problems_and_no_traceback(lines: list[tuple[str, str]]) -> None:
    data = GOOD.replace(b"---\nCome", "".join(f"{n}: {v}\n" for n, v in lines).encode() + b"---\nCome")
    files = {**RECORDS, "events/x.md": data}
    found = load_catalog(files, SITE)
    assert found.problems
    check_all(found, files, NOW)
