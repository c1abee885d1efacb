"""The sample site, rendered in memory: shared by the tests of the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader
from workshops.build.files import read_content
from workshops.build.links import FeedLinks
from workshops.calendars import Calendars
from workshops.feeds import FeedPlan
from workshops.loader import load_catalog
from workshops.locale import shipped_language
from workshops.outputs import Context
from workshops.outputs.atom import atom_jobs
from workshops.outputs.digest import digest_jobs
from workshops.outputs.jsonfeed import json_feed_jobs
from workshops.outputs.qr import qr_jobs
from workshops.site import Site
from workshops.views import Page, Renderer, Views, environment, pages

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
SITE = Site(
    url="https://alder.example.org",
    name="Alder County Overdose Prevention",
    languages=("en", "es"),
    names={"es": "Prevención de Sobredosis del Condado de Alder"},
)


def views_of(files: dict[str, bytes], now: datetime = NOW, site: Site = SITE) -> Views:
    """Load a content folder given as a mapping, and make what pages look up."""
    catalog = load_catalog(files, site)
    languages = {tag: shipped_language(tag) for tag in site.languages}
    return Views(catalog, now, FeedLinks(FeedPlan(catalog, now), languages), languages)


def renderer_of(views: Views) -> Renderer:
    """A renderer with the theme of this repository."""
    return Renderer(environment(FileSystemLoader(ROOT / "theme" / "templates")), views)


@cache
def sample() -> Views:
    """The sample site in November 2026."""
    return views_of(read_content(ROOT / "content"))


@cache
def sample_pages() -> dict[str, Page]:
    """The jobs of the sample site by address."""
    views = sample()
    return {
        page.address: page for page in pages(views.catalog, views.now, views.feeds, views.languages, views)
    }


@cache
def sample_html() -> dict[str, str]:
    """Every page of the sample site by address."""
    renderer = renderer_of(sample())
    return {address: renderer.render(page) for address, page in sample_pages().items()}


@cache
def sample_files() -> frozenset[str]:
    """Addresses of feeds and of their QR codes that the sample site has besides its pages."""
    views = sample()
    calendars = Calendars(FeedPlan(views.catalog, views.now), list(views.languages.values()))
    jobs = [job for function in (qr_jobs, atom_jobs, json_feed_jobs, digest_jobs) for job in function(Context(calendars))]
    return frozenset([*(address for address, _ in calendars.files()), *(job.name for job in jobs)])
