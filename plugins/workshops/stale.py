"""What grows old by itself: series that lapse, promises that nobody checked, results that nobody wrote down.

A calendar is trusted as long as it is kept. These are the places where a human has to look again, in the order in which
readers would notice.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from .catalog import Catalog, Entry
from .model import KitSite
from .schedule import day_of
from .zones import load_zone

Reason = Literal["lapsed", "lapsing", "postponed", "review", "results", "kit-site"]
SOON = timedelta(days=45)
"""A series that is confirmed for no longer than this is about to lapse."""
RECENT = timedelta(days=60)
"""Results are asked for so long after an event."""


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
    found += stale_kit_sites(catalog, today)
    return sorted(found, key=lambda item: (ORDER.index(item.reason), item.day, item.file))


def stale_kit_sites(catalog: Catalog, today: date) -> list[Stale]:
    """Return the kit sites that are to be checked again, and so are marked on their page."""
    found = []
    for key, record in catalog.records.kit_sites.items():
        due = kit_site_due(record.record, catalog.site.kit_days)
        if due is None:
            found.append(Stale(today, record.file, "kit-site", f"{key}: nobody wrote when it was checked"))
        elif due < today:
            found.append(Stale(due, record.file, "kit-site", f"{key}: to be checked again by {due}"))
    return sorted(found, key=lambda item: (item.day, item.file))


def kit_site_due(site: KitSite, days: int) -> date | None:
    """Return the day by which a kit site has to be checked again: `review_by`, else `days` after `verified`; None if never checked."""
    return site.review_by or (site.verified + timedelta(days=days) if site.verified else None)


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
