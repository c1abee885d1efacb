"""The preview as a whole: build, serve, wait for an edit, build again, tell the browsers; until Ctrl-C."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from ..build.files import FOLDERS
from .builder import Builder, Report
from .hub import Hub
from .watch import Watcher
from .web import Server

Say = Callable[[str], None]
MOST_SHOWN = 10
CODE = Path(__file__).resolve().parents[1]
"""The plugin's own code: a change there needs a new process."""


@dataclass
class Preview:
    """One preview; `settings` is the site's pelicanconf.py."""

    settings: Path | None
    content: Path
    output: Path
    port: int
    say: Say
    poll: bool = False
    timings: bool = False

    def run(self) -> None:
        """Serve until interrupted. Raises PortTaken before anything is built."""
        self.output.mkdir(parents=True, exist_ok=True)
        self.hub, self.builder = Hub(), Builder(self.settings, self.content, self.output)
        server = Server(self.port, self.output.resolve(), self.hub)
        threading.Thread(
            target=server.serve_forever, name="web", daemon=True, kwargs={"poll_interval": 0.2}
        ).start()
        signal.signal(signal.SIGTERM, interrupt)
        self.watcher = self.watch([])
        try:
            self.build(set())
            self.say(f"The site is at {server.address} (Ctrl-C ends the preview)")
            while True:
                self.build(self.watcher.next())
        except KeyboardInterrupt:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(
                    number, signal.SIG_IGN
                )  # an impatient second Ctrl-C must not leave the builder behind
            self.say("\nThe preview has ended.")
        finally:
            self.watcher.stop()
            self.builder.end()
            server.shutdown()
            server.server_close()

    def watch(self, more: list[str], old: Watcher | None = None) -> Watcher:
        """Watch content, code and settings, and the folders that a build told of."""
        single = [self.settings] if self.settings else []
        return Watcher([self.content, CODE, *map(Path, more)], single, self.say, self.poll, old)

    def watch_more(self, folders: list[str]) -> None:
        """Watch what a build told of, if it is not watched yet; no edit is lost in between."""
        if not set(folders) <= set(self.watcher.paths):
            old, self.watcher = self.watcher, self.watch(folders, self.watcher)
            self.watcher.take_over(old)

    def build(self, changed: set[str]) -> Report:
        """Build once; a change of code or settings gets a new process."""
        if any(self.needs_restart(path) for path in changed):
            self.builder.end()
        began = time.perf_counter()
        reloaded = False

        def early(pages: Report) -> None:
            """Pages first: people who look at one need not wait for calendars."""
            nonlocal reloaded
            if changed and pages.changed:
                reloaded = True
                self.hub.publish(True, self.notice(pages), done=False)

        report = self.builder.build(early)
        report.seconds = time.perf_counter() - began
        if not report.failure:
            self.watch_more(report.watched)
        if not changed:
            self.known = set(report.mistakes)
        reload = not report.failure and not reloaded and (report.changed > 0 or self.others(changed))
        self.hub.publish(reload, self.notice(report))
        self.say(summary(report, changed))
        if self.timings:
            self.say(
                "  " + ", ".join(f"{stage} {seconds:.3f} s" for stage, seconds in report.timings.items())
            )
        return report

    def notice(self, report: Report) -> str:
        """Say what browsers show: why there is no new build, else mistakes that were not there at the start."""
        if report.failure:
            return report.failure
        return "\n".join([text for text in report.mistakes if text not in self.known][:MOST_SHOWN])

    def others(self, changed: set[str]) -> bool:
        """Whether something changed that Pelican itself publishes, so that nobody counted: pictures, theme, articles."""
        ours = tuple(f"{self.content.resolve() / folder}{os.sep}" for folder in FOLDERS)
        return any(not path.startswith(ours) for path in changed)

    def needs_restart(self, path: str) -> bool:
        """Whether a changed file is read only once by a process: Python code, message catalogues, settings."""
        settings = str(self.settings.resolve()) if self.settings else None
        return path == settings or path.startswith(f"{CODE}{os.sep}") or path.endswith(".py")


def interrupt(number: int, frame: FrameType | None) -> None:
    """End on SIGTERM as on Ctrl-C."""
    raise KeyboardInterrupt


def summary(report: Report, changed: set[str]) -> str:
    """Say in the terminal what came of a build, mistakes first."""
    lines = [f"error: {report.failure}"] if report.failure else []
    lines += [f"error: {text}" for text in report.mistakes[:MOST_SHOWN]]
    if len(report.mistakes) > MOST_SHOWN:
        lines.append(f"... and {len(report.mistakes) - MOST_SHOWN} more; `workshops check` shows them all")
    names = sorted(os.path.relpath(path) for path in changed if os.path.exists(path) or len(changed) == 1)
    what = f"{', '.join(names[:3])}{' ...' if len(names) > 3 else ''}: " if names else ""
    if report.failure:
        lines.append(f"{what}nothing was built; the site is as it was")
    else:
        held = f", {len(report.held)} kept as before" if report.held else ""
        lines.append(
            f"{what}{report.changed} files changed, {report.events} events{held}, {report.seconds:.2f} seconds"
        )
    return "\n".join(lines)
