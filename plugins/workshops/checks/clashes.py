"""Two events at one place and time: a room that is taken twice, or one event that two agencies posted.

Dates are grouped by venue and room and walked through in order of their start, so each is compared with the one before
it and not with all others. Only what is still to come is looked at: nobody can move a class of last week.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from ..catalog import Entry
from ..model import Event
from ..schedule import Occurrence
from .look import Look

NEAR_SECONDS = 30 * 60
"""Two postings of one event seldom differ by more than half an hour in their start."""
ALIKE = 82
WINDOW = 25
"""How many dates before it a date is compared with, at most."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One coming date at its place."""

    begins: int
    ends: int
    place: str
    room: str
    entry: Entry
    details: Event
    occurrence: Occurrence

    @property
    def day(self) -> str:
        return f"{self.occurrence.span.start:%Y-%m-%d}"


def check(look: Look) -> None:
    """Report probable duplicates, then rooms that are taken twice."""
    slots = sorted(_slots(look), key=lambda slot: (slot.begins, slot.entry.file))
    told = _duplicates(look, slots)
    _rooms(look, slots, told)


def _slots(look: Look) -> Iterator[Slot]:
    for entry in look.entries:
        for occurrence in look.coming(entry):
            details = entry.schedule.details(occurrence)
            if details.status in ("cancelled", "postponed"):
                continue
            venue = details.venue if details.mode != "online" else None
            place = venue or details.join_url or details.registration_url or ""
            record = look.catalog.records.venues.get(venue or "")
            room = details.room or (record.record.room if record else None) or ""
            yield Slot(occurrence.begins, occurrence.ends, place, _folded(room), entry, details, occurrence)


def _folded(text: str) -> str:
    return " ".join(text.lower().replace("room", "").split())


def _duplicates(look: Look, slots: list[Slot]) -> set[frozenset[str]]:
    """Report events of two files that are probably one; return the pairs of slugs."""
    told: set[frozenset[str]] = set()
    before: dict[tuple[str, str], list[Slot]] = {}
    for slot in slots:
        block = before.setdefault((slot.day, _town(look, slot)), [])
        for other in block[-WINDOW:]:
            pair = frozenset((slot.entry.slug, other.entry.slug))
            if len(pair) == 2 and pair not in told and _same(look, slot, other):
                told.add(pair)
                later, earlier = sorted((slot, other), key=lambda s: s.entry.file, reverse=True)
                shared = later.entry.event.organizer == earlier.entry.event.organizer
                look.warn(
                    later.entry.file,
                    "title",
                    f"this looks like the event of {earlier.entry.file}: alike in title, place and time on {slot.day}.",
                    f"If it is one event, keep one file{'' if shared else ' and name the other organizer in cohosts'}.",
                )
        block.append(slot)
    return told


def _town(look: Look, slot: Slot) -> str:
    return look.catalog.town_of.get(slot.details.venue or "", slot.place)


def _same(look: Look, slot: Slot, other: Slot) -> bool:
    if slot.begins - other.begins > NEAR_SECONDS or slot.room != other.room and slot.room and other.room:
        return False
    if not _same_place(look, slot, other):
        return False
    return fuzz.token_set_ratio(slot.details.title.lower(), other.details.title.lower()) >= ALIKE


def _same_place(look: Look, slot: Slot, other: Slot) -> bool:
    if slot.place == other.place:
        return bool(slot.place)
    first, second = (look.catalog.records.venues.get(s.details.venue or "") for s in (slot, other))
    if first is None or second is None:
        return False
    one, two = first.record, second.record
    if one.street and two.street:
        return one.street.lower() == two.street.lower()
    return fuzz.token_sort_ratio(one.title.lower(), two.title.lower()) >= 90


def _rooms(look: Look, slots: list[Slot], told: set[frozenset[str]]) -> None:
    running: dict[tuple[str, str], Slot] = {}
    for slot in slots:
        if slot.details.mode == "online" or not slot.details.venue or not isinstance(slot.occurrence.span.start, datetime):
            continue
        key = (slot.details.venue, slot.room)
        other = running.get(key)
        if other is None or slot.ends > other.ends:
            running[key] = slot
        if other is None or slot.begins >= other.ends or other.entry is slot.entry:
            continue
        pair = frozenset((slot.entry.slug, other.entry.slug))
        if pair not in told:
            told.add(pair)
            later, earlier = sorted((slot, other), key=lambda s: s.entry.file, reverse=True)
            look.warn(
                later.entry.file,
                "venue",
                f"{earlier.entry.file} is in the same room at the same time on {slot.day}.",
                "Change the time or the place of one of them, or write room: in both.",
            )
