"""Minimal local Pelican plugin: calendar.ics, categories/<slug>.ics, events/<slug>.ics.

Straightforward use of the icalendar library, as a user would write it; each
VEVENT is built once and shared by the three calendars it appears in.
"""

import datetime as dt
import os
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vRecur
from markupsafe import Markup
from pelican import signals

_tz: dict[str, Timezone] = {}


def vtimezone(name):
    if name not in _tz:
        _tz[name] = Timezone.from_tzid(name, first_date=dt.date(2026, 1, 1), last_date=dt.date(2030, 1, 1))
    return _tz[name]


def vevent(a):
    tz = ZoneInfo(a.metadata["timezone"])
    ev = Event()
    ev.add("uid", a.metadata["uid"])
    ev.add("dtstamp", a.date.astimezone(dt.UTC))
    for prop, key in (("dtstart", "event-start"), ("dtend", "event-end")):
        ev.add(prop, dt.datetime.fromisoformat(a.metadata[key]).replace(tzinfo=tz))
    if "rrule" in a.metadata:
        ev.add("rrule", vRecur.from_ical(a.metadata["rrule"]))
    ev.add("summary", a.title)
    ev.add("location", a.metadata["event-location"])
    ev.add("description", Markup(a.content).striptags())
    ev.add("categories", [str(a.category)])
    ev.add("url", f"{a.settings['SITEURL']}/{a.url}")
    return ev


def calendar(events, zones):
    cal = Calendar()
    cal.add("prodid", "-//bench//pelican-full//EN")
    cal.add("version", "2.0")
    for z in sorted(zones):
        cal.add_component(vtimezone(z))
    for ev in events:
        cal.add_component(ev)
    return cal.to_ical()


def write(gen, path, data):
    path = os.path.join(gen.output_path, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def finalized(gen, writer):
    built = {a.slug: (vevent(a), a.metadata["timezone"]) for a in gen.articles}

    def feed(path, articles):
        pairs = [built[a.slug] for a in articles]
        write(gen, path, calendar([e for e, _ in pairs], {z for _, z in pairs}))

    for a in gen.articles:
        feed(f"events/{a.slug}.ics", [a])
    for cat, articles in gen.categories:
        feed(f"categories/{cat.slug}.ics", articles)
    feed("calendar.ics", gen.articles)


def register():
    signals.article_writer_finalized.connect(finalized)
