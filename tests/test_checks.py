"""Checks over the whole content: each finds what it should, where it stands, and leaves honest content alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from corpus import RECORDS
from workshops.build.files import other_files, read_content
from workshops.checks import check_all
from workshops.checks.holidays import federal, holiday
from workshops.checks.privacy import is_personal
from workshops.errors import Problem
from workshops.loader import load_catalog
from workshops.site import Site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BASE = {
    "title": "Narcan training",
    "uid": "a@example.org",
    "program": "narcan-training",
    "organizer": "health-department",
    "venue": "main-library",
    "start": "2026-12-08 18:00",
    "end": "19:00",
}
SERIES = {"repeat": "second Tuesday of every month", "confirmed_through": "2027-06-30"}
OTHER = {
    "organizers/harbor-light.md": b"---\ntitle: Harbor Light\n---\n",
    "venues/annex.md": b"---\ntitle: Library Annex\ntown: Linden\ntimezone: America/Chicago\nlatitude: 42.5\nlongitude: -76.5\n---\n",
}


def event(body: str = "Come and learn.", **fields: str) -> bytes:
    """One event's file; a field set to "" is left out, `except_` is `except`."""
    fields = {**BASE, **{name.rstrip("_"): value for name, value in fields.items()}}
    return ("---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items() if value) + f"---\n\n{body}\n").encode()


def found(files: dict[str, bytes], now: datetime = NOW, assets: tuple[str, ...] | None = None, **site: Any) -> list[Problem]:
    """What the checks say of some files beside sound records."""
    records = {path: data for path, data in {**RECORDS, **OTHER}.items() if path != "venues/broken-hall.md"}
    everything = {**records, **files}
    catalog = load_catalog(everything, Site(**site))
    assert not [p for p in catalog.problems if p.severity == "error"]
    return check_all(catalog, everything, now, assets)


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_sound_content_is_left_alone() -> None:
    assert found({"events/a.md": event(), "events/b.md": event(uid="b@x", start="2026-12-09 18:00")}) == []


# -- clashes


def test_one_room_at_one_time() -> None:
    problem = only(
        found({"events/a.md": event(), "events/b.md": event(uid="b@x", title="Parent evening", start="2026-12-08 18:30", end="20:00")})
    )
    assert (problem.file, problem.line, problem.field) == ("content/events/b.md", 6, "venue")
    assert "events/a.md" in problem.message and "2026-12-08" in problem.message


@pytest.mark.parametrize(
    "change",
    [
        {"room": "Room B"},
        {"start": "2026-12-08 19:00", "end": "20:00"},
        {"status": "cancelled"},
        {"mode": "online", "registration": "required", "registration_url": "https://example.org/r"},
        {"venue": "annex"},
        {"start": "2026-12-08", "end": ""},
    ],
)
def test_no_clash(change: dict[str, str]) -> None:
    assert (
        found(
            {"events/a.md": event(room="Room A"), "events/b.md": event(uid="b@x", title="Parent evening", **{"room": "room a", **change})}
        )
        == []
    )


def test_a_series_that_meets_another_is_told_once() -> None:
    files = {"events/a.md": event(**SERIES), "events/b.md": event(uid="b@x", title="Choir", repeat="every Tuesday", count="40")}
    assert len(found(files)) == 1


def test_the_same_event_posted_by_two_organizers() -> None:
    problem = only(
        found(
            {
                "events/a.md": event(),
                "events/z.md": event(uid="z@x", title="Narcan Training (free!)", organizer="harbor-light", start="2026-12-08 18:15"),
            }
        )
    )
    assert problem.file == "content/events/z.md" and "looks like the event of content/events/a.md" in problem.message
    assert "cohosts" in problem.hint
    twice = only(found({"events/a.md": event(), "events/z.md": event(uid="z@x", title="Narcan training, free", start="2026-12-08 18:15")}))
    assert twice.hint == "If it is one event, keep one file.", "there is no other organizer"


def test_many_events_are_checked_in_little_time() -> None:
    files = {
        f"events/e{i}.md": event(uid=f"e{i}@x", title=f"Class {i}", start=f"2027-01-{i % 28 + 1:02} {8 + i % 9:02}:00", end="")
        for i in range(1500)
    }
    for path in files:
        files[path] = files[path].replace(b"venue", b"duration: 30m\nvenue")
    began = datetime.now()
    found(files)
    assert (datetime.now() - began).total_seconds() < 15


# -- series


def test_series_that_ran_out_and_one_that_soon_will() -> None:
    files = {"events/a.md": event(**SERIES)}
    assert found(files, datetime(2027, 5, 1, tzinfo=UTC)) == []
    soon = only(found(files, datetime(2027, 6, 20, 12, tzinfo=UTC)))
    assert (soon.field, soon.line) == ("confirmed_through", 10) and "10 more days" in soon.message
    assert "workshops extend a --through 2028-06-30" in soon.hint
    assert "is past" in only(found(files, datetime(2027, 7, 2, tzinfo=UTC))).message


def test_today_is_the_day_where_the_site_is() -> None:
    files = {"events/a.md": event(**SERIES)}
    assert "0 more days" in only(found(files, datetime(2027, 7, 1, 3, tzinfo=UTC))).message, "still 30 June in New York"


def test_dates_on_holidays() -> None:
    weekly = {"start": "2026-12-03 13:00", "end": "14:00", "repeat": "every Thursday", "until": "2027-12-31"}
    problem = only(found({"events/a.md": event(**weekly)}, holidays=("us-federal", "2026-12-24")))
    assert problem.field == "repeat"
    assert "2026-12-24 (a holiday), 2026-12-31" not in problem.message
    assert "2026-12-24 (a holiday), 2027-11-11 (Veterans Day), 2027-11-25 (Thanksgiving)" in problem.message
    skipped = {**weekly, "except_": "[2026-12-24, 2027-11-11, 2027-11-25]"}
    assert found({"events/a.md": event(**skipped)}, holidays=("us-federal", "2026-12-24")) == []
    assert found({"events/a.md": event(**weekly)}) == [], "a site without holidays"


def test_a_holiday_that_was_thought_of_is_not_told() -> None:
    files = {
        "events/a.md": event(
            start="2026-12-24 13:00",
            end="14:00",
            repeat="every Thursday",
            until="2027-01-15",
            changes="[{date: 2026-12-24, note: We are open}]",
        )
    }
    assert found(files, holidays=("2026-12-24",)) == []


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 1, 1), "New Year's Day"),
        (date(2027, 1, 18), "Martin Luther King Jr. Day"),
        (date(2027, 2, 15), "Presidents' Day"),
        (date(2027, 5, 31), "Memorial Day"),
        (date(2027, 6, 18), "Juneteenth (observed)"),
        (date(2027, 7, 5), "Independence Day (observed)"),
        (date(2027, 9, 6), "Labor Day"),
        (date(2027, 10, 11), "Columbus Day"),
        (date(2027, 11, 25), "Thanksgiving"),
        (date(2027, 12, 24), "Christmas Day (observed)"),
        (date(2027, 12, 31), "New Year's Day (observed)"),
        (date(2027, 12, 25), "Christmas Day"),
    ],
)
def test_federal_holidays_of_2027(day: date, name: str) -> None:
    assert federal(2027)[day] == name
    assert holiday(day, ("us-federal",)) == name
    assert holiday(day, (name.removesuffix(" (observed)"),)) == name
    assert holiday(day, ("Some other day",)) is None


def test_sessions_out_of_order() -> None:
    sessions = "[{start: 2027-02-03 9:00, end: '12:00'}, {start: 2027-02-17 9:00, end: '12:00'}, {start: 2027-02-10 9:00, end: '12:00'}]"
    problem = only(found({"events/a.md": event(start="", end="", sessions=sessions, attend_all="yes")}))
    assert problem.field == "sessions.3.start" and "2027-02-10" in problem.message


def test_past_event_still_postponed() -> None:
    files = {"events/a.md": event(status="postponed")}
    assert found(files) == []
    assert only(found(files, datetime(2027, 1, 1, tzinfo=UTC))).field == "status"


def test_start_at_two_in_the_morning() -> None:
    problem = only(found({"events/a.md": event(start="2026-12-08 02:00", end="03:00")}))
    assert problem.field == "start" and "14:00" in problem.hint


@pytest.mark.parametrize("fields", [
    {"start": "2026-12-08 6:30", "end": "7:30 pm"},
    {"start": "Dec 8, 2026 6:30", "end": "7:30"},
    {"start": "6:30, Dec 8, 2026", "end": "8:00"},
    {"start": "2026-12-08", "end": "", "repeat": "every Tuesday 6:30 to 8:00", "count": "3"},
    {"start": "", "end": "", "dates": "[{start: 2026-12-08 6:30, end: '19:30'}]"},
    {"start": "", "end": "", "sessions": "[{start: 2026-12-01 18:00, end: '19:00'}, {start: 2026-12-08 6:30, end: '19:30'}]"},
    {"repeat": "every Tuesday", "count": "3", "changes": "[{date: 2026-12-15, start: '6:30'}]"},
    {"also": "2026-12-10 6:30"},
])  # fmt: skip
def test_an_hour_that_may_be_meant_for_the_evening(fields: dict[str, str]) -> None:
    problem = only(found({"events/a.md": event(**fields)}))
    assert "read as 06:30, in the morning" in problem.message and "18:30" in problem.hint
    assert problem.severity == "warning" and (problem.line, problem.column) > (1, 1)


@pytest.mark.parametrize("start", ["Dec 8, 2026 12:30 am", "2026-12-08 12:30 a.m."])
def test_twelve_am_that_may_be_meant_for_noon(start: str) -> None:
    problem = only(found({"events/a.md": event(start=start, end="1:30 pm")}))
    assert problem.field == "start" and "12:30 pm" in problem.hint


@pytest.mark.parametrize("start", [
    "00:30", "12:30 pm", "06:30", "6:30 am", "6:30a", "6:30 a. m.", "6:30 de la mañana", "9:30", "6:30 pm", "18:30",
])  # fmt: skip
def test_an_hour_that_nobody_takes_for_another(start: str) -> None:
    assert found({"events/a.md": event(start=f"2026-12-08 {start}", end="", duration="1h")}) == []


@pytest.mark.parametrize(
    "start, zone, told",
    [
        ("2027-03-20 23:00", "America/Nuuk", "on 2027-03-27 clocks in America/Nuuk skip 23:00"),
        ("2027-10-16 23:15", "America/Nuuk", "on 2027-10-30 clocks in America/Nuuk show twice 23:15"),
        ("2027-04-03 23:15", "America/Nuuk", ""),
        ("2027-02-28 02:30", "America/New_York", "on 2027-03-14 clocks in America/New_York skip 02:30"),
        ("2027-10-31 01:30", "America/New_York", "on 2027-11-07 clocks in America/New_York show twice 01:30"),
    ],
)
def test_a_date_of_a_series_in_the_hour_of_a_clock_change(start: str, zone: str, told: str) -> None:
    day = date.fromisoformat(start[:10])
    text = event(start=start, end="", duration="20m", timezone=zone, repeat=f"every {day:%A}", count="3", venue="", mode="online")
    messages = [p.message for p in found({"events/a.md": text}) if p.field == "start"]
    assert [message[: len(told)] for message in messages] == ([told] if told else [])


# -- places


def test_zone_that_is_not_the_venues() -> None:
    problem = only(found({"events/a.md": event(venue="annex", timezone="America/New_York")}))
    assert problem.field == "timezone" and "America/Chicago" in problem.message


@pytest.mark.parametrize("fields", [
    {"start": "2026-12-08 18:00 America/New_York", "venue": "annex"},
    {"start": "", "end": "", "dates": "[{start: 2026-12-08 18:00 America/New_York, end: '19:00', venue: annex}]"},
])  # fmt: skip
def test_a_zone_behind_the_time_that_is_not_the_venues(fields: dict[str, str]) -> None:
    problem = only(found({"events/a.md": event(**fields)}))
    assert problem.message == "the time of 2026-12-08 is in America/New_York, and its venue is in America/Chicago."


@pytest.mark.parametrize(("fields", "said"), [
    ("state: NY\nlatitude: 42.66\nlongitude: 77.05", "lies in Asia; America lies west, and has a minus. Write longitude"),
    ("state: NY\nlatitude: -77.05\nlongitude: 42.66", "Write latitude: 42.66 and longitude: -77.05."),
    ("country: USA\nlatitude: 42.66\nlongitude: 77.05", "has a minus"),
    ("state: NY\nzip: 2134\nlatitude: 42.66\nlongitude: -77.05", "Write zip: 02134"),
    ("state: NY\nzip: 02134\nlatitude: 42.66\nlongitude: -77.05", ""),
    ("state: GU\nlatitude: 13.44\nlongitude: 144.79", ""),
    ("country: NP\nzip: 4460\nlatitude: 28.2\nlongitude: 83.98", ""),
    ("latitude: 40.4\nlongitude: 3.7", ""),
])  # fmt: skip
def test_where_a_venue_cannot_be(fields: str, said: str) -> None:
    problems = found({"venues/hall.md": f"---\ntitle: Hall\n{fields}\n---\n".encode()})
    assert said in str(only(problems)) if said else problems == []


def test_venue_without_coordinates() -> None:
    problem = only(found({"venues/hall.md": b"---\ntitle: Hall\nlatitude: 42.1\n---\n"}))
    assert problem.message.startswith("longitude:") and problem.file == "content/venues/hall.md"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (b"verified: 2026-11-01\n", ""),
        (b"", "verified:"),
        (b"verified: 2026-04-01\n", "120 days"),
        (b"verified: 2027-01-01\n", "to come"),
        (b"verified: 2026-11-01\nreview_by: 2026-11-20\n", "by 2026-11-20"),
    ],
)
def test_kit_sites_that_nobody_checked(fields: bytes, said: str) -> None:
    problems = found({"kit-sites/lobby.md": b"---\ntitle: Lobby\nvenue: main-library\n" + fields + b"---\n"})
    assert [said in p.message for p in problems] == ([True] if said else [])


# -- privacy


@pytest.mark.parametrize(
    ("local", "domain", "personal"),
    [
        ("alderprevention", "gmail.com", True),
        ("maria.lopez", "alder.example.org", True),
        ("j_smith", "example.org", False),
        ("naloxone", "health.example.org", False),
        ("public.health", "example.org", False),
        ("info", "outlook.com", True),
        ("john_smith", "example.org", True),
        ("events.office", "example.org", False),
    ],
)
def test_personal_addresses(local: str, domain: str, personal: bool) -> None:
    assert is_personal(local, domain) is personal


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Write to maria.lopez@alder.example.org.", "warning"),
        ("Call my cell 607-555-0142", "warning"),
        ("Text me at (607) 555-0142", "warning"),
        ("Mi celular: 607-555-0142", "warning"),
        ("Join: https://us02web.zoom.us/j/123456?pwd=abc", "error"),
        ("https://teams.microsoft.com/l/meetup-join/19%3a", "error"),
        ("Passcode: 884211", "warning"),
        ("Call the desk, 607-555-0142", ""),
        ("Write to naloxone@health.example.org", ""),
        ("https://zoom.us/about", ""),
        ("A passcode comes later.", ""),
    ],
)
def test_private_things_in_the_text(text: str, severity: str) -> None:
    problems = found({"events/a.md": event(text)})
    assert [p.severity for p in problems] == ([severity] if severity else [])
    assert all(p.line == 11 for p in problems)


def test_a_uid_is_not_an_address() -> None:
    assert found({"events/a.md": event(uid="maria.lopez@gmail.com")}) == []


def test_public_link_is_allowed() -> None:
    assert found({"events/a.md": event("https://zoom.us/j/1", mode="hybrid", join_url="https://zoom.us/j/1", join_public="yes")}) == []


# -- words


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("For addicts and their families", "substance use disorder"),
        ("A former addict speaks", "in recovery"),
        ("the drug abuse crisis", "misuse"),
        ("stay clean", "in recovery"),
        ("dirty urine", "tested"),
        ("substitution therapy", "medication"),
        ("drug users", "who uses drugs"),
        ("para adictos", "trastorno"),
        ("abuso de drogas", "consumo"),
        ("Un drogadicto", "trastorno"),
        ("National Institute on Drug Abuse", ""),
        ("the Substance Abuse and Mental Health Services Administration", ""),
        ("Clean, dry rooms", ""),
        ("addiction medicine", ""),
        ("https://www.drugabuse.gov/drug-abuse", ""),
        ("Keep the needle clean and dry", ""),
        ("adicción", ""),
    ],
)
def test_words_that_hurt(text: str, say: str) -> None:
    problems = found({"events/a.md": event(text)})
    assert [say in p.hint for p in problems] == ([True] if say else [])
    assert found({"events/a.md": event(text)}, check_words=False) == []


# -- links and pictures


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("![](/images/map.png)", "no description"),
        ("![A map]({static}/images/map.png)", ""),
        ("![A map]({static}/images/mapp.png)", "no file content/images/mapp.png"),
        ('<img src="x.png">', "no description"),
        ("[x]({filename}/venues/annex.md)", ""),
        ("[x]({filename}/venues/anex.md)", "no file"),
        ("[x]({filename}../venues/annex.md)", ""),
        ("[x]({filename}venues/annex.md)", "no file content/events/venues/annex.md"),
        ("[x](https://example.org)", ""),
        ("[x](#top)", ""),
        ("[x](mailto:info@example.org)", ""),
        ("[x](venues/annex.md)", "works on no page but one"),
        ("[x][1]\n\n[1]: {filename}/pages/no.md", "no file"),
    ],
)
def test_links_and_pictures(text: str, said: str) -> None:
    problems = found({"events/a.md": event(text)}, assets=("images/map.png",))
    assert any(said in p.message for p in problems) if said else problems == []


@pytest.mark.parametrize(("path", "said"), [
    ("events/forum.md.txt", "this one ends in .md.txt. Save it as plain text and name it events/forum.md."),
    ("events/2027/forum.docx", "events/2027/forum.md"),
    ("events/FORUM.MD", "this one ends in .MD"),
    ("venues/hall.markdown", "venues/hall.md"),
    ("event/forum.md", "the folder event/ is not read; did you mean events/? Move the file to events/forum.md."),
    ("Kit_Sites/box.md", "did you mean kit-sites/?"),
    ("forum.md", "move it to events/forum.md"),
    ("README.md", ""),
    ("events/README.txt", ""),
    ("images/credits.txt", ""),
    ("flyers/forum.docx", ""),
    ("events/~$forum.docx", ""),
    ("events/flyer.pdf", ""),
])  # fmt: skip
def test_an_event_in_a_file_that_nobody_reads(path: str, said: str) -> None:
    problems = found({"events/a.md": event()}, assets=(path,))
    assert [p.file for p in problems] == ([f"content/{path}"] if said else [])
    assert all(said in str(p) for p in problems)


def test_a_file_in_a_folder_with_a_slip_in_its_name(tmp_path: Path) -> None:
    for path in ("events/a.md", "event/b.md", "events/c.txt", "images/d.png"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"")
    assert other_files(tmp_path) == ["event/b.md", "events/c.txt", "images/d.png"]


@pytest.mark.parametrize(("contact", "problems"), [
    ("Jane Doe", 1), ("jane@", 1), ("ask at the desk", 1), ("naloxone@health.example.org", 0), ("607-555-0101", 0), ("dial 211", 0),
    ("https://health.example.org/contact", 0),
])  # fmt: skip
def test_a_contact_that_nobody_can_reach(contact: str, problems: int) -> None:
    told = found({"events/a.md": event(contact=f"'{contact}'")})
    assert [p.field for p in told] == ["contact"] * problems


def test_fields_in_a_language_that_the_site_does_not_have() -> None:
    problem = only(found({"events/a.md": event("", title_es="Clase", title_se="Clase", bring_se="Nada")}, languages=("en", "es")))
    assert (problem.field, problem.message) == ("title_se", "the site has no language 'se', so this is not shown.")


def test_image_that_is_not_there() -> None:
    fields = {"image": "images/no.jpg", "image_alt": "Two people"}
    assert only(found({"events/a.md": event(**fields)}, assets=("images/yes.jpg",))).severity == "error"
    assert only(found({"events/a.md": event(**fields)}, assets=())).severity == "error", "no picture at all is known, too"
    assert found({"events/a.md": event(**fields)}, assets=("images/no.jpg",)) == []


# -- languages


def test_missing_translations() -> None:
    site = {"languages": ("en", "es")}
    assert "no Spanish version" in only(found({"events/a.md": event()}, **site)).message
    assert "text below" in only(found({"events/a.md": event(title_es="Capacitación")}, **site)).message
    whole = {"events/a.md": event(), "events/a.es.md": "---\ntitle: Capacitación\n---\nVenga.\n".encode()}
    assert found(whole, **site) == []
    assert "no Spanish (es)" in only(found(whole)).message
    assert found({"events/a.md": event()}, datetime(2027, 1, 1, tzinfo=UTC), **site) == [], "a past event"


def test_page_without_a_translation() -> None:
    page = {"pages/about.md": b"---\ntitle: About\n---\nUs.\n"}
    assert only(found(page, languages=("en", "es"))).file == "content/pages/about.md"


def test_sample_content_has_no_errors_and_few_warnings() -> None:
    folder = Path(__file__).parent.parent / "content"
    files = read_content(folder)
    site = Site(languages=("en", "es"), holidays=("us-federal",))
    catalog = load_catalog(files, site)
    assert [str(p) for p in catalog.problems] == []
    problems = check_all(catalog, files, NOW, other_files(folder))
    assert [p for p in problems if p.severity == "error"] == []
    assert len(problems) < 6, [str(p) for p in problems]
