"""The corpus of wrong files: `data/bad/<stem>.md` beside `data/bad/<stem>.txt`, what its writer is told.

Each file stands alone in a small content folder whose records are all right, but for one venue. A stem that begins
with `venue--`, `page--` and so on is a record or a page. Files that are dull to store are made here.
"""

from __future__ import annotations

from pathlib import Path

from workshops.errors import Problem
from workshops.loader import load_catalog
from workshops.site import Site

FOLDER = Path(__file__).parent / "data" / "bad"
FOLDERS = {
    "venue": "venues",
    "organizer": "organizers",
    "program": "programs",
    "kit-site": "kit-sites",
    "page": "pages",
    "source": "sources",
}
RECORDS = {
    "venues/main-library.md": b"---\ntitle: Main Library\ntown: Linden\nlatitude: 42.5\nlongitude: -76.5\n---\n",
    "venues/broken-hall.md": b"---\ntown: Linden\n---\n",
    "organizers/health-department.md": b"---\ntitle: Health Department\n---\n",
    "programs/narcan-training.md": b"---\ntitle: Narcan training\n---\n",
}
MADE = {"file-five-megabytes": b"---\ntitle: Narcan training\n---\n" + b"Come and learn.\n" * 330_000}


def cases() -> dict[str, bytes]:
    """Return stem → bytes."""
    stored = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.md"))}
    return {**stored, **MADE}


def place(stem: str) -> str:
    """Return the path of a case inside its content folder."""
    kind, sep, name = stem.partition("--")
    return f"{FOLDERS[kind]}/{name}.md" if sep else f"events/{stem}.md"


def told(stem: str, data: bytes) -> list[Problem]:
    """Return what is told of one wrong file."""
    path = place(stem)
    catalog = load_catalog({**RECORDS, path: data}, Site())
    return [problem for problem in catalog.problems if problem.file == f"content/{path}"]


def shown(problems: list[Problem]) -> str:
    """Write problems as `data/bad/*.txt` holds them: severity, line:column, message."""
    return "".join(f"{p.severity} {str(p).removeprefix(p.file + ':')}\n" for p in problems)
