"""Volunteer shifts: which there are, when they are, and what their feeds say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from icalendar import Calendar
from outputs_site import NOW, RECORDS, context_of, event, made
from workshops.outputs.shift_feeds import shift_jobs
from workshops.shifts import Shift, listed_shifts, open_shifts, role_name

ROLES = "\n  - role: Kit packer\n    role_es: Armar kits\n    needed: 20\n    filled: 11"


def shifts(text: str, now: datetime = NOW) -> list[Shift]:
    context = context_of({"night": text}, now)
    return open_shifts(context.catalog, now)


def times(found: list[Shift]) -> list[tuple[str, str]]:
    return [(f"{s.span.start:%m-%d %H:%M}", f"{s.span.end:%m-%d %H:%M}") for s in found]


def role(**fields: str) -> str:
    return "\n  - role: Helper\n    needed: 2" + "".join(
        f"\n    {name}: {value}" for name, value in fields.items()
    )


def test_a_role_without_times_lasts_as_long_as_the_event() -> None:
    found = shifts(event("Night", "2027-01-26 17:30", volunteers=ROLES))
    assert times(found) == [("01-26 17:30", "01-26 18:30")]
    assert (found[0].missing, found[0].key, found[0].town) == (9, "kit-packer", "linden")
    assert (role_name(found[0].role, "es"), role_name(found[0].role, "en")) == ("Armar kits", "Kit packer")


@pytest.mark.parametrize(
    ("start", "duration", "fields", "wanted"),
    [
        (
            "2027-01-26 17:30",
            "3h",
            {"start": "16:00", "end": "17:00"},
            ("01-26 16:00", "01-26 17:00"),
        ),  # sets up
        ("2027-01-26 17:30", "3h", {"start": "20:30"}, ("01-26 20:30", "01-26 21:30")),  # cleans up
        ("2027-01-26 17:30", "3h", {"start": "19:00"}, ("01-26 19:00", "01-26 20:30")),
        ("2027-01-26 17:30", "3h", {"end": "19:00"}, ("01-26 17:30", "01-26 19:00")),
        ("2027-01-26 17:30", "3h", {"end": "17:00"}, ("01-26 16:00", "01-26 17:00")),
        ("2027-01-26 22:00", "3h", {"start": "00:30", "end": "01:00"}, ("01-27 00:30", "01-27 01:00")),
        ("2027-01-26 22:00", "3h", {"start": "21:00", "end": "02:00"}, ("01-26 21:00", "01-27 02:00")),
        ("2027-01-26 22:00", "3h", {"start": "01:00", "end": "02:00"}, ("01-27 01:00", "01-27 02:00")),
        (
            "2027-01-26 17:30",
            "3h",
            {"start": "2027-01-25 09:00", "end": "11:00"},
            ("01-25 09:00", "01-25 11:00"),
        ),  # sets up on the day before
        ("2027-01-26 17:30", "3h", {"start": "2027-01-25 22:00", "end": "01:00"}, ("01-25 22:00", "01-26 01:00")),
        ("2027-01-26 17:30", "3h", {"start": "2027-01-25 09:00"}, ("01-25 09:00", "01-25 10:00")),
        ("2026-12-31 22:00", "4h", {"start": "00:00"}, ("01-01 00:00", "01-01 02:00")),
    ],
)
def test_times_alone_are_on_the_events_day(
    start: str, duration: str, fields: dict[str, str], wanted: tuple[str, str]
) -> None:
    assert times(shifts(event("Night", start, duration=duration, volunteers=role(**fields)))) == [wanted]


def test_a_whole_day_event_has_shifts_with_hours() -> None:
    text = event("Fair", "2027-08-31", duration="1 day", volunteers=role(start="09:00", end="12:00") + role())
    first, second = shifts(text)
    assert first.span.all_day and first.uid.endswith("-shift-helper-2")
    assert times([second]) == [("08-31 09:00", "08-31 12:00")] and second.uid.endswith("-shift-helper")


def test_clocks_that_go_forward_take_no_time_from_a_shift() -> None:
    (found,) = shifts(
        event("Night", "2027-03-13 22:00", duration="8h", volunteers=role(start="01:00", end="04:00"))
    )
    assert times([found]) == [("03-14 01:00", "03-14 04:00")]
    assert found.ends - found.begins == 2 * 3600


@pytest.mark.parametrize("fields", [{"filled": "2"}, {"filled": "5"}, {"status": "closed"}, {"needed": "0"}])
def test_filled_and_closed_roles_are_not_listed(fields: dict[str, str]) -> None:
    text = "\n  - role: Helper" + "".join(
        f"\n    {name}: {value}" for name, value in ({"needed": "2"} | fields).items()
    )
    assert shifts(event("Night", "2027-01-26 17:30", volunteers=text)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "cancelled"},
        {"status": "postponed"},
        {"access": "invite"},
        {"access": "closed"},
        {"draft": "yes"},
    ],
)
def test_events_that_are_off_or_not_public_need_nobody(fields: dict[str, str]) -> None:
    assert shifts(event("Night", "2027-01-26 17:30", volunteers=role(), **fields)) == []


def test_a_shift_goes_when_it_is_over_and_comes_a_year_ahead() -> None:
    text = event("Night", "2026-12-01 06:00", duration="3h", volunteers=role(end="07:00") + role())
    assert [s.uid[-8:] for s in shifts(text)] == ["helper-2"]
    far = event("Night", "2027-12-02 06:00", duration="3h", volunteers=role())
    assert len(shifts(far)) == 1 and shifts(far, NOW - timedelta(days=3)) == []


SERIES = event(
    "Van",
    "2026-12-03 13:00",
    repeat="every Thursday",
    until="2026-12-24",
    uid="van@alder.test",
    volunteers=role(),
    changes="\n  - date: 2026-12-10\n    status: cancelled\n  - date: 2026-12-17\n    start: 2026-12-18 15:00",
)


def test_each_date_of_a_series_is_a_shift_with_an_identity_of_its_own() -> None:
    found = shifts(SERIES)
    assert times(found) == [
        ("12-03 13:00", "12-03 14:00"),
        ("12-18 15:00", "12-18 16:00"),
        ("12-24 13:00", "12-24 14:00"),
    ]
    assert [s.uid for s in found] == [
        f"van@alder.test-{d}T130000-shift-helper" for d in ("20261203", "20261217", "20261224")
    ]


def test_one_date_may_need_others() -> None:
    text = SERIES.replace("    status: cancelled", "    volunteers:\n      - role: Driver\n        needed: 1")
    assert [(f"{s.span.start:%d}", s.role.role) for s in shifts(text)] == [
        ("03", "Helper"),
        ("10", "Driver"),
        ("18", "Helper"),
        ("24", "Helper"),
    ]


def test_a_role_with_a_date_belongs_to_the_nearest_date_of_the_series() -> None:
    text = SERIES.replace(role(), role(start="2026-12-23 18:00", end="2026-12-23 20:00"))
    found = shifts(text)
    assert times(found) == [("12-23 18:00", "12-23 20:00")] and "20261224T130000" in found[0].uid


def test_a_role_without_latin_letters_has_an_address() -> None:
    context = context_of(
        {"night": event("Night", "2027-01-26 17:30", volunteers="\n  - role: 志愿者\n    needed: 1")}
    )
    assert [feed.address for feed in context.shift_feeds][1].startswith("feeds/shifts/role/role-")


def read(data: bytes) -> list[dict[str, str]]:
    return [
        {
            name: str(value)
            for name, value in item.items()
            if name in ("UID", "SUMMARY", "STATUS", "DESCRIPTION", "LOCATION")
        }
        for item in Calendar.from_ical(data).walk("VEVENT")
    ]


def test_the_feed_says_what_a_volunteer_asks() -> None:
    roles = (
        "\n  - role: Delivery driver\n    needed: 4\n    filled: 1\n    training: narcan\n    languages: [es]\n    start: '19:00'"
        "\n    contact: volunteer@alder.test"
    )
    context = context_of(
        {
            "night": event(
                "Kit night", "2027-01-26 17:30", title_es="Noche de kits", duration="3h", volunteers=roles
            )
        }
    )
    files = made(shift_jobs(context))
    (shift,) = read(files["feeds/shifts.ics"])
    assert shift["SUMMARY"] == "Delivery driver: Kit night"
    assert shift["LOCATION"].startswith("Main Library, Room 2\n12 Main Street, Linden")
    assert shift["DESCRIPTION"].split("\n") == [
        "Still needed: 3 people",
        "When: Tuesday, January 26, 2027, 7 to 8:30 pm (Eastern Time)",
        "Where: Main Library, Room 2. 12 Main Street, Linden, NY 02134",
        "Training needed first: Narcan training (https://alder.test/programs/narcan/)",
        "Language: Spanish",
        "Sign-up: volunteer@alder.test",
        "Details and changes: https://alder.test/events/night/",
    ]
    (spanish,) = read(files["es/feeds/shifts.ics"])
    assert (
        spanish["SUMMARY"] == "Delivery driver: Noche de kits"
        and "Todavía faltan: 3 personas" in spanish["DESCRIPTION"]
    )
    assert "Capacitación en Narcan (https://alder.test/es/programs/narcan/)" in spanish["DESCRIPTION"]
    assert spanish["UID"] == shift["UID"]


def test_roles_and_towns_keep_their_feeds_without_shifts() -> None:
    text = event(
        "Night", "2026-10-26 17:30", volunteers=role() + "\n  - role: Greeter\n    needed: 1\n    filled: 1"
    )
    files = made(shift_jobs(context_of({"night": text})))
    assert set(files) == {
        f"{folder}feeds/{name}.ics"
        for folder in ("", "es/")
        for name in ("shifts", "shifts/role/helper", "shifts/role/greeter", "shifts/town/linden")
    }
    for data in files.values():
        assert read(data) == [] and b"BEGIN:VTIMEZONE" in data


def test_a_cancelled_date_says_so_and_a_filled_shift_goes() -> None:
    context = context_of({"van": SERIES})
    assert len(listed_shifts(context.catalog, NOW)) == 4
    told = [
        (s["SUMMARY"], s["STATUS"], "Still needed" in s["DESCRIPTION"], "Sign-up" in s["DESCRIPTION"])
        for s in read(made(shift_jobs(context))["feeds/shifts.ics"])
    ]
    assert told[1] == ("CANCELLED: Helper: Van", "CANCELLED", False, False)
    assert [t[1] for t in told].count("CANCELLED") == 1
    filled = context_of({"van": SERIES.replace("needed: 2", "needed: 2\n    filled: 2")})
    assert read(made(shift_jobs(filled))["feeds/shifts.ics"]) == []


def test_an_edit_of_the_file_is_a_new_stamp() -> None:
    texts = [
        event("Night", "2027-01-26 17:30", volunteers=role(), modified=f"2026-11-{day} 08:00")
        for day in (10, 20)
    ]
    stamps = [
        Calendar.from_ical(made(shift_jobs(context_of({"night": t})))["feeds/shifts.ics"])
        .walk("VEVENT")[0]["DTSTAMP"]
        .dt
        for t in texts
    ]
    assert stamps == [datetime(2026, 11, day, 13, tzinfo=UTC) for day in (10, 20)]


def test_the_volunteer_page_tells_the_shifts_own_time_and_the_training_before_it() -> None:
    from views_site import views_of
    from workshops.views.volunteer import volunteer_pages

    files = {
        **RECORDS,
        "events/night.md": event(
            "Kit night", "2027-01-26 17:30", volunteers=role(start="16:00", end="17:00", training="narcan")
        ),
        "events/soon.md": event("Class", "2027-01-05 18:00"),
        "events/late.md": event("Late class", "2027-02-05 18:00"),
    }
    views = views_of({name: text.encode() for name, text in files.items()}, NOW)
    pages = {page.lang: page.data() for page in volunteer_pages(views)}
    ((day, (shift,)),) = pages["en"]["days"]
    assert (day, shift.hours, shift.ends) == ("Tuesday, January 26, 2027", "4 to 5 pm", "2027-01-26T22:00Z")
    assert (shift.training, shift.training_address) == ("Narcan training, Tue, Jan 5", "events/soon/")
    assert [way.text for way in shift.ways] == ["events@health.alder.test"]
    assert (pages["es"]["feed"].address, pages["es"]["feed"].count) == ("es/feeds/shifts.ics", 1)


def test_the_volunteer_page_leads_to_the_calendar_of_each_role_and_town_that_needs_people() -> None:
    from views_site import sample, sample_html

    for folder in ("", "es/"):
        html = sample_html()[f"{folder}volunteer/"]
        lang = "es" if folder else "en"
        wanted = [feed for feed in sample().feeds.shifts(lang)[1:] if feed.count]
        assert {feed.address.split("/")[-2] for feed in wanted} == {"role", "town"}
        assert all(f'href="webcal://alder.example.org/{feed.address}"' in html for feed in wanted)


@pytest.mark.parametrize(
    ("contact", "written"), [("ask@alder.test", True), ("https://git.example/o/r/issues/new", True), ("607-555-0100", False)]
)
def test_a_request_for_a_training_goes_by_mail_by_issue_or_by_phone(contact: str, written: bool) -> None:
    from views_site import renderer_of, views_of
    from workshops.finder import finder_files
    from workshops.views.volunteer import volunteer_pages

    files = {name: text.encode() for name, text in RECORDS.items()} | {"site.yaml": f"training_request_contact: {contact}\n".encode()}
    views = views_of(files, NOW)
    html = renderer_of(views).render(next(page for page in volunteer_pages(views) if page.lang == "en"))
    assert ('data-module="request"' in html) == written
    assert f'href="{contact if contact.startswith("https:") else ("mailto:" if written else "tel:") + contact.replace("-", "")}"' in html
    assert ("leave out names" in html) == ("issues" in contact)
    index = orjson.loads(dict(finder_files(views.catalog, NOW, [views.language("en")]))["find/data/index.json"])
    assert index["request"] == (contact if "@" in contact else "events@health.alder.test"), "an address for the finder's link"
