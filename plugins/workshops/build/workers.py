"""Work on all processors: the list is cut, forked children do their parts and send back what came of it.

A forked child has everything in memory that the parent has, so nothing is sent to it. Where the platform cannot
fork, or there is little to do, the same function runs here: same results either way.
"""
from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from .progress import abandon, current

T = TypeVar("T")
LEAST = 200
"""Below this many items a fork costs more than it saves."""


def processors() -> int:
    """Return how many processes to use: the setting in WORKSHOPS_JOBS, else the processors this process may use."""
    wanted = os.environ.get("WORKSHOPS_JOBS", "")
    if wanted.isdigit():
        return max(1, int(wanted))
    affinity = getattr(os, "sched_getaffinity", None)
    return min(8, len(affinity(0)) if affinity else os.cpu_count() or 1)


def in_parts(
    work: Callable[[Sequence[T]], Any], items: Sequence[T], stage: str = "", *, share: float = 1.0, least: int = LEAST
) -> list[Any]:
    """Call `work` on parts of `items` in several processes; returns the results in the order of the parts.

    What a child returns must pickle. `share` is how much a child gets for each item of the parent, which has the
    children's results to take in as well as its own work. An exception in a child is raised here. `stage` is what
    people read while it lasts; how far the parent is tells how far all are.
    """
    count = processors()
    shown = current()
    if items and stage:
        shown.stage(stage, len(items))
    if count < 2 or len(items) < least or not hasattr(os, "fork"):
        return [work(shown.counting(items, 1))]
    weights = [1.0] + [share] * (count - 1)
    cuts, total, done = [0], sum(weights), 0.0
    for weight in weights:
        done += weight
        cuts.append(round(len(items) * done / total))
    parts = [items[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # children share the parent's memory as long as nobody touches it
    try:
        children = [_start(work, part) for part in parts[1:]]
        try:
            results = [work(shown.counting(parts[0], count))]
        finally:
            answers = [_answer(*child) for child in children]
    finally:
        gc.unfreeze()
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
        results.append(answer)
    return results


class Beside(Generic[T]):
    """Work that a forked child does while this process goes on.

    With one processor, or where the platform cannot fork, it is done when its result is asked for. What it returns
    must pickle. At the end of the `with` block the child is over in any case.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._child: tuple[int, int] | None = None
        if processors() > 1 and hasattr(os, "fork"):
            sys.stdout.flush()
            sys.stderr.flush()
            self._child = _start(lambda _: work(), ())

    def result(self) -> T:
        """Wait for what the work returns; what it raised is raised here."""
        if self._child is None:
            return self._work()
        child, self._child = self._child, None
        answer = _answer(*child)
        if isinstance(answer, BaseException):
            raise answer
        return answer  # type: ignore[no-any-return]

    def __enter__(self) -> Beside[T]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            _answer(*self._child)


def _start(work: Callable[[Sequence[T]], Any], part: Sequence[T]) -> tuple[int, int]:
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    os.close(read)
    status = 1
    try:
        abandon()
        gc.disable()
        try:
            data = pickle.dumps(work(part), 5)
        except BaseException as error:  # told to the parent, which raises it
            data = pickle.dumps(_portable(error), 5)
        with os.fdopen(write, "wb") as pipe:
            pipe.write(data)
        status = 0
    finally:
        os._exit(status)


def _portable(error: BaseException) -> BaseException:
    try:
        pickle.loads(pickle.dumps(error))
        return error
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")


def _answer(pid: int, read: int) -> Any:
    with os.fdopen(read, "rb") as pipe:
        data = pipe.read()
    os.waitpid(pid, 0)
    return pickle.loads(data) if data else RuntimeError("a worker process died")
