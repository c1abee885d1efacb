"""The README is true: its commands work, one after the other, and its links lead somewhere."""
from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pelican_run import DAY, NOW, ROOT

TEXT = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^((?:    .*\n)+)", TEXT, re.M)
COMMANDS = [line.split("  #")[0].strip() for block in BLOCKS for line in block.splitlines()]
SAMPLE = re.search(r"Save this as `(.*?)`:\n\n```\n(.*?)```", TEXT, re.S)
ASKS = {"workshops new", "make serve", "make test", ". .venv/bin/activate"}
"""Commands that wait for somebody, and what is tested elsewhere (tests/test_cli_terminal.py, tests/test_serve.py)."""


def test_the_three_commands_come_first() -> None:
    assert [command.split()[:2] for command in COMMANDS[:3]] == [["make", "site"], ["make", "serve"], ["make", "test"]]
    assert set(COMMANDS) >= ASKS


def test_every_command_of_the_readme_works_in_its_order(tmp_path: Path) -> None:
    assert SAMPLE
    skipped = shutil.ignore_patterns(".git", ".venv", "node_modules", "output", ".cache", "tests", ".mypy_cache", ".ruff_cache")
    here = Path(shutil.copytree(ROOT, tmp_path / "site", ignore=skipped))
    programs = here / ".venv" / "bin"
    programs.mkdir(parents=True)
    (here / ".venv" / "installed").touch()
    for name in ("pelican", "workshops"):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {name} "$@"\n')
        (programs / name).chmod(0o755)
    (here / SAMPLE[1]).write_text(SAMPLE[2], "utf-8")
    path = os.pathsep.join((str(programs), "/usr/bin", "/bin"))
    env = {"PATH": path, "PYTHONPATH": str(here / "plugins"), "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": str(NOW)}
    ran = [command for command in COMMANDS if command not in ASKS]
    assert len(ran) > 10
    for command in ran:
        env["SOURCE_DATE_EPOCH"] = str(NOW + (100 if " done " in command else 0) * DAY)  # what is over is over
        done = subprocess.run(shlex.split(command), cwd=here, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    page = (here / "output/events/library-march/index.html").read_text("utf-8")
    assert "Save a life in one hour" in page and "The library is closed that day." in page
    assert re.search(r"^uid: \S+@\S+$", (here / SAMPLE[1]).read_text("utf-8"), re.M)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https?:|#)([^)#]+)", TEXT))))
def test_every_link_of_the_readme_leads_to_a_file(target: str) -> None:
    assert (ROOT / target).is_file()


def test_every_page_of_the_documentation_is_in_the_index() -> None:
    missing = [path.name for path in sorted((ROOT / "docs").glob("*.md")) if f"(docs/{path.name})" not in TEXT]
    assert not missing, f"README.md does not name {missing}"
