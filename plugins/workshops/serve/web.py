"""The preview's web server: files of the output folder, never cached, and the stream that reloads pages.

It listens on the loopback address only and answers only requests that were meant for this machine, so that a web
page from elsewhere cannot read a preview through the visitor's own browser. Service workers are refused: one that
keeps pages for offline reading would show yesterday's edit.
"""

from __future__ import annotations

import errno
import queue
import socket
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ..errors import WorkshopsError
from .files import TYPES, Answer, answer, with_script
from .hub import Hub

HOST = "127.0.0.1"
OWN = "/.workshops/"
"""Where the preview's own script, style and stream are."""
NAMES = ("127.0.0.1", "localhost", "[::1]")
PING_SECONDS = 15.0
CLIENT = Path(__file__).parent / "client"
PORTS_TRIED = 50


class PortTaken(WorkshopsError):
    """Another program listens on the port."""


@cache
def client_file(name: str) -> bytes | None:
    """Return the preview's own script or style."""
    return (CLIENT / name).read_bytes() if name in ("reload.js", "reload.css") else None


class Handler(BaseHTTPRequestHandler):
    """Answers one browser connection."""

    protocol_version = "HTTP/1.1"
    server: Server
    timeout = 120

    def do_GET(self) -> None:
        """Answer with a file, with the preview's own files, or with the stream of events."""
        if not self.meant_for_us():
            self.send(Answer(403, TYPES[".txt"], b"This preview answers only to localhost.\n"))
        elif self.path == OWN + "events":
            self.stream()
        elif self.path.startswith(OWN):
            name = self.path[len(OWN) :].partition("?")[0]
            body = client_file(name)
            kind = TYPES[Path(name).suffix] if body is not None else TYPES[".txt"]
            self.send(Answer(200 if body is not None else 404, kind, body or b"Not found\n"))
        elif self.headers.get("Service-Worker"):
            self.send(Answer(404, TYPES[".txt"], b"The preview keeps nothing for offline reading.\n"))
        else:
            self.send(self.page(answer(self.server.root, self.path)))

    do_HEAD = do_GET

    def meant_for_us(self) -> bool:
        """Whether the browser asked for this machine by name (a foreign page could point its own name here)."""
        host = (self.headers.get("Host") or "").lower()
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return name in NAMES

    def page(self, found: Answer) -> Answer:
        """Put the script that reloads into a page."""
        if not found.type.startswith("text/html"):
            return found
        tag = f'<script src="{OWN}reload.js" data-build="{self.server.hub.state.build}" defer></script>'
        return Answer(found.status, found.type, with_script(found.body, tag.encode()))

    def send(self, found: Answer) -> None:
        """Send an answer that nobody may keep."""
        self.send_response(found.status)
        self.send_header("Content-Type", found.type)
        self.send_header("Content-Length", str(len(found.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if found.location:
            self.send_header("Location", found.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)

    def stream(self) -> None:
        """Tell one browser of every build until it leaves."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        listener = self.server.hub.join()
        try:
            self.wfile.write(b"retry: 500\n\n")
            while True:
                try:
                    text = listener.get(timeout=PING_SECONDS).message()
                except queue.Empty:
                    text = b": still here\n\n"
                self.wfile.write(text)
                self.wfile.flush()
        except OSError:
            pass  # the browser has gone
        finally:
            self.server.hub.leave(listener)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing of ordinary requests: the terminal is for builds and mistakes."""


class Server(ThreadingHTTPServer):
    """Serves one output folder."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, root: Path, hub: Hub) -> None:
        self.root, self.hub = root, hub
        try:
            super().__init__((HOST, port), Handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise PortTaken(taken(port, error.errno == errno.EACCES)) from None

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over browsers that hang up in the middle of an answer."""


def taken(port: int, forbidden: bool) -> str:
    """Explain why a port cannot be had, with one that can."""
    free = free_port(port + 1 if not forbidden else 8000)
    why = (
        f"port {port} needs administrator's rights."
        if forbidden
        else f"another program uses port {port} already."
    )
    return (
        f"{why} Port {free} is free: make serve PORT={free}, or workshops serve --port {free}."
        if free
        else why
    )


def free_port(first: int) -> int:
    """Return the first free port from `first` on; 0 if there is none near."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    return 0
