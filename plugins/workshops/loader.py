"""From a content folder's files to the catalog: pairs siblings, reads records first, then events, then settles names.

No disk here: the files come in as a mapping from path (`events/forum.md`) to bytes, and the same mapping gives the
same catalog on any machine. How units are spread over processes and what is cached is the build engine's matter;
both ends meet in `units_of` and `assemble`.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import yaml

from .aliases import alias_problems
from .catalog import Catalog, Entry, RecordEntry, Records
from .errors import Problem
from .ledger import NAME as LEDGER
from .ledger import Ledger
from .ledger import read as read_ledger
from .links import Outside, settle_links
from .reader import (
    ATTRIBUTE,
    FOLDERS,
    Read,
    SourceFile,
    Unit,
    read_event,
    read_page,
    read_record,
    split_name,
)
from .revive import keep_records, revive
from .site import Site


def units_of(files: Mapping[str, bytes], folder: str, site: Site) -> dict[str, Unit]:
    """Group the Markdown files of one folder into units, in order of their paths."""
    units: dict[str, Unit] = {}
    loose: list[tuple[str, str, SourceFile]] = []
    prefix = f"{folder}/"
    for path in sorted(p for p in files if p.startswith(prefix) and p.endswith(".md")):
        stem = path.rpartition("/")[2][:-3]
        if stem.startswith(".") or stem.lower() == "readme":
            continue
        base, lang = split_name(stem) if "." in stem else (stem, "")
        source = SourceFile(printable(f"{site.content}/{path}"), partial(files.__getitem__, path))
        if lang and f"{path[:-len(stem) - 3]}{base}.md" in files:
            loose.append((f"{path[:-len(stem) - 3]}{base}.md", lang, source))
        else:
            units[path] = Unit(printable(stem), source)
    for path, lang, source in loose:
        units[path].siblings[lang.lower() if "-" not in lang else lang] = source
    return units


def printable(name: str) -> str:
    """Return a file's name as text that can be written anywhere: on the disk it may be bytes that no character stands for."""
    return name if name.isascii() else name.encode("utf-8", "replace").decode()


def load_records(files: Mapping[str, bytes], site: Site, problems: list[Problem]) -> Records:
    """Read all records; a broken one is remembered, so that events that name it can say so."""
    records = Records()
    for folder in FOLDERS:
        target: dict[str, RecordEntry[Any]] = getattr(records, ATTRIBUTE.get(folder, folder))
        for unit in units_of(files, folder, site).values():
            key = unit.key.lower()
            read = read_record(folder, unit, site)
            problems += read.problems
            if read.entry is None:
                records.broken.add((folder, key))
            elif key in target:
                problems.append(
                    Problem(unit.main.file, 1, 1, "", f"there is another file for '{key}': {target[key].file}.", "Rename one of the two.")
                )
            else:
                read.entry.key = key
                target[key] = read.entry
    return records


def load_pages(files: Mapping[str, bytes], catalog: Catalog) -> None:
    """Read the pages into the catalog."""
    site = catalog.site
    slugs: dict[str, str] = {}
    for unit in units_of(files, "pages", site).values():
        reads = [read_page(unit.key, "", unit.main, site)]
        reads += [read_page(unit.key, lang, source, site) for lang, source in sorted(unit.siblings.items())]
        for read in reads:
            catalog.problems += read.problems
            if read.entry is None:
                continue
            read.entry.slug = slugs.setdefault(unit.key, read.entry.slug)
            catalog.pages.setdefault((read.entry.slug, read.entry.lang), read.entry)


def assemble(catalog: Catalog, reads: Iterable[Read]) -> None:
    """Put what was read of the events into the catalog: unique addresses and uids, order by start, towns."""
    by_slug: dict[str, Entry] = {}
    by_uid: dict[str, str] = {}
    entries: list[Entry] = []
    for read in reads:
        catalog.problems += read.problems
        entry = read.entry
        if entry is None:
            continue
        if _taken(entry, by_slug, by_uid, catalog.problems):
            continue
        _take(entry, by_slug, by_uid)
        entries.append(entry)
    entries.sort(key=lambda entry: (entry.begins, entry.slug))
    catalog.entries = {entry.slug: entry for entry in entries}
    catalog.problems += alias_problems(catalog)
    catalog.problems.sort()
    catalog.town_of, catalog.towns = catalog.records.town_keys


def first_come(reads: Mapping[str, Read], ledger: Ledger) -> None:
    """Settle which of two files that claim one address or uid has it: the one that published it, whatever their names.

    The other counts as a file with a mistake. So a copy of an event's file, its uid still in it, never takes the place
    of the event that people subscribed to.
    """
    publisher = {row.uid: row.path for row in ledger.rows.values()}
    by_slug: dict[str, Entry] = {}
    by_uid: dict[str, str] = {}
    claims = [(path, read) for path, read in reads.items() if read.entry is not None]
    claims.sort(key=lambda claim: publisher.get(claim[1].entry.schedule.components[0].uid) != claim[0])
    for _, read in claims:
        if _taken(read.entry, by_slug, by_uid, read.problems):
            read.entry = None
        else:
            _take(read.entry, by_slug, by_uid)


def _take(entry: Entry, by_slug: dict[str, Entry], by_uid: dict[str, str]) -> None:
    by_slug[entry.slug.lower()] = entry
    for component in entry.schedule.components:
        by_uid[component.uid] = entry.file


def _taken(entry: Entry, by_slug: dict[str, Entry], by_uid: dict[str, str], problems: list[Problem]) -> bool:
    other = by_slug.get(entry.slug.lower())
    if other:
        problems.append(Problem(entry.file, 1, 1, "slug", f"the address '{entry.slug}' is already that of {other.file}.",
                                "Rename the file, or give it another slug."))
        return True
    for component in entry.schedule.components:
        if component.uid in by_uid:
            problems.append(Problem(entry.file, 1, 1, "uid", f"the uid '{component.uid}' is already that of {by_uid[component.uid]}.",
                                    "If this file is a copy, delete its uid line and run `workshops check --fix`."))
            return True
    return False


def load_data(files: Mapping[str, bytes], catalog: Catalog) -> None:
    """Read the data files at the top of the content folder; every value stays text."""
    for path in sorted(p for p in files if "/" not in p and p.endswith((".yaml", ".yml"))):
        name = f"{catalog.site.content}/{path}"
        try:
            catalog.data[path.rpartition(".")[0]] = yaml.load(files[path], Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            catalog.problems.append(
                Problem(name, line, column, "", "this file cannot be read.", "Look for a missing quotation mark or colon.")
            )


def load_ledger(files: Mapping[str, bytes], catalog: Catalog) -> Ledger:
    """Read the record of what was published, if there is one."""
    if LEDGER not in files:
        return Ledger()
    ledger, problems = read_ledger(files[LEDGER], f"{catalog.site.content}/{LEDGER}")
    catalog.problems += problems
    return ledger


class Readers:
    """How files are read: one after the other. The build engine brings one that remembers and uses all processors."""

    def records(self, files: Mapping[str, bytes], site: Site, problems: list[Problem]) -> Records:
        """Read all records."""
        return load_records(files, site, problems)

    def events(self, units: dict[str, Unit], records: Records, site: Site) -> dict[str, Read]:
        """Read units by path."""
        return {path: read_event(unit, records, site) for path, unit in units.items()}


class WithoutHtml(Readers):
    """Reads events without making HTML of their texts: enough to know what is wrong with them."""

    def events(self, units: dict[str, Unit], records: Records, site: Site) -> dict[str, Read]:
        """Read units by path."""
        return {path: read_event(unit, records, site, render=False) for path, unit in units.items()}


def load_catalog(files: Mapping[str, bytes], site: Site, today: int = 0, readers: Readers | None = None,
                 outside: Outside | None = None) -> Catalog:
    """Read a whole content folder in one go; `today` (seconds UTC) ends the memory of deleted events.

    `outside` tells the addresses of files that are not ours: pictures, and a host site's own articles.
    """
    catalog, readers = Catalog(site), readers or Readers()
    catalog.records = readers.records(files, site, catalog.problems)
    catalog.ledger = load_ledger(files, catalog)
    keep_records(catalog.records, catalog.ledger, site, catalog.problems)
    units = units_of(files, "events", site)
    reads = readers.events(units, catalog.records, site)
    _join_translations(units, reads, catalog.records, site)
    if catalog.ledger.rows:
        first_come(reads, catalog.ledger)
        catalog.problems += revive(reads, catalog.records, catalog.ledger, site, today, files.__getitem__)
    load_pages(files, catalog)
    load_data(files, catalog)
    assemble(catalog, reads.values())
    settle_links(catalog, files, outside)
    return catalog


def _join_translations(units: dict[str, Unit], reads: dict[str, Read], records: Records, site: Site) -> None:
    """Read events again that a file of another name translates."""
    loose = [(path, *read.translates) for path, read in reads.items() if read.translates]
    if not loose:
        return
    by_slug = {read.entry.slug: path for path, read in reads.items() if read.entry}
    for path, slug, lang in loose:
        target = by_slug.get(slug)
        if target is None:
            problem = Problem(units[path].main.file, 1, 1, "slug", f"this translates the event '{slug}', and there is no such event.",
                              "Write the slug of the event that this file translates, or give it a start.")
            reads[path] = replace(reads[path], problems=[*reads[path].problems, problem])
            continue
        unit = Unit(units[target].key, units[target].main, {**units[target].siblings, lang: units[path].main})
        units[target] = unit
        reads[target] = read_event(unit, records, site)
