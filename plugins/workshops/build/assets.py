"""The theme's files: style sheets joined into one, scripts, icons, pictures, each under an address that changes with it.

Addresses carry a digest (`theme/css/site.1a2b3c4d.css`), so that browsers may keep them for a year.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

ORDER = "order.txt"
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


class Assets:
    """The assets of one theme; `addresses` is what templates are told."""

    def __init__(self, theme: Path, own_style: bytes = b"") -> None:
        """Read the theme's files; `own_style` goes after its style sheets."""
        self.static = theme / "static"
        self.addresses: dict[str, str] = {}
        self._files: list[tuple[str, bytes]] = []
        if (self.static / "css" / ORDER).is_file():
            self._add("css", "theme/css/site.css", style_sheet(self.static / "css") + own_style)
        for key, name in ICONS.items():
            if (self.static / name).is_file():
                self._add(key, f"theme/{name}", (self.static / name).read_bytes())
        for path in sorted(p for p in self.static.rglob("*") if p.is_file()):
            name = path.relative_to(self.static).as_posix()
            if name.startswith("css/") and path.suffix in (".css", ".txt") or name in ICONS.values():
                continue
            data = path.read_bytes()
            self._files.append((f"theme/{name}", data))
            if name == "js/site.js":
                self.addresses["js"] = f"theme/{name}?v={blake2b(data, digest_size=4).hexdigest()}"

    def _add(self, key: str, address: str, data: bytes) -> None:
        self.addresses[key] = named(address, data)
        self._files.append((self.addresses[key], data))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give address and bytes of every file."""
        yield from self._files

    @property
    def digest(self) -> str:
        """Name the state of all addresses."""
        return blake2b(repr(sorted(self.addresses.items())).encode(), digest_size=8).hexdigest()
