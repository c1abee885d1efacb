"""One date of one event as lists show it: a card with the day, the title, the place and a few plain badges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..instants import moments, to_minutes, utc_minutes
from ..language import Language
from ..model import FULL, Event, places_left, walks_in
from ..schedule import Brief
from .base import Dated, Views, foreign, left_of, told
from .colours import tint
from .words import N_, STATUS_WORDS, capital

SIGN_UP = "clipboard-list"
"""The icon of the badge that says that one signs up first."""
Badge = tuple[str, str, str]
"""Icon, text, and kind: "" plain, "good", "warn", "stop"."""


@dataclass(slots=True)
class Card:
    """What a list shows of one date; addresses are from the root."""

    address: str
    title: str
    title_lang: str
    month: str
    number: int
    weekday: str
    day: str
    hours: str
    iso: str
    ends: str
    place: str
    program: str
    tint: str
    icon: str
    status: str
    status_kind: str
    badges: tuple[Badge, ...]
    brief: bool = False
    """Whether it is a further date of an event that the list has shown already."""
    html: str = ""
    """How it looks, once it was rendered."""


def card_list(views: Views, items: Iterable[Dated], lang: str) -> list[Card]:
    """Cards of dates in order; of each event only the first at one place is told in full, so that a series does not
    flood the list.
    """
    told_at: dict[str, str] = {}
    found = []
    for item in items:
        found.append(card(views, item, lang, told_at.get(item.slug) == item.venue))
        told_at[item.slug] = item.venue
    return found


def title_of(item: Dated, lang: str) -> tuple[str, str]:
    """The title of one date, with the course's before that of a session, and the language it is in."""
    title, tag = told(item.details, "title", lang, item.entry.lang)
    if item.entry.kind == "course" and item.details.title != item.entry.event.title:
        title = f"{told(item.entry.event, 'title', lang, item.entry.lang)[0]} – {title}"
    return title, tag


def status_of(details: Event | Brief) -> tuple[str, str]:
    """The state that people must see at once, as a key of `STATUS_WORDS`, and its kind."""
    if details.status != "scheduled":
        return details.status, {"cancelled": "stop", "postponed": "warn"}.get(details.status, "info")
    left = left_of(details)
    if left in FULL:
        return left, "warn"
    return ("few", "info") if left == "few" else ("", "")


def card(views: Views, item: Dated, lang: str, brief: bool = False) -> Card:
    """Make the card of one date in one language.

    A brief one leaves out what stands on the first of its event. A date stands in many lists, so its card is
    kept.
    """
    if item.cards is None:
        item.cards = {}
    found: Card | None = item.cards.get((lang, brief))
    if found is None:
        found = item.cards[lang, brief] = _card(views, item, lang, brief)
    return found


def _card(views: Views, item: Dated, lang: str, brief: bool) -> Card:
    language, details, span = views.language(lang), item.details, item.occurrence.span
    title, title_lang = title_of(item, lang)
    day, hours = language.span_parts(span.start, span.end)
    if span_is_one_day(item):
        day = language.date_medium(item.day)
    program = look(views, details.program, lang)
    state, kind = status_of(details)
    first = item.day
    return Card(
        address=item_address(views, item, lang),
        title=title,
        title_lang=foreign(title_lang, lang),
        month=capital(language.months_short[first.month]),
        number=first.day,
        weekday=capital(language.weekdays_short[first.weekday()]),
        day=capital(day),
        hours=hours + zone_of(views, item, lang) if hours else language.gettext("All day"),
        iso=to_minutes(moments(item.occurrence)[0]),
        ends=utc_minutes(item.occurrence.ends),
        place=place(views, details, lang),
        program=program.name,
        tint=program.tint,
        icon=program.icon,
        status=language.gettext(STATUS_WORDS[state]) if state else "",
        status_kind=kind,
        badges=() if brief or details.status in ("cancelled", "postponed") else badges(views, details, lang),
        brief=brief,
    )


def zone_of(views: Views, item: Dated, lang: str) -> str:
    """The time zone behind the time of what is online and told in another zone than the site's, else ""."""
    zone = item.occurrence.span.zone
    if zone == views.site.timezone or item.details.mode not in ("online", "hybrid"):
        return ""
    return f" ({views.language(lang).zone_name(zone)})"


def item_address(views: Views, item: Dated, lang: str) -> str:
    """The address of one date; of a series or a course with the date's anchor."""
    base = f"{views.site.folder(lang)}events/{item.entry.slug}/"
    return f"{base}#{item.anchor}" if len(item.entry.schedule.occurrences) > 1 else base


def place(views: Views, details: Event, lang: str) -> str:
    """Where it is, on one line: the venue and its town, or Online."""
    key = ("place", lang, details.venue, details.mode)
    found: str | None = views.memo.get(key)
    if found is None:
        found = views.memo[key] = _place(views, details, lang)
    return found


def _place(views: Views, details: Event, lang: str) -> str:
    language = views.language(lang)
    venue = views.venue(details.venue) if details.mode != "online" else None
    if venue is None:
        return language.gettext("Online") if details.mode == "online" else ""
    title = told(venue.record, "title", lang, views.site.lang)[0]
    town = venue.record.town
    where = f"{title}, {town}" if town and town.lower() not in title.lower() else title
    return language.gettext("{place} or online").format(place=where) if details.mode == "hybrid" else where


class Look(NamedTuple):
    """How a program is shown."""

    name: str
    tint: str
    icon: str


def look(views: Views, key: str, lang: str) -> Look:
    """How a program is shown in one language; one without a record by its key."""
    found: Look | None = views.memo.get(("program", lang, key))
    if found is None:
        program = views.catalog.records.programs.get(key)
        record = program.record if program else None
        name = told(record, "title", lang, views.site.lang)[0] if record else key
        found = Look(name, tint(record.colour if record else None), (record.icon if record else None) or "calendar-days")
        views.memo["program", lang, key] = found
    return found


def program_name(views: Views, key: str, lang: str) -> str:
    """The name of a program in one language."""
    return look(views, key, lang).name


def badges(views: Views, details: Event, lang: str) -> tuple[Badge, ...]:
    """The few things that decide whether people come."""
    language = views.language(lang)
    _ = language.gettext
    found: list[Badge] = []
    if details.access != "public":
        found.append(("lock", _("By invitation only") if details.access == "invite" else _("Not open to the public"), "warn"))
    amount, currency = details.cost
    found.append(
        (
            "ticket",
            _("Free") if amount == 0 else language.money(amount, currency),
            "good" if amount == 0 else "",
        )
    )
    way = way_in(details)
    if way:
        found.append((way[0], _(way[1]), ""))
    if details.anonymous and not details.id_required:
        found.append(("user-round-x", _("No name, no ID"), "good"))
    if details.kit != "none":
        found.append(("package", _("Free kit"), ""))
    spoken = spoken_there(details, language)
    if spoken:
        found.append(("languages", spoken, ""))
    return tuple(found)


def way_in(details: Event) -> tuple[str, str] | None:
    """How one gets a place, as an icon and a message; None where no place is left, or the public cannot come."""
    if places_left(details) == "full" or details.access == "closed":
        return None
    if details.drop_in:
        return "door-open", N_("Drop in")
    if walks_in(details):
        return "door-open", N_("Walk in")
    return (SIGN_UP, N_("Sign up first")) if details.registration == "required" else None


def spoken_there(details: Event, language: Language) -> str:
    """Which languages besides the page's are spoken; where the page's is only interpreted, or not there at all, that."""
    lang, held = language.tag, details.languages
    given = [i.lang for i in details.interpretation if not i.on_request]
    others = [tag for tag in dict.fromkeys((*held, *given)) if tag != lang]
    if not others:
        return ""
    if lang in held:
        return capital(language.list_of([language.language_name(tag) for tag in others]))
    message = language.gettext("Interpreter: {languages}") if lang in given else language.gettext("Only in {languages}")
    names = given if lang in given else others
    return message.format(languages=language.list_of([language.language_name(tag) for tag in names]))


def span_is_one_day(item: Dated) -> bool:
    """Whether the date's day can be said in short: it does not go on over several days."""
    return item.occurrence.ends - item.occurrence.begins <= 86400 + 3600
