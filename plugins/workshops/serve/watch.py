"""Noticing edits: folders are watched by the operating system where it can, else by looking again and again.

Whatever was changed is put into a queue as a set of paths, so that nothing is lost while a build runs. What editors
leave behind while they save (hidden files, backups, locks) is no edit.
"""

from __future__ import annotations

import os
import queue
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

STEP_MS = 15
"""An edit counts as over when nothing more has happened for so long; editors write a file in several steps."""
LONGEST_MS = 150
POLL_SECONDS = 0.25
_NOISE = re.compile(r"^[.#~]|~$|\.(?:swp|swx|swo|tmp|part|pyc|new)$|^4913$|^__pycache__$")

Stamp = tuple[int, int, int]
Notice = Callable[[str], None]


def is_noise(path: str, roots: Iterable[str] = ()) -> bool:
    """Whether a path is none of ours; only its part below the watched folder counts."""
    for root in roots:
        if path.startswith(root + os.sep):
            path = path[len(root) + 1 :]
            break
    else:
        path = os.path.basename(path)
    return any(_NOISE.search(part) for part in path.split(os.sep))


def stamps(paths: Iterable[str]) -> dict[str, Stamp]:
    """Return path → (time of change, size, inode) of files, and of all files below folders."""
    found: dict[str, Stamp] = {}
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        try:
            entries = list(os.scandir(path))
        except NotADirectoryError:
            status = os.stat(path)
            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
            continue
        except OSError:
            continue  # it is not there (any more)
        for entry in entries:
            if _NOISE.search(entry.name):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    status = entry.stat()
                    found[entry.path] = (status.st_mtime_ns, status.st_size, status.st_ino)
            except OSError:
                continue
    return found


def looked_at(
    paths: Iterable[str], stop: threading.Event, seconds: float = POLL_SECONDS
) -> Iterator[set[str]]:
    """Give the changed paths, found by looking at every file again and again."""
    paths = list(paths)
    before = stamps(paths)
    while not stop.wait(seconds):
        now = stamps(paths)
        changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        before = now
        if changed:
            yield changed


def told(paths: Iterable[str], stop: threading.Event) -> Iterator[set[str]]:
    """Give the changed paths as the operating system tells them; raises ImportError or OSError where it cannot."""
    from watchfiles import watch

    roots = [os.path.abspath(path) for path in paths]
    for changes in watch(
        *roots,
        watch_filter=lambda _, path: not is_noise(path, roots),
        step=STEP_MS,
        debounce=LONGEST_MS,
        rust_timeout=500,
        stop_event=stop,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        yield {path for _, path in changes}


class Watcher:
    """Watches folders and single files in threads; changed paths come out of `changes`.

    Single files are looked at again and again, since an editor that saves puts a new file in the place of the old
    one, and the system goes on watching the old one.
    """

    def __init__(
        self, folders: Iterable[Path], files: Iterable[Path], notice: Notice, poll: bool = False
    ) -> None:
        self.paths = [str(folder.resolve()) for folder in folders if folder.exists()]
        self.files = [str(file.resolve()) for file in files]
        self.changes: queue.SimpleQueue[set[str]] = queue.SimpleQueue()
        self._stop, self._notice, self._poll = threading.Event(), notice, poll
        for target in (self._watch_folders, self._watch_files):
            threading.Thread(target=target, name="watcher", daemon=True).start()

    def _watch_folders(self) -> None:
        if not self._poll:
            try:
                for changed in told(self.paths, self._stop):
                    self.changes.put(changed)
                return
            except (ImportError, OSError, RuntimeError) as error:
                self._notice(
                    f"The system does not tell of changes ({error}); looking every {POLL_SECONDS} seconds."
                )
        for changed in looked_at(self.paths, self._stop):
            self.changes.put(changed)

    def _watch_files(self) -> None:
        for changed in looked_at(self.files, self._stop):
            self.changes.put(changed)

    def next(self) -> set[str]:
        """Wait for an edit and return all paths that changed by now."""
        found = self.changes.get()
        while True:
            try:
                found |= self.changes.get_nowait()
            except queue.Empty:
                return found

    def take_over(self, old: Watcher) -> None:
        """Stop an older watcher, and keep what it has noticed."""
        old.stop()
        while True:
            try:
                self.changes.put(old.changes.get_nowait())
            except queue.Empty:
                return

    def stop(self) -> None:
        """Stop watching; the threads end by themselves."""
        self._stop.set()
