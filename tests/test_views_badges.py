"""The few words on a card: they say what a visitor needs to decide, and nothing that no longer holds."""

from __future__ import annotations

import re
from typing import Any

import pytest
from views_site import sample, sample_html, views_of
from workshops.views.cards import badges, card

BASE = {
    "programs/training.md": b"---\ntitle: Training\n---\n",
    "organizers/health.md": b"---\ntitle: Health\n---\n",
    "venues/hall.md": b"---\ntitle: Hall\ntown: Alder\n---\n",
}
HEAD = "title: Class\nuid: class@x\nprogram: training\norganizer: health\nvenue: hall\nstart: 2027-02-20 18:00\nduration: 1h\n"


def made(fields: str, lang: str = "en") -> tuple[list[str], Any]:
    """The words of an event's badges, and its card."""
    views = views_of({**BASE, "events/class.md": f"---\n{HEAD}{fields}---\n".encode()})
    [item] = views.dates.items
    return [text for _, text, _ in badges(views, item.details, lang)], card(views, item, lang)


@pytest.mark.parametrize(
    ("fields", "english", "spanish"),
    [
        ("languages: [en]\n", "", "Solo en inglés"),
        ("languages: [en, es]\n", "Spanish", "Inglés"),
        ("languages: [en]\ninterpretation: [es: provided]\n", "Spanish", "Intérprete: español"),
        ("languages: [en]\ninterpretation: [es: on request]\n", "", "Solo en inglés"),
        ("languages: [es]\ninterpretation: [en: provided]\n", "Interpreter: English", "Inglés"),
        ("languages: [es]\n", "Only in Spanish", ""),
        (
            "languages: [en]\ninterpretation: [es: provided, ase: provided]\n",
            "Spanish and American Sign Language (ASL)",
            "Intérprete: español y lengua de señas americana (ASL)",
        ),
    ],
)
def test_a_badge_says_how_people_who_speak_the_page_s_language_take_part(fields: str, english: str, spanish: str) -> None:
    for lang, expected in (("en", english), ("es", spanish)):
        words = made(fields, lang)[0]
        usual = made("languages: [en, es]\n", lang)[0][:-1]
        assert words == [*usual, *([expected] if expected else [])]


def test_the_spanish_page_of_an_interpreted_event_does_not_only_say_english() -> None:
    html = sample_html()["es/events/2027-03-11-parent-night-alder-high/"]
    shown = re.findall(r'<li class="badge[^"]*">.*?</svg>([^<]+)', html.split('class="event__grid"')[0])
    assert "Intérprete: español" in shown and "Inglés" not in shown


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_nothing_is_offered_for_a_date_that_does_not_take_place(status: str) -> None:
    _, shown = made(f"status: {status}\nanonymous: yes\nkit: nasal\n")
    assert shown.status and not shown.badges


def test_a_full_class_does_not_say_walk_in() -> None:
    assert "Walk in" in made("")[0] and "Walk in" not in made("availability: full\n")[0]
    assert "Sign up first" in made("availability: waitlist\nregistration: required\nregistration_phone: 607-555-0100\n")[0]


def test_an_event_that_is_not_for_everyone_says_so_first() -> None:
    assert made("access: invite\nregistration: required\nregistration_phone: 607-555-0100\n")[0][:3] == [
        "By invitation only", "Free", "Sign up first"]  # fmt: skip
    assert made("access: closed\n")[0] == ["Not open to the public", "Free"]


def test_the_page_of_a_host_shows_where_it_needs_people() -> None:
    shown = re.findall(r'class="shift__role">([^<]+)', sample_html()["organizers/alder-prevention-coalition/"])
    assert shown == ["Kit packer", "Delivery driver"]
    html = sample_html()["es/organizers/alder-prevention-coalition/"]
    assert "Armar kits" in html and 'es/volunteer/">Todas las tareas abiertas' in html
    assert "shift__role" not in sample_html()["organizers/alder-public-schools/"]


def test_short_texts_of_the_sample_are_all_in_spanish_on_spanish_pages() -> None:
    """Whole descriptions may be in English only, with a note; a room or a door in English would help nobody."""
    english = []
    for address, html in sample_html().items():
        if address.startswith("es/") and "styleguide" not in address:
            main = html.split("<main", 1)[1]
            english += [(address, text) for tag, text in re.findall(r'<(\w+)[^>]* lang="en"[^>]*>([^<]*)', main) if tag != "div"]
    assert not english
    assert any(entry.lang == "en" and "es" not in entry.text for entry in sample().catalog.entries.values())
