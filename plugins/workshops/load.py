"""Front matter → typed model, with every problem of the file at its place.

Nothing here stops at the first mistake: pydantic reports all wrong values at once, and each becomes a `Problem`
with line and column. An object is returned only when it has no error.
"""
from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .errors import Problem, Severity
from .frontmatter import FrontMatter, Path
from .model import (
    RECORD_TRANSLATABLE,
    TRANSLATABLE,
    Change,
    Credit,
    DateEntry,
    Event,
    Results,
    Volunteer,
    field_names,
)
from .model.kinds import quote

Model = TypeVar("Model", bound=BaseModel)
GROUPS: dict[str, type[BaseModel]] = {"changes": Change, "dates": DateEntry, "sessions": DateEntry, "credits": Credit,
                                      "volunteers": Volunteer, "results": Results}
NEEDED = {
    "title": "Every file needs a name: title: Narcan training at the library",
    "program": "Write the key of a file in the programs folder, for example program: narcan-training",
    "organizer": "Write the key of a file in the organizers folder, for example organizer: health-department",
    "start": "Write when it begins, for example start: 2026-12-08 18:00",
    "date": "Write which date of the series is meant, for example date: 2027-02-09",
    "role": "Write what the person does, for example role: greeter",
    "body": "Write who grants the credit, for example body: State EMS Bureau",
}


class Reporter:
    """Collects the problems of one file; knows where each field stands."""

    def __init__(self, front: FrontMatter) -> None:
        self.front = front
        self.problems: list[Problem] = list(front.problems)

    def add(self, path: Path | str, message: str, hint: str = "", severity: Severity = "error", at_key: bool = False) -> None:
        """Report a problem of the field at `path` (a name or a path into nested values)."""
        path = (path,) if isinstance(path, str) and path else tuple(path)
        line, column = self.front.position((*path, "") if at_key else path)
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        self.problems.append(Problem(self.front.file, line, column, name, message, hint, severity))

    def warn(self, path: Path | str, message: str, hint: str = "", at_key: bool = False) -> None:
        """Report something that does not keep the file from being published."""
        self.add(path, message, hint, "warning", at_key)

    @property
    def failed(self) -> bool:
        """Whether an error has been reported."""
        return any(p.severity == "error" for p in self.problems)


def load(model: type[Model], front: FrontMatter, report: Reporter) -> Model | None:
    """Type the fields of one file; returns None when the file has an error."""
    if report.failed and not front.values:
        return None
    translatable = TRANSLATABLE if model is Event else RECORD_TRANSLATABLE
    data = _clean(model, front.values, (), report, translatable)
    try:
        loaded = model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _report(detail, front, report)
        return None
    return None if report.failed else loaded


@cache
def _names(model: type[BaseModel]) -> dict[str, str]:
    return field_names(model)  # type: ignore[arg-type]


def _clean(model: type[BaseModel], values: dict[str, Any], path: Path, report: Reporter,
           translatable: frozenset[str]) -> dict[str, Any]:
    """Keep known fields, gather translations, warn of unknown ones; empty values are absent ones."""
    names, data = _names(model), {}
    translations: dict[str, dict[str, str]] = {}
    for written, value in values.items():
        if value == "" or value == []:
            continue
        name = written if written in names else written.replace("-", "_").replace(" ", "_")
        if name in names:
            group = GROUPS.get(name)
            data[name] = value if group is None else _clean_group(group, value, (*path, written), report, translatable)
            continue
        base, _, lang = name.rpartition("_")
        if base in translatable and base in names and re.fullmatch(r"[a-z]{2,3}", lang) and isinstance(value, str):
            translations.setdefault(lang, {})[base] = value.strip()
        else:
            _unknown(written, names, (*path, written), report)
    if translations:
        data["translations"] = translations
    return data


def _clean_group(group: type[BaseModel], value: Any, path: Path, report: Reporter, translatable: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return _clean(group, value, path, report, translatable)
    if isinstance(value, list):
        return [_clean(group, entry, (*path, i), report, translatable) if isinstance(entry, dict) else _entry(group, entry)
                for i, entry in enumerate(value)]
    return value


def _entry(group: type[BaseModel], value: Any) -> Any:
    """Read a bare value in a list of groups: a date alone in `dates`, a role alone in `volunteers`."""
    first = {Change: "date", DateEntry: "start", Volunteer: "role", Credit: "body"}.get(group)
    return {first: value} if first and isinstance(value, str) else value


def _unknown(written: str, names: dict[str, str], path: Path, report: Reporter) -> None:
    near = get_close_matches(written, names, 1, 0.7)
    hint = f"did you mean `{near[0]}`?" if near else "It is ignored; the field reference lists all fields."
    report.warn(path, f"`{written}` is not a field;" if near else f"`{written}` is not a field.", hint, at_key=True)


def _report(detail: ErrorDetails, front: FrontMatter, report: Reporter) -> None:
    path: Path = tuple("except" if part == "except_" else part for part in detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "field":
        report.add(path, context["text"], context["hint"])
    elif kind == "missing":
        name = str(path[-1])
        line, column = front.position(path[:-1])
        report.problems.append(Problem(front.file, line, column, ".".join(str(p) for p in path), "this field is missing.", NEEDED.get(name, "")))
    elif kind in ("greater_than_equal", "less_than_equal"):
        report.add(path, f"{quote(detail['input'])} is too {'small' if 'greater' in kind else 'large'}.",
                   f"It must be {'at least' if 'greater' in kind else 'at most'} {context.get('ge', context.get('le'))}.")
    elif kind == "string_too_short":
        report.add(path, "there is no text here.", NEEDED.get(str(path[-1]), ""))
    elif kind in ("model_type", "dict_type", "list_type"):
        report.add(path, f"{quote(detail['input'])} is plain text, and a group of fields is needed here.",
                   "Write the fields on lines of their own below, indented by two spaces.")
    else:
        report.add(path, f"{quote(detail['input'])} cannot be used here.", detail["msg"])
