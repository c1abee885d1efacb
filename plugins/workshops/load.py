"""Front matter → typed model, with every problem of the file at its place.

Nothing here stops at the first mistake: pydantic reports all wrong values at once, each becomes a `Problem` with line
and column, and then the wrong ones are left out and the rest is typed, so that the rules that look at several fields
still run on what can be read. Whoever publishes must ask `Reporter.failed`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
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
from .nearest import nearest

Model = TypeVar("Model", bound=BaseModel)
GROUPS: dict[str, type[BaseModel]] = {
    "changes": Change,
    "dates": DateEntry,
    "sessions": DateEntry,
    "credits": Credit,
    "volunteers": Volunteer,
    "results": Results,
}
FIRST_FIELD = {Change: "date", DateEntry: "start", Volunteer: "role", Credit: "body"}
NEEDED = {
    "title": "Every file needs a name: title: Narcan training at the library",
    "program": "Write the key of a file in the programs folder, for example program: narcan-training",
    "organizer": "Write the key of a file in the organizers folder, for example organizer: health-department",
    "start": "Write when it begins, for example start: 2026-12-08 18:00",
    "date": "Write which date of the series is meant, for example date: 2027-02-09",
    "role": "Write what the person does, for example role: greeter",
    "body": "Write who grants the credit, for example body: State EMS Bureau",
}
PLACEHOLDERS = {"title": "-", "program": "0", "organizer": "0"}
"""What stands in for a needed field that is wrong, so that the rest can be looked at; never published."""
MEANT = {
    "title": "name subject event heading titulo título nombre evento",
    "start": "date when begin begins starts time start_time start_date starttime dtstart datetime day fecha inicio hora cuando cuándo",
    "end": "ends finish until_time end_time end_date endtime dtend fin final hasta termina",
    "venue": "location place where address site lugar ubicacion ubicación sitio sede",
    "organizer": "host author organiser organization organisation agency sponsor organizador anfitrion",
    "cohosts": "partners co_hosts cosponsors cohost",
    "program": "category type kind series programa categoria categoría tipo",
    "summary": "description abstract intro excerpt resumen descripcion descripción",
    "repeat": "recurrence recurring repeats rrule frequency every repite repetir repeticion",
    "except": "exdate exdates skip exceptions exclude_dates excepto",
    "status": "canceled cancelled state estado cancelado",
    "join_url": "zoom teams meet webinar link video zoom_link meeting_link enlace",
    "registration_url": "register signup sign_up rsvp url registration_link registration_page registro",
    "registration": "registration_required inscripcion inscripción",
    "contact": "email e_mail mail phone phone_number telephone correo telefono teléfono",
    "cost": "price fee costo precio",
    "capacity": "seats places max limit cupo",
    "timezone": "tz zone time_zone zona",
    "languages": "idioma idiomas spoken",
    "duration": "length duracion duración",
    "lang": "locale lengua",
    "audience": "for who audiencia publico público",
    "image": "picture photo cover imagen foto",
    "modified": "updated lastmod last_modified",
    "tags": "keywords labels etiquetas",
    "age_min": "age ages minimum_age edad",
    "town": "city ciudad pueblo",
    "street": "address direccion dirección",
    "zip": "zipcode zip_code postcode postal_code",
    "latitude": "lat latitud",
    "longitude": "lon lng long longitud",
    "website": "web homepage sitio_web",
    "colour": "color",
}
"""Names that other calendars and Spanish have for our fields, to say which one is meant."""


PEOPLE = frozenset(("attendees", "participants", "waiting_list", "rsvps", "asistentes", "participantes", "lista_de_espera", "inscritos"))
"""Fields in which somebody would keep a list of people."""


class Reporter:
    """Collects the problems of one file; knows where each field stands.

    `broken` holds the paths of values that are there but wrong: they are left out of the model and not missing as well.
    """

    def __init__(self, front: FrontMatter) -> None:
        self.front = front
        self.problems: list[Problem] = list(front.problems)
        self.broken: set[Path] = {(name,) for name in front.broken}
        self.kept: dict[str, list[int]] = {}
        """Where entries of a list were left out: the places that the rest has in the file."""

    def add(self, path: Path | str, message: str, hint: str = "", severity: Severity = "error", at_key: bool = False) -> None:
        """Report a problem of the field at `path` (a name or a path into nested values)."""
        path = self.in_file((path,) if isinstance(path, str) and path else tuple(path))
        line, column = self.front.position((*path, "") if at_key else path)
        self.problems.append(Problem(self.front.file, line, column, dotted(path), message, hint, severity))

    def warn(self, path: Path | str, message: str, hint: str = "", at_key: bool = False) -> None:
        """Report something that does not keep the file from being published."""
        self.add(path, message, hint, "warning", at_key)

    def missing(self, path: Path | str, hint: str = "") -> None:
        """Report that a field is not there: in the group it belongs to, for the event's own fields in line 1."""
        path = (path,) if isinstance(path, str) else path
        if self.is_broken(*path):
            return
        shown = self.in_file(path)
        line, column = self.front.position(shown[:-1])
        message = "this field is missing."
        self.problems.append(Problem(self.front.file, line, column, dotted(shown), message, hint or NEEDED.get(str(path[-1]), "")))

    def in_file(self, path: Path) -> Path:
        """Return the path as it is in the file, where wrong entries still stand and a list may be text or one group."""
        if len(path) < 2 or not isinstance(path[1], int):
            return path
        written = self.front.values.get(str(path[0]))
        if not isinstance(written, list):
            return (path[0], *path[2:]) if isinstance(written, dict) else path[:1]
        kept = self.kept.get(str(path[0]))
        return (path[0], kept[path[1]], *path[2:]) if kept else path

    def is_broken(self, *path: str | int) -> bool:
        """Whether the value at `path` is there and wrong."""
        return self.in_file(path) in self.broken or (path[0],) in self.broken

    def any_broken(self, names: Iterable[str]) -> bool:
        """Whether one of these fields, or something inside it, is there and wrong."""
        return not {str(path[0]) for path in self.broken}.isdisjoint(names)

    def written(self, *path: str | int) -> str:
        """Return the text of a field as its writer wrote it; "" where it has none."""
        value: Any = self.front.values
        for part in self.in_file(path):
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return ""
        return value if isinstance(value, str) else ""

    @property
    def failed(self) -> bool:
        """Whether an error has been reported."""
        return any(p.severity == "error" for p in self.problems)


def dotted(path: Path) -> str:
    """Write a path for people: changes.2.date is the date of the second change."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def load(model: type[Model], front: FrontMatter, report: Reporter) -> Model | None:
    """Type the fields of one file.

    Wrong values are reported and left out; the result then lacks them and `report.failed` is true. None when nothing
    can be made of the file.
    """
    if report.failed and not front.values:
        return None
    data = _clean(model, front.values, (), report, TRANSLATABLE if model is Event else RECORD_TRANSLATABLE)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        _report(detail, report)
    return _rest(model, data, details, report)


def _rest(model: type[Model], data: dict[str, Any], details: list[ErrorDetails], report: Reporter) -> Model | None:
    """Type what is left when the wrong values are taken out; nothing is reported twice."""
    names = {name: alias for alias, name in _names(model).items()}
    for _ in range(4):
        for detail in sorted(details, key=lambda d: [str(p).zfill(6) for p in d["loc"]], reverse=True):
            _take_out(data, tuple(detail["loc"]), detail["type"] == "missing", report, names)
        try:
            return model.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
    return None


def _take_out(data: dict[str, Any], path: Path, is_missing: bool, report: Reporter, names: dict[str, str]) -> None:
    top = names.get(str(path[0]), str(path[0]))
    report.broken.add(report.in_file((top, *path[1:])))
    if len(path) == 1:
        data.pop(top, None)
        if top in PLACEHOLDERS:
            data[top] = PLACEHOLDERS[top]
        return
    value = data.get(top)
    if not isinstance(value, list) or not isinstance(path[1], int) or path[1] >= len(value):
        data.pop(top, None)
        return
    entry = value[path[1]]
    if len(path) > 2 and not is_missing and isinstance(entry, dict) and path[2] in entry:
        data[top] = [*value[: path[1]], {k: v for k, v in entry.items() if k != path[2]}, *value[path[1] + 1 :]]
        return
    kept = report.kept.setdefault(top, list(range(len(value))))
    del kept[path[1]]
    data[top] = [*value[: path[1]], *value[path[1] + 1 :]]


@cache
def _names(model: type[BaseModel]) -> dict[str, str]:
    return field_names(model)  # type: ignore[arg-type]


def _clean(model: type[BaseModel], values: dict[str, Any], path: Path, report: Reporter, translatable: frozenset[str]) -> dict[str, Any]:
    """Keep known fields, gather translations, warn of unknown ones; empty values are absent ones."""
    names, data = _names(model), {}
    translations: dict[str, dict[str, str]] = {}
    for written, value in values.items():
        name = written if written in names else written.replace("-", "_").replace(" ", "_")
        if name in names:
            if value == "" or value == []:
                continue
            group = GROUPS.get(name)
            data[name] = value if group is None else _clean_group(group, value, (*path, written), report, translatable)
            continue
        base, _, lang = name.rpartition("_")
        if base in translatable and base in names and re.fullmatch(r"[a-z]{2,3}", lang) and isinstance(value, str):
            if value:
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
        return [
            _clean(group, entry, (*path, i), report, translatable) if isinstance(entry, dict) else _entry(group, entry)
            for i, entry in enumerate(value)
        ]
    if isinstance(value, str) and group in (DateEntry, Volunteer) and ":" not in value.replace(": ", ""):
        return value
    return value


def _entry(group: type[BaseModel], value: Any) -> Any:
    """Read a bare value in a list of groups: a date alone in `dates`, a role alone in `volunteers`."""
    first = FIRST_FIELD.get(group)
    return {first: value} if first and isinstance(value, str) else value


def meant(written: str, names: Iterable[str]) -> str | None:
    """Return the field that somebody meant by an unknown name: mistyped, from another calendar, or in Spanish."""
    known = tuple(names)
    word = re.sub(r"[\W_]+", " ", written).strip().replace(" ", "_")
    if word in known:
        return word
    close = nearest(word, known, 0.75)
    other = next((name for name, words in MEANT.items() if word in words.split() and name in known), None)
    return other or close


def _unknown(written: str, names: dict[str, str], path: Path, report: Reporter) -> None:
    visible = "".join(letter for letter in written if unicodedata.category(letter) != "Cf")
    if visible != written and visible in names:
        message = f"there is an invisible character in the name `{visible}`."
        report.warn(path, message, "Delete the whole name and type it again.", at_key=True)
        return
    if visible in PEOPLE:
        message = f"`{visible}`: nobody's name belongs here, since these files and their history are public."
        report.warn(path, message, "Delete the line.", at_key=True)
        return
    near = meant(written, names)
    shown = written if len(written) <= 40 else f"{written[:37]}..."
    if near:
        report.warn(path, f"`{shown}` is not a field; did you mean `{near}`?", at_key=True)
    else:
        report.warn(path, f"`{shown}` is not a field.", "It is left out; the field reference lists all fields.", at_key=True)


def check_name(written: str, model: type[BaseModel], report: Reporter) -> None:
    """Warn of a field in a translated file that is unknown, or that only the main file can say."""
    names = _names(model)
    if written in names:
        report.warn(written, "this field is not translated; it is taken from the main file.", "Delete the line here.", at_key=True)
    else:
        _unknown(written, names, (written,), report)


def _report(detail: ErrorDetails, report: Reporter) -> None:
    path: Path = tuple("except" if part == "except_" else part for part in detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "field" and "inside" in context:
        for name, text, hint in context["inside"]:
            report.add((*path, name), text, hint)
    elif kind == "field":
        report.add(path, context["text"], context["hint"])
    elif kind == "missing":
        report.missing(path)
    elif kind in ("greater_than_equal", "less_than_equal"):
        least, most = context.get("ge"), context.get("le")
        size = f"It must be {'at least' if least is not None else 'at most'} {least if least is not None else most}."
        report.add(path, f"{quote(str(detail['input']))} is too {'small' if least is not None else 'large'}.", size)
    elif kind == "string_too_short":
        report.add(path, "there is no text here.", NEEDED.get(str(path[-1]), ""))
    elif kind in ("model_type", "dict_type", "list_type", "model_attributes_type"):
        report.add(
            path,
            f"{quote(detail['input'])} is plain text, and a group of fields is needed here.",
            "Write the fields on lines of their own below, indented by two spaces.",
        )
    else:
        report.add(path, f"{quote(detail['input'])} cannot be used here.", "The field reference says what is allowed.")
