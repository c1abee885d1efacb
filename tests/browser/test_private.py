"""Nobody is told of a visit: no request to another host, no cookie, nothing stored that the visitor did not ask for."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Visit = Callable[..., Any]
MOST = 70
MOVED = 'http-equiv="refresh"'
"""Stands in pages at older addresses, which lead on at once, so that a crawl would be elsewhere in the middle of a visit."""


def test_a_crawl_asks_no_other_host_and_leaves_nothing_behind(visit: Visit, site: str, output: Path) -> None:
    page = visit("")
    asked: set[str] = set()
    complaints: list[str] = []
    page.context.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    files = [file for file in sorted(output.rglob("*.html")) if MOVED not in file.read_text("utf-8")]
    chosen = files[:: max(1, len(files) // MOST)] + [output / "index.html", output / "find/index.html"]
    for file in chosen:
        page.goto(site + file.relative_to(output).as_posix().removesuffix("index.html"))
        page.wait_for_load_state("load")
    hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme in ("http", "https")}
    assert hosts == {urlsplit(site).netloc}
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert not complaints


def test_every_page_has_a_strict_policy(output: Path) -> None:
    for file in output.rglob("*.html"):
        text = unescape(file.read_text())
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
        assert policy and "default-src 'none'" in policy[1] and "unsafe-inline" not in policy[1], file


def test_the_choice_of_colours_is_kept_only_when_made(visit: Visit, site: str) -> None:
    page = visit("")
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("localStorage.getItem('theme')") == "dark"
    page.goto(site + "find/")
    page.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    page.get_by_role("button", name="Same as my device").click()
    assert page.evaluate("localStorage.length") == 0
