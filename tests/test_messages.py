"""Every sentence of the interface is translated, and translations keep what the sentence needs."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from workshops.language import load_language
from workshops.locale import catalogue
from workshops.locale.update import messages, updated

ROOT = Path(__file__).parent.parent
TRANSLATED = sorted(path.stem for path in (ROOT / "plugins" / "workshops" / "locale").glob("*.po"))


@cache
def asked() -> list[Any]:
    """What the sources and templates ask to be translated."""
    return [message for message in messages() if message.id]


def name_of(message: Any) -> tuple[str, str]:
    """Context and sentence, the singular of two."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def test_sources_and_templates_are_both_read() -> None:
    names = {name_of(message) for message in asked()}
    assert {("", "Skip to the content"), ("time", "noon"), ("", "Just walk in"), ("", "{n} coming date")} <= names


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_message_is_translated(tag: str) -> None:
    language = load_language(tag, catalogue(tag))
    assert not [m.id for m in asked() if not language.translated(name_of(m)[1], name_of(m)[0])]


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_translation_has_the_same_places_for_values(tag: str) -> None:
    for message in read_po(io.BytesIO(catalogue(tag) or b"")):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = set(re.findall(r"\{\w+\}", ids[-1]))
            assert all(set(re.findall(r"\{\w+\}", text)) == wanted for text in texts), message.id


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_catalogue_is_as_its_tool_writes_it(tag: str) -> None:
    assert updated(tag, catalogue(tag), messages()) == catalogue(tag), f"run python -m workshops.locale.update {tag}"
