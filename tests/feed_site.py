"""A county of two venues in memory, for tests of what its feeds say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from workshops.build.engine import languages_of
from workshops.calendars import Calendars
from workshops.feeds import FeedPlan
from workshops.loader import load_catalog
from workshops.site import Site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = Site(url="https://alder.test", name="Alder", names={"es": "Condado de Alder"}, languages=("en", "es"), uid_domain="alder.test")
RECORDS = {
    "programs/narcan.md": "---\ntitle: Narcan training\ntitle_es: Capacitación en Narcan\ncolour: steelblue\n---\n",
    "programs/forum.md": "---\ntitle: Forum\ncolour: '#123456'\n---\n",
    "organizers/health.md": "---\ntitle: Health Department\ncontact: health@alder.test\n---\n",
    "organizers/library.md": "---\ntitle: Libraries\ncontact: 555-0100\n---\n",
    "venues/main.md": "---\ntitle: Main Library\ntown: Alder\nstate: NY\nzip: '13000'\nstreet: 1 Elm Street\nroom: Room 2\n"
    "latitude: 42.50\nlongitude: -76.5\n---\n",
    "venues/hall.md": "---\ntitle: Hall\ntown: Millbrook\nstate: NY\n---\n",
}
BASE = {"program": "narcan", "organizer": "health", "venue": "main", "title": "Class", "start": "2026-12-08 18:00", "end": "'19:00'"}


def event(body: str = "Come and learn.", **fields: Any) -> str:
    """An event's file; a field of None is left out."""
    lines = [f"{name.rstrip('_')}: {text}" for name, text in {**BASE, **fields}.items() if text is not None]
    return "\n".join(["---", *lines, "---", "", body, ""])


def published(site: Site = SITE, now: datetime = NOW, records: dict[str, str] | None = None, **events: str) -> Calendars:
    """The feeds of a county with these events, each named as its argument."""
    files = {**RECORDS, **(records or {}), **{f"events/{name}.md": text for name, text in events.items()}}
    catalog = load_catalog({path: text.encode() for path, text in files.items()}, site, today=int(now.timestamp()))
    assert not [str(p) for p in catalog.problems if p.severity == "error"]
    return Calendars(FeedPlan(catalog, now), languages_of(site), catalog.ledger)
