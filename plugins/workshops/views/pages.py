"""Every page of the site, as jobs: `pages` yields them in a fixed order, and each makes its data when asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from ..catalog import Catalog
from ..language import Language
from .base import FeedIndex, Page, Views
from .content import archive_pages, content_pages, find_pages, missing_pages
from .embed import embed_pages
from .event import event_pages
from .everything import everything_pages
from .home import home_pages
from .kits import kit_pages
from .months import month_pages
from .records import record_pages
from .search import search_pages
from .styleguide import styleguide_pages
from .subscribe import subscribe_pages
from .volunteer import volunteer_pages

FAMILIES = {
    "home": home_pages,
    "event": event_pages,
    "events": everything_pages,
    "record": record_pages,
    "month": month_pages,
    "archive": archive_pages,
    "subscribe": subscribe_pages,
    "volunteer": volunteer_pages,
    "kits": kit_pages,
    "find": find_pages,
    "search": search_pages,
    "embed": embed_pages,
    "content": content_pages,
    "missing": missing_pages,
    "styleguide": styleguide_pages,
}
"""By the name under which a site may ask for them. `record` stands for the pages of every facet."""


def pages(
    catalog: Catalog,
    now: datetime,
    feeds: FeedIndex,
    languages: Mapping[str, Language],
    views: Views | None = None,
) -> Iterator[Page]:
    """Yield the job of every page.

    `now` is aware; `languages` are the site's, the default one first. A page of `content/pages/` whose
    address is also one of ours gives way, since feeds and bookmarks point there. `views` may be given to
    share look-ups.
    """
    views = views or Views(catalog, now, feeds, languages)
    seen: set[str] = set()
    for name, family in FAMILIES.items():
        if name != "record" and not views.site.has_page(name):
            continue
        for page in family(views):
            if page.address not in seen:
                seen.add(page.address)
                yield page
