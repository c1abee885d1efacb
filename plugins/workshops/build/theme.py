"""The pages of our own theme as jobs: what each depends on, and how it is rendered."""
from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from hashlib import blake2b
from pathlib import Path

from jinja2 import Environment

from ..catalog import Catalog
from ..feeds import FeedPlan
from ..job import Job
from ..language import Language
from ..views.base import Page, Views
from ..views.brand import brand, brand_colours
from ..views.offline import KEPT_SCRIPTS, kept_pages, service_worker
from ..views.pages import pages
from ..views.render import Renderer
from .assets import Assets
from .links import FeedLinks


def folder_state(folder: Path) -> bytes:
    """Name the contents of all files below a folder."""
    state = blake2b(digest_size=12)
    for root, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(root, name)
            state.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return state.digest()


class ThemePages:
    """Renders pages with the templates of a theme's folder."""

    def __init__(self, env: Environment, theme: Path) -> None:
        self.env, self.theme = env, theme

    def jobs(self, catalog: Catalog, plan: FeedPlan, languages: list[Language]) -> Iterator[Job]:
        """Give the job of every asset and every page."""
        css, problems = brand(catalog.data.get("site"), f"{catalog.site.content}/site.yaml")
        catalog.problems += [problem for problem in problems if problem not in catalog.problems]
        assets = Assets(self.theme, css.encode(), brand_colours(catalog.data.get("site")))
        for name, data in assets.files():
            yield Job(name, name.encode() + blake2b(data).digest(), partial(bytes, data))
        by_tag = {lang.tag: lang for lang in languages}
        views = Views(catalog, plan.now, FeedLinks(plan, by_tag), by_tag)
        renderer = Renderer(self.env, views, assets.addresses)
        frame = self.frame(catalog, assets)
        kept, keys = set(kept_pages(views)), []
        for page in pages(catalog, plan.now, views.feeds, by_tag, views):
            key = page_key(frame, page)
            if page.address in kept:
                keys.append((page.address, key.hex()))
            yield Job(page.file, key, partial(rendered, renderer, page))
        worker = self.worker(assets, keys)
        if worker:
            yield Job("sw.js", blake2b(worker).digest(), partial(bytes, worker))

    def worker(self, assets: Assets, keys: list[tuple[str, str]]) -> bytes:
        """Return the service worker, which keeps the pages of `keys` (address, what names its contents)."""
        folder = self.theme / "static" / "js"
        if not keys or not (folder / "worker.js").is_file():
            return b""
        scripts = [assets.script(name) for name in assets.with_imports(f"js/{name}.js" for name in KEPT_SCRIPTS)]
        state = [key for _, key in keys] + [folder_state(folder).hex()]
        pages = [address for address, _ in keys]
        return service_worker((folder / "worker.js").read_text("utf-8"), pages, assets.addresses, scripts, state).encode()

    def frame(self, catalog: Catalog, assets: Assets) -> bytes:
        """Name what all pages share: templates, assets, data files, the menu."""
        menu = sorted((slug, lang, entry.title, str(entry.fields.get("menu")), str(entry.fields.get("order")))
                      for (slug, lang), entry in catalog.pages.items())
        state = blake2b(folder_state(self.theme / "templates"), digest_size=12)
        data = catalog.data.get("site")
        logo = catalog.pictures.get(str(data.get("logo"))) if isinstance(data, dict) else None
        state.update(repr((sorted(assets.addresses.items()), catalog.data, menu, logo)).encode())
        return state.digest()


def page_key(frame: bytes, page: Page) -> bytes:
    """Name everything that a page's bytes depend on."""
    return frame + "\0".join((page.template, page.address, page.lang, *page.depends)).encode()


def rendered(renderer: Renderer, page: Page) -> bytes:
    """Return the bytes of a page."""
    return renderer.render(page).encode()
