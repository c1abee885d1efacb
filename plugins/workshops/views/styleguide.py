"""`/styleguide/`: every component in every state, for designers and for the screenshots; not for search
engines.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from .answers import Line, fact
from .base import Page, Views
from .cards import Card
from .colours import TINTS
from .daterows import DateRow
from .event import Banner
from .lists import Pagination


def styleguide_pages(views: Views) -> list[Page]:
    """The job of the gallery in every language."""
    return [
        Page(
            f"{views.site.folder(lang)}styleguide/",
            "styleguide.html",
            lang,
            ("styleguide",),
            partial(gallery, views, lang),
        )
        for lang in views.languages
    ]


def gallery(views: Views, lang: str) -> dict[str, Any]:
    """The variables of `styleguide.html`."""
    _ = views.language(lang).gettext
    states = (
        ("", ""),
        ("Few places left", "info"),
        ("Full", "warn"),
        ("Postponed", "warn"),
        ("Moved", "info"),
        ("Cancelled", "stop"),
    )
    badges = (
        ("ticket", _("Free"), "good"),
        ("door-open", _("Walk in"), ""),
        ("user-round-x", _("No name, no ID"), "good"),
        ("package", _("Free kit"), ""),
        ("languages", "Español", ""),
        ("lock", _("By invitation only"), "warn"),
    )
    cards = [
        Card(
            f"{views.site.folder(lang)}styleguide/",
            f"Example event with a {tint} tint",
            "",
            "Dec",
            8 + i,
            "Tue",
            "Tuesday, December 8, 2026",
            "6 to 7 pm",
            "2026-12-08T18:00-05:00",
            "",
            "Main Library, Alder",
            "Narcan training",
            tint,
            "heart-handshake",
            _(states[i % 6][0]) if states[i % 6][0] else "",
            states[i % 6][1],
            badges[: 2 + i % 4],
        )
        for i, tint in enumerate(TINTS)
    ]
    lines = [
        Line("Free", "strong"),
        Line("A plain line of text."),
        Line("A small line", "small"),
        Line("A page of this site", "link", f"{views.site.folder(lang)}styleguide/"),
        Line("Sign up", "button", "https://www.example.org/sign-up", extra="example.org"),
        Line(
            "Directions",
            "map",
            "https://www.openstreetmap.org/directions?to=42.6%2C-77.0",
            extra="geo:42.6,-77.0",
        ),
        Line("Call 607-555-0100", "phone", "tel:6075550100"),
    ]
    return {
        "title": "Style guide",
        "hidden": True,
        "description": "Every component in every state",
        "sample_cards": cards,
        "tints": TINTS,
        "banners": [
            Banner(
                "stop",
                "Cancelled. This event will not take place.",
                "Ice on the roads.",
                "",
                "#",
                "Next one: Tuesday",
            ),
            Banner("warn", "Postponed. We do not have a new date yet.", "The speaker is ill."),
            Banner("info", "Moved from Tuesday to Wednesday", "Snow closed the offices."),
        ],
        "badges": badges,
        "facts": [fact("when", "calendar-days", "When", lines), fact("cost", "ticket", "Cost", lines[:1])],
        "dates": [
            DateRow(
                f"d{i}",
                "Tuesday, December 8, 2026",
                "6 to 7 pm",
                "2026-12-08T18:00-05:00",
                "",
                "",
                _(text) if text else "",
                kind,
                "A note on this date." if kind else "",
                "",
            )
            for i, (text, kind) in enumerate(states)
        ],
        "pagination": Pagination(2, 5, "styleguide/", "styleguide/"),
    }
