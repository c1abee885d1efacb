"""Matching what somebody types, and asking until an answer can be used."""
from __future__ import annotations

from collections.abc import Sequence

import pytest
from workshops.cli._ask import Asker, Refused
from workshops.cli._match import Choice, exactly, nearest

VENUES = [Choice("main-library", "Alder Main Library"), Choice("millbrook-library", "Millbrook Library"),
          Choice("mill-street", "Mill Street Lot"), Choice("iglesia", "Iglesia Nueva Española"), Choice("depot", "The Depot")]


@pytest.mark.parametrize(("typed", "keys"), [
    ("mill", ["millbrook-library", "mill-street"]), ("mill st", ["mill-street"]), ("library", ["main-library", "millbrook-library"]),
    ("depto", ["depot"]), ("ESPANOLA", ["iglesia"]), ("española", ["iglesia"]), ("brook", ["millbrook-library"]), ("zzz", []),
    ("library mill", ["millbrook-library"])])
def test_nearest(typed: str, keys: list[str]) -> None:
    assert [choice.key for choice in nearest(typed, VENUES)] == keys


def test_nearest_to_nothing_is_the_beginning_of_the_list() -> None:
    assert nearest("", VENUES, 2) == VENUES[:2]
    assert nearest("💜", VENUES, 2) == VENUES[:2]


@pytest.mark.parametrize(("typed", "key"), [
    ("main-library", "main-library"), ("the depot", "depot"), ("Depot", "depot"), ("Iglesia nueva espanola", "iglesia")])
def test_exactly(typed: str, key: str) -> None:
    found = exactly(typed, VENUES)
    assert found is not None
    assert found.key == key
    assert exactly("libr", VENUES) is None
    assert exactly("", VENUES) is None


class Person:
    """Types prepared answers and remembers what was shown."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.seen = list(answers), []
        self.asker = Asker(self.read, self.seen.append)

    def read(self, prompt: str, choices: Sequence[Choice] = ()) -> str:
        self.seen.append(prompt)
        return self.answers.pop(0)

    seen: list[str]


def test_a_number_means_the_list_that_was_shown_last() -> None:
    person = Person("mill", "2")
    assert person.asker.choose("Where", VENUES) == "mill-street"
    assert person.seen[-1] == "  = Mill Street Lot (mill-street)"


def test_a_long_list_is_shown_when_asked_for() -> None:
    many = [Choice(f"place-{n:02}", f"Place {n:02}") for n in range(1, 31)]
    person = Person("?", "30")
    assert person.asker.choose("Where", many) == "place-30"
    assert person.seen[0] == "Where: "


def test_one_match_is_taken_and_said() -> None:
    person = Person("brook")
    assert person.asker.choose("Where", VENUES) == "millbrook-library"
    assert "  = Millbrook Library (millbrook-library)" in person.seen


def test_enter_takes_the_default() -> None:
    assert Person("").asker.choose("Kit", [Choice("none"), Choice("nasal")], "none") == "none"
    assert Person("").asker.yes("Sure", default=False) is False
    assert Person("").asker.text("How long", lambda text: text, "1 hour") == "1 hour"


def test_a_number_outside_the_list_is_a_name() -> None:
    person = Person("7", "depot")
    assert person.asker.choose("Where", VENUES) == "depot"
    assert "  Nothing is called '7'; ? shows all." in person.seen


def test_refused_answers_are_explained() -> None:
    def number(text: str) -> int:
        if not text.isdigit():
            raise Refused("Write digits.")
        return int(text)

    person = Person("ten", "10")
    assert person.asker.text("How many", number) == 10
    assert "  Write digits." in person.seen


@pytest.mark.parametrize(("answer", "meant"), [("y", True), ("YES", True), ("sí", True), ("n", False), ("No", False)])
def test_yes_and_no(answer: str, meant: bool) -> None:
    assert Person("perhaps", answer).asker.yes("Sure") is meant
