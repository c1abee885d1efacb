"""The records that events name: venues, organizers, programs, kit sites, sources. Only `title` is needed in each."""
from __future__ import annotations

from pydantic import Field

from .hours import Hours
from .kinds import (
    DateText,
    DateTexts,
    Key,
    Kit,
    Lang,
    Number,
    OrganizerKind,
    Slugs,
    Text,
    Texts,
    Trust,
    Url,
    Words,
    YesNo,
    Zone,
)
from .parts import CostText, Fields


class Record(Fields):
    """What all records share."""

    title: Text = Field(min_length=1, description="name")
    aliases: Slugs = Field(default_factory=list, description="older keys whose addresses keep answering")
    lang: Lang | None = Field(None, description="language the text is written in")
    translations: dict[str, dict[str, str]] = Field(default_factory=dict, exclude=True, description="")


class Addressed(Record):
    """A record with a postal address."""

    street: Text | None = Field(None, description="house number and street")
    town: Text | None = Field(None, description="town or city")
    state: Text | None = Field(None, description="state, as two letters")
    zip: Text | None = Field(None, description="ZIP code")
    country: Text | None = Field(None, description="country, as two letters; default: US")
    timezone: Zone | None = Field(None, description="place name of the time zone")
    latitude: Number | None = Field(None, ge=-90, le=90, description="degrees north")
    longitude: Number | None = Field(None, ge=-180, le=180, description="degrees east; west is negative")
    phone: Text | None = Field(None, description="phone of the place")
    website: Url | None = Field(None, description="web page of the place")
    accessibility: Words = Field(default_factory=list, description="step-free, hearing-loop, ...")


class Venue(Addressed):
    """A place where events happen; the body of the file is directions."""

    room: Text | None = Field(None, description="usual room")
    entrance: Text | None = Field(None, description="which door to use")
    transit: Text | None = Field(None, description="bus lines and stops")
    parking: Text | None = Field(None, description="where to park")


class Organizer(Record):
    """An agency or group."""

    kind: OrganizerKind | None = Field(None, description="what sort of organization it is")
    contact: Text | None = Field(None, description="role-based e-mail address")
    phone: Text | None = Field(None, description="office phone")
    website: Url | None = Field(None, description="web page")
    logo: Text | None = Field(None, description="path of a picture")
    offers: Texts = Field(default_factory=list, description="what it can bring to a group")


class Program(Record):
    """A kind of event."""

    colour: Text | None = Field(None, description="a CSS colour name, also given to calendar programs")
    icon: Text | None = Field(None, description="name of an icon of the theme")
    summary: Text | None = Field(None, description="one sentence")
    what_to_expect: Text | None = Field(None, description="what happens at such an event")


class KitSite(Addressed):
    """A place that hands out naloxone on ordinary days."""

    venue: Key | None = Field(None, description="key of a file in venues/, instead of an address")
    hours: Hours | None = Field(None, description="opening hours by weekday, such as monday: 9:00-17:00")
    closures: DateTexts = Field(default_factory=list, description="days on which it is closed")
    kit: Kit = Field("nasal", description="kind of kit")
    cost: CostText | None = Field(None, description="0, or an amount with currency")
    anonymous: YesNo | None = Field(None, description="nobody is asked for a name")
    id_required: YesNo | None = Field(None, description="whether an ID is asked for")
    verified: DateText | None = Field(None, description="when somebody last checked it")
    review_by: DateText | None = Field(None, description="when somebody should check it again")


class Source(Record):
    """A partner's calendar to pull in."""

    url: Url | None = Field(None, description="address of the calendar")
    file: Text | None = Field(None, description="or a file in the content folder")
    organizer: Key | None = Field(None, description="key of the organizer whose events these are")
    program: Key | None = Field(None, description="program that the events get")
    trust: Trust = Field("review", description="publish at once, or after a review")
    include: Texts = Field(default_factory=list, description="words that an event must have")
    exclude: Texts = Field(default_factory=list, description="words that an event must not have")
    licence: Text | None = Field(None, description="terms under which the calendar may be shown")


RECORD_TRANSLATABLE = frozenset({"title", "summary", "what_to_expect", "room", "entrance", "transit", "parking", "offers"})
"""Record fields that may carry a language suffix, as `title_es`."""
