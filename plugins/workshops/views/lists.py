"""Long lists cut into pages, and the digest of what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

from .base import Dated

PER_PAGE = 50
T = TypeVar("T")


@dataclass(slots=True)
class Pagination:
    """Where one is in a long list; addresses are from the site's root, "" where there is none."""

    number: int
    total: int
    before: str
    after: str


def chunks(items: Sequence[T], size: int = PER_PAGE) -> list[Sequence[T]]:
    """Cut a list into pages; an empty list has one empty page."""
    return [items[i : i + size] for i in range(0, len(items), size)] or [items]


def page_address(base: str, number: int) -> str:
    """`towns/alder/` for the first page, `towns/alder/page/2/` for the second."""
    return base if number == 1 else f"{base}page/{number}/"


def pagination(base: str, number: int, total: int) -> Pagination | None:
    """The neighbours of one page, None where there is only one."""
    if total < 2:
        return None
    return Pagination(
        number,
        total,
        page_address(base, number - 1) if number > 1 else "",
        page_address(base, number + 1) if number < total else "",
    )


def digest_of(parts: Iterable[str]) -> str:
    """One short name for many."""
    state = blake2b("\0".join(parts).encode(), digest_size=12)
    return state.hexdigest()


def names_of(items: Iterable[Dated]) -> Iterable[str]:
    """What names each date with all it says."""
    return (item.name for item in items)
