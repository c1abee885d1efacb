"""Facets: by what people filter events. One event may stand under several keys of each."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from .schedule import Component
from .site import FACETS


def facets_of(components: Iterable[Component], town_of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the keys of every facet that the components of one uid have, each once, in order.

    Who asks for Spanish wants the Spanish of Mexico too, so an event in `es-MX` is also one in `es`.
    """
    found: dict[str, dict[str, None]] = {facet: {} for facet in FACETS}
    seen: set[int] = set()
    for component in components:
        event = component.details
        if id(event) in seen:
            continue
        seen.add(id(event))
        found["program"][event.program] = None
        if event.venue and event.mode != "online":
            found["venue"][event.venue] = None
            if event.venue in town_of:
                found["town"][town_of[event.venue]] = None
        found["organizer"].update(dict.fromkeys((event.organizer, *event.cohosts)))
        found["audience"].update(dict.fromkeys(event.audience))
        for tag in (*event.languages, *(i.lang for i in event.interpretation)):
            found["language"].update({tag: None, tag.partition("-")[0]: None})
        found["mode"].update(dict.fromkeys(("in-person", "online") if event.mode == "hybrid" else (event.mode or "in-person",)))
        if event.mode == "hybrid":
            found["mode"]["hybrid"] = None
    return {facet: tuple(keys) for facet, keys in found.items()}
