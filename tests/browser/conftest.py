"""The sample site, built as anybody would build it, on a real web server, in a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import odd_site
import pytest
from browsing import NOW, ROOT, served, started


def built(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a content folder by Pelican in November 2026, and return the output folder."""
    folder, cache = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("cache")
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(folder), "-s", "pelicanconf.py", "-q",
               "-e", f'CACHE_PATH="{cache}"']  # fmt: skip
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site's output folder."""
    return built(ROOT / "content", tmp_path_factory)


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site with content that nobody planned."""
    content = tmp_path_factory.mktemp("odd")
    odd_site.write(content)
    with served(built(content, tmp_path_factory)) as address:
        yield address


@pytest.fixture(scope="session")
def site(output: Path) -> Iterator[str]:
    """The address of the running sample site."""
    with served(output) as address:
        yield address


@pytest.fixture(scope="module")  # not longer: its event loop would be in the way of other modules' browsers
def chromium() -> Iterator[Any]:
    """A real Chromium without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("missing part: chromium (apt install chromium)")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


STILL = """async (element) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const place = () => { const box = element.getBoundingClientRect(); return [box.x, box.y, box.width, box.height].join(); };
    for (let before = "", still = 0; still < 2; before = place()) {
        await frame();
        still = place() === before ? still + 1 : 0;
    }
}"""


@pytest.fixture(scope="session", autouse=True)
def unhurried() -> Iterator[None]:
    """Press only what stands still, as a person does.

    Playwright scrolls and presses at once. But cards take their height when they come into view, and a button below them
    has gone before the mouse is up again.
    """
    locator = pytest.importorskip("playwright.sync_api").Locator

    def patient(act: Callable[..., None]) -> Callable[..., None]:
        def wait_and_act(self: Any, **options: Any) -> None:
            self.scroll_into_view_if_needed()
            if self.evaluate("() => matchMedia('(scripting: enabled)').matches"):  # without, there are no frames to wait for
                self.evaluate(STILL)
            act(self, **options)

        return wait_and_act

    with pytest.MonkeyPatch.context() as patch:
        for name in ("click", "check"):
            patch.setattr(locator, name, patient(getattr(locator, name)))
        yield


Open = Callable[..., Any]


@pytest.fixture
def visit(chromium: Any, site: str) -> Iterator[Open]:
    """Open a page of the sample site: `visit("es/find/", width=375, dark=True)`; closed after the test."""
    contexts: list[Any] = []

    def go(path: str = "", width: int = 1280, height: int = 900, dark: bool = False, scripts: bool = True,
           **options: Any) -> Any:  # fmt: skip
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
            java_script_enabled=scripts, **options)  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        if scripts:
            page.clock.set_fixed_time(NOW)
        page.goto(site + path)
        if scripts:
            started(page)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Iterator[Any]:
    """One page of the browser for all tests of a module; a new one for each look would cost more than axe does."""
    context = chromium.new_context(reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    yield page
    context.close()
