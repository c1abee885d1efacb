"""Where volunteers are needed: open shifts by date, and how to ask for a training of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from ..labels import label
from ..model import Volunteer
from ..times import Local
from ..when import When
from .base import Dated, Page, Views, foreign, told
from .cards import iso_utc, item_address, place, program_name
from .facts import Line, contact_line, host_of
from .lines import local, site_data
from .lists import digest_of, names_of
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
    ways: list[Line]


def open_roles(item: Dated) -> list[Volunteer]:
    """The roles of one date that still need people."""
    if item.details.status in ("cancelled", "postponed"):
        return []
    return [
        role
        for role in item.details.volunteers
        if role.filled < role.needed and (role.status or "").lower() not in ("closed", "filled", "full")
    ]


def volunteer_pages(views: Views) -> list[Page]:
    """The job of the volunteer page in every language."""
    needing = [item for item in views.coming if item.details.volunteers and open_roles(item)]
    depends = (digest_of(names_of(needing)), str(site_data(views)))
    return [
        Page(
            f"{views.site.folder(lang)}volunteer/",
            "volunteer.html",
            lang,
            depends,
            partial(volunteer, views, needing, lang),
        )
        for lang in views.languages
    ]


def volunteer(views: Views, needing: list[Dated], lang: str) -> dict[str, Any]:
    """The variables of `volunteer.html`."""
    language, data = views.language(lang), site_data(views)
    _ = language.gettext
    shifts = [shift(views, item, role, lang) for item in needing for role in open_roles(item)]
    days: dict[str, list[Shift]] = {}
    for one in shifts:
        days.setdefault(one.day, []).append(one)
    return {
        "title": _("Volunteer"),
        "description": _("See where people are needed, and what you can do there."),
        "days": list(days.items()),
        "count": language.plural("{n} open role", "{n} open roles", len(shifts)),
        "contact": contact_line("{contact}", data["volunteer_contact"]) if data.get("volunteer_contact") else None,
        "request": contact_line("{contact}", data["training_request_contact"]) if data.get("training_request_contact") else None,
        "toolkit": ("toolkit", lang) in views.catalog.pages or ("toolkit", views.site.lang) in views.catalog.pages,
        "toolkit_address": f"{views.site.folder(lang)}toolkit/",
        "county": local(data, "county", lang),
    }


def shift(views: Views, item: Dated, role: Volunteer, lang: str) -> Shift:
    """One open role in words."""
    language, details, span = views.language(lang), item.details, item.occurrence.span
    _ = language.gettext
    title, title_lang = told(details, "title", lang, item.entry.lang)
    start, end = _moment(role.start, span.start), _moment(role.end, span.end)
    hours = language.time_range(start, end) if isinstance(start, datetime) and isinstance(end, datetime) else _("All day")
    missing = role.needed - role.filled
    ways = []
    if role.signup_url:
        ways.append(Line(_("Sign up"), "button", role.signup_url, extra=host_of(role.signup_url)))
    contact = role.contact or (None if role.signup_url else details.contact)
    if contact:
        ways.append(contact_line("{contact}", contact))
    name = role.role_es if lang == "es" and role.role_es else role.role
    return Shift(
        name,
        language.plural("{n} person still needed", "{n} people still needed", missing),
        capital(language.date_long(item.day)),
        hours,
        iso_utc(item.occurrence.ends),
        place(views, details, lang),
        title,
        foreign(title_lang, lang),
        item_address(views, item, lang),
        program_name(views, role.training, lang) if role.training else "",
        f"{views.site.folder(lang)}programs/{role.training}/" if role.training else "",
        language.list_of([language.language_name(tag) for tag in role.languages]),
        ways,
    )


def _moment(written: Any, fallback: Local) -> Local:
    if isinstance(written, time) and isinstance(fallback, date):
        day = fallback.date() if isinstance(fallback, datetime) else fallback
        return datetime.combine(day, written)
    if isinstance(written, When) and written.time is not None:
        return datetime.combine(written.date, written.time)
    return fallback


__all__ = ["Shift", "label", "open_roles", "volunteer_pages"]
