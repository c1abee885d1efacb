"""Runs the whole benchmark and writes docs/performance.md: `make bench`.

Each part can be run alone (`--only check,watch`); what the other parts measured before is kept in
`.cache/bench.json`, so that the page can be written in several sittings. The words about what was not reached are
written by hand, in `notes.md` beside this file.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, fields
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from . import stages, watch
from .check import measure_check
from .measure import Run, busy, machine
from .run import DEFAULT_TOOLS, Outcome, chosen, measure_size, table, wake
from .tools import ROOT, TOOLS
from .verify import Found

PAGE = ROOT / "docs" / "performance.md"
KEPT = ROOT / ".cache" / "bench.json"
NOTES = Path(__file__).with_name("notes.md")
GROWTH = (100, 1_000, 10_000, 30_000, 100_000)
TARGETS = (  # what, tool, kind, measure, size, at most this part of Hugo's
    ("like for like, from nothing", "ours", "cold", "wall", 10_000, 1 / 2),
    ("like for like, from nothing", "ours", "cold", "wall", 30_000, 1 / 2),
    ("like for like, after one edit", "ours", "warm", "wall", 10_000, 1 / 10),
    ("like for like, after one edit", "ours", "warm", "wall", 30_000, 1 / 10),
    ("like for like, memory", "ours", "cold", "memory", 10_000, 1 / 3),
    ("full default site, from nothing", "full", "cold", "wall", 10_000, 1.5),
    ("full default site, after one edit", "full", "warm", "wall", 10_000, 1 / 5),
)


def note(part: str) -> dict[str, Any]:
    """Say on what machine a part was measured, and how busy that was when it began."""
    return {"machine": machine(), "python": platform.python_version(), "pelican": version("pelican"), "load": round(busy(), 2)}


def measure_sizes(options: argparse.Namespace) -> dict[str, Any]:
    """Compare all tools at all sizes, the slow ones up to ten thousand events."""
    settings = SimpleNamespace(work=options.work, timeout=540, rounds=options.rounds, no_warm=False, keep=False)
    wake(chosen(",".join(DEFAULT_TOOLS)), settings)  # type: ignore[arg-type]
    found: list[Outcome] = []
    for count in options.sizes:
        names = DEFAULT_TOOLS if count <= 10_000 else ("ours", "full", "hugo")
        found += measure_size(count, chosen(",".join(names)), settings)  # type: ignore[arg-type]
    return {"outcomes": [asdict(one) for one in found]}


def measure_growth(options: argparse.Namespace) -> dict[str, Any]:
    """Build from nothing at sizes that lie far apart, like for like."""
    settings = SimpleNamespace(work=options.work, timeout=900, rounds=1, no_warm=True, keep=False)
    rows = []
    for count in options.growth:
        outcome = measure_size(count, [TOOLS["ours"]], settings)[0]  # type: ignore[arg-type]
        rows.append([count, outcome.cold[0].wall, outcome.cold[0].memory])
    return {"rows": rows}


def measure_watch(options: argparse.Namespace) -> dict[str, Any]:
    """Time from an edit to the reload."""
    found = [one for count in (1_000, 10_000) for one in watch.measure(
        count, options.edits, options.work, ["ours", "full", "hugo", "eleventy"])]
    return {"seen": [asdict(one) for one in found]}


def measure_stages(options: argparse.Namespace) -> dict[str, Any]:
    """Seconds by stage of both profiles."""
    return {name: stages.stage_columns(10_000, name, options.work) for name in stages.SETTINGS}


PARTS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "sizes": measure_sizes,
    "growth": measure_growth,
    "check": lambda options: measure_check(10_000, options.work, 1),
    "watch": measure_watch,
    "stages": measure_stages,
}


def outcome_of(row: dict[str, Any]) -> Outcome:
    """Read back an outcome that was kept."""
    runs = {kind: [Run(**run) for run in row[kind]] for kind in ("cold", "warm")}
    rest = {f.name: row[f.name] for f in fields(Outcome) if f.name not in (*runs, "found", "marked")}
    return Outcome(**rest, **runs, found=Found(**row["found"]), marked=tuple(row["marked"]))


def targets_text(outcomes: list[Outcome]) -> list[str]:
    """Write the targets beside what was measured, in seconds by the clock and, for a busy machine, of processors."""
    by = {(one.tool, one.count): one for one in outcomes}
    lines = ["| target | events | at most, of Hugo's | measured | of processor time | |", "| --- | --- | --- | --- | --- | --- |"]
    for what, tool, kind, measure, count, most in TARGETS:
        own, hugo = by.get((tool, count)), by.get(("hugo", count))
        mine, theirs = (one.median(kind, measure) if one else None for one in (own, hugo))
        if mine is None or not theirs or own is None or hugo is None:
            continue
        ratio, verdict = mine / theirs, "reached" if mine <= most * theirs else "not reached"
        busy_ratio = (own.median(kind, "cpu") or 0) / (hugo.median(kind, "cpu") or 1)
        processors = "" if measure == "memory" else f"{busy_ratio:.2f}"
        lines.append(f"| {what} | {count:,} | {most:.2f} | {ratio:.2f} | {processors} | {verdict} |")
    return lines


def growth_text(rows: list[list[float]]) -> list[str]:
    """Write how time and memory grow."""
    lines = ["| events | from nothing, s | ms an event | memory, MB |", "| --- | --- | --- | --- |"]
    return lines + [f"| {count:,.0f} | {wall:.2f} | {wall / count * 1000:.2f} | {memory:.0f} |" for count, wall, memory in rows]


def watch_text(seen: list[dict[str, Any]]) -> list[str]:
    """Write how long an edit takes to be seen."""
    lines = ["| | 1,000 events, ms | 10,000 events, ms |", "| --- | --- | --- |"]
    for tool in dict.fromkeys(one["tool"] for one in seen):
        cells = []
        for count in (1_000, 10_000):
            one = next((watch.Seen(**o) for o in seen if (o["tool"], o["count"]) == (tool, count)), None)
            cells.append(f"{one.median * 1000:.0f}" if one else "")
        lines.append(f"| {TOOLS[tool].title} | {' | '.join(cells)} |")
    return lines


def page(kept: dict[str, dict[str, Any]]) -> str:
    """Write docs/performance.md."""
    lines = ["# How fast it is", "",
             "Measured by `make bench`, which builds the same events with this project and with what people would use instead,",
             "in turns, on the same machine (`tests/bench/`). Every build is checked: all pages, files and feeds are there, and",
             "every event of the full feed begins at the right moment, in its zone, with its rule. The number in brackets is the",
             "part of Hugo's. *Like for like* writes what the other tools write (`tests/bench/like_for_like.py`); the *full default",
             "site* has all pages in two languages, all feeds and data files."]
    if "sizes" in kept:
        outcomes = [outcome_of(row) for row in kept["sizes"]["outcomes"]]
        lines += ["", "## Targets", "", *targets_text(outcomes), "", "## Builds", "", measured(kept["sizes"]), table(outcomes)]
    if "growth" in kept:
        lines += ["", "## Growth", "", measured(kept["growth"]), "", *growth_text(kept["growth"]["rows"])]
    if "watch" in kept:
        lines += ["", "## From saving to seeing", "", "From writing a file to the browser's reload (`make serve`); the other tools, to",
                  "their files being new. " + measured(kept["watch"]), "", *watch_text(kept["watch"]["seen"])]
    if "check" in kept:
        row = kept["check"]
        ratio = row["check"] / row["pelican"]
        lines += ["", "## Checking", "", f"`workshops check` on {row['count']:,} events: {row['check']:.2f} s, {ratio:.2f} of a",
                  f"stock Pelican build of the same events ({row['pelican']:.1f} s). {measured(row)}"]
    if "stages" in kept:
        lines += ["", "## Stages", "", "Seconds by stage at 10,000 events (`python -m bench.stages`). " + measured(kept["stages"])]
        for name, title in (("like", "Like for like"), ("full", "Full default site")):
            lines += ["", f"### {title}", "", stages.table(kept["stages"][name])]
    return "\n".join(lines) + "\n\n" + NOTES.read_text(encoding="utf-8")


def measured(part: dict[str, Any]) -> str:
    """Say where a part was measured, and whether the machine had other things to do."""
    other = "" if part["load"] < 0.3 else f" The machine was busy: {part['load']:.1f} other processes for each core."
    return f"{part['machine']}, RAM disk; Python {part['python']}, Pelican {part['pelican']}.{other}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the benchmark and write docs/performance.md.")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, of {', '.join(PARTS)}")
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[1_000, 10_000, 30_000])
    parser.add_argument("--growth", type=lambda text: [int(n) for n in text.split(",")], default=list(GROWTH))
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--work", type=Path, default=Path("/dev/shm/workshops-bench"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    for name in filter(None, options.only.split(",")):
        about = note(name)
        kept[name] = about | PARTS[name](options)
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(kept, indent=1))
    shutil.rmtree(options.work)
    PAGE.write_text(page(kept), encoding="utf-8")
    print(f"written: {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
