"""The known word that a mistyped one most looks like: how every "did you mean" is found.

Letters left out, doubled or swapped are how people mistype, so similarity is counted in edits, swaps included; a
prefix counts as well, since people shorten (`main` for `main-library`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Return the known word nearest to `word`, None where none is alike; `least` is the similarity asked for, 0 to 1."""
    return _nearest(_folded(word), tuple(known), least)


@lru_cache(maxsize=4096)
def _nearest(word: str, known: tuple[str, ...], least: float) -> str | None:
    if not word:
        return None
    found = process.extractOne(word, known, scorer=OSA.normalized_similarity, processor=_folded, score_cutoff=least)
    if found:
        return str(found[0])
    longer = [name for name in known if len(word) > 3 and (_folded(name).startswith(word) or word in _folded(name).split("-"))]
    return min(longer, key=lambda name: (len(name), name)) if longer else None


def _folded(word: str) -> str:
    return word.lower().replace("_", "-").replace(" ", "-")
