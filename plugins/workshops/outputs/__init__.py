"""Everything that a build publishes besides pages and the calendar feeds of events: one function an output.

To add an output, write a function from `Context` to address and bytes, and name it here.
"""
from __future__ import annotations

from .aliases import alias_files, copies
from .api import api_files
from .atom import atom_files
from .base import Context, Files, OutputFunction
from .csvfile import csv_files
from .digest import digest_files
from .index import index_files
from .jsonfeed import json_feed_files
from .manifest import manifest_files
from .shift_feeds import shift_files
from .sitemap import robots_files, sitemap_files
from .status import status_files

OUTPUTS: dict[str, OutputFunction] = {
    "index": index_files, "atom": atom_files, "json": json_feed_files, "digest": digest_files, "shifts": shift_files, "api": api_files,
    "csv": csv_files, "aliases": alias_files, "manifest": manifest_files, "sitemap": sitemap_files, "robots": robots_files,
    "status": status_files}
"""Every output by the name that the site's settings know it by."""


def output_files(context: Context) -> Files:
    """Give the files of all outputs that the site switches on."""
    chosen = context.site.outputs
    for name, function in OUTPUTS.items():
        if chosen is None or name in chosen:
            yield from function(context)


__all__ = ["OUTPUTS", "Context", "Files", "OutputFunction", "copies", "output_files"]
