"""The home page: the next dates first, then where to go from here."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..catalog import RecordEntry
from .base import Dated, Page, Views, told
from .cards import Card, card
from .lines import help_lines, local, site_data
from .lists import digest_of, names_of
from .records import Item, item_of

FIRST = 3
MORE = 6


def home_pages(views: Views) -> list[Page]:
    """The job of the home page in every language."""
    first, more = next_dates(views)
    programs = {key: views.counted("program", key) for key in views.catalog.records.programs}
    towns = {key: views.counted("town", key) for key in views.catalog.towns}
    records: list[RecordEntry[Any]] = list(views.catalog.records.programs.values())
    depends = (
        digest_of(names_of(first + more)),
        digest_of(r.digest for r in records),
        str(views.planned),
        digest_of(f"{k}{len(c)}{c[0].day if c else ''}" for k, c in (programs | towns).items()),
        str(views.catalog.towns),
        str(views.catalog.data.get("lines")),
        str(site_data(views)),
    )
    return [
        Page(
            views.site.folder(lang),
            "home.html",
            lang,
            depends,
            partial(home, views, lang, first, more, programs, towns),
        )
        for lang in views.languages
    ]


def next_dates(views: Views) -> tuple[list[Dated], list[Dated]]:
    """The next three events that people can go to, with what was called off before them; then a few more.

    Each event stands once. One that was cancelled stays in the list until its time is past, so that nobody
    goes there in vain, but it does not take the place of one that happens.
    """
    first: list[Dated] = []
    more: list[Dated] = []
    seen: set[str] = set()
    for item in views.coming:
        if item.slug in seen:
            continue
        seen.add(item.slug)
        if sum(found.attended for found in first) < FIRST:
            first.append(item)
        elif len(more) < MORE:
            more.append(item)
        else:
            break
    return first, more


def home(
    views: Views,
    lang: str,
    first: list[Dated],
    more: list[Dated],
    programs: dict[str, list[Dated]],
    towns: dict[str, list[Dated]],
) -> dict[str, Any]:
    """The variables of `home.html`."""
    language, data = views.language(lang), site_data(views)
    _ = language.gettext
    tagline = local(data, "tagline", lang) or _("Learn to save a life. It takes one hour.")
    lede = local(data, "lede", lang)
    if not lede:
        county = local(data, "county", lang)
        lede = (
            _("Free trainings and free naloxone kits in {county}.").format(county=county)
            if county
            else _("Free trainings and free naloxone kits near you.")
        )
    return {
        "title": "",
        "description": lede,
        "tagline": tagline,
        "lede": lede,
        "first": cards_of(views, first, lang),
        "more": cards_of(views, more, lang),
        "count": views.planned,
        "programs": items(views, "program", programs, lang),
        "towns": items(views, "town", towns, lang),
        "kit_sites": len(views.catalog.records.kit_sites),
        "lines": help_lines(views, lang),
        "toolkit": told_page(views, "toolkit", lang),
        "volunteer_contact": data.get("volunteer_contact", ""),
    }


def cards_of(views: Views, dates: list[Dated], lang: str) -> list[Card]:
    """Cards of some dates."""
    return [card(views, item, lang) for item in dates]


def items(views: Views, facet: str, counts: dict[str, list[Dated]], lang: str) -> list[Item]:
    """Programs or towns, those with most coming dates first."""
    found = [item_of(views, facet, key, coming, lang) for key, coming in counts.items()]
    return sorted(found, key=lambda item: (-item.count, item.title.lower()))


def told_page(views: Views, slug: str, lang: str) -> tuple[str, str] | None:
    """Title and address of a content page, None where the site has no such page."""
    page = views.catalog.pages.get((slug, lang)) or views.catalog.pages.get((slug, views.site.lang))
    return (page.title, f"{views.site.folder(lang)}{slug}/") if page else None


__all__ = ["cards_of", "home_pages", "items", "told", "told_page"]
