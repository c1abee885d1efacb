"""One schema: what is generated from the model is right, and what is committed does not lag behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from workshops import frontmatter, schema
from workshops.build.files import read_content
from workshops.cli import main
from workshops.model import Event, field_names

ROOT = Path(__file__).parent.parent
GENERATED = {"fields.md": schema.reference, "schema.json": schema.all_schemas}


@pytest.mark.parametrize("name", GENERATED)
def test_committed_file_does_not_lag_behind_the_model(name: str) -> None:
    command = "workshops schema " + ("--format markdown" if name.endswith(".md") else "--all")
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == GENERATED[name](), f"run: {command} > docs/{name}"


@pytest.mark.parametrize("kind", schema.KINDS)
def test_is_a_valid_schema_with_all_fields_described(kind: str) -> None:
    made = schema.json_schema(kind)
    Draft202012Validator.check_schema(made)
    assert made["properties"].keys() == field_names(schema.KINDS[kind]).keys()  # type: ignore[arg-type]
    for group in (made, *made.get("$defs", {}).values()):
        for name, field in group["properties"].items():
            assert field["description"], name
            assert "$ref" in field or field["x-kind"], name


def example(values: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(schema.json_schema()).iter_errors(values)]


GOOD = {"title": "Narcan training", "program": "narcan-training", "organizer": "health", "start": "2026-12-08 18:00"}


def test_editor_is_told_what_is_wrong() -> None:
    assert example(GOOD) == []
    assert example({**GOOD, "title_es": "Capacitación", "tags": "a, b", "capacity": 30, "anonymous": "yes", "zip": 1}) != []
    assert "langauges" in example({**GOOD, "langauges": "en"})[0]
    assert "canceled" in example({**GOOD, "status": "canceled"})[0]
    assert example({"title": "x"})
    assert example({**GOOD, "changes": [{"status": "cancelled"}]})
    assert example({**GOOD, "changes": {"date": "2027-02-09", "note": "ice", "note_es": "hielo"}}) == []


@pytest.mark.parametrize(
    "path", [p for p in read_content(ROOT / "content") if p.split("/")[0] in schema.FOLDERS.values() and p.count(".") == 1]
)
def test_sample_content_follows_the_schema(path: str) -> None:
    """Editors type scalars themselves; as text they must do as well, except where a number is needed."""
    kind = next(kind for kind, folder in schema.FOLDERS.items() if path.startswith(f"{folder}/"))
    values = frontmatter.read(read_content(ROOT / "content")[path], path).values

    def typed(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: typed(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [typed(inner) for inner in value]
        try:
            return json.loads(value) if not value.startswith("0") else value
        except ValueError:
            return value

    errors = [f"{list(e.path)}: {e.message}" for e in Draft202012Validator(schema.json_schema(kind)).iter_errors(typed(values))]
    assert errors == []


def test_every_field_stands_in_the_reference_with_its_allowed_words() -> None:
    text = schema.reference()
    for model in schema.KINDS.values():
        for name in field_names(model):  # type: ignore[arg-type]
            assert f"| `{name}`" in text
    assert "`scheduled`, `cancelled`, `postponed`, `moved`" in text
    assert "| `title` ◆ **needed** |" in text


def test_columns_of_a_sheet() -> None:
    columns = schema.csv_columns(["es"])
    assert len(columns) == len(set(columns))
    assert columns[:2] == ("title", "title_es")
    assert {"start", "except", "venue", "status_note_es"} <= set(columns) and not {"changes", "dates", "results"} & set(columns)
    assert set(field_names(Event)) - set(columns) == {"changes", "dates", "sessions", "credits", "volunteers", "results"}


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        ([], '{\n  "$schema"'),
        (["venue"], '{\n  "$schema"'),
        (["--all"], '{\n  "event"'),
        (["--format", "markdown"], "# Fields"),
        (["--format", "csv"], "title,"),
    ],
)
def test_command(arguments: list[str], begins: str) -> None:
    result = CliRunner().invoke(main, ["schema", *arguments])
    assert result.exit_code == 0 and result.output.startswith(begins) and result.output.endswith("\n")


def test_hours_are_read_as_people_write_them() -> None:
    from workshops.model.hours import read_hours

    assert read_hours({"Mon to Wed": "9 am - 5 pm", "thu": "8:30-12:00, 13:00-16:30", "sábado": "closed", "sun": "24 hours"}) == {
        "monday": "9:00-17:00",
        "tuesday": "9:00-17:00",
        "wednesday": "9:00-17:00",
        "thursday": "8:30-12:00, 13:00-16:30",
        "saturday": "",
        "sunday": "0:00-24:00",
    }
    assert list(read_hours({"fri-mon": "20:00-2:00"})) == ["friday", "saturday", "sunday", "monday"]
    assert len(read_hours({"daily": "9:00 to 17:00"})) == 7
