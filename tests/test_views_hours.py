"""Opening hours as people write them, in words and as the browser reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from views_site import renderer_of, sample, views_of
from workshops.locale import shipped_language
from workshops.views.hours import always, day_hours, day_ranges, packed, read_hours, week_rows
from workshops.views.kits import kit_pages, kit_site, stale_keys

EN, ES = shipped_language("en"), shipped_language("es")


def test_hours_as_people_write_them() -> None:
    week = read_hours({"Monday": "9:00-12:00, 1 pm - 5 pm", "tuesday": ["9-17"], "friday": "closed", "sunday": "22:00-02:00"})
    assert week[0] == [(540, 720), (780, 1020)]
    assert week[2] == [] and week[4] == [] and week[6] == [(1320, 120)]
    assert read_hours("by appointment") == [[]] * 7 and read_hours(None) == [[]] * 7


def test_neighbouring_days_with_the_same_hours_share_a_row() -> None:
    week = read_hours(dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), "9:00-17:00") | {"friday": "9:00-12:00"})
    assert week_rows(week, EN) == [
        ("Sunday", "closed"),
        ("Monday to Thursday", "9 am to 5 pm"),
        ("Friday", "9 am to noon"),
        ("Saturday", "closed"),
    ]
    assert week_rows(week, ES)[1] == ("Lunes a jueves", "de 9 a. m. a 5 p. m.")
    assert day_hours([(540, 720), (780, 1020)], EN) == "9 am to noon and 1 to 5 pm"


def test_day_and_night() -> None:
    week = read_hours(dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), "0:00-24:00"))
    assert always(week) and packed(week) == ";".join(["0-1440"] * 7)
    assert day_hours(week[0], ES) == "abierto todo el día"


def test_a_site_that_nobody_checked_for_long_is_marked() -> None:
    views = sample()
    entry = views.catalog.records.kit_sites["main-library-desk"]
    assert "main-library-desk" not in stale_keys(views)
    later = views_of(
        {
            f"kit-sites/{key}.md": f"---\ntitle: X\nverified: {day}\n---\n".encode()
            for key, day in (("old", "2026-07-24"), ("new", "2026-07-26"))
        },
        datetime(2026, 11, 22, 15, tzinfo=UTC),
    )
    assert stale_keys(later) == ["old"]
    made = kit_site(views, "main-library-desk", entry, "es", stale=False)
    assert made.privacy == ("user-round-x", "Sin nombre ni identificación", "good") and made.cost == "Gratis" and made.town == "Alder"


def test_closed_days_in_a_row_are_told_as_one() -> None:
    days = [date(2026, 11, 26), *(date(2026, 12, n) for n in (24, 25, 26, 27, 30, 31))]
    assert day_ranges(days, EN) == "November 26, December 24 to December 27, December 30 and December 31"
    assert day_ranges(days[:5], ES) == "26 de noviembre y 24 de diciembre a 27 de diciembre"


def test_a_place_of_which_nobody_wrote_the_hours_is_not_called_closed() -> None:
    files = {"kit-sites/bare.md": b"---\ntitle: Bare\nid_required: yes\n---\n"}
    views = views_of(files)
    site = kit_site(views, "bare", views.catalog.records.kit_sites["bare"], "en", stale=False)
    assert site.rows == [] and site.privacy == ("id-card", "Bring an ID", "warn")
    html = renderer_of(views).render(next(page for page in kit_pages(views) if page.lang == "en"))
    assert "We do not know the hours. Please call before you go." in html and "Sunday to Saturday" not in html
    assert 'data-module="open"' not in html
