"""What can go wrong, and how it is said.

People who write events are not programmers. A problem in their text is data, a `Problem`, and all problems of
all files are collected and shown together; one bad file never takes another event down. Exceptions are only for
what stops a whole command:

    WorkshopsError
    ├── ContentError      the content as a whole cannot be used (for example no such folder)
    ├── SettingsError     a setting in pelicanconf.py makes no sense
    ├── StrictError       a strict build met an error in the content
    └── PublishError      what is added to a finished site cannot be made (for example a program is missing)
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from .packed import packed

Severity = Literal["error", "warning"]


class WorkshopsError(Exception):
    """Base of every exception that this package raises on purpose."""


class ContentError(WorkshopsError):
    """The content folder as a whole cannot be used."""


class SettingsError(WorkshopsError):
    """A setting makes no sense; the message names it and what is allowed."""


class StrictError(WorkshopsError):
    """A strict build met errors in the content and refuses to publish."""


class PublishError(WorkshopsError):
    """What is added to a finished site cannot be made."""


@packed
@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one file, told so that its writer can mend it.

    `line` and `column` count from 1, columns in characters. `field` is the front-matter field ("" for the file as
    a whole), `message` says what is wrong with the value as written, `hint` what to write instead.
    """

    file: str
    line: int
    column: int
    field: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        named = self.field and not self.message.startswith("`")
        what = f"{self.field}: {self.message}" if named else self.message
        return f"{self.file}:{self.line}:{self.column}: {what}" + (f" {self.hint}" if self.hint else "")

    def as_dict(self) -> dict[str, str | int]:
        """The shape of `workshops check --format json`."""
        return {"file": self.file, "line": self.line, "column": self.column, "field": self.field,
                "severity": self.severity, "message": self.message, "hint": self.hint}


@dataclass(slots=True)
class Problems:
    """A collector: every stage adds to it, nobody raises."""

    items: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Add one problem."""
        self.items.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several problems."""
        self.items.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def errors(self) -> list[Problem]:
        """Those that keep a file from being published."""
        return [p for p in self.items if p.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """Those that do not."""
        return [p for p in self.items if p.severity == "warning"]
