"""Where volunteers are needed: open shifts by date, and how to ask for a training of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import orjson

from .. import shifts
from ..instants import utc_minutes
from ..shifts import open_shifts, role_name
from .answers import Line, contact_line, host_of
from .base import Dated, Page, Views, foreign, told
from .cards import item_address, place, program_name
from .lines import local, site_data
from .lists import digest_of
from .words import capital


@dataclass(slots=True)
class Shift:
    """One role at one date that still needs people."""

    role: str
    needed: str
    day: str
    hours: str
    ends: str
    place: str
    event: str
    event_lang: str
    address: str
    training: str
    training_address: str
    languages: str
    town: str
    needs: str
    """Name of the training that the role requires, without its date."""
    tongues: str
    """Names of languages between `|`."""
    ways: list[Line]


Need = tuple[shifts.Shift, Dated | None]
"""An open shift, and the next date of the training that it requires."""
MOST_NEEDS = 6
"""Most open shifts on the page of one host; the volunteer page has them all."""


def volunteer_pages(views: Views) -> list[Page]:
    """The job of the volunteer page in every language."""
    needing = needed(views)
    depends = (needs_digest(views, needing), str(site_data(views)))
    feeds = {lang: shift_feeds_of(views, lang) for lang in views.languages}
    return [
        Page(
            f"{views.site.folder(lang)}volunteer/",
            "volunteer.html",
            lang,
            (*depends, str(feeds[lang])),
            partial(volunteer, views, needing, lang),
        )
        for lang in views.languages
    ]


def needed(views: Views) -> list[Need]:
    """Every open shift with the next date of the training that it requires; worked out once a build."""
    found: list[Need] | None = views.memo.get("needed")
    if found is None:
        found = [(shift, training_date(views, shift)) for shift in open_shifts(views.catalog, views.now)]
        views.memo["needed"] = found
    return found


def needs_of(views: Views, organizer: str) -> list[Need]:
    """The next open shifts of one host, as many as its page shows."""
    by_host: dict[str, list[Need]] | None = views.memo.get("needs")
    if by_host is None:
        by_host = views.memo["needs"] = {}
        for need in needed(views):
            for key in need[0].entry.facets.get("organizer", ()):
                by_host.setdefault(key, []).append(need)
    return by_host.get(organizer, [])[:MOST_NEEDS]


def needs_digest(views: Views, needing: list[Need]) -> str:
    """One name for all that open shifts say."""
    if not needing:
        return ""
    names = [name for shift, first in needing for name in (shift.uid, shift.entry.digest, first.entry.digest if first else "")]
    days = [str(first.day) for _, first in needing if first]
    return digest_of([*names, *days, *(record.digest for record in views.catalog.records.programs.values())])


def needs(views: Views, organizer: str, lang: str) -> list[Shift]:
    """The next open shifts of one host in words."""
    return [shift(views, one, first, lang) for one, first in needs_of(views, organizer)]


def training_date(views: Views, shift: shifts.Shift) -> Dated | None:
    """The first date of the training that a role requires, before the shift begins."""
    key = shift.role.training
    coming = views.timeline("program", key).coming(views.today) if key else []
    return next((item for item in coming if item.entry.public and item.attended and item.occurrence.ends <= shift.begins), None)


def volunteer(views: Views, needing: list[Need], lang: str) -> dict[str, Any]:
    """The variables of `volunteer.html`."""
    language, data = views.language(lang), site_data(views)
    _ = language.gettext
    days: dict[str, list[Shift]] = {}
    for one, first in needing:
        made = shift(views, one, first, lang)
        days.setdefault(made.day, []).append(made)
    return {
        "title": _("Volunteer"),
        "description": _("See where people are needed, and what you can do there."),
        "days": list(days.items()),
        "choices": choices([one for listed in days.values() for one in listed]),
        "count": language.plural("{n} open role", "{n} open roles", len(needing)),
        "feed": next(iter(views.feeds.shifts(lang)), None),
        "contact": contact_line("{contact}", data["volunteer_contact"]) if data.get("volunteer_contact") else None,
        "feeds": shift_feeds_of(views, lang),
        "request": request_line(data.get("training_request_contact") or ""),
        "questions": orjson.dumps(questions(views, lang)).decode() if asked_in_writing(data.get("training_request_contact") or "") else "",
        "toolkit": ("toolkit", lang) in views.catalog.pages or ("toolkit", views.site.lang) in views.catalog.pages,
        "toolkit_address": f"{views.site.folder(lang)}toolkit/",
        "county": local(data, "county", lang),
    }


def shift_feeds_of(views: Views, lang: str) -> list[tuple[str, str, int]]:
    """Name, address and number of open shifts of the feeds of one role or one town each."""
    feeds = views.feeds.shifts(lang)
    return [(capital(feed.name.removesuffix(f": {feeds[0].name}")), feed.address, feed.count) for feed in feeds[1:] if feed.count]


def asked_in_writing(contact: str) -> bool:
    """Whether a request can be written for the visitor: by e-mail, or as an issue of a repository (`https://…/issues/new`)."""
    return "@" in contact or contact.startswith("https://")


def request_line(contact: str) -> Line | None:
    """How to ask for a training: an e-mail address, a phone number or the address of a form."""
    if contact.startswith("https://"):
        return Line(contact, "button", contact, extra=host_of(contact))
    return contact_line("{contact}", contact) if contact else None


def choices(listed: list[Shift]) -> int:
    """Among how many things one may choose, for the room that the form will take: those with two values or more."""
    values = ([one.role for one in listed], [one.town for one in listed], [one.needs for one in listed],
              [tongue for one in listed for tongue in one.tongues.split("|")])  # fmt: skip
    return sum(len(set(found) - {""}) > 1 for found in values)


def questions(views: Views, lang: str) -> list[dict[str, Any]]:
    """The few answers that a request for a training needs, as its form asks for them."""
    language = views.language(lang)
    _ = language.gettext
    programs = [program_name(views, key, lang) for key in views.catalog.records.programs]
    days = [_("Weekdays by day"), _("Weekday evenings"), _("Weekends")]
    tongues = dict.fromkeys((*views.languages, "es", "ase"))
    return [
        {"label": _("What is your group?")},
        {"label": _("Where would it be? Town and place:")},
        {"label": _("Which training?"), "options": sorted(programs)},
        {"label": _("About how many people?"), "type": "number"},
        {"label": _("When suits you best?"), "options": days},
        {"label": _("In which language?"), "options": [capital(language.language_name(tag)) for tag in tongues]},
        {"label": _("What should we know? For example access needs:"), "type": "area"},
        {"label": _("How can we reach you?")},
    ]


def shift(views: Views, one: shifts.Shift, first: Dated | None, lang: str) -> Shift:
    """One open role in words; `first` is the next date of the training that it requires."""
    language, details, role, span = views.language(lang), one.details, one.role, one.span
    _ = language.gettext
    title, title_lang = told(details, "title", lang, one.entry.lang)
    start, end = span.start, span.end
    day = start.date() if isinstance(start, datetime) else start
    hours = language.time_range(start, end) if isinstance(start, datetime) and isinstance(end, datetime) else _("All day")
    ways = []
    if role.signup_url:
        ways.append(Line(_("Sign up"), "button", role.signup_url, extra=host_of(role.signup_url)))
    contact = role.contact or (None if role.signup_url else details.contact or organizer_contact(views, details.organizer))
    if contact:
        ways.append(contact_line("{contact}", contact))
    training = program_name(views, role.training, lang) if role.training else ""
    training_address = f"{views.site.folder(lang)}programs/{role.training}/" if role.training else ""
    if first is not None:
        training, training_address = f"{training}, {language.date_short(first.day)}", item_address(views, first, lang)
    return Shift(
        role_name(role, lang),
        language.plural("{n} person still needed", "{n} people still needed", one.missing),
        capital(language.date_long(day)),
        hours,
        utc_minutes(one.ends),
        place(views, details, lang),
        title,
        foreign(title_lang, lang),
        item_address(views, Dated.of(one.entry, one.occurrence), lang),
        training,
        training_address,
        language.list_of([language.language_name(tag) for tag in role.languages]),
        views.catalog.towns.get(one.town, ""),
        program_name(views, role.training, lang) if role.training else "",
        "|".join(capital(language.language_name(tag)) for tag in role.languages),
        ways,
    )


def organizer_contact(views: Views, key: str) -> str | None:
    """How to reach the host of an event."""
    record = views.catalog.records.organizers[key].record
    return record.contact or record.phone
