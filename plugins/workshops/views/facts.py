"""The facts of one event in the order in which people ask: when, where, cost, sign-up, ID, language, access,
kit, ...

Each fact has an icon, a label and a few lines. A line is text with an optional address; where the text is an
organizer's own and not translated, it carries its language.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from ..catalog import RecordEntry
from ..describe import address_text
from ..labels import ACCESSIBILITY, CREDIT, KIT, SUPPORTS, label
from ..language import Language
from ..model import FULL, Event, Venue, places_left, walks_in
from ..times import Span, local_of
from .answers import Fact, Line, contact_line, directions, fact, host_of, phone_link
from .base import Views, foreign, told
from .words import N_

ROWS = (
    ("when", "calendar-days", N_("When")),
    ("where", "map-pin", N_("Where")),
    ("cost", "ticket", N_("Cost")),
    ("signup", "clipboard-list", N_("Sign-up")),
    ("privacy", "user-round-x", N_("Your privacy")),
    ("languages", "languages", N_("Languages")),
    ("access", "accessibility", N_("Access and help")),
    ("kit", "package", N_("Kit")),
    ("bring", "backpack", N_("Bring")),
    ("expect", "sparkles", N_("What to expect")),
    ("credit", "award", N_("Credit")),
    ("host", "users", N_("Host")),
    ("weather", "triangle-alert", N_("Bad weather")),
)
"""The order in which people ask; each row's method in `Facts` has the row's name."""
OFF = {"cancelled": frozenset({"cost", "signup", "privacy", "kit", "bring", "expect"}), "postponed": frozenset({"signup", "bring"})}
"""What need not be said of an event that does not take place."""


def _own(event: Event, name: str) -> bool:
    """Whether an event has words of its own in a field, in any language."""
    texts = event.translations
    return bool(getattr(event, name)) or bool(texts) and any(name in told for told in texts.values())


MADE_OF: dict[str, Callable[[Event], tuple[Any, ...] | None]] = {
    "where": lambda e: None if _own(e, "room") or _own(e, "entrance") else (e.venue, e.mode, e.join_url, e.join_public),
    "cost": lambda e: e.cost,
    "signup": lambda e: (
        None
        if e.registration in ("optional", "required")
        else (e.registration, e.access, e.mode, e.availability, e.online_availability, e.capacity)
        + (e.drop_in, e.typical_minutes, e.age_min, e.minor_with_adult)
    ),
    "privacy": lambda e: None if _own(e, "data_collected") else (e.id_required, e.anonymous, e.law_enforcement),
    "languages": lambda e: (tuple(e.languages), tuple(e.interpretation), e.interpretation_by),
    "access": lambda e: (tuple(e.accessibility), tuple(e.supports), e.venue, e.mode),
    "kit": lambda e: (e.kit, e.kit_mailed, e.while_supplies_last),
    "bring": lambda e: None if _own(e, "bring") else (),
    "expect": lambda e: None if _own(e, "what_to_expect") else (e.program,),
    "credit": lambda e: None if e.credits or e.certificate else (),
    "host": lambda e: (e.organizer, tuple(e.cohosts), e.contact),
    "weather": lambda e: None if e.status_phone or _own(e, "weather_policy") else (),
}
"""What each fact is made of. Events of one program or place mostly agree in it, so a site of ten thousand events has
a few hundred different facts, and each is made once. None: it is the event's own, and not kept."""
Row = tuple[str, str, str, Any, Any, dict[Any, Fact | None]]
"""Key, icon, label, what it is made of, how it is made, and what was made."""


class Facts:
    """Builds the facts of one event on one date in one language."""

    def __init__(self, views: Views, details: Event, own: str, span: Span, lang: str, late: bool = False) -> None:
        self.late = late
        """Whether one can no longer sign up."""
        self.views, self.details, self.own, self.span, self.lang = views, details, own, span, lang
        self.language: Language = views.language(lang)
        self._ = self.language.gettext
        self.venue: RecordEntry[Venue] | None = views.venue(details.venue) if details.mode != "online" else None

    def all(self, when: list[Line], off: str = "") -> list[Fact]:
        """Every fact that has something to say.

        `when` is told by the caller, who knows the other dates; `off` is `cancelled` or `postponed` where nobody
        should come, and then what one would do there is left out.
        """
        found = []
        for key, icon, name, made_of, method, kept in self._rows():
            if off and key in OFF[off]:
                continue
            if method is None:
                found.append(fact(key, icon, name, when))
                continue
            parts = made_of(self.details)
            if parts in kept:
                answer = kept[parts]
            else:
                lines = method(self)
                answer = fact(key, icon, name, lines, parts is not None) if lines else None
                if parts is not None:
                    kept[parts] = answer
            if answer is not None:
                found.append(answer)
        return found

    def _rows(self) -> list[Row]:
        rows: list[Row] | None = self.views.memo.get(("facts", self.lang))
        if rows is None:
            rows = self.views.memo["facts", self.lang] = [
                (key, icon, self._(name), MADE_OF.get(key), getattr(Facts, key, None), {}) for key, icon, name in ROWS
            ]
        return rows

    def own_text(self, name: str, kind: str = "") -> list[Line]:
        """A text of the organizer's, in the page's language where it is translated."""
        text, tag = told(self.details, name, self.lang, self.own)
        return [Line(text, kind, lang=foreign(tag, self.lang))] if text else []

    # -- where ------------------------------

    def where(self) -> list[Line]:
        """The venue with room, entrance and address, the way there, and the online room."""
        details, found = self.details, []
        if self.venue is not None:
            found += self.venue_lines(self.venue)
        if details.mode in ("online", "hybrid"):
            found += self.online()
        return found

    def venue_lines(self, venue: RecordEntry[Venue]) -> list[Line]:
        """The place itself."""
        record, own, lang = venue.record, self.views.site.lang, self.lang
        title, tag = told(record, "title", lang, own)
        found = [Line(title, "link", f"{self.views.site.folder(lang)}venues/{venue.key}/", foreign(tag, lang))]
        for name in ("room", "entrance"):
            text, tag = told(self.details, name, lang, self.own)
            if not text:
                text, tag = told(record, name, lang, own)
            if text:
                found.append(Line(text, lang=foreign(tag, lang)))
        address = address_text(record)
        if address:
            found.append(Line(address))
        way = directions(record)
        if way:
            found.append(Line(self._("Directions"), "map", way[0], extra=way[1]))
        return found

    def online(self) -> list[Line]:
        """How to join."""
        details, _ = self.details, self._
        if details.join_url and details.join_public:
            return [Line(_("Join online"), "out", details.join_url, extra=host_of(details.join_url))]
        if details.mode == "online":
            return [Line(_("Online"), "strong"), Line(_("You get the link after you sign up."))]
        return [Line(_("Or join online. You get the link after you sign up."))]

    # -- cost and sign-up ------------------------------

    def cost(self) -> list[Line]:
        """Free, or the amount."""
        amount, currency = self.details.cost
        return [Line(self._("Free") if amount == 0 else self.language.money(amount, currency), "strong")]

    def signup(self) -> list[Line]:
        """Walk in or sign up, until when and how; places left; age."""
        details, _ = self.details, self._
        found: list[Line] = []
        if details.access == "invite":
            found.append(Line(_("By invitation only"), "strong"))
        elif details.access == "closed":
            found.append(Line(_("Not open to the public"), "strong"))
        if self.late:
            found += self.too_late()
        elif details.registration == "required":
            found.append(Line(_("Please sign up first"), "strong"))
        elif details.registration == "optional":
            found.append(Line(_("Sign up, or just walk in"), "strong"))
        elif details.registration == "closed":
            found.append(Line(_("Sign-up is closed"), "strong"))
        elif walks_in(details):
            found.append(Line(_("Just walk in"), "strong"))
        if details.registration in ("optional", "required") and not self.late:
            found += self.ways_to_sign_up()
        if details.drop_in:
            text = _("Come any time between the start and the end.")
            if details.typical_minutes:
                text += " " + _("A visit takes about {minutes}.").format(minutes=self.language.minutes(details.typical_minutes))
            found.append(Line(text))
        return found + self.places() + self.age()

    def too_late(self) -> list[Line]:
        """Since when one can no longer sign up, and whether one may come all the same."""
        details, _ = self.details, self._
        walk_in = details.registration == "optional" and details.availability not in FULL
        found = [Line(_("Just walk in"), "strong")] if walk_in else []
        return [*found, Line(_("Sign-up ended on {date}.").format(date=self.last_moment()), "" if walk_in else "strong")]

    def last_moment(self) -> str:
        """The last day, or moment, to sign up."""
        last = local_of(self.details.registration_by, self.span.zone) if self.details.registration_by else self.span.start
        day = self.language.day(_date(last))
        return (f"{day}, {self.language.time(last)}" if isinstance(last, datetime) else day).rstrip(".")

    def ways_to_sign_up(self) -> list[Line]:
        """The last day, the page and the phone."""
        details, _ = self.details, self._
        found: list[Line] = []
        if details.registration_by is not None:
            found.append(Line(_("Sign up by {date}.").format(date=self.last_moment())))
        if details.registration_url:
            found.append(Line(_("Sign up"), "button", details.registration_url, extra=host_of(details.registration_url)))
        if details.registration_phone:
            found.append(
                Line(
                    _("Call {phone}").format(phone=details.registration_phone),
                    "phone",
                    phone_link(details.registration_phone),
                )
            )
        return found

    def places(self) -> list[Line]:
        """Places left, in the room and online."""
        details, _ = self.details, self._
        words = {
            "full": _("All places are taken."),
            "waitlist": _("All places are taken. There is a waiting list."),
            "few": _("Only a few places are left."),
        }
        found = []
        if details.mode == "hybrid" and details.availability in FULL and places_left(details) not in FULL:
            found.append(Line(_("In the room: {places}").format(places=words[details.availability or ""])))
            found.append(Line(_("There are places left online."), "strong"))
        elif details.availability in words:
            found.append(Line(words[details.availability], "strong"))
        elif details.capacity:
            found.append(Line(self.language.plural("Room for {n} person.", "Room for {n} people.", details.capacity)))
        if details.online_availability in words:
            found.append(Line(_("Online: {places}").format(places=words[details.online_availability])))
        return found

    def age(self) -> list[Line]:
        """From which age."""
        details, _ = self.details, self._
        if not details.age_min:
            return []
        text = _("For people aged {age} and over.").format(age=details.age_min)
        if details.minor_with_adult:
            text += " " + _("Younger people may come with an adult.")
        return [Line(text)]

    # -- privacy, language, access ------------------------------

    def privacy(self) -> list[Line]:
        """Name, ID, what is written down, police."""
        details, _ = self.details, self._
        found: list[Line] = []
        if details.id_required:
            found.append(Line(_("Bring an ID."), "strong"))
        elif details.anonymous:
            found.append(Line(_("No name, no ID."), "strong"))
        elif details.id_required is False:
            found.append(Line(_("No ID needed."), "strong"))
        found += self.own_text("data_collected")
        police = {
            "host": _("The police host this event."),
            "present": _("Police take part in this event."),
            "not-planned": _("No police are planned."),
        }.get(details.law_enforcement)
        if police:
            found.append(Line(police))
        return found

    def languages(self) -> list[Line]:
        """Held in, interpreted into, on request until."""
        details, _, language = self.details, self._, self.language
        spoken = language.list_of([language.language_name(tag) for tag in details.languages])
        found = [Line(_("In {languages}").format(languages=spoken), "strong")] if spoken else []
        given = [language.language_name(i.lang) for i in details.interpretation if not i.on_request]
        asked = [language.language_name(i.lang) for i in details.interpretation if i.on_request]
        if given:
            found.append(Line(_("Interpreter there: {languages}.").format(languages=language.list_of(given))))
        if asked:
            if details.interpretation_by:
                text = _("Interpreter if you ask by {date}: {languages}.").format(
                    date=language.day_month(_date(details.interpretation_by)),
                    languages=language.list_of(asked),
                )
            else:
                text = _("Interpreter if you ask ahead: {languages}.").format(languages=language.list_of(asked))
            found.append(Line(text))
        return found

    def access(self) -> list[Line]:
        """What makes it possible to come: the event's own and the venue's, then child care, food and so on."""
        words = list(self.details.accessibility)
        if self.venue is not None:
            words += [word for word in self.venue.record.accessibility if word not in words]
        found = []
        if words:
            names = [label(ACCESSIBILITY, word, self.language) for word in words]
            found.append(Line(" · ".join(names)))
        if self.details.supports:
            names = [label(SUPPORTS, word, self.language) for word in self.details.supports]
            found.append(Line(" · ".join(names)))
        return found

    # -- kit, credit, host ------------------------------

    def kit(self) -> list[Line]:
        """What people take home."""
        details, _ = self.details, self._
        if details.kit == "none":
            return []
        found = [Line(label(KIT, details.kit, self.language), "strong")]
        if details.kit_mailed:
            found.append(Line(_("We send it to you by mail.")))
        if details.while_supplies_last:
            found.append(Line(_("As long as we have kits.")))
        return found

    def bring(self) -> list[Line]:
        """What to bring, in the organizer's words."""
        return self.own_text("bring")

    def expect(self) -> list[Line]:
        """What happens there: the event's own words, else its program's."""
        own = self.own_text("what_to_expect")
        if own:
            return own
        program = self.views.catalog.records.programs.get(self.details.program)
        if program is None:
            return []
        text, tag = told(program.record, "what_to_expect", self.lang, self.views.site.lang)
        return [Line(text, lang=foreign(tag, self.lang))] if text else []

    def credit(self) -> list[Line]:
        """Continuing education and certificate."""
        event, _ = self.details, self._
        found = []
        for credit in event.credits:
            hours = f"{credit.hours.normalize():f}" if credit.hours else ""
            parts = [
                credit.body,
                self._hours(hours),
                _("number {number}").format(number=credit.number) if credit.number else "",
            ]
            found.append(Line(f"{', '.join(p for p in parts if p)} ({label(CREDIT, credit.status, self.language)})"))
        if event.certificate:
            found.append(Line(_("You get a certificate.")))
        return found

    def _hours(self, hours: str) -> str:
        if hours == "1":
            return self.language.plural("{n} hour", "{n} hours", 1)
        return self._("{hours} hours").format(hours=hours) if hours else ""

    def host(self) -> list[Line]:
        """Who hosts, with whom, and whom to ask."""
        event, _, lang = self.details, self._, self.lang
        folder, organizers = self.views.site.folder(lang), self.views.catalog.records.organizers
        found: list[Line] = []
        for key in (event.organizer, *event.cohosts):
            record = organizers.get(key)
            if record is not None:
                title, tag = told(record.record, "title", lang, self.views.site.lang)
                found.append(Line(title, "link", f"{folder}organizers/{key}/", foreign(tag, lang)))
        main = organizers.get(event.organizer)
        contact = event.contact or (main.record.contact if main else None)
        if contact:
            found.append(contact_line(_("Questions? {contact}"), contact))
        return found

    def weather(self) -> list[Line]:
        """What happens in bad weather, and the number to call."""
        found = self.own_text("weather_policy")
        if self.details.status_phone:
            found.append(
                Line(
                    self._("Call {phone} to hear if it takes place.").format(phone=self.details.status_phone),
                    "phone",
                    phone_link(self.details.status_phone),
                )
            )
        return found


def _date(local: date) -> date:
    return local.date() if isinstance(local, datetime) else local
