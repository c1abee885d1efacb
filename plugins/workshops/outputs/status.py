"""`/status.json`: when the site was built, how much is in it, what was left out, which series soon run out.

This is the only file that says when the build ran; `deploy/ask.py` and the reminders read it.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import orjson

from ..job import Job
from ..stale import SOON, stale_kit_sites
from ..zones import load_zone
from .base import Context, Jobs

YEAR = 366 * 86400
LATE = timedelta(days=60)
"""How long a series that has lapsed stays listed."""


def status_jobs(context: Context) -> Jobs:
    """Give `status.json`."""
    yield Job("status.json", None, partial(status_file, context))


def status_file(context: Context) -> bytes:
    """Write the state of the site."""
    here = context.now.astimezone(load_zone(context.site.timezone))
    status = {
        "built": here.isoformat(timespec="seconds"),
        "site": context.root(),
        "generated_from": context.digest,
        "counts": counts(context),
        "quarantined": quarantined(context),
        "lapsing": lapsing(context),
        "kit_sites_to_check": kit_sites_to_check(context),
    }
    return orjson.dumps(status, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def counts(context: Context) -> dict[str, int]:
    """Return how much there is of everything; `coming` are dates of public events within a year, cancelled ones not counted."""
    catalog, end = context.catalog, context.moment + YEAR
    records = catalog.records
    return {
        "events": len(catalog.entries),
        "public": len(context.public),
        "coming": sum(
            o.begins < end and entry.schedule.brief(o).status != "cancelled" for entry, o in context.coming
        ),
        "shifts": sum(not shift.off for shift in context.shifts),
        "venues": len(records.venues),
        "organizers": len(records.organizers),
        "programs": len(records.programs),
        "kit_sites": len(records.kit_sites),
        "pages": len(context.pages),
        "feeds": len(context.plan.feeds) * len(context.languages),
        "errors": sum(p.severity == "error" for p in catalog.problems),
        "warnings": sum(p.severity == "warning" for p in catalog.problems),
    }


def quarantined(context: Context) -> list[str]:
    """Return the files that were left out because of mistakes in them, in order, by their paths in the content folder:
    where that folder is on somebody's machine is nobody's business.
    """
    prefix = f"{context.site.content}/"
    return sorted({problem.file.removeprefix(prefix) for problem in context.catalog.problems if problem.severity == "error"})


def kit_sites_to_check(context: Context) -> list[dict[str, Any]]:
    """Return the kit sites that nobody checked for too long, and so are marked on the page, the oldest first."""
    today = context.now.astimezone(load_zone(context.site.timezone)).date()
    prefix = f"{context.site.content}/"
    return [
        {"file": item.file.removeprefix(prefix), "since": item.day.isoformat(), "text": item.text}
        for item in stale_kit_sites(context.catalog, today)
    ]


def lapsing(context: Context) -> list[dict[str, Any]]:
    """Return public series that are confirmed for few more days (`days`, negative: lapsed already), the most urgent first."""
    today = context.now.astimezone(load_zone(context.site.timezone)).date()
    found = []
    for entry in context.public:
        through = entry.schedule.components[0].brief.through
        if through is None:
            continue
        event = entry.event
        if (
            event.status == "cancelled"
            or event.until is not None
            and event.until <= through
        ):
            continue
        days = (through - today).days
        if today - LATE <= through < today + SOON:
            found.append(
                {
                    "slug": entry.slug,
                    "file": entry.file,
                    "title": event.title,
                    "organizer": event.organizer,
                    "confirmed_through": through.isoformat(),
                    "days": days,
                }
            )
    return sorted(found, key=lambda row: (row["days"], row["slug"]))
