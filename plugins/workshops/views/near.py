"""What an event's page says of other dates: which events come next near there, and where to go instead.

Only this, besides the event itself, changes a page from one day to the next, so it has a name of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..catalog import Entry
from ..schedule import Occurrence
from .base import Dated, Views, attended
from .cards import status_of


@dataclass(slots=True)
class Change:
    """What of an event's page depends on the time and on other events.

    `coming` is the index of the next date, `town` the key of the place's town, `alternative` where one can go
    instead of a date that was called off or is full.
    """

    coming: int
    town: str
    nearby: list[Dated]
    alternative: Dated | None = None
    name: str = ""
    late: bool = False
    """Whether one can no longer sign up for the next date that takes place."""


class Neighbours:
    """Looks up what to name on an event's page besides the event itself."""

    def __init__(self, views: Views) -> None:
        self.now, self.town_of, self.town_names = views.today, views.town_of, views.catalog.towns
        self.towns, self.programs = views.by_facet("town"), views.by_facet("program")

    def of(self, entry: Entry) -> Change:
        """The events after this one's next date in the same town, else of the same program; none where all is over.

        A page that is over names nothing else, so that it stays as it is for good.
        """
        occurrences, now, coming = entry.schedule.occurrences, self.now, 0
        while coming < len(occurrences) and occurrences[coming].ends <= now:
            coming += 1
        pivot = occurrences[min(coming, len(occurrences) - 1)]
        details = entry.schedule.brief(pivot)
        town = self.town_of.get(details.venue, "")
        nearby: list[Dated] = []
        over = coming == len(occurrences)
        if entry.public and not over:
            if town in self.towns:
                nearby = self.towns[town].after(pivot.begins, 3, entry, now)
            if not nearby and details.program in self.programs:
                nearby = self.programs[details.program].after(pivot.begins, 3, entry, now)
        change = Change(coming, town, nearby)
        names = [str(coming), town, self.town_names.get(town, ""), *(item.name for item in nearby)]
        if not over and status_of(details)[1] in ("stop", "warn"):
            change.alternative = instead = self.instead(entry, pivot)
            names.append(f"or {instead.name}" if instead else "")
        shown = next((o for o in occurrences[coming:] if entry.schedule.brief(o).status in ("scheduled", "moved")), pivot)
        change.late = not over and 0 < entry.schedule.brief(shown).signup_ends <= now
        if change.late:
            names.append("late")
        change.name = " ".join(names)
        return change

    def instead(self, entry: Entry, pivot: Occurrence) -> Dated | None:
        """The next date that one can go to instead: of the same event, else of the same program."""
        for occurrence in entry.schedule.occurrences:
            if occurrence.begins > pivot.begins and attended(entry.schedule.brief(occurrence)):
                return Dated.of(entry, occurrence)
        timeline = self.programs.get(entry.event.program) if entry.public else None
        found = timeline.after(pivot.begins, 1, entry, self.now) if timeline else []
        return found[0] if found else None
