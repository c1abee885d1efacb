"""Settings of the sample site. Change the names, the address and the time zone, and it is yours."""
import os

SITENAME = "Alder County Overdose Prevention"
SITEURL = os.environ.get("SITEURL", "https://alder.example.org")
TIMEZONE = "America/New_York"
DEFAULT_LANG = "en"

PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["workshops"]

WORKSHOPS_FULL_SITE = True
WORKSHOPS_LANGUAGES = ["en", "es"]
WORKSHOPS_NAMES = {"es": "Prevención de Sobredosis del Condado de Alder"}
WORKSHOPS_FACET_PAIRS = [("program", "town"), ("program", "language"), ("town", "audience")]
WORKSHOPS_UID_DOMAIN = "alder.example.org"
WORKSHOPS_HOLIDAYS = ["us-federal"]

# Everything on the site is made by the plugin; Pelican's own articles and feeds are off.
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = ["images"]
STATIC_CHECK_IF_MODIFIED = True
THEME_STATIC_PATHS = []  # the plugin publishes the theme's files, with addresses that change with them
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
