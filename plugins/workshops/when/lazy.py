"""Regular expressions that are compiled when they are first used.

Compiling those of dates and phrases takes longer than reading a thousand plain dates, and a build after one edit
may need none of them.
"""

import re
from collections.abc import Iterator
from functools import cached_property


class Lazy:
    """What is used here of `re.Pattern`, on an expression that is compiled at the first use."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text = text
        self.flags = flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.text, self.flags)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """Match from a position on."""
        return self.pattern.match(text, at)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole text."""
        return self.pattern.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first match."""
        return self.pattern.search(text)

    def findall(self, text: str) -> list[str]:
        """Find the texts of all matches, of an expression without groups."""
        return self.pattern.findall(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all matches, one after the other."""
        return self.pattern.finditer(text)

    def sub(self, replacement: str, text: str, count: int = 0) -> str:
        """Replace the matches."""
        return self.pattern.sub(replacement, text, count=count)
