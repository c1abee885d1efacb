"""The one-time calendar file that the browser writes: calendar programs show exactly the dates that were shown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from clients import CLIENTS, Instance, Missing, Window, compare
from clients.base import stamp
from finder_site import ask, files_of, sample_files
from test_finder_query import NOW, odd_site, today
from views_site import sample, views_of
from workshops.calendars import Calendars
from workshops.feeds import FeedPlan
from workshops.views.base import Views
from workshops.zones import load_zone, to_utc

WINDOW = Window(datetime(2026, 11, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC))
SEARCHES = {
    "everything": "",
    "a series but for some dates": "day=thu&from=2027-01-10&to=2027-05-30",
    "one date": "from=2027-01-12&to=2027-01-12",
    "every program": "program=narcan-training",
    "evenings": "time=evening",
    "spanish": "lang=es",
    "no more than the last": "from=2027-06-01",
}


@cache
def changed_site() -> Views:
    """Series with every sort of change: moved over the clock change, cancelled, elsewhere, the last date moved, whole days."""
    head = "program: training\norganizer: health\nvenue: hall\n"
    return views_of(
        {
            "programs/training.md": b"---\ntitle: Training\n---\n",
            "organizers/health.md": b"---\ntitle: Health\n---\n",
            "venues/hall.md": b"---\ntitle: Hall\ntown: Alder\n---\n",
            "venues/west.md": b"---\ntitle: West\ntown: Gary\ntimezone: America/Chicago\n---\n",
            "events/weekly.md": f"---\ntitle: Weekly\nuid: weekly@x\n{head}start: 2027-02-20 18:00\nduration: 1h\n"
            "repeat: every Saturday\ncount: 9\nexcept: [2027-03-06]\nchanges:\n"
            "  - date: 2027-03-13\n    start: 2027-03-15 18:00\n  - date: 2027-03-20\n    status: cancelled\n"
            "  - date: 2027-03-27\n    venue: west\n"
            "  - date: 2027-04-17\n    start: 2027-04-18 09:00\n---\n".encode(),
            "events/days.md": f"---\ntitle: Days\nuid: days@x\n{head}start: 2027-03-01\nrepeat: every Monday\n"
            "count: 6\nchanges:\n  - date: 2027-03-15\n    start: 2027-03-16\n---\n".encode(),
            "events/fall.md": f"---\ntitle: Fall\nuid: fall@x\n{head}start: 2027-10-29 19:00\nduration: 2h\n"
            "repeat: every Friday\ncount: 4\nchanges:\n  - date: 2027-11-19\n    start: 2027-11-20 19:00\n---\n".encode(),
            "events/night.md": f"---\ntitle: Night\nuid: night@x\n{head}start: 2027-10-30 22:00\n"
            "end: 2027-10-31 06:00\nrepeat: every week\ncount: 3\n---\n".encode(),
        },
        NOW,
    )


SITES: dict[str, tuple[Any, Any]] = {
    "sample": (sample, SEARCHES),
    "odd": (odd_site, {"everything": "", "from march": "from=2027-03-01"}),
    "changed": (
        changed_site,
        {
            "everything": "",
            "saturdays": "day=sat",
            "from the change on": "from=2027-03-14",
            "around the change": "from=2027-03-08&to=2027-03-30",
            "only changed ones": "day=sun,mon,tue&time=evening,morning",
            "autumn": "from=2027-11-01",
            "places left": "need=places",
        },
    ),
}


def written(site: str) -> dict[str, tuple[bytes, list[Instance]]]:
    """Search → the file that the browser writes, and what it means."""
    views, searches = SITES[site][0](), SITES[site][1]
    errors = [p for p in views.catalog.problems if p.severity == "error"]
    assert not errors, errors
    files = sample_files() if site == "sample" else files_of(views.catalog, list(views.languages.values()), NOW)
    months = [data for address, data in files.items() if address.startswith("find/data/calendar-")]
    answers = ask(files, list(searches.values()), NOW, today(), calendar=months)["answers"]
    dates = {f"{item.entry.slug}#{item.anchor[1:]}": item for item in views.public.items}
    return {
        name: (answer["calendar"].encode(), [instance(dates[i]) for i in answer["ids"]])
        for name, answer in zip(searches, answers, strict=True)
    }


def instance(item: Any) -> Instance:
    span = item.occurrence.span
    if span.all_day:
        start, end = span.start.isoformat(), span.end.isoformat()
    else:
        start, end = (stamp(to_utc(local, load_zone(span.zone))) for local in (span.start, span.end))
    return Instance(item.occurrence.uid, start, end, span.all_day, item.details.status == "cancelled")


@cache
def remembered(site: str) -> dict[str, tuple[bytes, list[Instance]]]:
    return written(site)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("client", CLIENTS)
def test_calendar_programs_show_exactly_what_was_shown(client: str, site: str) -> None:
    feeds = remembered(site)
    assert all(means for _, means in feeds.values())
    try:
        differences = compare(client, feeds, WINDOW)
    except Missing as reason:
        pytest.skip(f"missing part: {reason}")
    assert not differences


@pytest.mark.parametrize("site", SITES)
def test_the_file_is_well_formed_and_has_the_uids_of_the_feeds(site: str) -> None:
    views = SITES[site][0]()
    plan = FeedPlan(views.catalog, views.now)
    feed = dict(Calendars(plan, list(views.languages.values())).files())["feeds/all.ics"].decode()
    uids = set(re.findall(r"(?m)^UID:(.*)\r$", feed.replace("\r\n ", "")))
    for data, _ in remembered(site).values():
        lines = data.decode().split("\r\n")
        assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
        assert all(len(line.encode()) <= 75 for line in lines) and not any("\n" in line or "\r" in line for line in lines)
        assert set(re.findall(r"(?m)^UID:(.*)\r$", data.decode().replace("\r\n ", ""))) <= uids
        assert "METHOD" not in data.decode() and b"BEGIN:VTIMEZONE" in data


