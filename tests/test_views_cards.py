"""Cards that are filled in from one of their shape look just as the theme's macro makes them, whatever stands in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from jinja2 import DictLoader, FileSystemLoader
from views_site import ROOT, sample
from workshops.views import environment
from workshops.views.cards import Card, card
from workshops.views.show import MARK, Macros

THEME = FileSystemLoader(ROOT / "theme" / "templates")
ODD = "“Narcan” & <b>friends</b> {{ 1 }} $1 \\1 title 🎉 d'été"


def cards() -> list[Card]:
    views = sample()
    found = [card(views, item, lang, brief) for item in views.dates.items for lang in ("en", "es") for brief in (False, True)]
    return [replace(one, html="") for one in found]


def macro_alone(one: Card) -> str:
    macros = Macros(environment(THEME), "icons.svg")
    return str(macros.macros["card"](one, MARK, macros._icons, str)).replace(MARK, "../")


@pytest.mark.parametrize("text", ["", "plain", ODD])
def test_a_filled_card_is_the_macros_own(text: str) -> None:
    language = sample().language("en")
    macros = Macros(environment(THEME), "icons.svg")
    for one in cards()[::7]:
        odd = replace(one, title=text or one.title, place=text, status=text, title_lang="es" if text else "")
        assert str(macros.cards([odd], language, "../")) == macro_alone(replace(odd, html=""))


def test_a_card_of_another_theme_may_ask_what_it_likes() -> None:
    sources = {name: THEME.get_source(environment(THEME), name)[0] for name in THEME.list_templates() if name.startswith("components/")}
    asks = "{% if c.number == 8 %}eighth{% else %}{{ c.title|upper }}{% endif %};"
    sources["components/card.html"] = "{% macro card(c, p, icon, _) %}" + asks + "{% endmacro %}"
    macros = Macros(environment(DictLoader(sources)), "icons.svg")
    shown = str(macros.cards(cards(), sample().language("en"), ""))
    assert "eighth;" in shown and "NARCAN" in shown
