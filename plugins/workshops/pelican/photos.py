"""Pictures on their way to the output: Pelican copies cleaned copies instead of what the camera wrote."""
from __future__ import annotations

import logging
import os
from hashlib import blake2b
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from ..images import ENDINGS, size_of, web_image

log = logging.getLogger(__name__)
VERSION = b"1"


def clean_photos(generator: Any) -> None:
    """Point Pelican's static files at cleaned copies; what cannot be read is not published, with a warning.

    Only on a site that is ours as a whole: the pictures of somebody else's site are their own.
    """
    if not generator.settings.get("WORKSHOPS_FULL_SITE"):
        return
    cache = generator.settings.get("CACHE_PATH")
    folder = Path(cache) / "photos" if cache else Path(mkdtemp())
    kept = []
    for static in generator.staticfiles:
        if os.path.splitext(static.source_path)[1].lower() in ENDINGS:
            source = Path(generator.path, static.source_path)
            try:
                clean = str(cleaned(source, folder))
                static.override_save_as, static.override_url = static.save_as, static.url  # its address stays
                static.source_path = clean
            except (OSError, ValueError) as error:
                log.warning("%s is not published: %s.", static.source_path, error)
                continue
        kept.append(static)
    generator.staticfiles[:] = kept  # in place: the context holds the same list


def published_size(settings: Any, source: Path) -> tuple[int, int] | None:
    """Return width and height of a picture as it is published, None where nobody can tell."""
    if not source.is_file():
        return None
    cache, photograph = settings.get("CACHE_PATH"), source.suffix.lower() in ENDINGS and settings.get("WORKSHOPS_FULL_SITE")
    try:
        if photograph and cache:
            source = cleaned(source, Path(cache) / "photos")
        data = source.read_bytes()
        return size_of(web_image(data) if photograph and not cache else data)
    except (OSError, ValueError):
        return None


def cleaned(source: Path, folder: Path) -> Path:
    """Return the file with the cleaned picture, made once for each picture and kept in `folder`."""
    data = source.read_bytes()
    name = blake2b(data, digest_size=12, key=VERSION).hexdigest()
    for kept in sorted(folder.glob(f"{name}-*{source.suffix.lower()}")):
        if kept.stem == f"{name}-{blake2b(kept.read_bytes(), digest_size=8).hexdigest()}":
            return kept
        kept.unlink()  # cut short or damaged
    clean = web_image(data)
    target = folder / f"{name}-{blake2b(clean, digest_size=8).hexdigest()}{source.suffix.lower()}"
    folder.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(clean)
    os.replace(fresh, target)
    return target
