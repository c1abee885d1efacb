"""The generator of events: Pelican's settings in, catalog and output out."""
from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined
from pelican import signals
from pelican.generators import Generator

from ..build.cache import Cache
from ..build.engine import Pages, build, read_site
from ..build.theme import ThemePages
from ..catalog import Catalog
from ..settings import site_from
from . import hooks
from .content import Event
from .host import HostPages


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
        started = perf_counter()
        site = site_from(self.settings, shown_path(self.path))
        self.now = moment()
        folder = Path(self.settings["CACHE_PATH"]) if self.settings.get("CACHE_PATH") else None
        self.cache = Cache(folder, Path(self.path), Path(self.output_path), repr(site))
        self.catalog = self.reader(Path(self.path), site, self.now, self.cache)
        self.events = [self.announce(entry) for entry in self.catalog.entries.values()]
        self._update_context(("events",))
        self.reading = perf_counter() - started

    def announce(self, entry: Any) -> Event:
        """Make the Pelican content of one event and record its source for links to it."""
        relative = os.path.relpath(entry.file, self.catalog.site.content)
        event = Event(entry, self.catalog.site, self.settings, self.context, os.path.join(self.path, relative))
        self.add_source_path(event)
        return event

    def generate_output(self, writer: Any) -> None:
        """Write everything; other plugins hear of every page."""
        result = build(self.catalog, Path(self.output_path), self.now, self.cache, self.pages())
        result.timings = {"read": self.reading, **result.timings}
        hooks.last[str(self.output_path)] = result

    def pages(self) -> Pages | None:
        """Return what renders the pages: our own theme, or the frame of a host site."""
        if self.settings.get("WORKSHOPS_PAGES", True) is False:
            return None
        if self.settings.get("WORKSHOPS_FULL_SITE"):
            return ThemePages(self.environment(), Path(self.theme))
        return HostPages(self.env, self.context)

    def environment(self) -> Environment:
        """Return Pelican's template environment with escaping on: what organizers write is untrusted."""
        compiled = self.settings.get("CACHE_PATH")
        if compiled:
            os.makedirs(compiled, exist_ok=True)
        return self.env.overlay(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, auto_reload=False,
                                bytecode_cache=FileSystemBytecodeCache(compiled) if compiled else None)

    def tell(self, path: str, context: dict[str, Any]) -> None:
        """Tell other plugins that a page was written, as Pelican's writer does."""
        signals.content_written.send(path, context=context)
