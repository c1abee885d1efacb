"""Places: coordinates for maps and distances, time zones that agree, kit sites that somebody has checked lately."""

from __future__ import annotations

from datetime import date

from ..stale import kit_site_due
from .look import Look


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
    _zones(look)
    _kit_sites(look)


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
        for part in entry.schedule.components:
            own = venues[part.brief.venue].record.timezone if part.brief.venue in venues else None
            if own and own != part.span.zone:  # a zone written behind a time
                message = f"the time of {part.span.start:%Y-%m-%d} is in {part.span.zone}, and its venue is in {own}."
                look.warn(entry.file, "start", message, f"Write the time by the clock of {own}, without a time zone.")
                break


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
