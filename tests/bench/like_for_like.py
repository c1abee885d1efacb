"""Pelican settings that write just what the benchmark's other tools write, with the real model, checks and
theme.

A page and a calendar file for every event, the index and the lists of programs with 50 events a page, a
feed for every program, and one with everything; bodies whole, feeds unbounded, English only. The only
state is `CACHE_PATH`.

    .venv/bin/pelican CONTENT -o OUT -s tests/bench/like_for_like.py -e CACHE_PATH='"/tmp/cache"'
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SITENAME = "Overdose Prevention Calendar"
SITEURL = "https://example.org"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "en"

PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME = str(ROOT / "theme")
PLUGIN_PATHS = [str(ROOT / "plugins")]
PLUGINS = ["workshops"]

WORKSHOPS_FULL_SITE = True
WORKSHOPS_LANGUAGES = ["en"]
WORKSHOPS_UID_DOMAIN = "example.org"
WORKSHOPS_FEEDS = ["all", "program"]
WORKSHOPS_FEED_BYTES = None
WORKSHOPS_PAGES = ["event", "events", "program"]
WORKSHOPS_OUTPUTS = []

ARTICLE_PATHS = PAGE_PATHS = STATIC_PATHS = DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
