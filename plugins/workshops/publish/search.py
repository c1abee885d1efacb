"""The index of the full-text search: every page that says something, in its own language, by Pagefind.

Pagefind (MIT) reads the finished pages and makes an index that a browser searches piece by piece, so nobody's words
leave the device. The index is the same for the same pages: pages go in by name, and the one file whose keys come in
any order is written with its keys sorted.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import orjson

from ..errors import PublishError

FOLDER = "pagefind"
LISTS = re.compile(
    r"^(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?"
    r"(?:404\.html|(?:find|search|calendar|archive|subscribe|styleguide|embed|offline|volunteer|events|(?:towns|audiences|subscribe)/[^/]+"
    r"|venues|programs|organizers|towns|audiences)/(?:page/\d+/)?(?:\d{4}/(?:\d\d/)?)?(?:page/\d+/)?index\.html|index\.html)$")
"""Lists of other pages: a word found there is found better on the page that it comes from."""
NOT_LISTED = re.compile(rb'<meta name="robots" content="[^"]*noindex')
ENTRY = "pagefind-entry.json"
INTERFACE = re.compile(r"^pagefind-(?:ui|modular-ui|component-ui|highlight)\b")
"""Pagefind's own interface; our search page has one of its own."""


def indexed(output: Path) -> Iterator[tuple[str, str]]:
    """Give address and HTML of every page that belongs in the index, in order of the address."""
    for path in sorted(output.rglob("*.html")):
        name = path.relative_to(output).as_posix()
        if LISTS.match(name) or name.startswith(f"{FOLDER}/"):
            continue
        data = path.read_bytes()
        if b"<main" in data and not NOT_LISTED.search(data):
            yield "/" + name.removesuffix("index.html"), data.decode()


def sorted_entry(data: bytes) -> bytes:
    """Return the index's entry file with its keys in order."""
    return orjson.dumps(orjson.loads(data), option=orjson.OPT_SORT_KEYS)


async def _index(pages: Iterable[tuple[str, str]]) -> tuple[int, dict[str, bytes]]:
    from pagefind.index import IndexConfig
    from pagefind.service import PagefindService

    count, config = 0, IndexConfig(root_selector="main", exclude_selectors=[".feedbox", ".hidden", ".leaf"])
    async with PagefindService() as service:  # an index of its own would write into the folder one stands in
        index = await service.create_index(config)
        for address, html in pages:
            await index.add_html_file(url=address, content=html)
            count += 1
        files: list[Any] = await index.get_files()
    found = {file["path"]: file["content"] for file in files if not INTERFACE.match(file["path"])}
    return count, {name: sorted_entry(data) if name == ENTRY else data for name, data in found.items()}


def search_index(output: Path) -> str:
    """Write `/pagefind/` for the site in `output`; raises PublishError where Pagefind is not installed."""
    try:
        import pagefind  # noqa: F401
    except ImportError:
        raise PublishError("the search index needs Pagefind. Install it: pip install 'pagefind[bin]'") from None
    with ThreadPoolExecutor(1) as apart:  # whoever calls may have an event loop of their own
        count, files = apart.submit(lambda: asyncio.run(_index(indexed(output)))).result()
    folder = output / FOLDER
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    return f"search: {count} pages in the index, {sum(map(len, files.values())) // 1000} KB"
