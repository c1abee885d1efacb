"""Real builds: Pelican in a process of its own, into a temporary folder."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html

ROOT = Path(__file__).parents[1]
NOW = 1795348800
"""2026-11-22 12:00 UTC."""
DAY = 86400
_KEPT = ("PATH", "HOME", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR")


@dataclass
class Site:
    """What one build made."""

    output: Path
    returncode: int
    text: str
    """What it printed."""
    files: dict[str, bytes] = field(default_factory=dict, repr=False)

    def ending(self, suffix: str) -> dict[str, bytes]:
        """Return the files with one ending."""
        return {name: data for name, data in self.files.items() if name.endswith(suffix)}

    def page(self, address: str) -> str:
        """Return the HTML of an address."""
        return self.files[f"{address}index.html"].decode()

    @cached_property
    def pages(self) -> dict[str, lxml.html.HtmlElement]:
        """All pages, parsed."""
        parser = lxml.html.HTMLParser(encoding="utf-8")
        return {name: lxml.html.document_fromstring(data, parser=parser) for name, data in sorted(self.ending(".html").items())}

    def lost_links(self) -> list[str]:
        """Return every link and asset of every page that leads to no file or to no such place on its page."""
        lost = []
        anchors = {name: set(page.xpath("//@id")) for name, page in self.pages.items()}
        for name, page in self.pages.items():
            for target in page.xpath("//@href | //@src | //@action | //@poster"):
                parts = urlsplit(target)
                if parts.scheme or parts.netloc:
                    continue
                path = os.path.normpath(os.path.join("/", os.path.dirname(name), unquote(parts.path))).lstrip("/") if parts.path else name
                if parts.path.endswith("/") or not path:
                    path = os.path.join(path, "index.html")
                if path not in self.files:
                    lost.append(f"{name}: {target}")
                elif parts.fragment and path in anchors and parts.fragment not in anchors[path]:
                    lost.append(f"{name}: {target} (no such place)")
                elif parts.fragment and path.endswith(".svg") and f'id="{parts.fragment}"' not in self.files[path].decode():
                    lost.append(f"{name}: {target} (no such icon)")
        return lost


def build(folder: Path, content: Path, *options: str, settings: Path = ROOT / "pelicanconf.py", now: int | None = NOW, cwd: Path = ROOT,
          umask: int = 0o022, name: str = "site", **env: str) -> Site:
    """Build a content folder into `folder/<name>`; `now` is the moment in seconds since 1970, None for the real clock."""
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    if now is not None:
        kept["SOURCE_DATE_EPOCH"] = str(now)
    output = folder / name
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(content),
        "-o",
        str(output),
        "-s",
        str(settings),
        "-e",
        f'CACHE_PATH="{folder / "cache"}"',
        *options,
    ]
    done = subprocess.run(
        command, cwd=cwd, env={"LANG": "C.UTF-8", **kept, **env}, umask=umask, capture_output=True, text=True, timeout=300
    )
    return Site(output, done.returncode, done.stdout + done.stderr, read(output))


def make_site(folder: Path, content: Path) -> subprocess.CompletedProcess[str]:
    """`make site STRICT=1`, with an environment that is there already."""
    scripts = folder / "checkout"
    shutil.copytree(
        ROOT,
        scripts,
        ignore=shutil.ignore_patterns(".git", ".venv", "node_modules", "output", ".cache", "tests", ".mypy_cache", ".ruff_cache"),
    )
    (scripts / ".venv" / "bin").mkdir(parents=True)
    pelican = scripts / ".venv" / "bin" / "pelican"
    pelican.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pelican "$@"\n')
    pelican.chmod(0o755)
    (scripts / ".venv" / "installed").touch()
    env = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": str(NOW), "LANG": "C.UTF-8"}
    return subprocess.run(
        ["make", "site", f"CONTENT={content}", f"OUTPUT={folder / 'strict'}", "STRICT=1"],
        cwd=scripts,
        env=env,
        capture_output=True,
        text=True,
    )


def read(output: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}


def events(calendar: bytes) -> dict[tuple[str, str], bytes]:
    """Return the VEVENTs of a feed by UID and RECURRENCE-ID, as bytes."""
    found = {}
    for block in re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", calendar, re.S):
        lines = block.replace(b"\r\n ", b"").decode().split("\r\n")
        uid, recurrence = ([line for line in lines if line.startswith(start)] for start in ("UID:", "RECURRENCE-ID"))
        found[uid[0], recurrence[0] if recurrence else ""] = block
    return found
