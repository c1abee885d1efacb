"""Mistakes that a program may mend by itself, since there is only one way to mean them.

That is: a missing uid (the one that the build uses already), a misspelled field name, dates written the long way, and
spaces at the ends of lines. Everything else is for the writer to decide. Only those lines change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import time
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from . import when
from .decode import MAX_BYTES
from .edit import EditError, Editor
from .load import GROUPS, MEANT
from .model import RECORD_TRANSLATABLE, TRANSLATABLE, Event, field_names
from .model.kinds import DateText, DateTexts, EndText, WhenText, WhenTexts, date_items
from .nearest import nearest
from .reader import FOLDERS, split_name
from .site import Site
from .yamltree import Path, Value

PARSERS: dict[int, Callable[[str], Any]] = {
    id(get_args(WhenText)[1]): when.parse_when,
    id(get_args(EndText)[1]): when.parse_time_or_when,
    id(get_args(DateText)[1]): when.parse_date,
}
LISTS = {id(get_args(DateTexts)[1]): when.parse_date, id(get_args(WhenTexts)[1]): when.parse_when}
ALIKE = 0.79
"""How alike a name must be to a field's to be taken for it without asking: one slip in five letters, two in ten."""


def fix(path: str, data: bytes, site: Site) -> bytes:
    """Return the file with what can safely be mended; as it was where nothing can.

    `path` is the path inside the content folder. The result never has more mistakes than before.
    """
    folder = path.partition("/")[0]
    model = Event if folder == "events" else FOLDERS.get(folder)
    if model is None or len(data) > MAX_BYTES:
        return data  # of a file that is too long, only the beginning has been read
    try:
        editor = Editor(data)
    except EditError:
        return data
    _try(editor.cut_trailing_spaces)
    for mend in (_names, _dates):
        mend(editor, model)
    if model is Event:
        _uid(editor, path, site)
    return editor.bytes


def provisional_uid(path: str, site: Site) -> str:
    """Return the uid that the build uses for an event without one: its file's name and the site's domain."""
    return f"{path.rpartition('/')[2].removesuffix('.md')}@{site.uid_domain}"


def _uid(editor: Editor, path: str, site: Site) -> None:
    values = editor.values
    stem = path.rpartition("/")[2].removesuffix(".md")
    only_translates = split_name(stem)[1] or (
        "lang" in values and "slug" in values and not values.keys() & {"start", "dates", "sessions", "repeat"}
    )
    if values.get("uid") or only_translates or not values.keys() & {"start", "dates", "sessions"}:
        return
    titles = [name for name in values if re.match(r"(?:discreet_)?title(?:_[a-z]{2,3})?$", name)]
    _try(lambda: editor.set("uid", provisional_uid(path, site), after=titles))


def _try(change: Callable[[], None]) -> None:
    """Make a change; one that cannot be made safely is left to the writer."""
    try:
        change()
    except EditError:
        return


@cache
def _fields(model: type[BaseModel]) -> dict[str, str]:
    return field_names(model)  # type: ignore[arg-type]


def _groups(value: Value, model: type[BaseModel], path: Path = ()) -> Iterator[tuple[Path, dict[str, Value], type[BaseModel]]]:
    """Yield every group of fields with its model: the file's own, then those inside."""
    if not isinstance(value, dict):
        return
    yield path, value, model
    for name, inner in value.items():
        group = GROUPS.get(name)
        if group is None or name not in _fields(model):
            continue
        if isinstance(inner, list):
            for i, entry in enumerate(inner):
                yield from _groups(entry, group, (*path, name, i))
        else:
            yield from _groups(inner, group, (*path, name))


def _names(editor: Editor, model: type[BaseModel]) -> None:
    other = {word for words in MEANT.values() for word in words.split()}
    translatable = TRANSLATABLE if model is Event else RECORD_TRANSLATABLE
    for path, group, kind in list(_groups(editor.values, model)):
        known = _fields(kind)
        for name in group:
            plain = name.replace("-", "_").replace(" ", "_")
            base, _, lang = plain.rpartition("_")
            if plain in known or plain in other or (base in translatable and re.fullmatch(r"[a-z]{2,3}", lang)):
                continue
            near = nearest(plain, known, ALIKE)
            if near and near not in group and _alike(plain, near):
                _try(lambda p=path, n=name, to=near: editor.rename((*p, n), to))  # type: ignore[misc]


def _alike(word: str, name: str) -> bool:
    """A shortened name (`reg` for registration) is a guess, not a slip."""
    return abs(len(word) - len(name)) <= 2


def _dates(editor: Editor, model: type[BaseModel]) -> None:
    for path, group, kind in list(_groups(editor.values, model)):
        for written, value in group.items():
            one, many = _readers(kind, written.replace("-", "_").replace(" ", "_"))
            if many and isinstance(value, str):
                _date_list(editor, (*path, written), value, many)
            elif many and isinstance(value, list):
                for i, item in enumerate(value):
                    if isinstance(item, str):
                        _date(editor, (*path, written, i), item, many)
            elif one and isinstance(value, str):
                _date(editor, (*path, written), value, one)


@cache
def _readers(kind: type[BaseModel], name: str) -> tuple[Callable[[str], Any] | None, Callable[[str], Any] | None]:
    """Return how a field's date is read, and how each of its dates where it is a list."""
    attribute = _fields(kind).get(name)
    if attribute is None:
        return None, None
    info = kind.model_fields[attribute]
    inner = [mark for option in get_args(info.annotation) for mark in get_args(option)[1:]]
    many = next((LISTS[id(mark)] for mark in info.metadata if id(mark) in LISTS), None)
    return next((PARSERS[id(mark)] for mark in (*info.metadata, *inner) if id(mark) in PARSERS), None), many


def _date_list(editor: Editor, path: Path, written: str, parse: Callable[[str], Any]) -> None:
    items = date_items(written)
    new = [canonical(item, parse) for item in items]
    if None not in new and new != items:
        _try(lambda: editor.set(path, ", ".join(map(str, new))))


def _date(editor: Editor, path: Path, written: str, parse: Callable[[str], Any]) -> None:
    new = canonical(written, parse)
    if new is not None and new != written.strip():
        _try(lambda: editor.set(path, new))


def canonical(written: str, parse: Callable[[str], Any]) -> str | None:
    """Write a date or a time the short way (2026-12-08 18:00); None where that is for the writer to say."""
    try:
        found = parse(written)
    except when.WhenError:
        return None
    if when.bare_morning(written) or when.TWELVE_AM.search(written):
        return None  # the writer is asked whether the evening was meant, or noon
    if isinstance(found, when.When):
        if found.zone or found.offset is not None:
            return None
        return f"{found.date}{f' {_clock(found.time)}' if found.time else ''}"
    return _clock(found) if isinstance(found, time) else str(found)


def _clock(clock: time) -> str:
    return f"{clock:%H:%M:%S}" if clock.second else f"{clock:%H:%M}"
