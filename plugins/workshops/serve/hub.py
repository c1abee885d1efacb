"""What the preview has to tell open browsers: that there is a new build, or that the last edit has a mistake.

Every browser gets a queue of its own. One that connects is told at once how things stand, so that a page which was
loaded just before a build ended, or which slept, catches up.
"""

from __future__ import annotations

import json
import queue
import secrets
import threading
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class State:
    """How things stand: the number of the build that is shown, and what is wrong with the newest edit ("" for nothing).

    `done` is no while calendars and data files are still being made.
    """

    build: str
    problem: str = ""
    done: bool = True

    def message(self) -> bytes:
        """Write the state as a server-sent event."""
        text = json.dumps(asdict(self), ensure_ascii=False)
        return f"event: state\ndata: {text}\n\n".encode()


class Hub:
    """Hands every change of state to all browsers that listen; safe to use from several threads."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._count = 0
        self._lock = threading.Lock()
        self._listeners: set[queue.SimpleQueue[State]] = set()
        self.state = State(self._name())

    def _name(self) -> str:
        return f"{self._run}.{self._count}"

    def publish(self, changed: bool, problem: str = "", done: bool = True) -> None:
        """Announce a build: whether any file of the site changed, what is wrong, and whether it is over."""
        with self._lock:
            self._count += changed
            self.state = State(self._name(), problem, done)
            for listener in self._listeners:
                listener.put(self.state)

    def join(self) -> queue.SimpleQueue[State]:
        """Add a listener; its queue begins with the present state."""
        listener: queue.SimpleQueue[State] = queue.SimpleQueue()
        with self._lock:
            listener.put(self.state)
            self._listeners.add(listener)
        return listener

    def leave(self, listener: queue.SimpleQueue[State]) -> None:
        """Remove a listener."""
        with self._lock:
            self._listeners.discard(listener)
