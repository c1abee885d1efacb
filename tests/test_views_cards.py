"""Cards that are filled in from one of their shape look just as the theme's macro makes them, whatever stands in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from feed_site import RECORDS, event
from jinja2 import DictLoader, FileSystemLoader
from views_site import ROOT, sample, views_of
from workshops.views import environment
from workshops.views.cards import Card, card, card_list
from workshops.views.months import slot_of
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


TOUR = "[{start: 2026-12-08 18:00, venue: main}, {start: 2026-12-15 18:00, venue: hall}, {start: 2026-12-22 18:00, venue: hall}]"
AWAY = {"timezone": "Europe/Madrid", "registration": "required", "registration_phone": "555-0111"}


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        ({"start": None, "end": None, "venue": None, "dates": TOUR}, ["Main Library, Alder", "Hall, Millbrook", ""]),
        (
            {"repeat": "every week", "count": 3, "changes": "[{date: 2026-12-15, mode: online}]"},
            ["Main Library, Alder", "Online", "Main Library, Alder"],
        ),
        ({"repeat": "every week", "count": 3}, ["Main Library, Alder", "", ""]),
    ],
    ids=["a tour", "one date online", "always there"],
)
def test_a_list_names_the_place_of_each_date_that_is_not_where_the_one_before_was(fields: dict[str, Any], places: list[str]) -> None:
    views = views_of({path: text.encode() for path, text in {**RECORDS, "events/one.md": event(**fields)}.items()})
    assert ["" if one.brief else one.place for one in card_list(views, views.coming, "en")] == places


def test_only_what_is_online_elsewhere_says_its_time_zone() -> None:
    events = {
        "far": event(uid="a", venue=None, mode="online", **AWAY),
        "here": event(uid="b", venue=None, mode="online", start="2026-12-09 18:00"),
        "room": event(uid="c", timezone="America/Chicago", start="2026-12-10 18:00"),
    }
    views = views_of({path: text.encode() for path, text in {**RECORDS, **{f"events/{k}.md": v for k, v in events.items()}}.items()})
    assert [one.hours for one in card_list(views, views.coming, "en")] == ["6 to 7 pm (Central European Time)", "6 to 7 pm", "6 to 7 pm"]
    assert [slot_of(views, item, "es").time for item in views.coming] == ["6 p. m. (hora de Europa central)", "6 p. m.", "6 p. m."]


def test_an_online_event_is_in_no_town_though_its_file_names_a_place() -> None:
    views = views_of({path: text.encode() for path, text in {**RECORDS, "events/one.md": event(mode="online", **AWAY)}.items()})
    assert views.coming and not views.timeline("town", "alder").items and not views.timeline("venue", "main").items
