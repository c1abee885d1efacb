"""From a page's data to HTML.

A page's own template makes its main part; `base.html` is the frame around it. The frame depends on the
language, the depth in the tree, the section and little else, so it is rendered once for each such key, with
marks where a page's own title, description and main part go, and cut at the marks. A page is then its main
part put between pieces that are there already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup, escape

from ..links import place
from .base import Page, Views, depth_prefix
from .environment import compiled_template, render, shown
from .lists import Pagination
from .share import open_graph_locale, site_words
from .shell import shell_data, site_variables
from .show import Icons, Macros, Show

DEFAULT_ASSETS = {
    "css": "theme/css/site.css",
    "js": "theme/js/site.js",
    "icons": "theme/icons.svg",
    "favicon": "theme/favicon.svg",
    "manifest": "manifest.webmanifest",
    "embed": "theme/js/embed.js",
    "touch": "",
    "picture": "",
}
"""Addresses from the root; "" for what a theme need not have."""
PARTS = ("head", "top", "bottom", "footer")
BARE = {"embed_list.html": "bare.html"}
"""Templates whose pages have another frame than `base.html`."""
FOLDED = frozenset({"event.html"})
"""Templates of which there are thousands of pages: their constant words are put in before they are compiled.
"""
_MARK = re.compile("\x02(\\w+)\x02")
_CONSTANT = re.compile(r"\{\{ (?:_\('(?P<text>[^'\\]+)'\)|(?P<way>[pf])|icon\.(?P<icon>\w+)|icon\['(?P<symbol>[\w-]+)'\]) \}\}")


class Renderer:
    """Renders pages with the theme's templates. `assets` are addresses from the root, see `DEFAULT_ASSETS`."""

    def __init__(self, env: Environment, views: Views, assets: Mapping[str, str] | None = None) -> None:
        self.env, self.views = env, views
        self.assets = {**DEFAULT_ASSETS, **(assets or {})}
        self.root = (urlsplit(views.site.url).path.rstrip("/") or "") + "/"
        self.components = Macros(env, self.assets["icons"])
        self._folders = {tag: views.site.folder(tag) for tag in views.languages}
        self._templates: dict[tuple[str, str, str], Any] = {}
        self._common: dict[tuple[str, str], dict[str, Any]] = {}
        self._frames: dict[tuple[Any, ...], list[str]] = {}

    def render(self, page: Page) -> str:
        """Return the HTML of one page."""
        return self.render_data(page, page.data())

    def render_data(self, page: Page, data: Mapping[str, Any]) -> str:
        """Return the HTML of one page whose data is made already."""
        lang, prefix = page.lang, self.prefix(page.address)
        canonical = str(data.get("canonical") or page.address)
        here = {"address": page.address, "canonical": f"{self.views.site.url}/{canonical}"}
        variables = {**self.common(lang, prefix), **data, "page": here}
        main = render(self.template(page.template, lang, prefix), variables)
        folder = self._folders[lang]
        values = {
            "title": shown(data["title"]) + self.which(data.get("pagination"), lang),
            "description": shown(data["description"]),
            "main": place(main, prefix),
            "jsonld": data.get("jsonld") or "",
            "share": shown(data.get("share") or ""),
            "rest": shown(page.address[len(folder) :]),
            "canonical": shown(canonical[len(folder) :]),
        }
        for i, (address, name) in enumerate(variables["feeds_here"]):
            values[f"feed{i}"], values[f"name{i}"] = shown(address), shown(name)
        key = (
            lang,
            prefix,
            self.section(page),
            page.template,
            bool(values["title"]),
            bool(values["rest"]),
            bool(values["jsonld"]),
            bool(values["share"]),
            bool(variables["hidden"]),
            len(variables["feeds_here"]),
        )
        pieces = list(self._frames.get(key) or self._frame(key))
        pieces[1::2] = [values[name] for name in pieces[1::2]]
        return "".join(pieces)

    def which(self, pages: Pagination | None, lang: str) -> str:
        """What tells the titles of a long list's pages apart: nothing on the first one."""
        if pages is None or pages.number < 2:
            return ""
        return " · " + shown(self.views.language(lang).gettext("Page {n} of {total}").format(n=pages.number, total=pages.total))

    def prefix(self, address: str) -> str:
        """The way to the root. A page of errors is served at any depth, so there it starts with a slash."""
        return self.root if address.endswith("404.html") else depth_prefix(address)

    def section(self, page: Page) -> str:
        """The part of the site for the navigation's mark: `calendar/`, or "" for none."""
        rest = page.address[len(self._folders[page.lang]) :]
        return rest[: rest.find("/") + 1]

    def template(self, name: str, lang: str, prefix: str) -> Any:
        """Return a page's template; of those with very many pages one with its constant words put in."""
        key = (name, lang, prefix) if name in FOLDED else (name, "", "")
        found = self._templates.get(key)
        if found is None:
            if name in FOLDED and self.env.loader is not None:
                source, file, _ = self.env.loader.get_source(self.env, name)
                folded = self._folded(source, self.common(lang, prefix))
                found = compiled_template(self.env, name, f"{lang} {prefix}", folded, file)
            else:
                found = self.env.get_template(name)
            self._templates[key] = found
        return found

    def _folded(self, source: str, common: Mapping[str, Any]) -> str:
        def constant(found: re.Match[str]) -> str:
            if found["text"]:
                return str(escape(common["_"](found["text"])))
            return str(common[found["way"]] if found["way"] else common["icon"][found["icon"] or found["symbol"]])

        return _CONSTANT.sub(constant, source)

    def common(self, lang: str, prefix: str) -> dict[str, Any]:
        """The variables that every template of one language and depth has."""
        found = self._common.get((lang, prefix))
        if found is None:
            views, language, icons = self.views, self.views.language(lang), Icons(prefix + self.assets["icons"])
            folder = views.site.folder(lang)
            found = self._common[lang, prefix] = {
                **self.env.globals,
                "_": language.gettext,
                "plural": language.plural,
                "lang": language,
                "p": prefix,
                "folder": folder,
                "f": prefix + folder,
                "icon": icons,
                "assets": self.assets,
                "site": site_variables(views, lang),
                "show": Show(self.components, language, prefix, folder, views.site.url, icons),
                "many": len(views.languages) > 1,
                "hidden": False,
                "jsonld": "",
                "feeds_here": (),
            }
        return found

    def _frame(self, key: tuple[Any, ...]) -> list[str]:
        """Render what stands around the main part, cut where a page's own values go."""
        lang, prefix, section, template, title, rest, jsonld, share, hidden, feeds = key
        common = self.common(lang, prefix)
        around = {**common, **shell_data(self.views, lang, section)}
        url, here = self.views.site.url, _mark("rest") if rest else ""
        variables = {
            **common,
            "kind": template.removesuffix(".html"),
            "title": _mark("title") if title else "",
            "description": _mark("description"),
            "main": Markup(_mark("main")),
            "hidden": hidden,
            "jsonld": _mark("jsonld") if jsonld else "",
            "share": Markup(_mark("share")) if share else "",
            "share_site": site_words(self.views, lang),
            "feeds_here": [(_mark(f"feed{i}"), _mark(f"name{i}")) for i in range(feeds)],
            "shell": {name: Markup(self.env.get_template(f"shell/{name}.html").render(around)) for name in PARTS},
            "page": {
                "canonical": f"{url}/{self._folders[lang]}{_mark('canonical')}",
                "default": f"{url}/{_mark('canonical')}",
                "translations": [(tag, f"{url}/{self._folders[tag]}{_mark('canonical')}") for tag in self.views.languages],
                "locale": open_graph_locale(lang),
                "other_locales": [open_graph_locale(tag) for tag in self.views.languages if tag != lang],
                "alternates": [(tag, language.own_name(), self._folders[tag] + here) for tag, language in self.views.languages.items()],
            },
        }
        html = self.env.get_template(BARE.get(template, "base.html")).render(variables)
        found = self._frames[key] = _MARK.split(html)
        return found


def _mark(name: str) -> str:
    return f"\x02{name}\x02"
