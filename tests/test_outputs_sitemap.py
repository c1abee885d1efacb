"""The sitemap, robots.txt, the web app manifest and status.json."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sample
from lxml import etree
from outputs_site import NOW, SITE, context_of, event, made
from servers import load
from views_site import sample_html
from workshops.calendars import Calendars
from workshops.feeds import FeedPlan
from workshops.outputs import Context, sitemap
from workshops.outputs.digest import digest_jobs
from workshops.outputs.manifest import manifest_jobs, short
from workshops.outputs.sitemap import robots_jobs, sitemap_jobs
from workshops.outputs.status import status_jobs

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
X = "{http://www.w3.org/1999/xhtml}"
EVENTS = {
    "one": event("One", "2027-01-21 12:00", modified="2026-11-20 10:00"),
    "two": event("Two", "2027-01-22 12:00"),
    "secret": event("Secret", "2027-01-23 12:00", access="invite", modified="2026-11-21 10:00"),
}
BOTH = (
    "index.html",
    "events/one/",
    "events/two/index.html",
    "events/secret/",
    "programs/narcan/index.html",
    "towns/linden/",
    "towns/linden/page/2/",
    "about/",
    "404.html",
    "styleguide/",
    "volunteer/",
)
PAGES = (*BOTH, *(f"es/{page}" for page in BOTH), "only-here/")


def urls(context: Context, name: str = "sitemap.xml") -> dict[str, Any]:
    root = etree.fromstring(made(sitemap_jobs(context))[name])
    assert root.tag == S + "urlset"
    for url in root:  # the schema's order and types
        assert [child.tag for child in url][:1] == [S + "loc"] and {child.tag for child in url} <= {
            S + "loc",
            S + "lastmod",
            X + "link",
        }
        for moment in url.findall(S + "lastmod"):
            assert datetime.fromisoformat(moment.text.replace("Z", "+00:00"))
    return {url.findtext(S + "loc"): url for url in root}


def test_pages_that_may_be_found_are_listed_once() -> None:
    found = urls(context_of(EVENTS, pages=PAGES))
    pages = (
        "",
        "events/one/",
        "events/two/",
        "programs/narcan/",
        "towns/linden/",
        "towns/linden/page/2/",
        "about/",
        "volunteer/",
    )
    assert set(found) == {
        f"https://alder.test/{folder}{page}" for folder in ("", "es/") for page in pages
    } | {"https://alder.test/only-here/"}


def test_translations_name_one_another() -> None:
    found = urls(context_of(EVENTS, pages=PAGES))
    for page in ("", "events/one/", "about/"):
        for folder in ("", "es/"):
            links = {
                link.get("hreflang"): link.get("href")
                for link in found[f"https://alder.test/{folder}{page}"].findall(X + "link")
            }
            assert links == {
                "en": f"https://alder.test/{page}",
                "es": f"https://alder.test/es/{page}",
                "x-default": f"https://alder.test/{page}",
            }
    assert found["https://alder.test/only-here/"].findall(X + "link") == []


def test_a_page_changes_with_what_it_shows() -> None:
    found = urls(context_of(EVENTS, pages=PAGES))
    when = {
        address.removeprefix("https://alder.test/"): url.findtext(S + "lastmod")
        for address, url in found.items()
    }
    public, invited = "2026-11-20T15:00:00Z", "2026-11-21T15:00:00Z"
    assert {
        name: when[name]
        for name in ("", "es/", "events/one/", "towns/linden/", "towns/linden/page/2/", "programs/narcan/")
    } == {
        "": public,
        "es/": public,
        "events/one/": public,
        "towns/linden/": public,
        "towns/linden/page/2/": public,
        "programs/narcan/": invited,
    }  # a program's page tells of what is by invitation, a town's does not
    assert when["about/"] is None and when["events/two/"] is None


def test_the_day_of_the_build_changes_nothing() -> None:
    first, later = (
        made(sitemap_jobs(context_of(EVENTS, pages=PAGES, now=NOW + timedelta(days=d)))) for d in (0, 40)
    )
    assert first == later


def test_a_long_sitemap_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_URLS", 3)
    context = context_of(EVENTS, pages=PAGES)
    files = made(sitemap_jobs(context))
    index = etree.fromstring(files["sitemap.xml"])
    assert index.tag == S + "sitemapindex"
    names = [node.findtext(S + "loc").removeprefix("https://alder.test/") for node in index]
    assert (
        names
        == [name for name in files if name != "sitemap.xml"]
        == [f"sitemap-{n}.xml" for n in range(1, 7)]
    )
    parts = [urls(context, name) for name in names]
    assert [len(part) for part in parts] == [3, 3, 3, 3, 3, 2]
    monkeypatch.undo()
    assert [address for part in parts for address in part] == list(urls(context))


def test_no_file_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_BYTES", 900)
    files = made(sitemap_jobs(context_of(EVENTS, pages=PAGES)))
    assert len(files) > 3 and all(len(data) < 1300 for data in files.values())


def test_special_characters_in_addresses() -> None:
    found = urls(
        context_of(
            EVENTS, pages=("niños & niñas/", "a'b\"/"), site=replace(SITE, url="https://alder.test/a&b")
        )
    )
    assert set(found) == {
        "https://alder.test/a&b/ni%C3%B1os%20&%20ni%C3%B1as/",
        "https://alder.test/a&b/a'b%22/",
    }


def test_robots_may_read_all() -> None:
    assert made(robots_jobs(context_of(EVENTS)))["robots.txt"].decode().split("\n") == [
        "User-agent: *",
        "Disallow:",
        "",
        "Sitemap: https://alder.test/sitemap.xml",
        "",
    ]


def test_the_manifest_names_icons_that_exist_from_where_it_lies() -> None:
    assets = frozenset({"theme/favicon.89a50e16.svg", "theme/icon-192.png", "theme/css/site.css"})
    files = {
        name: json.loads(data)
        for name, data in made(manifest_jobs(context_of(EVENTS, assets=assets))).items()
    }
    assert set(files) == {"manifest.webmanifest", "es/manifest.webmanifest"}
    english, spanish = files["manifest.webmanifest"], files["es/manifest.webmanifest"]
    assert [icon["src"] for icon in english["icons"]] == ["theme/favicon.89a50e16.svg", "theme/icon-192.png"]
    assert [icon["src"] for icon in spanish["icons"]] == [
        "../theme/favicon.89a50e16.svg",
        "../theme/icon-192.png",
    ]
    assert (english["start_url"], english["scope"], english["lang"]) == ("./", "./", "en")
    assert (spanish["start_url"], spanish["scope"], spanish["name"]) == ("./", "../", "Condado de Alder")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Alder County", "Alder County"),
        ("Alder County Overdose Prevention", "Alder County"),
        ("Sobredosisprevencionsincondicional", "Sobredosisprevencion"),
        ("", ""),
    ],
)
def test_a_name_under_an_icon_is_short(name: str, wanted: str) -> None:
    assert short(name) == wanted


SERIES = {
    "soon": event("Soon", "2026-12-03 13:00", repeat="every Thursday", confirmed_through="2026-12-31"),
    "far": event("Far", "2026-12-03 13:00", repeat="every Thursday", confirmed_through="2027-06-30"),
    "gone": event("Gone", "2026-11-05 13:00", repeat="every Thursday", confirmed_through="2026-11-26"),
    "ends": event("Ends", "2026-12-03 13:00", repeat="every Thursday", count="3"),
    "off": event(
        "Off", "2026-12-03 13:00", repeat="every Thursday", confirmed_through="2026-12-31", status="cancelled"
    ),
    "shut": event(
        "Shut", "2026-12-03 13:00", repeat="every Thursday", confirmed_through="2026-12-31", access="closed"
    ),
}


def status(context: Context) -> Any:
    return json.loads(made(status_jobs(context))["status.json"])


def test_status_says_when_the_site_was_built() -> None:
    assert status(context_of(EVENTS))["built"] == "2026-12-01T07:00:00-05:00"
    assert (
        status(context_of(EVENTS, now=datetime(2026, 7, 1, 12, 0, 0, 999, tzinfo=UTC)))["built"]
        == "2026-07-01T08:00:00-04:00"
    )


def test_status_lists_series_about_to_lapse_the_most_urgent_first() -> None:
    rows = status(context_of(SERIES))["lapsing"]
    assert [(row["slug"], row["days"], row["confirmed_through"]) for row in rows] == [
        ("gone", -5, "2026-11-26"),
        ("soon", 30, "2026-12-31"),
    ]
    assert rows[1]["file"] == "content/events/soon.md"


def test_status_counts_and_lists_what_was_left_out() -> None:
    found = status(
        context_of(
            {
                **EVENTS,
                "broken": event("Broken", "2027-13-01"),
                "warned": event("Warned", "2027-01-05 12:00", tgas="x"),
            },
            pages=PAGES,
        )
    )
    assert found["quarantined"] == ["events/broken.md"]
    counts = found["counts"]
    assert (counts["events"], counts["public"], counts["coming"], counts["pages"]) == (4, 3, 3, len(PAGES))
    assert counts["errors"] >= 1 and counts["warnings"] >= 1 and counts["venues"] == 2


def test_the_check_of_a_live_site_understands_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = load("ask")
    data = made(status_jobs(context_of({**EVENTS, "broken": event("Broken", "2027-13-01")})))["status.json"]
    monkeypatch.setattr(ask, "ask", lambda url, **headers: ask.Answer(200, {}, data))
    assert list(ask.age_problems("https://alder.test/", NOW + timedelta(hours=1))) == [
        "weaker: left out because of mistakes in it: events/broken.md"
    ]
    assert "nightly build does not run" in next(
        iter(ask.age_problems("https://alder.test/", NOW + timedelta(days=3)))
    )


def test_only_status_knows_the_time_of_the_build() -> None:
    from workshops.outputs import output_jobs

    first, later = (
        made(output_jobs(context_of(EVENTS, pages=PAGES, now=NOW + timedelta(minutes=m)))) for m in (0, 90)
    )
    assert [name for name in first if first[name] != later[name]] == ["status.json"]


def test_the_sitemap_lists_just_the_pages_that_let_themselves_be_indexed() -> None:
    pages = sample_html()
    context = Context(sample.calendars(), tuple(pages))
    listed = {address.removeprefix(context.root()) for address in urls(context)}
    assert listed == {name for name, text in pages.items() if '<meta name="robots" content="noindex">' not in text}
    assert len(pages) > len(listed) > 100


def test_the_digest_leads_to_months_that_have_a_page() -> None:
    pages = set(sample_html())
    for days in range(0, 300, 5):
        now = sample.NOW + timedelta(days=days)
        plan = FeedPlan(sample.catalog(), now)
        for job in digest_jobs(Context(Calendars(plan, sample.calendars().languages))):
            for link in etree.fromstring(job.make()).iter("{http://www.w3.org/2005/Atom}link"):
                address = link.get("href").removeprefix("https://alder.example.org/")
                assert address.startswith(("feeds/", "es/feeds/")) or address in pages, address
