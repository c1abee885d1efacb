"""What a client really gets from Debian's nginx and Caddy with the configurations that we ship.

The promises are those of a subscribed address: the type that calendar programs want, a cheap answer when
nothing changed, a real 404 when nothing is there, compressed only for those who ask. And those to a visitor:
no script but ours, no page of ours inside another's except the embed, and nothing in the log that says what
somebody looked for.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from servers import Answer, Server, ask

headers = servers.load("headers")

ICS = b"BEGIN:VCALENDAR\r\n" + b"COMMENT:Naloxona \xf0\x9f\x92\x99 para todas\r\n" * 60 + b"END:VCALENDAR\r\n"
PAGE = "<!doctype html><title>{}</title>" + "<p>Free training</p>" * 60
FILES: dict[str, str | bytes] = {
    "index.html": PAGE.format("Home"),
    "404.html": PAGE.format("Nothing here"),
    "es/index.html": PAGE.format("Inicio"),
    "es/404.html": PAGE.format("Aquí no hay nada"),
    "es/feeds/all.ics": ICS,
    "es/search/index.html": PAGE.format("Buscar"),
    "es/embed/index.html": PAGE.format("Insertar"),
    "events/van/index.html": PAGE.format("Van"),
    "events/van/event.ics": ICS,
    "search/index.html": PAGE.format("Search"),
    "searching/index.html": PAGE.format("Not the search page"),
    "find/index.html": PAGE.format("Find"),
    "embed/index.html": PAGE.format("Embed"),
    "embed/widget.js": "export {};\n" * 80,
    "feeds/all.ics": ICS,
    "feeds/town/millbrook.ics": ICS,
    "feeds/all.atom": "<feed/>" + " " * 600,
    "feeds/all.json": "{}" + " " * 600,
    "feeds/index.json": "{}" + " " * 600,
    "api/v1/events.json": "[]" + " " * 600,
    "api/v1/events.csv": "title\n" * 120,
    "map/towns.geojson": "{}" + " " * 600,
    "manifest.webmanifest": "{}",
    "sitemap.xml": "<urlset/>" + " " * 600,
    "robots.txt": "User-agent: *\n",
    "status.json": "{}",
    "sw.js": "// worker\n" * 80,
    "theme/css/site.css": "p{color:#123}" * 80,
    "theme/css/site.0a1b2c3d4e.css": "p{color:#123}" * 80,
    "theme/js/site.js": "export {};\n" * 80,
    "theme/icons.svg": "<svg/>" + " " * 600,
    "images/flyer-20261208.png": b"\x89PNG" + bytes(600),
    "pagefind/pagefind-worker.js": "// worker\n" * 80,
    "pagefind/pagefind.en_0a1b.pf_meta": gzip.compress(bytes(2000), mtime=0),
    "pagefind/fragment/en_1.pf_fragment": gzip.compress(bytes(2000), mtime=0),
    "pagefind/wasm.en.pagefind": gzip.compress(bytes(2000), mtime=0),
    ".git/config": "secret",
    ".well-known/security.txt": "Contact: mailto:x@example.org\n",
}
PUBLIC = [
    "/" + name.removesuffix("index.html")
    for name in FILES
    if not name.startswith(".") and not name.endswith("404.html")
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site") / "output"
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    copy = root / "feeds/all.ics.gz"
    copy.write_bytes(gzip.compress(ICS, 9, mtime=0))
    return root


@pytest.fixture(scope="module", params=sorted(servers.SERVERS))
def server(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with servers.SERVERS[request.param](site, tmp_path_factory.mktemp(request.param)) as running:
        yield running


def policy_of(answer: Answer) -> dict[str, str]:
    policy = answer.header("Content-Security-Policy")
    assert policy is not None
    return {part.split()[0]: " ".join(part.split()[1:]) for part in policy.split(";")}


def lifetime_of(answer: Answer) -> int:
    value = answer.header("Cache-Control")
    assert value is not None
    return int(value.split("max-age=")[1].split(",")[0])


@pytest.mark.parametrize(
    "path", ["/feeds/all.ics", "/feeds/town/millbrook.ics", "/events/van/event.ics", "/es/feeds/all.ics"]
)
def test_a_calendar_is_called_a_calendar_in_utf_8(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert (answer.status, answer.body) == (200, ICS)
    assert answer.header("Content-Type") == "text/calendar; charset=utf-8"


def test_every_file_has_the_headers_of_the_table(server: Server) -> None:
    wrong = []
    for path in PUBLIC:
        answer = ask(server, path)
        assert answer.status == 200, path
        wrong += [
            f"{path} {name}: {answer.headers.get(name.lower())}, not {value!r}"
            for name, value in headers.expected(path).items()
            if answer.headers.get(name.lower()) != [value]
        ]
    assert wrong == []


@pytest.mark.parametrize("path", ["/", "/feeds/all.ics", "/events/van/event.ics", "/theme/css/site.css"])
@pytest.mark.parametrize("accept", ["", "gzip"])
def test_an_unchanged_file_costs_an_empty_304(server: Server, path: str, accept: str) -> None:
    asked = {"accept_encoding": accept} if accept else {}
    tag = ask(server, path, **asked).header("ETag")
    assert tag
    again = ask(server, path, if_none_match=tag, **asked)
    assert (again.status, again.body) == (304, b"")
    assert again.header("Cache-Control") == headers.expected(path)["Cache-Control"]


def test_a_changed_feed_has_another_etag_and_comes_whole(server: Server, site: Path) -> None:
    feed = site / "feeds/changing.ics"
    feed.write_bytes(ICS)
    before = ask(server, "/feeds/changing.ics").header("ETag")
    assert before
    feed.write_bytes(ICS.replace(b"para todas", b"para todos los pueblos"))
    after = ask(server, "/feeds/changing.ics", if_none_match=before)
    assert after.status == 200
    assert b"para todos los pueblos" in after.body
    assert after.header("ETag") != before


def test_a_feed_written_again_with_the_old_date_keeps_its_etag(server: Server, site: Path) -> None:
    feed = site / "feeds/kept.ics"
    feed.write_bytes(ICS)
    before, stat = ask(server, "/feeds/kept.ics").header("ETag"), feed.stat()
    feed.write_bytes(ICS)
    os.utime(feed, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert ask(server, "/feeds/kept.ics").header("ETag") == before


def test_the_copy_made_ahead_goes_to_those_who_accept_gzip(server: Server, site: Path) -> None:
    answer = ask(server, "/feeds/all.ics", accept_encoding="gzip, deflate, br")
    assert answer.header("Content-Encoding") == "gzip"
    assert answer.body == (site / "feeds/all.ics.gz").read_bytes()
    assert answer.header("Content-Type") == "text/calendar; charset=utf-8"
    assert answer.header("Vary") == "Accept-Encoding"


def test_caddy_sends_a_brotli_copy_to_those_who_accept_it_and_to_nobody_else(
    site: Path, tmp_path: Path
) -> None:
    """Debian's nginx-light has no brotli; its line in our configuration is a comment."""
    (site / "feeds/brotli.ics").write_bytes(ICS)
    (site / "feeds/brotli.ics.br").write_bytes(b"stands for brotli")
    with servers.caddy(site, tmp_path) as server:
        packed = ask(server, "/feeds/brotli.ics", accept_encoding="gzip, br")
        assert (packed.header("Content-Encoding"), packed.body) == ("br", b"stands for brotli")
        assert packed.header("Content-Type") == "text/calendar; charset=utf-8"
        assert gzip.decompress(ask(server, "/feeds/brotli.ics", accept_encoding="gzip").body) == ICS
        assert ask(server, "/feeds/brotli.ics").body == ICS


@pytest.mark.parametrize("accept", [None, "", "identity", "gzip;q=0", "deflate", "*;q=0"])
def test_a_calendar_is_never_compressed_for_a_client_that_did_not_ask(
    server: Server, accept: str | None
) -> None:
    asked = {} if accept is None else {"accept_encoding": accept}
    for path in ("/feeds/all.ics", "/feeds/town/millbrook.ics"):
        answer = ask(server, path, **asked)
        assert answer.header("Content-Encoding") is None
        assert answer.body == ICS
    assert ask(server, "/feeds/all.ics", **asked).header("Vary") == "Accept-Encoding", (
        "a shared cache would mix them"
    )


@pytest.mark.parametrize(
    "path",
    ["/", "/theme/css/site.css", "/feeds/town/millbrook.ics", "/feeds/all.atom", "/api/v1/events.json"],
)
def test_text_without_a_copy_is_compressed_on_the_way(server: Server, path: str) -> None:
    plain, packed = ask(server, path), ask(server, path, accept_encoding="gzip")
    assert packed.header("Content-Encoding") == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.header("Content-Type") == plain.header("Content-Type")


@pytest.mark.parametrize(
    "path", ["/pagefind/pagefind.en_0a1b.pf_meta", "/pagefind/wasm.en.pagefind", "/images/flyer-20261208.png"]
)
def test_what_is_compressed_inside_is_left_alone(server: Server, path: str) -> None:
    answer = ask(server, path, accept_encoding="gzip, br")
    assert answer.header("Content-Encoding") is None
    assert answer.body == FILES[path[1:]]


def test_head_says_what_get_says_without_the_body(server: Server) -> None:
    head, get = ask(server, "/feeds/all.ics", method="HEAD"), ask(server, "/feeds/all.ics")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
        assert head.header(name) == get.header(name)
    assert head.header("Content-Length") == str(len(ICS))


def test_a_part_of_a_calendar(server: Server) -> None:
    answer = ask(server, "/feeds/all.ics", range="bytes=6-14")
    assert (answer.status, answer.body) == (206, ICS[6:15])
    assert answer.header("Content-Range") == f"bytes 6-14/{len(ICS)}"
    assert ask(server, "/feeds/all.ics", range="bytes=99999999-").status == 416


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/feeds/town/nowhere.ics", "Nothing here"),
        ("/events/gone/", "Nothing here"),
        ("/events/gone/event.ics", "Nothing here"),
        ("/feeds/", "Nothing here"),
        ("/theme/js/none.js", "Nothing here"),
        ("/es/feeds/town/nowhere.ics", "Aquí no hay nada"),
        ("/es/eventos/", "Aquí no hay nada"),
        ("/espresso/", "Nothing here"),
        ("/.git/config", "Nothing here"),
    ],
)
def test_what_is_not_there_is_a_404_with_a_page_in_the_right_language(
    server: Server, path: str, title: str
) -> None:
    for asked in ({}, {"accept": "text/calendar"}, {"if_none_match": "*"}, {"range": "bytes=0-3"}):
        answer = ask(server, path, **asked)
        assert answer.status == 404, asked
        assert answer.header("Content-Type") == "text/html; charset=utf-8"
        assert f"<title>{title}</title>" in answer.body.decode()
        assert lifetime_of(answer) <= 300


def test_a_404_carries_the_policy_of_a_page(server: Server) -> None:
    for path in ("/search/none", "/embed/none", "/feeds/none.ics"):
        answer = ask(server, path)
        assert policy_of(answer) == policy_of(ask(server, "/"))
        assert answer.header("X-Content-Type-Options") == "nosniff"


def test_the_security_contact_is_published(server: Server) -> None:
    assert ask(server, "/.well-known/security.txt").status == 200


def test_a_folder_without_its_slash_leads_to_the_page_on_the_same_host(server: Server) -> None:
    answer = ask(server, "/events/van")
    assert answer.status in (301, 308)
    assert answer.header("Location") == "/events/van/"


def test_nothing_but_reading_is_answered(server: Server) -> None:
    assert ask(server, "/feeds/all.ics", method="POST", content_length="0").status == 405
    assert ask(server, "/feeds/all.ics", method="DELETE").status == 405


def test_no_page_runs_code_that_is_not_a_file_of_this_site(server: Server) -> None:
    for path in PUBLIC:
        policy = policy_of(ask(server, path))
        assert policy["default-src"] == "'self'"
        assert policy["object-src"] == policy["base-uri"] == "'none'"
        for directive, value in policy.items():
            assert "unsafe-inline" not in value and "'unsafe-eval'" not in value, (path, directive)
            assert "http" not in value and "data:" not in value, (path, directive)


def test_web_assembly_is_for_the_search_page_and_its_worker_alone(server: Server) -> None:
    allowed = {
        path for path in PUBLIC if "'wasm-unsafe-eval'" in policy_of(ask(server, path)).get("script-src", "")
    }
    assert allowed == {"/search/", "/es/search/", "/pagefind/pagefind-worker.js"}


def test_only_the_embed_may_stand_in_another_page(server: Server) -> None:
    framed = {path: policy_of(ask(server, path))["frame-ancestors"] for path in PUBLIC}
    anyone = {path for path, who in framed.items() if who == "*"}
    assert anyone == {"/embed/", "/embed/widget.js", "/es/embed/"}
    assert {who for path, who in framed.items() if path not in anyone} == {"'none'"}
    assert all(ask(server, path).header("X-Frame-Options") is None for path in anyone)


def test_a_page_tells_other_sites_nothing_and_may_ask_for_the_place_only_itself(server: Server) -> None:
    answer = ask(server, "/find/")
    assert answer.header("Referrer-Policy") == "no-referrer"
    assert answer.header("X-Content-Type-Options") == "nosniff"
    permissions = answer.header("Permissions-Policy") or ""
    assert "geolocation=(self)" in permissions
    assert "camera=()" in permissions and "microphone=()" in permissions
    assert answer.header("Set-Cookie") is None


def test_how_long_each_kind_is_kept(server: Server) -> None:
    assert lifetime_of(ask(server, "/feeds/all.ics")) == 15 * 60
    assert lifetime_of(ask(server, "/events/van/event.ics")) == 15 * 60
    assert lifetime_of(ask(server, "/")) == 5 * 60
    assert lifetime_of(ask(server, "/theme/css/site.css")) == 60 * 60
    assert lifetime_of(ask(server, "/theme/css/site.0a1b2c3d4e.css")) == 365 * 86400
    assert lifetime_of(ask(server, "/images/flyer-20261208.png")) == 60 * 60, "a date in a name is not a hash"
    for path in ("/status.json", "/sw.js"):
        assert ask(server, path).header("Cache-Control") == "no-cache"


@pytest.mark.parametrize("query", ["v=0a1b2c3d", "v=0a1b2c3d4e5f"])
def test_an_address_with_the_hash_of_its_file_is_kept_for_a_year(server: Server, query: str) -> None:
    assert lifetime_of(ask(server, f"/theme/css/site.css?{query}")) == 365 * 86400
    assert headers.expected("/theme/css/site.css", query)["Cache-Control"].endswith("immutable")


@pytest.mark.parametrize("query", ["v=", "v=2", "w=0a1b2c3d", "q=v"])
def test_other_queries_lengthen_nothing(server: Server, query: str) -> None:
    assert lifetime_of(ask(server, f"/theme/css/site.css?{query}")) == 3600
    assert lifetime_of(ask(server, "/feeds/all.ics?v=0a1b2c3d4e")) == 900
    assert headers.expected("/theme/css/site.css", query)["Cache-Control"] == headers.ASSET


def test_partners_may_read_feeds_and_data_from_their_pages_and_nothing_else(server: Server) -> None:
    open_to_all = {path for path in PUBLIC if ask(server, path).header("Access-Control-Allow-Origin") == "*"}
    assert {
        "/feeds/all.ics",
        "/feeds/index.json",
        "/api/v1/events.json",
        "/embed/",
        "/es/feeds/all.ics",
    } <= open_to_all
    assert not {"/", "/find/", "/search/", "/status.json"} & open_to_all


def test_the_log_holds_neither_what_was_looked_for_nor_who_looked(server: Server, tmp_path: Path) -> None:
    with servers.SERVERS[server.name](server.root, tmp_path) as fresh:
        for path in ("/find/", "/feeds/none.ics", "/.git/x", "/events/van", "/a//b/"):
            ask(
                fresh,
                f"{path}?near=45219&q=naloxone",
                client="127.0.0.77",
                referer="http://other.test/?q=addiction",
                user_agent="Curious/1",
                x_forwarded_for="203.0.113.9",
                cookie="who=me",
            )
    written = fresh.log.read_text("utf-8")
    assert written.count("/find/") == written.count("/feeds/none.ics") == 1
    assert "127.0.0.0" in written, "the network stays, so that a flood can be seen"
    for text in (written, fresh.error_log.read_text("utf-8")):
        for private in ("45219", "naloxone", "addiction", "Curious", "203.0.113", "who=me", "127.0.0.77"):
            assert private not in text


def test_caddys_log_is_json_with_the_few_fields_that_are_left(site: Path, tmp_path: Path) -> None:
    with servers.caddy(site, tmp_path) as running:
        ask(running, "/find/?q=x")
    entry = json.loads(running.log.read_text("utf-8").splitlines()[0])
    assert sorted(entry["request"]) == ["host", "method", "proto", "remote_ip", "uri"]
    assert entry["status"] == 200


def test_apache_where_there_is_one_says_the_same(site: Path) -> None:
    """Shared hosting reads `.htaccess`; CI need not have an Apache, so this one may be skipped."""
    with servers.apache(site) as apache:
        for path in PUBLIC:
            answer = ask(apache, path)
            assert answer.status == 200, path
            told = headers.expected(path)
            assert {name: answer.header(name) for name in told} == told, path
        versioned = ask(apache, "/theme/css/site.css?v=0a1b2c3d")
        assert versioned.header("Cache-Control") == headers.FOREVER
        for path, title in (
            ("/feeds/none.ics", "Nothing here"),
            ("/es/none", "Aquí no hay nada"),
            ("/.git/config", ""),
        ):
            answer = ask(apache, path)
            assert (answer.status, title in answer.body.decode()) == (404, True), path
        tag = ask(apache, "/feeds/all.ics").header("ETag")
        assert tag and ask(apache, "/feeds/all.ics", if_none_match=tag).status == 304
