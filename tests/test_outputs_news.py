"""The news feeds (Atom, JSON Feed, weekly digest): legal, in order of the event's date, the same on any day."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest
from lxml import etree, html
from outputs_site import HOSTILE, NOW, SITE, context_of, event, made
from workshops.outputs import Context
from workshops.outputs.atom import atom_jobs
from workshops.outputs.digest import digest_jobs
from workshops.outputs.jsonfeed import json_feed_jobs

A = "{http://www.w3.org/2005/Atom}"
EVENTS = {
    "later": event(
        "Later",
        "2027-01-21 12:00",
        title_es="Más tarde",
        tags="[evening]",
        created="2026-11-01 09:00",
        modified="2026-11-20 10:00",
    ),
    "running": event("Running", "2026-11-30 20:00", duration="20h"),
    "past": event("Past", "2026-11-30 12:00"),
    "van": event(
        "Van",
        "2026-11-26 13:00",
        repeat="every Thursday",
        until="2026-12-10",
        modified="2026-11-18 10:00",
        changes="\n  - date: 2026-12-10\n    status: cancelled\n    note: Ice on the roads.",
    ),
    "fair": event("Fair", "2026-12-05", duration="2 days"),
    "inside": event("Inside", "2026-12-04 12:00", access="invite"),
}


@pytest.fixture(scope="module")
def context() -> Context:
    return context_of(EVENTS)


def atom(context: Context, address: str = "feeds/all.atom") -> Any:
    files = made(atom_jobs(context)) | made(digest_jobs(context))
    return etree.fromstring(files[address])


def check_atom(feed: Any, own: str) -> None:
    """What RFC 4287 asks of every feed and entry."""
    assert feed.tag == A + "feed"
    for node in (feed, *feed.iter(A + "entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(A + name)) == 1, name
        assert re.fullmatch(r"tag:alder\.test,2026:[\w./@%~-]+", node.findtext(A + "id"))
        for name in ("updated", "published"):
            for moment in node.findall(A + name):
                assert datetime.fromisoformat(moment.text.replace("Z", "+00:00")).tzinfo
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in node.findall(A + "link")
            if link.get("rel") == "alternate"
        ]
        assert len(set(alternates)) == len(alternates)
    assert [link.get("href") for link in feed.findall(A + "link") if link.get("rel") == "self"] == [own]
    assert feed.find(A + "author").findtext(A + "name")
    ids = [entry.findtext(A + "id") for entry in feed.iter(A + "entry")]
    assert len(set(ids)) == len(ids)
    for entry in feed.iter(A + "entry"):
        assert entry.find(A + "link").get("href").startswith("https://alder.test/")
        html.fragment_fromstring(entry.findtext(A + "content"), create_parent=True)


@pytest.mark.parametrize("folder", ["", "es/"])
@pytest.mark.parametrize("name", ["all", "digest"])
def test_the_atom_feeds_are_legal(context: Context, folder: str, name: str) -> None:
    feed = atom(context, f"{folder}feeds/{name}.atom")
    check_atom(feed, f"https://alder.test/{folder}feeds/{name}.atom")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == (folder or "en/")[:2]


def test_dates_come_in_the_order_in_which_they_are_held(context: Context) -> None:
    assert [e.findtext(A + "title") for e in atom(context).iter(A + "entry")] == [
        "November 30, 2026: Running",
        "December 3, 2026: Van",
        "December 5, 2026: Fair",
        "December 10, 2026: CANCELLED: Van",
        "January 21, 2027: Later",
    ]
    assert [e.findtext(A + "title") for e in atom(context, "es/feeds/all.atom").iter(A + "entry")][3:] == [
        "10 de diciembre de 2026: CANCELADO: Van",
        "21 de enero de 2027: Más tarde",
    ]


def test_a_news_program_reads_it(context: Context) -> None:
    parsed = feedparser.parse(made(atom_jobs(context))["feeds/all.atom"])
    assert not parsed.bozo and parsed.version == "atom10"
    last = parsed.entries[-1]
    assert (last.published, last.updated) == ("2026-11-01T14:00:00Z", "2026-11-20T15:00:00Z")
    assert [tag.term for tag in last.tags] == ["Narcan training", "evening"]
    assert last.summary.startswith(
        "Thursday, January 21, 2027, noon to 1 pm (Eastern Time). Main Library, Room 2."
    )
    assert "<p>Come and learn.</p>" in last.content[0].value
    assert parsed.entries[3].link == "https://alder.test/events/van/#d20261210T1300"
    assert "Ice on the roads." in parsed.entries[3].summary


def test_the_json_feed_has_what_version_1_1_asks(context: Context) -> None:
    files = made(json_feed_jobs(context))
    for folder, language in (("", "en"), ("es/", "es")):
        feed = json.loads(files[f"{folder}feeds/all.json"])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert (
            feed["feed_url"] == f"https://alder.test/{folder}feeds/all.json" and feed["language"] == language
        )
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 5
        for item in feed["items"]:
            assert (
                isinstance(item["id"], str)
                and item["content_html"]
                and item["url"].startswith(f"https://alder.test/{folder}events/")
            )
            assert datetime.fromisoformat(item["date_modified"].replace("Z", "+00:00"))
            assert all(isinstance(tag, str) for tag in item["tags"])
    events = [item["_event"] for item in json.loads(files["feeds/all.json"])["items"]]
    assert [(e["start"], e["end"], e["status"]) for e in events] == [
        ("2026-11-30T20:00:00-05:00", "2026-12-01T16:00:00-05:00", "scheduled"),
        ("2026-12-03T13:00:00-05:00", "2026-12-03T14:00:00-05:00", "scheduled"),
        ("2026-12-05", "2026-12-06", "scheduled"),
        ("2026-12-10T13:00:00-05:00", "2026-12-10T14:00:00-05:00", "cancelled"),
        ("2027-01-21T12:00:00-05:00", "2027-01-21T13:00:00-05:00", "scheduled"),
    ]
    assert (events[0]["place"], events[0]["address"]) == (
        "Main Library, Room 2",
        "12 Main Street, Linden, NY 02134",
    )


def test_atom_and_json_agree(context: Context) -> None:
    items = json.loads(made(json_feed_jobs(context))["feeds/all.json"])["items"]
    assert [(i["id"], i["title"]) for i in items] == [
        (e.findtext(A + "id"), e.findtext(A + "title")) for e in atom(context).iter(A + "entry")
    ]


def test_an_identity_survives_a_new_title_file_and_host() -> None:
    def ids(name: str, title: str, url: str) -> list[str]:
        from dataclasses import replace

        text = event(title, "2027-01-21 12:00", uid="a1@alder.test")
        feed = atom(context_of({name: text}, site=replace(SITE, url=url)))
        return [e.findtext(A + "id") for e in feed.iter(A + "entry")]

    assert ids("one", "One", "https://alder.test") == ids("two", "Two", "https://new.test/site")


def test_organizers_texts_stay_texts() -> None:
    text = event("PLACE", "2027-01-21 12:00", uid="h@x").replace(
        "PLACE", '"' + HOSTILE.replace('"', '\\"') + '\\u0007\\ufffe"'
    )
    context = context_of({"hostile": text + "\n\n]]> <script>alert(1)</script> &nbsp; **bold**\n"})
    title = HOSTILE.replace("\\u202e", "\u202e")
    feed = atom(context)
    check_atom(feed, "https://alder.test/feeds/all.atom")
    assert feed.find(A + "entry").findtext(A + "title") == f"January 21, 2027: {title}"
    body = feed.find(A + "entry").findtext(A + "content")
    assert "<script" not in body and "<strong>bold</strong>" in body
    item = json.loads(made(json_feed_jobs(context))["feeds/all.json"])["items"][0]
    assert item["title"] == f"January 21, 2027: {title}" and "<script" not in item["content_html"]
    week = context_of({"hostile": text}, now=NOW + timedelta(days=50))
    (link,) = html.fragment_fromstring(
        atom(week, "feeds/digest.atom").find(A + "entry").findtext(A + "content"), create_parent=True
    ).iter("a")
    assert link.text == title and link.get("href") == "https://alder.test/events/hostile/"


def test_nothing_to_come_is_a_legal_feed() -> None:
    context = context_of({"past": EVENTS["past"]}, now=NOW + timedelta(days=30))
    check_atom(atom(context), "https://alder.test/feeds/all.atom")
    assert atom(context).findtext(A + "updated") == "2020-01-01T00:00:00Z"
    check_atom(atom(context, "feeds/digest.atom"), "https://alder.test/feeds/digest.atom")
    assert json.loads(made(json_feed_jobs(context))["feeds/all.json"])["items"] == []


def test_a_body_that_is_not_translated_says_its_language(context: Context) -> None:
    entries = list(atom(context, "es/feeds/all.atom").iter(A + "entry"))
    assert {e.find(A + "content").get("{http://www.w3.org/XML/1998/namespace}lang") for e in entries} == {
        "en"
    }


def weeks(context: Context) -> dict[str, str]:
    return {
        e.findtext(A + "id")[-8:]: etree.tostring(e).decode()
        for e in atom(context, "feeds/digest.atom").iter(A + "entry")
    }


def test_the_digest_has_an_entry_a_week_with_all_its_dates(context: Context) -> None:
    entries = list(atom(context, "feeds/digest.atom").iter(A + "entry"))
    assert [(e.findtext(A + "title"), e.findtext(A + "summary")) for e in entries] == [
        ("Week of November 30, 2026", "4 dates"),
        ("Week of December 7, 2026", "1 date"),
    ]
    text = html.fragment_fromstring(entries[0].findtext(A + "content"), create_parent=True).text_content()
    assert text == (
        "Monday, November 30, 2026noon to 1 pm: Past. Main Library, Room 2, Linden. Free."
        "Monday, November 30, 2026, 8 pm – Tuesday, December 1, 2026, 4 pm (Eastern Time): Running. Main Library, Room 2, Linden. Free."
        "Thursday, December 3, 20261 to 2 pm: Van. Main Library, Room 2, Linden. Free."
        "Saturday, December 5, 2026Saturday, December 5 to Sunday, December 6, 2026: Fair. Main Library, Room 2, Linden. Free."
    )


def test_a_week_changes_only_with_its_own_events(context: Context) -> None:
    before = weeks(context)
    for day in range(1, 6):  # Monday was yesterday; to the end of the week nothing moves
        assert weeks(context_of(EVENTS, now=NOW + timedelta(days=day))) == before
    after = weeks(
        context_of(
            {
                **EVENTS,
                "later": EVENTS["later"]
                .replace("2027-01-21", "2026-12-24")
                .replace("2026-11-20", "2026-11-30"),
            }
        )
    )
    assert {name: text for name, text in after.items() if name != "2026-W52"} == before
    assert "2026-11-30T15:00:00Z" in after["2026-W52"]
    moved = weeks(context_of({**EVENTS, "fair": EVENTS["fair"].replace("2026-12-05", "2026-12-12")}))
    assert [name for name in before if moved[name] != before[name]] == ["2026-W49", "2026-W50"]


def test_a_week_is_never_older_than_its_place_in_the_feed(context: Context) -> None:
    entries = {e.findtext(A + "id")[-8:]: e for e in atom(context, "feeds/digest.atom").iter(A + "entry")}
    assert entries["2026-W49"].findtext(A + "published") == "2026-11-09T00:00:00-05:00"
    assert entries["2026-W49"].findtext(A + "updated") == "2026-11-18T15:00:00Z"
    assert entries["2026-W50"].findtext(A + "published") == "2026-11-16T00:00:00-05:00"


def test_weeks_run_over_the_end_of_the_year() -> None:
    events = {
        "eve": event("Eve", "2026-12-31 22:00", duration="4h"),
        "new": event("New", "2027-01-03 23:30"),
        "next": event("Next", "2027-01-04 00:00"),
    }
    context = context_of(events, now=datetime.fromisoformat("2027-01-01T12:00:00+00:00"))
    assert {name: text.count("&lt;li&gt;") for name, text in weeks(context).items()} == {
        "2026-W53": 2,
        "2027-W01": 1,
    }
