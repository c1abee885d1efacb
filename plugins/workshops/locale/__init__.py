"""The gettext catalogues that come with the package, one `.po` a language; here they are only read."""

from __future__ import annotations

from importlib.resources import files

from ..language import Language, load_language


def catalogue(tag: str) -> bytes | None:
    """Return the bytes of a language's catalogue, or None where the package has none."""
    for name in (tag, tag.split("-")[0]):
        file = files(__package__).joinpath(f"{name}.po")
        if file.is_file():
            return file.read_bytes()
    return None


def shipped_language(tag: str, territory: str = "US") -> Language:
    """Return the `Language` of a tag with the catalogue of the package."""
    return load_language(tag, catalogue(tag), territory)
