"""`workshops check` beside a stock Pelican build of the same events: it must take less than a quarter of the time.

    python -m bench.check --events 10000 --rounds 3      (in tests/)

The two take turns, so that whatever else the machine does hits both alike. Ends with 1 when the check is too slow or
found errors in the corpus, and with 2 when stock Pelican is not installed (`setup.sh`).
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from .measure import Run, timed
from .tools import TOOLS, Tool, Workplace

SHARE = 0.25
CHECK = Tool("check", "workshops check", "workshops", "PYTHONPATH={root}/plugins {bin}/python -m workshops check {content}")


def median(runs: list[Run]) -> float:
    """Return the median of the seconds that runs took."""
    return statistics.median(run.wall for run in runs)


def measure_check(count: int, work: Path, rounds: int = 3, timeout: float = 1800) -> dict[str, Any]:
    """Time both in turns; raises RuntimeError with what a command said when one fails."""
    places = [Workplace(tool, count, work) for tool in (CHECK, TOOLS["pelican"])]
    runs: list[list[Run]] = [[], []]
    for _ in range(rounds):
        for place, done in zip(places, runs, strict=True):
            place.reset()
            run = timed(place.command("cold"), place.folder, place.log, timeout)
            if run.status:
                raise RuntimeError(f"{place.tool.title} failed: {place.log.read_text(errors='replace')[-500:]}")
            done.append(run)
    for place in places:
        shutil.rmtree(place.folder)
    check, build = runs
    return {"count": count, "check": median(check), "pelican": median(build), "memory": max(run.memory for run in check)}


def main() -> int:
    """Measure, print one line for each and the ratio; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=1800)
    options = parser.parse_args()
    if TOOLS["pelican"].path is None:
        print("stock Pelican is not installed: run setup.sh", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        try:
            row = measure_check(options.events, Path(folder), options.rounds, options.timeout)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"workshops check: {row['check']:.2f} s (median of {options.rounds}), {row['memory']:.0f} MB")
    print(f"stock Pelican: {row['pelican']:.2f} s")
    print(f"check takes {row['check'] / row['pelican']:.1%} of the build; allowed are {SHARE:.0%}")
    return 1 if row["check"] >= SHARE * row["pelican"] else 0


if __name__ == "__main__":
    sys.exit(main())
