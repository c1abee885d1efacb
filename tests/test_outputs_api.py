"""The data files: what partners read of events and records, by a schema, safely, and the same on any day."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sample
from jsonschema import Draft202012Validator
from outputs_site import HOSTILE, NOW, SITE, context_of, event, made
from workshops.model import Event
from workshops.outputs import Context
from workshops.outputs import api as module
from workshops.outputs.api import SELDOM, api_jobs, seldom_row
from workshops.outputs.api_schema import DATE, EVENT, FILE, field_table
from workshops.outputs.csvfile import AFTER, SELDOM_EMPTY, cell, columns, csv_jobs
from workshops.outputs.items import MOST
from workshops.site import OUTPUT_KINDS

FULL = event(
    "Night class",
    "2027-03-13 22:00",
    duration="6h",
    title_es="Clase nocturna",
    summary="Learn.",
    audience="[parents, students]",
    uid="n@alder.test",
    mode="hybrid",
    join_url="https://meet.test/x",
    join_public="yes",
    cost="12.50 USD",
    registration="required",
    registration_url="https://r.test/?a=1&b=2",
    registration_phone="+1 607 555 0100",
    registration_by="2027-03-10",
    drop_in="no",
    languages="[en, es]",
    interpretation="\n  - ase: on request\n  - vi: provided",
    accessibility="[step-free]",
    supports="[childcare]",
    kit="nasal",
    anonymous="yes",
    id_required="no",
    age_min="14",
    minor_with_adult="yes",
    certificate="yes",
    credits="\n  - body: EMS Bureau\n    hours: 1.5\n    status: approved",
    contact="class@alder.test",
    tags="[a, 'b, c']",
    room="Lab",
    availability="few",
    modified="2026-11-20 10:00",
    status="moved",
    status_note="Snow.",
    status_note_es="Nieve.",
    previous_start="2027-03-12 22:00",
)
EVENTS = {
    "full": FULL,
    "plain": event("Plain", "2027-01-21 12:00", uid="p@alder.test"),
    "van": event(
        "Van",
        "2026-11-26 13:00",
        uid="v@alder.test",
        repeat="every Thursday",
        until="2026-12-10",
        changes='\n  - date: 2026-12-03\n    venue: depot\n    status: cancelled\n    note: Ice, "thick".',
    ),
    "fair": event("Fair", "2026-12-05", duration="2 days", uid="f@alder.test"),
    "online": event(
        "Online",
        "2027-01-22 12:00",
        mode="online",
        registration="required",
        registration_url="https://r.test/",
        uid="o@alder.test",
    ),
    "invited": event("Secret supper", "2027-01-23 12:00", access="invite"),
    "closed": event("Police only", "2027-01-24 12:00", access="closed"),
    "old": event("Old", "2025-11-01 12:00"),
}


@pytest.fixture(scope="module")
def context() -> Context:
    return context_of(EVENTS, content__unused="")


def events_of(context: Context) -> dict[str, Any]:
    data = json.loads(made(api_jobs(context))["api/v1/events.json"])
    return {row["slug"]: row for row in data["events"]}


def rows_of(context: Context) -> list[dict[str, str]]:
    return list(
        csv.DictReader(
            io.StringIO(made(csv_jobs(context))["api/v1/events.csv"].decode("utf-8-sig"), newline="")
        )
    )


@pytest.mark.parametrize(
    "make", [lambda: context_of(EVENTS), lambda: Context(sample.calendars())], ids=["county", "sample site"]
)
def test_the_events_are_as_their_schema_says(make: Any) -> None:
    files = made(api_jobs(make()))
    schema = json.loads(files["api/v1/events.schema.json"])
    Draft202012Validator.check_schema(schema)
    data = json.loads(files["api/v1/events.json"])
    assert [
        e.message
        for e in Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(
            data
        )
    ] == []
    assert set(data) == set(FILE) and data["events"]
    for row in data["events"]:
        assert set(row) == set(EVENT)
        assert all(set(date) == set(DATE) for date in row["dates"]) and row["dates"]


def test_what_is_not_public_is_in_no_data_file(context: Context) -> None:
    text = b"".join(data for data in made((*api_jobs(context), *csv_jobs(context))).values()).decode()
    assert "Secret" not in text and "Police" not in text
    assert set(events_of(context)) == {"full", "plain", "van", "fair", "online"}
    assert {row["title"] for row in rows_of(context)} == {"Night class", "Plain", "Van", "Fair", "Online"}


def test_a_private_link_stays_private() -> None:
    context = context_of({"full": FULL})
    entry = context.catalog.entries["full"]
    assert events_of(context)["full"]["join_url"] == rows_of(context)[0]["join_url"] == "https://meet.test/x"
    entry.event = entry.event.model_copy(update={"join_public": False})
    entry.schedule.components[0].details = entry.event
    hidden = context_of({"full": FULL})
    hidden.catalog.entries["full"] = entry
    assert events_of(hidden)["full"]["join_url"] is None and rows_of(hidden)[0]["join_url"] == ""


def test_every_field_says_what_was_written(context: Context) -> None:
    row = events_of(context)["full"]
    dates = row.pop("dates")
    assert row == {
        "id": "n@alder.test",
        "slug": "full",
        "url": {"en": "https://alder.test/events/full/", "es": "https://alder.test/es/events/full/"},
        "calendar": "https://alder.test/events/full/event.ics",
        "lang": "en",
        "title": {"en": "Night class", "es": "Clase nocturna"},
        "summary": {"en": "Learn."},
        "program": "narcan",
        "organizer": "health",
        "cohosts": [],
        "audience": ["parents", "students"],
        "kind": "single",
        "attend_all": False,
        "repeat": None,
        "confirmed_through": None,
        "mode": "hybrid",
        "join_url": "https://meet.test/x",
        "cost": {"amount": 12.5, "currency": "USD"},
        "registration": "required",
        "registration_url": "https://r.test/?a=1&b=2",
        "registration_phone": "+1 607 555 0100",
        "registration_by": "2027-03-10",
        "drop_in": False,
        "languages": ["en", "es"],
        "interpretation": [{"lang": "ase", "on_request": True}, {"lang": "vi", "on_request": False}],
        "accessibility": ["step-free"],
        "supports": ["childcare"],
        "kit": "nasal",
        "anonymous": True,
        "id_required": False,
        "age_min": 14,
        "minor_with_adult": True,
        "credits": [{"body": "EMS Bureau", "hours": 1.5, "number": None, "status": "approved"}],
        "certificate": True,
        "contact": "class@alder.test",
        "tags": ["a", "b, c"],
        "source_url": None,
        "modified": "2026-11-20T15:00:00Z",
    }
    assert dates == [
        {  # the night is an hour shorter: clocks go forward
            "start": "2027-03-13T22:00:00-05:00",
            "end": "2027-03-14T05:00:00-04:00",
            "uid": "n@alder.test",
            "all_day": False,
            "timezone": "America/New_York",
            "status": "moved",
            "status_note": {"en": "Snow.", "es": "Nieve."},
            "venue": "main-library",
            "room": {"en": "Lab"},
            "mode": "hybrid",
            "availability": "few",
        }
    ]


def test_dates_of_a_series_tell_what_differs(context: Context) -> None:
    row = events_of(context)["van"]
    assert row["repeat"] == {"en": "Every Thursday", "es": "Todos los jueves"} and row["kind"] == "series"
    assert [(d["start"], d["status"], d["venue"], d["status_note"]) for d in row["dates"]] == [
        ("2026-11-26T13:00:00-05:00", "scheduled", "main-library", {}),
        ("2026-12-03T13:00:00-05:00", "cancelled", "depot", {"en": 'Ice, "thick".'}),
        ("2026-12-10T13:00:00-05:00", "scheduled", "main-library", {}),
    ]
    fair = events_of(context)["fair"]["dates"][0]
    assert (fair["start"], fair["end"], fair["all_day"]) == ("2026-12-05", "2026-12-06", True)
    assert events_of(context)["online"]["dates"][0]["venue"] is None


def test_events_without_rare_fields_say_the_same_in_both_ways(context: Context) -> None:
    entry = context.catalog.entries["plain"]
    assert entry.event.model_fields_set.isdisjoint(SELDOM)
    assert json.loads(module.NOTHING_SELDOM) == json.loads(module.orjson.dumps(seldom_row(entry)))
    from workshops.outputs.csvfile import Table

    assert Table(context).seldom(entry.event) == SELDOM_EMPTY
    assert set(Event.model_fields) >= SELDOM
    assert not SELDOM.isdisjoint(context.catalog.entries["full"].event.model_fields_set)


def test_the_files_name_their_content_and_not_the_day(context: Context) -> None:
    before, after = made(api_jobs(context)), made(api_jobs(context_of(EVENTS, now=NOW + timedelta(days=20))))
    assert before == after and made(csv_jobs(context)) == made(
        csv_jobs(context_of(EVENTS, now=NOW + timedelta(days=20)))
    )
    changed = context_of({**EVENTS, "plain": EVENTS["plain"].replace("Come and learn.", "Bring a friend.")})
    assert (
        json.loads(made(api_jobs(changed))["api/v1/events.json"])["generated_from"]
        != json.loads(before["api/v1/events.json"])["generated_from"]
    )


def test_old_events_go_when_the_feeds_let_them_go() -> None:
    assert "old" in events_of(context_of(EVENTS, now=NOW - timedelta(days=5)))
    assert "old" not in events_of(context_of(EVENTS, now=NOW))


def test_the_licence_is_what_the_content_says(context: Context) -> None:
    assert json.loads(made(api_jobs(context))["api/v1/venues.json"])["licence"] is None
    licensed = context_of(EVENTS, **{"site.yaml": "licence: CC-BY-4.0\n"})
    assert {
        json.loads(data)["licence"]
        for name, data in made(api_jobs(licensed)).items()
        if "schema" not in name
    } == {"CC-BY-4.0"}


def test_the_schema_for_editors_knows_the_fields_of_the_model(context: Context) -> None:
    schema = json.loads(made(api_jobs(context))["api/v1/schema.json"])
    Draft202012Validator.check_schema(schema)
    names = {info.alias or name for name, info in Event.model_fields.items()} - {"translations"}
    assert set(schema["properties"]) == names
    good = {"title": "A", "program": "narcan", "organizer": "health", "start": "2027-01-21 12:00"}
    assert Draft202012Validator(schema).is_valid(good) and not Draft202012Validator(schema).is_valid({**good, "status": "off"})


def test_records_are_told_with_their_feeds(context: Context) -> None:
    files = made(
        api_jobs(
            context_of(
                EVENTS,
                **{
                    "kit-sites__desk.md": "---\ntitle: Front desk\nvenue: main-library\nhours:\n  monday: 9:00-17:00\n"
                    "closures: [2026-12-25]\ncost: 0\nverified: 2026-11-16\n---\n"
                },
            )
        )
    )
    venue = {row["key"]: row for row in json.loads(files["api/v1/venues.json"])["venues"]}["main-library"]
    assert venue["title"] == {"en": "Main Library", "es": "Biblioteca principal"} and venue["zip"] == "02134"
    assert (venue["latitude"], venue["town_key"], venue["calendar"]) == (
        42.5,
        "linden",
        "https://alder.test/feeds/venue/main-library.ics",
    )
    assert [row["key"] for row in json.loads(files["api/v1/organizers.json"])["organizers"]] == ["health"]
    assert [row["key"] for row in json.loads(files["api/v1/programs.json"])["programs"]] == [
        "narcan",
        "volunteer",
    ]
    (desk,) = json.loads(files["api/v1/kit-sites.json"])["kit_sites"]
    assert (desk["street"], desk["town"], desk["hours"], desk["closures"], desk["verified"]) == (
        "12 Main Street",
        "Linden",
        {"monday": "9:00-17:00"},
        ["2026-12-25"],
        "2026-11-16",
    )


def test_the_table_has_a_row_a_date_in_order(context: Context) -> None:
    rows = rows_of(context)
    assert list(rows[0]) == columns(SITE.languages)
    assert [(r["title"], r["start"], r["end"], r["all_day"], r["status"]) for r in rows] == [
        ("Van", "2026-11-26 13:00", "2026-11-26 14:00", "no", "scheduled"),
        ("Van", "2026-12-03 13:00", "2026-12-03 14:00", "no", "cancelled"),
        ("Fair", "2026-12-05", "2026-12-06", "yes", "scheduled"),
        ("Van", "2026-12-10 13:00", "2026-12-10 14:00", "no", "scheduled"),
        ("Plain", "2027-01-21 12:00", "2027-01-21 13:00", "no", "scheduled"),
        ("Online", "2027-01-22 12:00", "2027-01-22 13:00", "no", "scheduled"),
        ("Night class", "2027-03-13 22:00", "2027-03-14 05:00", "no", "moved"),
    ]
    assert (
        rows[1]["url"] == "https://alder.test/events/van/#d20261203T1300"
        and rows[1]["status_note"] == 'Ice, "thick".'
    )
    assert (rows[1]["place"], rows[1]["latitude"], rows[0]["latitude"], rows[0]["room"]) == (
        "The Depot",
        "",
        "42.5",
        "Room 2",
    )
    full = rows[-1]
    assert {
        name: full[name]
        for name in (
            "title_es",
            "status_note_es",
            "cost",
            "registration_phone",
            "interpretation",
            "credits",
            "tags",
            "room",
            "zip",
            "longitude",
            "anonymous",
            "age_min",
        )
    } == {
        "title_es": "Clase nocturna",
        "status_note_es": "Nieve.",
        "cost": "12.50",
        "registration_phone": "'+1 607 555 0100",
        "interpretation": "ase:on-request vi",
        "credits": "EMS Bureau 1.5 h",
        "tags": "a, b, c",
        "room": "Lab",
        "zip": "02134",
        "longitude": "-76.5",
        "anonymous": "yes",
        "age_min": "14",
    }
    assert rows[5]["venue"] == rows[5]["place"] == rows[5]["town"] == "" and set(AFTER) <= set(full)


def test_excel_reads_the_accents() -> None:
    context = context_of({"one": event("Niños y café", "2027-01-21 12:00")})
    data = made(csv_jobs(context))["api/v1/events.csv"]
    assert data.startswith(b"\xef\xbb\xbfid,start,") and data.count(b"\n") == data.count(b"\r\n") == 2
    assert "Niños y café" in data.decode()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r\n=1", "＝1", "|calc", "%0A", '=HYPERLINK("x","y")'],
)
def test_no_text_is_run_as_a_formula(text: str) -> None:
    (read,) = next(csv.reader([cell(text)]))
    assert read == "'" + " ".join(text.split())


@pytest.mark.parametrize("text", ["Plain", "5 pm", "a=b", "Café, bar", 'He said "no"', "two\nlines", "¿Sí?"])
def test_other_texts_are_read_as_they_were_written(text: str) -> None:
    assert next(csv.reader([cell(text)])) == [text.replace("\n", " ")]


def test_hostile_titles_stay_texts() -> None:
    context = context_of(
        {"h": event("'" + HOSTILE.replace("'", "''") + "'", "2027-01-21 12:00", summary="'=cmd|x!A1'")}
    )
    assert events_of(context)["h"]["title"]["en"] == HOSTILE
    (row,) = rows_of(context)
    assert row["title"] == HOSTILE and row["summary"] == "'=cmd|x!A1"


def test_one_language_has_no_further_columns() -> None:
    context = context_of(
        {"one": event("One", "2027-01-21 12:00", title_es="Uno")}, site=replace(SITE, languages=("en",))
    )
    assert "title_es" not in rows_of(context)[0]
    assert events_of(context)["one"]["url"] == {"en": "https://alder.test/events/one/"}


def test_the_documentation_lists_every_field_and_column() -> None:
    text = (sample.ROOT / "docs" / "api.md").read_text("utf-8")
    for table in (FILE, EVENT, DATE):
        assert field_table(table) in text
    assert ", ".join(f"`{name}`" for name in columns(("en", "es"))) in text
    assert ", ".join(f"`{name}`" for name in OUTPUT_KINDS) in text and f"next {MOST} dates" in text
