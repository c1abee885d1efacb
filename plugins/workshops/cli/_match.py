"""Finding what somebody means among venues, organizers and words, from a few letters.

Pure: the same letters and choices give the same order on every machine.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..catalog import slugify


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: the key that is written into the file, and its name for people."""

    key: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.label} ({self.key})" if self.label and self.label != self.key else self.key


def exactly(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the one choice whose key or name is `text`, whatever its case and accents."""
    wanted = slugify(text)
    return next((choice for choice in choices if wanted and wanted in (slugify(choice.key), slugify(choice.label))), None)


def nearest(text: str, choices: Sequence[Choice], most: int = 6) -> list[Choice]:
    """Return the choices that `text` may mean, the best first.

    First those whose key or name begins with it, then those with a word that does, then those that contain it; where
    there are none, those spelled much like it.
    """
    wanted = slugify(text).replace("-", " ")
    if not wanted:
        return list(choices[:most])
    names = [[slugify(name).replace("-", " ") for name in (choice.label, choice.key) if name] for choice in choices]
    ranked: list[tuple[float, int]] = [(rank, i) for i, own in enumerate(names) if (rank := min(_rank(wanted, name) for name in own)) < 3]
    if not ranked:
        ranked = [(-likeness, i) for i, own in enumerate(names) if (likeness := max(_likeness(wanted, name) for name in own)) >= 70]
    return [choices[i] for _, i in sorted(ranked)[:most]]


def _rank(wanted: str, name: str) -> int:
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in name or all(f" {part}" in f" {name}" for part in wanted.split()):
        return 1
    return 2 if wanted in name else 3


def _likeness(wanted: str, name: str) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.ratio(wanted, name), *(fuzz.ratio(wanted, word) for word in name.split()), 0.0)
