"""Months: each date stands on its own days, nights on the evening, and only months with dates have a page."""

from __future__ import annotations

from datetime import UTC, datetime

from views_site import views_of
from workshops.views.months import MOST, by_month, month_pages, parts_of, weeks

BASE = {
    "venues/v.md": b"---\ntitle: Hall\ntown: Alder\n---\n",
    "organizers/o.md": b"---\ntitle: Group\n---\n",
    "programs/p.md": b"---\ntitle: Program\ncolour: indigo\n---\n",
}
HEAD = "program: p\norganizer: o\nvenue: v\n"


def event(title: str, more: str) -> bytes:
    """One event file."""
    return f"---\ntitle: {title}\n{HEAD}{more}\n---\n".encode()


def days_of(files: dict[str, bytes], year: int, month: int, lang: str = "en") -> dict[str, list[str]]:
    """Titles by day of one month's table."""
    views = views_of({**BASE, **files}, datetime(2027, 2, 1, 12, tzinfo=UTC))
    found = by_month(views).get((year, month), [])
    [part] = parts_of((year, month), found, views.language(lang).first_weekday)
    table = weeks(views, (year, month), part, lang)
    return {day.date: [slot.title for slot in day.slots] for week in table for day in week if day.slots}


def test_several_days_and_a_night() -> None:
    files = {
        "events/camp.md": event("Camp", "start: 2027-02-27\nend: 2027-03-01"),
        "events/night.md": event("Night", "start: 2027-02-05 22:00\nend: 2027-02-06 01:00"),
        "events/midnight.md": event("Midnight", "start: 2027-02-10 20:00\nend: 2027-02-11 00:00"),
    }
    assert days_of(files, 2027, 2) == {
        "2027-02-05": ["Night"], "2027-02-10": ["Midnight"], "2027-02-27": ["Camp"], "2027-02-28": ["Camp"]}
    assert days_of(files, 2027, 3) == {"2027-03-01": ["Camp"]}


def test_a_leap_day_and_the_years_end() -> None:
    assert days_of({"events/leap.md": event("Leap", "start: 2028-02-29 10:00\nend: 11:00")}, 2028, 2) == {"2028-02-29": ["Leap"]}
    files = {"events/eve.md": event("Eve", "start: 2027-12-31 22:00\nend: 2028-01-01 01:00")}
    assert days_of(files, 2027, 12) == {"2027-12-31": ["Eve"]} and days_of(files, 2028, 1) == {}


def test_a_week_begins_as_the_language_has_it_and_is_whole() -> None:
    views = views_of(BASE, datetime(2027, 2, 1, 12, tzinfo=UTC))
    table = weeks(views, (2027, 2), parts_of((2027, 2), [], views.language("es").first_weekday)[0], "es")
    assert [day.number for day in table[0]] == [31, 1, 2, 3, 4, 5, 6] and not table[0][0].inside
    assert {len(week) for week in table} == {7}


def test_closed_events_are_in_no_month_and_empty_months_have_no_page() -> None:
    files = {
        "events/closed.md": event("Closed", "start: 2027-04-05 10:00\nend: 11:00\naccess: closed"),
        "events/open.md": event("Open", "start: 2027-06-05 10:00\nend: 11:00"),
        "events/far.md": event("Far", "start: 2031-06-05 10:00\nend: 11:00"),
    }
    views = views_of({**BASE, **files}, datetime(2027, 2, 1, 12, tzinfo=UTC))
    addresses = [page.address for page in month_pages(views) if page.lang == "en"]
    assert addresses == ["calendar/2027/02/", "calendar/", "calendar/2027/06/"]


def test_the_current_month_is_that_of_the_sites_clock() -> None:
    views = views_of(BASE, datetime(2027, 3, 1, 3, tzinfo=UTC))  # still February in New York
    assert [page.address for page in month_pages(views) if page.lang == "en"] == ["calendar/2027/02/", "calendar/"]


def test_a_month_with_very_many_dates_has_its_weeks_on_several_pages() -> None:
    daily = {
        f"events/daily-{n}.md": event(f"Daily {n}", f"start: 2027-02-01 {8 + n}:00\nduration: 1h\nrepeat: every day\ncount: 28")
        for n in range(9)
    }
    camp = {"events/camp.md": event("Camp", "start: 2027-02-06\nend: 2027-02-08")}
    views = views_of({**BASE, **daily, **camp}, datetime(2027, 2, 17, 12, tzinfo=UTC))
    made = {page.address: page.data() for page in month_pages(views) if not page.address.startswith("es/")}
    assert list(made) == ["calendar/2027/02/", "calendar/2027/02/page/2/", "calendar/"]
    shown = [day for address in list(made)[:2] for week in made[address]["weeks"] for day in week if day.inside]
    assert [day.number for day in shown] == list(range(1, 29))
    assert [len(day.slots) for day in shown] == [10 if day in (6, 7, 8) else 9 for day in range(1, 29)]
    assert max(data["count"] for data in made.values()) <= MOST
    assert made["calendar/"]["canonical"] == "calendar/2027/02/page/2/"  # the page with today
    assert made["calendar/2027/02/"]["pagination"].after == "calendar/2027/02/page/2/"
    assert made["calendar/2027/02/page/2/"]["title"] == "February 2027 (Page 2 of 2)"
