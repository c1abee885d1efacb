"""Commands that change an event: what stands in the file afterwards, and that nothing else does."""
from __future__ import annotations

import os
from pathlib import Path

import pytest
from county import FILES, County
from workshops.frontmatter import read
from workshops.revise.copies import copied_name, free_name


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


# -- cancel -----------------------------------------------------------------------------------------------------


def test_cancel_marks_the_event_and_raises_its_revision(county: County) -> None:
    output = county.ok("cancel", "single", "--note", 'Ice: "stay home"')
    lost, gained = county.changed("single")
    assert lost == []
    assert gained == ["status: cancelled", 'status_note: "Ice: \\"stay home\\""', "sequence: 1", "modified: 2026-12-05 07:40"]
    assert "+status: cancelled" in output
    assert "Thursday, January 21, 2027" in output


def test_cancel_keeps_comments_order_and_every_other_byte(county: County) -> None:
    county.ok("cancel", "monthly", "--date", "Jan 12", "--note", "Snow")
    assert county.changed("monthly") == (
        ["modified: 2026-11-01 08:00"],
        ["changes:", "  - date: 2027-01-12", "    status: cancelled", "    note: Snow", "    sequence: 4", "modified: 2026-12-05 07:40"])
    text = county.read("monthly")
    assert "# the county's own class" in text
    assert "end: '19:00'   # sharp\n" in text
    assert "tags: [one,  two]\nsequence: 3\n" in text, "one date raises only its own revision"
    assert text.endswith("\n\nBody with --- dashes.\n")


def test_the_first_date_of_an_event_with_extra_dates(county: County) -> None:
    path = county.content / "events/single.md"
    path.write_text(path.read_text("utf-8").replace("start:", "also: 2027-01-28\nstart:"), "utf-8")
    assert "Cancelled: Thursday, January 21, 2027" in county.ok("cancel", "single", "--date", "Jan 21", "--note", "Ice")
    assert "changes:\n  - date: 2027-01-21\n    status: cancelled\n" in county.read("single")
    listed = county.ok("list", "--from", "2027-01-20")
    assert listed.count("CANCELLED: One evening") == 1 and listed.count("One evening") == 2


def test_cancel_keeps_windows_line_ends(county: County) -> None:
    county.ok("cancel", "careless", "--note", "Ice")
    text = county.read("careless")
    assert "\n" not in text.replace("\r\n", "")
    assert "Start: Dec 12, 2026 6 pm   # noon?\r\n" in text
    assert text.endswith("\r\n\r\nTwo  spaces \r\n")


def test_cancel_works_in_a_file_with_plain_headers(county: County) -> None:
    county.ok("cancel", "plain", "--note", "Ice")
    assert "Status: cancelled\n" in county.read("plain")
    assert read(county.read("plain").encode(), "x").body == "Text.\n"


def test_cancel_of_a_series_reaches_dates_that_say_their_own_status(county: County) -> None:
    county.ok("move", "monthly", "--date", "Feb 9", "--to", "Feb 16")
    county.ok("cancel", "monthly", "--note", "Over")
    change = read(county.read("monthly").encode(), "x").values["changes"][0]
    assert (change["status"], change["sequence"]) == ("cancelled", "5")
    assert "CANCELLED" in county.ok("list", "--from", "2027-02-16", "--to", "2027-02-16")


def test_cancel_of_one_entry_of_a_tour_needs_its_time_when_the_day_has_two(county: County) -> None:
    result = county.run("cancel", "tour", "--date", "Feb 18", "--note", "Roof")
    assert result.exit_code == 1
    assert "2027-02-18 12:30 or 2027-02-18 17:30" in result.output
    county.ok("cancel", "tour", "--date", "Feb 18 12:30", "--note", "Roof")
    entry = read(county.read("tour").encode(), "x").values["dates"][1]
    assert (entry["status"], entry["note"], entry["sequence"]) == ("cancelled", "Roof", "1")
    assert "note_es" not in entry, "the old Spanish note would contradict the new one"
    assert "# upstairs" in county.read("tour")


def test_cancel_of_a_bare_session_keeps_its_start(county: County) -> None:
    county.ok("cancel", "course", "--date", "2027-02-10", "--note", "Flu")
    assert read(county.read("course").encode(), "x").values["sessions"][1]["start"] == "2027-02-10 09:00"
    assert "CANCELLED: Course" in county.ok("list", "--from", "2027-02-10", "--to", "2027-02-10")


def test_cancel_of_an_extra_date(county: County) -> None:
    county.ok("cancel", "van", "--date", "Dec 26", "--note", "Holiday")
    assert "  - date: 2026-12-26\n    status: cancelled\n" in county.read("van")


def test_cancel_twice_says_so(county: County) -> None:
    county.ok("cancel", "single", "--note", "Ice")
    before = county.state()
    result = county.run("cancel", "single", "--note", "Ice")
    assert (result.exit_code, "cancelled already" in result.output) == (1, True)
    assert county.state() == before


def test_cancel_in_two_languages(county: County) -> None:
    county.ok("cancel", "single", "--note", "Ice", "--note-in", "es", "Hielo en la calle")
    assert "status_note: Ice\nstatus_note_es: Hielo en la calle\n" in county.read("single")


@pytest.mark.parametrize(("day", "words"), [
    ("May 11", "skipped already"), ("May 12", "The nearest are 2027-04-13 (Tuesday) and 2027-06-08 (Tuesday)")])
def test_cancel_of_a_day_without_a_date_names_the_nearest(county: County, day: str, words: str) -> None:
    result = county.run("cancel", "monthly", "--date", day, "--note", "x")
    assert result.exit_code == 1
    assert words in result.output


# -- move -------------------------------------------------------------------------------------------------------


def test_move_takes_the_end_along_over_midnight(county: County) -> None:
    output = county.ok("move", "single", "--to", "Jan 28", "--note", "Snow")
    assert county.changed("single") == (
        ["start: 2027-01-21 22:00", "end: 2027-01-22 01:00"],
        ["start: 2027-01-28 22:00", "end: 2027-01-29 01:00", "status: moved", "status_note: Snow", "previous_start: 2027-01-21 22:00",
         "sequence: 1", "modified: 2026-12-05 07:40"])
    assert "Moved from Thursday, January 21, 2027" in output


def test_move_over_midnight_writes_the_day_of_the_end(county: County) -> None:
    county.ok("move", "plain", "--to", "11:30 pm")
    text = county.read("plain")
    assert "Start: 2026-12-20 23:30\nEnd: 2026-12-21 00:30\n" in text


def test_move_of_a_series_date_keeps_its_length_and_says_when_it_was(county: County) -> None:
    county.ok("move", "monthly", "--date", "Feb 9", "--to", "Feb 16 5:30 pm", "--note", "Snow")
    assert ("changes:\n  - date: 2027-02-09\n    start: 2027-02-16 17:30\n    status: moved\n    previous_start: 2027-02-09 18:00\n"
            "    note: Snow\n    sequence: 4\n") in county.read("monthly")
    assert "Tue 2027-02-16  5:30 to 6:30 pm" in county.ok("list", "--from", "2027-02-09", "--to", "2027-02-16", "--status", "moved")


def test_move_twice_remembers_the_last_announced_start(county: County) -> None:
    county.ok("move", "monthly", "--date", "Feb 9", "--to", "Feb 16")
    county.ok("move", "monthly", "--date", "Feb 16", "--to", "Feb 23")
    change = read(county.read("monthly").encode(), "x").values["changes"]
    assert len(change) == 1
    assert change[0] == {"date": "2027-02-09", "start": "2027-02-23 18:00", "status": "moved",
                         "previous_start": "2027-02-16 18:00", "sequence": "5"}


def test_move_of_an_entry_stamps_the_uid_it_had(county: County) -> None:
    county.ok("move", "tour", "--date", "Jan 16", "--to", "Jan 23 11 am")
    entry = read(county.read("tour").encode(), "x").values["dates"][0]
    assert entry["uid"] == "tour@x-20270116T103000"
    assert (entry["start"], entry["end"]) == ("2027-01-23 11:00", "12:30")


def test_move_of_a_session_with_the_shared_end_writes_its_own(county: County) -> None:
    county.ok("move", "course", "--date", "Feb 10", "--to", "Feb 11 10 am")
    entry = read(county.read("course").encode(), "x").values["sessions"][1]
    assert (entry["start"], entry["end"], entry["uid"]) == ("2027-02-11 10:00", "13:00", "course@x-20270210T090000")


def test_move_of_whole_days_keeps_their_number(county: County) -> None:
    county.ok("move", "fair", "--to", "September 4")
    assert "start: 2027-09-04\nend: 2027-09-05\n" in county.read("fair")
    assert county.run("move", "fair", "--to", "Sep 10 7 pm").exit_code == 1


def test_move_stamps_the_time_of_the_place(county: County) -> None:
    county.ok("move", "van", "--date", "Dec 24", "--to", "Dec 23")
    assert "modified: 2026-12-05 06:40\n" in county.read("van"), "Prairie Hall is in Central Time"


def test_move_of_a_series_asks_which_date(county: County) -> None:
    result = county.run("move", "monthly", "--to", "Feb 16")
    assert result.exit_code == 1
    assert "--date 2026-12-08" in result.output


def test_move_into_a_gap_of_the_clocks_is_refused(county: County) -> None:
    before = county.state()
    result = county.run("move", "single", "--to", "2027-03-14 02:30")
    assert result.exit_code == 1
    assert "the clocks skip it" in result.output
    assert county.state() == before


def test_move_says_what_still_speaks_of_the_old_date(county: County) -> None:
    path = county.content / "events/single.md"
    sign_up = "registration: optional\nregistration_phone: 607-555-0110\nregistration_by: 2027-01-19\n"
    path.write_text(path.read_text().replace("end: 2027", f"{sign_up}end: 2027"))
    assert "registration_by is still 2027-01-19" in county.ok("move", "single", "--to", "Jan 28")


def test_move_of_a_draft_works_and_leaves_it_one(county: County) -> None:
    county.ok("move", "draft", "--to", "Mar 2")
    assert "draft: yes\n" in county.read("draft")
    assert "start: 2027-03-02 10:00\n" in county.read("draft")


# -- extend -----------------------------------------------------------------------------------------------------


def test_extend_confirms_a_series_for_longer_and_shows_the_new_dates(county: County) -> None:
    output = county.ok("extend", "van", "--through", "Jan 14")
    assert county.changed("van") == (["confirmed_through: 2026-12-31"],
                                     ["confirmed_through: 2027-01-14", "sequence: 1", "modified: 2026-12-05 06:40"])
    assert "Thursday, January 7, 2027" in output
    assert "Thursday, January 14, 2027" in output


@pytest.mark.parametrize(("rule", "after"), [
    ("repeat: every Thursday\ncount: 4", "repeat: every Thursday\nuntil: 2027-02-01"),
    ("repeat: RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TH", "repeat: RRULE:FREQ=WEEKLY;BYDAY=TH\nuntil: 2027-02-01"),
    ("repeat: RRULE:UNTIL=20261231T180000Z;FREQ=WEEKLY", "repeat: RRULE:FREQ=WEEKLY\nuntil: 2027-02-01")])
def test_extend_replaces_whatever_said_the_end(county: County, rule: str, after: str) -> None:
    path = county.content / "events/van.md"
    path.write_text(path.read_text().replace("repeat: every Thursday\nconfirmed_through: 2026-12-31", rule))
    county.ok("extend", "van", "--through", "2027-02-01")
    assert after in county.read("van")


def test_extend_backwards_or_of_a_single_event_is_refused(county: County) -> None:
    assert "already goes through 2026-12-31" in county.run("extend", "van", "--through", "2026-12-24").output
    assert county.run("extend", "single", "--through", "2027-12-24").exit_code == 1


# -- copy -------------------------------------------------------------------------------------------------------


def test_copy_is_a_new_event_without_the_old_ones_history(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshops.cli._uid.fresh_uid", lambda site: "fresh@x")
    county.ok("cancel", "monthly", "--date", "Jan 12", "--note", "Snow")
    county.ok("copy", "monthly", "--to", "2028-01-11")
    values = read(county.read("2028-01-11-monthly").encode(), "x").values
    assert values == {"title": "Second Tuesday", "uid": "fresh@x", "program": "narcan-training", "organizer": "health",
                      "venue": "main-library",
                      "start": "2028-01-11 18:00", "end": "19:00", "repeat": "second Tuesday of every month", "until": "2029-01-16",
                      "tags": ["one", "two"], "created": "2026-12-05 07:40", "modified": "2026-12-05 07:40"}


def test_copy_moves_every_date_of_a_tour_and_takes_the_translation_along(county: County) -> None:
    county.ok("copy", "tour", "--to", "2028-01-22")
    dates = read(county.read("2028-01-22-tour").encode(), "x").values["dates"]
    assert [entry["start"] for entry in dates] == ["2028-01-22 10:30", "2028-02-24 12:30", "2028-02-24 17:30"]
    assert not any(name in entry for entry in dates for name in ("note", "note_es", "sequence", "uid"))
    assert county.read("2028-01-22-tour.es") == FILES["events/tour.es.md"]


def test_copy_never_overwrites(county: County) -> None:
    first, second = county.ok("copy", "single", "--to", "2028-01-21"), county.ok("copy", "single", "--to", "2028-01-21")
    assert "events/2028-01-21-single.md" in first
    assert "events/2028-01-21-single-2.md" in second


def test_copy_to_a_day_that_is_not_in_the_series_writes_nothing(county: County) -> None:
    before = county.state()
    result = county.run("copy", "monthly", "--to", "2028-01-12")
    assert result.exit_code == 1
    assert "2028-01-11 (Tuesday)" in result.output
    assert county.state() == before


def test_names_of_copies() -> None:
    from datetime import date

    assert copied_name("2026-12-05-pop-up", date(2028, 2, 29)) == "2028-02-29-pop-up"
    assert copied_name("2026", date(2028, 2, 29)) == "2028-02-29-2026"
    assert free_name("Forum", ["forum", "forum-2"]) == "Forum-3"


# -- done and uid -----------------------------------------------------------------------------------------------


def test_done_notes_counts_and_tells_calendars_nothing(county: County) -> None:
    county.ok("done", "last", "--attended", "22", "--kits", "18", "--notes", "Two from the mill: first time")
    assert county.changed("last") == ([], ["results:", "  attended: 22", "  kits: 18", '  notes: "Two from the mill: first time"'])


def test_done_does_not_lose_what_is_there(county: County) -> None:
    county.ok("done", "last", "--attended", "22", "--kits", "18")
    assert county.run("done", "last", "--attended", "5").exit_code == 1
    county.ok("done", "last", "--attended", "5", "--add")
    assert read(county.read("last").encode(), "x").values["results"] == {"attended": "27", "kits": "18"}
    county.ok("done", "last", "--attended", "5", "--replace")
    assert read(county.read("last").encode(), "x").values["results"] == {"attended": "5"}


def test_done_before_the_event_is_refused(county: County) -> None:
    result = county.run("done", "single", "--attended", "5")
    assert result.exit_code == 1
    assert "has not taken place yet" in result.output


def test_uid_stamps_what_the_build_uses_anyway(county: County) -> None:
    assert "careless: careless@alder.test (not stamped yet)" in county.ok("uid")
    county.ok("uid", "--stamp")
    assert "uid: careless@alder.test\r\n" in county.read("careless")
    assert "Uid: plain@alder.test\n" in county.read("plain")
    assert county.ok("uid", "careless") == "careless: careless@alder.test\n"
    assert county.read("monthly") == FILES["events/monthly.md"]


def test_uid_new_is_never_the_same(county: County) -> None:
    first, second = county.ok("uid", "--new"), county.ok("uid", "--new")
    assert first != second
    assert first.endswith("@alder.test\n")


# -- all of them ------------------------------------------------------------------------------------------------

EDITS = [("cancel", "single", "--note", "x"), ("move", "single", "--to", "Jan 28"), ("extend", "van", "--through", "2027-03-01"),
         ("copy", "single", "--to", "2028-01-21"), ("done", "last", "--attended", "3"), ("uid", "--stamp"),
         ("new", "--title", "x", "--program", "parent-night", "--organizer", "health", "--venue", "main-library",
          "--start", "2027-03-02 18:00", "--yes")]


@pytest.mark.parametrize("arguments", EDITS, ids=lambda arguments: arguments[0])
def test_dry_run_shows_and_writes_nothing(county: County, arguments: tuple[str, ...]) -> None:
    before = county.state()
    output = county.ok(*arguments, "--dry-run")
    assert "Nothing was written (--dry-run)." in output
    assert county.state() == before
    assert "\x1b" not in output, "no colour in a pipe"
    county.ok(*arguments)
    assert county.state() != before


@pytest.mark.parametrize("arguments", [("cancel", "single"), ("move", "single"), ("extend", "van"), ("copy", "single"), ("done", "last")],
                         ids=lambda arguments: arguments[0])
def test_in_a_pipe_a_missing_answer_is_a_missing_flag(county: County, arguments: tuple[str, ...]) -> None:
    result = county.run(*arguments)
    assert result.exit_code == 2
    assert "Missing option --" in result.output


@pytest.mark.parametrize("name", ["tour", "tour.md", "events/tour.md", "content/events/tour.md", "tour.es.md", "Tour",
                                  "https://alder.test/es/events/tour/", "https://alder.test/events/tour/event.ics"])
def test_an_event_answers_to_many_names(county: County, name: str) -> None:
    assert county.ok("uid", name) == "tour: tour@x\n"


def test_a_wrong_name_brings_the_nearest(county: County) -> None:
    result = county.run("cancel", "second tuesday", "--note", "x")
    assert result.exit_code == 2
    assert "Did you mean monthly?" in result.output


def test_a_file_with_mistakes_is_not_edited(county: County) -> None:
    result = county.run("cancel", "broken", "--note", "x")
    assert result.exit_code == 1
    assert "mend them first" in result.output
    assert "start: '2027-13-01'" in result.output


def test_a_file_that_changed_meanwhile_is_not_overwritten(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    path = county.content / "events/single.md"

    def edit_in_between(*arguments: object) -> None:
        path.write_text("---\ntitle: Somebody was quicker\n---\n")

    monkeypatch.setattr("workshops.cli._edit.show_diff", edit_in_between)
    result = county.run("cancel", "single", "--note", "x")
    assert result.exit_code == 1
    assert "changed by somebody else meanwhile" in result.output
    assert path.read_text() == "---\ntitle: Somebody was quicker\n---\n"


def test_a_failing_disk_leaves_the_folder_as_it_was(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    before = county.state()

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workshops.cli._save.os.replace", fail)
    result = county.run("cancel", "single", "--note", "x")
    assert result.exit_code == 1
    assert "nothing was written: No space left on device." in result.output
    assert county.state() == before


def test_a_copy_that_cannot_be_finished_leaves_nothing_behind(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    before, link = county.state(), os.link

    def fail_at_the_second(source: Path, target: Path) -> None:
        if target.name.endswith(".es.md"):
            raise KeyboardInterrupt
        link(source, target)

    monkeypatch.setattr("workshops.cli._save.os.link", fail_at_the_second)
    assert county.run("copy", "tour", "--to", "2028-01-22").exit_code == 1
    assert county.state() == before


def test_rights_of_the_file_stay(county: County) -> None:
    path = county.content / "events/single.md"
    path.chmod(0o640)
    county.ok("cancel", "single", "--note", "x")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("arguments", EDITS, ids=lambda arguments: arguments[0])
def test_an_interruption_just_before_the_end_leaves_the_folder_as_it_was(
        county: County, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    before = county.state()

    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workshops.cli._save._refuse_if_changed", interrupt)
    assert county.run(*arguments).exit_code == 1
    assert county.state() == before
