"""Front matter: the fields at the head of a Markdown file, each as the text that its writer wrote.

YAML guesses types (`18:00` becomes 1080, `no` becomes false, `02134` loses its zero), so nothing here is typed:
every scalar stays text, lists stay lists, groups stay dictionaries, and the schema types them later. Most files
are plain `key: value` lines, which `_simple` reads without YAML; everything else goes through PyYAML's C parser,
event by event, and gives the same result (a test holds that). Positions are worked out only when a problem needs
them, by reading the head again.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from .errors import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 6
MAX_VALUES = 5_000

Value = Any
"""`str`, `list` of values, or `dict` from lower-case key to value."""
Path = tuple[str | int, ...]

_LINE = re.compile(
    r"([A-Za-z][A-Za-z0-9_-]*):(?:[ ]+(?:"
    r'"([^"\\\n]*)"'  # quoted, nothing to unescape
    r"|\[([A-Za-z0-9][A-Za-z0-9_.-]*(?:, ?[A-Za-z0-9][A-Za-z0-9_.-]*)*)\]"  # a list of plain words
    r"|([^\s\"'\[\]{}>|*&!%#`@,?:\-][^\n#:]*(?:(?:[:#](?=[^\s#:]))[^\n#:]*)*)"  # plain text
    r"))?[ ]*")
_PELICAN = re.compile(r"([A-Za-z][A-Za-z0-9 _-]*):(?:[ \t]+(.*)|)$")
_PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class Broken(Exception):
    """The head cannot be read: where (line and column from 1), why, and what to do."""

    line: int
    column: int
    message: str
    hint: str


@dataclass
class FrontMatter:
    """The head and the body of one file.

    `values` maps lower-case keys to values; `body` is the Markdown below, `body_line` the line it starts at.
    """

    file: str
    values: dict[str, Value]
    body: str
    body_line: int = 1
    head: str = ""
    head_line: int = 1
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def positions(self) -> dict[Path, tuple[int, int]]:
        """Line and column of every value, by its path: `("changes", 0, "date")`. A key's own place is at `(*path, "")`."""
        try:
            return _Tree(self.head, self.head_line).positions if self.head else _pelican_positions(self)
        except Broken:
            return {}

    def position(self, path: Path) -> tuple[int, int]:
        """Return the place of a value, or of the nearest thing around it; (1, 1) for the file."""
        while path:
            if path in self.positions:
                return self.positions[path]
            path = path[:-1]
        return (1, 1)


def read(data: bytes, file: str) -> FrontMatter:
    """Split one file into fields and body; never raises, problems are in the result."""
    problems: list[Problem] = []
    text = _decode(data, file, problems)
    if text is None:
        return FrontMatter(file, {}, "", problems=problems)
    if text.startswith("---") and (text[3:4] == "\n" or text[3:].split("\n", 1)[0].strip() == ""):
        return _fenced(text, file, problems)
    return _pelican_header(text, file, problems)


def _decode(data: bytes, file: str, problems: list[Problem]) -> str | None:
    if len(data) > MAX_BYTES:
        problems.append(Problem(file, 1, 1, "", f"the file has {len(data) / 1e6:.1f} MB, and at most 1 MB can be read.",
                                "An event needs a page or two of text; put pictures into files of their own."))
        return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[:error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        guess = data[error.start:error.start + 1].decode("cp1252", "replace")
        problems.append(Problem(file, line, column, "", f"a letter is stored in an old encoding (it looks like '{guess}').",
                                "Save the file again and choose the encoding UTF-8."))
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        line = text[:text.index("\x00")].count("\n") + 1
        problems.append(Problem(file, line, 1, "", "the file has characters in it that no text has.",
                                "It may be a Word or picture file; save it as plain text."))
        return None
    return text


def _fenced(text: str, file: str, problems: list[Problem]) -> FrontMatter:
    start = text.index("\n") + 1 if "\n" in text else len(text)
    end = text.find("\n---", start - 1)
    while end >= 0:
        line_end = text.find("\n", end + 1)
        if text[end + 4:len(text) if line_end < 0 else line_end].strip() == "":
            break
        end = text.find("\n---", end + 1)
    if end < 0:
        problems.append(Problem(file, 1, 1, "", "the line --- that ends the fields is missing.",
                                "Put a line with only --- between the fields and the text."))
        return FrontMatter(file, {}, "", problems=problems)
    head = text[start:end + 1]
    body_start = len(text) if line_end < 0 else line_end + 1
    values = _simple(head)
    front = FrontMatter(file, values or {}, text[body_start:], 0, head, 2, problems)
    front.body_line = text.count("\n", 0, body_start) + 1
    if values is None:
        try:
            tree = _Tree(head, 2)
        except Broken as broken:
            problems.append(Problem(file, broken.line, broken.column, "", broken.message, broken.hint))
            front.values = {}
            front.broken = True  # type: ignore[attr-defined]
        else:
            front.values = tree.values
            for line, column, name, message, hint in tree.complaints:
                problems.append(Problem(file, line, column, name, message, hint))
    return front


def _simple(head: str) -> dict[str, Value] | None:
    """Read plain `key: value` lines; None when there is anything else, for YAML to read."""
    values: dict[str, Value] = {}
    for line in head.split("\n"):
        if not line:
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        name, quoted, words, plain = found.groups()
        name = name.lower()
        if name in values:
            return None
        if plain is not None:
            values[name] = plain.rstrip()
        elif quoted is not None:
            values[name] = quoted
        elif words is not None:
            values[name] = [word.strip() for word in words.split(",")]
        else:
            return None  # an empty value may go on in the next line
    return values


class _Tree:
    """The YAML of one head as plain text values, with the place of each."""

    def __init__(self, head: str, first_line: int) -> None:
        self.values: dict[str, Value] = {}
        self.positions: dict[Path, tuple[int, int]] = {}
        self.complaints: list[tuple[int, int, str, str, str]] = []
        self._offset = first_line
        self._count = 0
        self._lines = head.split("\n")
        _refuse_tabs_and_curly_quotes(head, first_line)
        try:
            self._events = yaml.parse(head, Loader=_PARSER)
            for event in self._events:
                if isinstance(event, yaml.MappingStartEvent):
                    self._note_anchor(event)
                    self.values = self._mapping((), 1)
                elif isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent)):
                    line, column = self._place(event)
                    raise Broken(line, column, "this is not a field.", "Write each field as a name, a colon, a space and the value: title: Narcan training")
        except yaml.MarkedYAMLError as error:
            raise explain_yaml(error, self._lines, first_line) from None
        except yaml.YAMLError as error:
            raise explain_character(error, head, first_line) from None

    def _place(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return mark.line + self._offset, mark.column + 1

    def _note_anchor(self, event: Any) -> None:
        if getattr(event, "anchor", None) is not None:
            line, column = self._place(event)
            raise Broken(line, column, f"'&{event.anchor}' or '*{event.anchor}' is a shortcut of YAML that is not used here.",
                         "Put the value in quotes if it really begins with & or *, else write it out.")

    def _value(self, event: Any, path: Path, depth: int) -> Value:
        self._note_anchor(event)
        self._count += 1
        line, column = self._place(event)
        if self._count > MAX_VALUES or depth > MAX_DEPTH:
            raise Broken(line, column, "there are too many values, or too many groups inside groups.", "An event needs far fewer fields.")
        self.positions.setdefault(path, (line, column))
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, depth + 1)
        return self._sequence(path, depth + 1)

    def _sequence(self, path: Path, depth: int) -> list[Value]:
        found: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._value(event, (*path, len(found)), depth))
        return found

    def _mapping(self, path: Path, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line, column = self._place(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._note_anchor(event)
                raise Broken(line, column, "a field's name is missing here.", "Write a name, a colon, a space and the value.")
            self._note_anchor(event)
            name = event.value.strip().lower()
            value = self._value(next(self._events), (*path, name), depth)
            if name in found:
                self.complaints.append((line, column, name, "this field is written twice.", "Keep one of the two lines."))
                continue
            found[name] = value
            self.positions[(*path, name, "")] = (line, column)
        return found


def _refuse_tabs_and_curly_quotes(head: str, first_line: int) -> None:
    for number, line in enumerate(head.split("\n"), first_line):
        if line[:1] == "\t" or re.match(r" +\t", line):
            raise Broken(number, 1, "the line starts with a tab.", "Use spaces instead of the tab key.")


def explain_yaml(error: yaml.MarkedYAMLError, lines: list[str], first_line: int) -> Broken:
    """Turn a YAML parser's message into plain words."""
    mark = error.problem_mark or error.context_mark
    index, column = (mark.line, mark.column + 1) if mark else (0, 1)
    line = lines[index] if index < len(lines) else ""
    about = f"{error.context or ''} {error.problem or ''}"
    if "mapping values are not allowed" in about:
        name, _, value = line.partition(":")
        return Broken(index + first_line, column, "there is a second colon in this line.",
                      f'Put the value in quotes: {name.strip()}: "{value.strip()}"')
    if "quoted scalar" in about:
        start = error.context_mark.line if error.context_mark else index
        column = error.context_mark.column + 1 if error.context_mark else column
        return Broken(start + first_line, column, "a quotation mark is opened and never closed.",
                      "Put the same mark at the end of the value, or take both away.")
    if "could not find expected ':'" in about or "simple key" in about:
        start = error.context_mark.line if error.context_mark else index
        return Broken(start + first_line, 1, f"there is no colon in '{lines[start].strip()[:50]}'." if start < len(lines) else "a colon is missing.",
                      "Write a name, a colon, a space and the value: room: 120")
    if "found character" in about and "cannot start" in about:
        return Broken(index + first_line, column, f"a value cannot begin with {line[column - 1:column]!r}.", "Put the value in quotes.")
    if "flow sequence" in about or "flow mapping" in about:
        return Broken(index + first_line, column, "a bracket is opened and not closed, or a comma is missing.",
                      "Write lists as [one, two], or put the value in quotes if the bracket belongs to it.")
    if "undefined alias" in about or "anchor" in about or "alias" in about:
        return Broken(index + first_line, column, "a value that begins with & or * is a shortcut of YAML that is not used here.",
                      "Put the value in quotes if it really begins so.")
    if "block mapping" in about or "block collection" in about or "block sequence" in about:
        return Broken(index + first_line, column, "the line does not line up with the lines around it.",
                      "Start every field at the left edge, and the parts of a list with the same number of spaces.")
    if "document start" in about or "document" in about or "directive" in about:
        return Broken(index + first_line, column, "this line is not a field.", "Write a name, a colon, a space and the value.")
    return Broken(index + first_line, column, "this line cannot be read.", "Write a name, a colon, a space and the value; put the value in quotes.")


def explain_character(error: yaml.YAMLError, head: str, first_line: int) -> Broken:
    """Find the control character that YAML refuses."""
    for number, line in enumerate(head.split("\n"), first_line):
        found = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", line)
        if found:
            return Broken(number, found.start() + 1, "there is an invisible control character in this line.", "Delete the line and type it again.")
    return Broken(first_line, 1, "the fields cannot be read.", "Delete unusual characters.")


def _pelican_header(text: str, file: str, problems: list[Problem]) -> FrontMatter:
    """Read plain `Key: value` lines up to the first blank line, as Pelican's own Markdown reader does."""
    values: dict[str, Value] = {}
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    end = start
    for end in range(start, len(lines) + 1):
        if end == len(lines) or not lines[end].strip():
            break
        found = _PELICAN.match(lines[end])
        if not found:
            if lines[end][:1] in " \t" and values:
                last = next(reversed(values))
                values[last] = f"{values[last]} {lines[end].strip()}".strip()
                continue
            problems.append(Problem(
                file, end + 1, 1, "", "the fields are missing, or this line is not one.",
                "Begin the file with a line ---, then the fields as name: value, then a line --- again."))
            return FrontMatter(file, {}, "", problems=problems)
        name, value = found[1].strip().lower().replace(" ", "_"), (found[2] or "").strip()
        if name in values:
            problems.append(Problem(file, end + 1, 1, name, "this field is written twice.", "Keep one of the two lines."))
            continue
        values[name] = value.strip('"') if value[:1] == value[-1:] == '"' else value
    if not values:
        problems.append(Problem(file, 1, 1, "", "the file is empty." if not text.strip() else "the fields are missing.",
                                "Begin the file with a line ---, then the fields as name: value, then a line --- again."))
    front = FrontMatter(file, values, "\n".join(lines[end + 1:]), min(end + 2, len(lines) + 1), "", 1, problems)
    front.pelican_lines = lines[:end]  # type: ignore[attr-defined]
    return front


def _pelican_positions(front: FrontMatter) -> dict[Path, tuple[int, int]]:
    places: dict[Path, tuple[int, int]] = {}
    for number, line in enumerate(getattr(front, "pelican_lines", []), 1):
        found = _PELICAN.match(line)
        if found:
            name = found[1].strip().lower().replace(" ", "_")
            places.setdefault((name,), (number, found.start(2) + 1 if found[2] else 1))
            places.setdefault((name, ""), (number, 1))
    return places
