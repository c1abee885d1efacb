"""`/feeds/index.json`: every feed with its address, its filter, and how many dates are to come."""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson

from ..escape import plain
from ..feeds import feed_name
from ..job import Job
from ..language import Language
from ..shifts import shift_feed_name
from ..zones import load_zone
from .atom import ADDRESS as ATOM
from .base import Context, Jobs, day_at
from .digest import ADDRESS as DIGEST
from .jsonfeed import ADDRESS as JSON_FEED

CALENDAR, ATOM_TYPE, JSON_TYPE = "text/calendar", "application/atom+xml", "application/feed+json"


def index_jobs(context: Context) -> Jobs:
    """Give `feeds/index.json` in every language."""
    for lang in context.languages:
        key = context.key(
            context.ahead,
            context.plan.this_month,
            [shift.uid for shift in context.shifts],
            sorted(context.catalog.ledger.feeds),
        )
        yield Job(f"{context.site.folder(lang.tag)}feeds/index.json", key, partial(index_file, context, lang))


def index_file(context: Context, lang: Language) -> bytes:
    """Write the list of feeds in one language."""
    rows = [
        _row(
            context,
            lang,
            feed.address,
            feed_name(context.catalog, feed, lang),
            CALENDAR,
            feed.kind,
            dict(feed.filters),
            len(feed.groups),
            feed.ahead,
        )
        for feed in context.plan.feeds
    ]
    rows += [
        _row(
            context,
            lang,
            feed.address,
            shift_feed_name(context.site, feed, lang),
            CALENDAR,
            "shifts",
            feed.filters,
            len(feed.shifts),
            feed.coming,
        )
        for feed in context.shift_feeds
    ]
    moments = [
        occurrence.begins
        for entry, occurrence in context.coming
        if entry.schedule.brief(occurrence).status != "cancelled"
    ]
    events, coming = len({entry.slug for entry, _ in context.coming}), (len(moments), min(moments, default=0))
    rows += [
        _row(context, lang, address, context.site.name_in(lang.tag), kind, what, {}, events, coming)
        for address, kind, what in (
            (ATOM, ATOM_TYPE, "all"),
            (JSON_FEED, JSON_TYPE, "all"),
            (DIGEST, ATOM_TYPE, "digest"),
        )
    ]
    return orjson.dumps({"feeds": rows}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _row(
    context: Context,
    lang: Language,
    address: str,
    name: str,
    media: str,
    kind: str,
    filters: dict[str, str],
    events: int,
    coming: tuple[int, int],
) -> dict[str, Any]:
    dates, first = coming
    day = day_at(first, load_zone(context.site.timezone)).isoformat() if first else None
    return {
        "address": context.root(lang) + address,
        "name": plain(name),
        "type": media,
        "kind": kind,
        "filters": filters,
        "events": events,
        "dates": dates,
        "next": day,
    }
