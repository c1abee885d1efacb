"""For the preview: a file that an edit has broken is read as it was before, until it is mended.

Half-written text is normal while somebody works on a file. A build for the public leaves a broken event out and
says so; in the preview that would make the page vanish under the writer's hands. Everything stays in memory from
one build to the next, so that an edit costs the reading of one file.
"""
from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from ..catalog import Catalog, Entry, Records
from ..errors import Problem
from ..ledger import NAME as LEDGER
from ..links import Outside
from ..loader import load_catalog, load_data, load_pages, load_records
from ..reader import Read, Unit
from ..site import Site
from .cache import Cache
from .reading import ContentFolder, Remembered

EVENTS = "events/"


class Lasting(Cache):
    """A cache that hands out what it was given, without a way through the disk.

    What lies on the disk tells of a state of the output folder that the first build makes old; it is removed then
    and written anew by `keep`, at the end.
    """

    _memory: ClassVar[dict[bytes, dict[str, Any]]] = {}

    @property
    def kept(self) -> dict[str, Any]:
        """What this process has made so far, for the same folders and settings."""
        return self._memory.setdefault(self.state, {})

    def load(self, name: str) -> Any:
        """Return what was saved under a name."""
        return self.kept[name] if name in self.kept else super().load(name)

    def save(self, name: str, value: Any) -> bool:
        """Remember a value as long as the process lives; other processes do not see it."""
        if self.folder is not None and name not in self.kept:
            (self.folder / name).unlink(missing_ok=True)
        self.kept[name] = value
        return False

    def keep(self) -> None:
        """Write everything down for builds of other processes."""
        for name, value in self.kept.items():
            super().save(name, value)


class Overlaid(Mapping[str, bytes]):
    """A content folder with other bytes in the place of some files."""

    def __init__(self, files: ContentFolder, instead: Mapping[str, bytes]) -> None:
        self.files, self.instead = files, instead

    def __getitem__(self, path: str) -> bytes:
        return self.instead[path] if path in self.instead else self.files[path]

    def __contains__(self, path: object) -> bool:
        return path in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


class LastGood:
    """Remembers the last good state of every file; `held` are the paths that it stood in for at the last reading."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self._events: dict[str, Read] = {}
        self._others: dict[str, bytes] = {}

    def load(
        self, content: Path, site: Site, today: int, cache: Cache, outside: Outside | None = None
    ) -> Catalog:
        """Read a content folder, broken files as they were; the catalog tells of all mistakes as the files are now."""
        files = ContentFolder(content)
        others = {path: files[path] for path in files if not path.startswith(EVENTS) and path != LEDGER}
        problems: list[Problem] = []
        instead: dict[str, bytes] = {}
        if others != self._others:
            problems = problems_of(others, site)
            broken = broken_files(problems, site)
            instead = {path: self._others[path] for path in broken & self._others.keys() & others.keys()}
            self._others = {path: data for path, data in others.items() if path not in broken} | instead
        self.held = sorted(instead)
        readers = Holding(files, cache, bool(instead), self._hold)
        catalog = load_catalog(Overlaid(files, instead), site, today, readers, outside)
        catalog.problems += [problem for problem in problems if path_of(problem, site) in instead]
        catalog.problems.sort()
        return catalog

    def _hold(self, reads: dict[str, Read]) -> dict[str, Read]:
        """Give a broken event its last good entry. Entries are copied, since a build goes on with them."""
        found = {}
        for path, read in reads.items():
            good = self._events.get(path)
            if read.entry is None and not read.draft and good is not None and read.problems:
                self.held.append(path)
                found[path] = replace(read, entry=fresh(good.entry))
            else:
                self._events[path] = read
                found[path] = replace(read, entry=fresh(read.entry))
        self._events = {path: read for path, read in self._events.items() if path in found and read.entry is not None}
        return found


class Holding(Remembered):
    """Reads what changed, and lets `hold` put good entries in the place of broken ones.

    With `overlaid`, some records are not those on the disk, so they are not remembered as if they were.
    """

    def __init__(
        self, files: ContentFolder, cache: Cache, overlaid: bool, hold: Callable[[dict[str, Read]], dict[str, Read]]
    ) -> None:
        super().__init__(files, cache)
        self.overlaid, self.hold = overlaid, hold

    def records(self, files: Mapping[str, bytes], site: Site, problems: list[Problem]) -> Records:
        """Read all records."""
        return load_records(files, site, problems) if self.overlaid else super().records(files, site, problems)

    def events(self, units: dict[str, Unit], records: Records, site: Site) -> dict[str, Read]:
        """Read all units."""
        return self.hold(super().events(units, records, site))


def fresh(entry: Entry | None) -> Entry | None:
    """Copy an entry as far as a build changes it."""
    found = copy.copy(entry)
    if found is not None:
        found.html = dict(found.html)
    return found


def problems_of(files: Mapping[str, bytes], site: Site) -> list[Problem]:
    """Return what is wrong in records, pages and data files by themselves."""
    catalog = Catalog(site)
    catalog.records = load_records(files, site, catalog.problems)
    load_pages(files, catalog)
    load_data(files, catalog)
    return catalog.problems


def path_of(problem: Problem, site: Site) -> str:
    """Return the path inside the content folder of the file that a problem is in."""
    return problem.file.removeprefix(f"{site.content}/")


def broken_files(problems: list[Problem], site: Site) -> set[str]:
    """Return the paths of files with an error."""
    return {path_of(problem, site) for problem in problems if problem.severity == "error"}
