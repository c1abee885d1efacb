"""Feeds of the benchmark's corpus in every client: does each of them show the dates that we mean?

    python -m clients.corpus --events 10000 [--every 1] [--clients icaljs,khal] [--log FILE]       (`make feeds-corpus`)

The feeds are those that the sample site's settings make of the corpus. It takes long: with ten thousand events the
clients read every event about a dozen times. `--every 25` takes each 25th feed, the one of all events always among
them. What it prints is a line for each client, and the first differences; the exit status is 1 if there are any.

What a client said of some feeds is written to the log at once, a line of JSON, with the digest of each feed. Stopped
and started again with the same log, a client is asked only about feeds that it has not read yet, byte for byte the
same, in the same version.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import sample
from bench.gen import generate
from workshops.build.engine import languages_of
from workshops.build.files import read_content
from workshops.calendars import Calendars
from workshops.feeds import FeedPlan
from workshops.loader import load_catalog
from workshops.settings import site_from

from . import CLIENTS, Instance, Missing, Window, compare

Corpus = dict[str, tuple[bytes, list[Instance]]]
WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC))
BATCH = 2000
"""Dates that a client gets at once, or one feed; it takes a second to start."""


@cache
def corpus_calendars(events: int) -> Calendars:
    """The feeds of a corpus of so many events."""
    with tempfile.TemporaryDirectory() as folder:
        generate(events, Path(folder), "workshops")
        files = read_content(Path(folder))
    catalog = load_catalog(files, site_from(sample.settings()), today=int(sample.NOW.timestamp()))
    assert len(catalog.entries) == events, catalog.problems[:3]
    return Calendars(FeedPlan(catalog, sample.NOW), languages_of(catalog.site), catalog.ledger)


def corpus_feeds(events: int, every: int = 1) -> Corpus:
    """Each `every`th feed that has events, English and Spanish by turns: address → bytes and the dates it means."""
    calendars = corpus_calendars(events)
    feeds = [feed for feed in calendars.plan.feeds if feed.groups][::every]
    found: Corpus = {}
    for number, feed in enumerate(feeds):
        lang = calendars.languages[number % len(calendars.languages)]
        meant = [instance._replace(summary=None) for instance in sample.instances(feed)]
        found[calendars.catalog.site.folder(lang.tag) + feed.address] = calendars.feed(feed, lang), meant
    return found


def batches(feeds: Corpus, dates: int) -> Iterable[Corpus]:
    """Parts of so many dates, or of one feed with more."""
    part: Corpus = {}
    for name, feed in feeds.items():
        if part and sum(len(meant) for _, meant in part.values()) + len(feed[1]) > dates:
            yield part
            part = {}
        part[name] = feed
    if part:
        yield part


def heard(log: Path | None, client: str, version: str, feeds: Corpus) -> list[dict[str, Any]]:
    """The lines of the log in which this version of the client answered about feeds that are still the same."""
    if log is None or not log.is_file():
        return []
    digests = {name: digest(data) for name, (data, _) in feeds.items()}
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    return [
        line
        for line in lines
        if (line["client"], line["version"]) == (client, version)
        and all(digests.get(name) == said for name, said in line["feeds"].items())
    ]


def digest(data: bytes) -> str:
    """What a feed is known by in the log."""
    return sha256(data).hexdigest()[:16]


def ask(client: str, feeds: Corpus, log: Path | None = None) -> int:
    """Ask one client of all feeds and print what it says; returns how many feeds it shows otherwise."""
    version = CLIENTS[client].version()
    lines = heard(log, client, version, feeds)
    known = {name for line in lines for name in line["feeds"]}
    for part in batches({name: feed for name, feed in feeds.items() if name not in known}, BATCH):
        began = time.monotonic()
        differ = compare(client, part, WINDOW)
        names = {name: digest(data) for name, (data, _) in part.items()}
        took = round(time.monotonic() - began, 1)
        lines.append({"client": client, "version": version, "feeds": names, "differ": differ, "seconds": took})
        if log is not None:
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(lines[-1]) + "\n")
    wrong = {name: found for line in lines for name, found in line["differ"].items()}
    dates, took = sum(len(meant) for _, meant in feeds.values()), sum(line["seconds"] for line in lines)
    about = f"{len(feeds)} feeds, {dates} dates, {len(wrong)} differ, {took:.0f} s"
    print(f"{client:12} {version:28} {about}", flush=True)
    for name, (lacking, surplus) in list(wrong.items())[:3]:
        print(f"    {name}: lacking {lacking[:2]}, surplus {surplus[:2]}")
    return len(wrong)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--clients", default=",".join(CLIENTS))
    parser.add_argument("--log", type=Path)
    options = parser.parse_args()
    feeds = corpus_feeds(options.events, options.every)
    size = sum(len(data) for data, _ in feeds.values())
    dates = sum(len(meant) for _, meant in feeds.values())
    today = f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}"
    print(f"{options.events} events, {len(feeds)} feeds with {dates} dates and {size / 1e6:.0f} MB; {today}", flush=True)
    wrong = 0
    for client in options.clients.split(","):
        try:
            wrong += ask(client, feeds, options.log)
        except Missing as reason:
            print(f"{client:12} missing part: {reason}", flush=True)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
