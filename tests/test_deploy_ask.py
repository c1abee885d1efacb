"""The check of a live site: silent where all is well, and loud about what empties people's calendars."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import servers

ask = servers.load("ask")

NOW = datetime(2026, 12, 8, 12, 0, tzinfo=UTC)
ICS = b"BEGIN:VCALENDAR\r\n" + b"COMMENT:x\r\n" * 100 + b"END:VCALENDAR\r\n"


def write_site(root: Path, built: str) -> Path:
    for name in ("index.html", "404.html", "find/index.html", "embed/index.html", "search/index.html"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("<!doctype html>", "utf-8")
    (root / "feeds").mkdir()
    (root / "feeds/all.ics").write_bytes(ICS)
    (root / "status.json").write_text(json.dumps({"built": built}), "utf-8")
    return root


@contextmanager
def careless(answer: Any) -> Iterator[str]:
    """A host that answers every request with `answer(path)` → status, headers, body."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, fields, body = answer(self.path)
            self.send_response(status)
            for name, value in fields.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("name", sorted(servers.SERVERS))
def test_nothing_is_wrong_with_our_own_configurations(name: str, tmp_path: Path) -> None:
    root = write_site(tmp_path / "output", "2026-12-08T08:17:00+00:00")
    with servers.SERVERS[name](root, tmp_path) as server:
        assert ask.problems(server.url + "/", NOW) == []


def test_a_host_that_answers_everything_with_its_home_page_is_wrong() -> None:
    with careless(lambda path: (200, {"Content-Type": "text/html"}, b"<!doctype html>")) as base:
        found = ask.problems(base, NOW)
    assert "wrong: feeds/all.ics is not a calendar (status 200)" in found
    assert "wrong: status.json does not say when the site was built (status 200)" in found


def test_a_calendar_that_does_not_exist_must_not_answer_200() -> None:
    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        return (200, {"Content-Type": "text/calendar", "ETag": '"1"'}, ICS)

    with careless(answer) as base:
        found = list(ask.calendar_problems(base))
    assert found == [
        "weaker: feeds/all.ics does not say charset=utf-8",
        "weaker: an unchanged feeds/all.ics is sent again instead of a 304",
        "wrong: a missing calendar answers 200 and not 404: that empties calendars",
    ]


def test_a_redirect_to_the_404_page_is_not_a_404() -> None:
    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        if path == "/feeds/all.ics":
            return (200, {"Content-Type": "text/calendar; charset=utf-8", "Content-Encoding": "gzip"}, ICS)
        return (302, {"Location": "/404.html"}, b"")

    with careless(answer) as base:
        found = list(ask.calendar_problems(base))
    assert "wrong: feeds/all.ics is compressed for a client that did not ask for it" in found
    assert "wrong: a missing calendar answers 302 and not 404: that empties calendars" in found


def test_a_host_without_our_headers_is_weaker_not_wrong() -> None:
    with careless(lambda path: (200, {"Content-Type": "text/html"}, b"")) as base:
        found = list(ask.header_problems(base))
    assert "weaker: /find/ says Referrer-Policy: nothing instead of no-referrer" in found
    assert all(line.startswith("weaker: ") for line in found)


@pytest.mark.parametrize(
    ("age", "wrong"), [(timedelta(hours=30), False), (timedelta(hours=36), False), (timedelta(days=3), True)]
)
def test_a_build_that_is_too_old_is_told(age: timedelta, wrong: bool) -> None:
    state = {"built": (NOW - age).isoformat(), "quarantined": ["content/events/van.md"]}
    with careless(lambda path: (200, {}, json.dumps(state).encode())) as base:
        found = list(ask.age_problems(base, NOW))
    assert "weaker: left out because of mistakes in it: content/events/van.md" in found
    assert any("the nightly build does not run" in line for line in found) is wrong


def test_exit_status_and_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask.main([]) == 2
    assert "usage:" in capsys.readouterr().err
    assert ask.main(["http://127.0.0.1:1/"]) == 1
    assert "cannot be reached" in capsys.readouterr().out
