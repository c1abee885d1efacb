"""What a link to a page shows where people share it: the words of its picture, for `workshops publish` to draw.

A page carries them in its head as JSON, since the pictures are made from the finished pages. `site_words` is the same
on all pages of a language, `event_words` stands on an event's page besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from babel.core import get_global
from markupsafe import Markup

from ..escape import html
from .answers import Line
from .base import Views, told
from .brand import brand_colours
from .cards import place, status_of
from .lines import local, site_data
from .words import STATUS_WORDS, capital

if TYPE_CHECKING:
    from .event import EventView


def site_words(views: Views, lang: str) -> Markup:
    """The site's name, sentence, colours and logo, and its address with a slash at the end."""
    language, data = views.language(lang), site_data(views)
    colour, on = brand_colours(data)
    return _json({
        "url": f"{views.site.url}/",
        "name": views.site.name_in(lang),
        "tagline": local(data, "tagline", lang) or language.gettext("Learn to save a life. It takes one hour."),
        "colour": colour,
        "on": on,
        "logo": data.get("logo") or "",
        "lang": lang,
        "rtl": language.direction == "rtl",
    })  # fmt: skip


def event_words(view: EventView, when: list[Line]) -> Markup:
    """The title, the next date and the place of an event, and whether it takes place.

    `when` is what the event's page says of its dates.
    """
    entry, views, language = view.entry, view.views, view.language
    date = view.next_date()
    details = entry.schedule.details(date)
    state, kind = status_of(details)
    start, off = date.span.start, state in ("cancelled", "postponed")
    return _json({
        "title": told(entry.event, "title", view.lang, entry.lang)[0],
        "kind": kind if state != "few" else "",
        "status": language.gettext(STATUS_WORDS[state]) if state and state != "few" else "",
        "off": off,
        "month": capital(language.months_short[start.month]),
        "day": str(start.day),
        "weekday": capital(language.weekdays_short[start.weekday()]),
        "when": [line.text for line in when if line.kind in ("strong", "was") or line.kind == "" and not view.off],
        "note": next((line.text for line in when if line.kind == "small" or line.kind == "" and view.off), ""),
        "place": place(views, details, view.lang),
    })  # fmt: skip


def open_graph_locale(tag: str) -> str:
    """Return a language as the Open Graph protocol names it: `es_ES`, with the country that is likely for it."""
    likely = get_global("likely_subtags").get(tag.replace("-", "_"), tag)
    parts = likely.replace("-", "_").split("_")
    return f"{parts[0]}_{parts[-1]}"


def _json(words: dict[str, Any]) -> Markup:
    """Write what is not empty as the value of an attribute in single quotes, which JSON itself seldom has."""
    text = orjson.dumps({key: value for key, value in words.items() if value}).decode()
    return Markup(html(text).replace("'", "&#39;"))
