"""What the plugin does at Pelican's signals besides generating: folders, summary, exit status."""
from __future__ import annotations

import logging
import os
import sys
from typing import Any

import pelican

from ..build.engine import Result
from ..build.progress import Progress, progress_for, show_on, timings_text
from ..errors import StrictError

OUR_FOLDERS = ("events", "venues", "organizers", "programs", "kit-sites", "sources")
MOST_SHOWN = 50
last: dict[str, Result] = {}
"""The result of the last build by output folder, from the generator to the end of the run."""


def keep_folders_for_us(pelican_object: Any) -> None:
    """Take our folders out of Pelican's own scans, so that events do not turn up as articles or pages too.

    In our own theme its files are ours to publish as well: the style sheets as one, not each beside it.
    """
    settings = pelican_object.settings
    ours = list(OUR_FOLDERS) + (["pages"] if settings.get("WORKSHOPS_FULL_SITE") else [])
    for name in ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "STATIC_EXCLUDES"):
        settings[name] = list(dict.fromkeys([*settings.get(name, ()), *ours]))
    if settings.get("WORKSHOPS_FULL_SITE"):
        settings["THEME_STATIC_PATHS"] = []


class Muted:
    """Pelican's console with its own last words left out; what it shows while it works must go on, to be taken away."""

    def __init__(self, console: Any) -> None:
        self._console = console

    def __getattr__(self, name: str) -> Any:
        return getattr(self._console, name)

    def print(self, *words: Any, **options: Any) -> None:
        """Say nothing."""


def show_progress(pelican_object: Any) -> None:
    """Show a long build's progress in a terminal, on the console that Pelican's own sign of life is on."""
    quiet = logging.getLogger().level >= logging.CRITICAL  # pelican --quiet
    show_on(progress_for(sys.stdout, quiet=quiet, on=pelican.console))


def show_errors(pelican_object: Any) -> None:
    """Print the summary, and fail a strict build that met errors."""
    show_on(Progress())
    result = last.pop(str(pelican_object.output_path), None)
    if result is None:
        return
    print_summary(result, str(pelican_object.output_path))
    if pelican_object.settings.get("WORKSHOPS_TIMINGS"):
        print(timings_text(result.timings), flush=True)
    if pelican_object.settings.get("WORKSHOPS_FULL_SITE"):
        pelican.console = Muted(pelican.console)  # its count, "0 articles", says nothing where it has no content of its own
    errors = [p for p in result.problems if p.severity == "error"]
    if errors and pelican_object.settings.get("WORKSHOPS_STRICT"):
        print(f"{counted(len(errors), 'error')} in the content: this strict build fails.", flush=True)
        pelican.logger.disabled = True  # no traceback: the mistakes are in the content, and are told above
        raise StrictError(f"{counted(len(errors), 'error')} in the content (strict)")


def print_summary(result: Result, output: str) -> None:
    """Print what was built, what is wrong, and how to look at it."""
    errors = [p for p in result.problems if p.severity == "error"]
    warnings = [p for p in result.problems if p.severity == "warning"]
    lines = [f"error: {p}" for p in errors[:MOST_SHOWN]] + [f"warning: {p}" for p in warnings[:MOST_SHOWN]]
    lines += [f"warning: {text}" for text in result.warnings]
    hidden = max(0, len(errors) - MOST_SHOWN) + max(0, len(warnings) - MOST_SHOWN)
    if hidden:
        lines.append(f"... and {hidden} more; `workshops check` shows them all")
    done = [
        counted(len(result.catalog.entries), "event"),
        f"{counted(result.coming, 'date')} in the coming 12 months",
        counted(result.feeds, "feed"),
        counted(result.pages, "page"),
        counted(len(errors), "error"),
        counted(len(warnings) + len(result.warnings), "warning"),
        f"{sum(result.timings.values()):.1f} seconds",
    ]
    lines.append(", ".join(done))
    shown = os.path.relpath(output)
    lines.append(
        f"{counted(result.written, 'file')} changed in {output if shown.startswith('..') else shown}. To look at the site: make serve"
    )
    print("\n".join(lines), flush=True)


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: 1 error, 2 errors."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
