"""Say the table of `headers.py` in the languages of nginx, Caddy and Apache, and in the files of static
hosts.

    python deploy/configure.py            rewrite the marked parts of the five files
    python deploy/configure.py --check    change nothing; exit status 1 if one of them is not up to date

Only what stands between `# begin NAME` and `# end NAME` is made here; the rest of each file is written by
hand. A test keeps the files equal to the table, and asks the real servers whether they say what it says.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from headers import COMPRESSED, FOREVER, LANGUAGES, RULES, TYPES, VERSION_FOLDER, VERSION_PARAMETER

HERE = Path(__file__).resolve().parent


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


def host_redirects() -> str:
    """Return the `_redirects` of Netlify: the 404 page of a language. A file that is there goes before the
    rule."""
    return "\n".join(f"/{tag}/*  /{tag}/404.html  404" for tag in LANGUAGES)


BLOCKS = {
    "nginx.conf": {"maps": nginx_maps, "server": nginx_server},
    "Caddyfile": {"headers": caddy_snippet, "encode": caddy_encode, "missing": caddy_missing},
    "htaccess": {"headers": apache},
    "_headers": {"headers": host_headers},
    "_redirects": {"missing": host_redirects},
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
    """Rewrite the files, or with `--check` only say which are not up to date; the exit status."""
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
