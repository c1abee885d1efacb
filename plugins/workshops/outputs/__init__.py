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

OUTPUTS: tuple[OutputFunction, ...] = (
    index_files, atom_files, json_feed_files, digest_files, shift_files, api_files, csv_files, alias_files, manifest_files, sitemap_files,
    robots_files, status_files)

__all__ = ["OUTPUTS", "Context", "Files", "OutputFunction", "copies"]
