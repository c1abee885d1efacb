"""The sample site, read once for all tests that ask about it, and what its feeds mean."""
from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from runpy import run_path
from typing import Any

from clients import Instance, Window
from workshops.build.engine import languages_of
from workshops.build.files import read_content
from workshops.calendars import Calendars
from workshops.catalog import Catalog
from workshops.feeds import Feed, FeedPlan
from workshops.loader import load_catalog
from workshops.settings import site_from

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WINDOW = Window(datetime(2026, 11, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))


@cache
def settings() -> dict[str, Any]:
    """The settings of the sample site."""
    return run_path(str(ROOT / "pelicanconf.py"))


@cache
def catalog() -> Catalog:
    """Everything in `content/`."""
    return load_catalog(read_content(ROOT / "content"), site_from(settings()), today=int(NOW.timestamp()))


@cache
def calendars() -> Calendars:
    """All feeds of the sample site."""
    return Calendars(FeedPlan(catalog(), NOW), languages_of(catalog().site), catalog().ledger)


@cache
def files() -> dict[str, bytes]:
    """Every calendar file of the sample site by address."""
    return dict(calendars().files())


@cache
def expected_by_hand() -> list[dict[str, Any]]:
    """The dates that the example events mean, typed by a person."""
    return list(json.loads((ROOT / "tests/data/expected_dates.json").read_text("utf-8")))


def instances(feed: Feed) -> list[Instance]:
    """What we mean a feed to say: its dates by our own expansion."""
    found = []
    for group in feed.groups:
        schedule = group.entry.schedule
        for occurrence in schedule.occurrences:
            if occurrence.uid != group.uid:
                continue
            span = occurrence.span
            start, end = (
                (span.start.isoformat(), span.end.isoformat()) if span.all_day else (_utc(occurrence.begins), _utc(occurrence.ends))
            )
            found.append(Instance(occurrence.uid, start, end, span.all_day, schedule.details(occurrence).status == "cancelled"))
    return found


def _utc(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(text: str) -> date:
    """Read an ISO date."""
    return date.fromisoformat(text)
