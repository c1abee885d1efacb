"""Places: coordinates for maps and distances, time zones that agree, kit sites that somebody has checked lately."""

from __future__ import annotations

from datetime import date

from ..catalog import RecordEntry
from ..model import Change, DateEntry, Event, Venue
from ..stale import kit_site_due
from .look import Look

AMERICA = frozenset(("US", "USA", "UNITED STATES", "EE UU", "EEUU", "ESTADOS UNIDOS"))
FAR_WEST = frozenset(("AK", "ALASKA", "GU", "GUAM", "MP", "AS"))
"""Where America lies so far west that it is east, or south."""


def check(look: Look) -> None:
    """Report venues that cannot be found, zones that differ, and kit sites that nobody has checked."""
    for venue in look.catalog.records.venues.values():
        if venue.record.latitude is None or venue.record.longitude is None:
            name = "longitude" if venue.record.latitude is not None else "latitude"
            look.warn(
                venue.file,
                "",
                f"{name}: this field is missing, so the place is on no map and in no search by distance.",
                "Write latitude: and longitude:, for example latitude: 42.4430 and longitude: -76.5019.",
            )
        else:
            _position(look, venue)
        _zip(look, venue)
    _zones(look)
    _kit_sites(look)


def _in_the_states(venue: Venue) -> bool:
    return (venue.country or "US").upper().replace(".", "") in AMERICA and bool(venue.state or venue.country)


def _position(look: Look, found: RecordEntry[Venue]) -> None:
    """Report coordinates on the other side of the world: the minus is lost in many a copy."""
    venue = found.record
    assert venue.latitude is not None and venue.longitude is not None
    if not _in_the_states(venue) or (venue.state or "").upper() in FAR_WEST:
        return
    if venue.latitude < 0 < venue.longitude:
        look.warn(found.file, "latitude", "these coordinates lie in the south of the world: the two are swapped.",
                  f"Write latitude: {venue.longitude} and longitude: {venue.latitude}.")  # fmt: skip
    elif venue.longitude > 0:
        look.warn(found.file, "longitude", f"{venue.longitude} lies in Asia; America lies west, and has a minus.",
                  f"Write longitude: -{venue.longitude}")  # fmt: skip


def _zip(look: Look, found: RecordEntry[Venue]) -> None:
    code = found.record.zip or ""
    if _in_the_states(found.record) and len(code) == 4 and code.isdigit():
        look.warn(found.file, "zip", f"'{code}' has four digits; spreadsheets drop a zero at the front.", f"Write zip: 0{code}")


def _zones(look: Look) -> None:
    venues = look.catalog.records.venues
    for entry in look.entries:
        zone, key = entry.event.timezone, entry.event.venue
        there = venues[key].record.timezone if key in venues else None
        if zone and there and zone != there:
            look.warn(
                entry.file, "timezone", f"'{zone}' is not the time zone of the venue, {there}.", "Delete the line to use the venue's."
            )
            continue
        if not _zone_behind_a_time(entry.event):
            continue
        for part in entry.schedule.components:
            own = venues[part.brief.venue].record.timezone if part.brief.venue in venues else None
            if own and own != part.span.zone:
                message = f"the time of {part.span.start:%Y-%m-%d} is in {part.span.zone}, and its venue is in {own}."
                look.warn(entry.file, "start", message, f"Write the time by the clock of {own}, without a time zone.")
                break


def _zone_behind_a_time(event: Event) -> bool:
    """Whether a start says its zone itself: `2026-12-08 18:00 America/Chicago`."""
    if event.start is not None and event.start.zone:
        return True
    entries: list[DateEntry | Change] = [*event.dates, *event.sessions, *event.changes]
    return any(getattr(start, "zone", None) for start in (*event.also, *(entry.start for entry in entries)))


def _kit_sites(look: Look) -> None:
    for site in look.catalog.records.kit_sites.values():
        verified: date | None = site.record.verified
        by: date | None = site.record.review_by
        if verified is None:
            look.warn(
                site.file,
                "",
                "verified: this field is missing, so nobody knows whether the hours are still right.",
                f"Call the place, then write verified: {look.today}",
            )
        elif by is not None and by < look.today:
            look.warn(
                site.file, "review_by", f"the hours should have been checked by {by}.", f"Call the place, then write verified: {look.today}"
            )
        elif (due := kit_site_due(site.record, look.catalog.site.kit_days)) is not None and due < look.today:
            look.warn(
                site.file,
                "verified",
                f"the hours were last checked on {verified}, more than {look.catalog.site.kit_days} days ago.",
                f"Call the place, then write verified: {look.today}",
            )
        elif verified > look.today:
            look.warn(site.file, "verified", f"{verified} is still to come.", "Write the day on which somebody checked.")
