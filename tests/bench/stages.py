"""Where the time of a build goes: seconds by stage, and on request the dearest functions of every stage.

    python -m bench.stages --events 10000                       (in tests/) like for like, from nothing and after an edit
    python -m bench.stages --settings full --functions 12       the full site, with cProfile in one process
    python -m bench.stages --cpu                                processor time in one process: for a busy machine

The stages are the engine's own (`Stopwatch`), what comes before its first lap is called `start`. The profiler makes
Python's calls dearer than they are and C code look cheap: it shows where to look, the plain table what it costs.
"""
from __future__ import annotations

import argparse
import cProfile
import io
import os
import pstats
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from . import gen
from .tools import ROOT

SETTINGS = {"like": ROOT / "tests/bench/like_for_like.py", "full": ROOT / "pelicanconf.py"}


def build(settings: Path, folder: Path) -> tuple[dict[str, float], Any]:
    """Build once in this process; returns seconds by stage and the engine's result."""
    began = (time.process_time if os.environ.get("BENCH_CPU") else time.perf_counter)()
    sys.path.insert(0, str(ROOT / "plugins"))
    import pelican
    from pelican import signals
    from pelican.settings import read_settings
    from workshops.pelican import hooks

    if os.environ.get("BENCH_CPU"):
        from workshops.build import engine
        from workshops.pelican import generator

        engine.time = SimpleNamespace(perf_counter=time.process_time)  # type: ignore[attr-defined]
        generator.perf_counter = time.process_time  # type: ignore[attr-defined]
    clock = time.process_time if os.environ.get("BENCH_CPU") else time.perf_counter
    imported = clock()
    paths = {"PATH": str(folder / "content"), "OUTPUT_PATH": str(folder / "out"), "CACHE_PATH": str(folder / "cache")}
    site = pelican.Pelican(read_settings(str(settings), override=paths))
    signals.finalized.disconnect(hooks.show_errors)
    ready = clock()
    site.run()
    over = clock()
    result = hooks.last.pop(str(site.output_path))
    stages = {"import": imported - began, "settings, plugins": ready - imported, **result.timings}
    stages["rest of Pelican"] = over - ready - sum(result.timings.values())
    return stages, result


def table(columns: dict[str, dict[str, float]]) -> str:
    """Write seconds by stage as a Markdown table, a column for each build."""
    names = list(dict.fromkeys(name for stages in columns.values() for name in stages))
    lines = [f"| stage | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}"]
    for name in names:
        lines.append(f"| {name} | {' | '.join(f'{stages.get(name, 0.0):.3f}' for stages in columns.values())} |")
    sums = " | ".join(f"{sum(stages.values()):.3f}" for stages in columns.values())
    return "\n".join([*lines, f"| together | {sums} |"])


def profiled(settings: Path, folder: Path, top: int) -> str:
    """Build in one process under the profiler; returns the dearest functions of each stage by own time."""
    os.environ["WORKSHOPS_JOBS"] = "1"
    sys.path.insert(0, str(ROOT / "plugins"))
    from workshops.build.engine import Stopwatch

    current, texts = [cProfile.Profile(time.process_time)], list[str]()
    plain: Callable[[Stopwatch, str], None] = Stopwatch.lap

    def lap(self: Stopwatch, stage: str) -> None:
        current[0].disable()
        texts.append(dearest(stage, current[0], top))
        plain(self, stage)
        current[0] = cProfile.Profile(time.process_time)
        current[0].enable()

    Stopwatch.lap = lap  # type: ignore[method-assign]
    current[0].enable()
    build(settings, folder)
    current[0].disable()
    return "\n".join([*texts, dearest("end", current[0], top)])


def dearest(stage: str, profile: cProfile.Profile, top: int) -> str:
    """Write the functions with most time of their own, without the profiler's heading."""
    stream = io.StringIO()
    pstats.Stats(profile, stream=stream).strip_dirs().sort_stats("tottime").print_stats(top)
    rows = stream.getvalue().partition("filename:lineno(function)\n")[2].rstrip()
    total = sum(row[2] for row in pstats.Stats(profile).stats.values())  # type: ignore[attr-defined]
    return f"\n== {stage}: {total:.2f} s under the profiler\n{rows}"


def child(*arguments: str) -> str:
    """Run this module in a process of its own and return what it printed."""
    command = [sys.executable, "-m", "bench.stages", *arguments]
    return subprocess.run(command, cwd=ROOT / "tests", check=True, text=True, stdout=subprocess.PIPE).stdout


def stage_columns(count: int, settings: str, work: Path) -> dict[str, dict[str, float]]:
    """Build from nothing, again, and after one edit, each in a process of its own."""
    folder = work / f"stages-{settings}-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    gen.generate(count, folder / "content", "workshops")
    columns = {}
    for name in ("from nothing", "nothing changed", "after one edit"):
        if name == "after one edit":
            gen.write_event(gen.edited(gen.event(13), "STAGES-X"), folder / "content", "workshops")
        text = child("--one", str(folder), "--settings", settings)
        rows = (line.rpartition("\t") for line in text.splitlines() if "\t" in line)
        columns[name] = {stage: float(seconds) for stage, _, seconds in rows}
    shutil.rmtree(folder)
    return columns


def main() -> None:
    parser = argparse.ArgumentParser(description="Show where the time of a build goes.")
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--settings", choices=list(SETTINGS), default="like")
    parser.add_argument("--functions", type=int, default=0, help="also show so many functions of each stage")
    parser.add_argument("--warm", action="store_true", help="profile the functions of a build after one edit")
    parser.add_argument("--cpu", action="store_true", help="count processor time, in one process")
    parser.add_argument("--work", type=Path, default=Path("/dev/shm/workshops-stages"))
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    settings = SETTINGS[options.settings]
    if options.one:
        stages, _ = build(settings, options.one)
        print("\n".join(f"{name}\t{seconds}" for name, seconds in stages.items()))
        return
    if options.cpu:
        os.environ["BENCH_CPU"] = os.environ["WORKSHOPS_JOBS"] = "1"
    print(table(stage_columns(options.events, options.settings, options.work)))
    if options.functions:
        folder = options.work / "profile"
        shutil.rmtree(folder, ignore_errors=True)
        gen.generate(options.events, folder / "content", "workshops")
        if options.warm:
            child("--one", str(folder), "--settings", options.settings)
            gen.write_event(gen.edited(gen.event(13), "STAGES-X"), folder / "content", "workshops")
        print(profiled(settings, folder, options.functions))
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
