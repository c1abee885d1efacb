"""The way back: a typed event or record → the fields of a file, as an organizer would write them.

Whoever makes a file (an import, a form, `workshops new`) fills the model or a dictionary and writes it with this, so
that all files look alike and every one of them is read back as the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from .edit import Editor
from .model import field_names
from .model.parts import Cost, Interpretation
from .when import When
from .yamltree import Value


def fields_of(model: BaseModel) -> dict[str, Value]:
    """Return what was set in a model as text, lists and groups, in the model's order; defaults that nobody set stay out."""
    found: dict[str, Value] = {}
    translations: dict[str, dict[str, str]] = getattr(model, "translations", {})
    for written, name in field_names(type(model)).items():  # type: ignore[arg-type]
        value = getattr(model, name)
        if name in model.model_fields_set and value is not None and value != []:
            found[written] = as_written(value)
        for lang, texts in sorted(translations.items()):
            if name in texts:
                found[f"{written}_{lang}"] = texts[name]
    return found


def as_written(value: Any) -> Value:
    """Write one value as an organizer would."""
    if isinstance(value, BaseModel):
        return fields_of(value)
    if isinstance(value, Cost):
        return f"{value.amount} {value.currency}" if value.amount else "0"
    if isinstance(value, Interpretation):
        return {value.lang: "on request" if value.on_request else "provided"}
    if isinstance(value, (list, tuple)):
        return [as_written(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): as_written(item) for name, item in value.items()}
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _moment(value) if isinstance(value, (When, datetime, date, time, timedelta)) else _number(value)


def _number(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _moment(value: When | date | time | timedelta) -> str:
    if isinstance(value, When):
        clock = f" {_clock(value.time)}" if value.time else ""
        zone = f" {value.zone}" if value.zone else ""
        return f"{value.date}{clock}{_offset(value.offset)}{zone}"
    if isinstance(value, timedelta):
        return length(value)
    return _clock(value) if isinstance(value, time) else str(value)


def _clock(clock: time) -> str:
    return f"{clock:%H:%M:%S}" if clock.second else f"{clock:%H:%M}"


def _offset(offset: timedelta | None) -> str:
    if offset is None:
        return ""
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def length(duration: timedelta) -> str:
    """Write a duration: 1h 30m, 2d, 45m."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "d"), (hours, "h"), (minutes, "m"), (seconds, "s"))
    return " ".join(f"{number}{unit}" for number, unit in parts if number) or "0m"


def file_of(fields: Mapping[str, object], body: str = "") -> bytes:
    """Write a whole file: the fields in the order given, then the text."""
    editor = Editor(b"---\n---\n")
    for name, value in fields.items():
        editor.insert(name, value)
    return editor.bytes + (f"\n{body.strip()}\n".encode() if body.strip() else b"")
