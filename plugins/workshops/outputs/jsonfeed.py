"""The JSON Feed of coming dates (jsonfeed.org, version 1.1), ordered by the date of the event.

Each item carries an extension, `_event`, with the date as data: start, end, time zone, state, place.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson

from .. import describe
from ..escape import ical_uri, plain
from ..job import Job
from ..language import Language
from .base import Context, Jobs
from .items import Item, items

ADDRESS = "feeds/all.json"


def json_feed_jobs(context: Context) -> Jobs:
    """Give `feeds/all.json` in every language."""
    for lang in context.languages:
        yield Job(
            context.site.folder(lang.tag) + ADDRESS,
            context.key(context.ahead),
            partial(json_feed_file, context, lang),
        )


def json_feed_file(context: Context, lang: Language) -> bytes:
    """Write the feed in one language."""
    root, name = context.root(lang), plain(context.site.name_in(lang.tag))
    return orjson.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": name,
            "description": lang.gettext("Coming dates, the next one first"),
            "home_page_url": root,
            "feed_url": root + ADDRESS,
            "language": lang.tag,
            "authors": [{"name": name, "url": root}],
            "items": [_row(context, item, lang) for item in items(context, lang)],
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def _row(context: Context, item: Item, lang: Language) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": item.id,
        "url": ical_uri(item.url),
        "title": plain(item.title),
        "summary": plain(item.summary),
        "content_html": plain(item.body),
        "date_modified": item.updated,
        "language": lang.tag,
        "tags": [plain(tag) for tag in item.tags],
        "_event": _event(context, item, lang),
    }
    if item.published:
        row["date_published"] = item.published
    return row


def _event(context: Context, item: Item, lang: Language) -> dict[str, Any]:
    event, span = item.details, item.occurrence.span
    start, end = context.moments(item.occurrence)
    found: dict[str, Any] = {
        "uid": item.occurrence.uid,
        "start": start,
        "end": end,
        "all_day": span.all_day,
        "timezone": span.zone,
        "status": event.status,
        "mode": event.mode,
        "free": event.cost.amount == 0,
    }
    venue = context.catalog.records.venues.get(event.venue or "") if event.mode != "online" else None
    if venue is not None:
        found["place"] = plain(describe.place_title(event, venue.record, lang))
        found["address"] = plain(describe.address_text(venue.record))
    return found
