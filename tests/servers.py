"""Real web servers on a free loopback port, started with the configurations that we ship.

A test that wants to know what a client sees asks nginx or Caddy, not a reading of their files. Each server
runs as whoever runs the tests, keeps every file of its own under a temporary folder, and is stopped by its
own process id. `ask()` is a request with nothing added: no default headers, no following of redirects, no
decoding.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
STARTED_WITHIN = 20.0


@dataclass(frozen=True)
class Server:
    """A running server: `name`, its `port` on 127.0.0.1, the served folder `root` and the file it `log`s
    into."""

    name: str
    port: int
    root: Path
    log: Path
    error_log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Answer:
    """What came back: `status`, the headers as sent (names in lower case, repeated ones in a list) and the
    `body`."""

    status: int
    headers: dict[str, list[str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the one value of header `name`, None without it; AssertionError if it was sent more than
        once."""
        values = self.headers.get(name.lower(), [])
        assert len(values) <= 1, f"{name} was sent {len(values)} times: {values}"
        return values[0] if values else None


def ask(server: Server, path: str, method: str = "GET", client: str = "127.0.0.1", **headers: str) -> Answer:
    """Send one request from the address `client`; `headers` are written with underscores,
    `if_none_match='"x"'`."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10, source_address=(client, 0))
    try:
        connection.putrequest(method, path, skip_accept_encoding=True, skip_host="host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        fields: dict[str, list[str]] = {}
        for name, value in response.getheaders():
            fields.setdefault(name.lower(), []).append(value)
        return Answer(response.status, fields, response.read())
    finally:
        connection.close()


def load(name: str) -> ModuleType:
    """Import `deploy/<name>.py`, which is a script beside the package and not a part of it."""
    sys.path.insert(0, str(DEPLOY))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(DEPLOY))


def program(name: str, package: str) -> str:
    """Return where the program `name` is, or skip the test and say which Debian package has it."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"missing part: {name} (apt install {package})")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def replaced(text: str, changes: dict[str, str]) -> str:
    """Return `text` with each key, which must stand in it exactly once, replaced by its value."""
    for old, new in changes.items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the configuration, not once"
        text = text.replace(old, new)
    return text


@contextlib.contextmanager
def _running(
    server: Server, command: list[str], environment: dict[str, str], output: Path
) -> Iterator[Server]:
    with output.open("wb") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=subprocess.STDOUT, env=environment)
        try:
            _wait(server, process, output)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _wait(server: Server, process: subprocess.Popen[bytes], output: Path) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"{server.name} does not answer:\n{output.read_text('utf-8', 'replace')}")


def nginx_main(site: Path, tmp: Path) -> str:
    """Return a main configuration like Debian's (its types and gzip on), with every path under `tmp`."""
    folders = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    user = f"user {pwd.getpwuid(os.geteuid()).pw_name};\n" if os.geteuid() == 0 else ""
    temporary = "\n".join(f"    {name}_temp_path {tmp}/nginx-{name};" for name in folders)
    return (
        f"{user}worker_processes 1;\ndaemon off;\npid {tmp}/nginx.pid;\n"
        f"error_log {tmp}/nginx-main.log warn;\n"
        "events { worker_connections 64; }\n"
        f"http {{\n    include /etc/nginx/mime.types;\n    default_type application/octet-stream;\n"
        f"    sendfile on;\n    gzip on;\n{temporary}\n    include {site};\n}}\n"
    )


@contextlib.contextmanager
def nginx(root: Path, tmp: Path) -> Iterator[Server]:
    """Serve `root` with Debian's nginx and `deploy/nginx.conf`; only the port and the paths are exchanged."""
    binary = program("nginx", "nginx-light")
    server = Server("nginx", free_port(), root, tmp / "nginx-access.log", tmp / "nginx-error.log")
    site, main = tmp / "site.conf", tmp / "nginx.conf"
    changes = {
        "listen 80;": f"listen 127.0.0.1:{server.port};",
        "root /srv/workshops/output;": f"root {root};",
        "/var/log/nginx/workshops.log": str(server.log),
        "/var/log/nginx/workshops-error.log": str(server.error_log),
    }
    site.write_text(replaced((DEPLOY / "nginx.conf").read_text("utf-8"), changes), "utf-8")
    main.write_text(nginx_main(site, tmp), "utf-8")
    command = [binary, "-p", str(tmp), "-c", str(main), "-e", str(tmp / "nginx-start.log")]
    with _running(server, command, dict(os.environ), tmp / "nginx.out") as running:
        yield running


@contextlib.contextmanager
def caddy(root: Path, tmp: Path) -> Iterator[Server]:
    """Serve `root` with Debian's Caddy and `deploy/Caddyfile` as it is: the values come from the
    environment."""
    binary = program("caddy", "caddy")
    server = Server("caddy", free_port(), root, tmp / "caddy-access.log", tmp / "caddy.out")
    environment = dict(os.environ) | {
        "HOME": str(tmp),
        "XDG_CONFIG_HOME": str(tmp / "caddy-config"),
        "XDG_DATA_HOME": str(tmp / "caddy-data"),
        "WORKSHOPS_ADMIN": "off",
        "WORKSHOPS_ADDRESS": server.url,
        "WORKSHOPS_ROOT": str(root),
        "WORKSHOPS_LOG": f"file {server.log}",
    }
    command = [binary, "run", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]
    with _running(server, command, environment, server.error_log) as running:
        yield running


@contextlib.contextmanager
def apache(root: Path) -> Iterator[Server]:
    """Serve a copy of `root` with Debian's Apache and `deploy/htaccess` in it. An extra: it may be missing.

    Started by root, Apache goes on as www-data and no other way, so its folder must be open to that user.
    """
    binary, modules = shutil.which("apache2", path="/usr/sbin"), Path("/usr/lib/apache2/modules")
    if binary is None:
        pytest.skip("no Apache here to ask (apt install apache2-bin)")
    with tempfile.TemporaryDirectory(prefix="workshops-apache-") as folder:
        tmp = Path(folder)
        tmp.chmod(0o755)
        server = Server("apache", free_port(), tmp / "htdocs", tmp / "access.log", tmp / "error.log")
        shutil.copytree(root, server.root)
        shutil.copy(DEPLOY / "htaccess", server.root / ".htaccess")
        for path in (server.root, *server.root.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        main = tmp / "apache.conf"
        main.write_text(_apache_main(server, tmp, modules), "utf-8")
        with _running(server, [binary, "-X", "-f", str(main)], dict(os.environ), tmp / "out") as running:
            yield running


def _apache_main(server: Server, tmp: Path, modules: Path) -> str:
    wanted = ("mpm_event", "authz_core", "mime", "dir", "headers", "negotiation", "alias")
    loaded = "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in wanted)
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    return (
        f"ServerRoot {tmp}\nServerName localhost\nListen 127.0.0.1:{server.port}\nPidFile {tmp}/apache.pid\n"
        f"ErrorLog {server.error_log}\nMutex file:{tmp}\n{user}{loaded}TypesConfig /dev/null\n"
        f"DocumentRoot {server.root}\n<Directory {server.root}>\n    AllowOverride All\n"
        "    Options FollowSymLinks\n    Require all granted\n</Directory>\n"
    )


SERVERS = {"nginx": nginx, "caddy": caddy}
"""Name → context manager `(root, tmp)` that yields a running `Server`."""
