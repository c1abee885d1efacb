"""Thunderbird itself, without a window: it subscribes to a feed over HTTP and says which dates it shows.

    python -m clients.thunderbird          the sample site's feeds, compared with what we mean

Not part of the suite: it is a whole mail program with a profile of its own, needs a minute to start on a busy
machine, and its remote control (Marionette, the protocol of Firefox's own tests) may change with every release.
Debian's package is enough (`apt install thunderbird`). The result of the last try is in `docs/feeds.md`.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from .base import Instance, Missing, Window, run

NAME = "Thunderbird"
PORT = 2829
PREFERENCES = {
    "marionette.port": PORT, "app.update.enabled": False, "mail.provider.suppress_dialog_on_startup": True,
    "mail.shell.checkDefaultClient": False, "datareporting.policy.dataSubmissionEnabled": False,
    "calendar.timezone.local": "UTC", "calendar.timezone.useSystemTimezone": False, "mailnews.start_page.enabled": False,
}  # fmt: skip
SCRIPT = """
const [address, start, end, resolve] = arguments;
(async () => {
  const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
  const calendar = cal.manager.createCalendar("ics", Services.io.newURI(address));
  calendar.name = address;
  calendar.setProperty("cache.enabled", false);
  const loaded = new Promise((done) => calendar.addObserver({
    QueryInterface: ChromeUtils.generateQI(["calIObserver"]), onLoad: done, onError: (_, number, text) => done(`error ${number} ${text}`),
    onStartBatch() {}, onEndBatch() {}, onAddItem() {}, onModifyItem() {}, onDeleteItem() {},
    onPropertyChanged() {}, onPropertyDeleting() {},
  }));
  cal.manager.registerCalendar(calendar);
  calendar.refresh();
  const said = await loaded;
  if (typeof said === "string") throw new Error(said);
  const when = (seconds) => { const t = cal.createDateTime(); t.nativeTime = seconds * 1e6; return t; };
  const filter = Ci.calICalendar.ITEM_FILTER_ALL_ITEMS | Ci.calICalendar.ITEM_FILTER_CLASS_OCCURRENCES;
  const items = await calendar.getItemsAsArray(filter, 0, when(start), when(end));
  const text = (t) => t.isDate ? t.icalString.replace(/(....)(..)(..)/, "$1-$2-$3")
    : new Date(t.nativeTime / 1000).toISOString().replace(".000Z", "Z");
  const found = items.map((item) => ({
    uid: item.id, start: text(item.startDate), end: text(item.endDate), all_day: item.startDate.isDate,
    cancelled: item.status === "CANCELLED", summary: item.title ?? "",
  }));
  cal.manager.unregisterCalendar(calendar);
  return found;
})().then((found) => resolve({ found }), (error) => resolve({ error: String(error) }));
"""


def version() -> str:
    """The version of Debian's package; raises `Missing`."""
    if not shutil.which("thunderbird"):
        raise Missing("Thunderbird (apt install thunderbird)")
    return run(["thunderbird", "--version"], HOME=tempfile.gettempdir()).split()[-1]


class Marionette:
    """The remote control: JSON with its length before it, over a local connection."""

    def __init__(self, wait: float = 180) -> None:
        end = time.monotonic() + wait
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", PORT), timeout=wait)
                break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(1)
        self.buffer, self.number = b"", 0
        self._receive()
        self.ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"timeouts": {"script": 120_000}}}})
        self.ask("Marionette:SetContext", {"value": "chrome"})

    def ask(self, command: str, parameters: dict[str, Any]) -> Any:
        """Send one command and return its result."""
        self.number += 1
        message = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{command}: {error}")
        return result

    def _receive(self) -> Any:
        while b":" not in self.buffer:
            self.buffer += self._more()
        length, _, self.buffer = self.buffer.partition(b":")
        while len(self.buffer) < int(length):
            self.buffer += self._more()
        message, self.buffer = self.buffer[: int(length)], self.buffer[int(length) :]
        return json.loads(message)

    def _more(self) -> bytes:
        data = self.socket.recv(1 << 16)
        if not data:
            raise RuntimeError("Thunderbird closed the connection")
        return data


@contextmanager
def running() -> Iterator[Marionette]:
    """Thunderbird with an empty profile, for as long as it is needed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        Path(folder, "user.js").write_text("\n".join(lines), "utf-8")
        command = ["thunderbird", "--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(folder)) as program:
            try:
                yield Marionette()
            finally:
                program.terminate()


def environment(folder: str) -> dict[str, str]:
    """The variables that Thunderbird gets: a home of its own, and UTC."""
    return {"HOME": folder, "PATH": "/usr/bin:/bin", "TZ": "UTC", "MOZ_HEADLESS": "1", "LC_ALL": "C.UTF-8"}


class Quiet(SimpleHTTPRequestHandler):
    """A web server that prints nothing."""

    def log_message(self, *arguments: Any) -> None:
        """Nothing."""


def expand(files: Sequence[Path], window: Window) -> list[list[Instance]]:
    """What Thunderbird shows of each feed after subscribing to it."""
    version()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(files[0].parent)))
    Thread(target=server.serve_forever, daemon=True).start()
    found = []
    try:
        with running() as remote:
            for file in files:
                address = f"http://127.0.0.1:{server.server_address[1]}/{file.name}"
                moments = [int(moment.timestamp()) for moment in window]
                result = remote.ask("WebDriver:ExecuteAsyncScript", {"script": SCRIPT, "args": [address, *moments]})["value"]
                if "error" in result:
                    raise RuntimeError(f"{file.name}: {result['error']}")
                found.append([Instance(**fields) for fields in result["found"]])
    finally:
        server.shutdown()
        server.server_close()
    return found


def main() -> None:
    """Every feed of the sample site, then every hard case."""
    import hardcases
    import sample

    from . import CLIENTS, compare

    CLIENTS["thunderbird"] = sys.modules[__name__]
    site, feeds = sample.catalog().site, {}
    for feed in sample.calendars().plan.feeds:
        for lang in site.languages:
            address = site.folder(lang) + feed.address
            feeds[address] = sample.files()[address], [instance._replace(summary=None) for instance in sample.instances(feed)]
    wrong = compare("thunderbird", feeds, sample.WINDOW)
    print(f"Thunderbird {version()}: {len(feeds)} feeds, {sum(len(meant) for _, meant in feeds.values())} dates, {len(wrong)} differ")
    hard = compare("thunderbird", hardcases.feeds(), hardcases.WINDOW)
    print(f"Thunderbird {version()}: {len(hardcases.CASES)} hard cases, {len(hard)} differ: {', '.join(hard)}")
    for name, (lacking, surplus) in [*wrong.items(), *hard.items()][:12]:
        print(f"    {name}: lacking {lacking[:2]}, surplus {surplus[:2]}")
    sys.exit(bool(wrong or hard.keys() - {case.name for case in hardcases.UNEASY}))


if __name__ == "__main__":
    main()
