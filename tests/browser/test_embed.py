"""The dates of one town inside a partner's page on another host, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from browsing import NOW, served

Visit = Callable[..., Any]


def test_a_partners_page_shows_the_next_dates_and_nobody_is_followed(chromium: Any, site: str, tmp_path: Path) -> None:
    frame = f'<iframe src="{site}embed/town/alder/" title="x" width="100%" height="640"></iframe>'
    (tmp_path / "index.html").write_text(f"<!doctype html><link rel=icon href=data:,><title>Partner</title>{frame}", "utf-8")
    with served(tmp_path) as partner:
        context = chromium.new_context(viewport={"width": 400, "height": 800})
        page, complaints = context.new_page(), list[str]()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.clock.set_fixed_time(NOW + timedelta(days=12))
        asked: set[str] = set()
        page.on("request", lambda request: asked.add(request.url))
        page.goto(partner.replace("127.0.0.1", "localhost"))
        inside = page.frame_locator("iframe")
        inside.get_by_role("link", name="Second Tuesday Narcan Training").first.wait_for()
        inside.locator(".card").first.wait_for(state="hidden")  # of December 3, when the site was built it was to come
        assert inside.locator("body").evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert inside.get_by_role("link", name="Call 911").is_visible()
        with context.expect_page() as opened:
            inside.get_by_role("link", name="Second Tuesday Narcan Training").first.click()
        opened.value.wait_for_load_state()
        assert opened.value.url.startswith(f"{site}events/health-department-monthly/")
        assert page.url.startswith("http://localhost")
        assert context.cookies() == [] and len({url.split("/")[2] for url in asked}) == 2
        assert not [url for url in asked if "sw.js" in url or "offline" in url]  # nothing is kept on the visitor's device
        assert not complaints
        context.close()
