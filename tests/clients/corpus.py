"""Feeds of the benchmark's corpus in every client: does each of them show the dates that we mean?

    python -m clients.corpus --events 10000 [--every 1] [--clients icaljs,khal]       (`make feeds-corpus`)

The feeds are those that the sample site's settings make of the corpus. It takes long: with ten thousand events the
clients read every event about a dozen times. `--every 25` takes each 25th feed, the one of all events always among
them. What it prints is a line for each client, and the first differences; the exit status is 1 if there are any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

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
SLOW = {"khal": 3000, "vdirsyncer": 3000}
"""Most dates of a feed that a client is asked about: programs that keep each event as a file of its own take longer
than a quarter of an hour over ten thousand of them."""


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
    yield part


def ask(client: str, feeds: Corpus) -> int:
    """Ask one client of all feeds and print what it says; returns how many feeds it shows otherwise."""
    began, wrong = time.monotonic(), {}
    asked = {name: feed for name, feed in feeds.items() if len(feed[1]) <= SLOW.get(client, len(feed[1]))}
    for part in batches(asked, BATCH):
        wrong |= compare(client, part, WINDOW)
    dates, took, left = sum(len(meant) for _, meant in asked.values()), time.monotonic() - began, len(feeds) - len(asked)
    more = f", {left} too large to ask" if left else ""
    about = f"{len(asked)} feeds, {dates} dates, {len(wrong)} differ, {took:.0f} s{more}"
    print(f"{client:12} {CLIENTS[client].version():28} {about}", flush=True)
    for name, (lacking, surplus) in list(wrong.items())[:3]:
        print(f"    {name}: lacking {lacking[:2]}, surplus {surplus[:2]}")
    return len(wrong)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--clients", default=",".join(CLIENTS))
    options = parser.parse_args()
    feeds = corpus_feeds(options.events, options.every)
    size = sum(len(data) for data, _ in feeds.values())
    print(f"{options.events} events, {len(feeds)} feeds with {size / 1e6:.0f} MB", flush=True)
    wrong = 0
    for client in options.clients.split(","):
        try:
            wrong += ask(client, feeds)
        except Missing as reason:
            print(f"{client:12} missing part: {reason}", flush=True)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
