"""The page of one event: what, when, where and the rest in the order of `facts`, its dates, and what to do
next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from typing import Any

from ..catalog import Entry
from ..describe import address_text
from ..instants import utc_minutes
from ..labels import AUDIENCE, label
from ..links import picture_path
from ..model import Event
from ..phrases import describe_rule
from ..schedule import Occurrence, day_of
from ..times import Span, local_of
from ..zones import load_zone
from .addlinks import add_links
from .answers import Line
from .base import Dated, Page, Views, body, foreign, told
from .cards import SIGN_UP, Card, badges, card, look, program_name, status_of
from .daterows import DateRow, date_row
from .facts import Facts
from .near import Change, Neighbours
from .share import event_words
from .words import capital

MOST_DATES = 60
"""Most coming dates listed on one page; the feed has them all."""
MOST_PAST = 12


@dataclass(slots=True)
class Banner:
    """News that must be seen before anything else. `kind` is stop, warn or info."""

    kind: str
    title: str
    text: str = ""
    text_lang: str = ""
    link: str = ""
    link_text: str = ""


def event_pages(views: Views) -> Iterator[Page]:
    """The jobs of all event pages in every language."""
    folders = [(lang, f"{views.site.folder(lang)}events/") for lang in views.languages]
    neighbours = Neighbours(views)
    for entry in views.catalog.entries.values():
        change = neighbours.of(entry)
        size = views.catalog.pictures.get(picture_path(entry.image)) if entry.image else None
        names = (entry.digest, entry.stamp, change.name, *([str(size)] if size else ()))
        for lang, folder in folders:
            yield Page(f"{folder}{entry.slug}/", "event.html", lang, names, partial(event_data, views, entry, lang, change))


def event_data(views: Views, entry: Entry, lang: str, change: Change) -> dict[str, Any]:
    """The variables of `event.html`."""
    return EventView(views, entry, lang, change).data()


class EventView:
    """Makes the variables of `event.html` for one event in one language."""

    def __init__(self, views: Views, entry: Entry, lang: str, change: Change) -> None:
        self.views, self.entry, self.lang, self.change = views, entry, lang, change
        self.language = views.language(lang)
        self._ = self.language.gettext
        self.occurrences = entry.schedule.occurrences
        self.pivot = self.occurrences[min(change.coming, len(self.occurrences) - 1)]
        self.details = entry.schedule.details(self.pivot)
        self.next = self.next_date()
        self.shown = entry.schedule.details(self.next)
        """The event on the next date that takes place: where to go is where that one is."""
        self.folder = views.site.folder(lang)
        self.address = f"{self.folder}events/{entry.slug}/"

    def data(self) -> dict[str, Any]:
        """All variables of the template."""
        entry, lang, details, views = self.entry, self.lang, self.details, self.views
        title, title_lang = told(entry.event, "title", lang, entry.lang)
        summary, summary_lang = told(entry.event, "summary", lang, entry.lang)
        text, text_lang = body(entry.html, lang)
        program, off, course = look(views, details.program, lang), self.off, entry.kind == "course"
        ics = views.feeds.event(entry.slug, lang)
        span, (updated_iso, updated), when = self.next.span, self.updated(), self.when()
        image, banners = picture_path(entry.image) if entry.image else "", self.banners()
        untranslated = title_lang != lang or (bool(text) and text_lang != lang)
        return {
            "title": title,
            "title_lang": foreign(title_lang, lang),
            "summary": summary,
            "summary_lang": foreign(summary_lang, lang),
            "description": self.news(banners) + (summary or self.language.span(span.start, span.end)),
            "program": program.name,
            "program_address": f"{self.folder}programs/{details.program}/",
            "tint": program.tint,
            "program_icon": program.icon,
            "audience": self.audience(),
            "banners": banners,
            "badges": () if off else tuple(one for one in badges(views, self.shown, lang) if not self.change.late or one[0] != SIGN_UP),
            "facts": Facts(views, self.shown, entry.lang, self.next.span, lang, self.change.late).all(when, off),
            "body": text,
            "body_lang": foreign(text_lang, lang),
            "untranslated": self.note(title_lang if title_lang != lang else text_lang) if untranslated else "",
            "dates": self.dates(),
            "past": self.past(),
            "more_dates": self.more_dates(),
            "dates_title": self._("Sessions") if course else self._("Coming dates"),
            "course": course and entry.event.attend_all,
            "ics": ics,
            "feeds_here": ((ics, title),) if entry.public else (),
            "add": self.add_links(),
            "feeds": self.feeds(),
            "nearby": self.nearby(),
            "image": image,
            "image_size": views.catalog.pictures.get(image),
            "image_alt": told(entry.event, "image_alt", lang, entry.lang)[0],
            "jsonld": self.jsonld(),
            "share": event_words(self, when),
            "hidden": not entry.public,
            "updated": updated,
            "updated_iso": updated_iso,
            "ends": utc_minutes(self.entry.ends),
        }

    # -- when ------------------------------

    def when(self) -> list[Line]:
        """The next date, or all of a short list; for a series its rule in words."""
        language, _, span = self.language, self._, self.next.span
        found: list[Line] = []
        rule = self.rule()
        if self.off:
            return self.was(span)
        if rule:
            found.append(Line(rule, "strong"))
        elif self.entry.kind == "course":
            found.append(Line(self.sessions(), "strong"))
            rule = found[0].text
        day, hours = language.span_parts(span.start, span.end)
        many = len(self.occurrences) > 1
        if many and self.change.coming < len(self.occurrences):
            found.append(Line(_("Next: {date}").format(date=day), "" if rule else "strong"))
        else:
            found.append(Line(capital(day), "" if rule else "strong"))
        found.append(Line(hours or _("All day"), "strong"))
        if hours and (self.shown.mode in ("online", "hybrid") or span.zone != self.views.site.timezone):
            found.append(Line(language.zone_name(span.zone), "small"))
        if many:
            found.append(
                Line(
                    language.plural("See {n} date", "See all {n} dates", len(self.occurrences)),
                    "here",
                    "#dates",
                )
            )
        return found

    def sessions(self) -> str:
        """How many sessions a course has, from when to when."""
        first, last = self.occurrences[0].span.start, self.occurrences[-1].span.start
        count = self.language.plural("{n} session", "{n} sessions", len(self.occurrences))
        return f"{count}: {self.language.date_range(day_of(first), day_of(last))}"

    @property
    def off(self) -> str:
        """`cancelled` or `postponed` where no date of the event is left, else ""."""
        status = self.details.status
        if status not in ("cancelled", "postponed"):
            return ""
        none_left = self.change.coming < len(self.occurrences) and self.next is self.pivot
        return status if none_left or len(self.occurrences) == 1 or self.entry.event.status == status else ""

    def next_date(self) -> Occurrence:
        """The next date that takes place; the next one at all where none does."""
        for occurrence in self.occurrences[self.change.coming :]:
            if self.entry.schedule.details(occurrence).status in ("scheduled", "moved"):
                return occurrence
        return self.pivot

    def was(self, span: Span) -> list[Line]:
        """The date of an event that was called off."""
        day, hours = self.language.span_parts(span.start, span.end)
        found = [Line(capital(day), "was"), *([Line(hours, "was")] if hours else [])]
        return found + ([Line(self._("A new date is not set yet."))] if self.off == "postponed" else [])

    def rule(self) -> str:
        """The series' rule as a sentence, "" without one."""
        repeat = self.entry.schedule.repeat
        if repeat is None:
            return ""
        return describe_rule(repeat.rule, lang=self.lang)

    def dates(self) -> list[DateRow]:
        """The coming dates of a series; all sessions of a course."""
        if len(self.occurrences) < 2:
            return []
        first = 0 if self.entry.kind in ("course", "dates") and len(self.occurrences) <= 12 else self.change.coming
        return self.rows(self.occurrences[first : first + MOST_DATES])

    def past(self) -> list[DateRow]:
        """The latest past dates, the last one first."""
        if len(self.occurrences) < 2 or self.entry.kind in ("course", "dates") and len(self.occurrences) <= 12:
            return []
        return self.rows(reversed(self.occurrences[max(0, self.change.coming - MOST_PAST) : self.change.coming]))

    def rows(self, occurrences: Iterable[Occurrence]) -> list[DateRow]:
        """Lines of the list of dates."""
        return [date_row(self.views, self.entry, occurrence, self.lang, self.next.span.zone) for occurrence in occurrences]

    def more_dates(self) -> str:
        """A sentence about dates beyond those listed."""
        rest = len(self.occurrences) - self.change.coming - MOST_DATES
        return self.language.plural("and {n} more date", "and {n} more dates", rest) if rest > 0 else ""

    # -- news ------------------------------

    def banners(self) -> list[Banner]:
        """News of the next date, then of further coming dates of the series."""
        found = []
        main = self.banner(self.pivot, self.details)
        if main:
            found.append(main)
        for occurrence in self.occurrences[self.change.coming + 1 :]:
            details = self.entry.schedule.details(occurrence)
            if status_of(details)[1] in ("stop", "warn", "info") and details.status != "scheduled" and len(found) < 3:
                other = self.banner(occurrence, details, further=True)
                if other:
                    found.append(other)
        return found

    def news(self, banners: list[Banner]) -> str:
        """What must stand before the event's description where search engines and chats show it: that it is off, moved or full."""
        if not banners or not (self.off or len(self.occurrences) == 1):
            return ""
        return f"{banners[0].title.rstrip('.')}. "

    def banner(self, occurrence: Occurrence, details: Any, further: bool = False) -> Banner | None:
        """The news of one date, None where it takes place as announced."""
        _, language = self._, self.language
        state, kind = status_of(details)
        if not state or state == "few":
            return None
        many = len(self.occurrences) > 1
        start = occurrence.original
        day = language.day(start)
        messages = {
            "cancelled": (_("Cancelled. This event will not take place."), _("Cancelled: {date}")),
            "postponed": (_("Postponed. We do not have a new date yet."), _("Postponed: {date}")),
            "moved": (_("Moved to a new time."), _("Moved: {date}")),
            "full": (_("This event is full."), _("Full: {date}")),
            "waitlist": (
                _("This event is full. There is a waiting list."),
                _("Full, with a waiting list: {date}"),
            ),
        }
        title = messages[state][1].format(date=day) if many else messages[state][0]
        if state == "moved":
            title = self.moved_title(occurrence, details)
        text, text_lang = told(details, "status_note", self.lang, self.entry.lang)
        banner = Banner(kind, title, text, foreign(text_lang, self.lang))
        alternative = self.change.alternative
        if alternative is not None and not further and state != "moved":
            self.offer(banner, alternative)
        return banner

    def moved_title(self, occurrence: Occurrence, details: Any) -> str:
        """From when to when one date moved."""
        _, language, span = self._, self.language, occurrence.span
        before = local_of(details.previous_start, span.zone) if details.previous_start else occurrence.original
        new = language.span(span.start, span.end)
        if before == span.start:
            return _("Changed: {date}").format(date=new)
        if isinstance(before, datetime) and day_of(before) == day_of(span.start):
            return _("New time: {after} (before: {before})").format(after=new, before=language.time(before))
        return _("Moved from {before} to {after}").format(before=language.day(before), after=new)

    def offer(self, banner: Banner, item: Dated) -> None:
        """Name the nearest date that one can go to instead."""
        language = self.language
        day, hours = language.span_parts(item.occurrence.span.start, item.occurrence.span.end)
        when = f"{day}, {hours}" if hours else day
        if item.entry.slug == self.entry.slug:
            banner.link, banner.link_text = f"#{item.anchor}", self._("Next one: {date}").format(date=when)
            return
        title = told(item.details, "title", self.lang, item.entry.lang)[0]
        banner.link = f"{self.folder}events/{item.entry.slug}/"
        banner.link_text = self._("You could go here: {title}, {date}").format(title=title, date=when)

    # -- next steps ------------------------------

    def add_links(self) -> tuple[tuple[str, str], ...]:
        """Name and address of the web calendars that take one date by link: the next one that takes place.

        The links of a series say which date that is; the file has them all.
        """
        for occurrence in self.occurrences[self.change.coming:]:
            details = self.entry.schedule.details(occurrence)
            if details.status in ("scheduled", "moved"):
                title = told(details, "title", self.lang, self.entry.lang)[0]
                links = add_links(title, self.location(details), f"{self.views.site.url}/{self.address}", occurrence)
                which = f" ({self.language.date_short(occurrence.span.start)})" if len(self.occurrences) > 1 else ""
                return tuple((name + which, address) for name, address in links)
        return ()

    def location(self, details: Event) -> str:
        """The place of one date with its address, on one line."""
        key = details.venue if details.mode != "online" else None
        found: str | None = self.views.memo.get(("location", self.lang, key))
        if found is None:
            found, venue = self._("Online"), self.views.venue(key)
            if venue is not None:
                found = f"{told(venue.record, 'title', self.lang, self.views.site.lang)[0]}, {address_text(venue.record)}"
            self.views.memo["location", self.lang, key] = found
        return found

    def feeds(self) -> list[tuple[str, str]]:
        """Name and page of what one may subscribe to from here: the program and the town."""
        found = [
            (
                program_name(self.views, self.details.program, self.lang),
                f"{self.folder}programs/{self.details.program}/",
            )
        ]
        town = self.change.town
        if town:
            found.append((self.views.catalog.towns[town], f"{self.folder}towns/{town}/"))
        return found

    def nearby(self) -> list[Card]:
        """Cards of the neighbours."""
        return [card(self.views, item, self.lang) for item in self.change.nearby]

    # -- the rest ------------------------------

    def audience(self) -> str:
        """For whom, where it is not for everyone."""
        words = tuple(self.entry.event.audience)
        found: str | None = self.views.memo.get(("audience", self.lang, words))
        if found is None:
            names = [label(AUDIENCE, word, self.language) for word in words if word != "everyone"]
            found = self.language.list_of([name[:1].lower() + name[1:] for name in names])
            self.views.memo["audience", self.lang, words] = found
        return found

    def note(self, tag: str) -> str:
        """Say that the text is in another language."""
        return self._("This event is described in {language} only.").format(language=self.language.language_name(tag))

    def jsonld(self) -> str:
        """Search-engine markup of the coming dates, of the last one when all are past."""
        coming = self.occurrences[self.change.coming :] or self.occurrences[-1:]
        return self.views.markup.of(self.entry, coming, self.lang, f"{self.views.site.url}/{self.address}")

    def updated(self) -> tuple[str, str]:
        """When the entry was last changed: the day in the event's zone and in words; "" where nobody wrote it down."""
        if self.entry.event.modified is None:
            return "", ""
        day = _day_of(self.entry.stamp, self.pivot.span.zone)
        return day.isoformat(), self.language.date(day)


@lru_cache(maxsize=4096)
def _day_of(stamp: str, zone: str) -> date:
    """The day of a stamp as iCalendar writes it (UTC), on the wall clock of a zone."""
    year, month, day, hour, minute = stamp[:4], stamp[4:6], stamp[6:8], stamp[9:11], stamp[11:13]
    moment = datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=UTC)
    return moment.astimezone(load_zone(zone)).date()
