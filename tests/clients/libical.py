"""libical, the C library under GNOME's and KDE's calendars; through the little program libical.c."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from .base import Instance, Missing, Window, run, widened

NAME = "libical"
_SOURCE = Path(__file__).with_name("libical.c")


def version() -> str:
    """The installed version; raises Missing."""
    if not shutil.which("cc") or not shutil.which("pkg-config"):
        raise Missing("a C compiler and pkg-config, to build with libical (run tests/clients/install.sh)")
    asked = subprocess.run(
        ["pkg-config", "--modversion", "libical"], capture_output=True, text=True, check=False
    )
    if asked.returncode:
        raise Missing("libical-dev (run tests/clients/install.sh)")
    return asked.stdout.strip()


@cache
def _program() -> tuple[Path, tempfile.TemporaryDirectory[str]]:
    """The compiled program, and its folder, which lives as long as this process."""
    folder = tempfile.TemporaryDirectory()
    program = Path(folder.name) / "libical-expand"
    flags = run(["pkg-config", "--cflags", "--libs", "libical"]).split()
    run(["cc", "-O1", "-o", program, _SOURCE, *flags])
    return program, folder


def expand(files: Sequence[Path], window: Window) -> list[list[Instance]]:
    """The instances of each file.  The file's VTIMEZONE counts, and a zone of its own where there is none."""
    program, _ = _program()
    shown: list[list[Instance]] = []
    for line in run([program, widened(window).end.strftime("%Y%m%dT%H%M%SZ"), *files]).splitlines():
        if line.startswith("FILE "):
            shown.append([])
            continue
        uid, start, end, all_day, cancelled, summary = line.split("\t")
        summary = re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), summary)
        shown[-1].append(
            Instance(uid, _dashed(start), _dashed(end), all_day == "1", cancelled == "1", summary)
        )
    return shown


def _dashed(text: str) -> str:
    """``20261208T230000Z`` → ``2026-12-08T23:00:00Z``, ``20261208`` → ``2026-12-08``"""
    day = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    return f"{day}T{text[9:11]}:{text[11:13]}:{text[13:]}" if "T" in text else day
