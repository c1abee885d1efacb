"""list, show and doctor: what somebody reads who asks what is on, what an event says, what needs care."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from county import County

AFTER_NEW_YEAR = "1798819200"
"""2027-01-01 16:00 UTC."""


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


def names(output: str) -> list[str]:
    """The slugs of the lines of a list."""
    return [line.rpartition("[")[2].rstrip("]") for line in output.splitlines() if line.endswith("]")]


def test_list_shows_what_is_to_come_in_order(county: County) -> None:
    assert names(county.ok("list", "--to", "Dec 20")) == ["monthly", "van", "careless", "van", "plain"]
    assert "Sat 2026-12-12  6 to 7 pm" in county.ok("list")


def test_list_keeps_what_is_running(county: County) -> None:
    running, over = "1797092100", "1797123600"  # 2026-12-12 16:15 UTC is before, 2026-12-13 01:00 UTC after the class
    assert "careless" in names(county.ok("list", now=running))
    assert "careless" not in names(county.ok("list", now=over))
    assert "careless" in names(county.ok("list", now="1797118200")), "18:30 in New York: it is running"


def test_list_of_past_dates(county: County) -> None:
    assert names(county.ok("list", "--from", "2026-11-30", "--to", "2026-12-03")) == ["last", "van"]


def test_list_to_a_day_takes_the_whole_day(county: County) -> None:
    assert names(county.ok("list", "--from", "today", "--to", "2026-12-08")) == ["monthly"]


@pytest.mark.parametrize(("arguments", "expected"), [
    (("--town", "Millbrook"), {"tour"}), (("--town", "Gary"), {"van"}), (("--venue", "prairie-hall"), {"van"}),
    (("--venue", "Main Library", "--from", "2027-08-01", "--to", "2027-09-01"), {"monthly", "fair"}),
    (("--organizer", "libraries"), set()), (("--program", "parent-night"), set()),
    (("--town", "Gary", "--town", "Millbrook", "--to", "2027-02-28"), {"van", "tour"})])
def test_list_filters(county: County, arguments: tuple[str, ...], expected: set[str]) -> None:
    assert set(names(county.ok("list", "--limit", "0", *arguments))) == expected


def test_list_by_status(county: County) -> None:
    county.ok("cancel", "single", "--note", "Ice")
    output = county.ok("list", "--status", "cancelled")
    assert names(output) == ["single"]
    assert "CANCELLED: One evening, Main Library, Alder" in output


def test_list_of_an_unknown_key_names_the_nearest(county: County) -> None:
    result = county.run("list", "--town", "Milbrok")
    assert result.exit_code == 2
    assert "Did you mean millbrook?" in result.output


def test_list_says_what_is_left_out(county: County) -> None:
    output = county.ok("list", "--limit", "3")
    assert len(names(output)) == 3
    assert "more; --limit 0 shows all." in output
    assert "1 file has mistakes" in output


def test_list_as_json_is_for_scripts(county: County) -> None:
    rows = json.loads(county.ok("list", "--json", "--from", "2027-08-31", "--to", "2027-08-31"))
    assert rows == [{
        "slug": "fair", "uid": "fair@x", "file": f"{county.content.as_posix()}/events/fair.md", "title": "Fair", "start": "2027-08-31",
        "end": "2027-09-01", "timezone": "America/New_York", "all_day": True, "status": "scheduled", "status_note": None,
        "mode": "in-person", "venue": "main-library", "town": "alder", "program": "narcan-training", "organizer": "health",
        "access": "public", "kind": "single"}]
    assert len(json.loads(county.ok("list", "--json"))) > 3, "JSON has no limit"


def test_list_of_nothing(county: County) -> None:
    assert county.ok("list", "--from", "2030-01-01").splitlines()[0] == "No dates."


def test_show_tells_dates_feeds_and_description(county: County) -> None:
    output = county.ok("show", "monthly")
    assert "Tuesday, December 8, 2026, 6 to 7 pm (Eastern Time)" in output
    assert "  feeds/all.ics\n" in output
    assert "  feeds/town/alder.ics\n" in output
    assert "  events/monthly/event.ics\n" in output
    assert "feeds/organizer/libraries.ics" not in output
    assert "  Where: Main Library. 120 Elm Street, Alder\n" in output
    assert "https://alder.test/events/monthly/" in output


def test_show_in_spanish(county: County) -> None:
    output = county.ok("show", "tour", "--lang", "es")
    assert "  Gira\n" in output
    assert "https://alder.test/es/events/tour/" in output
    assert county.run("show", "tour", "--lang", "fr").exit_code == 2


def test_show_describes_the_next_date(county: County) -> None:
    assert "  CANCELLED: Second Tuesday\n" not in county.ok("show", "monthly")
    county.ok("cancel", "monthly", "--date", "Dec 8", "--note", "Election")
    output = county.ok("show", "monthly")
    assert "  CANCELLED: Second Tuesday\n" in output
    assert "Cancelled. Election" in output


def test_show_says_why_a_file_is_not_published(county: County) -> None:
    broken, draft = county.run("show", "broken"), county.run("show", "draft")
    assert (broken.exit_code, draft.exit_code) == (1, 1)
    assert "start: '2027-13-01'" in broken.output
    assert "is a draft" in draft.output


def test_show_as_json(county: County) -> None:
    shown = json.loads(county.ok("show", "tour", "--json"))
    assert [row["start"] for row in shown["dates"]] == ["2027-01-16T10:30:00", "2027-02-18T12:30:00", "2027-02-18T17:30:00"]
    assert "feeds/town/millbrook.ics" in shown["feeds"]
    assert shown["kind"] == "dates"


def test_doctor_fails_when_something_is_broken(county: County) -> None:
    result = county.run("doctor")
    assert result.exit_code == 1
    assert "in 1 file, which is not published: workshops check" in result.output
    (county.content / "events/broken.md").unlink()
    assert county.run("doctor").exit_code == 0


def test_doctor_fits_on_a_screen_and_names_what_grows_old(county: County) -> None:
    output = county.run("doctor", now=AFTER_NEW_YEAR).output
    assert len(output.splitlines()) <= 40
    assert "van: confirmed through 2026-12-31. workshops extend van --through DATE" in output
    assert "last: held on 2026-12-01, no results." in output


def test_doctor_is_content_with_a_kept_site(county: County) -> None:
    (county.content / "events/broken.md").unlink()
    county.ok("done", "last", "--attended", "3")
    county.ok("extend", "van", "--through", "2027-12-31")
    (county.content / "events/plain.md").unlink()
    county.ok("done", "careless", "--attended", "3", now=AFTER_NEW_YEAR)
    assert "nothing has grown old" in county.ok("doctor", now=AFTER_NEW_YEAR)


def test_doctor_without_settings_or_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner
    from workshops.cli import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    empty = CliRunner().invoke(main, ["doctor"])
    assert empty.exit_code == 0
    assert "there is no pelicanconf.py" in empty.output
    assert CliRunner().invoke(main, ["--content", "nowhere", "doctor"]).exit_code == 1
