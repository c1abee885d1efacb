"""The building process: reads a line, builds, answers with a line; ends when nobody asks any more.

Started as `python -m workshops.serve.worker SETTINGS CONTENT OUTPUT`. Standard output belongs to the answers, so
whatever a plugin prints is sent to standard error, which is the terminal.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from .builder import Report


def main(settings: str, content: str, output: str) -> None:
    """Build as often as asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that serves; it ends this one
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    session: Any = None

    def tell(report: Report) -> None:
        answers.write(json.dumps(asdict(report)) + "\n")
        answers.flush()

    for _ in sys.stdin:
        try:
            if session is None:
                glue = import_module("workshops.pelican.session")  # by name: this layer stands below it
                session = glue.Session(Path(settings) if settings else None, Path(content), Path(output))
            tell(session.build(tell))
        except (Exception, SystemExit) as error:  # whatever settings and plugins of a site raise
            tell(Report(failure=explain(error)))
        gc.unfreeze()
        gc.collect()  # now, while nobody waits
    if session is not None:
        session.end()


TEMPLATES = (".html", ".xml", ".txt")


def explain(error: BaseException) -> str:
    """Say what went wrong and where: the place in a template or in the settings, else the last place at all."""
    text = str(getattr(error, "msg", "") or error).strip() or type(error).__name__
    ours = type(error).__module__.startswith("workshops") or isinstance(error, SystemExit)
    return f"{place(error)}{'' if ours else f'{type(error).__name__}: '}{text}"


def place(error: BaseException) -> str:
    """Return `file:line: `, "" where an error has no place."""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if not isinstance(file, str) or line is None:
        frames = traceback.extract_tb(error.__traceback__)
        own = [
            frame
            for frame in frames
            if frame.filename.endswith(TEMPLATES) or "conf" in Path(frame.filename).name
        ]
        if not frames:
            return ""
        frame = (own or list(frames))[-1]
        file, line = frame.filename, frame.lineno
    near = os.path.relpath(file)
    return f"{file if near.startswith('..') else near}:{line}: "


if __name__ == "__main__":
    main(*sys.argv[1:4])
