"""Builds the same events with this project and with its peers, in turns, and compares.

    make bench                                           all sizes, and docs/performance.md
    python -m bench.run --sizes 1000 --tools ours,hugo   (in tests/) a quick look

cold: everything that earlier builds left is removed; one whole build. The tools take turns, so that
whatever else the machine does hits all alike. after one edit: one event gets a new sentence and starts an
hour later; its marker must then stand in the event's page, its own calendar file, its program's feed and
the full one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from . import gen
from .measure import Run, busy, machine, on_ram_disk, timed
from .tools import TOOLS, Tool, Workplace
from .verify import Found, digests, holding, verify

DEFAULT_TOOLS = ("ours", "full", "hugo", "eleventy", "pelican")


@dataclass
class Outcome:
    """What was measured of one tool at one size."""

    tool: str
    count: int
    cold: list[Run] = field(default_factory=list)
    warm: list[Run] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    changed: int = 0
    """Files whose bytes changed after the last edit."""
    marked: tuple[int, int] = (0, 0)
    """Pages and calendar files that showed the last edit."""
    complaints: list[str] = field(default_factory=list)

    def median(self, kind: str, what: str) -> float | None:
        """Return the median of `wall`, `cpu` or `memory` over the cold or warm runs."""
        runs: list[Run] = getattr(self, kind)
        return statistics.median(getattr(run, what) for run in runs) if runs else None


def say(text: str) -> None:
    """Tell how far the benchmark is."""
    print(text, file=sys.stderr, flush=True)


def cold_round(
    places: dict[str, Workplace], outcomes: dict[str, Outcome], number: int, options: argparse.Namespace
) -> None:
    """Let every tool build once from nothing."""
    for name, place in places.items():
        if number and place.tool.slow and place.count > 1000:
            continue
        place.reset()
        run = timed(place.command("cold"), place.folder, place.log, options.timeout)
        outcomes[name].cold.append(run)
        note_failure(place, run, outcomes[name])
        say(f"  {place.count} cold {name}: {run.wall:.2f} s, {run.memory:.0f} MB")


def note_failure(place: Workplace, run: Run, outcome: Outcome) -> None:
    """Remember a build that failed, with the end of what it said."""
    if run.status:
        outcome.complaints.append(
            f"exit status {run.status}: {place.log.read_text(errors='replace')[-300:].strip()}"
        )


def prime(place: Workplace, options: argparse.Namespace) -> None:
    """Build once with the command of warm builds, so that caches are there; not counted."""
    place.reset()
    timed(place.command("warm"), place.folder, place.log, options.timeout)


def warm_round(place: Workplace, outcome: Outcome, number: int, options: argparse.Namespace) -> None:
    """Edit one event and build again."""
    marker = f"ROOM-{number}-{place.count}-X"
    edited = gen.edited(gen.event((number * 7919 + 13) % place.count), marker)
    before = digests(place.out) if number == 0 else {}
    gen.write_event(edited, place.content, place.tool.flavour)
    run = timed(place.command("warm"), place.folder, place.log, options.timeout)
    outcome.warm.append(run)
    note_failure(place, run, outcome)
    if number == 0:
        after = digests(place.out)
        outcome.changed = sum(before.get(name) != digest for name, digest in after.items())
        outcome.marked = holding(place.out, marker)
        if outcome.marked[0] < 1 or outcome.marked[1] < 3:
            outcome.complaints.append(
                f"the edit stands in {outcome.marked[0]} pages and {outcome.marked[1]} calendar files"
            )
    say(
        f"  {place.count} after one edit {place.tool.name}: {run.wall:.2f} s, {outcome.changed} files changed"
    )


def wake(tools: list[Tool], options: argparse.Namespace) -> None:
    """Let every tool build a few events, not counted, so that its program is in memory."""
    for tool in tools:
        place = Workplace(tool, 20, options.work)
        timed(place.command("cold"), place.folder, place.log, options.timeout)
        shutil.rmtree(place.folder)


def measure_size(count: int, tools: list[Tool], options: argparse.Namespace) -> list[Outcome]:
    """Measure all tools with a corpus of one size."""
    places = {tool.name: Workplace(tool, count, options.work) for tool in tools}
    outcomes = {tool.name: Outcome(tool.name, count) for tool in tools}
    rounds = options.rounds or (5 if count <= 1000 else 3 if count <= 10000 else 1)
    for number in range(rounds):
        cold_round(places, outcomes, number, options)
    for name, place in places.items():
        outcomes[name].found = verify(place.out, count)
        outcomes[name].complaints += outcomes[name].found.complaints(count, len(gen.PROGRAMS))
    if not options.no_warm:
        for place in places.values():
            prime(place, options)
        for number in range(rounds):
            for name, place in places.items():
                if not (number and place.tool.slow and count > 1000):
                    warm_round(place, outcomes[name], number, options)
    if not options.keep:
        for place in places.values():
            shutil.rmtree(place.folder)
    return list(outcomes.values())


def chosen(names: str) -> list[Tool]:
    """Return the tools by name that are installed; says which are left out."""
    found = []
    for name in names.split(","):
        tool = TOOLS[name]
        if tool.path is None:
            say(f"{tool.title} is not installed (sh tests/bench/setup.sh) and is left out")
        else:
            found.append(tool)
    return found


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the builds of this project and its peers.")
    parser.add_argument("--sizes", default="1000,10000", help="numbers of events, with commas")
    parser.add_argument("--tools", default=",".join(DEFAULT_TOOLS), help=f"of {', '.join(TOOLS)}")
    parser.add_argument(
        "--rounds", type=int, default=0, help="default: 5 up to 1000 events, 3 up to 10000, else 1"
    )
    parser.add_argument("--no-warm", action="store_true", help="cold builds only")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path("/dev/shm/workshops-bench"),
        help="where to build; a RAM disk, so that the tools and not the disk are measured",
    )
    parser.add_argument("--timeout", type=float, default=540, help="seconds for one build")
    parser.add_argument("--json", type=Path, help="also write every number here")
    parser.add_argument("--keep", action="store_true", help="keep the work folders")
    return parser.parse_args()


def table(outcomes: list[Outcome]) -> str:
    """Write the comparison as Markdown, a table for each size, ratios to Hugo in brackets."""
    lines: list[str] = []
    for count in sorted({outcome.count for outcome in outcomes}):
        rows = [outcome for outcome in outcomes if outcome.count == count]
        hugo = next((outcome for outcome in rows if outcome.tool == "hugo"), None)
        lines += [
            "",
            f"### {count:,} events",
            "",
            "| | cold, s | of processors | after one edit, s | of processors | memory, MB | files | MB | changed by the edit |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        for row in rows:
            cells = [
                beside(row, hugo, "cold", "wall", "{:.2f}"),
                beside(row, hugo, "cold", "cpu", "{:.2f}"),
                beside(row, hugo, "warm", "wall", "{:.2f}"),
                beside(row, hugo, "warm", "cpu", "{:.2f}"),
                beside(row, hugo, "cold", "memory", "{:.0f}"),
            ]
            lines.append(
                f"| {TOOLS[row.tool].title} | {' | '.join(cells)} | {row.found.files:,} | "
                f"{row.found.size / 1e6:.1f} | {row.changed or ''} |"
            )
        lines += [f"\n{TOOLS[row.tool].title}: {text}" for row in rows for text in row.complaints]
    return "\n".join(lines)


def beside(row: Outcome, hugo: Outcome | None, kind: str, what: str, form: str) -> str:
    """Write a median with its ratio to Hugo's."""
    own, other = row.median(kind, what), hugo.median(kind, what) if hugo else None
    if own is None:
        return ""
    ratio = f" ({own / other:.2f})" if other and row is not hugo else ""
    return form.format(own) + ratio


def main() -> int:
    options = read_options()
    options.work.mkdir(parents=True, exist_ok=True)
    if busy() > 0.5:
        say("this machine is busy: the numbers will be too high, those of all tools alike")
    outcomes: list[Outcome] = []
    tools = chosen(options.tools)
    wake(tools, options)
    for count in map(int, options.sizes.split(",")):
        outcomes += measure_size(count, tools, options)
    head = [machine(), "on a RAM disk" if on_ram_disk(options.work) else f"in {options.work}"]
    if options.json:
        options.json.write_text(
            json.dumps({"machine": head, "outcomes": [asdict(o) for o in outcomes]}, indent=1)
        )
    if not options.keep:
        shutil.rmtree(options.work)
    print("; ".join(head) + "\n" + table(outcomes))
    return 1 if any(outcome.complaints for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
