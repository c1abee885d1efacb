"""The text of a new event: its fields in the order in which people read them, then its body."""
from __future__ import annotations

from collections.abc import Mapping

from ..edit import Editor


def compose(fields: Mapping[str, object], body: str = "") -> bytes:
    """Write a file of front matter and text; empty values are left out, values that need quotes get them."""
    editor = Editor(b"---\n---\n")
    for name, value in fields.items():
        if value not in (None, "", [], ()):
            editor.set(name, " ".join(value.split()) if isinstance(value, str) else value)
    text = body.strip()
    return editor.bytes + (f"\n{text}\n".encode() if text else b"")
