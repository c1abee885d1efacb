"""The page of the full-text search. The index is made after the build; without it the page leads to the finder."""

from __future__ import annotations

from functools import partial
from typing import Any

from .base import Page, Views


def search_pages(views: Views) -> list[Page]:
    """The job of `/search/` in every language."""
    return [
        Page(
            f"{views.site.folder(lang)}search/",
            "search.html",
            lang,
            ("search",),
            partial(search, views, lang),
        )
        for lang in views.languages
    ]


def search(views: Views, lang: str) -> dict[str, Any]:
    """The variables of `search.html`."""
    language = views.language(lang)
    return {
        "title": language.gettext("Search"),
        "description": language.gettext("Search every page: trainings, places, hosts, kits and advice."),
        "forms": "".join(str(language.plural_form(n)) for n in range(200)),
        "one": language.ngettext("{n} page found", "{n} pages found", 1),
        "many": language.ngettext("{n} page found", "{n} pages found", 2),
    }
