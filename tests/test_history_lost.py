"""What was published and then lost, damaged or taken by something else: subscribers must not notice, or must be told."""
from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_history import EVENT, JANUARY, ONE_DATE, OTHER, SERIES, VAN, County, all_feed, stamps, value, vevents
from workshops.build.cache import Cache
from workshops.build.engine import build, calendar_jobs
from workshops.ledger import NAME
from workshops.loader import load_catalog
from workshops.outputs import Context
from workshops.outputs.aliases import alias_jobs
from workshops.outputs.shift_feeds import shift_jobs

ROTATING = """---
title: A library each month
uid: rotating@alder.example.org
program: training
organizer: health
dates:
  - start: 2026-12-10 13:00
    end: 14:00
    venue: depot
  - start: 2027-01-10 13:00
    end: 14:00
    venue: library
---

Come by.
"""
LAST_ENTRY = "  - start: 2027-01-10 13:00\n    end: 14:00\n    venue: library\n"
LAST_DATE = ("rotating@alder.example.org-20270110T130000", "")
BROKEN = b"---\ntitle: [oops\n---\n"


@pytest.fixture
def county() -> County:
    county = County()
    county.record()
    return county


def told(county: County) -> list[str]:
    """What the organizer is told of the ledger."""
    return [problem.message for problem in county.catalog.problems if problem.file.endswith(NAME)]


# -- the ledger's text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\ufeff", "\r"])
def test_no_character_of_an_event_tears_its_line_apart(mark: str) -> None:
    county = County()
    county.edit(EVENT, "Learn to give", f"Learn{mark} to give")
    county.record()
    before = county.publish()
    assert told(county) == []
    county.files[EVENT] = BROKEN
    assert county.publish() == before


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data * 2,
        lambda data: b"\n".join(reversed(data.split(b"\n"))),
        lambda data: data.rstrip(b"\n"),
    ],
    ids=["windows line ends", "byte order mark", "lines twice", "not sorted", "no line end at the end"],
)
def test_what_editors_and_git_do_to_the_ledger_does_no_harm(county: County, edit) -> None:
    before, clean = county.publish(), county.files[NAME]
    county.files[NAME] = edit(clean)
    assert county.publish() == before and told(county) == []
    county.record()
    assert county.files[NAME] == clean


@pytest.mark.parametrize("damage", ["cut", "no checksum", "edited"])
def test_a_damaged_line_never_brings_an_older_revision_back(county: County, damage: str) -> None:
    for old, new in (("end: 19:00", "end: 19:30"), ("end: 19:30", "end: 20:00")):
        county.edit(EVENT, old, new)
        county.record()
    before = all_feed(county)[SERIES]
    line = re.search(rb"event\ttuesday.*\n", county.files[NAME])
    assert line and stamps(before)[0] == 2
    text = line[0]
    county.files[NAME] = county.files[NAME].replace(
        text,
        {"cut": text[:120] + b"\n", "no checksum": text.rpartition(b"\t")[0] + b"\n", "edited": text.replace(b"library", b"lib")}[damage],
    )
    after = all_feed(county)
    assert "damaged" in told(county)[0]
    assert stamps(after[SERIES])[0] == 3 and stamps(after[SERIES])[1] > stamps(before)[1]
    county.record()
    assert stamps(all_feed(county)[SERIES])[0] == 3 and told(county) == []


# -- files that were renamed, copied or broken ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "old, new", [("program: training", "program: [training"), ("end: 14:00", "end: 12:00"), ("venue: depot", "venue: x")]
)
def test_a_file_renamed_and_broken_at_once_is_not_a_deleted_one(county: County, old: str, new: str) -> None:
    before = county.publish()
    county.edit("events/van.md", old, new)
    county.files["events/van-stop.md"] = county.files.pop("events/van.md")
    for _ in range(2):
        assert county.publish() == before
        county.record()
    county.edit("events/van-stop.md", new, old)
    county.record()
    block = all_feed(county)[VAN]
    assert value(block, "STATUS") == "CONFIRMED" and value(block, "SEQUENCE") == "0"
    assert county.catalog.entries["van-stop"].aliases == ["van"]


@pytest.mark.parametrize("name", ["a-copy", "zz-copy"])
def test_a_copy_with_the_same_uid_never_takes_the_place_of_the_event(county: County, name: str) -> None:
    before = county.publish()
    county.files[f"events/{name}.md"] = county.files["events/van.md"].replace(b"Van stop", b"Another stop")
    for _ in range(2):
        assert county.publish() == before
        assert [p.file for p in county.catalog.problems if p.severity == "error"] == [f"content/events/{name}.md"]
        county.record()


def test_a_new_file_never_takes_the_address_of_a_published_event(county: County) -> None:
    before = county.publish()
    new = county.files["events/van.md"].replace(b"uid: van@", b"slug: van\nuid: new@")
    county.files["events/a-new-one.md"] = new
    assert county.publish() == before
    assert [p.field for p in county.catalog.problems if p.severity == "error"] == ["slug"]


def test_an_event_given_the_uid_of_another_stays_as_it_was_published(county: County) -> None:
    before = county.publish()
    county.edit("events/van.md", "uid: van@", "uid: tuesday@")
    assert county.publish() == before


def test_a_date_that_is_as_usual_again_is_still_told_while_the_file_is_broken(county: County) -> None:
    county.edit(EVENT, "until:", ONE_DATE + "status: cancelled\nuntil:")
    county.record()
    county.edit(EVENT, ONE_DATE + "status: cancelled\n", "")
    county.record()
    before = county.publish()
    assert JANUARY in vevents(before["feeds/all.ics"])
    county.files[EVENT] = BROKEN
    assert county.publish() == before


# -- dates taken out of a file ----------------------------------------------------------------------------------------


def rotating() -> County:
    county = County()
    county.files["events/rotating.md"] = ROTATING.encode()
    county.record()
    return county


def test_a_date_taken_out_of_a_list_is_told_as_cancelled_until_it_is_past() -> None:
    county = rotating()
    before = all_feed(county)
    county.edit("events/rotating.md", LAST_ENTRY, "")
    for _ in range(3):  # before and after it is recorded, and recorded again
        after = all_feed(county)
        assert value(after[LAST_DATE], "STATUS") == "CANCELLED" and stamps(after[LAST_DATE])[0] == 1
        assert {key: block for key, block in after.items() if key != LAST_DATE} == {k: b for k, b in before.items() if k != LAST_DATE}
        assert any("no longer in this file" in p.message for p in county.catalog.problems)
        county.record()
    county.now = datetime(2027, 1, 11, 6, tzinfo=UTC)
    assert LAST_DATE not in all_feed(county)


def test_a_date_taken_out_stays_cancelled_while_its_file_is_broken_and_when_it_is_deleted() -> None:
    county = rotating()
    county.edit("events/rotating.md", LAST_ENTRY, "")
    county.record()
    before = all_feed(county)
    text = county.files["events/rotating.md"]
    county.files["events/rotating.md"] = BROKEN
    for _ in range(2):
        assert all_feed(county) == before
        county.record()
    del county.files["events/rotating.md"]
    for _ in range(2):
        after = all_feed(county)
        assert after.keys() == before.keys() and after[LAST_DATE] == before[LAST_DATE]
        assert {value(block, "STATUS") for key, block in after.items() if key[0].startswith("rotating")} == {"CANCELLED"}
        assert not [p for p in county.catalog.problems if p.severity == "error"]
        county.record()
    county.files["events/rotating.md"] = BROKEN  # back, but not readable: still told as cancelled
    assert all_feed(county) == after
    county.files["events/rotating.md"] = text
    assert value(all_feed(county)[LAST_DATE], "STATUS") == "CANCELLED"


def test_a_date_put_back_into_the_list_takes_place_again() -> None:
    county = rotating()
    county.edit("events/rotating.md", LAST_ENTRY, "")
    county.record()
    county.files["events/rotating.md"] = ROTATING.encode()
    county.record()
    block = all_feed(county)[LAST_DATE]
    assert value(block, "STATUS") == "CONFIRMED" and stamps(block)[0] == 2


def test_a_deleted_series_is_told_as_cancelled_with_all_its_changed_dates(county: County) -> None:
    county.edit(EVENT, "until:", ONE_DATE + "start: 2027-01-19 18:00\nuntil:")
    county.record()
    before = all_feed(county)
    del county.files[EVENT]
    for _ in range(2):
        after = all_feed(county)
        assert after.keys() == before.keys() and after[VAN] == before[VAN]
        for key in (SERIES, JANUARY):
            assert value(after[key], "STATUS") == "CANCELLED" and stamps(after[key])[0] == stamps(before[key])[0] + 1
        county.record()


# -- feeds that lost what they were made for --------------------------------------------------------------------------


def published(county: County) -> dict[str, bytes]:
    """What a build writes: of two jobs for one address the first counts."""
    found: dict[str, bytes] = {}
    for job in calendar_jobs(county.calendars()):
        if job.name not in found:
            found[job.name] = job.make()
    return found


@pytest.mark.parametrize("name", ["aaa-class", "zzz-class"])
def test_the_feed_of_a_renamed_program_answers_with_its_events_at_the_old_address(county: County, name: str) -> None:
    before = published(county)
    record = county.files.pop("programs/training.md")
    county.files[f"programs/{name}.md"] = record.replace(b"---\ntitle", b"---\naliases: [training]\ntitle")
    for path in (EVENT, "events/van.md"):
        county.edit(path, "program: training", f"program: {name}")
    for _ in range(2):
        after = published(county)
        assert after["feeds/program/training.ics"] == after[f"feeds/program/{name}.ics"]
        assert vevents(after["feeds/program/training.ics"]) == vevents(before["feeds/program/training.ics"])
        county.record()


def test_the_archive_of_a_year_keeps_answering_when_its_events_are_gone(county: County) -> None:
    county.now = datetime(2027, 1, 2, tzinfo=UTC)
    assert len(vevents(county.publish()["feeds/archive/2026.ics"])) == 1
    county.record()
    del county.files["events/van.md"]
    county.record()
    assert vevents(county.publish()["feeds/archive/2026.ics"]) == {}


def test_a_feed_of_shifts_keeps_its_address(county: County) -> None:
    from workshops.shifts import listed_shifts, shift_feed_name, shift_feeds

    def addresses() -> dict[str, str]:
        catalog = county.calendars().catalog
        lang = county.calendars().languages[0]
        return {f.address: shift_feed_name(county.site, f, lang) for f in shift_feeds(catalog, listed_shifts(catalog, county.now))}

    county.edit("events/van.md", "start:", "volunteers:\n  - role: Greeter\n    needed: 2\nstart:")
    county.record()
    before = addresses()
    assert before["feeds/shifts/role/greeter.ics"].startswith("Greeter: ")
    county.edit("events/van.md", "volunteers:\n  - role: Greeter\n    needed: 2\n", "")
    county.record()
    assert addresses().keys() == before.keys()
    assert addresses()["feeds/shifts/town/millbrook.ics"] == before["feeds/shifts/town/millbrook.ics"]


def in_states(county: County, *more: str) -> dict[str, set[str]]:
    """Uids of the feeds of a town that is called Alder in New York, and in further states; of a pair and of shifts too."""
    for state in more:
        county.files[f"venues/far-{state.lower()}.md"] = f"---\ntitle: Far\ntown: Alder\nstate: {state}\n---\n".encode()
    calendars = county.calendars()
    files = dict(calendars.files()) | {job.name: job.make() for job in shift_jobs(Context(calendars))}
    return {name: {uid for uid, _ in vevents(data)} for name, data in files.items() if "town/alder" in name and not name.startswith("es/")}


def in_new_york() -> County:
    """The county with its library in a state, and people wanted there."""
    county = County()
    county.site = replace(county.site, facet_pairs=(("program", "town"),))
    county.edit("venues/library.md", "town: Alder", "town: Alder\nstate: NY")
    county.edit("events/tuesday.md", "start:", "volunteers:\n  - role: Greeter\nstart:")
    return county


def test_a_second_town_of_the_same_name_takes_no_event_from_those_who_subscribed_before() -> None:
    county = in_new_york()
    before = in_states(county)
    assert set(before) == {"feeds/town/alder.ics", "feeds/program/training/town/alder.ics", "feeds/shifts/town/alder.ics"}
    county.record()
    for _ in ("not recorded", "recorded"):
        after = in_states(county, "OH")
        assert {name: after[name] for name in before} == before
        assert {after[name.replace("alder", "alder-ny")] == uids for name, uids in before.items()} == {True}
        assert after["feeds/town/alder-oh.ics"] == set()
        county.record()
    pages = {job.name: job.make().decode() for job in alias_jobs(Context(county.calendars()))}
    assert 'href="../"' in pages["towns/alder/index.html"]
    del county.files["venues/far-oh.md"]  # and when it goes again, so do those who subscribed in the meantime keep all
    last = in_states(county)
    assert last["feeds/town/alder-ny.ics"] == last["feeds/town/alder.ics"] == before["feeds/town/alder.ics"]
    assert last["feeds/shifts/town/alder-ny.ics"] == before["feeds/shifts/town/alder.ics"]
    pages = {job.name: job.make().decode() for job in alias_jobs(Context(county.calendars()))}
    assert 'href="../alder/"' in pages["towns/alder-ny/index.html"] and "towns/alder/index.html" not in pages


def test_a_feed_that_is_switched_off_keeps_its_events_for_those_who_subscribed() -> None:
    county = County()
    on = county.site = replace(county.site, facet_pairs=(("program", "town"), ("town", "audience")))
    before = county.publish()
    county.record()
    county.site = replace(on, facet_pairs=(("program", "town"),), feeds=("all", "program", "town", "discreet", "archive"))
    county.files["events/new.md"] = OTHER.replace("van@", "new@").encode()
    after = county.publish()
    for address in ("feeds/town/alder/audience/everyone.ics", "feeds/venue/library.ics", "es/feeds/mode/in-person.ics"):
        assert vevents(after[address]).items() >= vevents(before[address]).items() and vevents(before[address])
    assert ("new@alder.example.org", "") in vevents(after["feeds/venue/depot.ics"])
    del county.files[NAME]
    assert not {"feeds/venue/depot.ics", "feeds/town/alder/audience/everyone.ics"} & set(county.publish())


@pytest.mark.parametrize("state", ["", "ny"])
def test_a_venue_that_does_not_say_its_state_or_says_it_in_small_letters_is_in_the_same_town(state: str) -> None:
    county = in_new_york()
    assert "feeds/town/alder.ics" in in_states(county, state) and len(in_states(county)) == 3


# -- shifts -----------------------------------------------------------------------------------------------------------

ROLE = "volunteers:\n  - role: Greeter\n    needed: 3\n    filled: 1\n"


def greeter(county: County, lang: str = "") -> str:
    """The one shift as its feed has it."""
    files = {job.name: job.make() for job in shift_jobs(Context(county.calendars()))}
    (block,) = vevents(files[f"{lang}feeds/shifts.ics"]).values()
    return block


def with_greeter() -> County:
    county = County()
    county.edit("events/van.md", "start:", f"{ROLE}start:")
    return county


def test_the_first_record_of_a_shift_keeps_what_was_published() -> None:
    county = with_greeter()
    before = greeter(county)
    county.record()
    assert greeter(county) == before


@pytest.mark.parametrize(
    "old, new, changed, raised",
    [
        ("Come by.", "Come by and see.", False, 0),
        ("title: Van stop", "title: Van stop\ntitle_es: La camioneta", True, 0),
        ("filled: 1", "filled: 2", True, 0),
        ("filled: 1", "filled: 1\n    start: '12:30'\n    end: '14:30'", True, 1),
        ("venue: depot", "venue: library", True, 1),
        ("13:00\nend: 14:00", "15:00\nend: 16:00", True, 1),
        ("program:", "status: cancelled\nprogram:", True, 1),
    ],
    ids=["text", "Spanish title", "how many", "its time", "place", "the event's time", "cancelled"],
)
@pytest.mark.parametrize("recorded", [False, True], ids=["unrecorded", "recorded"])
def test_a_change_of_a_shift_raises_its_revision_when_it_must(old: str, new: str, changed: bool, raised: int, recorded: bool) -> None:
    county = with_greeter()
    county.record()
    before = greeter(county)
    county.edit("events/van.md", old, new)
    if recorded:
        county.record()
    after = greeter(county)
    assert (after == before) is not changed
    assert stamps(after)[0] == stamps(before)[0] + raised and (stamps(after)[1] > stamps(before)[1]) is changed
    county.now += timedelta(hours=1)
    assert greeter(county) == after


def test_a_shift_that_was_filled_and_is_open_again_goes_on_counting() -> None:
    county = with_greeter()
    county.record()
    county.edit("events/van.md", "filled: 1", "filled: 1\n    start: '12:30'")
    county.record()
    assert stamps(greeter(county))[0] == 1
    county.edit("events/van.md", "filled: 1", "filled: 3")
    county.record()
    county.edit("events/van.md", "filled: 3\n    start: '12:30'", "filled: 2")
    county.record()
    assert stamps(greeter(county))[0] == 2


def test_the_shift_of_a_deleted_event_is_told_as_cancelled() -> None:
    county = with_greeter()
    county.record()
    before = greeter(county)
    del county.files["events/van.md"]
    for _ in range(2):
        after = greeter(county)
        assert value(after, "STATUS") == "CANCELLED" and stamps(after)[0] == stamps(before)[0] + 1
        assert value(greeter(county, "es/"), "SUMMARY").startswith("CANCELADO: ")
        county.record()


def test_a_neutral_title_is_a_change_of_the_entry_too(county: County) -> None:
    def neutral() -> str:
        return vevents(county.publish()["feeds/discreet.ics"])[VAN]

    before = neutral()
    county.edit("events/van.md", "title: Van stop", "title: Van stop\ndiscreet_title: Errand")
    assert value(neutral(), "SUMMARY") == "Errand" and stamps(neutral())[0] == 0 and stamps(neutral())[1] > stamps(before)[1]


def test_dates_that_pass_leave_the_other_cancelled_ones_as_they_are(tmp_path: Path) -> None:
    """What is remembered of a deleted event's texts must not be taken for what is left of it a month later."""
    county, cache = rotating(), Cache(tmp_path / "cache", tmp_path, tmp_path / "output", "")
    del county.files["events/rotating.md"]
    county.record()

    def published() -> dict[tuple[str, str], str]:
        catalog = load_catalog(county.files, county.site, today=int(county.now.timestamp()))
        build(catalog, tmp_path / "output", county.now, cache)
        return vevents((tmp_path / "output/feeds/all.ics").read_bytes())

    before = published()
    county.now = datetime(2026, 12, 20, tzinfo=UTC)
    assert published() == {key: block for key, block in before.items() if key in (SERIES, LAST_DATE, VAN)}
