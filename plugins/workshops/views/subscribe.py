"""The subscribe page: every feed with a link for each kind of calendar, complete without JavaScript.

A county has a few dozen feeds, and one page holds them all. A larger site has hundreds, and a page that a cheap phone
loads quickly has room for `MOST` of them: then the longest lists stand on pages of their own (`/subscribe/venue/`,
`/subscribe/venue/page/2/`), and the page leads to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote

from ..feeds import feed_id
from ..language import Language
from ..outputs.atom import ADDRESS as ATOM
from ..outputs.digest import ADDRESS as DIGEST
from ..outputs.jsonfeed import ADDRESS as JSON_FEED
from .base import FeedLink, Page, Views
from .lists import chunks, digest_of, page_address, pagination
from .words import FACET_TITLES, N_

MOST = 80
"""Most feeds on one page: about 12 KB compressed, with names of usual length."""
NEEDED = ("program", "town", "audience", "language", "mode", "organizer", "shifts", "venue", "")
"""The lists in the order in which they get room on the first page; first those that the chooser offers."""
CHOICES = (("town", N_("Town")), ("program", N_("Topic")), ("language", N_("Language")), ("audience", N_("For whom")))
"""What the chooser asks for, where a site has more than one calendar of that kind."""
NAMED = frozenset({"program", "town", "venue", "organizer"})
"""Lists in order of the alphabet; the others keep the site's own order."""


def _(message: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown."""
    return message


READERS = (
    ("digest", _("the dates of each week"), DIGEST),
    ("atom", _("all dates (Atom)"), ATOM),
    ("json", _("all dates (JSON Feed)"), JSON_FEED),
)
"""Kind of output, name and address of the feeds that are no calendars."""


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


class Away(NamedTuple):
    """A list that has pages of its own: its facet ("" for pairs), its feeds, its address within the language."""

    facet: str
    feeds: list[FeedLink]

    @property
    def address(self) -> str:
        """`subscribe/venue/`."""
        return f"subscribe/{self.facet or 'more'}/"


def arranged(feeds: Sequence[FeedLink]) -> tuple[list[FeedLink], list[Away]]:
    """Cut the feeds into those of the first page, and lists that have no room there."""
    lists: dict[str, list[FeedLink]] = {}
    for feed in feeds[1:]:
        if not feed.address.endswith("feeds/discreet.ics"):
            lists.setdefault(feed.facet, []).append(feed)
    for facet in NAMED & lists.keys():
        lists[facet].sort(key=lambda feed: feed.name.lower())
    room, away = MOST, set()
    for facet in sorted(lists, key=lambda facet: NEEDED.index(facet) if facet in NEEDED else len(NEEDED)):
        if len(lists[facet]) > room:
            away.add(facet)
        else:
            room -= len(lists[facet])
    first = [feed for feed in feeds if feed is feeds[0] or feed.address.endswith("feeds/discreet.ics")]
    here = first + [feed for facet, listed in lists.items() if facet not in away for feed in listed]
    return here, [Away(facet, listed) for facet, listed in lists.items() if facet in away]


def subscribe_pages(views: Views) -> Iterator[Page]:
    """The jobs of the subscribe page in every language, and of the lists that have no room on it."""
    settings = (views.site.url, str(views.site.outputs), str(views.site.has_page("embed")))
    for lang in views.languages:
        here, away = arranged(views.feeds.all(lang))
        folder = views.site.folder(lang)
        depends = (_digest(here), str([(one.facet, len(one.feeds)) for one in away]), *settings)
        yield Page(f"{folder}subscribe/", "subscribe.html", lang, depends, partial(subscribe, views, here, away, lang))
        for one in away:
            parts = chunks(one.feeds, MOST)
            for number, part in enumerate(parts, 1):
                data = partial(feed_list, views, one, part, number, len(parts), lang)
                address = page_address(folder + one.address, number)
                yield Page(address, "subscribe_list.html", lang, (_digest(part), f"{number} {len(parts)}", *settings), data)


def _digest(feeds: Sequence[FeedLink]) -> str:
    return digest_of(f"{f.address}{f.name}{f.count}{f.next}" for f in feeds)


def subscribe(views: Views, feeds: list[FeedLink], away: list[Away], lang: str) -> dict[str, Any]:
    """The variables of `subscribe.html`: the feed of everything, then one table for each facet that has room."""
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
    if discreet:
        groups["discreet"] = [discreet]
    return {
        "title": language.gettext("Subscribe"),
        "main": main,
        "choices": choices(feeds, away, language),
        "embed": views.site.has_page("embed"),
        "discreet": discreet,
        "readers": [(language.gettext(name), address) for kind, name, address in READERS if views.site.has_output(kind)],
        "description": language.gettext("Get new dates in your own calendar. It is free and takes one minute."),
        "groups": [(heading(facet, language), facet or "more", rows) for facet, rows in groups.items()],
        "away": [
            (heading(one.facet, language), one.facet or "more", views.site.folder(lang) + one.address, len(one.feeds),
             len(chunks(one.feeds, MOST)))
            for one in away
        ],
    }  # fmt: skip


def choices(feeds: Sequence[FeedLink], away: Sequence[Away], language: Language) -> list[tuple[str, str]]:
    """The facets among which one may choose, with their names."""
    counts = Counter(feed.facet for feed in feeds)
    counts.update({one.facet: len(one.feeds) for one in away})
    return [(facet, language.gettext(name)) for facet, name in CHOICES if counts[facet] > 1]


def feed_list(views: Views, away: Away, part: Sequence[FeedLink], number: int, total: int, lang: str) -> dict[str, Any]:
    """The variables of `subscribe_list.html`: one page of a long list of feeds."""
    language = views.language(lang)
    name, base = heading(away.facet, language), views.site.folder(lang) + away.address
    return {
        "title": language.gettext("Subscribe: {list}").format(list=name[:1].lower() + name[1:]),
        "name": name,
        "description": language.gettext("Get new dates in your own calendar. It is free and takes one minute."),
        "id": away.facet or "more",
        "feeds": [subscription(views, feed, language) for feed in part],
        "up": "../" * (page_address(base, number).count("/") - f"{views.site.folder(lang)}subscribe/".count("/")),
        "pagination": pagination(base, number, total),
    }


def heading(facet: str, language: Language) -> str:
    """The heading of one list of feeds."""
    return language.gettext(FACET_TITLES.get(facet) or "More calendars")
