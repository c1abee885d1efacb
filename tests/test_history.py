"""An event's life, step by step: after each change the feeds before and after are compared.

The harness builds in memory, as a county would edit: change a file, perhaps record, publish, look at the VEVENTs.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from workshops.build.engine import languages_of
from workshops.calendars import Calendars
from workshops.catalog import Catalog
from workshops.feeds import FeedPlan
from workshops.ledger import NAME, write
from workshops.loader import load_catalog
from workshops.outputs import Context
from workshops.outputs.shift_feeds import shift_rows
from workshops.record import update
from workshops.site import Site

BASE = """---
title: Second Tuesday training
title_es: Capacitación del segundo martes
uid: tuesday@alder.example.org
program: training
organizer: health
venue: library
start: 2026-12-08 18:00
end: 19:00
repeat: second Tuesday of every month
until: 2027-06-08
modified: 2026-11-01 09:00
---

Learn to give naloxone.
"""
OTHER = """---
title: Van stop
uid: van@alder.example.org
program: training
organizer: health
venue: depot
start: 2026-12-10 13:00
end: 14:00
---

Come by.
"""
FILES = {
    "events/tuesday.md": BASE, "events/van.md": OTHER,
    "programs/training.md": "---\ntitle: Narcan training\n---\n", "organizers/health.md": "---\ntitle: Health Department\n---\n",
    "venues/library.md": "---\ntitle: Main Library\ntown: Alder\nstreet: 1 Main Street\n---\n",
    "venues/depot.md": "---\ntitle: Depot\ntown: Millbrook\nstreet: 2 Rail Street\n---\n",
}
Vevents = dict[tuple[str, str], str]


class County:
    """A content folder that is edited, recorded and published."""

    def __init__(self) -> None:
        self.files = {path: text.encode() for path, text in FILES.items()}
        self.site = Site(languages=("en", "es"), uid_domain="alder.example.org")
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)
        self.catalog: Catalog

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.files[path].decode()
        assert old in text
        self.files[path] = text.replace(old, new, 1).encode()

    def calendars(self) -> Calendars:
        self.catalog = load_catalog(self.files, self.site, today=int(self.now.timestamp()))
        return Calendars(FeedPlan(self.catalog, self.now), languages_of(self.site), self.catalog.ledger)

    def publish(self) -> dict[str, bytes]:
        return dict(self.calendars().files())

    def record(self) -> None:
        self.now += timedelta(days=1)
        calendars = self.calendars()
        self.files[NAME] = write(update(calendars, self.files, self.now, shift_rows(Context(calendars))))


def vevents(data: bytes) -> Vevents:
    found = {}
    for block in re.findall(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", data.decode(), re.S):
        rid = re.search(r"^RECURRENCE-ID[^:\r]*:(\S+)", block, re.M)
        uid = re.search(r"^UID:(\S+)", block, re.M)
        assert uid
        found[(uid[1], rid[1] if rid else "")] = block
    return found


def value(block: str, name: str) -> str:
    found = re.search(rf"^{name}(?:;[^:\r]*)?:([^\r]*)", block, re.M)
    return found[1] if found else ""


def stamps(block: str) -> tuple[int, str, str]:
    return int(value(block, "SEQUENCE")), value(block, "DTSTAMP"), value(block, "LAST-MODIFIED")


SERIES = ("tuesday@alder.example.org", "")
VAN = ("van@alder.example.org", "")
JANUARY = ("tuesday@alder.example.org", "20270112T180000")


@pytest.fixture
def county() -> County:
    county = County()
    county.record()
    return county


def all_feed(county: County, lang: str = "") -> Vevents:
    return vevents(county.publish()[f"{lang}feeds/all.ics"])


def test_the_first_record_changes_nothing_that_was_published() -> None:
    county = County()
    before = county.publish()
    county.record()
    assert county.publish() == before


def change(path: str, old: str, new: str) -> Callable[[County], None]:
    return lambda county: county.edit(path, old, new)


EVENT = "events/tuesday.md"
ONE_DATE = "changes:\n  - date: 2027-01-12\n    "
EDITS = {  # what changes: (edit, the VEVENTs that change, whether the revision rises)
    "retitled": (change(EVENT, "title: Second Tuesday training", "title: Tuesday evening training"), {SERIES}, False),
    "spanish title": (change(EVENT, "segundo martes", "martes"), {SERIES}, False),
    "text": (change(EVENT, "Learn to give", "Learn how to give"), {SERIES}, False),
    "moved an hour": (change(EVENT, "18:00\nend: 19:00", "17:00\nend: 18:00"), {SERIES}, True),
    "other venue": (change(EVENT, "venue: library", "venue: depot"), {SERIES}, True),
    "one date cancelled": (change(EVENT, "until:", ONE_DATE + "status: cancelled\nuntil:"), {JANUARY}, True),
    "one date moved": (change(EVENT, "until:", ONE_DATE + "start: 2027-01-19 18:00\nuntil:"), {JANUARY}, True),
    "one date skipped": (change(EVENT, "until:", "except: 2027-01-12\nuntil:"), {SERIES}, True),
    "shortened": (change(EVENT, "until: 2027-06-08", "until: 2027-04-13"), {SERIES}, True),
    "extended": (change(EVENT, "until: 2027-06-08", "until: 2027-09-14"), {SERIES}, True),
    "other weekday": (
        change(EVENT, "2026-12-08 18:00\nend: 19:00\nrepeat: second Tuesday", "2026-12-09 18:00\nend: 19:00\nrepeat: second Wednesday"),
        {SERIES},
        True,
    ),
    "postponed": (change(EVENT, "until:", "status: postponed\nuntil:"), {SERIES}, True),
    "cancelled": (change(EVENT, "until:", "status: cancelled\nuntil:"), {SERIES}, True),
    "venue renamed": (change("venues/library.md", "Main Library", "Alder Library"), {SERIES}, False),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("recorded", [False, True], ids=["unrecorded", "recorded"])
def test_a_change_touches_only_what_it_must(county: County, name: str, recorded: bool) -> None:
    edit, touched, rises = EDITS[name]
    before = {lang: all_feed(county, lang) for lang in ("", "es/")}
    edit(county)
    if recorded:
        county.record()
    for lang in ("", "es/"):
        after = all_feed(county, lang)
        for key, block in after.items():
            if key not in touched:
                assert block == before[lang][key], f"{key} was not to change"
                continue
            base = before[lang].get(key, before[lang][SERIES])
            assert stamps(block)[0] == stamps(base)[0] + rises
            assert stamps(block)[1] > stamps(base)[1] or key not in before[lang]
            assert stamps(block)[1] == stamps(block)[2]
        assert set(after) == set(before[lang]) | touched
    assert not [p for p in county.catalog.problems if p.severity == "error"]


def test_a_new_event_changes_nothing_else(county: County) -> None:
    before = county.publish()
    county.files["events/new.md"] = OTHER.replace("van@", "new@").replace("Van stop", "New stop").encode()
    for _ in range(2):  # before and after it is recorded
        after = county.publish()
        new = vevents(after["feeds/all.ics"])
        assert {key: block for key, block in new.items() if key[0] != "new@alder.example.org"} == vevents(before["feeds/all.ics"])
        assert stamps(new[("new@alder.example.org", "")])[0] == 0
        assert after["feeds/venue/library.ics"] == before["feeds/venue/library.ics"]
        county.record()


def test_building_twice_between_two_records_says_the_same(county: County) -> None:
    county.edit(EVENT, "18:00\nend: 19:00", "17:00\nend: 18:00")
    first = county.publish()
    county.now += timedelta(days=1)
    assert county.publish() == first


def test_an_unrecorded_change_is_one_second_later(county: County) -> None:
    before = all_feed(county)[SERIES]
    county.edit(EVENT, "18:00\nend: 19:00", "17:00\nend: 18:00")
    assert value(before, "DTSTAMP") == "20261101T140000Z"
    assert value(all_feed(county)[SERIES], "DTSTAMP") == "20261101T140001Z"


def test_revisions_rise_step_by_step(county: County) -> None:
    for step, (old, new) in enumerate([("end: 19:00", "end: 19:30"), ("end: 19:30", "end: 20:00"), ("end: 20:00", "end: 19:00")], 1):
        county.edit(EVENT, old, new)
        county.record()
        assert stamps(all_feed(county)[SERIES])[0] == step


def test_a_deleted_event_is_told_as_cancelled_until_it_is_past(county: County) -> None:
    before = all_feed(county)
    del county.files["events/van.md"]
    for _ in range(2):  # before and after it is recorded
        block = all_feed(county)[VAN]
        assert value(block, "STATUS") == "CANCELLED" and value(block, "SUMMARY").startswith("CANCELLED: ")
        assert stamps(block)[0] == stamps(before[VAN])[0] + 1
        assert value(all_feed(county, "es/")[VAN], "SUMMARY").startswith("CANCELADO: ")
        assert any("workshops cancel" in p.hint for p in county.catalog.problems)
        county.record()
    county.now = datetime(2026, 12, 11, 6, tzinfo=UTC)
    assert VAN not in all_feed(county)


def test_a_restored_event_is_scheduled_again_with_a_higher_revision(county: County) -> None:
    text = county.files.pop("events/van.md")
    county.record()
    gone = stamps(all_feed(county)[VAN])
    county.files["events/van.md"] = text
    county.record()
    back = all_feed(county)[VAN]
    assert value(back, "STATUS") == "CONFIRMED" and stamps(back)[0] == gone[0] + 1 and stamps(back)[1] > gone[1]


def test_a_date_that_is_as_usual_again_stays_told(county: County) -> None:
    county.edit(EVENT, "until:", ONE_DATE + "status: cancelled\nuntil:")
    county.record()
    cancelled = stamps(all_feed(county)[JANUARY])
    county.edit(EVENT, ONE_DATE + "status: cancelled\n", "")
    block = all_feed(county)[JANUARY]
    assert value(block, "STATUS") == "CONFIRMED" and stamps(block)[0] == cancelled[0] + 1
    county.record()
    assert value(all_feed(county)[JANUARY], "DTSTART").endswith("20270112T180000")


@pytest.mark.parametrize("broken", ["---\ntitle: [oops\n---\n", "---\ntitle: Van\nstart: 2026-12-10 13:00\n---\n", ""])
def test_a_broken_file_is_not_a_deleted_one(county: County, broken: str) -> None:
    before = county.publish()
    county.files["events/van.md"] = broken.encode()
    assert county.publish() == before
    assert any(p.severity == "error" and p.file == "content/events/van.md" for p in county.catalog.problems)
    county.record()
    assert county.publish() == before


@pytest.mark.parametrize("broken", [b"---\ntown: Nowhere\n---\n", None], ids=["broken", "deleted"])
def test_events_at_a_broken_or_deleted_venue_stay_as_they_were(county: County, broken: bytes | None) -> None:
    before = county.publish()
    if broken is None:
        del county.files["venues/depot.md"]
    else:
        county.files["venues/depot.md"] = broken
    for _ in range(2):
        after = county.publish()
        assert vevents(after["feeds/all.ics"]) == vevents(before["feeds/all.ics"])
        assert after["feeds/venue/depot.ics"] == before["feeds/venue/depot.ics"]
        county.record()


def test_a_renamed_file_keeps_identity_and_bytes(county: County) -> None:
    county.edit(EVENT, "uid: tues", "slug: tuesday\nuid: tues")
    county.record()
    before = county.publish()
    county.files["events/renamed.md"] = county.files.pop(EVENT)
    assert county.publish() == before


def test_a_new_address_keeps_the_old_one_answering(county: County) -> None:
    before = all_feed(county)[SERIES]
    county.files["events/renamed.md"] = county.files.pop(EVENT)
    county.record()
    assert stamps(all_feed(county)[SERIES])[0] == stamps(before)[0]
    assert county.catalog.entries["renamed"].aliases == ["tuesday"]


def test_a_feed_that_lost_its_events_keeps_answering(county: County) -> None:
    assert "feeds/program/training.ics" in county.publish()
    for path in (EVENT, "events/van.md"):
        county.edit(path, "program: training", "program: classes")
    county.files["programs/classes.md"] = county.files.pop("programs/training.md")
    after = county.publish()
    assert not vevents(after["feeds/program/training.ics"]) and b"BEGIN:VTIMEZONE" in after["feeds/program/training.ics"]
    assert len(vevents(after["feeds/program/classes.ics"])) == 2


def test_a_merge_conflict_is_explained_and_repaired(county: County) -> None:
    before = county.publish()
    lines = county.files[NAME].decode().splitlines(keepends=True)
    county.files[NAME] = "".join(
        [*lines[:3], "<<<<<<< ours\n", *lines[3:5], "=======\n", *lines[3:5], ">>>>>>> theirs\n", *lines[5:]]
    ).encode()
    assert county.publish() == before
    assert any("workshops record" in p.hint for p in county.catalog.problems)
    county.record()
    assert b"<<<<" not in county.files[NAME] and county.publish() == before


@pytest.mark.parametrize(
    "damage", [b"event\tx\ty\n", b"\xff\xfe\x00", b"event\ttuesday@alder.example.org\t\ta\tb\t99\tz\tz\tz\tz\tz\tz\t\tdeadbeef\n"]
)
def test_a_damaged_line_is_never_trusted(county: County, damage: bytes) -> None:
    before = county.publish()
    county.files[NAME] += damage
    assert county.publish() == before
    assert any(p.file.endswith(NAME) for p in county.catalog.problems)
    county.record()
    assert damage not in county.files[NAME]


def test_a_clone_with_the_record_gives_the_same_bytes(county: County) -> None:
    county.edit(EVENT, "until:", ONE_DATE + "status: cancelled\nuntil:")
    county.record()
    clone = County()
    clone.files, clone.now = dict(county.files), county.now
    assert clone.publish() == county.publish()


def test_recording_twice_changes_nothing(county: County) -> None:
    before = county.files[NAME]
    county.record()
    assert county.files[NAME] == before
