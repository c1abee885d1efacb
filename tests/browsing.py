"""A static host on this machine for the tests in a browser."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
"""When the site is built, and what the browser's clock says."""


STARTED = """() => (!document.querySelector("script[src*='theme/js/site.js']") || 'started' in document.documentElement.dataset)
    && !document.querySelector("[aria-busy='true']")"""


def started(page: Any) -> None:
    """Wait until a page's scripts have started and what they load is shown, so that nothing moves away from under the pointer."""
    page.wait_for_function(STARTED)


class Host(SimpleHTTPRequestHandler):
    """Serves files as a static host does: compressed, long kept where the address names the contents, a page for 404."""

    def log_message(self, *arguments: Any) -> None:
        """Keep the test's output clean."""

    def do_GET(self) -> None:
        """Answer with a file, or with the site's own page for what is missing."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        found = path.is_file()
        if not found:
            path = Path(self.directory) / "404.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        kind = self.guess_type(str(path))
        text = kind.startswith("text/") or "javascript" in kind or "json" in kind or "svg" in kind
        packed = text and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body, 6) if packed else body
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000" if "/theme/" in self.path else "no-cache")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


class Hosting(ThreadingHTTPServer):
    """A server that does not mind when a browser leaves in the middle of an answer."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and give its address, with a slash at the end."""
    server = Hosting(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
