"""Old addresses keep answering: pages that lead on, calendar files that are full copies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from icalendar import Calendar
from lxml import html
from outputs_site import HOSTILE, NOW, RECORDS, SITE, context_of, event, made
from workshops.outputs import Context, copies
from workshops.outputs.aliases import alias_jobs

EVENTS = {
    "forum": event("Forum", "2027-01-21 12:00", title_es="Foro", aliases="[winter-forum, Forum-2026]"),
    "other": event("Other", "2027-01-22 12:00"),
}
RENAMED = {
    "venues__main-library.md": RECORDS["venues/main-library.md"].replace(
        "title:", "aliases: [old-library]\ntitle:", 1
    ),
    "programs__narcan.md": RECORDS["programs/narcan.md"].replace(
        "title:", "aliases: [naloxone, narcan-class]\ntitle:", 1
    ),
}
PAIRS = replace(SITE, facet_pairs=(("program", "town"), ("program", "venue")))


def pages(context: Context) -> dict[str, Any]:
    return {name: html.document_fromstring(data) for name, data in made(alias_jobs(context)).items()}


def test_every_old_name_has_a_page_in_every_language() -> None:
    names = (
        "events/winter-forum/",
        "events/Forum-2026/",
        "programs/naloxone/",
        "programs/narcan-class/",
        "venues/old-library/",
    )
    assert set(pages(context_of(EVENTS, **RENAMED))) == {
        f"{folder}{name}index.html" for folder in ("", "es/") for name in names
    }


@pytest.mark.parametrize(
    ("folder", "title", "words"), [("", "Forum", "new address"), ("es/", "Foro", "nueva dirección")]
)
def test_the_page_leads_on(folder: str, title: str, words: str) -> None:
    context = context_of(EVENTS, assets=frozenset({"theme/favicon.89a50e16.svg"}))
    page = pages(context)[f"{folder}events/winter-forum/index.html"]
    assert page.get("lang") == (folder or "en/")[:2]
    assert page.findtext("head/title") == page.findtext(".//h1") == title
    assert page.find(".//link[@rel='canonical']").get("href") == f"https://alder.test/{folder}events/forum/"
    assert page.find(".//meta[@http-equiv='refresh']").get("content") == "0; url=../forum/"
    assert page.find(".//meta[@name='robots']").get("content") == "noindex"
    assert (
        page.find(".//link[@rel='icon']").get("href")
        == "../" * (2 + len(folder) // 3) + "theme/favicon.89a50e16.svg"
    )
    assert [a.get("href") for a in page.iter("a")] == ["tel:911", "../forum/"]
    assert words in page.text_content()
    assert "default-src 'none'" in page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")


def test_a_hostile_title_stays_text() -> None:
    text = event("'" + HOSTILE.replace("'", "''") + "'", "2027-01-21 12:00", aliases="[old]")
    page = pages(context_of({"h": text}))["events/old/index.html"]
    assert page.findtext(".//h1") == HOSTILE and not list(page.iter("script")) and not list(page.iter("b"))


def test_calendar_files_are_copied_to_their_old_addresses() -> None:
    assert copies(context_of(EVENTS, **RENAMED).plan) == {
        f"{folder}{new}": [f"{folder}{old}" for old in olds]
        for folder in ("", "es/")
        for new, olds in {
            "events/forum/event.ics": ["events/winter-forum/event.ics", "events/Forum-2026/event.ics"],
            "feeds/program/narcan.ics": ["feeds/program/naloxone.ics", "feeds/program/narcan-class.ics"],
            "feeds/venue/main-library.ics": ["feeds/venue/old-library.ics"],
        }.items()
    }


def test_pairs_answer_under_every_mixture_of_old_and_new_names() -> None:
    found = copies(context_of(EVENTS, site=PAIRS, **RENAMED).plan)
    assert found["feeds/program/narcan/town/linden.ics"] == [
        "feeds/program/naloxone/town/linden.ics",
        "feeds/program/narcan-class/town/linden.ics",
    ]
    assert sorted(found["feeds/program/narcan/venue/main-library.ics"]) == sorted(
        f"feeds/program/{p}/venue/{v}.ics"
        for p in ("narcan", "naloxone", "narcan-class")
        for v in ("main-library", "old-library")
        if (p, v) != ("narcan", "main-library")
    )


def test_without_old_names_there_is_nothing() -> None:
    context = context_of({"other": EVENTS["other"]})
    assert pages(context) == {} and copies(context.plan) == {}


@pytest.mark.parametrize(
    ("events", "more", "file", "told"),
    [
        (
            {
                "one": event("One", "2027-01-21 12:00", aliases="[two]"),
                "two": event("Two", "2027-01-22 12:00"),
            },
            {},
            "content/events/one.md",
            "the old name 'two' belongs to events/two/.",
        ),
        (
            {
                "one": event("One", "2027-01-21 12:00", aliases="[old]"),
                "two": event("Two", "2027-01-22 12:00", aliases="[OLD]"),
            },
            {},
            "content/events/two.md",
            "the old name 'OLD' belongs to events/one/.",
        ),
        (
            {"one": event("One", "2027-01-21 12:00")},
            {"venues__depot.md": "---\ntitle: Depot\naliases: [main-library]\n---\n"},
            "content/venues/depot.md",
            "the old name 'main-library' belongs to venues/main-library/.",
        ),
    ],
)
def test_an_old_name_that_is_taken_is_reported_and_passed_over(
    events: dict[str, str], more: dict[str, str], file: str, told: str
) -> None:
    context = context_of(events, **more)
    (problem,) = [p for p in context.catalog.problems if p.field == "aliases"]
    assert (problem.file, problem.message, problem.severity) == (file, told, "warning")
    assert not {name.lower() for name in pages(context)} & {
        "events/two/index.html",
        "venues/main-library/index.html",
    }


def test_ones_own_name_as_an_old_one_is_harmless() -> None:
    context = context_of({"one": event("One", "2027-01-21 12:00", aliases="[one, One]")})
    assert pages(context) == {} and [p for p in context.catalog.problems if p.field == "aliases"] == []


def test_the_copy_in_a_build_has_the_same_bytes(tmp_path: Any) -> None:
    from workshops.build.cache import Cache
    from workshops.build.engine import build

    context = context_of(EVENTS, **RENAMED)
    build(context.catalog, tmp_path, NOW, Cache(None, tmp_path, tmp_path, ""))
    for folder in ("", "es/"):
        for new, old in (
            ("events/forum/event.ics", "events/winter-forum/event.ics"),
            ("feeds/program/narcan.ics", "feeds/program/naloxone.ics"),
            ("feeds/venue/main-library.ics", "feeds/venue/old-library.ics"),
        ):
            assert (tmp_path / folder / new).read_bytes() == (tmp_path / folder / old).read_bytes()
        assert (tmp_path / folder / "events/winter-forum/index.html").read_bytes().endswith(b"</html>\n")
    assert len(Calendar.from_ical((tmp_path / "feeds/program/naloxone.ics").read_bytes()).walk("VEVENT")) == 2
