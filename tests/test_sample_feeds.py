"""The sample site's feeds in real calendar programs: every program shows every date as a person wrote it down."""
from __future__ import annotations

import pytest
import sample
from clients import CLIENTS, Instance, Missing, compare, missing_clients


def test_the_dates_are_those_written_by_hand() -> None:
    wanted = sorted(Instance(x["uid"], x["start_utc"] or x["start"], x["end_utc"] or x["end"], x["all_day"], x["status"] == "cancelled")
                    for x in sample.expected_by_hand())
    plan = sample.calendars().plan
    everything = sorted(i for entry in plan.catalog.entries.values() for i in _of_entry(entry.slug))
    assert everything == wanted


def _of_entry(slug: str) -> list[Instance]:
    plan = sample.calendars().plan
    groups = [group for group in plan.groups if group.entry.slug == slug]
    feed = type(plan.feeds[0])("", "", (), groups=groups)
    return sample.instances(feed)


@pytest.mark.parametrize("client", CLIENTS)
def test_every_feed_is_understood(client: str) -> None:
    if client in missing_clients():
        pytest.skip(f"missing part: {missing_clients()[client]}")
    site, feeds = sample.catalog().site, {}
    for feed in sample.calendars().plan.feeds:
        for lang in site.languages:
            address = site.folder(lang) + feed.address
            feeds[address] = (sample.files()[address], [i._replace(summary=None) for i in sample.instances(feed)])
    assert len(feeds) > 200
    assert compare(client, feeds, sample.WINDOW) == {}


@pytest.mark.parametrize("client", ["icaljs", "libical", "khal", "recurring"])
def test_subscribed_over_http(client: str) -> None:
    plan = sample.calendars().plan
    everything = next(feed for feed in plan.feeds if feed.kind == "all")
    wanted = [i._replace(uid="", summary=None) for i in sample.instances(everything)]
    try:
        differences = compare(client, {"all": (sample.files()["feeds/all.ics"], wanted)}, sample.WINDOW, over_http=True)
    except Missing as reason:
        pytest.skip(f"missing part: {reason}")
    lacking, surplus = differences.get("all", ([], []))
    # vdirsyncer gives every event a uid of its own; all the rest must be the same
    assert sorted(i._replace(uid="") for i in lacking) == sorted(i._replace(uid="") for i in surplus)


@pytest.mark.parametrize("slug", list(sample.catalog().entries))
def test_an_events_own_file_has_the_bytes_of_the_feed(slug: str) -> None:
    for folder in ("", "es/"):
        own = sample.files()[f"{folder}events/{slug}/event.ics"].decode()
        events = own[own.index("BEGIN:VEVENT"):own.rindex("END:VCALENDAR")].split("END:VEVENT\r\n")[:-1]
        entry = sample.catalog().entries[slug]
        name = "feeds/all.ics" if entry.public else f"feeds/organizer/{entry.event.organizer}.ics"
        feed = sample.files()[folder + name].decode()
        assert events and all(block + "END:VEVENT\r\n" in feed for block in events)
