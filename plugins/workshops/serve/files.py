"""From the address that a browser asks for to the file that answers, as a static host would do it.

Folders answer with their `index.html`, an address without its last slash is sent on to the one that has it, a file
may be asked for without `.html`, and what is not there gets the site's own 404 page of its language, with status
404. The types are those that `deploy/` sets on real servers: a calendar that is not called `text/calendar` is
refused by some programs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".webmanifest": "application/manifest+json",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".pdf": "application/pdf",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
OTHER = "application/octet-stream"
NOTHING = (
    b'<!DOCTYPE html><html lang="en"><head><title>Not found</title></head><body><h1>Not found</h1>'
    b"<p>There is no such page, and the site has no 404.html.</p></body></html>"
)
_HEAD_END = re.compile(rb"</head\s*>", re.I)
_BODY_END = re.compile(rb"</body\s*>", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says: status, content type, body; `location` is where a redirect leads."""

    status: int
    type: str
    body: bytes
    location: str = ""


def answer(root: Path, target: str) -> Answer:
    """Answer a request's target (`/events/forum/?x=1`) from the output folder; never leaves that folder."""
    path = unquote(urlsplit(target).path)
    file = inside(root, path)
    if file is not None:
        if file.is_dir():
            if not path.endswith("/"):
                return Answer(302, "text/plain; charset=utf-8", b"", "/" + quote(path.lstrip("/")) + "/")
            file = file / "index.html"
        if not file.is_file() and not path.endswith("/"):
            file = file.with_name(file.name + ".html")
        try:
            return Answer(200, TYPES.get(file.suffix.lower(), OTHER), file.read_bytes())
        except OSError:
            pass
    return Answer(404, TYPES[".html"], not_found(root, path))


def inside(root: Path, path: str) -> Path | None:
    """Return the file of a path if that lies in the output folder, whatever dots and links it goes through."""
    if "\0" in path or "\\" in path:
        return None
    file = (root / path.lstrip("/")).resolve()
    return file if file.is_relative_to(root.resolve()) else None


def not_found(root: Path, path: str) -> bytes:
    """Return the 404 page of the folder's language, else the site's, else a plain sentence."""
    first = path.lstrip("/").partition("/")[0]
    candidates = [root / first / "404.html"] if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", first) else []
    for file in (*candidates, root / "404.html"):
        try:
            return file.read_bytes()
        except OSError:
            continue
    return NOTHING


def with_script(html: bytes, tag: bytes) -> bytes:
    """Put a script's tag at the end of a page's head, else of its body, else of the page."""
    for pattern in (_HEAD_END, _BODY_END):
        found = pattern.search(html)
        if found:
            return html[: found.start()] + tag + html[found.start() :]
    return html + tag
