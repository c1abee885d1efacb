"""What grows old by itself: series that lapse, promises that nobody checked, results that nobody wrote down.

A calendar is trusted as long as it is kept. These are the places where a human has to look again, in the order in which
readers would notice.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from .catalog import Catalog, Entry
from .schedule import day_of
from .zones import load_zone

Reason = Literal["lapsed", "lapsing", "postponed", "review", "results", "kit-site"]
SOON = timedelta(days=45)
"""A series that is confirmed for no longer than this is about to lapse."""
RECENT = timedelta(days=60)
"""Results are asked for so long after an event."""
OLD = timedelta(days=180)
"""A kit site that nobody checked for so long is doubtful."""


ORDER: tuple[Reason, ...] = ("lapsed", "lapsing", "postponed", "review", "results", "kit-site")


@dataclass(frozen=True, slots=True)
class Stale:
    """One thing to look at: since or until which day, where, why, and what to do about it."""

    day: date
    file: str
    reason: Reason
    text: str


def stale(catalog: Catalog, now: datetime) -> list[Stale]:
    """Return all that needs a human, what readers notice first before the rest; `now` is an aware moment."""
    today = now.astimezone(load_zone(catalog.site.timezone)).date()
    found: list[Stale] = []
    for entry in catalog.entries.values():
        found += _of_event(entry, now, today)
    for key, record in catalog.records.kit_sites.items():
        site = record.record
        if site.review_by and site.review_by < today:
            found.append(Stale(site.review_by, record.file, "kit-site", f"{key}: to be checked again by {site.review_by}"))
        elif site.verified and site.verified < today - OLD:
            found.append(Stale(site.verified, record.file, "kit-site", f"{key}: last checked on {site.verified}"))
    return sorted(found, key=lambda item: (ORDER.index(item.reason), item.day, item.file))


def _of_event(entry: Entry, now: datetime, today: date) -> list[Stale]:
    event, found = entry.event, []
    over = entry.ends <= now.timestamp()
    through = event.confirmed_through
    open_series = through is not None and (event.until is None or through < event.until) and event.status != "cancelled"
    if open_series and through is not None and through < today + SOON:
        reason: Reason = "lapsed" if through < today else "lapsing"
        found.append(Stale(through, entry.file, reason,
                           f"{entry.slug}: confirmed through {through}. workshops extend {entry.slug} --through DATE"))
    last = day_of(entry.schedule.occurrences[-1].span.start)
    if over and event.status == "postponed":
        found.append(Stale(last, entry.file, "postponed",
                           f"{entry.slug}: postponed since {last}. workshops move or cancel {entry.slug}"))
    if event.review_by and event.review_by < today and not over:
        found.append(Stale(event.review_by, entry.file, "review", f"{entry.slug}: to be checked again by {event.review_by}"))
    held = event.status in ("scheduled", "moved") and over and last >= today - RECENT
    if held and event.results is None:
        found.append(Stale(last, entry.file, "results",
                           f"{entry.slug}: held on {last}, no results. workshops done {entry.slug} --attended N --kits N"))
    return found
