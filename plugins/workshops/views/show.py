"""Components as templates call them: `show.cards(cards)`, `show.facts(facts)`, ...

A component's macro stands in `theme/templates/components/`. Here it is bound to one language and one way to
the root, and what stands on many pages (a card, a fact, a row of badges) is rendered once and kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from ..language import Language
from .answers import Fact
from .cards import Card
from .environment import shown

MARK = "\x01"
"""Stands for the way to the root in a card that is kept for pages of every depth."""
COMPONENTS = (
    ("card", "card"),
    ("facts", "facts"),
    ("badges", "badges"),
    ("banner", "banner"),
    ("dates", "dates"),
    ("items", "items"),
    ("lines", "lines"),
    ("pagination", "pagination"),
    ("feed", "feed"),
    ("feeds", "feeds"),
    ("shift", "shift"),
)
"""File and macro of each component."""


FILLED = ("address", "title", "title_lang", "month", "number", "weekday", "day", "hours", "iso", "ends", "place", "tint", "status")
"""What a card shows as it is; of each the macro may ask only whether there is any."""
_filled = attrgetter(*FILLED)
_GAP = re.compile("\x02(\\w+)\x02")


class Macros:
    """The components of one theme."""

    def __init__(self, env: Environment, sprite: str) -> None:
        self.macros = {name: getattr(env.get_template(f"components/{file}.html").module, name) for file, name in COMPONENTS}
        self._icons = Icons(MARK + sprite)
        self._fills = bool(getattr(env.get_template("components/card.html").module, "filled", False))
        self._shapes: dict[Any, list[str]] = {}

    def cards(self, cards: list[Card], language: Language, prefix: str) -> Markup:
        """Render cards, each once a build."""
        found = []
        for card in cards:
            if not card.html:
                card.html = self._card(card, language)
            found.append(card.html)
        return Markup("".join(found).replace(MARK, prefix))

    def _card(self, card: Card, language: Language) -> str:
        """Render one card. There are tens of thousands, of a few shapes: each shape is rendered once, and filled in.

        A theme of somebody's own whose card does not say that it can be `filled` has its macro called for each.
        """
        if not self._fills:
            return str(self.macros["card"](card, MARK, self._icons, language.gettext))
        values = _filled(card)
        key = (language.tag, card.badges, card.status_kind, card.brief, *map(bool, values))
        pieces = list(self._shapes.get(key) or self._shape(key, card, language))
        by_name = dict(zip(FILLED, values, strict=True))
        pieces[1::2] = [shown(by_name[name]) for name in pieces[1::2]]
        return "".join(pieces)

    def _shape(self, key: Any, card: Card, language: Language) -> list[str]:
        """Render a card with marks for its texts, and cut it at them: every second piece names what stands there."""
        marks: dict[str, Any] = {name: f"\x02{name}\x02" for name in FILLED if getattr(card, name)}
        html = str(self.macros["card"](replace(card, **marks), MARK, self._icons, language.gettext))
        found = self._shapes[key] = _GAP.split(html)
        return found


class Icons(dict[str, Markup]):
    """Icons by name, as `<svg>` elements that take their shape from the sprite."""

    def __init__(self, sprite: str) -> None:
        super().__init__()
        self.sprite = sprite

    def __missing__(self, name: str) -> Markup:
        found = self[name] = Markup(f'<svg class="icon" aria-hidden="true"><use href="{self.sprite}#{name}"/></svg>')
        return found


class Show:
    """The components of the theme, bound to one language and one way to the root.

    `cards`, `facts` and `badges` are remembered by what they show, since the same stand on many pages.
    """

    def __init__(self, components: Macros, language: Language, prefix: str, folder: str, url: str, icons: Icons) -> None:
        macros, _ = components.macros, language.gettext
        self._components, self._language, self._prefix = components, language, prefix
        self._facts = partial(_kept, {}, macros["facts"], prefix, icons, _)
        self._badges: dict[Any, Markup] = {}
        self._badge_macro, self._icons = macros["badges"], icons
        self.banner = partial(_call, macros["banner"], prefix, icons)
        self.items = partial(_call, macros["items"], prefix, icons, _, language.plural)
        self.lines = partial(_call, macros["lines"], icons, _)
        self.pagination = partial(_call, macros["pagination"], prefix, icons, _)
        self.feed = partial(_call, macros["feed"], prefix, prefix + folder, icons, _, url)
        self.shift = partial(_shift, macros["shift"], prefix, icons, _)
        self.feeds = partial(_feeds, macros["feeds"], icons, _)

    def cards(self, cards: list[Card]) -> Markup:
        """Dates as cards."""
        return self._components.cards(cards, self._language, self._prefix)

    def facts(self, facts: list[Fact]) -> Markup:
        """Questions and answers."""
        return Markup(f'<dl class="facts">{"".join(map(self._facts, facts))}</dl>')

    def badges(self, badges: tuple[Any, ...]) -> Markup:
        """What decides whether people come."""
        found = self._badges.get(badges)
        if found is None:
            found = self._badges[badges] = self._badge_macro(badges, self._icons)
        return found

    def dates(self, rows: list[Any], hide: bool = True) -> Markup:
        """The dates of a series."""
        made: Markup = self._components.macros["dates"](rows, self._icons, hide)
        return made


def _call(macro: Any, *arguments: Any) -> Markup:
    """Call a component, whose first parameter is what it shows."""
    *bound, shown = arguments
    made: Markup = macro(shown, *bound)
    return made


def _feeds(macro: Any, icons: Icons, gettext: Any, feeds: list[Any], heading: str, up: str = "") -> Markup:
    made: Markup = macro(feeds, heading, icons, gettext, up)
    return made


def _shift(macro: Any, prefix: str, icons: Icons, gettext: Any, shift: Any, with_day: bool = False) -> Markup:
    made: Markup = macro(shift, prefix, icons, gettext, with_day)
    return made


def _kept(memo: dict[Fact, str], macro: Any, prefix: str, icons: Icons, gettext: Any, fact: Fact) -> str:
    found = memo.get(fact)
    if found is None:
        found = str(macro(fact, prefix, icons, gettext))
        if fact.shared:
            memo[fact] = found
    return found
