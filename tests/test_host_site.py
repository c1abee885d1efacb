"""The wheel in somebody else's Pelican site: our feeds and pages beside its own articles, in its own theme."""
from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import sample

EVENT = """---
title: Narcan & <b>training</b>
uid: one@host.example.org
program: training
organizer: health
venue: library
start: 2027-03-13 18:00
end: 19:00
repeat: every Saturday
count: 3
---

Bring a *friend*. <script>alert(1)</script>
"""
ARTICLE = "Title: News of the week\nDate: 2026-11-01\nSlug: news\n\nHello. See [the training]({filename}/events/training.md).\n"
FILES = {
    "content/events/training.md": EVENT, "content/programs/training.md": "---\ntitle: Trainings\n---\n",
    "content/organizers/health.md": "---\ntitle: Health Department\n---\n",
    "content/venues/library.md": "---\ntitle: Library\ntown: Alder\n---\n\nTake the bus.\n",
    "content/news.md": ARTICLE, "content/pages/contact.md": "Title: Contact\n\nWrite to us.\n",
}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with nothing but the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(folder), str(sample.ROOT)], check=True, capture_output=True)
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    wheel = next(folder.glob("pelican_workshops-*.whl"))
    subprocess.run(
        [str(python), "-m", "pip", "--disable-pip-version-check", "-q", "install", "pelican[markdown]", "pelican-sitemap", str(wheel)],
        check=True,
        capture_output=True,
    )
    return python


def build(python: Path, folder: Path, theme: str) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "pelicanconf.py").write_text(
        f"SITENAME = 'Host'\nSITEURL = 'https://host.example.org'\nTIMEZONE = 'America/New_York'\nTHEME = '{theme}'\nPATH = 'content'\n"
        "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\n", "utf-8")
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH",)} | {"SOURCE_DATE_EPOCH": "1795348800"}
    command = [str(python), "-m", "pelican", "-s", "pelicanconf.py", "-o", "output", "--fatal", "errors"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_a_host_site_gets_feeds_and_pages_and_keeps_its_own(python: Path, theme: str, tmp_path: Path) -> None:
    output = build(python, tmp_path, theme)
    feed = (output / "feeds/all.ics").read_text("utf-8")
    assert "UID:one@host.example.org" in feed and "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=SA" in feed.replace("\r\n ", "")
    page = (output / "events/training/index.html").read_text("utf-8")
    assert "Narcan &amp; &lt;b&gt;training&lt;/b&gt;" in page and "<em>friend</em>" in page and "alert(1)" not in page
    assert "Host" in page and "March 20" in page
    for name in ("venues/library", "programs/training", "towns/alder", "organizers/health", "calendar/2027/03", "subscribe", "events"):
        assert (output / name / "index.html").is_file(), name
    assert (output / "news.html").is_file() and (output / "pages/contact.html").is_file()
    index = (output / "index.html").read_text("utf-8")
    assert "News of the week" in index and "Narcan" not in index and "Take the bus" not in index
    assert not re.search(r"events/training\.html", "\n".join(str(p) for p in output.rglob("*.html")))
    assert 'href="https://host.example.org/events/training/"' in (output / "news.html").read_text("utf-8")
    listed = re.findall(r"<loc>(.*?)</loc>", (output / "sitemap.xml").read_text("utf-8"))  # by the plugin pelican-sitemap
    for address in ("events/training/", "venues/library/", "calendar/2027/03/", "news.html", "pages/contact.html"):
        assert listed.count(f"https://host.example.org/{address}") == 1, (address, listed)
    assert not [address for address in listed if "private" in address]
