"""`docs/phrases.md` says what is so: each phrase on it is read as it says there."""

import re
from datetime import date, time
from pathlib import Path

import pytest
from workshops.phrases import EXAMPLES, PhraseError, describe_rule, parse_repeat

PAGE = (Path(__file__).parents[1] / "docs/phrases.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


@pytest.mark.parametrize(("language", "heading"), [("en", "In English"), ("es", "En español")])
def test_the_page_lists_the_phrases_that_are_offered_and_how_they_are_read(language: str, heading: str) -> None:
    assert rows(heading) == [
        [f"`{phrase}`", describe_rule(parse_repeat(phrase, language).rule, lang=language)] for phrase in EXAMPLES[language]
    ]


def test_times_and_ends_on_the_page_are_read() -> None:
    meanings = {
        "from 18:00 to 19:30": (time(18), time(19, 30), None, None),
        "at 18:00": (time(18), None, None, None),
        "the last day": (None, None, date(2027, 5, 11), None),
        "ten dates": (None, None, None, 10),
    }
    for phrase, meaning in rows("A time or an end in the phrase"):
        repeat = parse_repeat(phrase.strip("`"))
        assert (repeat.start_time, repeat.end_time, repeat.until, repeat.count) == meanings[meaning], phrase


def test_what_the_page_says_is_refused_is_refused_and_the_other_is_not() -> None:
    table = rows("What is refused, and why")
    for written, _, instead in table:
        with pytest.raises(PhraseError):
            parse_repeat(written.strip("`"))
        for phrase in re.findall("`([^`]*)`", instead):
            if ":" not in phrase and phrase != "dates":
                parse_repeat(phrase)
    assert len(table) > 10


def test_the_page_counts_the_phrases_rightly() -> None:
    tables = (Path(__file__).parent / "data/phrases").glob("*.tsv")
    count = sum(not line.startswith("#") for table in tables for line in table.read_text("utf-8").splitlines())
    assert f"\nholds this page to them. {count} phrases" in PAGE
