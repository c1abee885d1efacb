"""Where to get naloxone on an ordinary day: kit sites with their weekly hours, right without JavaScript too.

The browser only adds "open now until 4", from the hours that the page itself carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from ..catalog import RecordEntry
from ..describe import address_text
from ..labels import ACCESSIBILITY, label
from ..language import Language
from ..model import KitSite
from ..stale import kit_site_due
from ..zones import load_zone
from .answers import directions, phone_link
from .base import Page, Views, body, foreign, told
from .cards import Badge
from .hours import always, day_ranges, packed, read_hours, week_rows
from .lists import digest_of
from .words import KITS_HERE


@dataclass(slots=True)
class Site:
    """One kit site as the page shows it. `packed`, `zone` and `closures` are for the browser's "open now"."""

    key: str
    title: str
    title_lang: str
    town: str
    address: str
    map: str
    geo: str
    venue_address: str
    rows: list[tuple[str, str]]
    """Days and hours; none where nobody wrote the hours down."""
    always: bool
    packed: str
    zone: str
    closures: str
    closed_days: str
    kit: str
    cost: str
    free: bool
    privacy: Badge | None
    access: str
    phone: str
    phone_link: str
    verified: str
    stale: bool
    body: str
    body_lang: str


def stale_keys(views: Views) -> list[str]:
    """Sites that nobody checked for a long time."""
    today = views.now.astimezone(load_zone(views.site.timezone)).date()
    return [key for key, entry in sorted(views.catalog.records.kit_sites.items()) if _old(entry.record, today, views.site.kit_days)]


def _old(record: KitSite, today: date, days: int) -> bool:
    due = kit_site_due(record, days)
    return due is None or due < today


def kit_pages(views: Views) -> list[Page]:
    """The job of `/naloxone/` in every language."""
    sites, stale = views.catalog.records.kit_sites, stale_keys(views)
    venues = {entry.record.venue for entry in sites.values() if entry.record.venue}
    near = [day for entry in sites.values() for day in coming_closures(views, entry.record)]
    depends = (
        digest_of(entry.digest for _, entry in sorted(sites.items())),
        str(stale),
        str(near),
        digest_of(v.digest for k, v in sorted(views.catalog.records.venues.items()) if k in venues),
    )
    return [
        Page(
            f"{views.site.folder(lang)}naloxone/",
            "naloxone.html",
            lang,
            depends,
            partial(naloxone, views, lang, stale),
        )
        for lang in views.languages
    ]


def naloxone(views: Views, lang: str, stale: list[str]) -> dict[str, Any]:
    """The variables of `naloxone.html`: the sites by town."""
    language = views.language(lang)
    sites = [kit_site(views, key, entry, lang, key in stale) for key, entry in views.catalog.records.kit_sites.items()]
    sites.sort(key=lambda site: (site.town, not site.free, site.title))
    towns: dict[str, list[Site]] = {}
    for site in sites:
        towns.setdefault(site.town, []).append(site)
    return {
        "title": language.gettext("Get naloxone"),
        "towns": list(towns.items()),
        "count": len(sites),
        "description": language.gettext("Where to pick up naloxone (Narcan), with opening hours."),
        "basics": ("naloxone-basics", views.site.lang) in views.catalog.pages,
        "basics_address": f"{views.site.folder(lang)}naloxone-basics/",
    }


def coming_closures(views: Views, record: KitSite) -> list[date]:
    """Closed days of the next eight weeks."""
    today = views.now.astimezone(load_zone(views.site.timezone)).date()
    return [day for day in sorted(record.closures) if today <= day <= today + timedelta(weeks=8)]


def kit_site(views: Views, key: str, entry: RecordEntry[KitSite], lang: str, stale: bool) -> Site:
    """One kit site in words."""
    record, language = entry.record, views.language(lang)
    _ = language.gettext
    venue = views.venue(record.venue)
    place: Any = venue.record if venue else record
    title, tag = told(record, "title", lang, record.lang or views.site.lang)
    text, text_lang = body(entry.html, lang)
    week = read_hours(record.hours)
    way = directions(place)
    cost = record.cost
    free = cost is None or cost.amount == 0
    phone = record.phone or place.phone or ""
    access = list(dict.fromkeys([*record.accessibility, *place.accessibility]))
    return Site(
        key,
        title,
        foreign(tag, lang),
        place.town or "",
        address_text(place),
        way[0] if way else "",
        way[1] if way else "",
        f"{views.site.folder(lang)}venues/{record.venue}/" if venue else "",
        week_rows(week, language) if any(week) else [],
        always(week),
        packed(week),
        place.timezone or views.site.timezone,
        " ".join(day.isoformat() for day in sorted(record.closures)),
        day_ranges(coming_closures(views, record), language),
        _(KITS_HERE.get(record.kit, "")) if record.kit in KITS_HERE else "",
        _("Free") if cost is None or free else language.money(cost.amount, cost.currency),
        free,
        privacy(record, language),
        " · ".join(label(ACCESSIBILITY, word, language) for word in access),
        phone,
        phone_link(phone) if phone else "",
        language.date(record.verified) if record.verified else "",
        stale,
        text,
        foreign(text_lang, lang),
    )


def privacy(record: KitSite, language: Language) -> Badge | None:
    """Whether one is asked for a name or an ID, None where nobody said."""
    if record.id_required:
        return "id-card", language.gettext("Bring an ID"), "warn"
    if record.anonymous:
        return "user-round-x", language.gettext("No name, no ID"), "good"
    return ("user-round-x", language.gettext("No ID needed"), "good") if record.id_required is False else None
