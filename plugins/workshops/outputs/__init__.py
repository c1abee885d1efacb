"""Everything that a build publishes besides pages and the calendar feeds of events: one function an output.

To add an output, write a function from `Context` to the jobs of its files, and name it here.
"""

from __future__ import annotations

from collections.abc import Iterable

from .aliases import alias_jobs, copies
from .api import api_jobs
from .atom import atom_jobs
from .base import Context, Jobs, OutputFunction
from .csvfile import csv_jobs
from .digest import digest_jobs
from .finder_data import finder_data_jobs
from .index import index_jobs
from .jsonfeed import json_feed_jobs
from .manifest import manifest_jobs
from .qr import qr_jobs
from .shift_feeds import shift_jobs
from .sitemap import robots_jobs, sitemap_jobs
from .status import status_jobs

OUTPUTS: dict[str, OutputFunction] = {
    "index": index_jobs,
    "atom": atom_jobs,
    "json": json_feed_jobs,
    "digest": digest_jobs,
    "shifts": shift_jobs,
    "api": api_jobs,
    "csv": csv_jobs,
    "finder": finder_data_jobs,
    "qr": qr_jobs,
    "aliases": alias_jobs,
    "manifest": manifest_jobs,
    "sitemap": sitemap_jobs,
    "robots": robots_jobs,
    "status": status_jobs,
}
"""Every output by the name that the site's settings know it by."""


APART = frozenset({"index", "atom", "json", "digest", "api", "csv"})
"""Outputs that do not ask which pages there are."""


def output_jobs(context: Context, names: Iterable[str] = OUTPUTS) -> Jobs:
    """Give the jobs of those outputs that the site switches on, all or some."""
    for name in names:
        if context.site.has_output(name):
            yield from OUTPUTS[name](context)


__all__ = ["APART", "OUTPUTS", "Context", "Jobs", "OutputFunction", "copies", "output_jobs"]
