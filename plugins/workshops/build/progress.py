"""How far a build is, for whoever watches it in a terminal: a bar that comes when a build takes over a second.

Nothing is shown where nobody looks (a pipe, a file, continuous integration), and a short build shows nothing, so
that an edit does not flicker. Counting a step costs next to nothing; rich is imported when the bar first shows.
"""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")
AFTER_SECONDS = 1.0
EVERY_SECONDS = 0.1


class Progress:
    """Counts the steps of a build's stages; shows nothing itself. Where nobody looks, this is all there is."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage of `total` steps, None where nobody knows how many."""

    def step(self, count: int = 1) -> None:
        """Count steps that are done."""

    def close(self) -> None:
        """Take the bar away; the build is over."""

    def counting(self, items: Sequence[T], weight: int) -> Sequence[T]:
        """Return the items, counted as they are taken where anybody looks; one stands for `weight` steps."""
        return items

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Counted(Sequence[T]):
    """A list that counts what is taken out of it; one item stands for `weight` steps."""

    def __init__(self, items: Sequence[T], progress: Progress, weight: int) -> None:
        self._items, self._progress, self._weight = items, progress, weight

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: Any) -> Any:
        return self._items[index]

    def __iter__(self) -> Iterator[T]:
        for item in self._items:
            yield item
            self._progress.step(self._weight)


class Bar(Progress):
    """Shows the stage, a bar and the time that is left, once the build has taken `after` seconds."""

    def __init__(self, console: Callable[[], Console], after: float = AFTER_SECONDS,
                 clock: Callable[[], float] = perf_counter) -> None:
        self._console, self._clock = console, clock
        self._next = clock() + after
        self._name, self._done = "", 0
        self._total: int | None = None
        self._bar: Any = None
        self._task: Any = None

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage."""
        self._name, self._total, self._done = name, total, 0
        if self._bar is not None:
            self._bar.reset(self._task, description=name, total=total)
        self.step(0)

    def step(self, count: int = 1) -> None:
        """Count steps; the terminal is told a few times a second."""
        self._done += count
        now = self._clock()
        if now >= self._next:
            self._next = now + EVERY_SECONDS
            self._show()

    def counting(self, items: Sequence[T], weight: int) -> Sequence[T]:
        """Return the items, counted as they are taken."""
        return Counted(items, self, weight)

    def _show(self) -> None:
        if self._bar is None:
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as RichProgress

            self._bar = RichProgress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                                     console=self._console(), transient=True, auto_refresh=False)
            self._bar.start()
            self._task = self._bar.add_task(self._name, total=self._total)
        self._bar.update(self._task, completed=self._done, refresh=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar.live.refresh()  # where it was shown below something else, that is drawn again without it
            self._bar = None


_shown: list[Progress] = [Progress()]


def current() -> Progress:
    """Return what shows the build that runs now."""
    return _shown[0]


def abandon() -> None:
    """Show nothing more in this process: it is a child, and the terminal is its parent's."""
    _shown[0] = Progress()


def show_on(progress: Progress) -> None:
    """Let the builds of this process be shown from now on; what showed them before is closed."""
    _shown[0].close()
    _shown[0] = progress


def progress_for(
    stream: TextIO,
    environment: Mapping[str, str] = os.environ,
    *,
    quiet: bool = False,
    on: Console | None = None,
) -> Progress:
    """Return a bar for a terminal, and a silent count for everything else; `on` is a console that shows things already."""
    if quiet or environment.get("CI") or environment.get("TERM") == "dumb" or not stream.isatty():
        return Progress()

    def console() -> Console:
        from rich.console import Console

        return on or Console(file=stream)

    return Bar(console)


def timings_text(timings: Mapping[str, float]) -> str:
    """Write how long each stage took, the sum last."""
    width = max(map(len, (*timings, "together")))
    rows = [*timings.items(), ("together", sum(timings.values()))]
    return "\n".join(f"  {name:<{width}} {seconds:8.3f} s" for name, seconds in rows)
