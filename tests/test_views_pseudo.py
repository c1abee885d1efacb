"""A made-up language shows that every interface text can be translated, and that pages turn around for one written
from right to left."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from babel import Locale
from babel.messages.pofile import read_po, write_po
from views_site import NOW, ROOT, SITE, renderer_of, views_of
from workshops import locale
from workshops.build.files import read_content
from workshops.build.links import FeedLinks
from workshops.calendars import Calendars
from workshops.feeds import FeedPlan
from workshops.language import Language, load_language
from workshops.loader import load_catalog
from workshops.locale import shipped_language
from workshops.locale.update import messages, updated
from workshops.site import Site
from workshops.views import Views, pages

NAMES = re.compile(r"Alder|English|Google|Outlook\.com|Microsoft 365|Outlook|Thunderbird|iPhone, iPad, Mac|My calendar|https://\S+")
"""Names that are the same in every language."""


class Pseudo(Language):
    """Arabic by its tables, with every message in brackets instead of a translation."""

    def gettext(self, message: str) -> str:
        """Put a message in brackets."""
        return f"⟦{message}⟧"

    def pgettext(self, context: str, message: str) -> str:
        """Put a message in brackets, but leave patterns of dates as they are."""
        return message

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Put a message in brackets."""
        return f"⟦{one if n == 1 else many}⟧"


class Visible(HTMLParser):
    """Collects text that people see or hear: text nodes, labels, titles, alternatives."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.texts += [named[name] or "" for name in ("aria-label", "title", "alt", "placeholder") if named.get(name)]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def html() -> dict[str, str]:
    site = Site(url="https://x.example", name="Alder", languages=("en", "ar"))
    catalog = load_catalog({}, site)
    base = load_language("ar")
    made = Pseudo("ar", {}, lambda n: 0, Locale.parse("ar"))
    assert base.direction == made.direction == "rtl"
    languages = {"en": shipped_language("en"), "ar": made}
    views = Views(catalog, NOW, FeedLinks(FeedPlan(catalog, NOW), languages), languages)
    renderer = renderer_of(views)
    found = {page.address: renderer.render(page) for page in pages(catalog, NOW, views.feeds, languages, views)}
    return {address: text for address, text in found.items() if address.startswith("ar/")}


def test_pages_of_a_site_without_any_content_are_there(html: dict[str, str]) -> None:
    assert {"ar/", "ar/find/", "ar/subscribe/", "ar/naloxone/", "ar/volunteer/", "ar/calendar/", "ar/404.html"} <= set(html)


def test_pages_are_turned_around(html: dict[str, str]) -> None:
    assert all('<html lang="ar" dir="rtl">' in text for text in html.values())


def test_no_interface_text_is_written_into_a_template(html: dict[str, str]) -> None:
    plain = set()
    for address, text in html.items():
        if "styleguide" in address or re.search(r"calendar|feeds", address):
            continue
        body = re.sub(r"<(script|style|code)\b.*?</\1>", "", text, flags=re.S)
        for found in Visible(body).texts:
            rest = NAMES.sub("", re.sub(r"⟦.*?⟧", "", re.sub(r"\s+", " ", found)))
            if re.search(r"[A-Za-z]{2}", rest):
                plain.add((address, rest))
    assert not plain


def test_a_third_language_is_a_catalogue_and_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole sample site in Vietnamese, of which it knows no word yet: nothing but a `.po` and a name in a list."""
    empty = read_po(io.BytesIO(updated("vi", None, messages())), locale="vi")
    for message in empty:
        if message.id and isinstance(message.id, str) and not message.context:
            message.string = "Lịch" if message.id == "Calendar" else message.id
    made = io.BytesIO()
    write_po(made, empty)
    before = locale.catalogue
    monkeypatch.setattr(locale, "catalogue", lambda tag: made.getvalue() if tag == "vi" else before(tag))
    views = views_of(read_content(ROOT / "content"), site=replace(SITE, languages=("en", "es", "vi")))
    renderer = renderer_of(views)
    found = {page.address: renderer.render(page) for page in pages(views.catalog, NOW, views.feeds, views.languages, views)}
    vietnamese = {address for address in found if address.startswith("vi/")}
    assert {address.removeprefix("vi/") for address in vietnamese} == {a for a in found if not a.startswith(("vi/", "es/"))}
    for address in vietnamese:
        assert '<html lang="vi">' in found[address] and ">Lịch</span>" in found[address] or "embed" in address, address
    event = found["vi/events/health-department-monthly/"]
    assert all(f'hreflang="{tag}"' in event for tag in ("en", "es", "vi", "x-default"))
    assert "Thứ Ba, 8 tháng 12, 2026" in event.replace("thứ", "Thứ") and 'lang="en"' in event
    files = dict(Calendars(FeedPlan(views.catalog, NOW), list(views.languages.values())).files())
    assert "vi/feeds/all.ics" in files and "vi/feeds/town/alder.ics" in files
