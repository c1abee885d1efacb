"""What came of an event: how many people, how many kits. Counts only, never names."""
from __future__ import annotations

from .place import put
from .target import CannotDo, Edited, Target

FIELDS = ("attended", "kits", "volunteers")


def done(target: Target, counts: dict[str, int], notes: str = "", *, how: str = "") -> Edited:
    """Write the results; `how` is "add" or "replace" where there are some already.

    Calendar programs are told nothing, since nothing changed for those who come. Raises `CannotDo` for an event that
    has not begun, and for results that would be lost.
    """
    event = target.entry.event
    if target.entry.begins > target.now.timestamp():
        first = target.entry.schedule.occurrences[0]
        raise CannotDo(f"this event has not taken place yet. It begins on {target.say(first)}.")
    old = event.results
    if old is not None and not how:
        known = ", ".join(f"{name} {value}" for name in FIELDS if (value := getattr(old, name)) is not None)
        raise CannotDo(f"there are results already ({known or 'notes'}). Add to them with --add, or write them anew with --replace.")
    editor = target.editor()
    if old is not None and how == "replace":
        editor.remove(("results",))
        old = None
    for name in FIELDS:
        if name in counts:
            before = (getattr(old, name) or 0) if old else 0
            put(editor, ("results", name), str(before + counts[name]))
    if notes:
        text = f"{old.notes} {notes}" if old and old.notes else notes
        put(editor, ("results", "notes"), text)
    said = ", ".join(f"{name} {counts[name]}" for name in FIELDS if name in counts)
    return Edited(editor.bytes, [f"{'Added' if old else 'Noted'}: {said or 'notes'}."])
