"""One site built again and again in one process: what the preview asks of Pelican.

Settings, plugins and everything imported stay; a change there needs a new process. What is wrong in the content is
returned, what is wrong in a template is raised.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pelican
from pelican import signals
from pelican.settings import read_settings

from ..build.cache import Cache
from ..build.lastgood import LastGood, Lasting
from ..build.progress import Progress, show_on
from ..catalog import Catalog
from ..links import Outside
from ..serve.builder import Report
from ..site import Site
from . import hooks
from .generator import EventsGenerator

Tell = Callable[[Report], None]


class Mistakes(logging.Handler):
    """Gathers what Pelican and plugins report as errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one error."""
        with contextlib.suppress(Exception):
            self.texts.append(record.getMessage())


class Session:
    """Builds the site of one settings file (Pelican's own settings where there is none)."""

    def __init__(self, settings_file: Path | None, content: Path, output: Path) -> None:
        override = {"PATH": str(content), "OUTPUT_PATH": str(output)}
        self.settings = read_settings(str(settings_file) if settings_file else None, override=override)
        self.settings["PLUGINS"] = self.settings.get("PLUGINS") or ["workshops"]
        self.mistakes, self.last_good = Mistakes(), LastGood()
        logging.getLogger().addHandler(self.mistakes)
        self.pelican = pelican.Pelican(self.settings)
        show_on(Progress())
        signals.finalized.disconnect(hooks.show_errors)  # the preview shows them its own way
        EventsGenerator.reader = staticmethod(self.read)
        EventsGenerator.cache_type = Lasting
        EventsGenerator.pages_written = staticmethod(self.pages_written)
        self.tell: Tell | None = None
        self.cache: Cache | None = None

    def read(self, content: Path, site: Site, now: datetime, cache: Cache, outside: Outside | None = None) -> Catalog:
        """Read the content, broken files as they were before."""
        self.cache = cache
        return self.last_good.load(content, site, int(now.timestamp()), cache, outside)

    def end(self) -> None:
        """Write down what was remembered, for the next process."""
        if isinstance(self.cache, Lasting):
            self.cache.keep()

    def build(self, tell: Tell | None = None) -> Report:
        """Build once; raises what templates and plugins raise. `tell` hears when the pages are there, before the feeds."""
        self.tell = tell
        with contextlib.redirect_stdout(io.StringIO()):
            self.pelican.run()
        result = hooks.last.pop(str(self.pelican.output_path), None)
        report = self.report(result.catalog if result else None)
        self.mistakes.texts.clear()
        if result is not None:
            published = [name for name in result.changed if name != "status.json"]  # the time of the build is in it
            report.changed, report.timings = len(published) + result.removed, result.timings
        return report

    def report(self, catalog: Catalog | None) -> Report:
        """Say what is wrong so far."""
        report = Report(mistakes=list(self.mistakes.texts), held=self.last_good.held, watched=self.watched())
        if catalog is not None:
            report.mistakes[:0] = [str(problem) for problem in catalog.problems if problem.severity == "error"]
            report.events = len(catalog.entries)
        return report

    def pages_written(self, catalog: Catalog, changed: int) -> None:
        """Tell that the pages are there."""
        if self.tell is not None:
            report = self.report(catalog)
            report.changed, report.final = changed, False
            self.tell(report)

    def watched(self) -> list[str]:
        """Return the folders that a build reads besides the content and the plugin's own code."""
        settings = self.settings
        folders = [
            settings["THEME"],
            *settings["THEME_TEMPLATES_OVERRIDES"],
            *settings.get("PLUGIN_PATHS", ()),
        ]
        return [os.path.realpath(folder) for folder in folders if os.path.isdir(folder)]
