"""What a build remembers for the next one, in Pelican's CACHE_PATH.

A cache belongs to one content folder, one output folder and one state of everything that shapes the output: the
plugin's own code, the libraries, the settings, the time zone data. Whatever does not fit is put aside with one line
of notice, and so is a file that is cut short or damaged: it carries its length and checksum. Files are written
beside and moved into place, so that two builds at once do not spoil it.
"""
from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

MAGIC = b"workshops cache 1\n"
LIBRARIES = (
    "pelican",
    "jinja2",
    "markupsafe",
    "pydantic",
    "pydantic-core",
    "comrak",
    "nh3",
    "babel",
    "tzdata",
    "python-dateutil",
    "orjson",
)


@cache
def code_state() -> str:
    """Name the plugin's own code and the libraries it stands on."""
    state = blake2b(sys.version.encode(), digest_size=12)
    for name in LIBRARIES:
        state.update(f"{name} {version(name)}\n".encode())
    root = Path(__file__).parents[1]
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        for file in sorted(files):
            if file.endswith((".py", ".po", ".html", ".json")):
                path = os.path.join(folder, file)
                status = os.stat(path)
                state.update(f"{os.path.relpath(path, root)} {status.st_size} {status.st_mtime_ns} {status.st_ino}\n".encode())
    return state.hexdigest()


def _sum(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


class Cache:
    """The memory of one pair of folders. `state` names everything else that the output depends on."""

    def __init__(self, folder: Path | None, content: Path, output: Path, state: str) -> None:
        names = f"{os.path.realpath(content)}\0{os.path.realpath(output)}"
        self.folder = folder / "workshops" / blake2b(os.fsencode(names), digest_size=8).hexdigest() if folder else None
        self.state = blake2b(f"{code_state()}\0{state}\0{names}".encode("utf-8", "surrogateescape"), digest_size=16).digest()
        self.notice = ""

    def load(self, name: str) -> Any:
        """Return what was saved under a name, None when there is nothing that fits."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        body = data[len(MAGIC) + 32:]
        if data[:len(MAGIC)] == MAGIC and data[len(MAGIC):len(MAGIC) + 16] == self.state:
            if blake2b(body, digest_size=16).digest() == data[len(MAGIC) + 16:len(MAGIC) + 32]:
                try:
                    return pickle.loads(body)
                except Exception:  # a pickle that was whole and cannot be read is as good as none
                    pass
            self.notice = "the cache is damaged and is made anew"
        else:
            self.notice = self.notice or "the cache is of another version, settings or folder and is made anew"
        return None

    def note(self, name: str, text: str) -> None:
        """Leave a text for any later build into this folder, whatever its settings and version are."""
        if self.folder is not None:
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                temporary = self.folder / f"{name}.{os.getpid()}"
                temporary.write_text(f"{_sum(text)}\n{text}", "utf-8")
                os.replace(temporary, self.folder / name)

    def noted(self, name: str) -> str:
        """Return what an earlier build left, "" when there is nothing."""
        if self.folder is not None:
            with suppress(OSError, UnicodeDecodeError):
                checksum, _, text = (self.folder / name).read_text("utf-8").partition("\n")
                return text if checksum == _sum(text) else ""
        return ""

    def save(self, name: str, value: Any) -> bool:
        """Remember a value for the next build; returns whether any process can load it now."""
        if self.folder is None:
            return False
        body = pickle.dumps(value, 5)
        head = MAGIC + self.state + blake2b(body, digest_size=16).digest()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = self.folder / f"{name}.{os.getpid()}"
            with open(temporary, "wb") as file:
                file.write(head)
                file.write(body)
            os.replace(temporary, self.folder / name)
        except OSError:
            self.notice = "the cache folder cannot be written"
            return False
        return True
