"""The list of feeds, the list of outputs, and what switches them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sample
from outputs_site import NOW, RECORDS, SITE, context_of, event, made
from workshops.build.cache import Cache
from workshops.build.engine import build
from workshops.errors import SettingsError
from workshops.outputs import OUTPUTS, Context, output_jobs
from workshops.outputs.index import index_jobs
from workshops.settings import site_from
from workshops.site import OUTPUT_KINDS

EVENTS = {
    "van": event(
        "Van",
        "2026-11-26 13:00",
        repeat="every Thursday",
        until="2026-12-17",
        volunteers="\n  - role: Helper\n    needed: 1",
        changes="\n  - date: 2026-12-10\n    status: cancelled",
    ),
    "online": event(
        "Online", "2027-01-22 12:00", mode="online", join_url="https://meet.test/", join_public="yes"
    ),
    "invited": event("Supper", "2027-01-23 12:00", access="invite"),
}


def rows(context: Context, folder: str = "") -> dict[str, dict[str, object]]:
    feeds = json.loads(made(index_jobs(context))[f"{folder}feeds/index.json"])["feeds"]
    return {row.pop("address"): row for row in feeds}


def test_a_feed_is_listed_with_its_filter_and_its_coming_dates() -> None:
    found = rows(context_of(EVENTS))
    assert found["https://alder.test/feeds/all.ics"] == {
        "name": "Alder County",
        "type": "text/calendar",
        "kind": "all",
        "filters": {},
        "events": 2,
        "dates": 3,
        "next": "2026-12-03",
    }
    assert found["https://alder.test/feeds/program/narcan.ics"] == {
        "name": "Narcan training · Alder County",
        "type": "text/calendar",
        "kind": "facet",
        "filters": {"program": "narcan"},
        "events": 3,
        "dates": 4,
        "next": "2026-12-03",
    }
    assert found["https://alder.test/feeds/mode/online.ics"]["next"] == "2027-01-22"
    assert found["https://alder.test/feeds/shifts/role/helper.ics"] == {
        "name": "Helper: Volunteer shifts · Alder County",
        "type": "text/calendar",
        "kind": "shifts",
        "filters": {"role": "helper"},
        "events": 3,
        "dates": 2,
        "next": "2026-12-03",
    }
    assert (
        found["https://alder.test/feeds/venue/depot.ics"]["dates"] == 0
        and found["https://alder.test/feeds/venue/depot.ics"]["next"] is None
    )


def test_every_listed_feed_is_written_and_every_written_feed_is_listed(tmp_path: Path) -> None:
    context = context_of(EVENTS)
    build(context.catalog, tmp_path, NOW, Cache(None, tmp_path, tmp_path, ""))
    for folder in ("", "es/"):
        listed = {address.removeprefix("https://alder.test/") for address in rows(context, folder)}
        written = {
            path.relative_to(tmp_path).as_posix()
            for path in (tmp_path / folder / "feeds").rglob("*")
            if path.is_file()
        }
        assert listed == written - {f"{folder}feeds/index.json"}
        assert {name.rpartition(".")[2] for name in listed} == {"ics", "atom", "json"}


def test_no_two_outputs_of_the_sample_site_write_the_same_file() -> None:
    names = Counter(job.name for job in output_jobs(Context(sample.calendars())))
    assert [name for name, count in names.items() if count > 1] == [] and not set(names) & set(sample.files())
    assert all(made(output_jobs(Context(sample.calendars()))).values())


def test_the_settings_know_every_output() -> None:
    assert tuple(OUTPUTS) == OUTPUT_KINDS
    assert site_from({"WORKSHOPS_OUTPUTS": ["status", "robots"]}).outputs == ("status", "robots")
    with pytest.raises(SettingsError, match="WORKSHOPS_OUTPUTS: 'sitmap' is not known"):
        site_from({"WORKSHOPS_OUTPUTS": ["sitmap"]})


def test_only_chosen_outputs_are_written() -> None:
    context = context_of(EVENTS, site=replace(SITE, outputs=("status", "robots")))
    assert [job.name for job in output_jobs(context)] == ["robots.txt", "status.json"]


def variants() -> Iterator[Context]:
    """The county as it is, on other days, and after edits of every kind of file."""
    shift = EVENTS["van"].replace("    needed: 1", "    needed: 1\n    filled: 1")
    for hours in (0, 1, 26, 24 * 7, 24 * 17, 24 * 40):
        yield context_of(EVENTS, now=NOW + timedelta(hours=hours))
    yield context_of({**EVENTS, "van": shift})
    yield context_of({**EVENTS, "van": EVENTS["van"].replace("Come", "Go")})
    yield context_of({**EVENTS, "invited": EVENTS["invited"].replace("01-23", "01-24")})
    yield context_of(
        {
            **EVENTS,
            "online": EVENTS["online"].replace(
                "title:", "modified: 2026-11-30 12:00\naliases: [old]\ntitle:"
            ),
        }
    )
    yield context_of({**EVENTS, "broken": event("Broken", "2027-13-01")})
    yield context_of({name: text for name, text in EVENTS.items() if name != "online"})
    for path, old, new in (
        ("venues/main-library.md", "Room 2", "Room 3"),
        ("programs/narcan.md", "Narcan", "Naloxone"),
        ("organizers/health.md", "events@", "hello@"),
        ("venues/depot.md", "Alder", "Stony Ridge"),
    ):
        yield context_of(EVENTS, **{path.replace("/", "__"): RECORDS[path].replace(old, new)})
    yield context_of(EVENTS, **{"site.yaml": "licence: CC0-1.0\n"})
    yield context_of(EVENTS, pages=("events/van/index.html", "about/index.html"))


def test_a_file_whose_key_stays_has_the_same_bytes() -> None:
    seen: dict[tuple[str, bytes], bytes] = {}
    kept = 0
    for context in variants():
        for job in output_jobs(context):
            if job.key is not None:
                data = job.make()
                kept += (job.name, job.key) in seen
                assert seen.setdefault((job.name, job.key), data) == data, job.name
    assert kept > 100


def test_a_nightly_build_makes_few_files_again() -> None:
    tonight, next_night = (
        {job.name: job.key for job in output_jobs(context_of(EVENTS, now=NOW + timedelta(hours=hours)))}
        for hours in (0, 24)
    )
    assert [name for name in tonight if next_night[name] is None or tonight[name] != next_night[name]] == [
        "status.json"
    ]


def test_no_output_grows_with_the_square_of_the_events() -> None:
    from time import process_time

    taken = []
    for number in (200, 800):
        context = context_of(
            {
                f"e{n:04}": event(f"Event {n}", f"2027-0{n % 9 + 1}-{n % 28 + 1:02} 12:00")
                for n in range(number)
            }
        )
        rounds = []
        for _ in range(3):
            fresh = Context(context.calendars, tuple(f"events/e{n:04}/" for n in range(number)))
            start = process_time()
            made(output_jobs(fresh))
            rounds.append(process_time() - start)
        taken.append(min(rounds))
    assert taken[1] < 10 * taken[0]
