"""The pages of the sample site: all are there, whole, linked, in both languages, and nothing private is
shown.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from posixpath import normpath
from typing import Any
from urllib.parse import urlsplit

import pytest
from feed_site import RECORDS, event
from views_site import NOW, ROOT, sample, sample_files, sample_html, sample_pages, views_of
from workshops.views import Views, pages
from workshops.views.event import event_data
from workshops.views.near import Neighbours

WEEKLY = {"repeat": "every Tuesday", "until": "2026-12-29"}
HIDDEN = ("2027-02-train-the-trainer", "2027-01-21-night-shift-ce", "2027-04-14-school-assembly")
STATIC = {
    "theme/css/site.css",
    "theme/js/site.js",
    "theme/js/embed.js",
    "theme/icons.svg",
    "theme/favicon.svg",
    "manifest.webmanifest",
    "es/manifest.webmanifest",
    *(f"{folder}feeds/all.{kind}" for folder in ("", "es/") for kind in ("atom", "json")),
}


class Elements(HTMLParser):
    """Collects start tags with their attributes, and the visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def text_of(address: str) -> str:
    """What a person reads on a page, spaces run together."""
    html = re.sub(r"<(script|style)\b.*?</\1>", "", sample_html()[address], flags=re.S)
    return re.sub(r"\s+", " ", " ".join(Elements(html).texts))


def test_every_kind_of_page_is_there_in_both_languages() -> None:
    wanted = [
        "",
        "events/health-department-monthly/",
        "venues/",
        "venues/main-library/",
        "organizers/harbor-light/",
        "programs/narcan-training/",
        "towns/alder/",
        "audiences/parents/",
        "calendar/",
        "calendar/2026/12/",
        "subscribe/",
        "archive/",
        "archive/2026/",
        "volunteer/",
        "naloxone/",
        "find/",
        "emergency/",
        "404.html",
    ]
    for address in wanted:
        assert address in sample_pages() and f"es/{address}" in sample_pages(), address


def test_every_link_leads_to_a_page_a_feed_or_an_asset() -> None:
    broken = []
    for address, html in sample_html().items():
        base = "/" if address.endswith("404.html") else f"/{address}"
        for _, attributes in Elements(html).tags:
            link = attributes.get("href") or attributes.get("src")
            if not link or urlsplit(link).scheme or link.startswith("#"):
                continue
            target = urlsplit(link).path
            path = target if target.startswith("/") else f"{base.rpartition('/')[0]}/{target}"
            full = normpath(path).lstrip("/")
            full = full + "/" if target.endswith("/") and full not in ("", ".") else full
            if full not in sample_html() and full not in sample_files() | STATIC and not full.startswith("images/"):
                broken.append((address, link))
    assert not broken


def test_anchors_that_pages_link_to_exist() -> None:
    ids = {address: {a["id"] for _, a in Elements(html).tags if a.get("id")} for address, html in sample_html().items()}
    for address, html in sample_html().items():
        for _, attributes in Elements(html).tags:
            link = attributes.get("href") or ""
            parts = urlsplit(link)
            if not parts.fragment or parts.scheme or "icons.svg" in link or address.endswith("404.html"):
                continue
            target = normpath(f"/{address}{parts.path}").lstrip("/") + "/" if parts.path else address
            assert parts.fragment in ids[target], (address, link)


def test_ids_stand_once_on_a_page() -> None:
    for address, html in sample_html().items():
        found = [a["id"] for _, a in Elements(html).tags if a.get("id")]
        assert len(found) == len(set(found)), address


def test_no_page_has_inline_style_or_script_or_loads_from_elsewhere() -> None:
    for address, html in sample_html().items():
        for tag, attributes in Elements(html).tags:
            assert "style" not in attributes and not any(name.startswith("on") for name in attributes), address
            if tag == "script":
                assert attributes.get("src") or attributes.get("type") == "application/ld+json"
            if tag in ("script", "img", "link", "iframe", "source"):
                source = (
                    attributes.get("src")
                    or (attributes.get("href") if attributes.get("rel") in ("stylesheet", "icon", "manifest") else "")
                    or ""
                )
                assert not urlsplit(source).scheme and not source.startswith("//"), (address, source)
        assert "<style" not in html


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (ROOT / "theme" / "static" / "icons.svg").read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = {name for html in sample_html().values() for name in re.findall(r'icons\.svg#([\w-]+)"', html)}
    assert used <= known


def test_each_page_has_one_first_heading_and_the_emergency_strip() -> None:
    for address, html in sample_html().items():
        tags = Elements(html).tags
        assert sum(tag == "h1" for tag, _ in tags) == 1, address
        assert any(a.get("href") == "tel:911" for _, a in tags), address


@pytest.mark.parametrize("slug", HIDDEN)
def test_closed_and_invited_events_stand_with_their_hosts_only(slug: str) -> None:
    pages_with = {address for address, html in sample_html().items() if f"events/{slug}/" in html}
    allowed = re.compile(rf"(es/)?(events/{slug}/|organizers/[^/]+/|programs/[^/]+/|audiences/[^/]+/)(page/\d+/)?$")
    assert pages_with and all(allowed.match(address) for address in pages_with)
    assert '<meta name="robots" content="noindex">' in sample_html()[f"events/{slug}/"]
    assert "ld+json" not in sample_html()[f"events/{slug}/"]


def test_a_cancelled_event_says_so_with_its_reason_and_another_date() -> None:
    text = text_of("events/2026-12-05-harbor-light-pop-up/")
    assert "Cancelled. This event will not take place." in text and "You could go here:" in text
    spanish = text_of("es/events/2026-12-05-harbor-light-pop-up/")
    assert "Cancelado. Este evento no se hará." in spanish and "Puede ir aquí:" in spanish


def test_a_postponed_event_and_a_moved_date() -> None:
    assert "Postponed. We do not have a new date yet." in text_of("events/2027-01-21-community-forum/")
    text = text_of("events/health-department-monthly/")
    assert "Moved from Tuesday, February 9 to Tuesday, February 16, 2027, 6 to 7 pm" in text
    assert "Snow closed the county offices" in text
    assert 'id="d20270209T1800"' in sample_html()["events/health-department-monthly/"]


def test_a_full_date_names_the_open_one_of_the_same_day() -> None:
    text = text_of("events/2027-02-18-millbrook-library/")
    assert "Full, with a waiting list: Thursday, February 18" in text
    assert "Next one: Thursday, February 18, 2027, 5:30 to 6:30 pm" in text


def test_the_facts_come_in_the_order_in_which_people_ask() -> None:
    html = sample_html()["events/2027-03-11-parent-night-alder-high/"]
    keys = re.findall(r'class="fact fact--(\w+)"', html)
    assert keys == [
        "when",
        "where",
        "cost",
        "signup",
        "privacy",
        "languages",
        "access",
        "kit",
        "bring",
        "expect",
        "host",
        "weather",
    ]
    text = text_of("events/2027-03-11-parent-night-alder-high/")
    for words in (
        "Thursday, March 11, 2027",
        "5:30 to 7:30 pm",
        "Eastern Time",
        "Door 4",
        "Free",
        "Sign up, or just walk in",
        "No name, no ID.",
        "Interpreter there: Spanish.",
        "Childcare",
        "This takes you to example.org.",
    ):
        assert words in text, words


def test_the_home_page_shows_three_dates_one_can_go_to_before_anything_else() -> None:
    html = sample_html()[""]
    first = html[html.index('id="next"') : html.index('id="ways"')]
    assert first.count('class="card ') - first.count("card--stop") == 3
    assert html.index('id="next"') < html.index('id="programs"')


def test_the_month_is_a_table_with_every_public_date() -> None:
    html = sample_html()["calendar/2027/02/"]
    assert html.count("<th scope=") == 7 and 'datetime="2027-02-28"' in html
    assert html.count('class="slot ') == 12
    assert "train-the-trainer" not in html


def test_a_page_is_made_again_only_when_what_it_shows_changes() -> None:
    views, jobs = sample(), sample_pages()
    assert jobs["events/van-depot/"].depends != jobs["events/van-mill-street/"].depends
    assert all(isinstance(part, str) for job in jobs.values() for part in job.depends)
    assert views.today == 1795359600


def test_nobody_is_told_to_walk_in_where_an_event_was_called_off() -> None:
    cancelled = sample_html()["events/2026-12-05-harbor-light-pop-up/"]
    assert "<s>Saturday, December 5, 2026</s>" in cancelled and "fact--signup" not in cancelled
    assert "A visit takes about" not in text_of("events/2026-12-05-harbor-light-pop-up/")
    postponed = text_of("events/2027-01-21-community-forum/")
    assert "A new date is not set yet." in postponed and "Just walk in" not in postponed


def test_a_series_with_one_date_called_off_names_the_next_that_takes_place() -> None:
    from views_site import renderer_of
    from workshops.build.files import read_content

    views = views_of(read_content(ROOT / "content"), datetime(2027, 2, 10, 12, tzinfo=UTC))
    job = next(p for p in pages(views.catalog, views.now, views.feeds, views.languages, views) if p.address == "events/van-depot/")
    text = re.sub(r"\s+", " ", " ".join(Elements(renderer_of(views).render(job)).texts))
    assert "Cancelled: Thursday, February 11" in text and "Next: Thursday, February 18, 2027" in text
    assert "Next one: Thursday, February 18, 2027, 1 to 2:15 pm" in text


@pytest.mark.parametrize(
    "fields, names, start",
    [
        ({}, ["Google", "Outlook.com", "Microsoft 365"], "20261208T180000"),
        (WEEKLY, ["Google (Tue, Dec 8)", "Outlook.com (Tue, Dec 8)", "Microsoft 365 (Tue, Dec 8)"], "20261208T180000"),
        (
            {**WEEKLY, "changes": "[{date: 2026-12-08, status: cancelled}, {date: 2026-12-15, venue: hall, start: 2026-12-16 17:00}]"},
            ["Google (Wed, Dec 16)", "Outlook.com (Wed, Dec 16)", "Microsoft 365 (Wed, Dec 16)"],
            "20261216T170000",
        ),
        ({**WEEKLY, "status": "cancelled"}, [], ""),
    ],
    ids=["one date", "series", "next date cancelled, the one after it moved", "all cancelled"],
)
def test_what_a_web_calendar_adds_is_a_date_that_takes_place(fields: dict[str, str], names: list[str], start: str) -> None:
    files = {**RECORDS, "events/class.md": event(**fields)}
    views = views_of({path: text.encode() for path, text in files.items()})
    entry = views.catalog.entries["class"]
    found = event_data(views, entry, "en", Neighbours(views).of(entry))["add"]
    assert [name for name, _ in found] == names
    assert all(f"&dates={start}/" in address for name, address in found if name.startswith("Google"))
    assert all(("location=Hall%2C%20Millbrook" in address) == (start == "20261216T170000") for _, address in found)


def county(now: datetime = NOW, **events: str) -> Views:
    """A county of a few venues with these events, each named as its argument."""
    files = {**RECORDS, **{f"events/{name}.md": text for name, text in events.items()}}
    return views_of({path: text.encode() for path, text in files.items()}, now)


def page_of(views: Views, name: str, lang: str = "en") -> dict[str, Any]:
    """What the page of one event shows."""
    entry = views.catalog.entries[name]
    return event_data(views, entry, lang, Neighbours(views).of(entry))


def rows_of(fields: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Hours, place, note and title of the first two dates of a weekly class, as its page lists them."""
    rows = page_of(county(one=event(**{**WEEKLY, **fields})), "one")["dates"]
    return [(row.hours, row.place, row.note, row.title) for row in rows[:2]]


@pytest.mark.parametrize(
    ("change", "hours", "place", "note", "title"),
    [
        ("mode: online", "6 to 7 pm", "Online", "", ""),
        ("venue: hall", "6 to 7 pm", "Hall, Millbrook", "", ""),
        ("room: Attic", "6 to 7 pm", "Attic, Main Library, Alder", "", ""),
        ("timezone: America/Chicago", "6 to 7 pm (Central Time)", "", "", ""),
        ("note: Bring a chair.", "6 to 7 pm", "", "Bring a chair.", ""),
        ("title: Film night", "6 to 7 pm", "", "", "Film night"),
    ],
)
def test_the_list_of_dates_tells_what_is_other_on_one_of_them(change: str, hours: str, place: str, note: str, title: str) -> None:
    found = rows_of({"changes": f"[{{date: 2026-12-15, {change}}}]"})
    assert found == [("6 to 7 pm", "", "", ""), (hours, place, note, title)]


def test_where_to_go_is_where_the_next_date_is_that_takes_place() -> None:
    dates = "[{start: 2026-12-08 18:00, venue: main, status: cancelled}, {start: 2026-12-15 18:00, venue: hall}]"
    data = page_of(county(one=event(start=None, end=None, venue=None, dates=dates)), "one")
    told = {fact.key: [line.text for line in fact.lines] for fact in data["facts"]}
    assert told["when"][0] == "Next: Tuesday, December 15, 2026" and told["where"][0] == "Hall"


def test_a_date_moved_within_its_day_says_both_times() -> None:
    views = county(one=event(status="moved", previous_start="2026-12-08 09:00"))
    english, spanish = (page_of(views, "one", lang)["banners"][0].title for lang in ("en", "es"))
    assert english == "New time: Tuesday, December 8, 2026, 6 to 7 pm (before: 9 am)"
    assert spanish == "Nueva hora: martes 8 de diciembre de 2026, de 6 a 7 p. m. (antes: 9 a. m.)"


@pytest.mark.parametrize(
    ("fields", "english"),
    [
        ({}, "Learn it."),
        ({"status": "cancelled"}, "Cancelled. This event will not take place. Learn it."),
        ({"availability": "full"}, "This event is full. Learn it."),
        ({**WEEKLY, "status": "cancelled"}, "Cancelled: Tuesday, December 8. Learn it."),
        ({**WEEKLY, "changes": "[{date: 2026-12-08, status: cancelled}]"}, "Learn it."),
    ],
    ids=["as usual", "cancelled", "full", "all of a series", "one of a series"],
)
def test_a_shared_link_does_not_call_to_what_is_off(fields: dict[str, Any], english: str) -> None:
    assert page_of(county(one=event(summary="Learn it.", **fields)), "one")["description"] == english


def test_a_series_whose_last_date_was_called_off_calls_nobody_there() -> None:
    changes = {"changes": "[{date: 2026-12-29, status: cancelled}]"}
    views = county(datetime(2026, 12, 24, tzinfo=UTC), one=event(**WEEKLY, **changes))
    data = page_of(views, "one")
    told = {fact.key: fact.lines for fact in data["facts"]}
    assert [(line.text, line.kind) for line in told["when"]] == [("Tuesday, December 29, 2026", "was"), ("6 to 7 pm", "was")]
    assert "signup" not in told and data["badges"] == () and data["add"] == ()
    assert data["description"].startswith("Cancelled: Tuesday, December 29. ")


def test_sign_up_by_a_time_says_the_time() -> None:
    fields = {"registration": "required", "registration_phone": "555-0111", "registration_by": "2026-12-07 12:00"}
    data = page_of(county(one=event(**fields)), "one")
    assert "Sign up by Monday, December 7, noon." in [line.text for fact in data["facts"] for line in fact.lines]


@pytest.mark.parametrize(
    ("fields", "hour", "lines", "badge"),
    [
        ({"registration": "required"}, 23, ["Please sign up first", "Sign up by Sunday, December 6."], True),
        ({"registration": "required"}, 24, ["Sign-up ended on Sunday, December 6."], False),
        ({"registration": "optional"}, 24, ["Just walk in", "Sign-up ended on Sunday, December 6."], False),
        ({"registration": "required", "registration_by": "2026-12-06 12:00"}, 12, ["Sign-up ended on Sunday, December 6, noon."], False),
        (
            {"registration": "required", **WEEKLY, "changes": "[{date: 2026-12-08, registration_by: 2026-12-31}]"},
            24,
            ["Please sign up first", "Sign up by Thursday, December 31."],
            True,
        ),
    ],
)
def test_nobody_is_asked_to_sign_up_when_it_is_too_late(fields: dict[str, Any], hour: int, lines: list[str], badge: bool) -> None:
    now = datetime(2026, 12, 6, 5, tzinfo=UTC) + timedelta(hours=hour)  # midnight in New York, and so many hours
    views = county(now, one=event(**{"registration_by": "2026-12-06", "registration_phone": "555-0111", **fields}))
    data = page_of(views, "one")
    found = next([line.text for line in fact.lines] for fact in data["facts"] if fact.key == "signup")
    assert [text for text in found if not text.startswith("Call")] == lines and ("Call 555-0111" in found) == badge
    assert any(text == "Sign up first" for _, text, _ in data["badges"]) == badge


def test_a_full_room_with_places_online_is_not_a_full_event() -> None:
    link = {"mode": "hybrid", "join_url": "https://meet.test/", "join_public": "yes", "availability": "full"}
    views = county(one=event(**link, online_availability="open"), two=event(uid="two", **link))
    told = {name: page_of(views, name) for name in ("one", "two")}
    assert [[banner.title for banner in data["banners"]] for data in told.values()] == [[], ["This event is full."]]
    lines = {name: [line.text for fact in data["facts"] for line in fact.lines] for name, data in told.items()}
    assert {"In the room: All places are taken.", "There are places left online."} <= set(lines["one"])
    assert "All places are taken." in lines["two"] and "Just walk in" not in lines["one"] + lines["two"]
    assert [item.slug for item in views.coming if item.offered] == ["one"]


def test_what_is_over_is_nobody_s_next_thing() -> None:
    now = datetime(2026, 12, 9, 0, 30, tzinfo=UTC)  # the evening of December 8 in New York
    over = {"start": "2026-12-08 17:00", "end": "'18:00'"}
    views = county(
        now,
        running=event(uid="a", start="2026-12-07", end="2026-12-10", status="cancelled"),
        over=event(uid="b", **over),
        off=event(uid="c", **over, status="cancelled"),
        later=event(uid="d", start="2026-12-08 21:00", end="'22:00'"),
    )
    running, off = page_of(views, "running"), page_of(views, "off")
    assert [card.address for card in running["nearby"]] == ["events/later/"]
    assert running["banners"][0].link == "events/later/"
    assert off["nearby"] == [] and off["banners"][0].link == ""


def test_general_pages_count_public_dates_that_take_place() -> None:
    off = {"changes": "[{date: 2026-12-08, status: cancelled}]"}
    views = county(
        class_=event(uid="a", **WEEKLY, **off),
        hidden=event(uid="b", program="forum", access="invite", start="2026-12-01 18:00"),
        called_off=event(uid="c", venue="hall", status="cancelled"),
    )
    jobs = pages(views.catalog, views.now, views.feeds, views.languages, views)
    made = {job.address: job.data() for job in jobs if job.address in ("", "find/", "programs/")}
    told = [(item.title, item.count, item.next) for item in made[""]["programs"] + made[""]["towns"]]
    assert told == [("Narcan training", 3, "Tue, Dec 15"), ("Forum", 0, ""), ("Alder", 3, "Tue, Dec 15"), ("Millbrook", 0, "")]
    assert made[""]["count"] == 3 and [count for *_, count in made["find/"]["months"]] == [3]
    found = made["find/"]["programs"] + made["find/"]["towns"]
    assert [(item.title, item.count) for item in found] == [("Narcan training", 3), ("Alder", 3)]
    listed = [(item.title, item.count, item.next) for item in made["programs/"]["items"]]
    assert listed == [("Forum", 1, "Tue, Dec 1"), ("Narcan training", 3, "Tue, Dec 15")]
