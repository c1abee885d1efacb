"""Pages inside somebody else's Pelican site: the plugin's own pages in the host theme's frame.

Templates are looked up as `workshops/event.html` and so on, first in the host's theme, then among the fallback
templates of this package, which extend the theme's `base.html`. The host keeps its front page, its articles and its
pages; ours stand beside them.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader

from ..build.links import FeedLinks
from ..catalog import Catalog
from ..feeds import FeedPlan
from ..job import Job
from ..language import Language
from ..links import place
from ..views.base import Page, Views, depth_prefix
from ..views.pages import pages

SHOWN = {"home.html": "events/", "event.html": "", "record.html": "", "index.html": "", "calendar.html": "", "archive.html": "",
         "subscribe.html": ""}
"""Templates that have a fallback; the page of coming dates moves from the front page to `events/`."""


def escaped(name: str | None) -> bool:
    """Whether a template's values are escaped: ours are, the host theme's do as the host's author meant."""
    return bool(name and name.startswith("workshops/"))


class HostPages:
    """Renders our pages with a host's templates; `context` is Pelican's own. They are made anew in every build."""

    def __init__(self, env: Environment, context: Mapping[str, Any]) -> None:
        loader = ChoiceLoader([*([env.loader] if env.loader else []), PackageLoader("workshops")])
        self.env = env.overlay(loader=loader, autoescape=escaped, trim_blocks=True, lstrip_blocks=True)
        self.context = context

    def jobs(self, catalog: Catalog, plan: FeedPlan, languages: list[Language]) -> Iterator[Job]:
        """Give the job of every page that a host site gets."""
        by_tag = {lang.tag: lang for lang in languages}
        views = Views(catalog, plan.now, FeedLinks(plan, by_tag), by_tag)
        for page in pages(catalog, plan.now, views.feeds, by_tag, views):
            if page.template in SHOWN and not page.address.endswith("404.html"):
                address = page.address + SHOWN[page.template]
                yield Job(f"{address}index.html", None, partial(self.render, views, page, address))

    def render(self, views: Views, page: Page, address: str) -> bytes:
        """Return one page inside the theme's frame."""
        language, prefix = views.language(page.lang), depth_prefix(address)
        folder = views.site.folder(page.lang)
        variables = {**self.context, "_": language.gettext, "lang": language, "p": prefix, "f": prefix + folder,
                     "output_file": f"{address}index.html", "facts": (), "title_lang": "", "summary": "", "summary_lang": "",
                     "before": None, "after": None, **page.data()}
        if page.template == "subscribe.html":
            variables["calendars"] = views.feeds.all(page.lang)
        return place(self.env.get_template(f"workshops/{page.template}").render(variables), prefix).encode()
