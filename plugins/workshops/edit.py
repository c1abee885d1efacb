"""Changing fields of a file and nothing else: comments, order, quotes, line ends and every other byte stay.

An organizer's file is theirs. A tool that cancels one date must not reformat the rest, or nobody dares to use it,
and the history of the file shows noise. So a change is a replacement of a few characters, found through the places
that `yamltree` keeps, and each change is read back before it counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .errors import WorkshopsError
from .yamltree import Broken, Node, Path, Value, key_of, parse, scalar

DATE_LISTS = frozenset({"except", "also", "closures"})
_FENCE = re.compile(r"---[ \t]*(\r\n|\n|\r)")
_CLOSE = re.compile(r"^---[ \t]*(?=\r|\n|\Z)", re.M)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9 _-]*):[ \t]*(.*)")


class EditError(WorkshopsError):
    """The file cannot be changed safely; the message says why. Nothing has been written."""


class Editor:
    """The fields of one file, to be changed one at a time; `bytes` is the file as it is then.

    Values are text, numbers, True and False (written yes and no), lists of these, groups (a mapping), and lists of
    groups. A path is a field's name, or a tuple such as `("changes", 0, "note")`. Every method raises EditError where
    the file cannot be read or the change cannot be made; the editor is then as it was before.
    """

    def __init__(self, data: bytes) -> None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise EditError("the file is not stored as UTF-8; save it again in that encoding.") from None
        self._bom = "\ufeff" if text.startswith("\ufeff") else ""
        self._text = text[len(self._bom) :]
        self._newline = "\r\n" if "\r\n" in self._text else "\n"
        opened = _FENCE.match(self._text)
        self._fenced = opened is not None
        self._begin = opened.end() if opened else 0
        self._find_end()
        self._parse()

    @property
    def bytes(self) -> bytes:
        """The whole file."""
        return (self._bom + self._text).encode("utf-8")

    @property
    def values(self) -> dict[str, Value]:
        """All fields as text, by lower-case name."""
        return self._root.value()  # type: ignore[no-any-return]

    def get(self, path: str | Path) -> Value | None:
        """Return the value at a path as text, list or dict; None where there is none."""
        node = self._root.find(_path(path))
        return node.value() if node else None

    def set(self, path: str | Path, value: object, *, after: Sequence[str] = ()) -> None:
        """Change a value, or add the field: behind the last of `after` that there is, else at the end."""
        path = _path(path)
        node = self._root.find(path)
        if node is None:
            self.insert(path, value, after=after)
            return
        plain = _plain(value)
        key = self._key(path)
        if isinstance(plain, str) and node.is_text and node.style not in ("|", ">"):
            space = " " if node.start == node.end and self._text[self._at(node.start) - 1] == ":" else ""
            self._replace(node.start, node.end, space + scalar(plain, node.style), path, plain)
        elif key is not None:
            start, end = key.end, max(node.end, key.end + 1)
            colon = self._head.index(":", start) + 1
            written = self._value_after_key(plain, self._column(key.start), flow=self._in_flow(path))
            self._replace(colon, max(end, colon), written, path, plain)
        else:
            self._replace(node.start, node.end, _flow(plain), path, plain)

    def insert(self, path: str | Path, value: object, *, after: Sequence[str] = ()) -> None:
        """Add a field that is not there yet."""
        path = _path(path)
        group = self._root.find(path[:-1])
        name = path[-1]
        if isinstance(name, int):
            raise EditError("an item is added with append_item or append_entry.")
        if group is None or (group.is_text and path[:-1]):
            self.set(path[:-1], {name: value})
            return
        if group.pair(name):
            raise EditError(f"there is a field {name} already.")
        plain = _plain(value)
        if not self._fenced:
            self._insert_header(name, plain, after)
        elif group.style == "{":
            self._insert_flow(group, f"{name}: {_flow(plain)}", bool(group.pairs), path, plain)
        else:
            self._insert_line(group, name, plain, after, path)

    def remove(self, path: str | Path) -> None:
        """Delete a field or an item with its lines; a list or group that is left empty goes too."""
        path = _path(path)
        node = self._root.find(path)
        if node is None:
            return
        parent = self._root.find(path[:-1])
        assert parent is not None
        if path[:-1] and len(parent.pairs) + len(parent.items) == 1:
            self.remove(path[:-1])
            return
        key = self._key(path)
        start = key.start if key else node.start
        if parent.style in ("[", "{"):
            self._remove_flow(parent, start, max(node.end, key.end + 1 if key else 0), path)
        else:
            self._remove_lines(parent, start, max(node.end, key.end + 1 if key else 0), path)

    def rename(self, path: str | Path, name: str) -> None:
        """Change a field's name and keep its value."""
        path = _path(path)
        key = self._key(path)
        if key is None:
            raise EditError(f"there is no field {path[-1]}.")
        if self._root.find((*path[:-1], name.lower())) is not None and key_of(key) != name.lower():
            raise EditError(f"there is a field {name} already.")
        value = self.get(path)
        self._replace(key.start, key.end, name, (*path[:-1], name.lower()), value, str(path[0]))

    def append_item(self, path: str | Path, value: object) -> None:
        """Add an item to a list of texts, such as a date to `except`; the list is made where there is none."""
        path, plain = _path(path), _plain(value)
        node = self._root.find(path)
        if node is None or (node.is_text and not node.text.strip()):
            self.set(path, [plain])
        elif node.is_text:
            self.set(path, _separator(str(path[-1]), node.text).join((node.text.strip(), str(plain))))
        elif node.style in ("[", "{"):
            self._insert_flow(node, _flow(plain), bool(node.items), (*path, len(node.items)), plain)
        else:
            self._insert_item(node, _flow(plain), path, plain)

    def append_entry(self, path: str | Path, fields: Mapping[str, object]) -> None:
        """Add a group to a list of groups, such as one changed date to `changes`; the list is made where there is none."""
        path, plain = _path(path), _plain(fields)
        node = self._root.find(path)
        if node is None or (node.is_text and not node.text.strip()):
            self.set(path, [plain])
        elif node.style in (":", "{") or node.is_text:
            self.set(path, [node.value(), plain])
        elif node.style == "[":
            self._insert_flow(node, _flow(plain), bool(node.items), (*path, len(node.items)), plain)
        else:
            column = self._column(node.items[-1].start) - self._dash(node) if node.items else 2
            lines = _entry(plain, self._dash(node), max(column, 2), self._newline)
            self._insert_after(node.end, lines, (*path, len(node.items)), plain)

    def cut_trailing_spaces(self) -> None:
        """Cut spaces at the ends of the fields' lines, but not inside a value of several lines."""
        inside = [
            (node.start, node.end)
            for _, node, _ in self._root.walk()
            if node.is_text and re.search(r"[\r\n]", self._head[node.start : node.end])
        ]
        for found in reversed(list(re.finditer(r"[ \t]+(?=\r|\n|\Z)", self._head))):
            if not any(start <= found.start() < end for start, end in inside):
                self._replace(found.start(), found.end(), "", None, None)

    # -- text and places ----------------------------------------------------------------------------------------

    @property
    def _head(self) -> str:
        return self._text[self._begin : self._end]

    def _at(self, offset: int) -> int:
        return self._begin + offset

    def _find_end(self) -> None:
        if self._fenced:
            closed = _CLOSE.search(self._text, self._begin)
            if closed is None:
                raise EditError("the line --- that ends the fields is missing.")
            self._end = closed.start()
            return
        blank = re.search(r"(?:\r\n|\n|\r)[ \t]*(?=\r|\n|\Z)", self._text)
        self._end = blank.start() if blank else len(self._text)

    def _parse(self) -> None:
        if not self._fenced:
            self._root = _header_tree(self._head)
            return
        try:
            self._root = parse(self._head)
        except Broken as broken:
            line = self._text.count("\n", 0, self._begin + broken.offset) + 1
            raise EditError(f"line {line}: {broken.message} {broken.hint}") from None

    def _key(self, path: Path) -> Node | None:
        parent = self._root.find(path[:-1])
        found = parent.pair(path[-1]) if parent and isinstance(path[-1], str) else None
        return found[0] if found else None

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)

    def _line_start(self, offset: int) -> int:
        return max(self._head.rfind("\n", 0, offset), self._head.rfind("\r", 0, offset)) + 1

    def _line_end(self, offset: int) -> int:
        """The offset behind the line break of the line in which `offset` stands."""
        found = re.compile(r"\r\n|\n|\r").search(self._head, offset)
        return found.end() if found else len(self._head)

    def _dash(self, node: Node) -> int:
        return self._column(node.start)

    def _in_flow(self, path: Path) -> bool:
        return any((node := self._root.find(path[:i])) and node.style in ("[", "{") for i in range(len(path)))

    def _replace(self, start: int, end: int, new: str, path: Path | None, expected: Value, old: str = "") -> None:
        """Put new text in place of the characters from `start` to `end`, and see that it reads as meant."""
        before = (self._text, self._end, self._root)
        names = {old, *(path or ())[:1]}
        others = [v for n, v in self._root.value().items() if n not in names]
        self._text = self._text[: self._at(start)] + new + self._text[self._at(end) :]
        self._end += len(new) - (end - start)
        try:
            self._parse()
            now = self._root.find(path) if path else None
            if path and (now is None or now.value() != expected):
                raise EditError(f"{path[-1]} cannot be written in this file.")
            if [v for n, v in self._root.value().items() if n not in names] != others and path:
                raise EditError(f"{path[-1]} cannot be changed without changing other fields.")
        except EditError:
            self._text, self._end, self._root = before
            raise

    # -- adding -------------------------------------------------------------------------------------------------

    def _value_after_key(self, value: Value, column: int, flow: bool = False) -> str:
        """Write a value as it stands behind the colon of its key."""
        if flow or isinstance(value, str) or not value or (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            return f" {_flow(value)}"
        if isinstance(value, dict):
            return self._newline + "".join(_fields(value, column + 2, self._newline)).rstrip("\r\n")
        return self._newline + "".join(_entry(v, column + 2, 2, self._newline) for v in value).rstrip("\r\n")

    def _insert_line(self, group: Node, name: str, value: Value, after: Sequence[str], path: Path) -> None:
        column = self._column(group.pairs[0][0].start) if group.pairs else 0
        line = " " * column + f"{name}:{self._value_after_key(value, column)}{self._newline}"
        behind = next((found for known in reversed(after) if (found := group.pair(known))), None)
        if behind is None and not group.pairs:
            self._replace(len(self._head), len(self._head), line, path, value)
            return
        key, last = behind or group.pairs[-1]
        self._insert_after(max(last.end, key.end + 1), line, path, value)

    def _insert_after(self, offset: int, lines: str, path: Path, value: Value) -> None:
        """Insert whole lines behind the line in which `offset` stands."""
        if offset and self._head[offset - 1 : offset] in ("\n", "\r") and offset == self._line_start(offset):
            offset -= 1
        end = self._line_end(offset)
        if end and self._head[end - 1 : end] not in ("\n", "\r"):
            lines = self._newline + lines.rstrip("\r\n")
        self._replace(end, end, lines, path, value)

    def _insert_item(self, node: Node, text: str, path: Path, value: Value) -> None:
        line = " " * self._dash(node) + f"- {text}{self._newline}"
        self._insert_after(node.end, line, (*path, len(node.items)), value)

    def _insert_flow(self, node: Node, text: str, comma: bool, path: Path, value: Value) -> None:
        inside = self._head[: node.end - 1].rstrip()
        lead = "" if not comma else (" " if inside.endswith(",") else ", ")
        self._replace(len(inside), len(inside), f"{lead}{text}", path, value)

    def _insert_header(self, name: str, value: Value, after: Sequence[str]) -> None:
        if not isinstance(value, str):
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise EditError(f"{name} needs lines of its own: put a line --- above the first field and one below the last.")
            value = ("; " if name in DATE_LISTS else ", ").join(value)
        behind = next((found for known in reversed(after) if (found := self._root.pair(known))), None)
        pairs = self._root.pairs
        offset = (behind or pairs[-1])[1].end if pairs else 0
        end = self._line_end(offset)
        capital = bool(pairs) and all(key.text[:1].isupper() for key, _ in pairs)
        line = f"{name.capitalize() if capital else name}: {value}"
        at_end = end == len(self._head) and self._head[-1:] not in ("\n", "\r")
        self._replace(end, end, f"{self._newline}{line}" if at_end and pairs else f"{line}{self._newline}", (name,), value)

    # -- removing -----------------------------------------------------------------------------------------------

    def _remove_flow(self, parent: Node, start: int, end: int, path: Path) -> None:
        after = re.compile(r"\s*,\s*").match(self._head, end)
        if after:
            self._replace(start, after.end(), "", None, None)
            return
        before = re.search(r"\s*,\s*$", self._head[:start])
        self._replace(before.start() if before else start, end, "", None, None)

    def _remove_lines(self, parent: Node, start: int, end: int, path: Path) -> None:
        if end and self._head[end - 1 : end] in ("\n", "\r") and end == self._line_start(end):
            end -= 1
        first, last = self._line_start(start), self._line_end(end)
        dash = re.fullmatch(r"(\s*)(-\s+)+", self._head[first:start])
        if dash and isinstance(path[-1], str):  # the first field of an entry: the dash goes to the next field
            follower = re.compile(r"[ \t]*").match(self._head, last)
            assert follower
            self._replace(start, follower.end(), "", None, None)
            return
        self._replace(first, last, "", None, None)


def _path(path: str | Path) -> Path:
    parts = (path,) if isinstance(path, str) else tuple(path)
    return tuple(part.lower() if isinstance(part, str) else part for part in parts)


def _plain(value: object) -> Value:
    """Turn numbers and booleans into the text that stands for them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value)


def _separator(name: str, text: str) -> str:
    """Dates with letters have commas of their own (Dec 24, 2026), so a semicolon parts them."""
    return "; " if name in DATE_LISTS and not re.fullmatch(r"[\d\s,:T-]+", text) else ", "


def _flow(value: Value) -> str:
    """Write a value on one line."""
    if isinstance(value, list):
        return "[" + ", ".join(_flow_text(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow_text(item)}" for name, item in value.items()) + "}"
    return scalar(value)


def _flow_text(value: Value) -> str:
    if isinstance(value, str) and re.search(r"[,\[\]{}]", value):
        return scalar(value, '"')
    return _flow(value)


def _fields(group: Mapping[str, Value], column: int, newline: str) -> list[str]:
    return [" " * column + f"{name}: {_flow(value)}{newline}" for name, value in group.items()]


def _entry(group: Value, dash: int, step: int, newline: str) -> str:
    """Write one entry of a list: a dash, then its fields below one another."""
    if not isinstance(group, dict):
        return " " * dash + "-" + " " * (step - 1) + _flow(group) + newline
    lines = _fields(group, dash + step, newline)
    return " " * dash + "-" + " " * (step - 1) + "".join(lines).lstrip(" ")


def _header_tree(head: str) -> Node:
    """Read plain `Key: value` lines as Pelican does, as a tree."""
    root = Node(":", 0, len(head))
    for line in re.finditer(r"[^\r\n]+", head):
        found = _HEADER.fullmatch(line[0])
        if found is None:
            if root.pairs and line[0][:1] in " \t":
                key, value = root.pairs[-1]
                value.text, value.end = f"{value.text} {line[0].strip()}".strip(), line.end()
                continue
            raise EditError(f"there is a line that is not a field: '{line[0].strip()[:50]}'.")
        key = Node("", line.start(), line.start() + found.end(1), found[1].strip().replace(" ", "_"))
        value = Node("", line.start() + found.start(2), line.start() + found.start(2) + len(found[2].rstrip()), found[2].strip())
        root.pairs.append((key, value))
    return root
