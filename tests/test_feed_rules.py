"""The rules of calendar feeds, one test a rule, on a small county in memory: what is written, byte by byte."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from feed_site import NOW, RECORDS, SITE, event, published
from workshops.build.cache import Cache
from workshops.build.engine import build, languages_of
from workshops.calendars import Calendars
from workshops.feeds import LONGEST_ADDRESS, FeedPlan
from workshops.ics import fold
from workshops.loader import load_catalog
from workshops.site import Site


def feed(calendars: Calendars, address: str = "feeds/all.ics") -> str:
    """One file as text, its long lines joined again."""
    return dict(calendars.files())[address].decode().replace("\r\n ", "")


def only(address: str = "feeds/all.ics", *, site: Site = SITE, body: str = "Come and learn.", **fields: Any) -> str:
    """The feed of a county with one event."""
    return feed(published(site, only=event(body, uid="only@alder.test", **fields)), address)


def blocks(text: str) -> list[str]:
    return re.findall(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", text, re.S)


def values(text: str, name: str) -> list[str]:
    """Parameters and value of every property of a name."""
    return re.findall(rf"^{name}([;:][^\r]*)\r$", text, re.M)


def holds(calendars: Calendars, name: str) -> set[str]:
    """The feeds that an event is in, without the archives."""
    return {
        f.address.removeprefix("feeds/").removesuffix(".ics")
        for f in calendars.plan.feeds
        if f.kind != "archive" and any(g.entry.slug == name for g in f.groups)
    }


# File


def test_the_head_is_in_the_order_that_programs_expect() -> None:
    head = only("feeds/program/narcan.ics").split("BEGIN:VEVENT")[0]
    calendar, zone = head.split("BEGIN:VTIMEZONE")
    assert calendar.split("\r\n")[:-1] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//pelican-workshops//workshops 0//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Narcan training · Alder",
        "X-WR-CALNAME:Narcan training · Alder",
        "DESCRIPTION:Dates of Narcan training · Alder. Check the page before you travel: https://alder.test/programs/narcan/",
        "X-WR-CALDESC:Dates of Narcan training · Alder. Check the page before you travel: https://alder.test/programs/narcan/",
        "X-WR-TIMEZONE:America/New_York",
        "URL:https://alder.test/programs/narcan/",
        "SOURCE;VALUE=URI:https://alder.test/feeds/program/narcan.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "COLOR:steelblue",
        "LAST-MODIFIED:20200101T000000Z",
    ]
    assert zone.endswith("END:VTIMEZONE\r\n")


def test_a_colour_that_is_no_css_name_gives_the_sites_own() -> None:
    assert values(only("feeds/program/forum.ics", program="forum"), "COLOR") == [":teal"]


def test_every_file_is_utf8_with_crlf_short_lines_and_nothing_that_asks_for_an_answer() -> None:
    long = "Año nuevo 💜 " * 40
    calendars = published(one=event(long, title=long, title_es="Niño " * 60), two=event(start="2027-01-05 18:00", status="cancelled"))
    for address, data in calendars.files():
        assert data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(b"END:VCALENDAR\r\n"), address
        assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
        for line in data.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()  # a character that is split between two lines is no UTF-8
        assert not re.search(rb"^(METHOD|ATTENDEE|RDATE|BEGIN:VALARM|BEGIN:VLOCATION|BEGIN:PARTICIPANT|DURATION|COMMENT)", data, re.M)
        assert not re.search(rb"BYSETPOS|RANGE=", data)


@pytest.mark.parametrize("mark", ["a", "ñ", "…", "💜"])
def test_folding_never_splits_a_character(mark: str) -> None:
    for before in range(70, 80):
        line = "X" * before + mark * 90
        folded = fold(line)
        pieces = folded.encode().removesuffix(b"\r\n").split(b"\r\n ")
        assert b"".join(pieces).decode() == line
        assert len(pieces[0]) <= 75 and all(len(piece) <= 74 for piece in pieces[1:])
        assert len(pieces[0]) > 75 - len(mark.encode())


def test_control_characters_go_from_every_text() -> None:
    text = only(title='"A\\u0007B\\u0000\\u200dC\\u2028D"', room='"2\\u0008"', tags='["x\\u001by"]', body="Sound\x07 of a bell\x0b.")
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text)
    assert values(text, "SUMMARY") == [":AB\u200dCD"]


def test_special_characters_are_escaped() -> None:
    text = only(title="'One; two, three \\ four'", body="First line\n\nSecond; line")
    assert values(text, "SUMMARY") == [r":One\; two\, three \\ four"]
    assert values(blocks(text)[0], "DESCRIPTION")[0].endswith(r"First line\n\nSecond\; line")


def test_a_feed_without_events_stays_legal() -> None:
    text = feed(published(one=event()), "feeds/town/millbrook.ics")
    assert not blocks(text) and text.count("BEGIN:VTIMEZONE") == 1 and "TZID:America/New_York\r\n" in text
    assert values(text.split("BEGIN:VTIMEZONE")[0], "LAST-MODIFIED") == [":20200101T000000Z"]


def test_events_stand_in_order_of_start_and_uid() -> None:
    calendars = published(a=event(uid="b@x"), b=event(uid="a@x"), c=event(uid="c@x", start="2026-12-01 18:00"))
    assert values("".join(blocks(feed(calendars))), "UID") == [":c@x", ":a@x", ":b@x"]


def test_the_same_content_gives_the_same_bytes() -> None:
    one, two = (dict(published(a=event(), b=event(start="2027-02-02", end=None)).files()) for _ in range(2))
    assert one == two


# Size, retention, archives


def test_a_feed_reaches_twelve_months_back_and_its_edge_moves_once_a_month() -> None:
    events = {f"e{n}": event(start=f"{day} 18:00") for n, day in enumerate(("2025-10-31", "2025-11-01", "2025-11-30"))}
    kept = {}
    for now in (NOW, NOW + timedelta(days=8), NOW + timedelta(days=9)):  # the last moments of November and the first of December
        kept[now.day] = [v[-15:] for v in values("".join(blocks(feed(published(now=now, **events)))), "DTSTART")]
    assert kept == {22: ["20251101T180000", "20251130T180000"], 30: ["20251101T180000", "20251130T180000"], 1: []}


def test_the_edge_is_midnight_on_the_sites_clock() -> None:
    events = {
        "late": event(start="2025-10-31 22:00", end="2025-10-31 23:59"),
        "over": event(start="2025-10-31 22:00", end="2025-11-01 00:30"),
    }
    assert len(blocks(feed(published(**events)))) == 1


def test_past_events_have_an_archive_for_each_year() -> None:
    calendars = published(
        a=event(start="2024-12-31 22:00", end="2025-01-01 01:00", uid="a@x"),
        b=event(start="2026-02-03 18:00", uid="b@x"),
        c=event(start="2024-12-20 18:00", repeat="every week", count=4, uid="c@x"),
        closed=event(start="2024-05-05 18:00", access="closed"),
    )
    found = {f.address: sorted({g.uid for g in f.groups}) for f in calendars.plan.feeds if f.kind == "archive"}
    assert found == {"feeds/archive/2024.ics": ["a@x", "c@x"], "feeds/archive/2025.ics": ["c@x"], "feeds/archive/2026.ics": ["b@x"]}
    assert values(feed(calendars, "es/feeds/archive/2024.ics"), "NAME") == [":Eventos pasados de 2024 · Condado de Alder"]


def told(calendars: Calendars) -> list[str]:
    """The warnings of a build."""
    files = dict(calendars.files())
    return calendars.warnings(lambda name: len(files[name]))


def sized(bound: int) -> tuple[Calendars, str]:
    """Four events with long texts, two of them past, under a bound of so many bytes."""
    body = "Long text. " * 100
    calendars = published(
        replace(SITE, feed_bytes=bound),
        **{
            f"e{n}": event(body, start=f"{day} 18:00", title=f"Number {n}")
            for n, day in enumerate(("2026-01-06", "2026-02-03", "2026-12-01", "2027-01-05"))
        },
    )
    return calendars, feed(calendars)


def test_bodies_go_before_past_events_and_coming_ones_never() -> None:
    whole = sized(100_000)[1]
    assert whole.count("Long text.") == 400
    short = sized(len(whole) - 1)[1]
    assert "Long text." not in short and len(blocks(short)) == 4
    one_less = sized(len(short) - 1)[1]
    assert values("".join(blocks(one_less)), "SUMMARY") == [":Number 1", ":Number 2", ":Number 3"]
    calendars, least = sized(10)
    assert values("".join(blocks(least)), "SUMMARY") == [":Number 2", ":Number 3"]
    (warning,) = told(calendars)
    assert re.match(r"feeds/\S+\.ics \(\d KB\) and \d+ more feeds are larger than 0.01 KB", warning)
    assert not told(sized(len(one_less) + 100)[0])


def test_every_build_tells_of_a_feed_that_is_too_large_also_where_nothing_changed(tmp_path: Path) -> None:
    catalog = sized(1000)[0].catalog
    for _ in range(2):
        result = build(catalog, tmp_path / "output", NOW, Cache(tmp_path / "cache", tmp_path, tmp_path / "output", ""))
        assert len(result.warnings) == 1 and "larger than 1 KB" in result.warnings[0]
    assert result.made < 5


def test_addresses_have_256_characters_at_most() -> None:
    site = replace(SITE, facet_pairs=(("program", "venue"),))
    long = {f"programs/{'p' * 120}.md": RECORDS["programs/narcan.md"], f"venues/{'v' * 120}.md": RECORDS["venues/main.md"]}
    calendars = published(site, records=long, one=event(program="p" * 120, venue="v" * 120))
    addresses = [address for address, _ in calendars.files()]
    assert max(len(f"{site.url}/{address}") for address in addresses) <= LONGEST_ADDRESS == 256
    assert f"es/feeds/program/{'p' * 120}.ics" in addresses
    assert any("256" in warning for warning in told(calendars))
    assert not told(published(site, one=event()))


# Time


def test_times_have_a_zone_by_name_and_a_definition_of_it() -> None:
    text = only(timezone="America/Chicago")
    assert values(blocks(text)[0], "DTSTART") == [";TZID=America/Chicago:20261208T180000"]
    assert values(blocks(text)[0], "DTEND") == [";TZID=America/Chicago:20261208T190000"]
    assert values(text, "TZID") == [":America/Chicago"]
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20070311T020000\r\n" in text and "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n" in text


def test_whole_days_end_on_the_day_after() -> None:
    block = blocks(only(start="2027-02-28", end="2027-03-01"))[0]
    assert values(block, "DTSTART") == [";VALUE=DATE:20270228"] and values(block, "DTEND") == [";VALUE=DATE:20270302"]


def test_until_is_in_utc() -> None:
    assert values(blocks(only(repeat="second Tuesday of every month", until="2027-07-31"))[0], "RRULE") == [
        ":FREQ=MONTHLY;UNTIL=20270713T220000Z;BYDAY=2TU"
    ]


def test_until_of_whole_days_is_a_date() -> None:
    assert "UNTIL=20261222" in values(blocks(only(start="2026-12-08", end=None, repeat="every week", until="2026-12-25"))[0], "RRULE")[
        0
    ].split(";")


def test_a_skipped_date_has_its_time_and_zone() -> None:
    block = blocks(only(repeat="every week", count=5, except_="[2026-12-22, 2026-12-29]"))[0]
    assert values(block, "EXDATE") == [";TZID=America/New_York:20261222T180000", ";TZID=America/New_York:20261229T180000"]
    assert values(blocks(only(start="2026-12-08", end=None, repeat="every week", count=3, except_="2026-12-15"))[0], "EXDATE") == [
        ";VALUE=DATE:20261215"
    ]


def test_skipped_first_dates_move_the_start() -> None:
    block = blocks(only(repeat="every week", count=5, except_="[2026-12-08, 2026-12-15]"))[0]
    assert values(block, "DTSTART") == [";TZID=America/New_York:20261222T180000"] and not values(block, "EXDATE")
    assert "COUNT=3" in values(block, "RRULE")[0].split(";")


@pytest.mark.parametrize("repeat", ["RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "last weekday of every month"])
def test_rules_that_need_a_position_become_single_dates(repeat: str) -> None:
    found = blocks(only(start="2026-12-31 18:00", repeat=repeat, count=3))
    assert [values(b, "DTSTART")[0][-15:] for b in found] == ["20261231T180000", "20270129T180000", "20270226T180000"]
    assert [values(b, "UID") for b in found] == [[f":only@alder.test-{day}T180000"] for day in ("20261231", "20270129", "20270226")]
    assert not values("".join(found), "RRULE")


def test_the_monday_before_the_third_tuesday_is_a_rule() -> None:
    rule = values(blocks(only(start="2026-12-14 18:00", repeat="the Monday before the third Tuesday", count=3))[0], "RRULE")[0]
    assert "BYDAY=MO" in rule and "BYMONTHDAY=14,15,16,17,18,19,20" in rule


# Identity and change


def test_an_event_is_the_same_in_every_feed_and_in_its_own_file() -> None:
    files = dict(published(one=event(uid="one@x", cohosts="library", languages="[en, es]")).files())
    for folder in ("", "es/"):
        found = {
            name: blocks(data.decode())
            for name, data in files.items()
            if name.startswith(folder or ("feeds/", "events/")) and "discreet" not in name
        }
        said = {b for name, several in found.items() if not (folder == "" and name.startswith("es/")) for b in several}
        assert len(said) == 1


def test_extra_dates_and_entries_have_uids_of_their_own() -> None:
    assert values("".join(blocks(only(also="2026-12-20 10:00"))), "UID") == [":only@alder.test", ":only@alder.test-20261220T100000"]
    listed = "\n  - start: 2027-01-16 10:30\n    end: 12:00\n  - start: 2027-02-18 12:30\n    end: 13:30\n    uid: mine@x"
    assert values("".join(blocks(only(start=None, end=None, dates=listed))), "UID") == [":only@alder.test-20270116T103000", ":mine@x"]


def test_stamps_are_those_of_the_file_else_a_fixed_one() -> None:
    assert values(blocks(only(modified="2026-11-01 09:00"))[0], "DTSTAMP") == [":20261101T140000Z"]
    assert {*values(blocks(only())[0], "DTSTAMP"), *values(blocks(only())[0], "LAST-MODIFIED")} == {":20200101T000000Z"}


STATUSES = [  # front matter, STATUS, what stands before the title in English and Spanish, SEQUENCE
    ("scheduled", "CONFIRMED", "", "", "0"),
    ("moved", "CONFIRMED", "", "", "1"),
    ("postponed", "TENTATIVE", "POSTPONED: ", "APLAZADO: ", "1"),
    ("cancelled", "CANCELLED", "CANCELLED: ", "CANCELADO: ", "1"),
]


@pytest.mark.parametrize(("status", "told", "english", "spanish", "sequence"), STATUSES)
def test_status_and_prefix(status: str, told: str, english: str, spanish: str, sequence: str) -> None:
    calendars = published(one=event(status=status, title_es="Clase", availability="full"))
    for address, prefix, title in (("feeds/all.ics", english, "Class"), ("es/feeds/all.ics", spanish, "Clase")):
        block = blocks(feed(calendars, address))[0]
        assert values(block, "STATUS") == [f":{told}"] and values(block, "SUMMARY") == [f":{prefix}{title}"]
        assert values(block, "SEQUENCE") == [f":{sequence}"]


def test_a_site_may_keep_cancelled_events_visible() -> None:
    block = blocks(only(site=replace(SITE, show_cancelled=True), status="cancelled"))[0]
    assert values(block, "STATUS") == [":CONFIRMED"] and values(block, "SUMMARY") == [":CANCELLED: Class"]


def test_one_cancelled_date_is_an_override_that_stays_as_long_as_its_series() -> None:
    weekly = event(
        uid="w@x",
        start="2025-09-02 18:00",
        repeat="every week",
        until="2027-06-29",
        changes="\n  - date: 2025-09-09\n    status: cancelled",
    )
    found = blocks(feed(published(one=weekly)))
    assert len(found) == 2 and not values("".join(found), "EXDATE")
    override = next(b for b in found if "RECURRENCE-ID" in b)
    assert values(override, "RECURRENCE-ID") == [";TZID=America/New_York:20250909T180000"]
    assert values(override, "STATUS") == [":CANCELLED"] and values(override, "SEQUENCE") == [":1"]
    assert values(next(b for b in found if "RRULE" in b), "SEQUENCE") == [":0"]


def test_a_date_that_moves_to_another_day_keeps_its_time() -> None:
    """`start: 2027-01-13` under changes moves the class; it does not make it last all day."""
    moved = event(repeat="second Tuesday of every month", until="2027-06-30", changes="\n  - date: 2027-01-12\n    start: 2027-01-13")
    override = next(b for b in blocks(feed(published(one=moved))) if "RECURRENCE-ID" in b)
    assert values(override, "DTSTART") == [";TZID=America/New_York:20270113T180000"]
    assert values(override, "DTEND") == [";TZID=America/New_York:20270113T190000"]
    whole = moved.replace("start: 2027-01-13", "start: 2027-01-13\n    end: 2027-01-14")
    override = next(b for b in blocks(feed(published(one=whole))) if "RECURRENCE-ID" in b)
    assert values(override, "DTSTART") == [";VALUE=DATE:20270113"], "unless the end says so"


@pytest.mark.parametrize("changed", ["2026-12-08", "2026-12-10"])
def test_a_change_reaches_a_single_event_and_its_extra_dates(changed: str) -> None:
    found = blocks(only(also="2026-12-10", changes=f"[{{date: {changed}, status: cancelled}}]"))
    assert [values(b, "DTSTART")[0][-15:-7] for b in found if "CANCELLED" in b] == [changed.replace("-", "")]


@pytest.mark.parametrize("fields", [{}, {"repeat": "every Tuesday", "count": 2}])
def test_an_extra_date_has_the_usual_time_also_where_the_first_one_is_moved(fields: dict[str, Any]) -> None:
    found = blocks(only(also="2026-12-10", changes="[{date: 2026-12-08, start: '20:00'}]", **fields))
    starts = {values(b, "DTSTART")[0][-15:] for b in found}
    assert "20261208T200000" in starts and "20261210T180000" in starts


def test_one_date_of_a_whole_day_series_at_a_time_lasts_an_hour() -> None:
    days = event(start="2026-12-08", end="", repeat="every Tuesday", count=3, changes="[{date: 2026-12-15, start: '18:00'}]")
    override = next(b for b in blocks(feed(published(one=days))) if "RECURRENCE-ID" in b)
    assert values(override, "DTEND") == [";TZID=America/New_York:20261215T190000"]


# Content


def test_the_place_reads_the_same_in_both_properties() -> None:
    block = blocks(only(venue="main", room='The "Elm", room 3'))[0]
    title, address = "Main Library, The ”Elm”, room 3", "1 Elm Street, Alder, NY 13000"
    assert values(block, "LOCATION")[0].replace("\\,", ",") == f":{title}\\n{address}"
    assert values(block, "X-APPLE-STRUCTURED-LOCATION") == [
        f';VALUE=URI;X-ADDRESS="{address}";X-APPLE-RADIUS=70;X-TITLE="{title}":geo:42.5,-76.5'
    ]
    assert values(block, "GEO") == [":42.5;-76.5"]


def test_a_circumflex_reads_the_same_to_programs_that_decode_it_and_those_that_do_not() -> None:
    hall = "---\ntitle: '5^nd ^^ ^''A'' 2^3'\ntown: Alder\nlatitude: 42.50\nlongitude: -76.5\n---\n"
    data = dict(published(records={"venues/hat.md": hall}, hat=event(venue="hat")).files())["feeds/all.ics"]
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    pin = found["X-APPLE-STRUCTURED-LOCATION"].params
    assert str(found["LOCATION"]) == f"{pin['X-TITLE']}\n{pin['X-ADDRESS']}" and "2^3" in pin["X-TITLE"]


@pytest.mark.parametrize("languages, interpretation", [("[es-MX]", None), ("[en]", "[es-419: provided]")])
def test_an_event_in_a_regions_spanish_is_also_one_in_spanish(languages: str, interpretation: str | None) -> None:
    found = dict(published(clase=event(languages=languages, interpretation=interpretation)).files())
    assert b"UID:clase@" in found["feeds/language/es.ics"]
    assert b"UID:clase@" in found[f"feeds/language/{'es-MX' if interpretation is None else 'es-419'}.ics"]


def test_a_place_without_coordinates_has_no_pin_and_an_online_event_no_place() -> None:
    hall = blocks(only(venue="hall"))[0]
    assert (
        values(hall, "LOCATION") == [r":Hall\nMillbrook\, NY"]
        and not values(hall, "GEO")
        and not values(hall, "X-APPLE-STRUCTURED-LOCATION")
    )
    online = published(one=event(venue=None, mode="online"))
    assert values(blocks(feed(online))[0], "LOCATION") == [":Online"] and values(
        blocks(feed(online, "es/feeds/all.ics"))[0], "LOCATION"
    ) == [":En línea"]


def test_what_else_an_entry_holds() -> None:
    calendars = published(
        one=event(
            tags="['kits, free']",
            image="images/kit.jpg",
            image_alt="A kit",
            mode="hybrid",
            join_url="https://meet.test/ñ",
            join_public="yes",
        )
    )
    block = blocks(feed(calendars))[0]
    assert values(block, "URL") == [":https://alder.test/events/one/"]
    assert values(block, "CATEGORIES") == [r":Narcan training,kits\, free"]
    assert values(block, "ORGANIZER") == [';CN="Health Department":mailto:health@alder.test']
    assert values(block, "CONFERENCE") == [';VALUE=URI;FEATURE=VIDEO;LABEL="Join online":https://meet.test/%C3%B1']
    assert values(block, "IMAGE") == [";VALUE=URI;DISPLAY=FULLSIZE;FMTTYPE=image/jpeg:https://alder.test/images/kit.jpg"]
    assert values(block, "TRANSP") == [":TRANSPARENT"] and values(block, "X-MICROSOFT-CDO-BUSYSTATUS") == [":FREE"]
    spanish = blocks(feed(calendars, "es/feeds/all.ics"))[0]
    assert values(spanish, "URL") == [":https://alder.test/es/events/one/"]
    assert values(spanish, "CATEGORIES") == [r":Capacitación en Narcan,kits\, free"]


def test_no_address_of_a_person_and_no_link_that_is_not_public() -> None:
    assert not values(blocks(only(organizer="library"))[0], "ORGANIZER")  # its contact is a phone number
    text = event(uid="only@x", mode="hybrid", join_url="https://meet.test/secret", join_public="no")
    catalog = load_catalog(
        {path: data.encode() for path, data in {**RECORDS, "events/one.md": text}.items()}, SITE, today=int(NOW.timestamp())
    )
    assert any("private join link" in p.message for p in catalog.problems)
    written = b"".join(data for _, data in Calendars(FeedPlan(catalog, NOW), languages_of(SITE), catalog.ledger).files())
    assert b"secret" not in written and b"CONFERENCE" not in written


def test_the_discreet_feed_tells_no_topic() -> None:
    secret = {"venues/main.md": RECORDS["venues/main.md"].replace("Main Library", "Overdose Prevention Center")}
    calendars = published(
        records=secret,
        one=event(
            "Naloxone for all.",
            title="Narcan class",
            title_es="Clase de Narcan",
            tags="[naloxone]",
            kit="nasal",
            status="cancelled",
            status_note="No naloxone left",
            bring="Narcan",
            image="images/kit.jpg",
            image_alt="A kit",
        ),
    )
    for address, name, title in (
        ("feeds/discreet.ics", "My calendar", "CANCELLED: Community event"),
        ("es/feeds/discreet.ics", "Mi calendario", "CANCELADO: Evento comunitario"),
    ):
        text = feed(calendars, address)
        assert values(text, "NAME") == values(text, "X-WR-CALNAME") == values(text, "X-WR-CALDESC") == [f":{name}"]
        (block,) = blocks(text)
        assert values(block, "SUMMARY") == [f":{title}"] and "1 Elm Street" in block
        assert not re.search(r"CATEGORIES|COLOR|ORGANIZER|URL|IMAGE", block)
        assert not re.search("narcan|nalox|overdose|sobredosis|kit", block, re.I)
    own = published(one=event(discreet_title="Evening class", discreet_title_es="Clase de noche"))
    assert values(blocks(feed(own, "es/feeds/discreet.ics"))[0], "SUMMARY") == [":Clase de noche"]


# Which events are where


@pytest.mark.parametrize("access", ["invite", "closed"])
def test_events_that_are_not_public_are_in_the_feeds_of_their_host_program_and_audience_only(access: str) -> None:
    site = replace(SITE, facet_pairs=(("program", "town"),))
    calendars = published(site, one=event(access=access, audience="parents"))
    assert holds(calendars, "one") == {"program/narcan", "organizer/health", "audience/parents"}


def test_a_public_event_is_in_all_its_feeds() -> None:
    site = replace(SITE, facet_pairs=(("program", "town"), ("town", "audience")))
    calendars = published(
        site,
        one=event(
            cohosts="[library]",
            mode="hybrid",
            languages="[en]",
            audience="[parents, students]",
            interpretation="\n  - es\n  - lang: vi\n    on_request: yes",
        ),
    )
    assert holds(calendars, "one") == {
        "all",
        "discreet",
        "program/narcan",
        "town/alder",
        "venue/main",
        "organizer/health",
        "organizer/library",
        "audience/parents",
        "audience/students",
        "language/en",
        "language/es",
        "language/vi",
        "mode/in-person",
        "mode/online",
        "mode/hybrid",
        "program/narcan/town/alder",
        "town/alder/audience/parents",
        "town/alder/audience/students",
    }


def test_pairs_are_only_where_switched_on_and_only_with_events() -> None:
    def pairs(site: Site) -> list[str]:
        return [f.address for f in published(site, one=event(), two=event(program="forum", venue="hall")).plan.feeds if f.kind == "pair"]

    assert pairs(SITE) == []
    assert pairs(replace(SITE, facet_pairs=(("program", "town"),))) == [
        "feeds/program/forum/town/millbrook.ics",
        "feeds/program/narcan/town/alder.ics",
    ]


def test_two_towns_of_one_name_have_their_state_in_the_address() -> None:
    other = {"venues/far.md": "---\ntitle: Far\ntown: Alder\nstate: OH\n---\n"}
    calendars = published(records=other, one=event(), two=event(venue="far"))
    assert "town/alder-ny" in holds(calendars, "one") and "town/alder-oh" in holds(calendars, "two")
    assert values(feed(calendars, "feeds/town/alder-oh.ics"), "NAME") == [":Alder\\, OH · Alder"]


def test_an_online_event_is_in_no_town() -> None:
    calendars = published(one=event(mode="online"))
    assert holds(calendars, "one") >= {"mode/online"} and not any(name.startswith(("town", "venue")) for name in holds(calendars, "one"))


def test_a_spanish_feed_has_spanish_names() -> None:
    calendars = published(one=event())
    assert values(feed(calendars, "es/feeds/program/narcan.ics"), "NAME") == [":Capacitación en Narcan · Condado de Alder"]
    assert values(feed(calendars, "es/feeds/mode/online.ics"), "NAME") == [":En línea · Condado de Alder"]
    host = {"organizers/health.md": "---\ntitle: Health\ntitle_es: Salud\ncontact: health@alder.test\n---\n"}
    calendars = published(records=host, one=event())
    found = [values(feed(calendars, f"{folder}feeds/all.ics"), "ORGANIZER") for folder in ("", "es/")]
    assert found == [[';CN="Health":mailto:health@alder.test'], [';CN="Salud":mailto:health@alder.test']]
    assert values(feed(calendars, "es/feeds/language/es.ics"), "NAME") == [":Español · Condado de Alder"]
    assert values(feed(calendars, "es/feeds/all.ics"), "NAME") == [":Condado de Alder"]


@pytest.mark.parametrize(
    "skipped",
    ["[Feb 9, 2027]", "Feb 9, 2027", "Tuesday, Feb 9, 2027", "[martes, 9 de febrero, 2027]", "'Feb 9, 2027; Mar 9, 2027'",
     "Feb 9, 2027, Mar 9, 2027", "[Feb 9, 2027, 2027-03-09]", "['Feb 9, 2027', Mar 9, 2027]",
     "Feb 9, 2027 and Mar 9, 2027", "2027-02-09 & 2027-03-09", "9 de febrero de 2027 y 2027-03-09"],
)  # fmt: skip
def test_a_comma_within_a_date_does_not_make_two_of_it(skipped: str) -> None:
    series = event(repeat="second Tuesday of every month", until="2027-06-30", except_=skipped)
    found = dict(published(series=series).files())["feeds/all.ics"].decode()
    days = re.findall(r"EXDATE;TZID=America/New_York:(\d+)T180000", found)
    assert days == (["20270209", "20270309"] if "Mar" in skipped or "03-09" in skipped else ["20270209"])


def test_extra_dates_in_words_with_their_times() -> None:
    found = dict(published(extra=event(also="Dec 24, 2026, 6 pm, Dec 31, 2026")).files())["feeds/all.ics"].decode()
    assert re.findall(r"DTSTART;TZID=America/New_York:(\S+)", found) == ["20261208T180000", "20261224T180000", "20261231T180000"]


def test_two_files_with_the_same_words_are_two_events_with_addresses_of_their_own(tmp_path: Path) -> None:
    files = {**RECORDS, "events/one.md": event(), "events/two.md": event()}
    catalog = load_catalog({path: text.encode() for path, text in files.items()}, SITE)
    build(catalog, tmp_path, NOW, Cache(None, tmp_path, tmp_path, ""))
    for slug in ("one", "two"):
        data = (tmp_path / f"events/{slug}/event.ics").read_text()
        assert f"\nUID:{slug}@alder.test\n" in data and f"\nURL:https://alder.test/events/{slug}/\nCATEGORIES" in data
