"""One table, four languages: what we tell nginx, Caddy, Apache and the static hosts must be the same.

nginx and Caddy are asked for real in `test_deploy_servers.py`. The static hosts cannot be; here their
`_headers` file is read as each of them says that it reads it, and compared with the table.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import servers

headers = servers.load("headers")
configure = servers.load("configure")

Rules = list[tuple[str, list[tuple[str, str]]]]
PATHS = [
    "/",
    "/es/",
    "/find/",
    "/events/van/",
    "/events/van/event.ics",
    "/es/events/van/event.ics",
    "/feeds/all.ics",
    "/feeds/town/millbrook/language/es.ics",
    "/es/feeds/town/millbrook.ics",
    "/feeds/all.atom",
    "/es/feeds/all.atom",
    "/es/feeds/digest.atom",
    "/feeds/index.json",
    "/feedsome/all.json",
    "/api/v1/events.json",
    "/api/v1/events.csv",
    "/embed/",
    "/es/embed/",
    "/embed/widget.js",
    "/search/",
    "/es/search/",
    "/pagefind/pagefind-worker.js",
    "/pagefind/pagefind.js",
    "/pagefind/pagefind.en_0a.pf_meta",
    "/status.json",
    "/sw.js",
    "/es/sw.js",
    "/theme/css/site.css",
    "/theme/icons.svg",
    "/map/towns.geojson",
    "/manifest.webmanifest",
    "/sitemap.xml",
    "/images/a.webp",
]
"""Everything here can be said in `_headers`; a hash in a name or a query cannot."""


def parsed() -> Rules:
    """Return the rules of `_headers` in order: pattern, and its lines as (name, value), a detached name with
    ''."""
    rules: Rules = []
    for line in (servers.DEPLOY / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            rules.append((line, []))
        elif line.strip() and not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def cloudflare(path: str) -> dict[str, str]:
    """Cloudflare: `*` is greedy, every rule that fits applies, `! X` takes X off, a repeated header is
    joined."""
    found: dict[str, str] = {}
    for pattern, lines in parsed():
        assert pattern.count("*") <= 1
        if not re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path):
            continue
        for name, value in lines:
            if name.startswith("! "):
                found.pop(name[2:], None)
            else:
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def netlify(path: str) -> dict[str, str]:
    """Netlify: a line without a colon is passed over, and of two rules the later one's header counts."""
    found: dict[str, str] = {}
    for pattern, lines in parsed():
        parts = [re.escape(part).replace(r"\*", "(.*)") for part in pattern.split("/") if part]
        parts = ["?(.*)" if part == "(.*)" else part for part in parts]
        if re.fullmatch("/" + "/".join(parts) + "/?", path, re.IGNORECASE):
            found.update({name: value for name, value in lines if not name.startswith("!")})
    return found


@pytest.mark.parametrize("host", [cloudflare, netlify])
@pytest.mark.parametrize("path", PATHS)
def test_a_static_host_says_what_the_servers_say(host: object, path: str) -> None:
    assert callable(host)
    told = headers.expected(path)
    if path.endswith("/"):
        del told["Content-Type"]  # every host knows what a page is
    assert host(path) == told


def test_a_neighbour_of_the_search_page_is_not_the_search_page() -> None:
    """Netlify reads `/search/*` as `/search*`: no page of ours may have an address that begins so."""
    assert cloudflare("/searching/")["Content-Security-Policy"] == headers.policy()
    assert netlify("/searching/")["Content-Security-Policy"] == headers.policy(script=headers.SEARCH_SCRIPT)


def test_netlify_knows_the_404_page_of_each_language_and_sends_no_one_elsewhere() -> None:
    lines = (servers.DEPLOY / "_redirects").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["/es/*  /es/404.html  404"]


def test_headers_file_keeps_cloudflares_limits() -> None:
    assert len(parsed()) <= 100
    assert max(map(len, (servers.DEPLOY / "_headers").read_text("utf-8").splitlines())) < 2000


def test_no_file_is_kept_for_a_year_on_a_host_that_cannot_see_its_hash() -> None:
    assert cloudflare("/theme/css/site.0a1b2c3d4e.css")["Cache-Control"] == headers.ASSET
    assert headers.expected("/theme/css/site.0a1b2c3d4e.css")["Cache-Control"] == headers.FOREVER


@pytest.mark.parametrize("path", PATHS)
def test_apache_says_the_same(path: str) -> None:
    """A reading of `.htaccess`, since Apache is not among the servers that the tests start: later rules
    win."""
    found: dict[str, str] = {}
    applies = True
    for line in (servers.DEPLOY / "htaccess").read_text("utf-8").splitlines():
        if condition := re.fullmatch(r'<If "%\{REQUEST_URI\} =~ m#(.*)#">', line):
            applies = re.search(condition[1], path) is not None
        elif line == "</If>":
            applies = True
        elif (setting := re.fullmatch(r' *Header always set (\S+) "(.*)"', line)) and applies:
            found[setting[1]] = setting[2]
    told = headers.expected(path)
    told.pop("Content-Type")
    assert found == told


def test_the_files_are_up_to_date_with_the_table() -> None:
    done = subprocess.run(
        [sys.executable, str(servers.DEPLOY / "configure.py"), "--check"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_stale_file_is_named_and_made_again(tmp_path: Path) -> None:
    for name in ("headers.py", "configure.py", *configure.BLOCKS):
        shutil.copy(servers.DEPLOY / name, tmp_path / name)
    site = tmp_path / "nginx.conf"
    good = site.read_text("utf-8")
    site.write_text(good.replace("text/calendar; charset=utf-8", "text/plain"), "utf-8")
    command = [sys.executable, str(tmp_path / "configure.py")]
    told = subprocess.run([*command, "--check"], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (1, "deploy/nginx.conf: not up to date\n")
    assert subprocess.run(command, capture_output=True, text=True).returncode == 0
    assert site.read_text("utf-8") == good


def test_what_is_written_by_hand_outside_the_marks_is_kept() -> None:
    text = (
        (servers.DEPLOY / "nginx.conf").read_text("utf-8").replace("workshops.example.org", "our.county.test")
    )
    assert configure.filled(text, "nginx.conf") == text


def test_a_lost_mark_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match=r"nginx\.conf has no part between '# begin maps' and '# end maps'"):
        configure.filled("server {}\n", "nginx.conf")
