"""What answers at an old address: a small page that leads on, and full copies of calendar files.

Calendar programs do not all follow redirects, hence the copies: the same bytes, so that the feed names its new
address by itself (SOURCE, URL). People and search engines get a page that sends them on.
"""
from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ..aliases import FACETS, event_aliases, record_aliases
from ..escape import attribute, html
from ..feeds import FeedPlan, facet_name
from ..language import Language
from ..model import text_in
from .base import Context, Files

CSP = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
ICON = "theme/favicon.svg"


def alias_files(context: Context) -> Files:
    """Give the pages at the old addresses of events, programs, venues and organizers, in every language."""
    catalog = context.catalog
    for lang in context.languages:
        for old, slug in event_aliases(catalog).items():
            event = catalog.entries[slug].event
            yield _redirect(context, lang, f"events/{old}/", f"../{slug}/", f"events/{slug}/", text_in(event, "title", lang.tag) or event.title)
        for facet, folder in FACETS.items():
            for old, key in record_aliases(catalog, facet).items():
                yield _redirect(context, lang, f"{folder}/{old}/", f"../{key}/", f"{folder}/{key}/", facet_name(catalog, facet, key, lang))


def _redirect(context: Context, lang: Language, address: str, way: str, target: str, title: str) -> tuple[str, bytes]:
    """Write a page that leads on, with and without the browser's help; `way` is the relative way to the target."""
    _, folder = lang.gettext, context.site.folder(lang.tag)
    icon = f'<link rel="icon" href="{"../" * (folder + address).count("/")}{ICON}">\n' if ICON in context.assets else ""
    direction = ' dir="rtl"' if lang.direction == "rtl" else ""
    text = (f'<!DOCTYPE html>\n<html lang="{attribute(lang.tag)}"{direction}>\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{attribute(CSP)}">\n<meta http-equiv="refresh" content="0; url={attribute(way)}">\n'
            f'<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n{icon}<title>{html(title)}</title>\n'
            f'<link rel="canonical" href="{attribute(context.root(lang) + target)}">\n</head>\n<body>\n<main>\n'
            f'<h1>{html(title)}</h1>\n<p>{html(_("This page has a new address."))} <a href="{attribute(way)}">{html(_("Go to the page"))}</a></p>\n</main>\n'
            f'<aside>\n<p>{html(_("Someone will not wake up?"))} <a href="tel:911">{html(_("Call 911"))}</a></p>\n</aside>\n</body>\n</html>\n')
    return folder + address, text.encode()


def copies(plan: FeedPlan) -> dict[str, list[str]]:
    """Return address of a calendar file → its older addresses, without language folder.

    A pair of facets has all combinations of the old and new names of both.
    """
    found: dict[str, list[str]] = {f"events/{slug}/event.ics": [] for slug in plan.catalog.entries if plan.catalog.entries[slug].event.aliases}
    for old, slug in event_aliases(plan.catalog).items():
        found[f"events/{slug}/event.ics"].append(f"events/{old}/event.ics")
    older: dict[tuple[str, str], list[str]] = {}
    for facet in FACETS:
        for old, key in record_aliases(plan.catalog, facet).items():
            older.setdefault((facet, key), []).append(old)
    if older:
        for feed in plan.feeds:
            if feed.kind in ("facet", "pair"):
                found[feed.address] = list(_older_addresses(feed.filters, older))
    return {address: old for address, old in found.items() if old}


def _older_addresses(filters: tuple[tuple[str, str], ...], older: dict[tuple[str, str], list[str]]) -> Iterator[str]:
    names = [[key, *older.get((facet, key), ())] for facet, key in filters]
    for chosen in list(product(*names))[1:]:
        yield "feeds/" + "/".join(f"{facet}/{name}" for (facet, _), name in zip(filters, chosen, strict=True)) + ".ics"
