"""The next dates inside other people's pages: small pages to be framed, and `/embed/`, which tells partners how.

One tag is enough, an `<iframe>`: it needs no script of ours in the partner's page, and it sets nothing and counts
nobody. There is one for all dates, and one for each town, program and host.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from .base import Dated, Page, Views
from .cards import card_list
from .lists import digest_of, names_of
from .records import FOLDERS, keys_of, title_of
from .words import FACET_TITLES

MOST = 8
"""Dates that one frame shows."""
HEIGHT = 640
"""Of the frame, in pixels: three dates on a phone; further ones by scrolling."""
FACETS = ("town", "program", "organizer")


def embed_pages(views: Views) -> Iterator[Page]:
    """The jobs of the page with the instructions and of all frames, in every language."""
    keys = {facet: keys_of(views, facet) for facet in FACETS if views.site.has_page(facet)}
    coming: dict[tuple[str, str], list[Dated]] = {("", ""): views.coming[:MOST]}
    for facet, some in keys.items():
        for key in some:
            coming[facet, key] = [item for item in views.timeline(facet, key).coming(views.today) if item.public][:MOST]
    for lang in views.languages:
        names = {place: title_of(views, *place, lang)[0] if place[0] else views.site.name_in(lang) for place in coming}
        folder, depends = views.site.folder(lang), (views.site.url, digest_of(names.values()), str(list(coming)))
        yield Page(f"{folder}embed/", "embed.html", lang, depends, partial(instructions, views, names, lang))
        for (facet, key), items in coming.items():
            name, shown = names[facet, key], digest_of(names_of(items))
            data = partial(frame, views, facet, key, name, items, lang)
            yield Page(folder + address_of(facet, key), "embed_list.html", lang, (name, shown), data)


def address_of(facet: str, key: str) -> str:
    """The address of a frame within its language: `embed/all/`, `embed/town/linden/`."""
    return f"embed/{facet}/{key}/" if facet else "embed/all/"


def instructions(views: Views, names: dict[tuple[str, str], str], lang: str) -> dict[str, Any]:
    """The variables of `embed.html`."""
    language, root = views.language(lang), f"{views.site.url}/{views.site.folder(lang)}"
    groups: dict[str, list[tuple[str, str]]] = {}
    for (facet, key), name in names.items():
        if facet:
            groups.setdefault(facet, []).append((name, address_of(facet, key)))
    title = language.gettext("Next dates: {name}").format(name=views.site.name_in(lang)).replace('"', "”")
    return {
        "title": language.gettext("Put our dates on your website"),
        "description": language.gettext("One line in your page shows the next dates. It is always up to date. It is free."),
        "tag": f'<iframe src="{root}embed/all/" title="{title}" width="100%" height="{HEIGHT}" loading="lazy"></iframe>',
        "all": f"{root}embed/all/",
        "root": root,
        "groups": [(language.gettext(FACET_TITLES[facet]), facet, sorted(rows)) for facet, rows in groups.items()],
        "hidden": True,
    }


def frame(views: Views, facet: str, key: str, name: str, items: list[Dated], lang: str) -> dict[str, Any]:
    """The variables of `embed_list.html`."""
    folder, language = views.site.folder(lang), views.language(lang)
    return {
        "title": language.gettext("Next dates: {name}").format(name=name),
        "description": language.gettext("Next dates: {name}").format(name=name),
        "cards_list": card_list(views, items, lang),
        "more": f"{folder}{FOLDERS[facet]}/{key}/" if facet else folder,
        "hidden": True,
    }
