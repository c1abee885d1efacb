"""The list of all coming dates, at `events/`: where the address of an event leads when its last part is cut off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from .base import Dated, Page, Views
from .cards import card_list
from .lists import chunks, digest_of, names_of, page_address, pagination


def everything_pages(views: Views) -> list[Page]:
    """The jobs of the list of all coming dates, fifty a page."""
    parts = chunks(views.coming)
    names = [digest_of(names_of(part)) for part in parts]
    found = []
    for lang in views.languages:
        base = f"{views.site.folder(lang)}events/"
        for number, part in enumerate(parts, 1):
            depends = (names[number - 1], str(len(parts)))
            data = partial(_data, views, lang, base, part, number, len(parts))
            found.append(Page(page_address(base, number), "events.html", lang, depends, data))
    return found


def _data(views: Views, lang: str, base: str, part: Sequence[Dated], number: int, total: int) -> dict[str, Any]:
    title = views.language(lang).gettext("Coming dates")
    return {
        "title": title,
        "description": title,
        "cards_list": card_list(views, part, lang),
        "pagination": pagination(base, number, total),
        "number": number,
    }
