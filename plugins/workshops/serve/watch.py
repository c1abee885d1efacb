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


def different(before: dict[str, Stamp], now: dict[str, Stamp]) -> set[str]:
    """Return the paths that came, went or changed between two looks."""
    return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


def told(paths: Iterable[str], stop: threading.Event) -> Iterator[set[str]]:
    """Give the changed paths as the operating system tells them, at times none; raises ImportError or OSError where it cannot."""
    from watchfiles import watch

    roots = [os.path.abspath(path) for path in paths]
    for changes in watch(
        *roots,
        watch_filter=lambda _, path: not is_noise(path, roots),
        step=STEP_MS,
        debounce=LONGEST_MS,
        rust_timeout=500,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        yield {path for _, path in changes}


class Watcher:
    """Watches folders and single files in threads; changed paths come out of `changes`.

    Single files are looked at again and again, since an editor that saves puts a new file in the place of the old
    one, and the system goes on watching the old one. What changes after a watcher is made is noticed, also before its
    threads run and the system tells of changes. One that follows an `old` one goes on from what that has seen.
    """

    def __init__(
        self, folders: Iterable[Path], files: Iterable[Path], notice: Notice, poll: bool = False, old: Watcher | None = None
    ) -> None:
        self.paths = [str(folder.resolve()) for folder in folders if folder.exists()]
        self.files = [str(file.resolve()) for file in files]
        self.changes: queue.SimpleQueue[set[str]] = queue.SimpleQueue()
        self._stop, self._notice, self._poll = threading.Event(), notice, poll
        self._seen = [stamps(self.paths), stamps(self.files)]
        for seen, earlier in zip(self._seen, old._seen if old else (), strict=False):
            seen.update(earlier)
        for target in (self._watch_folders, self._watch_files):
            threading.Thread(target=target, name="watcher", daemon=True).start()

    def _look(self, which: int, paths: Iterable[str]) -> set[str]:
        """Return what changed since the last look at folders (0) or single files (1)."""
        before, self._seen[which] = self._seen[which], stamps(paths)
        return different(before, self._seen[which])

    def _watch_folders(self) -> None:
        if not self._poll:
            try:
                self._listen()
                return
            except (ImportError, OSError, RuntimeError) as error:
                self._notice(
                    f"The system does not tell of changes ({error}); looking every {POLL_SECONDS} seconds."
                )
        self._look_again(0, self.paths)

    def _listen(self) -> None:
        """Let the system tell of changes; what happened before it began to is found by a look."""
        first = True
        for changed in told(self.paths, self._stop):
            if first:
                changed |= self._look(0, self.paths)
                first = False
            if changed:
                self.changes.put(changed)

    def _watch_files(self) -> None:
        self._look_again(1, self.files)

    def _look_again(self, which: int, paths: Iterable[str]) -> None:
        while not self._stop.wait(POLL_SECONDS):
            changed = self._look(which, paths)
            if changed:
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
        """Stop an older watcher, and keep what it has noticed and nobody has asked for."""
        old.stop()
        while True:
            try:
                self.changes.put(old.changes.get_nowait())
            except queue.Empty:
                return

    def stop(self) -> None:
        """Stop watching; the threads end by themselves."""
        self._stop.set()
