"""`/sitemap.xml` (sitemaps.org 0.9) with the translations of each page, and `/robots.txt`.

A page's `lastmod` is the last change of what it shows, never the moment of the build. It is left out where nobody
wrote down when something changed. Pages that are not to be indexed are not in here: events that are not public,
redirects, the style guide, the page that says there is no such page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import blake2b

from ..escape import ical_uri, xml
from ..ics import OLD_STAMP
from ..job import Job
from .base import Context, Jobs, stamp_iso

MOST_URLS, MOST_BYTES = 50_000, 50_000_000
"""Bounds of one file: the protocol's are 50,000 addresses and 52,428,800 bytes."""
HIDDEN = re.compile(r"404\.html$|^(?:styleguide|embed|offline)/")
FACETS = {
    "programs": "program",
    "towns": "town",
    "venues": "venue",
    "organizers": "organizer",
    "audiences": "audience",
}
HOSTS = ("program", "organizer", "audience")
"""Facets whose pages show events by invitation and closed ones too."""
WHOLE = frozenset({"", "events", "calendar", "archive", "find", "subscribe"})
"""Pages that change with any event."""
_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
_OPEN = (
    '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap_jobs(context: Context) -> Jobs:
    """Give `sitemap.xml`; above the bounds it is an index of `sitemap-1.xml`, `sitemap-2.xml`, ..."""
    count, length = len(context.pages), 400 + 200 * len(context.languages)
    if (
        count <= MOST_URLS and count * length <= MOST_BYTES
    ):  # no need to write what surely fits in order to count it
        pages = blake2b("\n".join(context.pages).encode(), digest_size=12).digest()
        yield Job("sitemap.xml", context.key(pages), partial(sitemap_file, context))
        return
    parts = list(_parts(_urls(context)))
    if len(parts) == 1:
        yield Job("sitemap.xml", None, partial(_written, parts[0]))
        return
    for number, part in enumerate(parts, 1):
        yield Job(f"sitemap-{number}.xml", None, partial(_written, part))
    yield Job("sitemap.xml", None, partial(_index, context, len(parts)))


def sitemap_file(context: Context) -> bytes:
    """Write the sitemap whole."""
    return _written(_urls(context))


def _written(urls: Iterable[str]) -> bytes:
    return f"{_OPEN}{''.join(urls)}</urlset>\n".encode()


def _index(context: Context, parts: int) -> bytes:
    root = xml(ical_uri(context.root()))
    rows = "".join(
        f"<sitemap><loc>{root}sitemap-{number}.xml</loc></sitemap>\n" for number in range(1, parts + 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{rows}</sitemapindex>\n"
    ).encode()


def robots_jobs(context: Context) -> Jobs:
    """Give `robots.txt`: everything may be read."""
    data = f"User-agent: *\nDisallow:\n\nSitemap: {ical_uri(context.root())}sitemap.xml\n".encode()
    yield Job("robots.txt", data, partial(bytes, data))


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


def _lists(page: str) -> bool:
    """Whether it is a page of the list of all dates, and not that of an event."""
    return page == "events/" or page.startswith("events/page/")


def indexable(context: Context, page: str) -> bool:
    """Whether search engines may show a page; its address is without the language's folder."""
    if page.startswith("events/") and not _lists(page):
        return page[7:].partition("/")[0] in _public(context)
    return not HIDDEN.search(page)


def _public(context: Context) -> set[str]:
    found: set[str] | None = context.memo.get(("sitemap", "public"))
    if found is None:
        found = context.memo[("sitemap", "public")] = {entry.slug for entry in context.public}
    return found


def _by_page(context: Context) -> dict[str, list[str]]:
    """Return the pages to be indexed, without language folder, with the languages that each is in."""
    site = context.site
    found: dict[str, list[str]] = {}
    folders = [(site.folder(tag), tag) for tag in site.languages if site.folder(tag)]
    for address in context.pages:
        page, tag = address, site.lang
        for folder, other in folders:
            if address.startswith(folder):
                page, tag = address[len(folder) :], other
        if page.endswith("index.html"):
            page = page[:-10]
        if indexable(context, page):
            found.setdefault(page, []).append(tag)
    return found


def _urls(context: Context) -> Iterator[str]:
    """Write every page with its translations, by address, the default language first."""
    site, pages, stamps = context.site, _by_page(context), _Stamps(context)
    root = xml(ical_uri(context.root()))
    starts = {tag: f"{root}{site.folder(tag)}" for tag in site.languages}
    links = {
        tag: f'<xhtml:link rel="alternate" hreflang="{xml(tag)}" href="{start}'
        for tag, start in starts.items()
    }
    for page in sorted(pages):
        escaped = page if _PLAIN.fullmatch(page) else xml(ical_uri(page))
        tags = pages[page] if len(pages[page]) == 1 else [tag for tag in site.languages if tag in pages[page]]
        others = ""
        if len(tags) > 1:
            others = "".join([f'{links[tag]}{escaped}"/>' for tag in tags])
            others += f'<xhtml:link rel="alternate" hreflang="x-default" href="{starts[tags[0]]}{escaped}"/>'
        stamp = stamps.of(page)
        rest = (
            f"{escaped}</loc><lastmod>{stamp_iso(stamp)}</lastmod>"
            if stamp > OLD_STAMP
            else f"{escaped}</loc>"
        )
        for tag in tags:
            yield f"<url><loc>{starts[tag]}{rest}{others}</url>\n"


class _Stamps:
    """The last change of what each page shows, as iCalendar writes it."""

    def __init__(self, context: Context) -> None:
        self.context, self.stamps = context, context.stamps
        self.facets: dict[str, dict[str, str]] = {facet: {} for facet in FACETS.values()}
        for entry in context.catalog.entries.values():
            stamp = self.stamps[entry.slug]
            for facet in FACETS.values() if entry.public else HOSTS:
                newest = self.facets[facet]
                for key in entry.facets[facet]:
                    if stamp > newest.get(key, ""):
                        newest[key] = stamp

    def of(self, page: str) -> str:
        """Return the last change of one page, "" if it is not known."""
        head, _, rest = page.partition("/")
        if head == "events" and not _lists(page):
            return self.stamps[rest.partition("/")[0]]
        if head in FACETS and rest:
            return self.facets[FACETS[head]].get(rest.partition("/")[0], "")
        return self.context.newest if head in WHOLE else ""
