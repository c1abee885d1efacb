"""Zone names, gaps and overlaps, and VTIMEZONE texts that any reader turns into the offsets of zoneinfo."""

import io
import pickle
import re
import zoneinfo
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest
from dateutil import tz as dateutil_tz
from dateutil.rrule import rrulestr
from icalendar import Calendar
from workshops.tzif import read_changes
from workshops.zones import (
    UnknownZone,
    canonical_name,
    is_gap,
    is_overlap,
    load_zone,
    to_utc,
    vtimezone,
    zone_exists,
    zone_names,
)

US_EASTERN = """\
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
END:STANDARD
END:VTIMEZONE
"""

CHANGED_THEIR_RULES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Mexico_City",
    "America/Nuuk",
    "America/Sao_Paulo",
    "Asia/Amman",
    "Asia/Gaza",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Europe/Istanbul",
    "Pacific/Apia",
)


def local(text):
    return datetime.fromisoformat(text)


# Names


@pytest.mark.parametrize("key", ["America/New_York", "US/Eastern", "Asia/Kathmandu", "UTC", "Etc/UTC"])
def test_a_name_from_the_database_is_accepted_and_kept_as_written(key):
    assert zone_exists(key)
    assert load_zone(key).key == key
    assert f"\r\nTZID:{key}\r\n" in vtimezone(key)


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("EST", "America/New_York"),
        ("est", "America/New_York"),
        ("EDT", "America/New_York"),
        ("EST5EDT", "America/New_York"),
        ("PST", "America/Los_Angeles"),
        ("CET", "Europe/Madrid"),
        ("GMT", "Europe/London"),
        ("Eastern Time", "America/New_York"),
        ("US Central", "America/Chicago"),
        ("Mountain Daylight Time", "America/Denver"),
        ("hora del Este", "America/New_York"),
        ("Hora del Pacífico", "America/Los_Angeles"),
        ("Eastern Standard Time", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("New York", "America/New_York"),
        ("america/chicago", "America/Chicago"),
        ("Amercia/New_York", "America/New_York"),
        ("America/New-York", "America/New_York"),
    ],
)
def test_anything_else_is_refused_with_the_name_that_is_meant(written, suggestion):
    assert not zone_exists(written)
    with pytest.raises(UnknownZone) as caught:
        load_zone(written)
    assert caught.value.key == written
    assert caught.value.suggestions[0] == suggestion
    assert repr(written) in str(caught.value) and suggestion in str(caught.value)


@pytest.mark.parametrize(
    "written", ["EST", "MST", "GMT", "HST", "AST", "WET", "EET", "NST", "Arizona", "Amercia/Lima"]
)
def test_every_suggestion_can_be_used(written):
    with pytest.raises(UnknownZone) as caught:
        load_zone(written)
    assert 1 <= len(caught.value.suggestions) <= 3
    assert all(zone_exists(name) for name in caught.value.suggestions)


@pytest.mark.parametrize(
    "written", ["", "UTC-5", "-05:00", "GMT+1", "zzz", "../../../etc/passwd", "/etc/localtime"]
)
def test_an_offset_or_nonsense_is_refused_without_a_guess(written):
    for refuse in (load_zone, vtimezone, canonical_name):
        with pytest.raises(UnknownZone, match="America/New_York") as caught:
            refuse(written)
        assert caught.value.suggestions == ()


def test_an_older_name_has_a_present_one_for_hints():
    assert canonical_name("US/Eastern") == "America/New_York"
    assert canonical_name("Asia/Calcutta") == "Asia/Kolkata"
    assert canonical_name("America/New_York") == "America/New_York"
    # The database files Stockholm under Berlin, but a Swede's calendar says Stockholm.
    assert canonical_name("Europe/Stockholm") == "Europe/Stockholm"


def test_a_zone_and_its_error_survive_being_sent_to_another_process():
    zone = load_zone("America/New_York")
    assert pickle.loads(pickle.dumps(zone)) is zone
    with pytest.raises(UnknownZone) as caught:
        load_zone("EST")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_the_machines_own_zone_files_are_not_read(monkeypatch, tmp_path):
    (tmp_path / "America").mkdir()
    (tmp_path / "America" / "New_York").write_bytes(b"not a zone file")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path),))
    load_zone.cache_clear()
    assert to_utc(local("2027-01-12 18:00"), load_zone("America/New_York")) == datetime(
        2027, 1, 12, 23, tzinfo=UTC
    )


# Local times


@pytest.mark.parametrize(
    ("key", "wall", "kind", "utc"),
    [
        ("America/New_York", "2027-01-12 18:00", "", "2027-01-12 23:00"),
        ("America/New_York", "2027-07-13 18:00", "", "2027-07-13 22:00"),
        ("America/New_York", "2027-03-14 01:59:59", "", "2027-03-14 06:59:59"),
        ("America/New_York", "2027-03-14 02:00", "gap", "2027-03-14 07:00"),
        ("America/New_York", "2027-03-14 02:30", "gap", "2027-03-14 07:30"),
        ("America/New_York", "2027-03-14 03:00", "", "2027-03-14 07:00"),
        ("America/New_York", "2027-11-07 00:59:59", "", "2027-11-07 04:59:59"),
        ("America/New_York", "2027-11-07 01:00", "overlap", "2027-11-07 05:00"),
        ("America/New_York", "2027-11-07 01:59:59", "overlap", "2027-11-07 05:59:59"),
        ("America/New_York", "2027-11-07 02:00", "", "2027-11-07 07:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "gap", "2026-10-03 15:45"),
        ("Australia/Lord_Howe", "2027-04-04 01:45", "overlap", "2027-04-03 14:45"),
        ("Europe/Dublin", "2027-03-28 01:30", "gap", "2027-03-28 01:30"),
        ("Europe/Dublin", "2027-10-31 01:30", "overlap", "2027-10-31 00:30"),
        ("Africa/Cairo", "2027-04-30 00:30", "gap", "2027-04-29 22:30"),
        ("Pacific/Apia", "2011-12-30 12:00", "gap", "2011-12-30 22:00"),
        ("America/Phoenix", "2027-03-14 02:30", "", "2027-03-14 09:30"),
        ("Asia/Kathmandu", "2027-03-14 02:30", "", "2027-03-13 20:45"),
    ],
)
def test_a_local_time_is_an_instant_and_its_traps_are_known(key, wall, kind, utc):
    zone, when = load_zone(key), local(wall)
    assert (is_gap(when, zone), is_overlap(when, zone)) == (kind == "gap", kind == "overlap")
    assert to_utc(when, zone) == local(utc).replace(tzinfo=UTC)
    assert to_utc(when.replace(fold=1), zone) == to_utc(when, zone)


# VTIMEZONE


def test_us_eastern_is_told_as_everyone_knows_it():
    assert vtimezone("America/New_York") == US_EASTERN.replace("\n", "\r\n")
    assert vtimezone("US/Eastern") == vtimezone("America/New_York").replace("America/New_York", "US/Eastern")


def test_a_zone_whose_clocks_never_change_has_one_observance():
    assert vtimezone("Asia/Kathmandu").split("\r\n")[2:-2] == [
        "BEGIN:STANDARD",
        "DTSTART:19860101T000000",
        "TZOFFSETFROM:+0530",
        "TZOFFSETTO:+0545",
        "TZNAME:+0545",
        "END:STANDARD",
    ]
    assert vtimezone("America/Phoenix").count("BEGIN:STANDARD") == 1
    assert "DAYLIGHT" not in vtimezone("America/Phoenix")


def test_irish_summer_is_daylight_time_though_irish_law_says_otherwise():
    text = vtimezone("Europe/Dublin")
    summer = r"BEGIN:DAYLIGHT\r\n.*\r\n.*BYMONTH=3;BYDAY=-1SU\r\n.*\r\nTZOFFSETTO:\+0100\r\nTZNAME:IST"
    winter = r"BEGIN:STANDARD\r\n.*\r\n.*BYMONTH=10;BYDAY=-1SU\r\n.*\r\nTZOFFSETTO:\+0000\r\nTZNAME:GMT"
    assert re.search(summer, text) and re.search(winter, text)


def test_a_change_at_the_end_of_a_day_is_told_by_the_day_after():
    cairo = vtimezone("Africa/Cairo")
    # Clocks go back when the last Thursday of October ends.
    october = "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=FR;BYMONTHDAY=26,27,28,29,30,31"
    assert f"DTSTART:20231027T000000\r\n{october}\r\n" in cairo
    assert "DTSTART:20241101T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=FR;BYMONTHDAY=1\r\n" in cairo
    # An hour before the last Sunday of March begins; twenty-six hours after the fourth Thursday does.
    assert "BYMONTH=3;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30\r\n" in vtimezone("America/Nuuk")
    assert "BYMONTH=3;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29\r\n" in vtimezone("Asia/Jerusalem")


@cache
def observances(body):
    """An independent reading of a VTIMEZONE: sorted onsets in UTC, the offsets from then on, their kinds."""
    found = []
    for kind, block in re.findall(r"BEGIN:(STANDARD|DAYLIGHT)\n(.*?)END:\1\n", body, re.DOTALL):
        fields = dict(line.split(":", 1) for line in block.splitlines())
        assert set(fields) <= {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"}
        before, after = (as_offset(fields[name]) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        start = local(fields["DTSTART"])
        if "RRULE" in fields:
            onsets = rrulestr(f"RRULE:{fields['RRULE']}", dtstart=start).between(
                start, datetime(2047, 1, 1), inc=True
            )
            assert onsets[0] == start
        else:
            onsets = [start]
        found += [(onset - before, after, kind) for onset in onsets]
    return tuple(zip(*sorted(found), strict=True))


def as_offset(text):
    assert re.fullmatch(r"[+-]\d{4}", text)
    return int(f"{text[0]}1") * timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))


def body_of(key):
    text = vtimezone(key)
    assert text.endswith("END:VTIMEZONE\r\n") and text.replace("\r\n", "").isascii()
    first, name, body = text.replace("\r\n", "\n").split("\n", 2)
    assert (first, name) == ("BEGIN:VTIMEZONE", f"TZID:{key}")
    return body


def probes(zone):
    """(moment, offset): every 12 days from 2010 to 2045, and around each change found between them."""
    moment, grid = datetime(2010, 1, 1, tzinfo=UTC), []
    while moment.year < 2046:
        grid.append((moment, moment.astimezone(zone).utcoffset()))
        moment += timedelta(days=12, hours=5)
    found = list(grid)
    for (early, old), (late, new) in pairwise(grid):
        while old != new and late - early > timedelta(seconds=1):
            middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
            if middle.astimezone(zone).utcoffset() == old:
                early = middle
            else:
                late = middle
        if old != new:
            found += [
                (at, at.astimezone(zone).utcoffset()) for at in (early, late, late + timedelta(seconds=1))
            ]
    return found


def test_every_zones_vtimezone_gives_the_offsets_of_zoneinfo():
    changes = 0
    for key in sorted(zone_names()):
        onsets, offsets, _ = observances(body_of(key))
        for moment, expected in probes(load_zone(key)):
            index = bisect_right(onsets, moment.replace(tzinfo=None)) - 1
            assert index >= 0, f"{key}: {moment} is before the first observance"
            assert offsets[index] == expected, f"{key} at {moment}"
            changes += moment.second == 59
    assert changes > 10_000


def test_the_larger_offset_is_daylight_time_wherever_clocks_go_forth_and_back():
    for key in sorted(zone_names()):
        _, offsets, kinds = observances(body_of(key))
        for (old, new), (was, now) in zip(pairwise(offsets), pairwise(kinds), strict=True):
            if was != now and old != new:
                assert now == ("DAYLIGHT" if new > old else "STANDARD"), key


@pytest.mark.parametrize(
    "key", [*CHANGED_THEIR_RULES, "America/New_York", "Europe/Dublin", "Australia/Lord_Howe"]
)
def test_dateutil_and_icalendar_read_the_same_offsets(key):
    text, zone = vtimezone(key), load_zone(key)
    reader = dateutil_tz.tzical(io.StringIO(text.replace("\r\n", "\n"))).get(key)
    parsed = Calendar.from_ical(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{text}END:VCALENDAR\r\n")
    component = parsed.walk("VTIMEZONE")[0]
    assert not component.errors
    icalendars = component.to_tz(lookup_tzid=False)
    for year in range(2025, 2031):
        for month in range(1, 13):
            wall = datetime(year, month, 15, 12)
            expected = zone.utcoffset(wall)
            assert reader.utcoffset(wall) == expected, wall
            assert wall.replace(tzinfo=icalendars).utcoffset() == expected, wall


def test_an_event_before_the_present_rules_still_gets_its_offset():
    onsets, offsets, _ = observances(body_of("America/Sao_Paulo"))
    assert offsets[bisect_right(onsets, datetime(2010, 1, 1)) - 1] == timedelta(hours=-2)
    assert offsets[-1] == timedelta(hours=-3)


def test_data_of_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="unknown format"):
        read_changes(b"TZif" + bytes(200), 2050)
