"""Pictures for links that people share: what a chat shows of an event is its title, its date and its place.

The build writes the words of a page's picture into its head (`views/share.py`) and names the site's icon, so that a page
never names a picture that is not there. This step draws the pictures with typst (Apache-2.0) and its own fonts, the same
on every machine, and puts their addresses into the pages. A picture is called by what it shows and how it is drawn, so
one that did not change is neither drawn nor uploaded again; those that no page names any more go.

What a font cannot show: emoji and other symbols are left out; a title in letters that are not Latin, Greek, Cyrillic or
Hebrew gets the site's picture, since a line of empty boxes tells nobody anything.
"""

from __future__ import annotations

import html
import io
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from ..build.workers import processors
from ..errors import PublishError
from ..escape import attribute

FOLDER = "share"
WIDTH, HEIGHT = 1200, 630
TEMPLATE = Path(__file__).parent / "card.typ"
NAME = re.compile(r"[0-9a-f]{16}\.png(?:\.\d+\.new)?")
"""Ours, and what is left of one when a run is stopped in the middle."""
BATCH = 25
"""Pictures that typst draws in one go: starting it costs more than a picture."""
MOST = 170
"""Characters of a text that are drawn; a longer one ends with an ellipsis."""
COLOURS = 256
HEAD = re.compile(rb'(?:<meta property="og:image[^>]*>\n)*<meta name="twitter:card" content="\w+" '
                  rb"data-site='([^'>]*)'(?: data-event='([^'>]*)')?>")  # fmt: skip
"""What this step replaces in a page: the picture's lines, and the one that holds its words."""
_SHOWN = re.compile(
    "[ -~\u00a0-\u04ff\u0591-\u05f4\u1e00-\u1fff\u2010-\u2027\u2030-\u2040\u2042\u2044-\u2052\u20a0-\u20c0\u2116\u2122\u2190-\u21ff]"
)
"""Characters that typst's own fonts have; `tests/test_pictures.py` asks them."""
_LONG = re.compile(r"\S{24,}")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")

Words = Mapping[str, Any]
SITE = {"tagline": "", "logo": "", "rtl": False}
EVENT = {"kind": "", "status": "", "off": False, "when": [], "note": "", "place": ""}
"""What a page leaves out where it is empty."""


def readable(text: str) -> str | None:
    """Return a text on one line without what cannot be drawn; None if letters or digits are among it."""
    found = []
    for character in unicodedata.normalize("NFC", " ".join(text.split())):
        if _SHOWN.match(character):
            found.append(character)
            continue
        plain = unicodedata.normalize("NFKC", character)
        if all(map(_SHOWN.match, plain)):
            found.append(plain)
        elif unicodedata.category(character)[0] in "LN":
            return None
    return " ".join("".join(found).split())


def drawn(text: str) -> str | None:
    """Return a text as it is drawn: cut at a word, with places to break where one is longer than a line."""
    found = readable(text)
    if found is None:
        return None
    if len(found) > MOST:
        found = found[:MOST].rsplit(" ", 1)[0].rstrip(" ,;:.-–—") + "…"
    whole = _LONG.sub(lambda long: "\u200b".join(long[0]), found)
    return _HYPHEN.sub("\u2011", whole) if whole == found else whole


def card_of(site: Words, event: Words | None) -> dict[str, Any] | None:
    """Return what `card.typ` draws: the event, else the site; None if the site's own name cannot be drawn."""
    name = drawn(site["name"])
    if not name:
        return None
    card = {"name": name, "tagline": drawn(site["tagline"]) or "", "logo": site["logo"] or None, "title": "",
            **{key: site[key] for key in ("colour", "on", "lang", "rtl")}}  # fmt: skip
    if event is None:
        return card
    texts = {key: drawn(event[key]) for key in ("title", "status", "month", "day", "weekday", "note", "place")}
    when = [drawn(line) for line in event["when"]]
    if None in texts.values() or None in when or not texts["title"]:
        return card
    return {**card, **texts, "tagline": "", "when": when, "kind": event["kind"], "off": event["off"]}


def told(site: Words, event: Words | None) -> str:
    """Say what a picture shows, for those who do not see it."""
    if event is None:
        return f"{site['name']}: {site['tagline']}"
    title = f"{event['status']}: {event['title']}" if event["status"] else event["title"]
    parts = [title, *event["when"], event["note"], event["place"], site["name"]]
    return " · ".join(" ".join(part.split()) for part in parts if part)


@dataclass
class Pictures:
    """The pictures of one site: which there must be, and which pages must be told."""

    output: Path
    wanted: dict[str, dict[str, Any]] = field(default_factory=dict)
    heads: dict[Path, bytes] = field(default_factory=dict)
    """Pages that do not name their picture yet, with the lines that do."""
    pages: int = 0
    _read: dict[bytes, Words] = field(default_factory=dict)
    _logos: dict[str, str] = field(default_factory=dict)

    def look(self) -> None:
        """Read all pages."""
        recipe = blake2b(TEMPLATE.read_bytes() + b"%d " % COLOURS + version("typst").encode(), digest_size=8).hexdigest()
        for path in sorted(self.output.rglob("*.html")):
            data = path.read_bytes()
            found = HEAD.search(data)
            if found is None:
                continue
            site, event = self._words(found[1]), self._words(found[2]) if found[2] else None
            card = card_of(site, event)
            if card is None:
                continue
            self.pages += 1
            state = orjson.dumps([recipe, card, self._logo(card)], option=orjson.OPT_SORT_KEYS)
            name = blake2b(state, digest_size=8).hexdigest() + ".png"
            self.wanted.setdefault(name, card)
            head = self._head(name, site, event if card["title"] else None, found)
            if head != found[0]:
                self.heads[path] = head

    def _words(self, attribute_value: bytes) -> Words:
        found = self._read.get(attribute_value)
        if found is None:
            found = orjson.loads(html.unescape(attribute_value.decode()))
            found = {**(SITE if "url" in found else EVENT), **found}
            if "url" in found:  # few sites, many events
                self._read[attribute_value] = found
        return found

    def _logo(self, card: dict[str, Any]) -> str:
        """Name the contents of the logo, and take one away that cannot be drawn."""
        logo = card["logo"]
        if not logo:
            return ""
        if logo not in self._logos:
            path = self.output / logo
            data = path.read_bytes() if path.is_file() else b""
            try:
                if data:
                    _typst([{**card, "title": ""}], self.output)
                self._logos[logo] = blake2b(data, digest_size=8).hexdigest() if data else ""
            except RuntimeError:
                self._logos[logo] = ""
        card["logo"] = f"/{logo}" if self._logos[logo] else None
        return self._logos[logo]

    def _head(self, name: str, site: Words, event: Words | None, found: re.Match[bytes]) -> bytes:
        lines = (("og:image", f"{site['url']}{FOLDER}/{name}"), ("og:image:width", str(WIDTH)), ("og:image:height", str(HEIGHT)),
                 ("og:image:alt", told(site, event)))  # fmt: skip
        made = "".join(f'<meta property="{key}" content="{attribute(value)}">\n' for key, value in lines)
        own = b" data-event='%s'" % found[2] if found[2] else b""
        return made.encode() + b"<meta name=\"twitter:card\" content=\"summary_large_image\" data-site='%s'%s>" % (found[1], own)

    def draw(self) -> int:
        """Draw the pictures that are not there yet; returns how many."""
        folder = self.output / FOLDER
        missing = [name for name in self.wanted if not (folder / name).is_file()]
        if missing:
            folder.mkdir(exist_ok=True)
        batches = [missing[i : i + BATCH] for i in range(0, len(missing), BATCH)]
        with ThreadPoolExecutor(processors()) as threads:  # typst and Pillow let others work meanwhile
            for _ in threads.map(self._draw, batches):
                pass
        return len(missing)

    def _draw(self, names: Sequence[str]) -> None:
        for name, data in zip(names, _typst([self.wanted[name] for name in names], self.output), strict=True):
            write(self.output / FOLDER / name, smaller(data))

    def tell(self) -> None:
        """Name each page's picture in it."""
        for path, head in self.heads.items():
            write(path, HEAD.sub(lambda _, head=head: head, path.read_bytes(), count=1))  # type: ignore[misc]

    def tidy(self) -> None:
        """Remove pictures that no page names."""
        for path in self.files():
            if path.name not in self.wanted:
                path.unlink()
        folder = self.output / FOLDER
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()

    def files(self) -> Iterator[Path]:
        """Give the pictures that are there."""
        yield from (path for path in sorted((self.output / FOLDER).glob("*")) if NAME.fullmatch(path.name))


def _typst(cards: Sequence[dict[str, Any]], root: Path) -> list[bytes]:
    """Draw cards as PNG. Raises typst's own error, a RuntimeError, for a logo that is no picture."""
    import typst

    inputs = {"cards": orjson.dumps(list(cards)).decode()}
    compiler = typst.Compiler(TEMPLATE.read_bytes(), root=root, ignore_system_fonts=True, sys_inputs=inputs)
    made = compiler.compile(format="png", ppi=72)
    return made if isinstance(made, list) else [made or b""]


def smaller(data: bytes) -> bytes:
    """Return a PNG with a table of colours: a quarter of what typst writes, and no difference to see."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        out = io.BytesIO()
        image.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE).save(out, "PNG")
        return out.getvalue()


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there as a whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_bytes(data)
    os.replace(fresh, path)


def share_pictures(output: Path) -> str:
    """Draw `/share/` for the site in `output`; raises PublishError where typst is not installed."""
    try:
        import typst  # noqa: F401
    except ImportError:
        raise PublishError("pictures for sharing need typst. Install it: pip install typst") from None
    pictures = Pictures(output)
    pictures.look()
    made = pictures.draw()
    pictures.tell()
    pictures.tidy()
    size = sum(path.stat().st_size for path in pictures.files())
    return f"pictures: {len(pictures.wanted)} for {pictures.pages} pages, {made} drawn now, {size // 1000} KB"
