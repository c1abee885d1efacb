"""Files that nobody reads: an event saved as `forum.md.txt`, a Word file, a folder with a slip in its name.

The build passes over what is no Markdown file of a folder that it knows, since pictures and drafts of flyers lie in
content folders, too. An event in such a file is missing from the site, and nothing else tells its writer.
"""

from __future__ import annotations

from ..errors import Problem
from ..nearest import nearest
from ..reader import FOLDERS
from .look import Look

TEXTS = (".txt", ".markdown", ".mkd", ".mdown", ".docx", ".doc", ".odt", ".rtf", ".md.html")
KNOWN = ("events", *FOLDERS, "pages")
FOR_PEOPLE = frozenset(("readme", "contributing", "changelog", "license", "licence", "notes", "todo"))
"""Names of files beside the folders that are meant for whoever opens them, not for the site."""


def check(look: Look) -> None:
    """Report texts that lie where only Markdown files are read, and Markdown files where nothing is."""
    for path in look.assets or ():
        folder, inside, name = path.rpartition("/")
        top, stem = path.partition("/")[0], name.partition(".")[0]
        if name.startswith("~") or stem.lower() in FOR_PEOPLE:
            continue
        ending = next((ending for ending in (".md", *TEXTS) if name.lower().endswith(ending)), None)
        if ending is None or (ending != ".md" and top not in KNOWN):
            continue
        if top in KNOWN:
            _tell(look, path, f"only files that end in .md are read, and this one ends in {name[len(stem):]}.",
                  f"Save it as plain text and name it {folder}/{stem}.md.")  # fmt: skip
        elif not inside:
            _tell(look, path, "this file lies beside the folders, where no file is read.", f"If it is an event, move it to events/{name}.")
        elif near := nearest(top, KNOWN):
            _tell(look, path, f"the folder {top}/ is not read; did you mean {near}/?", f"Move the file to {near}/{name}.")


def _tell(look: Look, path: str, message: str, hint: str) -> None:
    look.problems.append(Problem(look.name_of(path), 1, 1, "", message, hint, "warning"))
