"""Calendar clients show the hard cases as they are meant; where one does not, what it does is written down
here.

The cases are in `hardcases.py`.  A line of `KNOWN` that a client no longer deserves fails the test, so that
the day when a client is mended is noticed, and `docs/feeds.md` can be put right.
"""

from __future__ import annotations

import clients
import hardcases
import pytest
from clients import CLIENTS, Instance, Missing
from hardcases import CASES, UNEASY, WINDOW

KNOWN: dict[tuple[str, str], str] = {
    ("icaljs", "yearly-on-leap-day-unsaid"): "shows 1 March in the years between",
    ("icaljs", "all-day-yearly-on-leap-day-unsaid"): "shows 1 March in the years between",
    ("icaljs", "nights-that-begin-with-the-one-over-spring"): "an hour short, the first and all others",
    ("icaljs", "series-in-the-gap"): "takes the offset after the gap, so the date starts an hour early",
    ("icaljs", "series-in-the-overlap"): "takes the second of the two times",
    ("icaljs", "single-time-that-comes-twice"): "takes the second of the two times",
    ("nodeical", "monthly-on-the-31st-unsaid"): "moves to the 28th in February and stays there",
    ("nodeical", "yearly-on-leap-day-unsaid"): "moves to 28 February and stays there",
    ("nodeical", "all-day-yearly-on-leap-day-unsaid"): "moves to 28 February and stays there",
    ("nodeical", "backslash-before-n"): "leaves a backslash before n doubled",
    ("nodeical", "single-time-that-comes-twice"): "takes the second of the two times",
    (
        "nodeical",
        "nights-over-spring",
    ): "keeps the hours that it lasts, so it ends an hour late on that night",
    (
        "nodeical",
        "nights-over-autumn",
    ): "keeps the hours that it lasts, so it ends an hour early on that night",
    ("nodeical", "nights-that-begin-with-the-one-over-spring"): "all later nights are as short as the first",
    ("libical", "series-in-the-gap"): "takes the offset after the gap, or moves the dates that follow",
    ("libical", "series-in-the-overlap"): "takes the second of the two times",
    ("libical", "single-time-that-comes-twice"): "takes the second of the two times",
    ("khal", "series-in-the-overlap"): "takes the second of the two times",
    ("khal", "single-time-that-comes-twice"): "takes the second of the two times",
    ("khal", "nights-over-spring"): "keeps the hours that it lasts, so it ends an hour late on that night",
    ("khal", "nights-that-begin-with-the-one-over-spring"): "all later nights are as short as the first",
    ("khal", "nights-over-autumn"): "keeps the hours that it lasts, so it ends an hour early on that night",
    ("vdirsyncer", "series-in-the-gap"): "as icalendar + recurring-ical-events, which reads for it here",
    ("recurring", "series-in-the-gap"): "shows a date that ends when it starts",
    ("allenporter", "series-in-the-gap"): "shows a date that ends when it starts",
    ("vobject_", "series-in-the-gap"): "takes the offset after the gap, so the date starts an hour early",
}
"""(client, case) → what the client does instead."""

OLD_ZONE_DATA = {"nodeical": {"havana-changes-at-midnight", "casablanca-follows-the-moon"}}
"""Cases that turn on a decree of the last months: the zone data built into the program may not know it."""

TAKES_FOR_UTC = {
    "allenporter": {
        "phoenix-without-dst",
        "kathmandu-quarter-hour",
        "kolkata-half-hour",
        "kiritimati-fourteen-hours-ahead",
        "pago-pago-eleven-hours-behind",
        "havana-changes-at-midnight",
        "istanbul-changed-its-rules",
        "mexico-city-changed-its-rules",
        "sao-paulo-changed-its-rules",
        "amman-changed-its-rules",
        "tehran-changed-its-rules",
        "apia-changed-its-rules",
        "gaza-follows-the-moon",
    },
}
"""Cases whose VTIMEZONE a client cannot read, as no RRULE ends it: a zone not known by name becomes UTC."""

OVER_HTTP = ("icaljs", "libical", "khal", "recurring")


def show(client: str, unknown_zones: bool = False, over_http: bool = False) -> dict[str, str]:
    """Case → how the client's dates differ from those meant, where they do; skips where a part is missing."""
    try:
        differences = clients.compare(client, hardcases.feeds(unknown_zones), WINDOW, over_http)
    except Missing as part:
        pytest.skip(f"missing part: {part}")
    return {
        name: f"lacks {lacking[:3]}, shows {surplus[:3]}" for name, (lacking, surplus) in differences.items()
    }


def known(client: str) -> set[str]:
    return {case for name, case in KNOWN if name == client}


@pytest.mark.parametrize("client", CLIENTS)
def test_every_client_shows_the_hard_cases_as_meant(client):
    wrong = show(client)
    for case in OLD_ZONE_DATA.get(client, ()):
        wrong.pop(case, None)
    assert {case: text for case, text in wrong.items() if case not in known(client)} == {}
    assert known(client) - set(wrong) == set(), "mended: take it out of KNOWN and docs/feeds.md"


@pytest.mark.parametrize("client", [name for name in CLIENTS if name != "nodeical"])
def test_the_vtimezone_alone_tells_the_times(client):
    wrong = show(client, unknown_zones=True)
    expected = known(client) | TAKES_FOR_UTC.get(client, set())
    assert {case: text for case, text in wrong.items() if case not in expected} == {}
    assert expected - set(wrong) == set(), "mended: take it out of KNOWN or TAKES_FOR_UTC, and docs/feeds.md"


@pytest.mark.parametrize("client", OVER_HTTP)
def test_what_vdirsyncer_fetched_is_read_the_same(client):
    wrong = show(client, over_http=True)
    assert {case: text for case, text in wrong.items() if case not in known(client)} == {}


def test_clients_differ_only_where_our_feeds_do_not_go():
    uneasy = {case.name for case in UNEASY}
    assert {case for _, case in KNOWN} - uneasy == {"backslash-before-n"}
    assert {case for _, case in KNOWN} <= set(CASES)


@pytest.mark.parametrize(
    ("client", "obeys_vtimezone"),
    [
        ("icaljs", True),
        ("libical", True),
        ("vobject_", True),
        ("nodeical", False),
        ("khal", False),
        ("vdirsyncer", False),
        ("recurring", False),
        ("allenporter", False),
    ],
)
def test_some_clients_obey_the_zones_name_and_some_its_vtimezone(client, obeys_vtimezone):
    """The reason why both have to be right."""
    feed = CASES["phoenix-without-dst"].feed().replace(b"TZOFFSETTO:-0700", b"TZOFFSETTO:-1000")
    try:
        shown = clients.expand(client, [feed], WINDOW)[0]
    except Missing as part:
        pytest.skip(f"missing part: {part}")
    assert shown[0].start == ("2027-03-03T04:00:00Z" if obeys_vtimezone else "2027-03-03T01:00:00Z")


def test_node_ical_takes_a_zone_that_it_does_not_know_for_utc():
    feed = CASES["new-york-spring"].feed(unknown_zones=True)
    try:
        shown = clients.expand("nodeical", [feed], WINDOW)[0]
    except Missing as part:
        pytest.skip(f"missing part: {part}")
    assert [instance.start for instance in shown][0] == "2027-03-02T18:00:00Z"


def test_vdirsyncer_takes_two_events_that_say_the_same_for_one(tmp_path):
    """Only the neutral feed has such twins: two topics at one time and place, told without their topic."""
    event = hardcases.vevent("America/New_York", "20261208T180000", "20261208T190000")
    feed = hardcases.Case("", event + event.replace("BEGIN:VEVENT", "BEGIN:VEVENT\nUID:twin"), ()).feed()
    try:
        shown = clients.expand("vdirsyncer", [feed], WINDOW)[0]
    except Missing as part:
        pytest.skip(f"missing part: {part}")
    assert {instance.uid for instance in shown} == {"a", "twin"}, "put back from one file of both"
    feed_file = tmp_path / "feed.ics"
    feed_file.write_bytes(feed)
    once, again = CLIENTS["vdirsyncer"].subscribe([feed_file])[0]
    assert once.replace(b"UID:a", b"UID:twin") == again


def test_a_difference_is_found_and_told():
    case = CASES["one-date-cancelled"]
    meant = list(case.means)
    kept = [*meant[:2], meant[2]._replace(cancelled=False)]
    assert clients.compare("recurring", {"a": (case.feed(), meant), "b": (case.feed(), kept)}, WINDOW) == {
        "b": ([kept[2]], [meant[2]])
    }
    twice = [*meant, meant[0]]
    assert clients.compare("recurring", {"a": (case.feed(), twice)}, WINDOW) == {"a": ([meant[0]], [])}
    unnamed = [instance._replace(summary=None) for instance in meant]
    assert clients.compare("recurring", {"a": (case.feed(), unnamed)}, WINDOW) == {}


def test_dates_outside_the_window_do_not_count():
    case = CASES["all-day-over-the-years-end"]
    window = clients.Window(WINDOW.start, WINDOW.start.replace(month=2))
    assert (
        clients.compare(
            "recurring", {"a": (case.feed(), [Instance("x", "2031-01-01", "2031-01-02")])}, window
        )
        == {}
    )


def test_a_client_that_is_not_there_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr("clients.base.CLIENTS_ENV", tmp_path)
    monkeypatch.setattr("clients.base.JAVASCRIPT", tmp_path)
    reasons = clients.missing_clients()
    assert {"khal", "vdirsyncer"} <= set(reasons)
    assert all("install.sh" in reasons[name] for name in ("khal", "vdirsyncer"))
