"""For the preview: a file that an edit has broken is read as it was before, until it is mended.

Half-written text is normal while somebody works on a file. A build for the public leaves a broken event out and
says so; in the preview that would make the page vanish under the writer's hands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..catalog import Catalog

Load = Callable[[Mapping[str, bytes]], Catalog]


@dataclass
class LastGood:
    """Remembers the last text of every file that had no error; `held` are the paths that it stood in for."""

    good: dict[str, bytes] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)

    def load(self, files: Mapping[str, bytes], load: Load, content: str) -> Catalog:
        """Load the files, broken ones as they were; the catalog tells of all mistakes as the files are now.

        `content` is how messages call the content folder.
        """
        catalog = load(files)
        broken = {
            problem.file.removeprefix(f"{content}/")
            for problem in catalog.problems
            if problem.severity == "error"
        }
        old = {
            path: self.good[path]
            for path in sorted(broken & self.good.keys() & files.keys())
            if self.good[path] != files[path]
        }
        self.held = list(old)
        if old:
            problems, catalog = catalog.problems, load({**files, **old})
            catalog.problems = problems
        self.good = {path: data for path, data in files.items() if path not in broken} | old
        return catalog
