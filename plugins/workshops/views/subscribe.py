"""The subscribe page: every feed with a link for each kind of calendar, complete without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from ..feeds import feed_id
from ..language import Language
from .base import FeedLink, Page, Views
from .lists import digest_of
from .words import FACET_TITLES


@dataclass(slots=True)
class Subscription:
    """One feed with the addresses that add it to a calendar. `url` is what one copies, `qr` the way to its
    picture, "" where there is none."""

    name: str
    url: str
    webcal: str
    google: str
    live: str
    office: str
    count: str
    next: str
    id: str
    qr: str


def subscription(views: Views, feed: FeedLink, language: Language) -> Subscription:
    """Make the links of one feed: Apple and others take webcal, Google and Outlook a page of their own."""
    url = f"{views.site.url}/{feed.address}"
    own = feed.address.removeprefix(views.site.folder(language.tag))
    bare = url.split("://", 1)[-1]
    webcal = f"webcal://{bare}"
    name = quote(feed.name, safe="")
    outlook = f"/calendar/0/addfromweb?url={quote(url, safe='')}&name={name}"
    return Subscription(
        feed.name.removesuffix(f" · {views.site.name_in(language.tag)}"),
        url,
        webcal,
        f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        f"https://outlook.live.com{outlook}",
        f"https://outlook.office.com{outlook}",
        language.plural("{n} coming date", "{n} coming dates", feed.count),
        language.date_short(feed.next) if feed.next else "",
        feed_id(feed.address),
        f"qr/{own.removesuffix('.ics')}.svg" if views.site.has_output("qr") else "",
    )


def subscribe_pages(views: Views) -> list[Page]:
    """The job of the subscribe page in every language."""
    found = []
    for lang in views.languages:
        feeds = views.feeds.all(lang)
        depends = (digest_of(f"{f.address}{f.name}{f.count}{f.next}" for f in feeds), views.site.url, str(views.site.has_output("qr")))
        found.append(
            Page(
                f"{views.site.folder(lang)}subscribe/",
                "subscribe.html",
                lang,
                depends,
                partial(subscribe, views, feeds, lang),
            )
        )
    return found


def subscribe(views: Views, feeds: list[FeedLink], lang: str) -> dict[str, Any]:
    """The variables of `subscribe.html`: the feed of everything, then one table for each facet."""
    language = views.language(lang)
    groups: dict[str, list[Subscription]] = {}
    main, discreet = None, None
    for feed in feeds:
        made = subscription(views, feed, language)
        if feed.address.endswith("feeds/all.ics"):
            main = made
        elif feed.address.endswith("feeds/discreet.ics"):
            discreet = made
        else:
            groups.setdefault(feed.facet, []).append(made)
    return {
        "title": language.gettext("Subscribe"),
        "main": main,
        "discreet": discreet,
        "description": language.gettext("Get new dates in your own calendar. It is free and takes one minute."),
        "groups": [
            (language.gettext(FACET_TITLES.get(facet) or "More calendars"), facet or "more", rows) for facet, rows in groups.items()
        ],
    }
