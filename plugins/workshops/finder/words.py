"""The finder's sentences. They are translated by the same catalogue as all pages and given to the browser as data."""

from __future__ import annotations

from ..language import Language


def N_(message: str) -> str:
    """Mark a message for the catalogue without translating it yet."""
    return message


def ngettext(one: str, many: str) -> tuple[str, str]:
    """Mark the two forms of a message for the catalogue."""
    return one, many


NEEDS = {
    "places": N_("Places left"),
    "kit": N_("Free naloxone kit"),
    "anonymous": N_("No name, no ID"),
    "drop-in": N_("Drop in any time"),
    "free": N_("Free of charge"),
    "credits": N_("Credits for responders"),
}
WORDS: dict[str, str | tuple[str, str]] = {
    # the form
    "text": N_("What do you want to learn?"),
    "textHint": N_("A topic, a place or a host"),
    "near": N_("ZIP code"),
    "locate": N_("Use my location"),
    "locating": N_("Finding where you are …"),
    "private": N_("Your ZIP code and location stay on this device."),
    "within": N_("Within"),
    "anyDistance": N_("Any distance"),
    "miles": N_("{n} mi"),
    "kilometres": N_("{n} km"),
    "milesLong": ngettext("{n} mile", "{n} miles"),
    "kilometresLong": ngettext("{n} kilometer", "{n} kilometers"),
    "away": N_("{distance} away"),
    "when": N_("When"),
    "anyTime": N_("Any date"),
    "week": N_("Next 7 days"),
    "month": N_("Next 30 days"),
    "choose": N_("From … to …"),
    "from": N_("From"),
    "to": N_("To"),
    "weekday": N_("Day of the week"),
    "weekend": N_("Weekend"),
    "part": N_("Time of day"),
    "morning": N_("Mornings"),
    "afternoon": N_("Afternoons"),
    "evening": N_("Evenings"),
    "program": N_("Topic"),
    "audience": N_("For whom"),
    "language": N_("Language"),
    "languageHint": N_("Held in it or interpreted"),
    "mode": N_("In person or online"),
    "town": N_("Town"),
    "venue": N_("Place"),
    "organizer": N_("Host"),
    "need": N_("What you need"),
    "filters": N_("Filters"),
    "clear": N_("Clear all"),
    "remove": N_("Remove filter: {name}"),
    "active": N_("Filters in use"),
    # places
    "zipUnknown": N_("We do not know the ZIP code {zip} near here. Check it, or choose a town below."),
    "zipShort": N_("A ZIP code has 5 digits."),
    "zipLoading": N_("Looking up the ZIP code …"),
    "zipFailed": N_("ZIP codes could not be loaded. You may be offline."),
    "denied": N_("Your device did not share its location. Type a ZIP code instead."),
    "unavailable": N_("Your device does not know where it is right now. Type a ZIP code instead."),
    "far": N_("You are more than 100 miles from all places on this site."),
    "farNote": N_("Distance not known"),
    # results
    "results": ngettext("{n} date", "{n} dates"),
    "none": N_("No dates match."),
    "through": N_("Dates through {month}."),
    "later": N_("Show later dates"),
    "moreResults": N_("Show more"),
    "sort": N_("Sort by"),
    "byDate": N_("Date"),
    "byDistance": N_("Distance"),
    "view": N_("Show as"),
    "list": N_("List"),
    "calendar": N_("Month"),
    "map": N_("Map"),
    "loading": N_("Loading …"),
    "failed": N_("The dates could not be loaded. You may be offline."),
    "retry": N_("Try again"),
    "old": N_("You are seeing saved dates. They may be out of date."),
    "allDay": N_("All day"),
    "nextMorning": N_("{hours}, the next morning"),
    "nextDay": N_("{hours}, the next day"),
    "online": N_("Online"),
    "orOnline": N_("{place} or online"),
    "free": N_("Free"),
    "walkIn": N_("Walk in"),
    "dropIn": N_("Drop in"),
    "signUp": N_("Sign up first"),
    "noName": N_("No name, no ID"),
    "kit": N_("Free kit"),
    "interpreter": N_("Interpreter: {languages}"),
    "onlyIn": N_("Only in {languages}"),
    "cancelled": N_("Cancelled"),
    "postponed": N_("Postponed"),
    "moved": N_("Moved"),
    "full": N_("Full"),
    "waitlist": N_("Full, waiting list"),
    "few": N_("Few places left"),
    # nothing found
    "dropTitle": N_("Try it without one filter"),
    "drop": N_("Without “{name}”"),
    "closest": N_("Close to what you asked for"),
    "hostTitle": N_("Nothing fits? Ask for a training"),
    "hostText": N_("We bring trainings to groups, at times that suit you. It costs nothing."),
    "hostAction": N_("Bring a training to your group"),
    "write": N_("Write to {address}"),
    # subscribe and download
    "keep": N_("Keep this search"),
    "subscribe": N_("Subscribe to this search"),
    "download": N_("Download these dates (.ics)"),
    "downloadHint": N_("Once, as they are now. They do not change later by themselves."),
    "link": N_("Copy link to this search"),
    "copied": N_("Copied"),
    "exact": N_("This calendar has exactly what you searched for."),
    "wider": N_("There is no calendar for exactly this search. The nearest one has more: {name}."),
    "invited": N_("This calendar has what you searched for, and dates by invitation as well."),
    "widerAll": N_("There is no calendar for exactly this search. The nearest one has all dates."),
    "widerWhy": N_("It does not leave out by: {filters}."),
    "addCalendar": N_("Add to my calendar"),
    "copyAddress": N_("Copy address"),
    "otherWays": N_("Other calendars, step by step"),
    "google": N_("Google looks for changes every 8 to 24 hours. Check the page before you travel."),
    "everything": N_("All dates"),
    # month
    "previous": N_("Earlier month"),
    "next": N_("Later month"),
    "emptyMonth": N_("No dates in {month}."),
    # map
    "mapLabel": N_("Map of places with dates"),
    "mapMarker": ngettext("{place}: {n} date", "{place}: {n} dates"),
    "mapNot": ngettext("{n} date is not on the map, but it is in the list.", "{n} dates are not on the map, but they are in the list."),
    "zoomIn": N_("Zoom in"),
    "zoomOut": N_("Zoom out"),
    "zoomAll": N_("Whole map"),
    "mapSource": N_("County lines: U.S. Census Bureau"),
    "you": N_("You"),
}


def words_in(lang: Language) -> dict[str, str | list[str]]:
    """Return all sentences in one language; those with a number as the forms that the language has."""
    return {key: _forms(text, lang) if isinstance(text, tuple) else lang.gettext(text) for key, text in WORDS.items()}


def _forms(text: tuple[str, str], lang: Language) -> list[str]:
    """The forms of a sentence by the number of the form."""
    found: dict[int, str] = {}
    for n in range(200):
        found.setdefault(lang.plural_form(n), lang.ngettext(*text, n))
    return [found.get(form, text[1]) for form in range(max(found) + 1)]

