"""Calendar clients that read our feeds in the tests: what each of them shows is compared with what we meant.

Every client is a module of this package with

    NAME                       how it is called in reports
    version() -> str           its version; raises `Missing` with a plain reason where it is not installed
    expand(files, window)      what it shows: a list of `Instance` for each of the .ics files, in their order

Starting a client can take seconds, so `expand` and `compare` take many feeds at once.  `install.sh` installs
all of them from package registries.  Where a part is missing, the tests that need it are skipped with the
reason; with CI=true in the environment that is a failure (see `tests/conftest.py`).
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from .base import Instance, Missing, Window, in_window, packaged_zones

__all__ = ["CLIENTS", "Instance", "Missing", "Window", "compare", "expand", "missing_clients"]

CLIENTS: dict[str, ModuleType] = {
    name: import_module(f".{name}", __name__)
    for name in (
        "icaljs",
        "nodeical",
        "libical",
        "khal",
        "vdirsyncer",
        "recurring",
        "allenporter",
        "vobject_",
    )
}
"""The clients by their module's name."""


def missing_clients() -> dict[str, str]:
    """Client → why it cannot be run here."""
    reasons = {}
    for name, client in CLIENTS.items():
        try:
            client.version()
        except Missing as reason:
            reasons[name] = str(reason)
    return reasons


def expand(
    client: str, feeds: Sequence[bytes], window: Window, over_http: bool = False
) -> list[list[Instance]]:
    """What a client shows of each feed: the instances that start in the window, sorted; raises `Missing`.

    With ``over_http`` vdirsyncer subscribes to the feeds first, and the client reads the single events that
    it keeps.
    """
    reader = CLIENTS[client]
    reader.version()
    with tempfile.TemporaryDirectory() as folder, packaged_zones():
        files = _written(feeds, Path(folder), "feed")
        if over_http:
            CLIENTS["vdirsyncer"].version()
            items = [
                _written(single, Path(folder), f"item{number}-")
                for number, single in enumerate(CLIENTS["vdirsyncer"].subscribe(files))
            ]
            shown = iter(reader.expand([item for single in items for item in single], window))
            found = [[instance for _ in single for instance in next(shown)] for single in items]
        else:
            found = reader.expand(files, window)
    return [sorted(instance for instance in instances if in_window(instance, window)) for instances in found]


def compare(
    client: str,
    feeds: Mapping[str, tuple[bytes, Sequence[Instance]]],
    window: Window,
    over_http: bool = False,
) -> dict[str, tuple[list[Instance], list[Instance]]]:
    """Where a client shows something else than expected.

    ``feeds`` is name → (the .ics file, the instances that it means; those that start outside the window are
    left out).  A summary is compared unless an expected one is None.  The answer is name → (expected but not
    shown, shown but not expected), for the feeds that differ alone.  Raises `Missing`.
    """
    shown = expand(client, [feed for feed, _ in feeds.values()], window, over_http)
    differences = {}
    for (name, (_, expected)), instances in zip(feeds.items(), shown, strict=True):
        wanted = [instance for instance in expected if in_window(instance, window)]
        if any(instance.summary is None for instance in wanted):
            wanted = [instance._replace(summary=None) for instance in wanted]
            instances = [instance._replace(summary=None) for instance in instances]
        lacking, surplus = Counter(wanted) - Counter(instances), Counter(instances) - Counter(wanted)
        if lacking or surplus:
            differences[name] = (list(lacking.elements()), list(surplus.elements()))
    return differences


def _written(feeds: Sequence[bytes], folder: Path, prefix: str) -> list[Path]:
    """The feeds as files."""
    files = [folder / f"{prefix}{number}.ics" for number in range(len(feeds))]
    for file, feed in zip(files, feeds, strict=True):
        file.write_bytes(feed)
    return files
