"""Finding the event that somebody means: by its address, its file's name, its path, or the link of its page.

Only names are looked at here, so that the commands that touch one event do not read ten thousand others.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import click

from .. import frontmatter
from ..catalog import Entry, Records
from ..errors import ContentError, Problem
from ..loader import load_records, units_of
from ..reader import Read, SourceFile, Unit, read_event, split_name
from ..site import Site


@dataclass(slots=True)
class Named:
    """One event's file with the names it answers to; `path` is inside the content folder."""

    path: str
    unit: Unit
    slug: str

    @property
    def key(self) -> str:
        """The file's name without `.md`."""
        return self.unit.key


@dataclass(slots=True)
class Loaded:
    """One event as it was read, with the records it names."""

    named: Named
    entry: Entry
    records: Records
    problems: list[Problem]
    draft: bool = False


class NoSuchEvent(click.UsageError):
    """Nothing, or more than one thing, answers to a name (exit status 2)."""


def names_of(files: Mapping[str, bytes], site: Site) -> list[Named]:
    """List all events by name, in order of their paths."""
    found = []
    for path, unit in units_of(files, "events", site).items():
        slug = ""
        if b"slug" in unit.main.data.lower():
            written = frontmatter.read(unit.main.data, unit.main.file).values.get("slug")
            slug = written.strip() if isinstance(written, str) else ""
        found.append(Named(path, unit, slug or unit.key))
    return found


def find_event(files: Mapping[str, bytes], site: Site, wanted: str) -> Named:
    """Return the event that `wanted` names. Raises `NoSuchEvent` with the nearest names."""
    names = names_of(files, site)
    exact = _exact(names, wanted, site)
    if len(exact) == 1:
        return exact[0]
    if exact:
        paths = ", ".join(named.path for named in exact)
        raise NoSuchEvent(f"'{wanted}' is the name of {len(exact)} files: {paths}. Write the path of the one you mean.")
    near = nearest_names(names, wanted)
    hint = f"Did you mean {_or([named.slug for named in near])}?" if near else "`workshops list` shows the events."
    raise NoSuchEvent(f"there is no event '{wanted}'. {hint}")


def _exact(names: list[Named], wanted: str, site: Site) -> list[Named]:
    path = _as_path(wanted, site)
    by_path = [named for named in names if path in (named.path, named.path.removesuffix(".md"))]
    if by_path:
        return by_path
    word = path.rpartition("/")[2].removesuffix(".md").lower()
    by_slug = [named for named in names if word == named.slug.lower()]
    by_key = [named for named in names if word == named.key.lower()]
    sibling = split_name(word)[0]
    return by_slug or by_key or [named for named in names if sibling == named.key.lower()]


def _as_path(wanted: str, site: Site) -> str:
    """Make the path inside the content folder of what was typed: a link, a path from anywhere, or a bare name."""
    text = wanted.strip()
    if text.startswith(("http://", "https://")):
        text = urlsplit(text).path.removesuffix("event.ics").removesuffix("index.html")
    text = text.replace("\\", "/").strip("/").removeprefix("./")
    folder, inside, rest = text.rpartition("events/")
    return f"events/{rest}" if inside else text


def nearest_names(names: list[Named], wanted: str, most: int = 3) -> list[Named]:
    """Return the events whose names or titles are most like `wanted`, the nearest first."""
    from rapidfuzz import fuzz, process, utils

    texts = {i: f"{named.slug.replace('-', ' ')} {_title(named)}" for i, named in enumerate(names)}
    found = process.extract(wanted, texts, scorer=fuzz.WRatio, processor=utils.default_process, limit=most, score_cutoff=60)
    return [names[i] for _, _, i in found]


def _title(named: Named) -> str:
    title = frontmatter.read(named.unit.main.data, named.unit.main.file).values.get("title")
    return title if isinstance(title, str) else ""


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def read_records(files: Mapping[str, bytes], site: Site) -> tuple[Records, list[Problem]]:
    """Read venues, organizers, programs and the rest."""
    problems: list[Problem] = []
    return load_records(files, site, problems), problems


def read_one(files: Mapping[str, bytes], site: Site, named: Named) -> Loaded:
    """Read one event. Raises `ContentError` with its mistakes when it has any."""
    records, _ = read_records(files, site)
    read = read_published(named.unit, records, site)
    if read.entry is None:
        mistakes = "\n".join(str(p) for p in read.problems if p.severity == "error")
        raise ContentError(f"{named.unit.main.file} has mistakes; mend them first:\n{mistakes}")
    return Loaded(named, read.entry, records, read.problems, read.draft)


def read_published(unit: Unit, records: Records, site: Site) -> Read:
    """Read an event, a draft too: as it will be once it is published."""
    from ..edit import Editor

    read = read_event(unit, records, site)
    if not read.draft:
        return read
    text = Editor(unit.main.data)
    text.remove("draft")
    shown = Unit(unit.key, SourceFile(unit.main.file, text.bytes), unit.siblings)
    found = read_event(shown, records, site)
    found.draft = True
    return found
