"""Rules between fields: what contradicts is told, what fits is left alone, and nothing is blamed twice."""

from __future__ import annotations

import pytest
from corpus import RECORDS
from workshops.loader import load_catalog
from workshops.site import Site

BASE = {
    "title": "Forum",
    "uid": "forum@x",
    "program": "narcan-training",
    "organizer": "health-department",
    "venue": "main-library",
    "start": "2026-12-08 18:00",
    "end": "19:00",
}


def told(**fields: str) -> list[tuple[str, str]]:
    """Severity and field of what is told of one event; a field set to "" is left out."""
    head = "".join(f"{name.rstrip('_')}: {value}\n" for name, value in {**BASE, **fields}.items() if value)
    catalog = load_catalog({**RECORDS, "events/x.md": f"---\n{head}---\n".encode()}, Site())
    return [(p.severity, p.field) for p in catalog.problems if p.file.endswith("x.md")]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"venue": "", "mode": "online", "registration": "required", "registration_url": "https://x.example.org"},
        {"venue": "", "join_url": "https://x.example.org/j", "join_public": "yes"},
        {"mode": "hybrid", "join_url": "https://x.example.org/j", "join_public": "yes"},
        {"venue": "", "start": "", "end": "", "dates": "[{start: 2026-12-08 18:00, end: '19:00', venue: main-library}]"},
        {"image": "images/x.jpg", "image_alt": "Two people"},
        {"status": "moved", "previous_start": "2026-12-01 18:00"},
        {"registration": "required", "contact": "info@health.example.org"},
        {"registration": "required", "access": "invite"},
        {"registration": "optional", "registration_by": "2026-12-08 17:00"},
        {"registration": "optional", "registration_by": "2027-02-01", "repeat": "every Tuesday", "count": "9"},
        {"anonymous": "yes", "id_required": "no"},
        {"audience": "[parents, Community Leaders]", "accessibility": "step-free, something of our own"},
        {"repeat": "every Tuesday", "count": "3", "except_": "2026-12-15", "changes": "[{date: 2026-12-22, start: '19:00', end: '20:00'}]"},
        {"repeat": "every Tuesday", "confirmed_through": "2026-12-31", "except_": "2027-01-06", "changes": "[{date: 2027-02-03}]"},
        {
            "start": "",
            "end": "",
            "attend_all": "yes",
            "sessions": "[{start: 2027-02-03 9:00, end: '12:00'}, {start: 2027-02-10 9:00, end: '12:00'}]",
        },
        {"status": "cancelled", "venue": "", "mode": "online"},
    ],
)
def test_what_fits_is_left_alone(fields: dict[str, str]) -> None:
    assert told(**fields) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"venue": ""}, [("error", "venue")]),
        ({"venue": "", "mode": "in-person"}, [("error", "mode")]),
        ({"venue": "", "start": "", "end": "", "dates": "[{start: 2026-12-08 18:00, end: '19:00'}]"}, [("error", "venue")]),
        ({"join_url": "https://x.example.org/j"}, [("error", "join_url")]),
        ({"image": "images/x.jpg"}, [("error", "image")]),
        ({"uid": ""}, [("warning", "")]),
        ({"registration_by": "2026-12-01"}, [("warning", "registration_by")]),
        ({"changes": "[{date: 2026-12-09, status: cancelled}]"}, [("error", "changes.1.date")]),
        ({"also": "2026-12-10", "changes": "[{date: 2026-12-11, status: cancelled}]"}, [("error", "changes.1.date")]),
        (
            {"start": "", "end": "", "dates": "[{start: 2026-12-08 18:00, end: '19:00'}]", "changes": "[{date: 2026-12-08}]"},
            [("error", "changes.1.date")],
        ),
        (
            {"start": "", "end": "", "dates": "[{start: 2026-12-08 18:00, end: '19:00'}]", "except_": "2026-12-08", "count": "3"},
            [("warning", "except"), ("warning", "count")],
        ),
        ({"start": "2026-12-08", "end": "", "also": "2026-12-10 18:00"}, [("warning", "also")]),
        ({"repeat": "every Tuesday 6 to 7:30 pm", "count": "3"}, [("error", "repeat")]),
        ({"repeat": "no"}, [("error", "repeat")]),
        ({"anonymous": "yes", "id_required": "yes"}, [("warning", "id_required")]),
        ({"registration": "optional", "registration_by": "2026-12-10"}, [("warning", "registration_by")]),
        ({"registration": "optional", "registration_by": "2026-12-09 10:00"}, [("warning", "registration_by")]),
        ({"interpretation": "[es]", "interpretation_by": "2027-12-01"}, [("warning", "interpretation_by")]),
        ({"repeat": "every Tuesday"}, [("error", "repeat")]),
        ({"repeat": "every Tuesday", "count": "3", "until": "2027-01-05"}, [("error", "count")]),
        ({"repeat": "every Tuesday", "count": "3", "start": "2026-12-09 18:00"}, [("error", "start")]),
    ],
)
def test_what_contradicts_is_told(fields: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert told(**fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"venue": "'Main Library, left'"}, ["venue"]),
        ({"mode": "zoom", "venue": ""}, ["mode"]),
        ({"end": "late"}, ["end"]),
        ({"repeat": "every Tuesday", "until": "someday"}, ["until"]),
        ({"image": "x.jpg", "image_alt": "[a, b]"}, ["image_alt"]),
        ({"registration": "required", "registration_url": "x"}, ["registration_url"]),
        ({"start": "soon"}, ["start"]),
        ({"uid": "a b"}, ["uid"]),
        ({"repeat": "[every Tuesday]", "count": "3", "except_": "2026-12-16"}, ["repeat"]),
        ({"start": "", "end": "", "dates": "[{start: soon}]"}, ["dates.1.start"]),
        ({"attend_all": "yes", "sessions": "[{end: '12:00'}]", "start": "", "end": ""}, ["sessions.1.start"]),
        ({"program": "Narcan Training!"}, ["program"]),
        ({"cohosts": "[a b]"}, ["cohosts.1"]),
    ],
)
def test_a_wrong_value_is_not_blamed_twice(fields: dict[str, str], expected: list[str]) -> None:
    assert [name for _, name in told(**fields)] == expected


def test_problems_of_unrelated_fields_come_together() -> None:
    assert told(end="17:00", venue="main-libary", image="x.jpg", capacity="many", status="canceled", audience="parent") == [
        ("error", "venue"),
        ("error", "end"),
        ("error", "image"),
        ("error", "capacity"),
        ("error", "status"),
        ("error", "audience"),
    ]
