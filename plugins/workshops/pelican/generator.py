"""The generator of events: Pelican's settings in, catalog and output out."""
from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from pelican import signals
from pelican.generators import Generator

from ..build.assets import Assets
from ..build.engine import build, read_site
from ..build.links import FeedLinks
from ..catalog import Catalog
from ..feeds import FeedPlan
from ..language import Language
from ..settings import site_from
from ..views.base import Views
from ..views.pages import pages
from ..views.render import Renderer
from . import hooks
from .content import Event
from .host import HostRenderer


def moment() -> datetime:
    """Return now, or what SOURCE_DATE_EPOCH says; the only clock of a build."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)


def shown_path(path: str) -> str:
    """Return a folder as people in the current folder call it."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


class EventsGenerator(Generator):  # type: ignore[misc]
    """Reads the content folder into a catalog, announces the events, writes feeds and pages."""

    catalog: Catalog
    reader = staticmethod(read_site)
    """How the content folder is read; the preview puts its own here."""

    def generate_context(self) -> None:
        """Read all events and records, and put them where themes and other plugins find them."""
        site = site_from(self.settings, shown_path(self.path))
        self.now = moment()
        self.catalog = self.reader(Path(self.path), site, self.now)
        self.events = [self.announce(entry) for entry in self.catalog.entries.values()]
        self._update_context(("events",))

    def announce(self, entry: Any) -> Event:
        """Make the Pelican content of one event and record its source for links to it."""
        relative = os.path.relpath(entry.file, self.catalog.site.content)
        event = Event(entry, self.catalog.site, self.settings, self.context, os.path.join(self.path, relative))
        self.add_source_path(event)
        return event

    def generate_output(self, writer: Any) -> None:
        """Write everything; other plugins hear of every page."""
        render = self.pages if self.settings.get("WORKSHOPS_PAGES", True) else None
        cache = Path(self.settings["CACHE_PATH"]) if self.settings.get("CACHE_PATH") else None
        result = build(self.catalog, Path(self.output_path), self.now, render=render, cache=cache)
        hooks.last[str(self.output_path)] = result

    def pages(self, catalog: Catalog, plan: FeedPlan, languages: list[Language]) -> Iterator[tuple[str, bytes]]:
        """Render all pages: with our own theme, or inside the frame of a host site's."""
        by_tag = {lang.tag: lang for lang in languages}
        views = Views(catalog, self.now, FeedLinks(plan, by_tag), by_tag)
        if not self.settings.get("WORKSHOPS_FULL_SITE"):
            yield from HostRenderer(self.env, views, self.context).files(catalog, by_tag)
            return
        assets = Assets(Path(self.theme))
        yield from assets.files()
        renderer = Renderer(self.environment(), views, assets.addresses)
        for page in pages(catalog, self.now, views.feeds, by_tag, views):
            yield page.file, renderer.render(page).encode()

    def environment(self) -> Environment:
        """Return Pelican's template environment with escaping on: what organizers write is untrusted."""
        return self.env.overlay(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)

    def tell(self, path: str, context: dict[str, Any]) -> None:
        """Tell other plugins that a page was written, as Pelican's writer does."""
        signals.content_written.send(path, context=context)
