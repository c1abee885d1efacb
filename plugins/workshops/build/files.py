"""Reading the content folder: the only place where organizers' files come off the disk.

Taken are Markdown files below the folders that the event model knows, and the data files (`*.yaml`) of the content
folder itself. Folders that begin with a dot, and whatever editors leave behind, are passed over. A file is read no
further than one byte past what a text may have, so that a video by mistake named `.md` cannot fill the memory.
"""
from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..errors import ContentError
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


def other_files(folder: Path) -> list[str]:
    """Return the paths of everything else in the content folder: pictures, PDFs, data, texts that are not read."""
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = os.path.relpath(parent, folder).replace(os.sep, "/")
        found += [name if inside == "." else f"{inside}/{name}" for name in names
                  if not name.endswith(".md") or inside.partition("/")[0] not in FOLDERS]  # fmt: skip
    return sorted(found)


def write_file(path: Path, data: bytes, expected: bytes | None = None) -> None:
    """Replace a file whole or not at all: an interrupted write leaves the old one.

    With `expected`, the file must still hold these bytes (the first ones, for a file that is too long), else somebody
    has changed it meanwhile. Raises ContentError then, and where it cannot be written.
    """
    if expected is not None and read_file(os.fspath(path)) != expected:
        raise ContentError(f"{path} was changed meanwhile; nothing was written to it.")
    path = path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise ContentError(f"{path} cannot be written: {error.strerror}.") from error
