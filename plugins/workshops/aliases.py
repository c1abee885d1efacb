"""Older names of events and records, whose addresses keep answering.

`aliases:` of an event are former parts of its address (`events/<old>/`), those of a record its former keys. An alias
that something else has by now is passed over and reported: the address belongs to what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .catalog import Catalog
from .errors import Problem

FACETS = {"program": "programs", "venue": "venues", "organizer": "organizers"}
"""Facet → folder of the pages of those records that have a page and a feed."""


def event_aliases(catalog: Catalog) -> dict[str, str]:
    """Return alias → slug of the event that had it."""
    return _settled(
        catalog.entries, ((e.slug, e.aliases, e.file) for e in catalog.entries.values()), "events", []
    )


def record_aliases(catalog: Catalog, facet: str) -> dict[str, str]:
    """Return alias → key of the program, venue or organizer that had it."""
    return _settled(_table(catalog, facet), _records(catalog, facet), FACETS[facet], [])


def alias_problems(catalog: Catalog) -> list[Problem]:
    """Report every alias that is also the name of something else, as warnings: both are published all the same."""
    problems: list[Problem] = []
    _settled(
        catalog.entries,
        ((e.slug, e.aliases, e.file) for e in catalog.entries.values()),
        "events",
        problems,
    )
    for facet, folder in FACETS.items():
        _settled(_table(catalog, facet), _records(catalog, facet), folder, problems)
    return problems


def _table(catalog: Catalog, facet: str) -> dict[str, Any]:
    records = catalog.records
    tables: dict[str, dict[str, Any]] = {
        "program": records.programs,
        "venue": records.venues,
        "organizer": records.organizers,
    }
    return tables[facet]


def _records(catalog: Catalog, facet: str) -> Iterator[tuple[str, list[str], str]]:
    for key, entry in sorted(_table(catalog, facet).items()):
        yield key, entry.record.aliases, entry.file


def _settled(
    known: Iterable[str], items: Iterable[tuple[str, list[str], str]], folder: str, problems: list[Problem]
) -> dict[str, str]:
    """Return alias → name; names are compared without case, since some disks and hosts do not tell it."""
    found: dict[str, str] = {}
    renamed = [item for item in items if item[1]]
    if not renamed:
        return found
    taken = {name.lower(): name for name in known}
    for name, aliases, file in renamed:
        for alias in aliases:
            holder = taken.get(alias.lower())
            if holder is None:
                taken[alias.lower()] = name
                found[alias] = name
            elif holder != name:
                problems.append(
                    Problem(
                        file,
                        1,
                        1,
                        "aliases",
                        f"the old name '{alias}' belongs to {folder}/{holder}/.",
                        "Delete it here, or rename the other one.",
                        "warning",
                    )
                )
    return found
