"""From fields to the model: all problems at once, each at its place, and what is right is kept."""

from __future__ import annotations

import pytest
from workshops import frontmatter
from workshops.load import Reporter, dotted, load, meant
from workshops.model import Event, Venue, field_names

HEAD = "title: Narcan training\nprogram: narcan-training\norganizer: health\n"


def loaded(lines: str, model: type = Event) -> tuple[object, Reporter]:
    front = frontmatter.read(f"---\n{HEAD if model is Event else ''}{lines}\n---\n".encode(), "x.md")
    report = Reporter(front)
    return load(model, front, report), report


def test_a_wrong_value_does_not_hide_the_others() -> None:
    event, report = loaded("start: 2026-12-08 18:00\nend: late\ncapacity: many\nroom: B\nstatus: canceled")
    assert sorted((p.line, p.field) for p in report.problems) == [(6, "end"), (7, "capacity"), (9, "status")]
    assert isinstance(event, Event) and event.room == "B" and event.end is None and event.status == "scheduled"
    assert report.failed and report.is_broken("end") and not report.is_broken("room")


def test_wrong_entries_of_a_list_are_left_out_and_the_others_keep_their_places() -> None:
    event, report = loaded(
        "changes:\n  - date: Feb 30\n  - date: 2027-03-09\n    venue: Main Hall, left\n    note: ice\n  - status: cancelled\n"
        "  - date: 2027-04-13"
    )
    assert isinstance(event, Event)
    assert [(str(c.date.date), c.note, c.venue) for c in event.changes] == [("2027-03-09", "ice", None), ("2027-04-13", None, None)]
    assert {p.field for p in report.problems} == {"changes.1.date", "changes.2.venue", "changes.3.date"}
    assert report.in_file(("changes", 0, "date")) == ("changes", 1, "date")
    assert report.in_file(("changes", 1, "date")) == ("changes", 3, "date")
    report.add(("changes", 1, "date"), "a later rule", "")
    assert (report.problems[-1].line, report.problems[-1].field) == (11, "changes.4.date")


def test_a_wrong_date_in_a_list_of_dates() -> None:
    event, report = loaded("except: [2027-01-12, Feb 30 2027, 2027-03-09]")
    assert isinstance(event, Event) and [str(d) for d in event.except_] == ["2027-01-12", "2027-03-09"]
    assert [p.field for p in report.problems] == ["except.2"]


def test_one_group_stands_for_a_list() -> None:
    event, report = loaded("changes:\n  date: 2027-02-09\n  status: canceled")
    assert (report.problems[0].line, report.problems[0].column) == (7, 11)
    event, report = loaded("volunteers: [greeter, driver]\ndates: [2026-12-08 18:00]")
    assert (
        isinstance(event, Event) and [v.role for v in event.volunteers] == ["greeter", "driver"] and event.dates[0].start.time is not None
    )


@pytest.mark.parametrize("empty", ["end:", 'end: ""', "end: ''", "tags: []", "changes:"])
def test_empty_is_absent(empty: str) -> None:
    assert not loaded(empty)[1].problems


def test_translations_are_gathered_at_every_level() -> None:
    event, _ = loaded("title_es: Capacitación\nchanges:\n  - date: 2027-02-09\n    note: ice\n    note_es: hielo\nroom_es:")
    assert isinstance(event, Event)
    assert event.translations == {"es": {"title": "Capacitación"}}
    assert event.changes[0].translations == {"es": {"note": "hielo"}}


def test_names_with_hyphens_and_spaces() -> None:
    event, report = loaded("join-public: yes\nStatus Note: ice")
    assert isinstance(event, Event) and event.join_public and event.status_note == "ice" and not report.problems


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("langauges", "languages"),
        ("título", "title"),
        ("when", "start"),
        ("exdate", "except"),
        ("price", "cost"),
        ("xyz", None),
        ("📅 start", "start"),
        ("registration link", "registration_url"),
        ("", None),
        ("canceled", "status"),
    ],
)
def test_what_somebody_meant(written: str, field: str | None) -> None:
    assert meant(written, field_names(Event)) == field


def test_a_venues_field_is_not_an_events() -> None:
    _, report = loaded("title: Hall\ncity: Linden\nstart: 2026-12-08", Venue)
    assert [p.field for p in report.problems] == ["city", "start"]
    assert report.problems[0].message == "`city` is not a field; did you mean `town`?"
    assert all(p.severity == "warning" for p in report.problems)


def test_paths_for_people_count_from_one() -> None:
    assert dotted(("changes", 0, "date")) == "changes.1.date"


def test_a_file_without_fields_is_not_blamed_for_missing_ones() -> None:
    front = frontmatter.read(b"Only text.\n", "x.md")
    report = Reporter(front)
    assert load(Event, front, report) is None and len(report.problems) == 1
