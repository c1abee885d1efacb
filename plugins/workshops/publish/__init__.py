"""What is made of a finished site, slower than a build and not needed to read a page: `workshops publish`.

Each step is a module with a function from the output folder to one line that says what it did. A step works on the
files as they are, so it needs neither content nor settings, and running it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .pictures import share_pictures
from .search import search_index

Step = Callable[[Path], str]
STEPS: dict[str, Step] = {"pictures": share_pictures, "search": search_index}
"""The steps by name, in their order."""

__all__ = ["STEPS", "Step"]
