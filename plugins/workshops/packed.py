"""Small values that travel between processes and builds: pickled as their fields, which is all they are."""
from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

C = TypeVar("C", bound=type)


def made(item: Any, slot: str) -> Any:
    """Return what a slot holds, None while it is empty; what fills it when it is asked for is not asked."""
    try:
        return getattr(type(item), slot).__get__(item)
    except AttributeError:
        return None


def packed(cls: C) -> C:
    """Give a dataclass a fast pickle: its constructor with its fields in order.

    What dataclasses with slots do by themselves looks up the fields anew for every value, which costs more than the
    values.
    """
    names = tuple(field.name for field in fields(cls))
    values = attrgetter(*names)

    def reduce(self: Any) -> tuple[Any, ...]:
        found = values(self)
        return cls, found if len(names) > 1 else (found,)
    setattr(cls, "__reduce__", reduce)  # noqa: B010 (mypy takes the plain way for a mistake)
    return cls
