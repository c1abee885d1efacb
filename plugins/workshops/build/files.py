"""Reading the content folder: the only place where organizers' files come off the disk.

Taken are Markdown files below the folders that the event model knows, and the data files (`*.yaml`) of the content
folder itself. Folders that begin with a dot, and whatever editors leave behind, are passed over. A file is read no
further than one byte past what a text may have, so that a video by mistake named `.md` cannot fill the memory.
"""
from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from ..frontmatter import MAX_BYTES
from ..ledger import NAME as LEDGER

FOLDERS = ("events", "venues", "organizers", "programs", "kit-sites", "sources", "pages")


def read_content(folder: Path) -> dict[str, bytes]:
    """Return path inside the content folder (`events/forum.md`) → bytes, in order of the paths.

    Files that vanish or may not be read raise OSError.
    """
    found = {path: read_file(os.path.join(folder, path)) for path in sorted(content_paths(folder))}
    with contextlib.suppress(FileNotFoundError):
        found[LEDGER] = Path(folder, LEDGER).read_bytes()  # written by us, and as long as the site is large
    return found


def content_paths(folder: Path) -> Iterator[str]:
    """Yield the paths inside the content folder that are read, with `/` between their parts."""
    for entry in os.scandir(folder):
        if entry.name.startswith("."):
            continue
        if entry.name in FOLDERS and entry.is_dir():
            yield from _markdown(entry.path, entry.name)
        elif entry.name.endswith(".yaml") and entry.is_file():
            yield entry.name


def _markdown(folder: str, prefix: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.name.startswith((".", "~")):
            continue
        if entry.name.endswith(".md"):
            if entry.is_file():
                yield f"{prefix}/{entry.name}"
        elif entry.is_dir(follow_symlinks=False):
            yield from _markdown(entry.path, f"{prefix}/{entry.name}")


def read_file(path: str) -> bytes:
    """Read one file, at most one byte more than a content file may have."""
    with open(path, "rb", buffering=0) as stream:
        return stream.read(MAX_BYTES + 1)
