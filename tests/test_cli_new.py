"""`workshops new` in scripts, and what it makes of flags."""
from __future__ import annotations

from pathlib import Path

import pytest
from county import County
from workshops.frontmatter import read

NEEDED = ("--title", "Narcan: a class", "--program", "narcan-training", "--organizer", "health", "--venue", "main-library")


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setattr("workshops.cli._uid.fresh_uid", lambda site: "fresh@x")
    return County(tmp_path)


def test_flags_make_the_whole_file(county: County) -> None:
    county.ok("new", *NEEDED, "--title-in", "es", "Clase", "--start", "Dec 8 6 pm", "--end", "1h 30m",
              "--repeat", "second Tuesday of every month", "--until", "2027-06-30", "--registration", "optional",
              "--registration-url", "https://alder.test/sign-up", "--kit", "nasal",
              "--anonymous", "--audience", "parents", "--language", "en", "--language", "es", "--cost", "5 USD", "--capacity", "30",
              "--text", "Come as you are.", "--yes")
    assert county.read("narcan-a-class") == """---
title: "Narcan: a class"
title_es: Clase
uid: fresh@x
program: narcan-training
audience: [parents]
organizer: health
venue: main-library
start: 2026-12-08 18:00
end: 19:30
repeat: second Tuesday of every month
until: 2027-06-30
registration: optional
registration_url: https://alder.test/sign-up
cost: 5 USD
capacity: 30
languages: [en, es]
kit: nasal
anonymous: yes
created: 2026-12-05 07:40
modified: 2026-12-05 07:40
---

Come as you are.
"""


def test_without_a_terminal_the_missing_flags_are_named(county: County) -> None:
    before = county.state()
    result = county.run("new", "--title", "x", "--venue", "main-library")
    assert result.exit_code == 2
    assert "--program, --organizer, --start, --yes" in result.output
    result = county.run("new", *NEEDED, "--start", "2027-03-02 18:00", "--repeat", "every Tuesday", "--yes")
    assert (result.exit_code, "--until" in result.output) == (2, True)
    assert county.state() == before


@pytest.mark.parametrize(("flag", "value", "words"), [
    ("--start", "03/04/2027 6 pm", "can be read as"), ("--start", "Feb 30", "February has"), ("--end", "later", "how long it takes"),
    ("--end", "5 pm", "before the start, 18:00"), ("--end", "10:30", "write 22:30"), ("--end", "7:30", "7:30 pm"),
    ("--end", "March 3, 2027", "has no time"), ("--start", "March 2, 2027 6:30", "morning or evening"),
    ("--venue", "main library branch", "Did you mean main-library"), ("--program", "narcan", "Did you mean narcan-training"),
    ("--kit", "spray", "Did you mean nasal"), ("--repeat", "every othr Tuesday", "Nearest: every other Tuesday"),
    ("--until", "whenever", "not a date")])
def test_a_flag_that_cannot_be_used_is_named(county: County, flag: str, value: str, words: str) -> None:
    given = dict(zip(NEEDED[::2], NEEDED[1::2], strict=True)) | {
        "--start": "2027-03-02 18:00", "--repeat": "every Tuesday", "--until": "5"}
    result = county.run("new", *(part for pair in {**given, flag: value}.items() for part in pair), "--yes")
    assert result.exit_code == 2
    assert f"{flag}: " in result.output
    assert words in result.output


def test_names_work_as_well_as_keys(county: County) -> None:
    county.ok("new", "--title", "x", "--program", "Parent Night", "--organizer", "Alder Libraries", "--venue", "millbrook library",
              "--start", "2027-03-02 18:00", "--yes")
    values = read(county.read("2027-03-02-x").encode(), "x").values
    assert (values["program"], values["organizer"], values["venue"]) == ("parent-night", "libraries", "millbrook-library")


def test_the_next_free_name_is_taken(county: County) -> None:
    for _ in range(3):
        county.ok("new", *NEEDED, "--start", "2027-03-02 18:00", "--yes", "--draft")
    assert sorted(path.stem for path in (county.content / "events").glob("2027-03-02-*")) == [
        "2027-03-02-narcan-a-class", "2027-03-02-narcan-a-class-2", "2027-03-02-narcan-a-class-3"]


def test_a_slug_that_another_file_has_is_not_taken_either(county: County) -> None:
    path = county.content / "events/tour.md"
    path.write_text(path.read_text().replace("uid: tour@x", "uid: tour@x\nslug: 2027-03-02-narcan-a-class"))
    county.ok("new", *NEEDED, "--start", "2027-03-02 18:00", "--yes")
    assert (county.content / "events/2027-03-02-narcan-a-class-2.md").exists()


def test_a_start_that_is_not_in_the_series_writes_nothing(county: County) -> None:
    before = county.state()
    result = county.run("new", *NEEDED, "--start", "2026-12-09 18:00", "--repeat", "second Tuesday of every month",
                        "--until", "5", "--yes")
    assert result.exit_code == 1
    assert "The nearest are 2026-12-08 (Tuesday)" in result.output
    assert county.state() == before


@pytest.mark.parametrize(("start", "end", "lines"), [
    ("Dec 31 10 pm", "1 am", "start: 2026-12-31 22:00\nend: 2027-01-01 01:00\n"),
    ("Dec 8 6 pm", "", "start: 2026-12-08 18:00\nend: 19:00\n"),
    ("Dec 8", "", "start: 2026-12-08\nregistration"),
    ("Dec 31", "Jan 2", "start: 2026-12-31\nend: 2027-01-02\n"),
    ("Dec 8 6 pm", "19:30", "start: 2026-12-08 18:00\nend: 19:30\n"),
    ("Dec 8 9 am", "10:30", "start: 2026-12-08 09:00\nend: 10:30\n"),
    ("Dec 8 6 pm", "19h", "start: 2026-12-08 18:00\nend: 19:00\n"),
    ("Dec 8 6 pm", "2h", "start: 2026-12-08 18:00\nend: 20:00\n"),
    ("Dec 8 6 pm", "Dec 8 8 pm", "start: 2026-12-08 18:00\nend: 20:00\n"),
    ("Dec 31 6 pm", "Jan 1 1 am", "start: 2026-12-31 18:00\nend: 2027-01-01 01:00\n"),
    ("Dec 8 6:30p", "8p", "start: 2026-12-08 18:30\nend: 20:00\n"),
    ("tomorrow 9 am", "noon", "start: 2026-12-06 09:00\nend: 12:00\n"),
    ("Jan 5", "", "start: 2027-01-05\n")])
def test_ends_as_people_say_them(county: County, start: str, end: str, lines: str) -> None:
    output = county.ok("new", *NEEDED, "--start", start, *(("--end", end) if end else ()), "--yes", "--dry-run")
    assert lines in output


def test_an_online_event_needs_sign_up_or_an_open_link(county: County) -> None:
    online = ("--title", "x", "--program", "parent-night", "--organizer", "health", "--venue", "online",
              "--start", "2027-03-02 18:00", "--yes")
    assert "mode: online\n" in county.ok("new", *online, "--dry-run")
    assert "registration: required\n" in county.ok("new", *online, "--dry-run")
    linked = county.ok("new", *online, "--join-url", "https://meet.test/x", "--dry-run")
    assert "join_url: https://meet.test/x\njoin_public: yes\n" in linked


def test_a_past_start_is_doubted(county: County) -> None:
    assert "in the past" in county.ok("new", *NEEDED, "--start", "2026-01-05 18:00", "--yes", "--dry-run")


def test_the_time_of_the_entry_is_that_of_the_place(county: County) -> None:
    county.ok("new", "--title", "x", "--program", "parent-night", "--organizer", "health", "--venue", "prairie-hall",
              "--start", "2027-03-02 18:00", "--yes")
    assert "created: 2026-12-05 06:40\n" in county.read("2027-03-02-x")


def test_a_new_place_in_a_script(county: County) -> None:
    place = ("--title", "x", "--program", "parent-night", "--organizer", "health", "--start", "2027-03-02 18:00", "--yes",
             "--address", "4 Mill Lane, Linden, NY 14486")
    county.ok("new", *place, "--new-venue", "Grange: Hall")
    assert (county.content / "venues/grange-hall.md").read_text().startswith('---\ntitle: "Grange: Hall"\nstreet: 4 Mill Lane\n')
    assert "venue: grange-hall\n" in county.read("2027-03-02-x")
    county.ok("new", *place, "--new-venue", "Main Library")
    assert "venue: main-library\n" in county.read("2027-03-02-x-2"), "a place that is known is not written again"


@pytest.mark.parametrize(("text", "parts"), [
    ("120 Elm Street, Alder, NY 14527", {"street": "120 Elm Street", "town": "Alder", "state": "NY", "zip": "14527"}),
    ("120 Elm Street, Suite 4, Alder, ny, 14527-1234",
     {"street": "120 Elm Street, Suite 4", "town": "Alder", "state": "NY", "zip": "14527-1234"}),
    ("Alder, NY", {"town": "Alder", "state": "NY"}), ("120 Elm Street, Alder", {"street": "120 Elm Street", "town": "Alder"}),
    ("120 Elm Street", {"street": "120 Elm Street"}), ("", {}), (
        "Calle 5, Añasco, PR 00610", {"street": "Calle 5", "town": "Añasco", "state": "PR", "zip": "00610"})])
def test_addresses_in_one_line(text: str, parts: dict[str, str]) -> None:
    from workshops.cli._places import address_parts

    assert address_parts(text) == parts


def test_an_empty_county_is_told_what_comes_first(tmp_path: Path) -> None:
    from click.testing import CliRunner
    from workshops.cli import main

    (tmp_path / "content").mkdir()
    result = CliRunner().invoke(main, ["--content", str(tmp_path / "content"), "new"])
    assert result.exit_code == 1
    assert "there is no file in" in result.output


def test_new_uids_are_random_and_end_with_the_domain() -> None:
    from workshops.cli._uid import fresh_uid
    from workshops.site import Site

    made = {fresh_uid(Site(uid_domain="alder.test")) for _ in range(20)}
    assert len(made) == 20
    assert all(uid.endswith("@alder.test") for uid in made)
