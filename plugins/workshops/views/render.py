"""From a page's data to HTML: common variables, the constant parts of every page made once, cards remembered.

The header, footer and head of a page depend only on its language, its depth in the tree and its section, so
they are rendered once for each such triple and put into pages as they are. A card stands in many lists; it is
rendered once with a mark instead of the `../../` before its addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup

from ..language import Language
from .base import Page, Views, depth_prefix
from .cards import Card
from .content import menu
from .lines import help_lines, local, site_data
from .words import N_

MARK = "\x01"
NAVIGATION = (
    ("calendar/", N_("Calendar"), "calendar-days"),
    ("find/", N_("Find"), "search"),
    ("subscribe/", N_("Subscribe"), "bell"),
    ("naloxone/", N_("Get a kit"), "package"),
    ("volunteer/", N_("Volunteer"), "hand-heart"),
)
EXPLORE = (
    ("programs/", N_("Programs")),
    ("towns/", N_("Towns")),
    ("venues/", N_("Places")),
    ("organizers/", N_("Hosts")),
    ("audiences/", N_("For whom")),
    ("archive/", N_("Past events")),
)
DEFAULT_ASSETS = {
    "css": "theme/css/site.css",
    "js": "theme/js/site.js",
    "icons": "theme/icons.svg",
    "favicon": "theme/favicon.svg",
    "manifest": "manifest.webmanifest",
}


def environment(loader: BaseLoader) -> Environment:
    """Return the template environment that the theme is written for: everything is escaped, nothing is
    undefined.
    """
    return Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


class Icons(dict[str, Markup]):
    """Icons by name, as `<svg>` elements that take their shape from the sprite."""

    def __init__(self, sprite: str) -> None:
        super().__init__()
        self.sprite = sprite

    def __missing__(self, name: str) -> Markup:
        found = self[name] = Markup(
            f'<svg class="icon" aria-hidden="true" focusable="false"><use href="{self.sprite}#{name}"/></svg>'
        )
        return found


@dataclass(slots=True)
class Shell:
    """The constant parts of pages of one language, depth and section."""

    head: Markup
    top: Markup
    bottom: Markup
    footer: Markup


@dataclass(slots=True)
class Here:
    """Where the page stands: address, way to the root, absolute address, and itself in the other languages.
    """

    address: str
    prefix: str
    canonical: str
    alternates: list[tuple[str, str, str]]
    """Tag, the language's own name, address from the root."""
    default: str
    """Absolute address in the default language."""


class Renderer:
    """Renders pages with the theme's templates. `assets` are addresses from the root, see `DEFAULT_ASSETS`.
    """

    def __init__(self, env: Environment, views: Views, assets: Mapping[str, str] | None = None) -> None:
        self.env, self.views = env, views
        self.assets = {**DEFAULT_ASSETS, **(assets or {})}
        self.root = (urlsplit(views.site.url).path.rstrip("/") or "") + "/"
        self._shells: dict[tuple[str, str, str], tuple[dict[str, Any], Shell]] = {}
        self._cards: dict[str, str] = {}
        self._card_macro = env.get_template("components/card.html").module.card  # type: ignore[attr-defined]
        self._card_icons = Icons(MARK + self.assets["icons"])

    def render(self, page: Page) -> str:
        """Return the HTML of one page."""
        return self.render_data(page, page.data())

    def render_data(self, page: Page, data: Mapping[str, Any]) -> str:
        """Return the HTML of one page whose data is made already."""
        prefix = self.prefix(page.address)
        common, shell = self._shell(page.lang, prefix, self.section(page))
        variables = dict(common)
        variables.update(data)
        variables["shell"] = shell
        variables["page"] = self.here(page, prefix, str(data.get("canonical") or page.address))
        return self.env.get_template(page.template).render(variables)

    def prefix(self, address: str) -> str:
        """The way to the root. A page of errors is served at any depth, so there it starts with a slash."""
        return self.root if address.endswith("404.html") else depth_prefix(address)

    def section(self, page: Page) -> str:
        """The part of the site for the navigation's mark: `calendar/`, or "" for none."""
        rest = page.address.removeprefix(self.views.site.folder(page.lang))
        return rest[: rest.find("/") + 1]

    def here(self, page: Page, prefix: str, canonical: str) -> Here:
        """Say where the page stands."""
        site = self.views.site
        folder = site.folder(page.lang)
        rest = page.address[len(folder) :]
        return Here(
            page.address,
            prefix,
            f"{site.url}/{canonical}",
            [
                (tag, language.own_name(), f"{site.folder(tag)}{rest}")
                for tag, language in self.views.languages.items()
            ],
            f"{site.url}/{canonical[len(folder) :]}",
        )

    def _shell(self, lang: str, prefix: str, section: str) -> tuple[dict[str, Any], Shell]:
        key = (lang, prefix, section)
        found = self._shells.get(key)
        if found is None:
            common = self._common(lang, prefix)
            variables = {**common, **self._shell_data(lang, section)}
            shell = Shell(
                *(
                    Markup(self.env.get_template(f"shell/{name}.html").render(variables))
                    for name in ("head", "top", "bottom", "footer")
                )
            )
            found = self._shells[key] = (common, shell)
        return found

    def _common(self, lang: str, prefix: str) -> dict[str, Any]:
        views, language = self.views, self.views.language(lang)
        data = site_data(views)
        return {
            "_": language.gettext,
            "plural": language.plural,
            "lang": language,
            "p": prefix,
            "folder": views.site.folder(lang),
            "f": prefix + views.site.folder(lang),
            "icon": Icons(prefix + self.assets["icons"]),
            "assets": self.assets,
            "site": {
                "name": views.site.name_in(lang),
                "owner": local(data, "name", lang) or views.site.name_in(lang),
                "url": views.site.url,
                "contact": data.get("contact", ""),
                "phone": data.get("phone", ""),
                "sample": str(data.get("sample", "no")).lower() in ("yes", "true", "1"),
                "notice": local(data, "notice", lang),
                "logo": data.get("logo", ""),
            },
            "cards": lambda cards: self.cards(cards, language, prefix),
            "many": len(views.languages) > 1,
            "hidden": False,
        }

    def _shell_data(self, lang: str, section: str) -> dict[str, Any]:
        language = self.views.language(lang)
        feed = next(iter(self.views.feeds.all(lang)), None)
        return {
            "navigation": [
                (address, language.gettext(text), icon, address == section)
                for address, text, icon in NAVIGATION
            ],
            "explore": [(address, language.gettext(text)) for address, text in EXPLORE],
            "menu": menu(self.views, lang),
            "lines": help_lines(self.views, lang),
            "feed": feed,
            "section": section,
            "emergency": f"{self.views.site.folder(lang)}emergency/"
            if any(slug == "emergency" for slug, _ in self.views.catalog.pages)
            else "",
        }

    def cards(self, cards: list[Card], language: Language, prefix: str) -> Markup:
        """Render cards, each once a build."""
        found = []
        for card in cards:
            html = self._cards.get(card.key)
            if html is None:
                html = self._cards[card.key] = str(
                    self._card_macro(card, MARK, self._card_icons, language.gettext)
                )
            found.append(html)
        return Markup("".join(found).replace(MARK, prefix))
