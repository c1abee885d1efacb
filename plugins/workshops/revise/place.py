"""Where a field is written: beside the fields it belongs to, in the order in which people read them."""
from __future__ import annotations

from collections.abc import Mapping

from ..edit import Editor
from ..yamltree import Path

EVENT_ORDER = ("title", "discreet_title", "uid", "slug", "aliases", "draft", "lang", "summary", "program", "audience", "organizer",
               "cohosts", "mode", "venue", "room", "entrance", "timezone", "start", "end", "duration", "repeat", "until",
               "count", "confirmed_through", "except", "also", "changes", "dates", "sessions", "attend_all", "status",
               "status_note", "previous_start", "sequence")
ENTRY_ORDER = ("date", "start", "end", "duration", "timezone", "venue", "room", "title", "uid", "status", "previous_start",
               "status_note", "note", "sequence")
FIRST = {"changes": "date", "dates": "start", "sessions": "start"}
"""The field that a bare entry of a list stands for."""


def put(editor: Editor, path: Path, value: object) -> None:
    """Write a field where it stands already, else behind those that come before it."""
    if len(path) == 3 and isinstance(bare := editor.get(path[:-1]), str):
        editor.set(path[:-1], {FIRST[str(path[0])]: bare})
    editor.set(path, value, after=_before(editor, path))


def _before(editor: Editor, path: Path) -> list[str]:
    """Name the fields that come before a new one, each with its translations."""
    name = str(path[-1])
    if name == "modified":
        return ["created"]
    order = EVENT_ORDER if len(path) == 1 else ENTRY_ORDER
    base = name.rpartition("_")[0]
    if name not in order and base not in order:
        return []
    names = order[:order.index(name)] if name in order else order[:order.index(base) + 1]
    group = editor.get(path[:-1])
    written = list(group) if isinstance(group, dict) else []
    return [field for known in names for field in [known, *(w for w in written if _translates(w, known, order))]]


def _translates(field: str, name: str, order: tuple[str, ...]) -> bool:
    base, _, lang = field.rpartition("_")
    return base == name and 2 <= len(lang) <= 3 and field not in order


def put_note(editor: Editor, path: Path, note: str, notes: Mapping[str, str]) -> None:
    """Write why, and take away translations of an older note, which would contradict it."""
    name = "note" if path and editor.get((*path, "status_note")) is None else "status_note"
    put(editor, (*path, name), " ".join(note.split()))
    fields = editor.get(path)
    for field in list(fields) if isinstance(fields, dict) else []:
        if field.startswith(f"{name}_") and field.removeprefix(f"{name}_") not in notes:
            editor.remove((*path, field))
    for lang, text in notes.items():
        put(editor, (*path, f"{name}_{lang.lower()}"), " ".join(text.split()))
