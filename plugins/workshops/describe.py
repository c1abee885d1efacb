"""What a calendar entry says in its notes: when, where, cost, sign-up, ID, languages, access, kit, what to bring.

One pure function a field; `describe` joins those that have something to say. People read this on a phone, often
without a connection, so each line stands alone.
"""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from .labels import ACCESSIBILITY, AVAILABILITY, CREDIT, KIT, LAW_ENFORCEMENT, REGISTRATION, SUPPORTS, label
from .language import Language
from .model import FULL, Event, Organizer, Program, Venue, places_left, text_in, walks_in
from .times import Span, local_of

Line = tuple[str, str]
"""Label and text, both in the language of the feed."""


class Subject:
    """What one description is about: an event on one date, with the records it names; `own_note`: its note is about this date."""

    __slots__ = ("event", "span", "venue", "organizer", "cohosts", "program", "page", "rule", "site_zone", "own_note", "_address",
                 "_when")

    def __init__(self, event: Event, span: Span, venue: Venue | None, organizer: Organizer, program: Program, *, page: str,
                 cohosts: tuple[Organizer, ...] = (), rule: str = "", site_zone: str = "", address: str = "",
                 own_note: bool = False) -> None:
        self.event, self.span, self.venue, self.organizer, self.program = event, span, venue, organizer, program
        self.cohosts, self.page, self.rule, self.site_zone = cohosts, page, rule, site_zone
        self.own_note = own_note
        self._address: str | None = address or None
        self._when: dict[str, str] = {}

    @property
    def address(self) -> str:
        """The address of the place on one line, "" without one."""
        if self._address is None:
            self._address = address_text(self.venue) if self.venue is not None else ""
        return self._address

    def when(self, lang: Language) -> str:
        """The date and time in words."""
        found = self._when.get(lang.tag)
        if found is None:
            found = self._when[lang.tag] = span_text(self.span, lang)
        return found


def span_text(span: Span, lang: Language) -> str:
    """Say one date: `Tuesday, December 8, 2026, 6 to 7 pm (Eastern Time)`."""
    if span.all_day:
        last = span.end - timedelta(days=1)
        if last == span.start:
            all_day = lang.gettext("all day")
            return f"{lang.date_long(span.start)}, {all_day}"
        return lang.date_range(span.start, last)
    start, end = span.start, span.end
    assert isinstance(start, datetime) and isinstance(end, datetime)
    zone = lang.zone_name(span.zone)
    if end.date() == start.date():
        return f"{lang.date_long(start)}, {lang.time_range(start, end)} ({zone})"
    return f"{lang.date_long(start)}, {lang.time(start)} – {lang.date_long(end)}, {lang.time(end)} ({zone})"


def when(s: Subject, lang: Language) -> str:
    """The date and time, or for a series its rule in words."""
    return s.rule or s.when(lang)


def where(s: Subject, lang: Language) -> str:
    """Place, room, entrance and address; online when there is no place."""
    event = s.event
    parts: list[str] = []
    if s.venue is not None and event.mode != "online":
        parts += [place_title(event, s.venue, lang), s.address]
        entrance = text_in(event, "entrance", lang.tag) or text_in(s.venue, "entrance", lang.tag)
        parts.append(entrance or "")
    if event.mode in ("online", "hybrid"):
        if event.join_url and event.join_public:
            parts.append(lang.gettext("Join online: {link}").format(link=event.join_url))
        elif event.mode == "online":
            parts.append(lang.gettext("Online; the link is sent after you sign up"))
        else:
            parts.append(lang.gettext("Or online; the link is sent after you sign up"))
    return ". ".join(p.rstrip(".") for p in parts if p)


def place_title(event: Event, venue: Venue, lang: Language) -> str:
    """The name of the place with its room, in one language."""
    room = text_in(event, "room", lang.tag) or text_in(venue, "room", lang.tag)
    title = text_in(venue, "title", lang.tag) or venue.title
    return f"{title}, {room}" if room else title


def address_text(venue: Venue) -> str:
    """Street, town, state and ZIP on one line."""
    region = " ".join(part for part in (venue.state, venue.zip) if part)
    country = venue.country if venue.country and venue.country.upper() not in ("US", "USA") else None
    return ", ".join(part for part in (venue.street, venue.town, region, country) if part)


def cost(s: Subject, lang: Language) -> str:
    """Free, or the amount."""
    amount, currency = s.event.cost
    return lang.gettext("Free") if amount == 0 else lang.money(amount, currency)


def registration(s: Subject, lang: Language) -> str:
    """Walk in or sign up, where and until when."""
    event = s.event
    text, ways = label(REGISTRATION, event.registration, lang), ""
    if event.registration == "none" and not walks_in(event):
        text = ""
    if event.access != "public":
        closed = lang.gettext("By invitation only") if event.access == "invite" else lang.gettext("Not open to the public")
        text = f"{closed}. {text}".removesuffix(". ")
    if event.registration in ("optional", "required"):
        if event.registration_by is not None:
            day = local_of(event.registration_by, s.span.zone)
            shown = lang.date(day) + (f", {lang.time(day)}" if isinstance(day, datetime) else "")
            text += " " + lang.gettext("by {date}").format(date=shown)
        ways = ", ".join(way for way in (event.registration_url, event.registration_phone) if way)
    if ways:
        text += f": {ways}"
    if event.drop_in:
        text += (". " if text else "") + lang.gettext("Come any time between start and end")
        if event.typical_minutes:
            text += " (" + lang.plural("about {n} minute", "about {n} minutes", event.typical_minutes) + ")"
    return text


def places(s: Subject, lang: Language) -> str:
    """Places left, when the event says so."""
    event, parts = s.event, []
    online = event.mode == "hybrid" and event.availability in FULL and places_left(event) not in FULL
    if event.availability and event.availability != "open":
        text = label(AVAILABILITY, event.availability, lang)
        parts.append(lang.gettext("In the room: {places}").format(places=text) if online else text)
    if event.online_availability and (online or event.online_availability != "open"):
        parts.append(lang.gettext("Online: {places}").format(places=label(AVAILABILITY, event.online_availability, lang)))
    return ". ".join(parts)


def identity(s: Subject, lang: Language) -> str:
    """Whether one must give a name or show an ID."""
    event, _ = s.event, lang.gettext
    if event.anonymous and event.id_required is not True:
        text = _("No name, no ID needed")
    elif event.id_required:
        text = _("Bring an ID")
    elif event.id_required is False:
        text = _("No ID needed")
    else:
        text = ""
    asked = text_in(event, "data_collected", lang.tag)
    police = LAW_ENFORCEMENT.get(event.law_enforcement)
    return ". ".join(p.rstrip(".") for p in (text, asked, police and _(police)) if p)


def languages(s: Subject, lang: Language) -> str:
    """Languages it is held in and interpreted into."""
    event = s.event
    parts = [lang.list_of([lang.language_name(tag) for tag in event.languages])] if event.languages else []
    given = [lang.language_name(i.lang) for i in event.interpretation if not i.on_request]
    asked = [lang.language_name(i.lang) for i in event.interpretation if i.on_request]
    if given:
        parts.append(lang.gettext("interpretation into {languages}").format(languages=lang.list_of(given)))
    if asked:
        text = lang.gettext("interpretation into {languages} if you ask").format(languages=lang.list_of(asked))
        if event.interpretation_by:
            text += " " + lang.gettext("by {date}").format(date=lang.date(event.interpretation_by))
        parts.append(text)
    return "; ".join(parts)


def access(s: Subject, lang: Language) -> str:
    """What makes it possible to come: the event's own and the venue's."""
    words = list(dict.fromkeys([*s.event.accessibility, *(s.venue.accessibility if s.venue and s.event.mode != "online" else ())]))
    parts = [label(ACCESSIBILITY, word, lang) for word in words]
    parts += [label(SUPPORTS, word, lang) for word in s.event.supports]
    return ", ".join(parts)


def kit(s: Subject, lang: Language) -> str:
    """The kit that people take home."""
    event, _ = s.event, lang.gettext
    if event.kit == "none":
        return ""
    parts = [label(KIT, event.kit, lang)]
    if event.kit_mailed:
        parts.append(_("sent by mail"))
    if event.while_supplies_last:
        parts.append(_("while supplies last"))
    return ", ".join(parts)


def age(s: Subject, lang: Language) -> str:
    """From which age, and whether younger people may come with an adult."""
    event = s.event
    if not event.age_min:
        return ""
    text = lang.plural("{n} year and older", "{n} years and older", event.age_min)
    with_adult = lang.gettext("younger with an adult")
    return f"{text}; {with_adult}" if event.minor_with_adult else text


def bring(s: Subject, lang: Language) -> str:
    """What to bring."""
    return text_in(s.event, "bring", lang.tag) or ""


def expect(s: Subject, lang: Language) -> str:
    """What happens there: the event's own words, else the program's."""
    return text_in(s.event, "what_to_expect", lang.tag) or text_in(s.program, "what_to_expect", lang.tag) or ""


def credits(s: Subject, lang: Language) -> str:
    """Continuing education and certificate."""
    found = []
    for credit in s.event.credits:
        hours = lang.plural("{n} hour", "{n} hours", int(credit.hours)) if credit.hours and credit.hours == int(credit.hours) else (
            lang.gettext("{n} hours").format(n=credit.hours.normalize()) if credit.hours else "")
        found.append(", ".join(p for p in (credit.body, hours, credit.number, label(CREDIT, credit.status, lang)) if p))
    if s.event.certificate:
        found.append(lang.gettext("certificate of attendance"))
    return "; ".join(found)


def host(s: Subject, lang: Language) -> str:
    """Who hosts it and how to reach them."""
    names = lang.list_of([text_in(o, "title", lang.tag) or o.title for o in (s.organizer, *s.cohosts)])
    contact = s.event.contact or s.organizer.contact or s.organizer.phone
    return f"{names} ({contact})" if contact else names


def changed(s: Subject, lang: Language) -> str:
    """What changed and why; empty for an event that takes place as announced."""
    event, _ = s.event, lang.gettext
    note = text_in(event, "status_note", lang.tag) or ""
    if event.status == "scheduled":
        return note if s.own_note else ""
    if event.status == "cancelled":
        text = _("Cancelled.")
    elif event.status == "postponed":
        text = _("Postponed. A new date is not set yet.")
    else:
        text = _("Moved.")
        if event.previous_start is not None:
            old = local_of(event.previous_start, s.span.zone)
            shown = lang.date_long(old) + (f", {lang.time(old)}" if isinstance(old, datetime) else "")
            text = _("Moved from {date}.").format(date=shown.rstrip("."))
    return f"{text} {note}".strip()


def weather(s: Subject, lang: Language) -> str:
    """What happens in bad weather, and the number to call."""
    parts = [text_in(s.event, "weather_policy", lang.tag), s.event.status_phone]
    return " ".join(p for p in parts if p)


def _(message: str) -> str:
    """Mark a label for the catalogue; it is translated when it is shown."""
    return message


FIELDS: tuple[tuple[str, Callable[[Subject, Language], str]], ...] = (
    (_("What changed"), changed),
    (_("When"), when),
    (_("Where"), where),
    (_("Cost"), cost),
    (_("Sign-up"), registration),
    (_("Places"), places),
    (_("Name and ID"), identity),
    (_("Age"), age),
    (_("Languages"), languages),
    (_("Access and support"), access),
    (_("Kit"), kit),
    (_("Bring"), bring),
    (_("What to expect"), expect),
    (_("Credits"), credits),
    (_("Host"), host),
    (_("Weather"), weather),
)


CALLS = frozenset({registration, places, bring})
"""What calls people to come; of a date that does not take place it is not said."""


def lines(subject: Subject, lang: Language) -> list[Line]:
    """Return label and text of every field that has something to say."""
    unsaid = CALLS if subject.event.status in ("cancelled", "postponed") else frozenset()
    return [(lang.gettext(name), text) for name, function in FIELDS if function not in unsaid and (text := function(subject, lang))]


def describe(subject: Subject, lang: Language, body: str = "") -> str:
    """Write the whole description; `body` is the event's text, which comes last."""
    parts = [f"{name}: {text}" for name, text in lines(subject, lang)]
    more = lang.gettext("Details and changes")
    parts.append(f"{more}: {subject.page}")
    return "\n".join(parts) + (f"\n\n{body}" if body else "")


def discreet(subject: Subject, lang: Language) -> str:
    """Write a description without a topic, for shared phones: when, where and the way there."""
    parts = [(_("When"), when), (_("Where"), discreet_place)]
    return "\n".join(f"{lang.gettext(name)}: {text}" for name, function in parts if (text := function(subject, lang)))


def discreet_place(s: Subject, lang: Language) -> str:
    """Address, room and entrance without the name of the place, which may tell what is done there."""
    if s.venue is None or s.event.mode == "online":
        return where(s, lang)
    parts = (text_in(s.event, name, lang.tag) or text_in(s.venue, name, lang.tag) for name in ("room", "entrance"))
    return ". ".join(p.rstrip(".") for p in (s.address, *parts) if p)
