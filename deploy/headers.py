"""The one table of what a web server says about our files.

A site of this project is a folder of files. What is left to the server is how it labels them: a calendar that
is not called `text/calendar` is refused by some clients, one without a short lifetime is stale in others, and
a page without a Content-Security-Policy is a weaker promise to a visitor who fears being seen. The facts
stand here once: `TYPES` (content type by extension) and `RULES` (headers by path; a later rule wins, header
by header). `configure.py` says them in the languages of nginx, Caddy, Apache and the static hosts. A further
site language is one more entry in `LANGUAGES`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LANGUAGES: tuple[str, ...] = ("es",)
"""Languages that stand in a folder of their own, with a `404.html` there. The site's first language is at
`/`."""

TYPES: dict[str, str] = {
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
    "webmanifest": "application/manifest+json",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "pagefind": "application/octet-stream",
    "pf_meta": "application/octet-stream",
    "pf_index": "application/octet-stream",
    "pf_filter": "application/octet-stream",
    "pf_fragment": "application/octet-stream",
    "pmtiles": "application/vnd.pmtiles",
}
"""Content type by file extension. The search index (`pf_*`, `pagefind`) is compressed inside: bytes, never
gzip."""

COMPRESSED: tuple[str, ...] = (
    "html", "ics", "atom", "xml", "json", "geojson", "webmanifest", "css", "js", "mjs", "txt", "csv", "svg",
)  # fmt: skip
"""Extensions worth sending compressed to a client that asks; `compress.py` writes `.gz` (and `.br`) for
these."""

PAGE = "public, max-age=300"
FEED = "public, max-age=900"
ASSET = "public, max-age=3600"
FOREVER = "public, max-age=31536000, immutable"
ALWAYS_ASK = "no-cache"

SEARCH_SCRIPT = "script-src 'self' 'wasm-unsafe-eval'"
VERSION_FOLDER, VERSION_PARAMETER = "/theme/", "v"
"""`/theme/...?v=<hash of the file>` is a new address for a new file, so that answer may be kept for a
year."""


def policy(*, script: str = "", framed_by: str = "'none'") -> str:
    """Return a Content-Security-Policy: everything from this site, no inline code, no plug-in.

    `script` is a whole `script-src` directive for the one page that needs more than `'self'`; `framed_by` is
    the value of `frame-ancestors`.
    """
    parts = ["default-src 'self'", script, "object-src 'none'", "base-uri 'none'", "form-action 'self'"]
    return "; ".join([part for part in parts if part] + [f"frame-ancestors {framed_by}"])


@dataclass(frozen=True)
class Rule:
    """Headers for the paths that `pattern` finds.

    `pattern` is a regular expression in the common ground of PCRE and RE2, `globs` says the same in the
    language of `_headers`. A rule without globs cannot be said there; the static hosts then keep the rule
    before it.
    """

    name: str
    pattern: str
    globs: tuple[str, ...]
    headers: dict[str, str]
    why: str


def _in_languages(*paths: str) -> tuple[str, ...]:
    return tuple(prefix + path for prefix in ("", *(f"/{tag}" for tag in LANGUAGES)) for path in paths)


_LANG = "({})?".format("|".join(f"{tag}/" for tag in LANGUAGES))
_ASSETS = ("css", "js", "mjs", "svg", "png", "jpg", "jpeg", "webp", "avif", "ico", "pdf", "woff2")
_INDEX = ("pf_meta", "pf_index", "pf_filter", "pf_fragment")

RULES: tuple[Rule, ...] = (
    Rule(
        "everything",
        "^/",
        ("/*",),
        {
            "Cache-Control": PAGE,
            "Content-Security-Policy": policy(),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), browsing-topics=()",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        },
        "a page lives five minutes: a cancellation must be seen",
    ),
    Rule(
        "assets",
        r"\.({})$".format("|".join(_ASSETS)),
        tuple(f"/*.{ext}" for ext in _ASSETS),
        {"Cache-Control": ASSET},
        "styles, scripts and pictures change with the theme",
    ),
    Rule(
        "search index",
        r"\.pf_(meta|index|filter|fragment)$",
        tuple(f"/*.{ext}" for ext in _INDEX),
        {"Cache-Control": FOREVER},
        "their names carry a hash of what is in them",
    ),
    Rule(
        "hashed assets",
        r"^/theme/.*[.-][0-9a-f]{8,}\.(css|js|mjs|svg|png|webp|woff2)$",
        (),
        {"Cache-Control": FOREVER},
        "a new file has a new name",
    ),
    Rule(
        "calendars",
        r"\.ics$",
        ("/*.ics",),
        {"Cache-Control": FEED, "Access-Control-Allow-Origin": "*"},
        "public data; a quarter of an hour is the longest that a change may hide",
    ),
    Rule(
        "feeds",
        rf"^/{_LANG}feeds/.*\.(atom|json)$",
        _in_languages("/feeds/*.atom", "/feeds/*.json"),
        {"Cache-Control": FEED, "Access-Control-Allow-Origin": "*"},
        "the same for the other feeds and the list of feeds",
    ),
    Rule(
        "data",
        r"^/api/",
        ("/api/*",),
        {"Cache-Control": FEED, "Access-Control-Allow-Origin": "*"},
        "partners may read the data from their own pages",
    ),
    Rule(
        "state of the build",
        r"^/status\.json$",
        ("/status.json",),
        {"Cache-Control": ALWAYS_ASK},
        "whoever looks whether the night's build came through must see this one",
    ),
    Rule(
        "service worker",
        rf"^/{_LANG}(sw|service-worker)\.js$",
        _in_languages("/sw.js", "/service-worker.js"),
        {"Cache-Control": ALWAYS_ASK},
        "a worker that is kept is a site that cannot be mended",
    ),
    Rule(
        "embed",
        rf"^/{_LANG}embed/",
        _in_languages("/embed/*"),
        {"Content-Security-Policy": policy(framed_by="*"), "Access-Control-Allow-Origin": "*"},
        "the one part of the site that is made to stand in other people's pages",
    ),
    Rule(
        "search",
        rf"^/{_LANG}search/",
        _in_languages("/search/*"),
        {"Content-Security-Policy": policy(script=SEARCH_SCRIPT)},
        "the search engine is WebAssembly; no other page may run any",
    ),
    Rule(
        "search worker",
        rf"^/{_LANG}pagefind/pagefind-worker\.js$",
        _in_languages("/pagefind/pagefind-worker.js"),
        {"Content-Security-Policy": policy(script=SEARCH_SCRIPT), "Cache-Control": ASSET},
        "a worker obeys the policy of its own answer and not that of the page that started it",
    ),
)


def expected(path: str, query: str = "") -> dict[str, str]:
    """Return the headers that the table gives to an existing file at `path` (a URL path, `/` for the home
    page).

    `Content-Type` is among them when the extension is known; a path that ends in `/` is a page. `query` is
    without its question mark.
    """
    headers: dict[str, str] = {}
    for rule in RULES:
        if re.search(rule.pattern, path):
            headers.update(rule.headers)
    if path.startswith(VERSION_FOLDER) and re.search(rf"(^|&){VERSION_PARAMETER}=[0-9a-f]{{8,}}", query):
        headers["Cache-Control"] = FOREVER
    extension = "html" if path.endswith("/") else path.rsplit("/", 1)[-1].rsplit(".", 1)[-1]
    if extension in TYPES:
        headers["Content-Type"] = TYPES[extension]
    return headers
