"""Links between files of the content folder: `{filename}/venues/main-library.md`, `{static}/images/map.png`.

Pelican's way of writing them: a path with a slash in front starts at the content folder, one without at the folder of
the file it stands in. Where an event, a record or a page is published is known only when everything has been read, so
`markup` leaves these links as they are, and `settle_links` gives them their addresses in the finished catalog. A link
in a Spanish text leads to the Spanish page. What becomes of it is `{root}events/forum/`; each page puts its own way to
the root in that place (`place`).
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from html import unescape
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import quote, unquote

from .catalog import Catalog, Entry, PageEntry, RecordEntry
from .errors import Problem

__all__ = ["picture_path", "place", "settle_links"]

Outside = Callable[[str, str], str | None]
"""Address of what is not ours to publish: (`static`, `images/map.png`) or (`filename`, `news.md`); None where it knows of no such
file, "" where there is one that this site does not publish. Of (`size`, `images/map.png`) the picture's, `600x400`."""
PAGES_OF = {"venues": "venues/", "organizers": "organizers/", "programs": "programs/", "kit_sites": "naloxone/#"}
"""Tables of records and where their pages are; kit sites stand on one page, each with its key as anchor."""
_PLAIN = re.compile(r"[\w./?#=&;%+-]*")
"""What may follow `{root}` in a text: no colon, so that nothing makes a scheme of it."""
_LINK = re.compile(r'\b(href|src)="\{(filename|static|attach|root)\}([^"]*)"', re.I)
_PICTURE = re.compile(r'<img\b(?![^>]*\s(?:width|height)=)[^>]*\ssrc="\{root\}([^"?#]+)"[^>]*>')
"""A picture of the site whose size nobody wrote down."""
_SOURCE = re.compile(r"(?:\{|%7B)(filename|static|attach)(?:\}|%7D)([^\s\"'<>)]*)", re.I)


@dataclass
class Addresses:
    """Where the files of the content folder are published."""

    catalog: Catalog
    files: Mapping[str, bytes]
    outside: Outside | None = None
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Path → language of the file ("" for whatever the reader's is) and address within a language's folder."""

    def __post_init__(self) -> None:
        catalog = self.catalog
        for entry in catalog.entries.values():
            self.pages.setdefault(self.path(entry.file), ("", f"events/{entry.slug}/"))
        for table, address in PAGES_OF.items():
            for key, record in getattr(catalog.records, table).items():
                self.pages.setdefault(self.path(record.file), ("", f"{address}{key}{'' if '#' in address else '/'}"))
        for (slug, lang), page in catalog.pages.items():
            self.pages.setdefault(self.path(page.file), ("" if lang == catalog.site.lang else lang, f"{slug}/"))

    def path(self, file: str) -> str:
        """Return the path inside the content folder of a file as messages name it."""
        return file.removeprefix(f"{self.catalog.site.content}/")

    def of(self, kind: str, path: str, lang: str) -> str | None:
        """Return the address of what a link names, for a text in one language; None when there is no such thing."""
        site = self.catalog.site
        if path.startswith(".."):
            return None
        if kind == "filename":
            address = self.outside(kind, path) if self.outside else None
            found = self.pages.get(path) or self._translation(path)
            if address is None and found:
                tag = found[0] or lang
                address = (site.folder(tag) if tag in site.languages else "") + found[1]
            if address is not None or path.endswith(".md"):
                return address or None
        address = self.outside("static", path) if self.outside else quote(path)
        if address is not None:
            self.catalog.static.add(path)
        return address

    def _translation(self, path: str) -> tuple[str, str] | None:
        """A sibling `forum.es.md` is the Spanish page of `forum.md`."""
        found = re.fullmatch(r"(.+)\.([A-Za-z-]{2,11})\.md", path)
        main = self.pages.get(f"{found[1]}.md") if found and path in self.files else None
        return (found[2].lower(), main[1]) if found and main else None


def place(html: str, root: str) -> str:
    """Put the way to the site's root (`../../`, or its address) before the links into the site."""
    if '"{root}' not in html:
        return html
    return html.replace('href="{root}', f'href="{root}').replace('src="{root}', f'src="{root}')


def settle_links(catalog: Catalog, files: Mapping[str, bytes], outside: Outside | None = None) -> None:
    """Give the links in all texts their addresses; a link that leads nowhere loses its target and is a warning.

    `files` is what the catalog was made of, path → bytes. Without `outside`, links to pictures and other files are
    taken as right. Changes the catalog: the texts, `digest` of what has links, `static`, and the problems.
    """
    addresses: Addresses | None = None
    for keep, owner, html in list(_texts(catalog)):
        if not any(map(_has_link, html.values())):
            continue
        addresses = addresses or Addresses(catalog, files, outside)
        settled = {tag: _settled(text, addresses, owner, tag) for tag, text in html.items()}
        digest = blake2b((owner.digest + "".join(settled.values())).encode(), digest_size=12).hexdigest()
        if isinstance(owner, PageEntry):
            keep(replace(owner, html=settled[owner.lang], digest=digest))
        else:
            keep(replace(owner, html=settled, digest=digest))
    if addresses is not None:
        catalog.problems.sort()
    _measure(catalog, outside)


def picture_path(written: str) -> str:
    """Return the path inside the content folder of an event's picture, which some write as a link: `{static}/images/map.png`."""
    return re.sub(r"^(?:\{static\})?/?", "", written)


def _measure(catalog: Catalog, outside: Outside | None) -> None:
    """Note the sizes of the events' pictures and of the logo, so that pages keep room for them."""
    data = catalog.data.get("site")
    shown = {data["logo"]} if isinstance(data, dict) and isinstance(data.get("logo"), str) else set()
    shown |= {picture_path(entry.image) for entry in catalog.entries.values() if entry.image}
    for path in sorted(shown):
        _size(catalog, outside, path)


def _size(catalog: Catalog, outside: Outside | None, path: str) -> tuple[int, int] | None:
    """Return width and height of a picture; each is looked at once."""
    if outside is not None and path not in catalog.pictures:
        found = re.fullmatch(r"(\d+)x(\d+)", outside("size", path) or "")
        if found:
            catalog.pictures[path] = int(found[1]), int(found[2])
    return catalog.pictures.get(path)


Owner = Entry | RecordEntry[Any] | PageEntry
Keep = Callable[[Any], None]


def _texts(catalog: Catalog) -> Iterator[tuple[Keep, Owner, dict[str, str]]]:
    """Yield everything that has texts, with what puts a new version in its place.

    Records may be remembered from one build to the next, with their links as they were written; so the catalog gets
    tables of its own.
    """
    for slug, entry in catalog.entries.items():
        if '"{' in "".join(entry.html.values()):  # thousands of texts have no such link
            yield partial(catalog.entries.__setitem__, slug), entry, entry.html
    catalog.records = replace(catalog.records)
    for name in PAGES_OF:
        table = dict(getattr(catalog.records, name))
        setattr(catalog.records, name, table)
        for key, record in table.items():
            yield partial(table.__setitem__, key), record, record.html
    for place_of, page in catalog.pages.items():
        yield partial(catalog.pages.__setitem__, place_of), page, {page.lang: page.html}


def _has_link(html: str) -> bool:
    return '"{' in html and _LINK.search(html) is not None


def _settled(html: str, addresses: Addresses, owner: Owner, lang: str) -> str:
    def settled(found: re.Match[str]) -> str:
        attribute, kind, written = found[1], found[2].lower(), unescape(found[3])
        if kind == "root":
            return found[0] if _PLAIN.fullmatch(found[3]) else f'{attribute}="#"'
        bare, mark, rest = _parted(written)
        path = _absolute(unquote(bare), addresses.path(owner.file))
        address = addresses.of(kind, path, lang)
        if address is None:
            _report(addresses, owner, lang, kind, written, path)
            return f'{attribute}="#"' if attribute.lower() == "href" else f'{attribute}=""'
        if "#" in address and mark == "#":
            mark = rest = ""
        return f'{attribute}="{{root}}{address}{mark}{rest.replace("&", "&amp;")}"'

    def measured(found: re.Match[str]) -> str:
        size = _size(addresses.catalog, addresses.outside, unquote(unescape(found[1])))
        return found[0].replace("<img", f'<img width="{size[0]}" height="{size[1]}"', 1) if size else found[0]

    html = _LINK.sub(settled, html)
    return _PICTURE.sub(measured, html) if "<img" in html else html


def _parted(written: str) -> tuple[str, str, str]:
    """Part `/events/forum.md#dates` into path, `#` or `?`, and the rest."""
    found = re.search("[?#]", written)
    return (written, "", "") if found is None else (written[:found.start()], found[0], written[found.end():])


def _absolute(path: str, file: str) -> str:
    """Return the path inside the content folder of a link that stands in `file`."""
    return normpath(path.lstrip("/") if path.startswith("/") else f"{dirname(file)}/{path}")


def _report(addresses: Addresses, owner: Owner, lang: str, kind: str, written: str, path: str) -> None:
    """Report a link that leads nowhere at its place in the file, or in the translated sibling it stands in."""
    catalog, files = addresses.catalog, addresses.files
    if getattr(owner, "recorded", False):
        return
    main = addresses.path(owner.file)
    sibling = f"{main.removesuffix('.md')}.{lang}.md"
    for name in (main, sibling):
        text = files.get(name, b"").decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        at = next((m for m in _SOURCE.finditer(text) if m[1].lower() == kind and unquote(m[2]) == unquote(written)), None)
        if at is not None:
            break
    else:
        name, text, at = main, "", None
    offset = at.start() if at else 0
    shown = f"{catalog.site.content}/{path}"
    what = f"{shown} is not published." if path in files else f"there is no file {shown}."
    catalog.problems.append(
        Problem(
            f"{catalog.site.content}/{name}",
            text.count("\n", 0, offset) + 1,
            offset - text.rfind("\n", 0, offset),
            "",
            what,
            "Mend the path, or delete the link.",
            "warning",
        )
    )
