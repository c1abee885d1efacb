"""What a check may look at, and how it reports: the catalog, the files as written, the moment that counts as now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from .. import frontmatter
from ..catalog import Catalog, Entry
from ..errors import Problem, Severity
from ..frontmatter import FrontMatter, Path
from ..schedule import Occurrence
from ..zones import load_zone


@dataclass
class Look:
    """The content, as a check sees it; problems are collected in `problems`."""

    catalog: Catalog
    files: Mapping[str, bytes]
    now: datetime
    assets: frozenset[str] | None = None
    problems: list[Problem] = field(default_factory=list)
    _fronts: dict[str, FrontMatter] = field(default_factory=dict)

    @cached_property
    def today(self) -> date:
        """The day it is where the site is."""
        return self.now.astimezone(load_zone(self.catalog.site.timezone)).date()

    @cached_property
    def seconds(self) -> int:
        """Now, in seconds since 1970."""
        return int(self.now.timestamp())

    @property
    def entries(self) -> list[Entry]:
        """All events that stand in a file."""
        return [entry for entry in self.catalog.entries.values() if self.path_of(entry.file) in self.files]

    def coming(self, entry: Entry) -> Iterator[Occurrence]:
        """Yield the dates of an event that have not ended."""
        return (o for o in entry.schedule.occurrences if o.ends > self.seconds)

    def has(self, path: str) -> bool:
        """Tell whether a path inside the content folder is that of a file."""
        return path in self.files or path in (self.assets or ())

    def path_of(self, file: str) -> str:
        """Return the path inside the content folder of a file as messages name it."""
        return file.removeprefix(f"{self.catalog.site.content}/")

    def name_of(self, path: str) -> str:
        """Return the name in messages of a path inside the content folder."""
        return f"{self.catalog.site.content}/{path}"

    def front(self, file: str) -> FrontMatter:
        """Read the fields of a file, as its writer wrote them."""
        found = self._fronts.get(file)
        if found is None:
            found = self._fronts[file] = frontmatter.read(self.files.get(self.path_of(file), b""), file)
        return found

    def warn(self, file: str, path: Path | str, message: str, hint: str, severity: Severity = "warning") -> None:
        """Report at a field of a file; at its first line where the field is not written."""
        path = (path,) if isinstance(path, str) and path else tuple(path)
        front = self.front(file)
        if len(path) > 1 and not isinstance(front.values.get(str(path[0])), list):
            path = path[:1]
        line, column = front.position(path)
        name = frontmatter_name(path)
        self.problems.append(Problem(file, line, column, name, message, hint, severity))

    def warn_at(self, file: str, offset: int, text: str, message: str, hint: str, severity: Severity = "warning") -> None:
        """Report at a place in the text of a file."""
        line = text.count("\n", 0, offset) + 1
        column = offset - text.rfind("\n", 0, offset)
        self.problems.append(Problem(file, line, column, "", message, hint, severity))

    @cached_property
    def texts(self) -> dict[str, str]:
        """All Markdown files as text, by their names in messages."""
        return {
            self.name_of(path): data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
            for path, data in self.files.items()
            if path.endswith(".md")
        }

    @cached_property
    def lowered(self) -> dict[str, str]:
        """The same texts in small letters, to see quickly whether a word is in one at all."""
        return {file: text.lower() for file, text in self.texts.items()}


def frontmatter_name(path: Path) -> str:
    """Write a path for people: changes.2.date is the date of the second change."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
