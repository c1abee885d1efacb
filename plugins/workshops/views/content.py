"""Pages written by hand, the finder's page, the archive, and the page that says there is no such page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ..catalog import PageEntry
from ..zones import load_zone
from .base import Dated, Page, Views, foreign
from .cards import card
from .home import cards_of, next_dates
from .lines import day_text, help_lines
from .lists import chunks, digest_of, names_of, page_address, pagination
from .months import address_of, by_month
from .records import item_of
from .words import capital


def content_pages(views: Views) -> list[Page]:
    """The jobs of all pages of `content/pages/`; a page that is not translated is shown in its own language."""
    found = []
    slugs = dict.fromkeys(slug for slug, _ in views.catalog.pages)
    for slug in slugs:
        for lang in views.languages:
            page = page_in(views, slug, lang)
            main = page_in(views, slug, views.site.lang) or page
            if page is None or main is None:
                continue
            depends = (page.digest, main.digest, str(views.catalog.data.get("lines")))
            found.append(
                Page(
                    f"{views.site.folder(lang)}{slug}/",
                    "content.html",
                    lang,
                    depends,
                    _content(views, page, main, lang),
                )
            )
    return found


def page_in(views: Views, slug: str, lang: str) -> PageEntry | None:
    """The page in one language, else in the site's, else in any."""
    pages = views.catalog.pages
    return (
        pages.get((slug, lang))
        or pages.get((slug, views.site.lang))
        or next((page for (name, _), page in pages.items() if name == slug), None)
    )


def _content(views: Views, page: PageEntry, main: PageEntry, lang: str) -> Callable[[], dict[str, Any]]:
    def data() -> dict[str, Any]:
        language = views.language(lang)
        keys = main.fields.get("lines")
        sources = page.fields.get("sources") or main.fields.get("sources") or []
        tag = foreign(page.lang, lang)
        return {
            "title": page.title,
            "title_lang": tag,
            "summary": _text(page.fields.get("summary")),
            "body": page.html,
            "body_lang": tag,
            "description": _text(page.fields.get("summary")) or page.title,
            "slug": page.slug,
            "lines": help_lines(views, lang, [str(key) for key in keys]) if isinstance(keys, list) else [],
            "sources": [s for s in sources if isinstance(s, str)] if isinstance(sources, list) else [],
            "verified": day_text(main.fields.get("verified"), language),
            "untranslated": language.gettext("This page is in {language} only.").format(language=language.language_name(page.lang))
            if tag
            else "",
        }

    return data


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def menu(views: Views, lang: str) -> list[tuple[str, str, str]]:
    """Title, address and language of the pages that belong in the footer, in their order."""
    rows = []
    for slug in dict.fromkeys(slug for slug, _ in views.catalog.pages):
        page, main = page_in(views, slug, lang), page_in(views, slug, views.site.lang)
        if page is None or main is None or str(main.fields.get("menu", "")).lower() not in ("yes", "true", "1"):
            continue
        order = str(main.fields.get("order", "99"))
        rows.append(
            (
                int(order) if order.isdigit() else 99,
                page.title,
                f"{views.site.folder(lang)}{slug}/",
                foreign(page.lang, lang),
            )
        )
    return [(title, address, tag) for _, title, address, tag in sorted(rows)]


def find_pages(views: Views) -> list[Page]:
    """The finder's page: without JavaScript, links by program, town and month."""
    groups = {
        facet: {key: views.counted(facet, key) for key in keys}
        for facet, keys in (("program", views.catalog.records.programs), ("town", views.catalog.towns))
    }
    months = {month: sum(i.occurrence.ends > views.today and not i.cancelled for i in items) for month, items in by_month(views).items()}
    months = {month: count for month, count in months.items() if count}
    depends = (
        str(months),
        digest_of(f"{k}{len(c)}{c[0].day if c else ''}" for g in groups.values() for k, c in g.items()),
        digest_of(r.digest for r in views.catalog.records.programs.values()),
        str(views.catalog.towns),
    )
    found = []
    for lang in views.languages:

        def data(lang: str = lang) -> dict[str, Any]:
            language = views.language(lang)
            base = f"{views.site.folder(lang)}calendar/"
            return {
                "title": language.gettext("Find a training"),
                "description": language.gettext("Find a training or an event by place, topic or date."),
                "programs": [item_of(views, "program", k, c, lang) for k, c in groups["program"].items() if c],
                "towns": [item_of(views, "town", k, c, lang) for k, c in groups["town"].items() if c],
                "months": [(capital(language.month(*m)), address_of(base, m), n) for m, n in months.items()],
            }

        found.append(Page(f"{views.site.folder(lang)}find/", "find.html", lang, depends, data))
    return found


def archive_pages(views: Views) -> list[Page]:
    """Past dates by year, the latest first, and a list of the years."""
    years: dict[int, list[Dated]] = {}
    zone = load_zone(views.site.timezone)
    for item in reversed(views.public.items):
        if item.occurrence.ends <= views.today:
            years.setdefault(datetime.fromtimestamp(item.begins, zone).year, []).append(item)
    found = []
    for lang in views.languages:
        base = f"{views.site.folder(lang)}archive/"
        counts = [(year, f"{base}{year}/", len(items)) for year, items in years.items()]
        found.append(Page(base, "archive_index.html", lang, (str(counts),), _archive_index(views, counts, lang)))
        for year, items in years.items():
            parts = chunks(items)
            for number, part in enumerate(parts, 1):
                found.append(
                    Page(
                        page_address(f"{base}{year}/", number),
                        "archive.html",
                        lang,
                        (digest_of(names_of(part)), str(len(parts))),
                        _archive(views, year, part, number, len(parts), lang),
                    )
                )
    return found


def _archive_index(views: Views, counts: list[tuple[int, str, int]], lang: str) -> Callable[[], dict[str, Any]]:
    title = views.language(lang).gettext("Past events")
    return lambda: {"title": title, "description": title, "years": counts}


def _archive(views: Views, year: int, part: Any, number: int, total: int, lang: str) -> Callable[[], dict[str, Any]]:
    def data() -> dict[str, Any]:
        folder = views.site.folder(lang)
        title = views.language(lang).gettext("Past events of {year}").format(year=year)
        return {
            "title": title,
            "description": title,
            "cards_list": [card(views, item, lang) for item in part],
            "pagination": pagination(f"{folder}archive/{year}/", number, total),
            "number": number,
            "index_address": f"{folder}archive/",
        }

    return data


def missing_pages(views: Views) -> list[Page]:
    """`404.html` of every language."""
    first, _ = next_dates(views)
    found = []
    for lang in views.languages:

        def data(lang: str = lang) -> dict[str, Any]:
            title = views.language(lang).gettext("We cannot find this page")
            return {"title": title, "description": title, "cards_list": cards_of(views, first, lang), "hidden": True}

        found.append(Page(f"{views.site.folder(lang)}404.html", "404.html", lang, (digest_of(names_of(first)),), data))
    return found
