"""`workshops check` beside a stock Pelican build of the same events: it must take less than a quarter of the time.

    python -m bench.check --events 10000 --rounds 3      (in tests/)

The two take turns, so that whatever else the machine does hits both alike. Ends with 1 when the check is too slow or
found errors in the corpus, and with 2 when stock Pelican is not installed (`setup.sh`).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from .measure import Run, timed
from .tools import TOOLS, Tool, Workplace

SHARE = 0.25
CHECK = Tool("check", "workshops check", "workshops", "PYTHONPATH={root}/plugins {bin}/python -m workshops check {content}")


def median(runs: list[Run]) -> float:
    """Return the median of the seconds that runs took."""
    return statistics.median(run.wall for run in runs)


def main() -> int:
    """Measure, print one line for each and the ratio; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--timeout", type=float, default=1800)
    options = parser.parse_args()
    if TOOLS["pelican"].path is None:
        print("stock Pelican is not installed: run setup.sh", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        places = [Workplace(tool, options.events, Path(folder)) for tool in (CHECK, TOOLS["pelican"])]
        runs: dict[str, list[Run]] = {place.tool.title: [] for place in places}
        for _ in range(options.rounds):
            for place in places:
                place.reset()
                runs[place.tool.title].append(timed(place.command("cold"), place.folder, place.log, options.timeout))
        failed = any(run.status for found in runs.values() for run in found)
        for place in places if failed else ():
            print(place.log.read_text(errors="replace")[-500:], file=sys.stderr)
        for title, found in runs.items():
            memory = max(run.memory for run in found)
            print(f"{title}: {median(found):.2f} s (median of {len(found)}), {memory:.0f} MB")
    check, build = (median(found) for found in runs.values())
    print(f"check takes {check / build:.1%} of the build; allowed are {SHARE:.0%}")
    return 1 if failed or check >= SHARE * build else 0


if __name__ == "__main__":
    sys.exit(main())
