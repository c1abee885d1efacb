"""What needs a human: lapsing series, forgotten postponements, missing results, unchecked kit sites."""
from __future__ import annotations

from datetime import UTC, datetime

from workshops.loader import load_catalog
from workshops.site import Site
from workshops.stale import stale

RECORDS = {"programs/p.md": b"---\ntitle: P\n---\n", "organizers/o.md": b"---\ntitle: O\n---\n", "venues/v.md": b"---\ntitle: V\n---\n"}
HEAD = "title: T\nuid: u@x\nprogram: p\norganizer: o\nvenue: v\nend: 19:00\n"


def reasons(fields: str, day: str, folder: str = "events") -> list[str]:
    """Why one file is stale on a day, at noon."""
    head = HEAD if folder == "events" else "title: K\n"
    files = {**RECORDS, f"{folder}/x.md": f"---\n{head}{fields}\n---\n".encode()}
    catalog = load_catalog(files, Site())
    assert not [p for p in catalog.problems if p.severity == "error"]
    return [item.reason for item in stale(catalog, datetime.fromisoformat(f"{day}T17:00").replace(tzinfo=UTC))]


def test_a_series_is_about_to_lapse_and_lapses() -> None:
    series = "start: 2026-11-05 18:00\nrepeat: every Thursday\nconfirmed_through: 2026-12-31"
    assert reasons(series, "2026-11-01") == []
    assert reasons(series, "2026-12-05") == ["lapsing"]
    assert reasons(series, "2026-12-31") == ["lapsing"]
    assert reasons(series, "2027-01-01")[0] == "lapsed"


def test_a_series_that_ends_does_not_lapse() -> None:
    assert reasons("start: 2026-11-05 18:00\nrepeat: every Thursday\nuntil: 2026-12-31", "2026-12-30") == []
    assert reasons("start: 2026-11-05 18:00\nrepeat: every Thursday\nconfirmed_through: 2026-12-31\nstatus: cancelled", "2027-01-01") == []


def test_postponed_and_forgotten() -> None:
    assert reasons("start: 2027-01-21 18:00\nstatus: postponed", "2027-01-20") == []
    assert reasons("start: 2027-01-21 18:00\nstatus: postponed", "2027-01-22") == ["postponed"]


def test_results_are_asked_for_after_the_event_and_not_for_ever() -> None:
    assert reasons("start: 2027-01-21 18:00", "2027-01-21") == []
    assert reasons("start: 2027-01-21 18:00", "2027-01-22") == ["results"]
    assert reasons("start: 2027-01-21 18:00\nresults:\n  attended: 0", "2027-01-22") == []
    assert reasons("start: 2027-01-21 18:00\nstatus: cancelled", "2027-01-22") == []
    assert reasons("start: 2027-01-21 18:00", "2027-06-01") == []


def test_reviews_that_are_due() -> None:
    assert reasons("start: 2027-01-21 18:00\nreview_by: 2026-12-01", "2026-12-01") == []
    assert reasons("start: 2027-01-21 18:00\nreview_by: 2026-12-01", "2026-12-02") == ["review"]
    assert reasons("verified: 2026-08-04\nvenue: v", "2026-12-02", "kit-sites") == []
    assert reasons("verified: 2026-08-03\nvenue: v", "2026-12-02", "kit-sites") == ["kit-site"], "after 120 days"
    assert reasons("verified: 2026-08-03\nreview_by: 2027-01-01\nvenue: v", "2026-12-02", "kit-sites") == []
    assert reasons("venue: v", "2026-12-02", "kit-sites") == ["kit-site"], "nobody ever checked it"
    assert reasons("verified: 2026-11-01\nvenue: v", "2026-12-02", "kit-sites") == []
    assert reasons("verified: 2026-11-01\nreview_by: 2026-12-01\nvenue: v", "2026-12-02", "kit-sites") == ["kit-site"]


def test_how_long_a_check_of_a_kit_site_holds_is_a_setting_for_the_page_and_for_the_reminder_alike() -> None:
    from outputs_site import context_of
    from views_site import views_of
    from workshops.outputs.status import kit_sites_to_check
    from workshops.settings import site_from
    from workshops.views.kits import kit_pages

    lobby = "---\ntitle: Lobby\nvenue: v\nverified: 2026-11-01\n---\n"
    files = {**RECORDS, "kit-sites/lobby.md": lobby.encode()}
    for days, old in ((31, False), (30, True)):
        site = site_from({"TIMEZONE": "America/New_York", "WORKSHOPS_KIT_DAYS": days})
        catalog = load_catalog(files, site)
        now = datetime(2026, 12, 2, 17, tzinfo=UTC)
        context = context_of({}, now, site, **{"kit-sites/lobby.md": lobby, "venues/v.md": "---\ntitle: V\n---\n"})
        assert bool(stale(catalog, now)) == old
        assert [row["file"] for row in kit_sites_to_check(context)] == (["kit-sites/lobby.md"] if old else [])
        (page,) = kit_pages(views_of(files, now, site))
        assert [one.stale for _, sites in page.data()["towns"] for one in sites] == [old]
