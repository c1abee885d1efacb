"""The event: what an organizer may write about a workshop, a series of dates or a course.

`Details` holds what may differ from one date to the next; `Event` adds identity and the rule of dates; `Change`
and `DateEntry` are single dates that override some of the details (RFC 5545 calls them overrides).
Descriptions here are the field reference: docs, JSON Schema and forms are generated from them.
"""
from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from .kinds import (
    Access,
    Availability,
    DateText,
    DateTexts,
    DurationText,
    EndText,
    Key,
    Keys,
    Kit,
    Lang,
    Langs,
    LawEnforcement,
    Mode,
    Registration,
    SecureUrl,
    Slug,
    Slugs,
    Status,
    Text,
    Texts,
    Uid,
    Url,
    WhenText,
    WhenTexts,
    Whole,
    Words,
    YesNo,
    Zone,
    list_of_maps,
)
from .parts import Cost, CostText, Credits, Fields, Interpretations, Results, Volunteers

TRANSLATABLE = frozenset({
    "title", "summary", "discreet_title", "status_note", "note", "bring", "what_to_expect", "weather_policy", "image_alt",
    "data_collected", "room", "entrance"})
"""Fields that may carry a language suffix, as `title_es`."""

FREE = Cost(Decimal(0))


class Details(Fields):
    """What may differ from one date of an event to the next."""

    title: Text = Field("", description="short name")
    discreet_title: Text | None = Field(None, description="shown instead in the discreet feeds, for shared phones")
    summary: Text | None = Field(None, description="one or two sentences for lists and shares; default: from the text")
    timezone: Zone | None = Field(
        None, description="place name of the time zone, such as America/New_York; default: the venue's, then the site's"
    )
    status: Status = Field("scheduled", description="whether it takes place as announced")
    status_note: Text | None = Field(None, description="why it was cancelled, postponed or moved")
    previous_start: WhenText | None = Field(None, description="when moved: the start before")
    availability: Availability | None = Field(None, description="places left")
    capacity: Whole | None = Field(None, description="places in the room")
    online_capacity: Whole | None = Field(None, description="places online")
    online_availability: Availability | None = Field(None, description="places left online")
    mode: Mode | None = Field(None, description="default: in-person with a venue, online with a join_url, hybrid with both")
    venue: Key | None = Field(None, description="key of a file in venues/")
    room: Text | None = Field(None, description="room, if not the venue's usual one")
    entrance: Text | None = Field(None, description="which door to use")
    join_url: SecureUrl | None = Field(None, description="link to join online; only with join_public: yes")
    join_public: YesNo = Field(False, description="whether the join link may be published")
    registration: Registration = Field("none", description="whether one signs up before coming")
    registration_url: Url | None = Field(None, description="where to sign up")
    registration_phone: Text | None = Field(None, description="phone number to sign up")
    registration_by: WhenText | None = Field(None, description="last day (or moment) to sign up")
    drop_in: YesNo = Field(False, description="come any time between start and end")
    typical_minutes: Whole | None = Field(None, description="how long a visit takes, in minutes")
    age_min: Whole | None = Field(None, description="youngest age, in years")
    minor_with_adult: YesNo = Field(False, description="younger people may come with an adult")
    cost: CostText = Field(FREE, description="0, or an amount with currency")
    languages: Langs = Field(default_factory=list, description="languages it is held in; default: the site's")
    interpretation: Interpretations = Field(default_factory=list, description="languages interpreted into: provided or on request")
    interpretation_by: DateText | None = Field(None, description="last day to ask for interpretation")
    accessibility: Words = Field(
        default_factory=list, description="step-free, asl, cart, captions, hearing-loop, quiet-room, scent-free, ..."
    )
    supports: Words = Field(default_factory=list, description="childcare, food, transit-pass, parking, ...")
    bring: Text | None = Field(None, description="what to bring")
    what_to_expect: Text | None = Field(None, description="what happens there; default: the program's")
    kit: Kit = Field("none", description="naloxone kit that people take home")
    kit_quantity: Whole | None = Field(None, description="how many kits there are")
    kit_mailed: YesNo = Field(False, description="kits are sent by mail")
    while_supplies_last: YesNo = Field(False, description="kits may run out")
    anonymous: YesNo | None = Field(None, description="nobody is asked for a name")
    id_required: YesNo | None = Field(None, description="whether an ID is asked for")
    data_collected: Text | None = Field(None, description="what is asked or written down")
    law_enforcement: LawEnforcement = Field("unknown", description="whether police are there")
    contact: Text | None = Field(None, description="role-based e-mail or phone; default: the organizer's")
    volunteers: Volunteers = Field(default_factory=list, description="roles that need people")
    weather_policy: Text | None = Field(None, description="what happens in bad weather")
    status_phone: Text | None = Field(None, description="number to call to hear whether it takes place")
    translations: dict[str, dict[str, str]] = Field(default_factory=dict, exclude=True, description="")
    """By language: translatable fields as `title_es` gives them, and `body` from a translated sibling file."""


class DateEntry(Details):
    """One entry of `dates` or `sessions`: a date of an irregular series."""

    start: WhenText = Field(description="start of this date")
    end: EndText | None = Field(None, description="end of this date")
    duration: DurationText | None = Field(None, description="or how long it lasts")
    uid: Uid | None = Field(None, description="permanent identity; default: the event's with the original start")
    note: Text | None = Field(None, description="same as status_note")
    sequence: Whole = Field(0, description="revision number, kept by the tools")


class Change(Details):
    """One date of a series that differs: moved, cancelled, in another room."""

    date: WhenText = Field(description="the date as the series has it")
    start: EndText | None = Field(None, description="new start")
    end: EndText | None = Field(None, description="new end")
    duration: DurationText | None = Field(None, description="or how long it lasts")
    note: Text | None = Field(None, description="same as status_note")
    sequence: Whole = Field(0, description="revision number, kept by the tools")


Changes = Annotated[list[Change], BeforeValidator(list_of_maps)]
DateEntries = Annotated[list[DateEntry], BeforeValidator(list_of_maps)]


class Event(Details):
    """One Markdown file of `content/events/`."""

    title: Text = Field(min_length=1, description="short name")
    uid: Uid | None = Field(None, description="permanent identity, stamped by the tools; never change it")
    slug: Slug | None = Field(None, description="the page's address; default: the file's name")
    aliases: Slugs = Field(default_factory=list, description="older addresses that keep answering")
    draft: YesNo = Field(False, description="not published yet")
    lang: Lang | None = Field(None, description="language the file is written in; default: the site's")
    program: Key = Field(description="key of a file in programs/")
    audience: Words = Field(default_factory=lambda: ["everyone"], description="whom it is for")
    start: WhenText | None = Field(None, description="local date and time, or a date alone for all day")
    end: EndText | None = Field(None, description="local date and time, or a time alone")
    duration: DurationText | None = Field(None, description="how long it lasts, instead of end: 1h 30m")
    repeat: Text | None = Field(None, description="a phrase such as `second Tuesday of every month`, or RRULE:...")
    until: DateText | None = Field(None, description="last day of the series, included")
    count: Whole | None = Field(None, description="how many dates the series has")
    confirmed_through: DateText | None = Field(None, description="how far an open series is confirmed")
    except_: DateTexts = Field(default_factory=list, alias="except", description="dates of the series that are skipped")
    also: WhenTexts = Field(default_factory=list, description="extra dates")
    changes: Changes = Field(default_factory=list, description="single dates that differ")
    dates: DateEntries = Field(default_factory=list, description="an irregular series, date by date")
    sessions: DateEntries = Field(default_factory=list, description="the sessions of a course")
    attend_all: YesNo = Field(False, description="the sessions belong together")
    access: Access = Field("public", description="public, by invitation, or closed")
    credits: Credits = Field(default_factory=list, description="continuing education")
    certificate: YesNo = Field(False, description="a certificate of attendance is given")
    organizer: Key = Field(description="key of a file in organizers/")
    cohosts: Keys = Field(default_factory=list, description="further organizers")
    image: Text | None = Field(None, description="path of a picture")
    image_alt: Text | None = Field(None, description="what the picture shows, for people who cannot see it")
    tags: Texts = Field(default_factory=list, description="free words")
    sequence: Whole = Field(0, description="revision number for calendar programs, kept by the tools")
    created: WhenText | None = Field(None, description="when the entry was first written")
    modified: WhenText | None = Field(None, description="when the entry was last changed")
    source_url: Url | None = Field(None, description="page it was imported from")
    source_uid: Text | None = Field(None, description="identity in the calendar it was imported from")
    verified: DateText | None = Field(None, description="when somebody last checked it")
    review_by: DateText | None = Field(None, description="when somebody should check it again")
    results: Results | None = Field(None, description="what came of it")


FULL = ("full", "waitlist")
"""No place is left."""
DETAIL_FIELDS = frozenset(Details.model_fields)
"""Names of the fields that a single date may override."""


def text_in(item: Any, name: str, lang: str) -> str | None:
    """Return a text field in `lang` where it is translated, else as it is written."""
    translations = item.translations
    if translations:
        translated: str | None = translations.get(lang, {}).get(name)
        if translated:
            return translated
    return getattr(item, name)  # type: ignore[no-any-return]


def walks_in(event: Event) -> bool:
    """Return whether one may just walk in: nobody signs up, it is open to all, it is somewhere, and the room has places."""
    return event.registration == "none" and event.access == "public" and event.mode != "online" and event.availability not in FULL


def places_left(event: Details) -> str | None:
    """Return what is left of the places, in the room and online together; None where nobody says."""
    room, online = event.availability, event.online_availability
    if event.mode == "online" or (event.mode == "hybrid" and room in FULL and online not in FULL):
        return online or room
    return room


def field_names(model: type[Fields]) -> dict[str, str]:
    """Map each name as written in front matter to the attribute's name."""
    return {(info.alias or name): name for name, info in model.model_fields.items() if name != "translations"}


def merge(event: Event, entry: Details) -> Event:
    """Return the event as it is on one date: the entry's own details over the event's.

    What an entry words anew is not told in the words of the event's translation, and room and door are those of the event's place:
    a date elsewhere has its own or none.
    """
    update: dict[str, Any] = {name: getattr(entry, name) for name in entry.model_fields_set & DETAIL_FIELDS
                              if name != "translations"}
    note = getattr(entry, "note", None)
    if note is not None:
        update.setdefault("status_note", note)
    if event.venue and update.get("venue", event.venue) != event.venue:
        update = {"room": None, "entrance": None, **update}
    translations = {lang: {name: text for name, text in texts.items() if name not in update}
                    for lang, texts in event.translations.items()}
    for lang, texts in entry.translations.items():
        texts = {("status_note" if name == "note" else name): text for name, text in texts.items()}
        translations[lang] = {**translations.get(lang, {}), **texts}
    return event.model_copy(update={**update, "translations": translations})
