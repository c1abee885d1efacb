"""Links that add one date to a web calendar: Google, Outlook.com and Microsoft 365.

Calendars on phones and computers take the event's own file instead.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from ..instants import last_day, moments
from ..schedule import Occurrence, compact

GOOGLE = "https://calendar.google.com/calendar/render?action=TEMPLATE"
OUTLOOK = "calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent"


_UNSAFE = re.compile(r"[^A-Za-z0-9_.~-]")


@lru_cache(maxsize=4096)
def _kept(text: str) -> str:
    """A text as a value of a query; places and zones come again and again, titles in every language."""
    return _UNSAFE.sub(_coded, text)


def _coded(found: re.Match[str]) -> str:
    return "%20" if found[0] == " " else quote(found[0], safe="")


def _moment(moment: str) -> str:
    return moment.replace(":", "%3A").replace("+", "%2B")


def add_links(title: str, location: str, page: str, occurrence: Occurrence) -> tuple[tuple[str, str], ...]:
    """Return name and address of each calendar; `page` is the event's absolute address."""
    span = occurrence.span
    folder, _, slug = page.removesuffix("/").rpartition("/")
    about, where, subject = f"{_kept(folder + '/')}{_kept(slug)}%2F", _kept(location), _kept(title)
    if span.all_day:
        start, end, whole = span.start.isoformat(), last_day(span.end).isoformat(), "&allday=true"
    else:
        start, end = map(_moment, moments(occurrence))
        whole = ""
    times = f"{compact(span.start)}/{compact(span.end)}"
    google = f"{GOOGLE}&text={subject}&dates={times}&ctz={_kept(span.zone)}&location={where}&details={about}"
    outlook = f"{OUTLOOK}&subject={subject}&startdt={start}&enddt={end}{whole}&location={where}&body={about}"
    return (
        ("Google", google),
        ("Outlook.com", f"https://outlook.live.com/{outlook}"),
        ("Microsoft 365", f"https://outlook.office.com/{outlook}"),
    )
