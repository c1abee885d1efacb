"""One file to publish: where, what it depends on, how it is made."""
from __future__ import annotations

from collections.abc import Callable, Sequence
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


Rows = Callable[[str, Sequence[bytes], Callable[[int], bytes]], list[bytes | memoryview]]
"""Returns the rows of one kind by their keys, each of which names all that its row depends on: what was made for a key
before, else what the function makes of the row's place in the list."""


def made_now(kind: str, keys: Sequence[bytes], make: Callable[[int], bytes]) -> list[bytes | memoryview]:
    """Make all rows, where nothing remembers them (see `Rows`)."""
    return [make(number) for number in range(len(keys))]
