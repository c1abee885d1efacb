"""A small county for tests of the commands: a folder of content with one event of each kind.

`CARELESS` has what organizers' files have: comments, odd quotes, Windows line ends, fields in an order of their own.
"""
from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from workshops.cli import main

NOW = "1796474400"
"""2026-12-05 12:40 UTC, 07:40 in New York."""
BASE = "program: narcan-training\norganizer: health\n"

FILES = {
    "programs/narcan-training.md": "---\ntitle: Narcan training\n---\n",
    "programs/parent-night.md": "---\ntitle: Parent night\n---\n",
    "organizers/health.md": "---\ntitle: Alder Health Department\n---\n",
    "organizers/libraries.md": "---\ntitle: Alder Libraries\n---\n",
    "venues/main-library.md": "---\ntitle: Main Library\ntown: Alder\nstreet: 120 Elm Street\n---\n",
    "venues/millbrook-library.md": "---\ntitle: Millbrook Library\ntown: Millbrook\n---\n",
    "venues/prairie-hall.md": "---\ntitle: Prairie Hall\ntown: Gary\ntimezone: America/Chicago\n---\n",
    "events/single.md": f"---\ntitle: One evening\nuid: one@x\n{BASE}venue: main-library\nstart: 2027-01-21 22:00\n"
                        "end: 2027-01-22 01:00\n---\n\nText.\n",
    "events/monthly.md": f"""---
# the county's own class
title: Second Tuesday
uid: monthly@x
{BASE}venue: main-library
start: 2026-12-08 18:00
end: '19:00'   # sharp
repeat: second Tuesday of every month
until: 2027-12-14
except:
  - 2027-05-11
tags: [one,  two]
sequence: 3
modified: 2026-11-01 08:00
---

Body with --- dashes.
""",
    "events/van.md": f"---\ntitle: Van\nuid: van@x\n{BASE}venue: prairie-hall\nstart: 2026-11-05 13:00\nduration: 1h\n"
                     "repeat: every Thursday\nconfirmed_through: 2026-12-31\nalso:\n  - 2026-12-26 10:00\n---\n",
    "events/tour.md": f"""---
title: Tour
uid: tour@x
{BASE}dates:
  - start: 2027-01-16 10:30
    end: 12:00
    venue: main-library
  - start: 2027-02-18 12:30
    end: 13:30
    venue: millbrook-library   # upstairs
    note: Full.
    note_es: Lleno.
  - start: 2027-02-18 17:30
    end: 18:30
    venue: millbrook-library
    sequence: 2
---
""",
    "events/tour.es.md": "---\ntitle: Gira\n---\n\nTexto.\n",
    "events/course.md": f"---\ntitle: Course\nuid: course@x\n{BASE}venue: main-library\nend: 12:00\nattend_all: yes\nsessions:\n"
                        "  - 2027-02-03 09:00\n  - 2027-02-10 09:00\n---\n",
    "events/fair.md": f"---\ntitle: Fair\nuid: fair@x\n{BASE}venue: main-library\nstart: 2027-08-31\nend: 2027-09-01\n---\n",
    "events/last.md": f"---\ntitle: Past pop-up\nuid: last@x\n{BASE}venue: main-library\nstart: 2026-12-01 10:00\nend: 11:00\n---\n",
    "events/careless.md": f"---\r\ntitle: \"Careless: one\"\r\n{BASE}venue: main-library\r\nStart: Dec 12, 2026 6 pm   # noon?\r\n"
                          "end: 7pm\r\nkit: nasal\r\n---\r\n\r\nTwo  spaces \r\n".replace(BASE, BASE.replace("\n", "\r\n")),
    "events/plain.md": "Title: Plain\nProgram: narcan-training\nOrganizer: health\nVenue: main-library\n"
                       "Start: 2026-12-20 10:00\nEnd: 11:00\n\nText.\n",
    "events/draft.md": f"---\ntitle: Draft\nuid: draft@x\ndraft: yes\n{BASE}venue: main-library\n"
                       "start: 2027-03-01 10:00\nend: 11:00\n---\n",
    "events/broken.md": "---\ntitle: Broken\nprogram: narcan-trainin\nstart: 2027-13-01\n---\n",
}


class County:
    """A copy of the county in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        for name, text in FILES.items():
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        (folder / "pelicanconf.py").write_text(
            'SITENAME = "Alder"\nSITEURL = "https://alder.test"\nTIMEZONE = "America/New_York"\nWORKSHOPS_LANGUAGES = ["en", "es"]\n')

    def run(self, *arguments: str, now: str = NOW) -> Result:
        """Run a command on the county, without a terminal."""
        return CliRunner().invoke(main, ["--content", str(self.content), *arguments], env={"SOURCE_DATE_EPOCH": now})

    def ok(self, *arguments: str, now: str = NOW) -> str:
        """Run a command that must succeed; returns what it printed."""
        result = self.run(*arguments, now=now)
        assert result.exit_code == 0, result.output
        return result.output

    def read(self, name: str) -> str:
        """Return the text of an event's file, its line ends as they are."""
        return (self.content / "events" / f"{name}.md").read_bytes().decode()

    def state(self) -> dict[str, bytes]:
        """Return every file of the folder, hidden ones too."""
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}

    def changed(self, name: str) -> tuple[list[str], list[str]]:
        """Return the lines that an event's file lost and gained."""
        before, after = FILES[f"events/{name}.md"].splitlines(), self.read(name).splitlines()
        return [line for line in before if line not in after], [line for line in after if line not in before]
