"""Stock Pelican + a 70-line local plugin (site_ics.py) that does all the common work."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

SITENAME = "Overdose Prevention Calendar"
SITEURL = "https://example.org"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "en"
PATH = "content"
ARTICLE_PATHS = ["events"]
PAGE_PATHS = []
STATIC_PATHS = []
THEME = "simple"
THEME_TEMPLATES_OVERRIDES = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")]
ARTICLE_URL = ARTICLE_SAVE_AS = "events/{slug}.html"
ARTICLE_ORDER_BY = "event-start"
CATEGORY_URL = CATEGORY_SAVE_AS = "categories/{slug}.html"
DEFAULT_PAGINATION = 50
DIRECT_TEMPLATES = ["index"]
TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGINS = ["site_ics"]
