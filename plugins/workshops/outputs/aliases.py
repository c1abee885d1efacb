"""What answers at an old address: a small page that leads on, and full copies of calendar files.

Calendar programs do not all follow redirects, hence the copies: the same bytes, so that the feed names its new
address by itself (SOURCE, URL). People and search engines get a page that sends them on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

from ..aliases import FACETS, event_aliases, record_aliases
from ..catalog import town_heirs, town_name
from ..escape import attribute, html
from ..feeds import FeedPlan, facet_name
from ..job import Job
from ..language import Language
from ..model import text_in
from .base import Context, Jobs

CSP = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def alias_jobs(context: Context) -> Jobs:
    """Give the pages at the old addresses of events, programs, venues, organizers and towns, in every language."""
    catalog = context.catalog
    for lang in context.languages:
        for old, slug in event_aliases(catalog).items():
            event = catalog.entries[slug].event
            yield _redirect(
                context,
                lang,
                f"events/{old}/",
                f"../{slug}/",
                f"events/{slug}/",
                text_in(event, "title", lang.tag) or event.title,
            )
        for facet, folder in FACETS.items():
            for old, key in record_aliases(catalog, facet).items():
                yield _redirect(
                    context,
                    lang,
                    f"{folder}/{old}/",
                    f"../{key}/",
                    f"{folder}/{key}/",
                    facet_name(catalog, facet, key, lang),
                )
        if context.site.has_page("town"):
            yield from _towns(context, lang)


def _towns(context: Context, lang: Language) -> Jobs:
    """Lead from the page of a town whose key is another one now to that town, to the list where it may be several."""
    catalog, heirs = context.catalog, town_heirs(context.catalog)
    for address in sorted(catalog.ledger.feeds):
        folder, _, old = address.removesuffix(".ics").rpartition("/")
        if folder != "feeds/town" or old in catalog.towns:
            continue
        now = heirs.get(old, [])
        target = f"{now[0]}/" if len(now) == 1 else ""
        title = town_name(catalog, now[0] if len(now) == 1 else old)
        yield _redirect(context, lang, f"towns/{old}/", f"../{target}", f"towns/{target}", title)


def _redirect(context: Context, lang: Language, address: str, way: str, target: str, title: str) -> Job:
    """Write a page that leads on, with and without the browser's help; `way` is the relative way to the target."""
    _, folder = lang.gettext, context.site.folder(lang.tag)
    ask, call, moved, go = (
        _("Someone will not wake up?"),
        _("Call 911"),
        _("This page has a new address."),
        _("Go to the page"),
    )
    found = context.asset("favicon.svg")
    icon = (
        f'<link rel="icon" type="image/svg+xml" href="{"../" * (folder + address).count("/")}{attribute(found)}">'
        if found
        else ""
    )
    direction = ' dir="rtl"' if lang.direction == "rtl" else ""
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{attribute(lang.tag)}"{direction}>',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{attribute(CSP)}">',
        f'<meta http-equiv="refresh" content="0; url={attribute(way)}">',
        '<meta name="robots" content="noindex">',
        '<meta name="referrer" content="no-referrer">',
        icon,
        f"<title>{html(title)}</title>",
        f'<link rel="canonical" href="{attribute(context.root(lang) + target)}">',
        "</head>",
        "<body>",
        f'<p>{html(ask)} <a href="tel:911">{html(call)}</a></p>',
        "<main>",
        f"<h1>{html(title)}</h1>",
        f'<p>{html(moved)} <a href="{attribute(way)}">{html(go)}</a></p>',
        "</main>",
        "</body>",
        "</html>",
    )
    data = ("\n".join(line for line in lines if line) + "\n").encode()
    return Job(f"{folder}{address}index.html", data, partial(bytes, data))


def copies(plan: FeedPlan) -> dict[str, list[str]]:
    """Return address of a calendar file → its older addresses, in every language.

    A pair of facets has all combinations of the old and new names of both.
    """
    found: dict[str, list[str]] = {}
    for old, slug in event_aliases(plan.catalog).items():
        found.setdefault(f"events/{slug}/event.ics", []).append(f"events/{old}/event.ics")
    older: dict[tuple[str, str], list[str]] = {}
    for facet in FACETS:
        for old, key in record_aliases(plan.catalog, facet).items():
            older.setdefault((facet, key), []).append(old)
    if older:
        for feed in plan.feeds:
            if feed.kind in ("facet", "pair"):
                found[feed.address] = list(_older_addresses(feed.filters, older))
    folders = [plan.catalog.site.folder(tag) for tag in plan.catalog.site.languages]
    return {
        folder + address: [folder + name for name in old]
        for folder in folders
        for address, old in found.items()
        if old
    }


def _older_addresses(
    filters: tuple[tuple[str, str], ...], older: dict[tuple[str, str], list[str]]
) -> Iterator[str]:
    names = [[key, *older.get((facet, key), ())] for facet, key in filters]
    for chosen in list(product(*names))[1:]:
        yield (
            "feeds/"
            + "/".join(f"{facet}/{name}" for (facet, _), name in zip(filters, chosen, strict=True))
            + ".ics"
        )
