"""One file to publish: where, what it depends on, how it is made."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Job:
    """One file of the output.

    `name` is its path from the site's root; `key` names everything that its bytes depend on (None: nobody knows, it
    is made every time); `make` is called only when the file must be written.
    """

    name: str
    key: bytes | None
    make: Callable[[], bytes]
