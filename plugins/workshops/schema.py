"""Everything that is generated from the model: JSON Schema for editors, the field reference, the columns of a sheet.

The model is written once, in `model/`. Nobody copies a list of fields by hand: what stands in `docs/schema.json` and
`docs/fields.md` comes from here, and a test fails when they lag behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from .load import GROUPS
from .model import (
    RECORD_TRANSLATABLE,
    TRANSLATABLE,
    Event,
    KitSite,
    Organizer,
    Program,
    Source,
    Venue,
    field_names,
)

KINDS: dict[str, type[BaseModel]] = {
    "event": Event,
    "venue": Venue,
    "organizer": Organizer,
    "program": Program,
    "kit-site": KitSite,
    "source": Source,
}
"""What a file can be, by the name that the `schema` command takes."""
FOLDERS = {
    "event": "events",
    "venue": "venues",
    "organizer": "organizers",
    "program": "programs",
    "kit-site": "kit-sites",
    "source": "sources",
}
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: str = "event") -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one kind of file, for completion and hints in an editor.

    It says what an editor can know: names, types, allowed words. Rules between fields are told by `workshops check`.
    Field names are given in small letters. Raises KeyError for an unknown kind.
    """
    model = KINDS[kind]
    drawn = model.model_json_schema(by_alias=True)
    schema = {"$schema": DRAFT, "title": f"{kind} of a workshops site", **_own(drawn, kind)}
    if kind == "event":
        schema["anyOf"] = [{"required": ["start"]}, {"required": ["dates"]}, {"required": ["sessions"]}]
    schema["$defs"] = {name: _own(group, "event") for name, group in drawn.get("$defs", {}).items()}
    if not schema["$defs"]:
        del schema["$defs"]
    return schema


def _own(drawn: dict[str, Any], kind: str) -> dict[str, Any]:
    """Keep of pydantic's schema what helps a writer."""
    names = TRANSLATABLE if kind == "event" else RECORD_TRANSLATABLE
    properties = {name: _field(field) for name, field in drawn["properties"].items() if name != "translations"}
    translated = "|".join(sorted(names & properties.keys()))
    schema: dict[str, Any] = {"type": "object", "description": drawn.get("description", ""), "properties": properties}
    if translated:
        schema["patternProperties"] = {f"^({translated})_[a-z]{{2,3}}$": {"type": "string", "description": "the same in another language"}}
    if drawn.get("required"):
        schema["required"] = drawn["required"]
    schema["additionalProperties"] = False
    return schema


def _field(field: dict[str, Any]) -> dict[str, Any]:
    """A field's schema without what pydantic adds for programs: titles, null, empty defaults."""
    options = [option for option in field.pop("anyOf", []) if option != {"type": "null"}]
    assert len(options) < 2, "a field of the model has one type"
    merged = {**(options[0] if options else {}), **field}
    default = merged.pop("default", None)
    merged.pop("title", None)
    if isinstance(default, bool):
        merged["default"] = "yes" if default else "no"
    elif isinstance(default, (str, int)) and default != "":
        merged["default"] = default
    if merged.get("type") == "array" and "$ref" in merged.get("items", {}):
        merged["type"] = ["array", "object"]
        merged["x-kind"] = "list of groups"
        merged["anyOf"] = [{"type": "array", "items": merged.pop("items")}, {"$ref": field["items"]["$ref"]}]
        del merged["type"]
    return merged


def schema_text(kind: str = "event") -> str:
    """Return the JSON Schema as text that ends with a line end; the same model gives the same bytes."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"


def all_schemas() -> str:
    """Return the schemas of all kinds as one JSON object, by kind."""
    return json.dumps({kind: json_schema(kind) for kind in KINDS}, ensure_ascii=False, indent=2) + "\n"


# -- the field reference ---------------------------------------------------------------------------------------------

INTRODUCTION = """# Fields

What you can write between the `---` lines at the top of a file. This page is made from the program's own list of fields
(`workshops schema --format markdown`), so it is never out of date.

- Write a name, a colon, a space and the value: `room: 120`. Capital letters in names do not matter.
- Put a value in quotes if it has a colon and a space in it, or begins with a sign: `title: "Narcan: how it works"`.
- Write lists with commas: `tags: free, evening`, or in brackets: `tags: [free, evening]`.
- A **key** is the name of a file without `.md`: `venue: main-library` means `venues/main-library.md`.
- Dates are read as people write them, in English and Spanish. `2026-12-08 18:00` always works.
- A text marked with ◆ can also be written in another language: `title_es` is the title in Spanish.

`workshops check` tells you what is wrong, where, and how to mend it.
"""


def reference() -> str:
    """Return the field reference in Markdown: a table for each kind of file and each group of fields."""
    parts = [INTRODUCTION]
    for kind, model in KINDS.items():
        parts.append(f"## {kind.replace('-', ' ').capitalize()}\n\nA file in `{FOLDERS[kind]}/`.\n\n{_table(model, kind)}")
        if kind == "event":
            parts += [f"### Each entry of `{name}`\n\n{_table(GROUPS[name], kind)}" for name in GROUPS if name != "sessions"]
    return "\n".join(parts)


def _table(model: type[BaseModel], kind: str) -> str:
    drawn = model.model_json_schema(by_alias=True)
    names = TRANSLATABLE if kind == "event" else RECORD_TRANSLATABLE
    rows = ["| field | what you write | meaning |", "| --- | --- | --- |"]
    for name, field in _own(drawn, kind)["properties"].items():
        needed = " **needed**" if name in drawn.get("required", ()) else ""
        mark = " ◆" if name in names else ""
        rows.append(f"| `{name}`{mark}{needed} | {_written(field)} | {_sentence(field.get('description', ''), field.get('default'))} |")
    return "\n".join(rows) + "\n"


def _written(field: dict[str, Any]) -> str:
    """Say in words what one writes in a field."""
    if "enum" in field and field["x-kind"] != "yes or no":
        return ", ".join(f"`{word}`" for word in field["enum"])
    first = (field.get("examples") or [""])[0]
    if isinstance(first, dict):
        first = "; ".join(f"{name}: {value}" for name, value in first.items())
    example = f", such as `{first}`" if first else ""
    return f"{field.get('x-kind', 'group of fields')}{example}"


def _sentence(text: str, default: object) -> str:
    shown = "" if default in (None, "", "no") or "default" in text else f"; default: {default}"
    return f"{text}{shown}".replace("|", "\\|")


# -- sheets ----------------------------------------------------------------------------------------------------------


def csv_columns(languages: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the columns of a sheet with one event a row: all fields that fit into a cell, in the model's order.

    `languages` are further languages: each translatable text has a column in each, after its own. Groups such as
    `changes` do not fit into a cell and are left out.
    """
    columns: list[str] = []
    for name in field_names(Event):
        if name in GROUPS:
            continue
        columns.append(name)
        columns += [f"{name}_{lang}" for lang in languages if name in TRANSLATABLE]
    return tuple(columns)
