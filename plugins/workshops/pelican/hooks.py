"""What the plugin does at Pelican's signals besides generating: folders, summary, exit status."""
from __future__ import annotations

import os
import sys
from typing import Any

import pelican

from ..build.engine import Result
from ..errors import StrictError

OUR_FOLDERS = ("events", "venues", "organizers", "programs", "kit-sites", "sources")
MOST_SHOWN = 50
last: dict[str, Result] = {}
"""The result of the last build by output folder, from the generator to the end of the run."""


def keep_folders_for_us(pelican_object: Any) -> None:
    """Take our folders out of Pelican's own scans, so that events do not turn up as articles or pages too."""
    settings = pelican_object.settings
    ours = list(OUR_FOLDERS) + (["pages"] if settings.get("WORKSHOPS_FULL_SITE") else [])
    for name in ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "STATIC_EXCLUDES"):
        settings[name] = list(dict.fromkeys([*settings.get(name, ()), *ours]))


def show_errors(pelican_object: Any) -> None:
    """Print the summary, and fail a strict build that met errors."""
    result = last.pop(str(pelican_object.output_path), None)
    if result is None:
        return
    print_summary(result, str(pelican_object.output_path))
    if pelican_object.settings.get("WORKSHOPS_FULL_SITE"):
        pelican.console.quiet = True  # Pelican's own count, "0 articles", says nothing where it has no content of its own
    errors = [p for p in result.problems if p.severity == "error"]
    if errors and pelican_object.settings.get("WORKSHOPS_STRICT"):
        raise StrictError(f"{len(errors)} error{'s' if len(errors) > 1 else ''} in the content (strict)")


def print_summary(result: Result, output: str) -> None:
    """Print what was built, what is wrong, and how to look at it."""
    errors = [p for p in result.problems if p.severity == "error"]
    warnings = [p for p in result.problems if p.severity == "warning"]
    lines = [f"error: {p}" for p in errors[:MOST_SHOWN]] + [f"warning: {p}" for p in warnings[:MOST_SHOWN]]
    lines += [f"warning: {text}" for text in result.warnings]
    hidden = max(0, len(errors) - MOST_SHOWN) + max(0, len(warnings) - MOST_SHOWN)
    if hidden:
        lines.append(f"... and {hidden} more; `workshops check` shows them all")
    seconds = sum(result.timings.values())
    lines.append(f"{len(result.catalog.entries)} events, {result.coming} dates in the coming 12 months, {result.feeds} feeds, "
                 f"{result.pages} pages, {len(errors)} errors, {len(warnings) + len(result.warnings)} warnings, {seconds:.1f} seconds")
    lines.append(f"{result.written} files changed in {os.path.relpath(output) if not os.path.relpath(output).startswith('..') else output}. To look at the site: make serve")
    print("\n".join(lines), file=sys.stdout, flush=True)
