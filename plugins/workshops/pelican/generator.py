"""The generator of events: Pelican's settings in, catalog and output out."""
from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, overload
from urllib.parse import quote

from jinja2 import Environment
from pelican import signals
from pelican.generators import Generator

from ..build.cache import Cache
from ..build.engine import Pages, PagesWritten, build, read_site
from ..build.theme import ThemePages
from ..catalog import Catalog, Entry
from ..feeds import FeedPlan
from ..job import Job
from ..language import Language
from ..settings import site_from
from ..views.environment import page_environment
from . import hooks
from .content import Event
from .host import HostPages
from .photos import published_size


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
    cache_type: type[Cache] = Cache
    """What remembers; the preview puts its own here."""
    pages_written: PagesWritten | None = None
    """Told when the pages are there; the preview puts its own here."""

    def generate_context(self) -> None:
        """Read all events and records, and put them where themes and other plugins find them."""
        started = perf_counter()
        if gc.get_freeze_count():  # what an earlier build of this process left
            gc.unfreeze()
            gc.collect()
        gc.disable()  # nothing that a build reads is garbage before its end; on again in generate_output
        site = site_from(self.settings, shown_path(self.path))
        self.now = moment()
        folder = Path(self.settings["CACHE_PATH"]) if self.settings.get("CACHE_PATH") else None
        self.cache = self.cache_type(folder, Path(self.path), Path(self.output_path), repr(site))
        self.catalog = self.reader(Path(self.path), site, self.now, self.cache, self.outside)
        self.context["static_links"] |= self.catalog.static  # so that Pelican copies these files, whichever folder they are in
        self.events: Sequence[Event] = Announced(self.announce, list(self.catalog.entries.values()))
        if self.watched():
            self.events = list(self.events)
        self.context["events"] = self.events
        self.reading = perf_counter() - started

    def outside(self, kind: str, path: str) -> str | None:
        """Return the address of a file that Pelican publishes: an article or page of the site's own, a picture."""
        if kind == "size":
            size = published_size(self.settings, Path(self.path, path))
            return f"{size[0]}x{size[1]}" if size else None
        if kind == "filename":
            content = self.context["generated_content"].get(path)
            if content is not None:
                return str(content.url)
            host = not self.settings.get("WORKSHOPS_FULL_SITE")
            return "" if host and path.startswith(("pages/", "kit-sites/")) else None  # these are pages of our own theme only
        return quote(path) if os.path.isfile(os.path.join(self.path, path)) else None

    def watched(self) -> bool:
        """Whether somebody looks at events now: a plugin, or a host site whose articles may link to them."""
        return not self.settings.get("WORKSHOPS_FULL_SITE") or bool(signals.content_object_init.receivers
                                                                     or signals.all_generators_finalized.receivers)

    def announce(self, entry: Any) -> Event:
        """Make the Pelican content of one event and record its source for links to it."""
        relative = entry.file.removeprefix(f"{self.catalog.site.content}/")
        event = Event(entry, self.catalog.site, self.settings, self.context, f"{self.path}/{relative}", relative)
        self.context["generated_content"][relative] = event  # what `add_source_path` does, without asking the disk's paths
        return event

    def generate_output(self, writer: Any) -> None:
        """Write everything; other plugins hear of every page."""
        pages = self.pages()
        heard = Heard(pages) if pages is not None and signals.content_written.receivers else None
        try:
            result = build(self.catalog, Path(self.output_path), self.now, self.cache, heard or pages, self.pages_written)
        finally:
            gc.freeze()  # else the collector would look at all of it at once, just to find that it is in use
            gc.enable()
        result.timings = {"read": self.reading, **result.timings}
        hooks.last[str(self.output_path)] = result
        if heard:
            self.tell(heard.names)

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
        return page_environment(self.env, compiled or None)

    def tell(self, names: list[str]) -> None:
        """Tell other plugins of every page, as Pelican's writer does; an event's page comes with the event as `article`."""
        events = {page.save_as: page for event in self.events for page in (event, *event.translations)}
        for name in names:
            context = {**self.context, "output_file": name}
            if name in events:
                context["article"] = events[name]
            signals.content_written.send(os.path.join(self.output_path, name), context=context)


class Announced(Sequence[Event]):
    """The events as Pelican content, each made when it is first looked at."""

    def __init__(self, announce: Callable[[Entry], Event], entries: list[Entry]) -> None:
        self._announce, self._entries = announce, entries
        self._made: dict[int, Event] = {}

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> list[Event]: ...
    def __getitem__(self, index: int | slice) -> Event | list[Event]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = range(len(self._entries))[index]
        found = self._made.get(place)
        if found is None:
            found = self._made[place] = self._announce(self._entries[place])
        return found

    def __len__(self) -> int:
        return len(self._entries)


class Heard:
    """Pages of which other plugins hear. They may change the files, so each page is made anew in every build."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.names: list[str] = []

    def jobs(self, catalog: Catalog, plan: FeedPlan, languages: list[Language]) -> Iterator[Job]:
        """Give the jobs of the pages, without the keys by which an unchanged one would be passed over."""
        for job in self.pages.jobs(catalog, plan, languages):
            if job.name.endswith(".html"):
                self.names.append(job.name)
                job.key = None
            yield job
