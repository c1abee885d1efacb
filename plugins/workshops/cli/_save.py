"""Writing what a command changed: shown as a diff, checked by the loader, and put in place at the very end.

A new text goes into a hidden file beside its target and takes its place in one step, so whoever presses Ctrl-C, or
pulls the plug, finds either the old folder or the new one. Hidden files are not read as content.
"""
from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import ContentError
from ._app import App, say


def show_diff(path: str, old: bytes | None, new: bytes) -> None:
    """Print what changes in one file, with one line around each change."""
    before = _lines(old or b"")
    after = _lines(new)
    names = (path if old is not None else "/dev/null", path)
    for line in difflib.unified_diff(before, after, *names, lineterm="", n=1):
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
        if line.startswith(("+++", "---")):
            say(line, bold=True)
        elif colour:
            say(line, fg=colour)
        else:
            say(line)


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()


def save(app: App, changes: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """Write changed or new files (path inside the content folder → bytes), all of them or none.

    `before` holds the files as the command read them: a file that somebody changed meanwhile is not overwritten, and
    a new file never takes the place of another. Raises `ContentError`.
    """
    try:
        _save(app, changes, before)
    except OSError as error:
        raise ContentError(f"nothing was written: {error.strerror or error}.") from error


def _save(app: App, changes: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    with _staged(app.content, changes) as staged:
        _refuse_if_changed(app.content, changes, before)
        made: list[Path] = []
        try:
            for path, temporary in staged.items():
                target = app.content / path
                if path in before:
                    os.replace(temporary, target.resolve())
                else:
                    _place_new(temporary, target)
                    made.append(target)
        except BaseException:
            for target in made:
                target.unlink(missing_ok=True)
            raise


@contextmanager
def _staged(folder: Path, changes: Mapping[str, bytes]) -> Iterator[dict[str, Path]]:
    """Write every text into a hidden file in the folder of its target; whatever is left over goes away again."""
    staged: dict[str, Path] = {}
    made: list[Path] = []
    try:
        for path, data in changes.items():
            target = (folder / path).resolve()
            if not target.parent.is_dir():
                target.parent.mkdir()
                made.append(target.parent)
            handle, name = tempfile.mkstemp(prefix=".workshops-", suffix=".tmp", dir=target.parent)
            staged[path] = Path(name)
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(name, target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        yield staged
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
        for parent in made:
            with suppress(OSError):
                parent.rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refuse_if_changed(folder: Path, changes: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    for path in changes:
        if path in before and (folder / path).read_bytes() != before[path]:
            raise ContentError(f"{folder / path} was changed by somebody else meanwhile; nothing was written. Try again.")


def _place_new(temporary: Path, target: Path) -> None:
    """Give a new file its name, unless the name is taken: a hard link fails where a rename would overwrite."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise ContentError(f"{target} is there already; nothing was written.") from None
    except OSError:  # a file system without hard links
        try:
            with open(target, "xb") as stream:
                stream.write(temporary.read_bytes())
        except FileExistsError:
            raise ContentError(f"{target} is there already; nothing was written.") from None
