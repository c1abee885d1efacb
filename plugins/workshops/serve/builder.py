"""The process that builds, as the one that serves sees it: start it, ask for a build, read what came of it.

Questions and answers are lines of JSON. What the build prints goes to the terminal.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

END_SECONDS = 20.0
"""It ends by itself when nobody asks any more, and first writes down what it remembers."""


@dataclass
class Report:
    """What came of one build, or of the attempt.

    `failure` says in plain words why there is no new build ("" if there is one), `mistakes` what is wrong in the
    content, `held` files whose last good text was used in place of the present one. A report that is not `final` comes
    when the pages are there and the rest is still being made.
    """

    failure: str = ""
    mistakes: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    changed: int = 0
    events: int = 0
    seconds: float = 0.0
    timings: dict[str, float] = field(default_factory=dict)
    watched: list[str] = field(default_factory=list)
    """Folders that the build reads besides the content."""
    final: bool = True


class Builder:
    """A process that builds one site again and again."""

    def __init__(self, settings: Path | None, content: Path, output: Path) -> None:
        self._arguments = [str(settings or ""), str(content), str(output)]
        self._process: subprocess.Popen[str] | None = None

    def _start(self) -> subprocess.Popen[str]:
        package = Path(__file__).resolve().parents[2]
        path = os.pathsep.join(filter(None, [str(package), os.environ.get("PYTHONPATH", "")]))
        return subprocess.Popen(
            [sys.executable, "-m", "workshops.serve.worker", *self._arguments],
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )

    def build(self, early: Callable[[Report], None]) -> Report:
        """Build, starting the process where there is none; never raises for what a build does.

        `early` hears of the pages as soon as they are there.
        """
        if self._process is None:
            self._process = self._start()
        process = self._process
        assert process.stdin and process.stdout
        try:
            process.stdin.write("build\n")
            process.stdin.flush()
            for line in iter(process.stdout.readline, ""):
                report = Report(**json.loads(line))
                if report.final:
                    return report
                early(report)
        except (OSError, ValueError):
            pass
        status = self.end()
        return Report(failure=f"The build ended without an answer (exit status {status}). The terminal may say why.")

    def end(self) -> int:
        """End the process; the next build starts a new one. Returns its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        assert process.stdin and process.stdout
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        try:
            return process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
