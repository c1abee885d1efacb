"""The small part of YAML that front matter needs, as a tree of text with the place of every piece.

Nothing is typed and nothing is hidden: every scalar stays the text that was written, and shortcuts that make one
piece stand for another (anchors, aliases, tags, merge keys) are refused, so that a file cannot unfold into more than
it shows. Places are character offsets, which makes the tree good for messages and for editing alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_DEPTH = 6
MAX_VALUES = 5_000

Value = Any
"""`str`, `list` of values, or `dict` from lower-case key to value."""
Path = tuple[str | int, ...]

_PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\ufeff": " "})
_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff:#]|:(?=[^\s:])|(?<=\S)#)*(?<!\s)")
_SMART = {"“": "”", "„": "“", "‘": "’", "«": "»", "”": "”"}


@dataclass(slots=True)
class Broken(Exception):
    """The text cannot be read: where (offset in characters), why, and what to do."""

    offset: int
    message: str
    hint: str


@dataclass(slots=True)
class Node:
    """A piece of front matter.

    `style` is `` (plain), `'`, `"`, `|` or `>` for text, `[` and `{` for lists and groups in brackets, `-` and `:` for
    those written on lines of their own. `end` is where the piece itself ends, without the comments that follow.
    """

    style: str
    start: int
    end: int
    text: str = ""
    items: list[Node] = field(default_factory=list)
    pairs: list[tuple[Node, Node]] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether it is a scalar."""
        return self.style not in ("[", "{", "-", ":")

    def pair(self, name: str) -> tuple[Node, Node] | None:
        """Return the key and the value of a field of a group; names are not case-sensitive."""
        return next(((key, value) for key, value in self.pairs if key_of(key) == name.lower()), None)

    def child(self, part: str | int) -> Node | None:
        """Return the value of a field, or an item of a list."""
        if isinstance(part, str):
            found = self.pair(part)
            return found[1] if found else None
        return self.items[part] if 0 <= part < len(self.items) else None

    def find(self, path: Path) -> Node | None:
        """Return the piece at a path such as ("changes", 0, "date")."""
        node: Node | None = self
        for part in path:
            node = node.child(part) if node else None
        return node

    def value(self) -> Value:
        """Return the piece as text, list or dict; of two fields of one name the first counts."""
        if self.style in ("[", "-"):
            return [item.value() for item in self.items]
        if self.style in ("{", ":"):
            found: dict[str, Value] = {}
            for key, value in self.pairs:
                found.setdefault(key_of(key), value.value())
            return found
        return _unsmart(self.text.strip()) if self.style == "" else self.text

    def walk(self, path: Path = ()) -> Iterator[tuple[Path, Node, Node | None]]:
        """Yield path, piece and its key for everything below, in order of the file."""
        for key, value in self.pairs:
            yield (*path, key_of(key)), value, key
            yield from value.walk((*path, key_of(key)))
        for i, item in enumerate(self.items):
            yield (*path, i), item, None
            yield from item.walk((*path, i))


def key_of(node: Node) -> str:
    """Return the name of a field as the model knows it."""
    return node.text.strip().lower()


def _unsmart(text: str) -> str:
    """Take printed quotation marks around a whole value away; they were meant as quotes."""
    if len(text) > 1 and _SMART.get(text[0]) == text[-1] and not re.search(r"[“”„«»]", text[1:-1]):
        return text[1:-1].strip()
    return text


def is_smart_quoted(node: Node) -> bool:
    """Whether a plain value stands between printed quotation marks."""
    return node.style == "" and _unsmart(node.text) != node.text


def parse(head: str) -> Node:
    """Read the text between the `---` lines; raises Broken at the first piece that cannot be read."""
    return _Parser(head).root()


def scalar(text: str, style: str = "") -> str:
    """Write a text so that it is read back as the same text; `style` is the quotation mark to prefer."""
    special = re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]", text)
    if style == "'" and not special:
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    escaped = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", lambda m: f"\\u{ord(m[0]):04x}", escaped)
    return f'"{escaped}"'


class _Parser:
    def __init__(self, head: str) -> None:
        self.head = head
        self.count = 0
        self.events: Iterator[Any] = iter(())

    def root(self) -> Node:
        root = Node(":", 0, 0)
        try:
            self.events = yaml.parse(self.head.translate(_BREAKS), Loader=_PARSER)
            event: Any
            for event in self.events:
                if isinstance(event, yaml.MappingStartEvent):
                    root = self.node(event, 0)
                elif isinstance(event, yaml.AliasEvent):
                    self.refuse_shortcuts(event)
                elif isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent)):
                    raise self.not_a_field(event)
                elif isinstance(event, yaml.DocumentStartEvent) and event.explicit:
                    raise Broken(_start(event), "this line is not a field.", "Delete it; the fields need no other line than name: value.")
        except yaml.MarkedYAMLError as error:
            raise explain(error, self.head) from None
        except yaml.YAMLError:
            raise explain_character(self.head) from None
        return root

    def not_a_field(self, event: Any) -> Broken:
        offset = event.start_mark.index
        line = self.head[offset:].partition("\n")[0]
        if isinstance(event, yaml.ScalarEvent):
            return missing_colon(line, offset)
        return Broken(
            offset, "this is a list without a name.", "Write each field as a name, a colon, a space and the value: title: Narcan training"
        )

    def refuse_shortcuts(self, event: Any) -> None:
        offset = event.start_mark.index
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise Broken(
                offset,
                f"'{sign}{anchor}' is a shortcut that is not used here.",
                f"Write the value out, or put it in quotes if it really begins with {sign}.",
            )
        if tag is not None:
            raise Broken(
                offset, "a value cannot begin with '!' unless it is in quotes.", f"Put it in quotes: {quoted(self.line_value(offset))}"
            )

    def line_value(self, offset: int) -> str:
        return self.head[offset:].partition("\n")[0].strip()

    def node(self, event: Any, depth: int) -> Node:
        self.refuse_shortcuts(event)
        self.count += 1
        start, end = event.start_mark.index, event.end_mark.index
        if self.count > MAX_VALUES or depth > MAX_DEPTH:
            raise Broken(start, "there are too many values, or too many groups inside groups.", "An event needs far fewer fields.")
        if isinstance(event, yaml.ScalarEvent):
            style = (event.style or "").strip()
            return Node(style, start, self.text_end(start, end, style), event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(Node("[" if event.flow_style else "-", start, end), depth)
        return self.mapping(Node("{" if event.flow_style else ":", start, end), depth)

    def text_end(self, start: int, end: int, style: str) -> int:
        """A block of text ends with its last line, before empty lines and comments."""
        if style not in ("|", ">"):
            return end
        return start + len(self.head[start:end].rstrip())

    def sequence(self, node: Node, depth: int) -> Node:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                node.end = _end(event) if node.style == "[" else (node.items[-1].end if node.items else node.end)
                break
            node.items.append(self.node(event, depth + 1))
            node.end = node.items[-1].end
        return node

    def mapping(self, node: Node, depth: int) -> Node:
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                if node.style == "{":
                    node.end = _end(event)
                break
            self.refuse_shortcuts(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise Broken(event.start_mark.index, "a field's name is missing here.", "Write a name, a colon, a space and the value.")
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            node.pairs.append((key, value))
            node.end = max(value.end, key.end + 1)
        return node


def _start(event: Any) -> int:
    return int(event.start_mark.index)


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def quoted(text: str) -> str:
    """Put a text in straight quotes as an organizer would: double ones, single ones where it has double ones inside."""
    text = text.strip()
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def missing_colon(line: str, offset: int) -> Broken:
    """Explain a line that is no field."""
    stripped = line.strip()
    shown = stripped if len(stripped) <= 50 else f"{stripped[:47]}..."
    if bullet := _BULLET.match(stripped):
        return _bullet(bullet, offset)
    name = re.match(r"([A-Za-z_]+):([^ ].*)", stripped)
    if name:
        value = name[2].replace("\xa0", " ").strip()
        what = "a space of another kind (a word processor makes them)" if name[2][0].isspace() else "no space"
        return Broken(offset, f"there is {what} after the colon.", f"Write one ordinary space: {name[1]}: {value}")
    if "：" in stripped or "\ufe55" in stripped:
        return Broken(offset, "the colon in this line is of another kind.", "Type an ordinary colon : and a space.")
    hint = "Write a name, a colon, a space and the value: room: 120"
    if is_sentence(stripped):
        return Broken(offset, f"'{shown}' is not a field.", "Text goes below the second --- line.")
    found = re.match(r"([A-Za-z_]+)\s*(?:=|-|–|—|;)?\s*(.*)", stripped)
    if found and found[2]:
        hint = f"Write a name, a colon, a space and the value: {found[1].lower()}: {found[2]}"
    return Broken(offset, f"there is no colon after the name in '{shown}'.", hint)


_BULLET = re.compile(r"([•·▪◦‣●○*–—])\s+([^\n]+)")


def _bullet(found: re.Match[str], offset: int) -> Broken:
    """Explain an entry of a list that a word processor has given its own sign."""
    return Broken(offset, f"the line begins with {found[1]}, and the entries of a list begin with a hyphen.", f"Write - {found[2].strip()}")


def is_sentence(line: str) -> bool:
    """Whether a line without a colon is text that belongs below the fields, and not a field."""
    words = line.split()
    return ":" not in line and "=" not in line and (len(words) > 3 or line.strip()[-1:] in (".", "!", "?"))


def explain(error: yaml.MarkedYAMLError, head: str) -> Broken:
    """Turn a YAML parser's message into plain words."""
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index if mark else 0, len(head))
    first = min(error.context_mark.index if error.context_mark else offset, len(head))
    about = f"{error.context or ''} {error.problem or ''}"
    if "mapping values are not allowed" in about:
        return _second_colon(head, offset)
    if "escape" in about:
        return Broken(
            offset, "a backslash in double quotes has a meaning of its own.", "Use single quotes around the value, or a slash / instead."
        )
    if "quoted scalar" in about:
        return Broken(first, "a quotation mark is opened and never closed.", "Put the same mark at the end of the value, or take it away.")
    if "could not find expected ':'" in about or "simple key" in about:
        return missing_colon(head[head.rfind("\n", 0, first) + 1 :].partition("\n")[0], first)
    if "cannot start any token" in about:
        if head[offset : offset + 1] == "\t":
            return Broken(offset, "there is a tab in this line.", "Use spaces instead of the tab key.")
        return _needs_quotes(head, offset, f"'{head[offset : offset + 1]}'")
    if "flow" in about:
        return Broken(
            first,
            "a bracket is opened and not closed, or a comma is missing.",
            "Write lists as [one, two], or put the value in quotes if the bracket belongs to it.",
        )
    if bullet := _BULLET.match(head, first):
        return _bullet(bullet, first)
    if "alias" in about or "anchor" in about:
        return _needs_quotes(head, first, f"'{head[first : first + 1]}'")
    return _explain_rest(about, offset, first, head)


def _needs_quotes(head: str, at: int, sign: str) -> Broken:
    return Broken(
        at, f"a value cannot begin with {sign} unless it is in quotes.", f"Put it in quotes: {quoted(head[at:].partition(chr(10))[0])}"
    )


def _explain_rest(about: str, offset: int, first: int, head: str) -> Broken:
    if "tag" in about:
        return _needs_quotes(head, first, "'!'")
    if "block scalar" in about:
        return _needs_quotes(head, first, "| or >")
    if "block" in about and head[:offset].rpartition("\n")[2].strip():
        return _wrong_value(head, offset)
    if "block" in about:
        return Broken(
            offset,
            "the line does not line up with the lines around it.",
            "Start every field at the left edge, and the parts of a list with the same number of spaces.",
        )
    if "document" in about or "directive" in about:
        return Broken(offset, "this line is not a field.", "Write a name, a colon, a space and the value.")
    return Broken(offset, "this line cannot be read.", "Write a name, a colon, a space and the value; put the value in quotes.")


def _second_colon(head: str, offset: int) -> Broken:
    start = head.rfind("\n", 0, offset) + 1
    line = head[start:].partition("\n")[0]
    name, _, value = line.partition(":")
    if not value.strip() or start + len(name) == offset:
        before = head[:start].rstrip("\n").rpartition("\n")[2]
        if line[:1] == " " and ":" in before and before[:1] != " ":
            return Broken(
                start,
                "the line is indented, so it looks like a part of the line before.",
                "Start every field at the left edge of the line.",
            )
        if ":" in before and _indent(line) > _indent(before):
            hint = "Begin it right below that field, neither left nor right of it."
            return Broken(start, "the line is indented more than the field above.", hint)
        return Broken(offset, "there is a colon too many in this line.", "Put the value in quotes if the colon belongs to it.")
    if re.match(r"\s*- ", line) and re.search(r",\s*[A-Za-z_]+: ", value):
        return Broken(
            offset, "several fields are in one line.", f"Put each on a line of its own, or all in braces: - {{{line.strip()[2:].strip()}}}"
        )
    plain = value.strip().strip("“”„«»")
    return Broken(offset, "there is a second colon in the line.", f"Put the value in quotes: {name.strip()}: {quoted(plain)}")


def _indent(line: str) -> int:
    """How many spaces a line begins with; the hyphen of a list counts as one."""
    return len(line) - len(line.lstrip(" -"))


def _wrong_value(head: str, offset: int) -> Broken:
    """Explain a value that YAML takes for something else: `"Narcan" training`, `, May`, `- one`."""
    start = head.rfind("\n", 0, offset) + 1
    name, _, value = (part.strip() for part in head[start:].partition("\n")[0].partition(":"))
    if value[:1] in ("'", '"'):
        return Broken(
            offset, "there is something after the closing quotation mark.", f"Put the whole value in quotes: {name}: {_requoted(value)}"
        )
    if value[:1] in ("[", "{"):
        return Broken(
            offset, "there is something after the closing bracket.", f"Put all of it in the brackets, or in quotes: {name}: {quoted(value)}"
        )
    if value[:2] == "- ":
        return Broken(offset, "a list that begins with - needs a line of its own.", f"Write {name}: {value[2:]} or {name}: [one, two]")
    return Broken(offset, f"a value cannot begin with '{value[:1]}' unless it is in quotes.", f"Put it in quotes: {name}: {quoted(value)}")


def _requoted(value: str) -> str:
    """Quote what has quotation marks of both kinds: the inner single ones become printed ones."""
    inner = value[1:-1] if value[0] == value[-1] == "'" else value
    return quoted(inner) if '"' not in inner else "'" + inner.replace("'", "’") + "'"


def explain_character(head: str) -> Broken:
    """Find the control character that YAML refuses."""
    found = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", head)
    return Broken(
        found.start() if found else 0, "there is an invisible control character in this line.", "Delete the line and type it again."
    )
