"""Front matter: the fields at the head of a Markdown file, each as the text that its writer wrote.

YAML guesses types (`18:00` becomes 1080, `no` becomes false, `02134` loses its zero), so nothing here is typed:
every scalar stays text, lists stay lists, groups stay dictionaries, and the schema types them later. Most files
are plain `key: value` lines, which `_simple` reads without YAML; everything else goes through `yamltree` and gives
the same result (a test holds that). A line that cannot be read is reported and left out, and the rest is read on,
so that all mistakes of a file are told at once. Positions are worked out only when a problem needs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from .decode import MAX_BYTES, decode
from .errors import Problem, Severity
from .yamltree import Broken, Node, Path, Value, is_sentence, is_smart_quoted, key_of, parse

__all__ = ["MAX_BYTES", "FrontMatter", "Path", "Value", "read"]

MAX_HEAD = 100_000
"""Characters; the longest honest head is a series with hundreds of changed dates."""
MOST_MISTAKES = 25
"""Unreadable lines that are told of one file; who has more has not written fields at all."""

_LINE = re.compile(
    r"([A-Za-z][A-Za-z0-9_-]*):(?:[ ]+(?:"
    r'"([^"\\\n]*)"'  # quoted, nothing to unescape
    r"|\[([A-Za-z0-9][A-Za-z0-9_.-]*(?:, ?[A-Za-z0-9][A-Za-z0-9_.-]*)*)\]"  # a list of plain words
    r"|((?:[^\s\"'“”„«»‘’\[\]{}>|*&!%#`@,?:\-]|-(?=[0-9]))[^\n#:]*(?::(?=[^\s:])[^\n#:]*|(?<=\S)#[^\n#:]*)*)"  # plain text
    r"))?[ ]*"
)
_PELICAN = re.compile(r"([A-Za-z][A-Za-z0-9 _-]*):(?:[ \t]+(.*)|)$")
_FENCE = re.compile(r"[-‐‑‒–—―_=*+~]+")
_FIELD_OR_INDENTED = re.compile(r"""[ \t#\-]|["']?[^\W\d][^:]{0,60}:""")
_NAME = re.compile(r"""\s*(?:-\s+)*["']?(?P<name>[^\W\d_][\w-]*(?: [^\W\d_]\w*)?)["']?\s*[:：=]|\s*(?P<word>[A-Za-z_]+)""")
_OTHER_FILES = {
    "BEGIN:VCALENDAR": "a calendar file",
    "<!DOCTYPE": "a web page",
    "<HTML": "a web page",
    "{\\RTF": "a word processor's file",
    "%PDF": "a PDF",
    "<?XML": "an XML file",
}
_HOW = "Begin the file with a line ---, then the fields as name: value, then a line --- again."


@dataclass
class FrontMatter:
    """The head and the body of one file.

    `values` maps lower-case keys to values; `body` is the Markdown below, `body_line` the line it starts at.
    `broken` names fields that are there but cannot be read: they are not missing as well.
    """

    file: str
    values: dict[str, Value]
    body: str
    body_line: int = 1
    head: str = ""
    head_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    pelican_lines: list[str] = field(default_factory=list)

    @cached_property
    def positions(self) -> dict[Path, tuple[int, int]]:
        """Line and column of every value, by its path: `("changes", 0, "date")`; a key's own place is at `(*path, "")`."""
        if self.pelican_lines:
            return _pelican_positions(self.pelican_lines)
        places: dict[Path, tuple[int, int]] = {}
        try:
            tree = parse(self.head)
        except Broken:
            return places
        lines = _Lines(self.head, self.head_line)
        for path, node, key in tree.walk():
            places.setdefault(path, lines.place(node.start))
            if key is not None:
                places.setdefault((*path, ""), lines.place(key.start))
        return places

    def position(self, path: Path) -> tuple[int, int]:
        """Return the place of a value, or of the nearest thing around it; (1, 1) for the file."""
        while path:
            if path in self.positions:
                return self.positions[path]
            path = path[:-1]
        return (1, 1)


def _not_hyphens(file: str, number: int, what: str, line: str) -> Problem:
    why = " (a word processor makes a dash of them)" if re.search("[‐‑‒–—―]", line) else ""
    return Problem(
        file, number, 1, "", f"the fields {what} with '{line.strip()[:20]}', not with ---.", f"Write three hyphens --- instead{why}."
    )


class _Lines:
    """Offsets to line and column."""

    def __init__(self, text: str, first: int) -> None:
        self.text, self.first = text, first

    def place(self, offset: int) -> tuple[int, int]:
        return self.text.count("\n", 0, offset) + self.first, offset - self.text.rfind("\n", 0, offset)


def read(data: bytes, file: str) -> FrontMatter:
    """Split one file into fields and body; never raises, problems are in the result."""
    problems: list[Problem] = []
    text = decode(data, file, problems)
    if text is None:
        return FrontMatter(file, {}, "", problems=problems)
    if text.startswith("---\n"):
        return _fenced(text, 4, 2, file, problems)
    first = len(text) - len(text.lstrip())
    line = text[first:].partition("\n")[0]
    if _FENCE.fullmatch(line.strip()):
        number = text.count("\n", 0, first) + 1
        if line.strip() != "---":
            problems.append(_not_hyphens(file, number, "begin", line))
        return _fenced(text, min(first + len(line) + 1, len(text)), number + 1, file, problems)
    close = re.compile(r"^---[ \t]*$", re.M).search(text)
    if close and all(_PELICAN.match(line) for line in text[first : close.start()].split("\n")[:-1]):
        number = text.count("\n", 0, first) + 1
        problems.append(
            Problem(
                file, number, 1, "", "the line --- that begins the fields is missing.", "Put a line with only --- above the first field."
            )
        )
        return _fenced(text, first, number, file, problems)
    return _pelican_header(text, file, problems)


# -- fields between --- lines ----------------------------------------------------------------------------------------


def _fenced(text: str, start: int, first_line: int, file: str, problems: list[Problem]) -> FrontMatter:
    end, body_start = _find_close(text, start, file, problems)
    head = text[start:end]
    front = FrontMatter(file, {}, text[body_start:], 0, head, first_line, problems)
    front.body_line = text.count("\n", 0, body_start) + 1
    if len(head) > MAX_HEAD:
        problems.append(
            Problem(
                file, first_line, 1, "", "there is far too much text between the --- lines.", "Long text goes below the second --- line."
            )
        )
        return front
    values = _simple(head)
    if values is None:
        values = _Recovery(front).values()
    front.values = values
    return front


def _find_close(text: str, start: int, file: str, problems: list[Problem]) -> tuple[int, int]:
    """Return where the head ends and where the body begins."""
    end = text.find("\n---", max(start - 1, 0))
    while end >= 0:
        line_end = text.find("\n", end + 1)
        if text[end + 4 : len(text) if line_end < 0 else line_end].strip() == "":
            return end + 1, len(text) if line_end < 0 else line_end + 1
        end = text.find("\n---", end + 1)
    offset = start
    for line in text[start:].split("\n"):
        number = text.count("\n", 0, offset) + 1
        if line.strip() and _FENCE.fullmatch(line.strip()) and line.strip() != "-":
            problems.append(_not_hyphens(file, number, "end", line))
            return offset, min(offset + len(line) + 1, len(text))
        if not line.strip() or not _FIELD_OR_INDENTED.match(line):
            break
        offset += len(line) + 1
    offset = min(offset, len(text))
    problems.append(
        Problem(
            file, 1, 1, "", "the line --- that ends the fields is missing.", "Put a line with only --- between the fields and the text."
        )
    )
    return offset, offset


def _simple(head: str) -> dict[str, Value] | None:
    """Read plain `key: value` lines; None when there is anything else, for YAML to read."""
    values: dict[str, Value] = {}
    lines = head.split("\n")
    for line in lines:
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
    return values if "".join(lines).isprintable() else None


class _Recovery:
    """Reads a head with YAML; a line that cannot be read is reported, left out, and the rest is read again."""

    def __init__(self, front: FrontMatter) -> None:
        self.front = front
        self.lines = front.head.split("\n")
        self.told: set[int] = set()

    def values(self) -> dict[str, Value]:
        self._tabs()
        for _ in range(MOST_MISTAKES):
            head = "\n".join(self.lines)
            try:
                tree = parse(head)
            except Broken as broken:
                self._leave_out(broken, head)
            else:
                self.front.head = head
                self._complain(tree, head)
                return tree.value()  # type: ignore[no-any-return]
        self.front.head = ""
        return {}

    def _report(self, line: int, column: int, name: str, message: str, hint: str, severity: Severity = "error") -> None:
        self.front.problems.append(Problem(self.front.file, line, column, name, message, hint, severity))

    def _tabs(self) -> None:
        for i, line in enumerate(self.lines):
            if re.match(r" *\t", line) and line.strip():
                self._report(i + self.front.head_line, 1, "", "the line starts with a tab.", "Use spaces instead of the tab key.")
                self.told.add(i)
                self.lines[i] = line.replace("\t", " ")

    def _leave_out(self, broken: Broken, head: str) -> None:
        """Report what is broken, unless its field has been told of already; empty its line, then its whole field."""
        line = min(head.count("\n", 0, broken.offset), len(self.lines) - 1)
        while line and not self.lines[line].strip():
            line -= 1
        first = line
        while first and (self.lines[first][:1] in (" ", "-", "#", "")):
            first -= 1
        last = line + 1
        while last < len(self.lines) and self.lines[last][:1] in (" ", "-"):
            last += 1
        known = bool(self.told & set(range(first, last)))
        named = _NAME.match(self.lines[line])
        name = ((named["name"] or named["word"]) if named and not is_sentence(self.lines[line]) else "").lower()
        if not known:
            column = broken.offset - head.rfind("\n", 0, broken.offset)
            self._report(line + self.front.head_line, column, name, broken.message, broken.hint)
        self.front.broken.update((name, name.replace(" ", "_").replace("-", "_")))
        if first < line and (top := _NAME.match(self.lines[first])):
            self.front.broken.add((top["name"] or top["word"]).lower())
        whole = first == line or (known and line not in self.told)
        self.told.add(line)
        for i in range(first, last) if whole else (line,):
            self.lines[i] = ""

    def _complain(self, tree: Node, head: str) -> None:
        """Report what YAML takes without a word and people do not mean."""
        places = _Lines(head, self.front.head_line)
        self._twice(tree, places)
        for _, node, key in tree.walk():
            if is_smart_quoted(node):
                self._report(
                    *places.place(node.start),
                    key_of(key) if key else "",
                    f"{node.text[0]} and {node.text[-1]} are printed quotation marks.",
                    'They are left out; straight ones are "…", and most values need none.',
                    "warning",
                )
            if node.style == "" and key is not None:
                self._hash(node, key, head, places)

    def _twice(self, group: Node, places: _Lines) -> None:
        seen: dict[str, Node] = {}
        for key, value in group.pairs:
            name = key_of(key)
            if name in seen:
                where = places.place(seen[name].start)[0]
                self._report(
                    *places.place(key.start),
                    name,
                    f"this field is written twice; the first is in line {where}.",
                    "Keep one of the two lines.",
                )
            seen.setdefault(name, key)
            self._twice(value, places)
        for item in group.items:
            self._twice(item, places)

    def _hash(self, node: Node, key: Node, head: str, places: _Lines) -> None:
        """`Room #12` loses its number: a space and # begin a remark."""
        found = re.compile(r"[ \t]*(#[^\s#][^\n]*)").match(head, node.end)
        if found and (node.text == "" or found.start() < found.start(1)):
            whole = f"{node.text} {found[1]}".strip()
            self._report(
                *places.place(found.start(1)),
                key_of(key),
                f"everything from '{found[1].strip()[:20]}' on is left out, since # begins a remark.",
                f'If it belongs to the value, put all of it in quotes: "{whole}"',
                "warning",
            )


# -- plain headers ---------------------------------------------------------------------------------------------------


def _pelican_header(text: str, file: str, problems: list[Problem]) -> FrontMatter:
    """Read plain `Key: value` lines up to the first blank line, as Pelican's own Markdown reader does."""
    front = FrontMatter(file, {}, "", problems=problems)
    other = next((name for begin, name in _OTHER_FILES.items() if text.lstrip()[:20].upper().startswith(begin)), None)
    if other:
        problems.append(Problem(file, 1, 1, "", f"this is {other}, not an event as text.", _HOW))
        return front
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    for number, line in enumerate(lines[start:end], start + 1):
        _header_line(front, line, number)
    if not front.values and not problems:
        message = "the file is empty." if not text.strip() else "the fields are missing."
        problems.append(Problem(file, 1, 1, "", message, _HOW))
    front.body = "\n".join(lines[end + 1 :])
    front.body_line = min(end + 2, len(lines) + 1)
    front.pelican_lines = lines[:end]
    return front


def _header_line(front: FrontMatter, line: str, number: int) -> None:
    found = _PELICAN.match(line)
    if not found:
        if line[:1] in " \t" and front.values:
            last = next(reversed(front.values))
            front.values[last] = f"{front.values[last]} {line.strip()}".strip()
        elif not any(p.hint == _HOW for p in front.problems):
            front.problems.append(Problem(front.file, number, 1, "", "the fields are missing, or this line is not one.", _HOW))
        return
    name, value = _header_name(found[1]), (found[2] or "").strip()
    if name in front.values:
        front.problems.append(Problem(front.file, number, 1, name, "this field is written twice.", "Keep one of the two lines."))
        return
    front.values[name] = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value


def _header_name(written: str) -> str:
    return written.strip().lower().replace(" ", "_")


def _pelican_positions(lines: list[str]) -> dict[Path, tuple[int, int]]:
    places: dict[Path, tuple[int, int]] = {}
    for number, line in enumerate(lines, 1):
        found = _PELICAN.match(line)
        if found:
            name = _header_name(found[1])
            places.setdefault((name,), (number, found.start(2) + 1 if found[2] else 1))
            places.setdefault((name, ""), (number, 1))
    return places
