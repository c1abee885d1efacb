"""The theme's files: style sheets joined into one, scripts, icons, pictures, each under an address that changes with it.

Addresses carry a digest (`theme/css/site.1a2b3c4d.css`), so that browsers may keep them for a year. Scripts import each
other, so they share one digest, of all of them (`theme/js/site.js?v=1a2b3c4d`), which is written into every import: a
kept script never runs together with newer ones.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from posixpath import normpath

from ..views.brand import OURS
from ..views.mark import recoloured

ORDER = "order.txt"
SCRIPTS = {"js/site.js": "js", "js/embed.js": "embed"}
"""What pages start; the other scripts are asked for by these."""
ICONS = {
    "icons": "icons.svg",
    "favicon": "favicon.svg",
    "touch": "icon-180.png",
    "icon": "icon-192.png",
    "picture": "icon-512.png",
    "maskable": "icon-maskable-512.png",
}
"""What a theme may have: the sprite, and the site's mark for browsers, phones and links that people share."""
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_IMPORT = re.compile(rb"""(\b(?:from|import)[ \t]*\(?[ \t]*["'`])(\.{1,2}/[^"'`\n]+?\.js)(?=["'`])""")


def named(address: str, data: bytes) -> str:
    """Put a digest of the data before the address's ending."""
    stem, dot, ending = address.rpartition(".")
    return f"{stem}.{blake2b(data, digest_size=4).hexdigest()}{dot}{ending}"


def style_sheet(folder: Path) -> bytes:
    """Join the style sheets in the order that `order.txt` gives, without comments and needless white space."""
    names = [line.strip() for line in (folder / ORDER).read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    text = "\n".join((folder / name).read_text("utf-8") for name in names)
    lines = (line.strip() for line in _COMMENT.sub("", text).split("\n"))
    return ("\n".join(line for line in lines if line) + "\n").encode()


def versioned(script: bytes, version: str) -> bytes:
    """Write the version of all scripts into the imports of one."""
    return _IMPORT.sub(rb"\g<1>\g<2>?v=" + version.encode(), script)


def imported(script: bytes) -> list[str]:
    """Return the addresses that a script imports by name, as written; what it only learns when it runs is not among them."""
    return [match[2].decode() for match in _IMPORT.finditer(script) if b"$" not in match[2]]


class Assets:
    """The assets of one theme; `addresses` is what templates are told."""

    def __init__(self, theme: Path, own_style: bytes = b"", colours: tuple[str, str] = OURS) -> None:
        """Read the theme's files; `own_style` goes after its style sheets, `colours` are those of the site's mark."""
        self.static = theme / "static"
        self.addresses: dict[str, str] = {}
        self._files: list[tuple[str, bytes]] = []
        self.scripts = {path.relative_to(self.static).as_posix(): path.read_bytes() for path in sorted(self.static.glob("js/**/*.js"))}
        """The scripts as they are written, by their address in the theme."""
        self.version = blake2b(repr(sorted(self.scripts.items())).encode(), digest_size=4).hexdigest()
        if (self.static / "css" / ORDER).is_file():
            self._add("css", "theme/css/site.css", style_sheet(self.static / "css") + own_style)
        for key, name in ICONS.items():
            if (self.static / name).is_file():
                self._add(key, f"theme/{name}", recoloured(name, (self.static / name).read_bytes(), colours))
        for path in sorted(p for p in self.static.rglob("*") if p.is_file()):
            name = path.relative_to(self.static).as_posix()
            if name.startswith("css/") and path.suffix in (".css", ".txt") or name in ICONS.values():
                continue
            data = versioned(self.scripts[name], self.version) if name in self.scripts else path.read_bytes()
            self._files.append((f"theme/{name}", data))
        self.addresses |= {key: self.script(name) for name, key in SCRIPTS.items() if name in self.scripts}

    def _add(self, key: str, address: str, data: bytes) -> None:
        self.addresses[key] = named(address, data)
        self._files.append((self.addresses[key], data))

    def script(self, name: str) -> str:
        """Return the address of a script of the theme (`js/copy.js`)."""
        return f"theme/{name}?v={self.version}"

    def with_imports(self, names: Iterable[str]) -> list[str]:
        """Return scripts with all that they import, and what those import, in alphabetical order."""
        found, todo = set(), [name for name in names if name in self.scripts]
        while todo:
            name = todo.pop()
            if name in found:
                continue
            found.add(name)
            todo += [other for way in imported(self.scripts[name]) if (other := normpath(f"{name}/../{way}")) in self.scripts]
        return sorted(found)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give address and bytes of every file."""
        yield from self._files

    @property
    def digest(self) -> str:
        """Name the state of all addresses."""
        return blake2b(repr(sorted(self.addresses.items())).encode(), digest_size=8).hexdigest()
