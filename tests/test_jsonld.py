"""Search-engine markup: only for events that search engines may show, with the fields that they ask for."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from views_site import sample_html, views_of

VENUE = b"---\ntitle: Main <Library> & Co\nstreet: 1 Elm Street\ntown: Alder\nstate: NY\nzip: 14527\n---\n"
FILES = {
    "venues/lib.md": VENUE,
    "organizers/hd.md": b"---\ntitle: Health\nkind: health department\n---\n",
    "organizers/school.md": b"---\ntitle: School\nkind: school\n---\n",
    "programs/nt.md": b"---\ntitle: Training\n---\n",
}
EVENT = "title: Class\nprogram: nt\norganizer: {organizer}\nuid: a@b.c\nstart: 2026-12-08 18:00\nend: 19:00\n{more}"


def told(more: str = "venue: lib", organizer: str = "hd", title: str = "Class") -> Any:
    """The markup of the page of one event, None where there is none."""
    from views_site import renderer_of
    from workshops.views import pages

    text = EVENT.format(more=more, organizer=organizer).replace("Class", title)
    views = views_of({**FILES, "events/e.md": f"---\n{text}\n---\nText.\n".encode()})
    assert "e" in views.catalog.entries, views.catalog.problems
    job = next(p for p in pages(views.catalog, views.now, views.feeds, views.languages, views) if p.address == "events/e/")
    html = renderer_of(views).render(job)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return json.loads(found[1]) if found else None


def test_an_event_has_what_google_requires_and_recommends() -> None:
    data = told("venue: lib\nkit: nasal\nsummary: Learn it.")
    assert data["@context"] == "https://schema.org" and data["@type"] == "EducationEvent"
    assert data["name"] == "Class" and data["startDate"] == "2026-12-08T18:00:00-05:00"
    assert data["endDate"] == "2026-12-08T19:00:00-05:00" and data["description"] == "Learn it."
    assert data["location"]["name"] == "Main <Library> & Co"
    assert data["location"]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 Elm Street",
        "addressLocality": "Alder",
        "addressRegion": "NY",
        "postalCode": "14527",
        "addressCountry": "US",
    }
    assert data["eventStatus"] == "https://schema.org/EventScheduled" and data["isAccessibleForFree"] is True
    assert data["offers"]["price"] == 0 and data["organizer"]["name"] == "Health"
    assert data["url"] == "https://alder.example.org/events/e/"


@pytest.mark.parametrize(
    ("more", "organizer"),
    [
        ("venue: lib\naccess: invite", "hd"),
        ("venue: lib\naccess: closed", "hd"),
        ("mode: online\njoin_url: https://x.example/\njoin_public: yes", "hd"),
        ("venue: lib\ndrop_in: yes", "hd"),
        ("venue: lib", "school"),
    ],
)
def test_what_search_engines_must_not_show_has_none(more: str, organizer: str) -> None:
    assert told(more, organizer) is None


def test_a_cancelled_and_a_postponed_event_keep_their_start() -> None:
    for status, word in (("cancelled", "EventCancelled"), ("postponed", "EventPostponed")):
        data = told(f"venue: lib\nstatus: {status}")
        assert data["eventStatus"].endswith(word) and data["startDate"] == "2026-12-08T18:00:00-05:00"
        assert "previousStartDate" not in data


def test_a_moved_event_says_when_it_was() -> None:
    data = told("venue: lib\nstatus: moved\nprevious_start: 2026-12-01 18:00")
    assert data["eventStatus"].endswith("EventRescheduled") and data["previousStartDate"] == "2026-12-01T18:00:00-05:00"


def test_a_full_hybrid_event_that_costs_money() -> None:
    data = told("venue: lib\nmode: hybrid\nregistration: required\nregistration_url: https://x.example/r\navailability: full\ncost: 10 USD")
    assert data["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert data["location"][1] == {"@type": "VirtualLocation", "url": "https://x.example/r"}
    assert data["offers"]["availability"].endswith("SoldOut") and data["offers"]["price"] == 10
    assert data["isAccessibleForFree"] is False


def test_a_series_tells_its_coming_dates_each_with_its_own_address() -> None:
    data = told("venue: lib\nrepeat: every Tuesday\ncount: 20")
    dates = data["@graph"]
    assert len(dates) == 12 and dates[1]["startDate"] == "2026-12-15T18:00:00-05:00"
    assert dates[1]["url"].endswith("events/e/#d20261215T1800")


def test_a_date_of_a_series_that_is_online_only_is_not_told() -> None:
    data = told("venue: lib\nrepeat: every Tuesday\ncount: 3\nchanges:\n  - date: 2026-12-15\n    mode: online\n")
    assert [date["startDate"][:10] for date in data["@graph"]] == ["2026-12-08", "2026-12-22"]


def test_nobody_is_sent_to_a_closed_sign_up() -> None:
    assert told("venue: lib\nregistration: closed")["offers"]["availability"] == "https://schema.org/SoldOut"


def test_a_title_cannot_close_the_script() -> None:
    data = told(title="'</script><script>alert(1)</script> & <b>'")
    assert data["name"] == "</script><script>alert(1)</script> & <b>"


def test_every_markup_of_the_sample_site_is_whole() -> None:
    seen = 0
    for html in sample_html().values():
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S):
            data = json.loads(text)
            for event in data.get("@graph", [data]):
                seen += 1
                assert {"@type", "name", "startDate", "location", "eventStatus"} <= set(event)
                assert event["eventStatus"].split("/")[-1] in {"EventScheduled", "EventCancelled", "EventPostponed", "EventRescheduled"}
    assert seen > 20
