"""Pictures of the key pages for the documentation: `make screenshots` writes them to `docs/screenshots/`.

The sample site is built as of a fixed day and shown by a browser whose clock says that day, so a picture changes only
when the look does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))
from browsing import NOW, ROOT, served

SHOTS = (
    ("home-phone", "", 375, 1500, "light"),
    ("home-desktop", "", 1280, 1500, "light"),
    ("home-spanish-dark", "es/", 375, 1500, "dark"),
    ("series-phone", "events/health-department-monthly/", 375, 1900, "light"),
    ("series-desktop", "events/health-department-monthly/", 1280, 1500, "light"),
    ("cancelled-phone", "events/2026-12-05-harbor-light-pop-up/", 375, 1300, "light"),
    ("full-desktop-dark", "events/2027-02-18-millbrook-library/", 1280, 1300, "dark"),
    ("event-print", "events/2027-03-11-parent-night-alder-high/", 794, 1123, "print"),
    ("month-desktop", "calendar/2027/02/", 1280, 1250, "light"),
    ("month-spanish-phone", "es/calendar/2027/02/", 375, 1500, "light"),
    ("find-phone", "find/", 375, 1500, "light"),
    ("find-desktop", "find/", 1280, 1300, "light"),
    ("subscribe-phone", "subscribe/", 375, 1500, "light"),
    ("subscribe-desktop", "subscribe/", 1280, 1300, "light"),
    ("kits-phone-dark", "naloxone/", 375, 1500, "dark"),
    ("kits-desktop", "naloxone/", 1280, 1300, "light"),
    ("volunteer-phone", "volunteer/", 375, 1400, "light"),
    ("host-desktop", "organizers/harbor-light/", 1280, 1300, "light"),
    ("emergency-phone", "emergency/", 375, 1500, "light"),
    ("emergency-print", "emergency/", 794, 1123, "print"),
)
"""Name, address, width, height in pixels, and scheme."""


def build(folder: Path) -> None:
    """Build the sample site as of the fixed day into `folder/site`."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    command = [sys.executable, "-m", "pelican", "content", "-o", str(folder / "site"), "-s", "pelicanconf.py", "-q", "-e",
               f'CACHE_PATH="{folder / "cache"}"']  # fmt: skip
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def shoot(browser: Any, address: str, target: Path, shot: tuple[str, str, int, int, str]) -> None:
    """Take one picture."""
    name, path, width, height, scheme = shot
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light",
        service_workers="block", timezone_id="America/New_York", device_scale_factor=1)  # fmt: skip
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    if scheme == "print":
        page.emulate_media(media="print")
        page.evaluate("() => { document.body.style.padding = '16mm'; }")  # the margins of the sheet of paper
    file = target / f"{name}.png"
    page.screenshot(path=str(file))
    Image.open(file).convert("RGB").quantize(192).save(file, optimize=True)  # a third of the size, and nobody sees it
    context.close()


def main(target: Path) -> None:
    """Write all pictures."""
    from playwright.sync_api import sync_playwright

    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        with served(Path(folder) / "site") as address, sync_playwright() as driver:
            path = shutil.which("chromium") or shutil.which("google-chrome")
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            for shot in SHOTS:
                shoot(browser, address, target, shot)
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
