"""Pictures without words and links that lead nowhere."""

from __future__ import annotations

import re
from posixpath import dirname, normpath
from urllib.parse import unquote

from ..links import picture_path
from .look import Look

_PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]*)|<img\b([^>]*)>", re.I)
_LINKS = {
    "](": re.compile(r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]+)"),
    "href": re.compile(r"\bhref=[\"']([^\"']+)[\"']", re.I),
    "]:": re.compile(r"^\[[^\]^]+\]:\s*<?(\S+?)>?\s*$", re.M),
}
"""By the characters without which there is no such link."""
_OWN = re.compile(r"(?:\{|%7B|\|)(filename|static|attach|root)(?:\}|%7D|\|)([^#?]*)", re.I)
_OTHER = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\{", re.I)


def check(look: Look) -> None:
    """Report pictures without a description, and links into the site that do not lead to anything."""
    for file, text in look.texts.items():
        if "![" in text or "<" in text:
            _pictures(look, file, text)
        for sign, link in _LINKS.items():
            if sign in text:
                for found in link.finditer(text):
                    _target(look, file, text, found.start(1), found[1])
    for entry in look.entries:
        if entry.event.image:
            _image(look, entry.file, entry.event.image)


def _pictures(look: Look, file: str, text: str) -> None:
    for found in _PICTURE.finditer(text):
        words = found[1] if found[3] is None else "".join(re.findall(r"alt=[\"']([^\"']+)[\"']", found[3]))
        if not words.strip():
            shown = found[2] or "this picture"
            look.warn_at(
                file,
                found.start(),
                text,
                f"{shown} has no description for people who cannot see it.",
                "Write what it shows between the square brackets: ![Two people practise with a nasal spray](...)",
            )
        if found[2]:
            _target(look, file, text, found.start(2), found[2], picture=True)


def _target(look: Look, file: str, text: str, offset: int, target: str, picture: bool = False) -> None:
    own = _OWN.match(target)
    if own:
        written = unquote(own[2])
        path = normpath(written.lstrip("/") if written.startswith("/") else f"{dirname(look.path_of(file))}/{written}")
        if own[1].lower() == "root" or look.has(path):
            return
        look.warn_at(file, offset, text, f"there is no file {look.name_of(path)}.", "Mend the path, or delete the link.")
    elif not _OTHER.match(target):
        path = target.lstrip("./")
        known = next((p for p in (path, f"{path}.md", f"pages/{path.strip('/')}.md") if look.has(p)), None)
        kind = "static" if picture or (known and known not in look.files) else "filename"
        hint = (
            f"Write {{{kind}}}/{known}" if known else "Write {filename}/pages/about.md for a page, {static}/images/map.png for a picture."
        )
        look.warn_at(file, offset, text, f"the link '{target[:60]}' works on no page but one.", hint)


def _image(look: Look, file: str, image: str) -> None:
    path = picture_path(image)
    if look.assets is not None and path not in look.assets:
        look.warn(file, "image", f"there is no file {look.name_of(path)}.", "Put the picture there, or mend the path.", "error")
