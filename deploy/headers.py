"""The one table of what a web server says about our files, and the four configurations made from it.

A site of this project is a folder of files. What is left to the server is how it labels them: a calendar that
is not called `text/calendar` is refused by some clients, one without a short lifetime is stale in others, and
a page without a Content-Security-Policy is a weaker promise to a visitor who fears being seen. nginx, Caddy,
Apache and the `_headers` file of static hosts each have a language of their own for the same facts, so the
facts stand here once: `TYPES` (content type by extension) and `RULES` (headers by path; a later rule wins,
header by header).

    python deploy/headers.py            rewrite the generated parts of nginx.conf, Caddyfile, htaccess,
    _headers python deploy/headers.py --check    change nothing; exit status 1 if one of them is not up to
    date

A further site language is one more entry in `LANGUAGES`. A test keeps the files equal to the table, and asks
the real servers whether they say what it says.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent

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


def _names() -> list[str]:
    return sorted({name for rule in RULES for name in rule.headers})


def _variable(name: str) -> str:
    return "$workshops_" + name.lower().replace("-", "_")


def nginx_maps() -> str:
    """Return the `map` blocks for nginx's `http` level: a header's value by path. nginx takes the first
    match."""
    blocks = []
    for name in _names():
        setting = [rule for rule in RULES if name in rule.headers]
        if [rule.name for rule in setting] == ["everything"]:
            continue
        variable = "$workshops_kept" if name == "Cache-Control" else _variable(name)
        lines = [f"map $uri {variable} {{"]
        lines += [
            f'    "~{rule.pattern}" "{rule.headers[name]}"; # {rule.name}' for rule in reversed(setting)
        ]
        blocks.append("\n".join([*lines, '    default "";', "}"]))
    versioned = f'    "~^[0-9a-f]{{8,}} {VERSION_FOLDER}" "{FOREVER}"; # ?{VERSION_PARAMETER}=<hash>'
    key = f'"$arg_{VERSION_PARAMETER} $uri"'
    blocks.append(f"map {key} $workshops_cache_control {{\n{versioned}\n    default $workshops_kept;\n}}")
    pages = "\n".join(f'    "~^/{tag}/" /{tag}/404.html;' for tag in LANGUAGES)
    blocks.append(f"map $uri $workshops_missing {{\n{pages}\n    default /404.html;\n}}")
    return "\n\n".join(blocks)


def nginx_server() -> str:
    """Return what stands inside nginx's `server` block: types, what is compressed, and the headers."""
    lines = ["types {", *(f'    "{kind}" {" ".join(exts)};' for kind, exts in _by_type().items()), "}"]
    kinds = dict.fromkeys(TYPES[ext] for ext in COMPRESSED if ext != "html")
    lines += ["gzip_types", f'    "{TYPES["html"]}"', *(f'    "{kind}"' for kind in kinds)]
    lines[-1] += ";"
    for name in _names():
        varies = [rule for rule in RULES if name in rule.headers] != [RULES[0]]
        value = _variable(name) if varies else f'"{RULES[0].headers[name]}"'
        lines.append(f"add_header {name} {value} always;")
    return "\n".join(lines)


def _by_type() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for extension, kind in TYPES.items():
        kinds.setdefault(kind, []).append(extension)
    return kinds


def caddy_snippet() -> str:
    """Return Caddy's snippet `workshops_headers`, to be imported inside a `route`, which keeps the order."""
    lines = ["(workshops_headers) {"]
    for index, (kind, extensions) in enumerate(_by_type().items()):
        paths = " ".join(f"*.{ext}" for ext in extensions) + (" */" if "html" in extensions else "")
        lines += [f"\t@type{index} path {paths}", f'\theader @type{index} Content-Type "{kind}"']
    for index, rule in enumerate(RULES):
        lines += ["", f"\t# {rule.name}: {rule.why}", f"\t@rule{index} path_regexp {rule.pattern}"]
        lines += [f'\theader @rule{index} {name} "{value}"' for name, value in rule.headers.items()]
    versioned = f'expression {{http.request.uri.query.{VERSION_PARAMETER}}}.matches("^[0-9a-f]{{8,}}")'
    lines += ["", f"\t@versioned {{\n\t\tpath {VERSION_FOLDER}*\n\t\t{versioned}\n\t}}"]
    lines += [f'\theader @versioned Cache-Control "{FOREVER}"']
    paths = " ".join(f"*.{ext}" for ext in COMPRESSED)
    vary = "\theader @compressed {\n\t\tVary Accept-Encoding\n\t\tdefer\n\t}"
    lines += ["", f"\t@compressed path {paths} */", vary, "}"]
    return "\n".join(lines)


def caddy_encode() -> str:
    """Return Caddy's `encode` block: what is compressed on the fly where no `.gz` or `.br` lies beside the
    file."""
    kinds = dict.fromkeys(TYPES[ext].split(";")[0] for ext in COMPRESSED)
    lines = [
        "encode gzip {",
        "\tmatch {",
        *(f"\t\theader Content-Type {kind}*" for kind in kinds),
        "\t}",
        "}",
    ]
    return "\n".join("\t" + line for line in lines)


def caddy_missing() -> str:
    """Return the rewrites to the 404 page in the language of the folder that was asked for."""
    lines = []
    for tag in LANGUAGES:
        lines += [f"\t\t\t@{tag} path /{tag}/*", f"\t\t\trewrite @{tag} /{tag}/404.html"]
    folders = " ".join(f"/{tag}/*" for tag in LANGUAGES)
    return "\n".join([*lines, f"\t\t\t@other not path {folders}", "\t\t\trewrite @other /404.html"])


def apache() -> str:
    """Return the rules for Apache's `.htaccess` (needs mod_headers, mod_mime; later ones win)."""
    lines = ["ErrorDocument 404 /404.html"]
    lines += [
        f'<If "%{{REQUEST_URI}} =~ m#^/{tag}/#">\n    ErrorDocument 404 /{tag}/404.html\n</If>'
        for tag in LANGUAGES
    ]
    for extension, kind in TYPES.items():
        lines.append(f"AddType '{kind}' .{extension}")
    for rule in RULES:
        sets = [f'Header always set {name} "{value}"' for name, value in rule.headers.items()]
        body = sets if rule is RULES[0] else [f"    {line}" for line in sets]
        wrap = (
            ([], []) if rule is RULES[0] else ([f'<If "%{{REQUEST_URI}} =~ m#{rule.pattern}#">'], ["</If>"])
        )
        lines += ["", f"# {rule.name}: {rule.why}", *wrap[0], *body, *wrap[1]]
    query = f"%{{QUERY_STRING}} =~ m#(^|&){VERSION_PARAMETER}=[0-9a-f]{{8,}}#"
    lines += ["", f"# ?{VERSION_PARAMETER}=<hash of the file>"]
    lines += [f'<If "%{{REQUEST_URI}} =~ m#^{VERSION_FOLDER}# && {query}">']
    lines += [f'    Header always set Cache-Control "{FOREVER}"', "</If>"]
    return "\n".join(lines)


def host_headers() -> str:
    """Return the `_headers` file of Netlify and Cloudflare Pages.

    Both apply every rule that fits, in the order of the file. Cloudflare joins a header that is set twice
    with a comma, unless the earlier one is taken off first (`! Name`); Netlify's parser skips that line, and
    its later rule replaces the earlier one.
    """
    lines: list[str] = []
    for extension, kind in TYPES.items():
        lines += [f"/*.{extension}", f"  Content-Type: {kind}"]
    seen: set[str] = set()
    for rule in RULES:
        if rule.globs:
            lines += ["", f"# {rule.name}: {rule.why}"]
        for glob in rule.globs:
            lines.append(glob)
            for name, value in rule.headers.items():
                lines += [f"  ! {name}"] if name in seen else []
                lines.append(f"  {name}: {value}")
        seen.update(rule.headers if rule.globs else ())
    return "\n".join(lines)


BLOCKS = {
    "nginx.conf": {"maps": nginx_maps, "server": nginx_server},
    "Caddyfile": {"headers": caddy_snippet, "encode": caddy_encode, "missing": caddy_missing},
    "htaccess": {"headers": apache},
    "_headers": {"headers": host_headers},
}
"""File in this folder → name of the marked part → what makes it."""


def filled(text: str, file: str) -> str:
    """Return `text` with every part between `# begin NAME` and `# end NAME` made anew. ValueError: a mark is
    missing."""
    for name, make in BLOCKS[file].items():
        mark = re.compile(rf"(?P<indent>[ \t]*)# begin {name}\b(?P<note>.*)\n(?:.*\n)*?[ \t]*# end {name}\n")
        match = mark.search(text)
        if match is None:
            raise ValueError(f"{file} has no part between '# begin {name}' and '# end {name}'")
        indent, body = match["indent"], make()
        if indent == "    ":
            body = "\n".join(indent + line if line else line for line in body.split("\n"))
        new = f"{indent}# begin {name}{match['note']}\n{body}\n{indent}# end {name}\n"
        text = text[: match.start()] + new + text[match.end() :]
    return text


def main(arguments: list[str]) -> int:
    """Rewrite the four files, or with `--check` only say which are not up to date; the exit status."""
    stale = []
    for file in BLOCKS:
        old = (HERE / file).read_text("utf-8")
        new = filled(old, file)
        if new != old:
            stale.append(file)
            if "--check" not in arguments:
                (HERE / file).write_text(new, "utf-8")
    for file in stale:
        print(f"deploy/{file}: " + ("not up to date" if "--check" in arguments else "rewritten"))
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
