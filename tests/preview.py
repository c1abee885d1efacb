"""A small site and a running preview of it, for the tests that ask the preview as a browser would."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = f"""
SITENAME = "Alder County"
SITEURL = "https://alder.example.org"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "en"
THEME = {str(ROOT / "theme")!r}
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]
PLUGINS = ["workshops"]
WORKSHOPS_FULL_SITE = True
WORKSHOPS_LANGUAGES = ["en", "es"]
ARTICLE_PATHS = PAGE_PATHS = STATIC_PATHS = DIRECT_TEMPLATES = []
"""
EVENT = """---
title: {title}
uid: {slug}@alder.example.org
program: training
organizer: health
venue: library
start: 2027-02-09 18:00
end: 2027-02-09 19:00
---
Bring a friend. 🎈
"""
RECORDS = {
    "programs/training.md": "title: Narcan training",
    "organizers/health.md": "title: Health Department",
    "venues/library.md": "title: Main Library\ntown: Alder",
}
WAIT = 40.0


def make_site(folder: Path, events: Sequence[str] = ("forum", "van")) -> Path:
    """Write a site with a few events; returns its content folder."""
    content = folder / "content"
    for path, fields in RECORDS.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(f"---\n{fields}\n---\n", encoding="utf-8")
    (content / "events").mkdir()
    for slug in events:
        (content / "events" / f"{slug}.md").write_text(
            EVENT.format(title=f"The {slug}", slug=slug), encoding="utf-8"
        )
    (folder / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    return content


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """A preview that runs; `site` is the folder with content/ and pelicanconf.py."""

    site: Path
    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    states: queue.Queue[dict[str, str]] = field(default_factory=queue.Queue)

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask for a path; returns status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(
                method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
        finally:
            connection.close()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file of the site."""
        file = self.site / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def listen(self) -> None:
        """Listen to the stream of builds as a browser does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        connection.request("GET", "/.workshops/events")
        stream = connection.getresponse()

        def run() -> None:
            try:
                for line in stream:
                    if line.startswith(b"data: "):
                        self.states.put(json.loads(line[6:]))
            except (OSError, ValueError, AttributeError):
                pass  # the preview has ended

        threading.Thread(target=run, daemon=True).start()

    def next_state(self) -> dict[str, str]:
        """Wait until a build is over, and return what browsers were told then."""
        while True:
            state = self.states.get(timeout=WAIT)
            if state["done"]:
                return state

    def comes_to(self, path: str, status: int, builds: int = 3) -> bool:
        """Whether a page gets a status within a few builds: a file that is being written may be seen empty first."""
        return any(self.next_state() and self.get(path)[0] == status for _ in range(builds))

    def said(self, pattern: str) -> str:
        """Wait until the terminal shows a line with a pattern, and return it."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            for line in list(self.lines):
                if re.search(pattern, line):
                    return line
            assert self.process.poll() is None or self.lines, "the preview ended without a word"
            time.sleep(0.02)
        raise AssertionError(f"nothing like {pattern!r} in:\n" + "\n".join(self.lines))

    def interrupt(self) -> int:
        """Press Ctrl-C and return the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(WAIT)


def start(site: Path, port: int, *options: str) -> Running:
    """Start the preview of a site; what it prints is gathered in `lines`."""
    command = [
        sys.executable,
        "-m",
        "workshops",
        "--content",
        str(site / "content"),
        "serve",
        "--output",
        str(site / "output"),
        "--port",
        str(port),
        *options,
    ]
    process = subprocess.Popen(
        command,
        cwd=site,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONUNBUFFERED": "1"},
    )
    running = Running(site, port, process)

    def gather() -> None:
        assert process.stdout
        for line in process.stdout:
            running.lines.append(line.rstrip("\n"))

    threading.Thread(target=gather, daemon=True).start()
    return running


@contextmanager
def preview(site: Path, *options: str) -> Iterator[Running]:
    """Run the preview of a site until the test is over."""
    running = start(site, free_port(), *options)
    try:
        running.said(r"The site is at http://127\.0\.0\.1:\d+/")
        running.listen()
        running.next_state()
        yield running
    finally:
        if running.process.poll() is None:
            running.interrupt()
        if running.process.stdout:
            running.process.stdout.close()
