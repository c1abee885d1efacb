"""A small county for the tests of feeds and data files: one place, one host, one program, and the events of a test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from workshops.build.engine import languages_of
from workshops.calendars import Calendars
from workshops.feeds import FeedPlan
from workshops.job import Job
from workshops.loader import load_catalog
from workshops.outputs import Context
from workshops.site import Site

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
"""A Tuesday, 7 am in New York."""
SITE = Site(
    url="https://alder.test",
    name="Alder County",
    names={"es": "Condado de Alder"},
    languages=("en", "es"),
    uid_domain="alder.test",
)
RECORDS = {
    "venues/main-library.md": "---\ntitle: Main Library\ntitle_es: Biblioteca principal\nstreet: 12 Main Street\ntown: Linden\nstate: NY\n"
    "zip: '02134'\nlatitude: 42.5\nlongitude: -76.5\nroom: Room 2\n---\n",
    "venues/depot.md": "---\ntitle: The Depot\ntown: Alder\n---\n",
    "organizers/health.md": "---\ntitle: Health Department\ntitle_es: Departamento de Salud\ncontact: events@health.alder.test\n---\n",
    "programs/narcan.md": "---\ntitle: Narcan training\ntitle_es: Capacitación en Narcan\n---\n",
    "programs/volunteer.md": "---\ntitle: Volunteering\n---\n",
}
BASE = "program: narcan\norganizer: health\nvenue: main-library\n"
HOSTILE = "</script><b>&amp;\"'` ]]> =cmd|'/c calc'!A1 🎈 \\u202e é"
"""What an organizer might write as a title, by accident or not; in double quotes of YAML."""


def event(title: str, start: str, **fields: str) -> str:
    """Write an event of an hour; further fields as YAML."""
    lines = {"title": title, "start": start, "duration": "1h", **fields}
    return (
        "---\n"
        + BASE
        + "".join(f"{name.rstrip('_')}: {value}\n" for name, value in lines.items())
        + "---\n\nCome and learn.\n"
    )


def made(jobs: Iterable[Job]) -> dict[str, bytes]:
    """Make some jobs: name of the file → bytes."""
    return {job.name: job.make() for job in jobs}


def context_of(
    events: dict[str, str],
    now: datetime = NOW,
    site: Site = SITE,
    pages: tuple[str, ...] = (),
    assets: frozenset[str] = frozenset(),
    **more: str,
) -> Context:
    """Load events (by file name without ending) and further files (path with `__` for `/`) as a build sees them."""
    files = {
        **RECORDS,
        **{f"events/{name}.md": text for name, text in events.items()},
        **{name.replace("__", "/"): text for name, text in more.items()},
    }
    catalog = load_catalog(
        {name: text.encode() for name, text in files.items()}, site, today=int(now.timestamp())
    )
    assert [p for p in catalog.problems if p.severity == "error" and "broken" not in p.file] == []
    return Context(Calendars(FeedPlan(catalog, now), languages_of(site), catalog.ledger), pages, assets)
