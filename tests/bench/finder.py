"""How long a change of a filter takes until it is painted, with 10,000 dates to come on a slowed-down phone.

    python -m bench.finder [--events 6400] [--limit 100]

Run in `tests/`. The corpus of the benchmark becomes the finder's data of a built sample site; Chromium opens it at
375 px with its processor slowed down four times, fetches all months, and changes filters. Measured is the time from
the click to the frame after it. On a busy machine that is mostly waiting for a processor; so the time that the page's
own thread works from the click to the end of the painted frame is told beside it, four times as long as it is without
slowing down. Exits with 1 if the median of any kind of change is over the limit (on a busy machine: of that work).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from browsing import served
from playwright.sync_api import sync_playwright
from workshops.build.engine import load_files
from workshops.finder import finder_files
from workshops.locale import shipped_language
from workshops.site import Site

from . import gen
from .measure import busy

ROOT = Path(__file__).parents[2]
NOW = datetime(2027, 1, 1, 12, tzinfo=UTC)
SLOWER = 4
CHANGES = {
    "program": "input[value=narcan-training]",
    "town": "input[value=chicago]",
    "need": "input[value=places]",
    "weekday": "input[value=sat]",
    "evening": "input[value=evening]",
    "audience": "input[value=parents]",
    "host": "input[value=county-public-health]",
}
CLICK = """(where) => new Promise((done) => {
    const box = document.querySelector(where), start = performance.now();
    box.click();
    requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => done(performance.now() - start);
        painted.port2.postMessage(0);
    });
})"""
TYPE = CLICK.replace("box.click();", "box.value = box.value ? '' : 'parent'; box.dispatchEvent(new Event('input'));")


def site_with(events: int, folder: Path) -> int:
    """Build the sample site with the finder's data of the corpus; returns how many dates are to come."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    command = [sys.executable, "-m", "pelican", "content", "-o", str(folder), "-s", "pelicanconf.py", "-q",
               "-e", f'CACHE_PATH="{folder}.cache"']  # fmt: skip
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)
    shutil.rmtree(folder / "find" / "data")
    with tempfile.TemporaryDirectory() as name:
        gen.generate(events, Path(name), "workshops")
        files = {path.relative_to(name).as_posix(): path.read_bytes() for path in sorted(Path(name).rglob("*.md"))}
    catalog = load_files(files, Site(timezone="America/New_York"), NOW)
    for address, data in finder_files(catalog, NOW, [shipped_language("en")]):
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sum(o.ends > NOW.timestamp() for _, o in catalog.dates())


def wait_for(page: Any, coming: int) -> None:
    """Wait until all months are there."""
    for _ in range(600):
        text = page.locator(".finder__count").all_inner_texts()
        if text and int("".join(filter(str.isdigit, text[0])) or 0) >= coming:
            return
        page.wait_for_timeout(200)
    raise TimeoutError(f"{coming} dates did not come")


def measured(page: Any, rounds: int) -> dict[str, list[float]]:
    """Return the times of every kind of change, in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in (*CHANGES, "words")}
    for _ in range(rounds):
        for name, where in CHANGES.items():
            times[name] += [page.evaluate(CLICK, where), page.evaluate(CLICK, where)]  # on, and off again
        times["words"] += [page.evaluate(TYPE, "input[type=search]"), page.evaluate(TYPE, "input[type=search]")]
    return times


def worked(browser: Any, page: Any, rounds: int) -> dict[str, float]:
    """Return the median work of every kind of change, in milliseconds of a processor four times slower than this one."""
    found = {}
    for name, where in CHANGES.items():
        browser.start_tracing(page=page, categories=["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "cc"])
        for _ in range(2 * rounds):
            page.evaluate(CLICK, where)
            page.wait_for_timeout(250)
        events = [event for event in json.loads(browser.stop_tracing())["traceEvents"] if event["ph"] == "X" and "tdur" in event]
        clicks = [e for e in events if e["name"] == "EventDispatch" and e["args"]["data"]["type"] == "click"]
        frames = sorted((e for e in events if "BeginMainFrame" in e["name"]), key=lambda event: event["ts"])
        sums = []
        for click in clicks:
            here = (click["pid"], click["tid"])
            frame = next(e for e in frames if e["ts"] >= click["ts"] and (e["pid"], e["tid"]) == here)
            sums.append((click["tdur"] + frame["tdur"]) / 1000 * SLOWER)
        found[name] = statistics.median(sums)
    return found


def main() -> int:
    """Measure, print a table, and say whether the limit holds."""
    parser = argparse.ArgumentParser(description="How long a change of a filter takes until it is painted.")
    parser.add_argument("--events", type=int, default=6400, help="events of the corpus; each has 1.6 dates")
    parser.add_argument("--limit", type=float, default=100.0, help="milliseconds")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        coming = site_with(options.events, Path(name) / "site")
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with served(Path(name) / "site") as address:
            page = browser.new_context(viewport={"width": 375, "height": 800}, service_workers="block").new_page()
            page.clock.set_fixed_time(NOW)
            page.goto(f"{address}find/?through=2029-12")
            wait_for(page, coming)
            work = worked(browser, page, options.rounds)
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.evaluate(CLICK, CHANGES["program"]), page.evaluate(CLICK, CHANGES["program"])  # warm up
            times = measured(page, options.rounds)
        browser.close()
    loaded = busy() > 1
    if loaded:
        print(f"The machine is busy ({busy():.1f} processes a processor): look at the last column. Measure the others when it is quiet.\n")
    print(f"{coming:,} dates to come, processor {SLOWER} times slower; milliseconds until painted\n")
    print("| change | median | worst | work |\n| --- | ---: | ---: | ---: |")
    for kind, row in times.items():
        print(f"| {kind} | {statistics.median(row):.0f} | {max(row):.0f} | {f'{work[kind]:.0f}' if kind in work else ''} |")
    measures = work if loaded else {kind: statistics.median(row) for kind, row in times.items()}
    slow = [kind for kind, time in measures.items() if time > options.limit]
    print(f"\n{'over the limit: ' + ', '.join(slow) if slow else f'all below {options.limit:.0f} ms'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
