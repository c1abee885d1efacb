"""`/sitemap.xml` (sitemaps.org 0.9) with the translations of each page, and `/robots.txt`.

A page's `lastmod` is the last change of what it shows, never the moment of the build. It is left out where nobody
wrote down when something changed. Pages that are not to be indexed are not in here: events that are not public,
redirects, the style guide, the page that says there is no such page.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..escape import ical_uri, xml
from ..ics import OLD_STAMP
from .base import Context, Files, stamp_iso

MOST_URLS, MOST_BYTES = 50_000, 50_000_000
"""Bounds of one file: the protocol's are 50,000 addresses and 52,428,800 bytes."""
HIDDEN = re.compile(r"404\.html$|^(?:styleguide|embed|offline)/")
FACETS = {"programs": "program", "towns": "town", "venues": "venue", "organizers": "organizer", "audiences": "audience"}
_OPEN = ('<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
         ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n')
_CLOSE = "</urlset>\n"


def sitemap_files(context: Context) -> Files:
    """Give `sitemap.xml`; above the bounds it is an index of `sitemap-1.xml`, `sitemap-2.xml`, ..."""
    parts = list(_parts(_urls(context)))
    root = context.root()
    if len(parts) <= 1:
        yield "sitemap.xml", (_OPEN + "".join(parts[0] if parts else ()) + _CLOSE).encode()
        return
    rows = []
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", (_OPEN + "".join(part) + _CLOSE).encode()
        rows.append(f"<sitemap><loc>{xml(root)}sitemap-{number}.xml</loc></sitemap>\n")
    yield "sitemap.xml", ('<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
                          + "".join(rows) + "</sitemapindex>\n").encode()


def robots_files(context: Context) -> Files:
    """Give `robots.txt`: everything may be read."""
    yield "robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {ical_uri(context.root())}sitemap.xml\n".encode()


def _parts(urls: Iterable[str]) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for url in urls:
        length = len(url.encode())
        if part and (len(part) == MOST_URLS or size + length > MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(url)
        size += length
    if part:
        yield part


def indexable(context: Context, page: str) -> bool:
    """Whether search engines may show a page; its address is without the language's folder."""
    if HIDDEN.search(page):
        return False
    head, _, rest = page.partition("/")
    if head != "events" or not rest:
        return True
    entry = context.catalog.entries.get(rest.partition("/")[0])
    return entry is not None and entry.public


def _urls(context: Context) -> Iterator[str]:
    """Write every page with its translations, pages of the default language first, by address."""
    site = context.site
    folders = {tag: site.folder(tag) for tag in site.languages}
    pages: dict[str, list[str]] = {}
    for address in context.pages:
        tag = next((tag for tag, folder in folders.items() if folder and address.startswith(folder)), site.lang)
        page = address[len(folders[tag]):].removesuffix("index.html")
        if indexable(context, page):
            pages.setdefault(page, []).append(tag)
    stamps = _Stamps(context)
    root = xml(ical_uri(context.root()))
    for page in sorted(pages):
        escaped = xml(ical_uri(page))
        tags = [tag for tag in site.languages if tag in pages[page]]
        others = ""
        if len(tags) > 1:
            others = "".join(f'<xhtml:link rel="alternate" hreflang="{xml(tag)}" href="{root}{folders[tag]}{escaped}"/>' for tag in tags)
            others += f'<xhtml:link rel="alternate" hreflang="x-default" href="{root}{folders[tags[0]]}{escaped}"/>'
        stamp = stamps.of(page)
        changed = f"<lastmod>{stamp_iso(stamp)}</lastmod>" if stamp > OLD_STAMP else ""
        for tag in tags:
            yield f"<url><loc>{root}{folders[tag]}{escaped}</loc>{changed}{others}</url>\n"


class _Stamps:
    """The last change of what each page shows, as iCalendar writes it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.facets: dict[tuple[str, str], str] = {}
        for entry in context.catalog.entries.values():
            for facet, keys in entry.facets.items():
                if entry.public or facet in ("program", "organizer", "audience"):
                    for key in keys:
                        if entry.stamp > self.facets.get((facet, key), ""):
                            self.facets[(facet, key)] = entry.stamp

    def of(self, page: str) -> str:
        """Return the last change of one page, "" if it is not known."""
        head, _, rest = page.partition("/")
        if head == "events" and rest:
            return self.context.catalog.entries[rest.partition("/")[0]].stamp
        if head in FACETS and rest:
            return self.facets.get((FACETS[head], rest.partition("/")[0]), "")
        return self.context.newest if head in ("", "calendar", "archive", "find", "subscribe") else ""
