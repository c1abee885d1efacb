"""From saving one event to the browser's reload: the preview, beside Hugo's and Eleventy's watch modes.

    python -m bench.watch --sizes 1000,10000      (in tests/)

The clock starts before the file is written. For this project it stops when the event that reloads pages arrives, and
the event's page, asked for then, must show the edit. The others are timed until the marker stands in the event's
page and in the full feed in their output folder, looked at every 5 ms.
"""
from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import gen
from .tools import BIN, ROOT, TOOLS, Workplace

LONGEST = 60.0
SETTINGS = """from runpy import run_path
globals().update({{k: v for k, v in run_path({settings!r}).items() if k.isupper()}})
THEME, PLUGIN_PATHS = {theme!r}, [{plugins!r}]
"""
WATCH = {"hugo": "{program} --destination {out} --quiet --watch",
         "eleventy": "node {program} --input=src --output={out} --quiet --watch"}
FULL_FEED = {"hugo": "index.ics", "eleventy": "calendar.ics"}


@dataclass
class Seen:
    """Seconds from an edit to the reload, by edit."""

    tool: str
    count: int
    seconds: list[float]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)


@contextmanager
def running(command: list[str] | str, folder: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program with its children until the block ends."""
    with log.open("ab") as stream:
        process = subprocess.Popen(command, shell=isinstance(command, str), cwd=folder, stdin=subprocess.DEVNULL, stdout=stream,
                                   stderr=stream, start_new_session=True, env={**os.environ, "TZ": "UTC"})
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def edits_of(count: int, edits: int) -> Iterator[tuple[gen.BenchEvent, str]]:
    """Give the edited events with their markers; the first is not counted."""
    for number in range(edits + 1):
        marker = f"WATCH-{number}-X"
        yield gen.edited(gen.event((number * 7919 + 13) % count), marker), marker


def ours(count: int, edits: int, root: Path, tool: str = "full") -> Seen:
    """Time the preview of this project."""
    place = Workplace(TOOLS[tool], count, root)
    settings = ROOT / ("pelicanconf.py" if tool == "full" else "tests/bench/like_for_like.py")
    (place.folder / "pelicanconf.py").write_text(SETTINGS.format(
        settings=str(settings), theme=str(ROOT / "theme"), plugins=str(ROOT / "plugins")))
    port = free_port()
    command = [str(BIN / "python"), "-m", "workshops", "--content", str(place.content), "serve", "--output", str(place.out),
               "--port", str(port)]
    seconds = []
    os.environ["PYTHONPATH"] = str(ROOT / "plugins")
    with running(command, place.folder, place.log) as process:
        stream = connect(port, process, place.log)
        for edit, marker in edits_of(count, edits):
            start = time.perf_counter()
            gen.write_event(edit, place.content, "workshops")
            done = next_state(stream)["done"]
            seconds.append(time.perf_counter() - start)
            if marker not in page(port, f"/events/{edit.slug}/"):
                raise RuntimeError(f"the reload came before the page was new: {edit.slug}")
            while not done:
                done = next_state(stream)["done"]
            time.sleep(0.5)
    shutil.rmtree(place.folder)
    return Seen(tool, count, seconds[1:])


def connect(port: int, process: subprocess.Popen[bytes], log: Path) -> http.client.HTTPResponse:
    """Listen to the preview once its first build is over."""
    end = time.monotonic() + 300
    while b"The site is at" not in log.read_bytes():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"the preview did not start; see {log}")
        time.sleep(0.1)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    connection.request("GET", "/.workshops/events")
    stream = connection.getresponse()
    next_state(stream)
    return stream


def next_state(stream: http.client.HTTPResponse) -> dict[str, Any]:
    """Wait for the next thing that browsers are told."""
    while True:
        line = stream.readline()
        if not line:
            raise RuntimeError("the preview has ended")
        if line.startswith(b"data: "):
            state: dict[str, Any] = json.loads(line[6:])
            return state


def page(port: int, path: str) -> str:
    """Return a page as a browser gets it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    connection.request("GET", path)
    return connection.getresponse().read().decode()


def other(tool: str, count: int, edits: int, root: Path) -> Seen:
    """Time the watch mode of another tool."""
    place = Workplace(TOOLS[tool], count, root)
    command = "exec " + WATCH[tool].format(program=TOOLS[tool].path, out=place.out)
    seconds = []
    with running(command, place.folder, place.log):
        wait_until_quiet(place.out)
        for edit, marker in edits_of(count, edits):
            files = [place.out / "events" / f"{edit.slug}.html", place.out / FULL_FEED[tool]]
            start = time.perf_counter()
            gen.write_event(edit, place.content, tool)
            while not all(marker in text_of(file) for file in files) and time.perf_counter() - start < LONGEST:
                time.sleep(0.005)
            seconds.append(time.perf_counter() - start)
            time.sleep(1)
    shutil.rmtree(place.folder)
    return Seen(tool, count, seconds[1:])


def text_of(file: Path) -> str:
    """Read a file that may just be written; folded lines are joined."""
    try:
        return file.read_bytes().replace(b"\r\n ", b"").decode("utf-8", "replace")
    except OSError:
        return ""


def wait_until_quiet(out: Path) -> None:
    """Wait until the first build has written nothing new for two seconds."""
    before, end = -1, time.monotonic() + 300
    while time.monotonic() < end:
        now = sum(1 for _ in out.rglob("*")) if out.exists() else 0
        if now and now == before:
            return
        before = now
        time.sleep(2)


def measure(count: int, edits: int, root: Path, tools: list[str]) -> list[Seen]:
    """Time all tools with one size of corpus."""
    found = []
    for tool in tools:
        if TOOLS[tool].path is None:
            continue
        one = ours(count, edits, root, tool) if tool in ("ours", "full") else other(tool, count, edits, root)
        shown = ", ".join(f"{s * 1000:.0f}" for s in one.seconds)
        print(f"  {count} edit to reload {tool}: {one.median * 1000:.0f} ms ({shown})", file=sys.stderr, flush=True)
        found.append(one)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Time from an edit to the reload of the browser.")
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--tools", default="full,hugo,eleventy")
    parser.add_argument("--work", type=Path, default=Path("/dev/shm/workshops-watch"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    for count in map(int, options.sizes.split(",")):
        measure(count, options.edits, options.work, options.tools.split(","))
    shutil.rmtree(options.work)


if __name__ == "__main__":
    main()
