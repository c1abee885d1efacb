"""vdirsyncer: subscribes to a feed over HTTP and keeps it as a folder of events, for khal and others.

Events that come over plain HTTP get a new UID, the hash of their content, so that a changed event is a new
one to the programs behind it, and two that say the same are one.  The UIDs are put back here, of twins both, else
nothing could be compared.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .base import Instance, Window, clients_program, flatten, run
from .khal import split_by_uid
from .recurring import expand_text

NAME = "vdirsyncer"

_UIDS = """
import json, sys
from vdirsyncer.vobject import Item, split_collection
feeds = []
for path in sys.argv[1:]:
    feeds.append({})
    with open(path, encoding="utf-8", newline="") as file:
        for text in split_collection(file.read()):
            feeds[-1].setdefault(Item(text).hash, []).append(Item(text).uid)
print(json.dumps(feeds))
"""
"""Run by vdirsyncer's own Python: for each of the files named, content hash → UIDs of the events with that content."""

_PAIR = """
[pair pair{number}]
a = "feed{number}"
b = "folder{number}"
collections = null
[storage feed{number}]
type = "http"
url = "{url}/{name}"
[storage folder{number}]
type = "filesystem"
path = "{folder}"
fileext = ".ics"
"""


def version() -> str:
    """The installed version; raises Missing."""
    return run([clients_program("vdirsyncer"), "--version"]).split()[-1]


def expand(files: Sequence[Path], window: Window) -> list[list[Instance]]:
    """The instances of each file after it came over HTTP.

    icalendar reads the single events.  vdirsyncer keeps all zones of the feed with each of them: the others are left
    out here, since reading them ten thousand times takes hours.
    """
    return [flatten(expand_text(event, window) for item in items for event in split_by_uid(item)) for items in subscribe(files)]


def subscribe(files: Sequence[Path]) -> list[list[bytes]]:
    """What vdirsyncer keeps of each feed: its events, one .ics a UID."""
    with tempfile.TemporaryDirectory() as temporary, _served(files) as url:
        base = Path(temporary)
        config = f'[general]\nstatus_path = "{base}/status"\n'
        folders = [base / f"folder{number}" for number in range(len(files))]
        for number, folder in enumerate(folders):
            folder.mkdir()
            config += _PAIR.format(number=number, url=url, name=f"feed{number}.ics", folder=folder)
        (base / "config").write_text(config, "utf-8")
        program = [clients_program("vdirsyncer"), "-c", base / "config"]
        run([*program, "discover"], HOME=temporary)
        run([*program, "sync"], HOME=temporary)
        feeds = json.loads(run([clients_program("python"), "-I", "-c", _UIDS, *files]))
        return [
            [event for item in sorted(folder.glob("*.ics")) for event in _with_uids(item, uids)]
            for folder, uids in zip(folders, feeds, strict=True)
        ]


def _with_uids(item: Path, uids: dict[str, list[str]]) -> list[bytes]:
    """An event of the folder with the UID that it had in the feed; of events that say the same, each of them."""
    data = item.read_bytes()
    hashed = re.search(rb"(?m)^UID:(\w+)", data)
    assert hashed is not None, "an event without UID"
    return [data.replace(hashed[0], f"UID:{uid}".encode()) for uid in uids[hashed[1].decode()]]


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {".ics": "text/calendar; charset=utf-8"}

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def _served(files: Sequence[Path]) -> Iterator[str]:
    """The address of a server on the loopback interface with the files as ``feed0.ics``, ``feed1.ics`` ..."""
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(files):
            shutil.copy(file, Path(folder) / f"feed{number}.ics")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=folder))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
