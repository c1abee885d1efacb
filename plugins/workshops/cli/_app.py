"""What every command shares: the content folder, the site's settings, the clock and how to talk.

This is the edge of the program: disk, environment and clock are read here and handed to the pure core.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import ContentError, SettingsError

if TYPE_CHECKING:
    from rich.console import Console

    from ..catalog import Catalog
    from ..site import Site

SETTINGS_FILE = "pelicanconf.py"


@dataclass
class App:
    """The running command's surroundings; `content` is the folder as the user wrote it."""

    content: Path

    @cached_property
    def now(self) -> datetime:
        """The moment that counts as now, in UTC: `SOURCE_DATE_EPOCH` where it is set, else the clock."""
        return read_clock()

    @cached_property
    def site(self) -> Site:
        """The site's settings, from pelicanconf.py beside the content folder; defaults where there is none."""
        return site_of(self.content)

    def files(self) -> dict[str, bytes]:
        """Read the content folder: path inside it → bytes. Raises ContentError where there is no such folder."""
        from ..build.files import read_content

        if not self.content.is_dir():
            raise ContentError(f"there is no folder {self.content}. Name the content folder: workshops --content DIR ...")
        return read_content(self.content)

    def catalog(self) -> Catalog:
        """Read everything; problems are in the catalog."""
        from ..loader import load_catalog

        return load_catalog(self.files(), self.site)


def read_clock() -> datetime:
    """Return now in UTC, from `SOURCE_DATE_EPOCH` (seconds since 1970) where it is set."""
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        seconds = int(written) if written else int(time.time())
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise SettingsError(f"SOURCE_DATE_EPOCH is {written!r}, and seconds since 1970 are needed.") from None


def settings_file(content: Path) -> Path | None:
    """Return the pelicanconf.py of a content folder: beside it, else in the working folder."""
    for folder in (content.resolve().parent, Path.cwd()):
        if (folder / SETTINGS_FILE).is_file():
            return folder / SETTINGS_FILE
    return None


def read_settings(content: Path) -> dict[str, Any]:
    """Run the site's pelicanconf.py, as Pelican does, and return its capital names."""
    path = settings_file(content)
    if path is None:
        return {}
    names: dict[str, Any] = {"__file__": str(path), "__name__": "pelicanconf"}
    try:
        exec(compile(path.read_bytes(), str(path), "exec"), names)
    except Exception as error:  # whatever a site's own Python raises
        raise SettingsError(f"{path} cannot be read: {type(error).__name__}: {error}") from error
    return {name: value for name, value in names.items() if name.isupper()}


def site_of(content: Path) -> Site:
    """Return the site that a content folder belongs to."""
    from .. import settings
    from ..site import Site

    written = read_settings(content)
    return settings.site_from(written, content.as_posix()) if written else Site(content=content.as_posix())


def is_terminal() -> bool:
    """Whether somebody watches the output (then colours and tables are fine)."""
    return sys.stdout.isatty()


def console() -> Console:
    """Return rich's console: colours on a terminal, plain text in a pipe. Importing it takes time: only when needed."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not is_terminal())


def say(text: str = "", **style: Any) -> None:
    """Print a line; the style (fg="red", bold=True) is left out in a pipe and where NO_COLOR is set."""
    click.echo(click.style(text, **style) if style and not os.environ.get("NO_COLOR") else text)


def say_error(text: str, **style: Any) -> None:
    """Print a line to the error stream."""
    click.echo(click.style(text, **style) if style and not os.environ.get("NO_COLOR") else text, err=True)
