"""Opening hours as people write them, in words and as the browser reads them."""

from __future__ import annotations

from datetime import UTC, datetime

from views_site import sample, views_of
from workshops.locale import shipped_language
from workshops.views.hours import always, day_hours, packed, read_hours, week_rows
from workshops.views.kits import kit_site, stale_keys

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
    assert made.privacy == "Sin nombre ni identificación" and made.cost == "Gratis" and made.town == "Alder"
