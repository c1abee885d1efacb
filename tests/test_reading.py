"""People of about grade 6 can read the sample pages and the interface, in English and in Spanish."""

from __future__ import annotations

import re
import warnings
from statistics import median
from typing import Any

import pytest
from views_site import sample
from workshops.locale import shipped_language
from workshops.locale.update import messages


@pytest.fixture(scope="module")
def textstat() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package asks setuptools for a module on its way out
        import textstat as package
    return package


def texts(lang: str) -> dict[str, str]:
    """What people write on the sample site in one language: pages and events, by address."""
    catalog = sample().catalog
    found = {slug: page.text for (slug, tag), page in catalog.pages.items() if tag == lang}
    found.update({entry.slug: entry.text[lang] for entry in catalog.entries.values() if lang in entry.text})
    return found


def sentences(lang: str) -> str:
    """The longer sentences of the interface, with a word where a value goes."""
    language = shipped_language(lang)
    found = [language.gettext(m.id) for m in messages() if isinstance(m.id, str) and m.id and not m.context]
    return " ".join(re.sub(r"\{\w+\}", "it", text) for text in found if len(text.split()) > 5 and text[-1] in ".?")


def test_english_pages_are_plain(textstat: Any) -> None:
    textstat.set_lang("en")
    grades = {name: textstat.flesch_kincaid_grade(text) for name, text in texts("en").items()}
    assert len(grades) > 20 and median(grades.values()) <= 6
    assert {name: grade for name, grade in grades.items() if grade > 7.5} == {}


def test_spanish_pages_are_plain(textstat: Any) -> None:
    textstat.set_lang("es")
    ease = {name: textstat.fernandez_huerta(text) for name, text in texts("es").items()}
    years = [textstat.crawford(text) for text in texts("es").values()]
    assert len(ease) > 20 and {name: value for name, value in ease.items() if value < 70} == {}
    assert max(years) <= 6


def test_the_interface_is_plain(textstat: Any) -> None:
    textstat.set_lang("en")
    assert textstat.flesch_kincaid_grade(sentences("en")) <= 6
    textstat.set_lang("es")
    assert textstat.fernandez_huerta(sentences("es")) >= 70
