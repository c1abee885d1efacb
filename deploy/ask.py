"""Ask a live site whether it keeps its promises: types, 304, 404, lifetimes, security headers, age of the
build.

    python deploy/ask.py https://workshops.example.org/

Run it after the first deploy, after a change of host, and when somebody writes that their calendar went
empty. It asks for a handful of files and prints one line for each thing that is not as it should be. A line
that begins with `wrong` breaks somebody's calendar: exit status 1. One that begins with `weaker` is something
that this host cannot do, or was not told to (GitHub Pages sends no headers of ours): exit status 0.
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message

from headers import expected

PAGES = ("", "find/", "embed/", "search/", "es/", "es/search/", "feeds/index.json", "status.json")
NOWHERE = "feeds/there-is-no-such-calendar.ics"
OLDEST = timedelta(hours=36)
"""A nightly build that is older than a night and a half did not run."""


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of one answer."""

    status: int
    headers: Message
    body: bytes


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a redirect is an answer like any other."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def ask(url: str, **headers: str) -> Answer:
    """Return the answer to one GET; `headers` with underscores. OSError: the host cannot be reached."""
    request = urllib.request.Request(url, headers={name.replace("_", "-"): v for name, v in headers.items()})
    try:
        with _OPENER.open(request, timeout=30) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


def calendar_problems(base: str) -> Iterator[str]:
    """Yield what is not right about the calendar of everything and about one that does not exist."""
    feed = ask(base + "feeds/all.ics", Accept_Encoding="identity")
    kind = (feed.headers.get("Content-Type") or "").replace(" ", "").lower()
    if feed.status != 200 or not feed.body.startswith(b"BEGIN:VCALENDAR"):
        yield f"wrong: feeds/all.ics is not a calendar (status {feed.status})"
        return
    if kind.split(";")[0] != "text/calendar":
        yield f"wrong: feeds/all.ics is sent as {kind or 'nothing'}, some calendars refuse it"
    elif kind != "text/calendar;charset=utf-8":
        yield "weaker: feeds/all.ics does not say charset=utf-8"
    if feed.headers.get("Content-Encoding"):
        yield "wrong: feeds/all.ics is compressed for a client that did not ask for it"
    tag = feed.headers.get("ETag")
    if not tag:
        yield "weaker: feeds/all.ics has no ETag, so every look costs a whole download"
    elif ask(base + "feeds/all.ics", If_None_Match=tag, Accept_Encoding="identity").status != 304:
        yield "weaker: an unchanged feeds/all.ics is sent again instead of a 304"
    nowhere = ask(base + NOWHERE)
    if nowhere.status != 404:
        yield f"wrong: a missing calendar answers {nowhere.status} and not 404: that empties calendars"


def header_problems(base: str) -> Iterator[str]:
    """Yield each header that differs from the table in `headers.py`, for a few kinds of files."""
    for path in (*PAGES, "feeds/all.ics"):
        answer = ask(base + path)
        if answer.status != 200:
            continue  # not every site has every page
        for name, value in expected("/" + path).items():
            said = answer.headers.get(name)
            if name != "Content-Type" and said != value:
                yield f"weaker: /{path} says {name}: {said or 'nothing'} instead of {value}"


def age_problems(base: str, now: datetime) -> Iterator[str]:
    """Yield whether the last build is too old, or whether files had to be left out; from `status.json`."""
    answer = ask(base + "status.json")
    try:
        state = json.loads(answer.body)
        built = datetime.fromisoformat(state["built"])
    except (ValueError, KeyError, TypeError):
        yield f"wrong: status.json does not say when the site was built (status {answer.status})"
        return
    if built.tzinfo is None:
        built = built.replace(tzinfo=UTC)
    if now - built > OLDEST:
        yield f"wrong: the site was built {built:%Y-%m-%d %H:%M} UTC; the nightly build does not run"
    for file in state.get("quarantined") or ():
        yield f"weaker: left out because of mistakes in it: {file}"


def problems(base: str, now: datetime) -> list[str]:
    """Return all that is wrong with the site at `base` (its home page, with the slash at the end)."""
    return [*calendar_problems(base), *age_problems(base, now), *header_problems(base)]


def main(arguments: list[str]) -> int:
    """Print the problems of the site that is named; exit status 1 if one of them breaks calendars, 2 for
    usage."""
    if len(arguments) != 1 or not arguments[0].startswith(("http://", "https://")):
        print("usage: python deploy/ask.py https://workshops.example.org/", file=sys.stderr)
        return 2
    base = arguments[0].rstrip("/") + "/"
    try:
        found = problems(base, datetime.now(UTC))
    except OSError as error:
        print(f"wrong: {base} cannot be reached: {error}")
        return 1
    for line in found or ["all is as it should be"]:
        print(line)
    return 1 if any(line.startswith("wrong") for line in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
