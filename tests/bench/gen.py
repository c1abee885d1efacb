"""The benchmark's corpus: the same events for every tool, in the tool's own syntax.

    python -m bench.gen --events 1000 --out DIR --flavour workshops|hugo|eleventy|pelican

The same number always gives the same events: title, local times with a zone, venue, town, program,
audience, organizer, and 150 to 250 words of Markdown. One in ten recurs. All begin in 2027 and 2028 and
were posted before November 2026, so that no tool leaves one out for being past or not yet published. The
files are in `DIR/events/<slug>.md`; the flavour `workshops` has the venues, organizers and programs
beside them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .words import AUDIENCES, BULLETS, CITIES, ORGANIZERS, PROGRAMS, SENTENCES, VENUES

RULES = (
    "FREQ=WEEKLY;COUNT=8",
    "FREQ=MONTHLY;BYDAY={nth}{day};COUNT=6",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY={day};COUNT=10",
    "FREQ=DAILY;COUNT=3",
)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RECURRING = 0.10


@dataclass(frozen=True)
class BenchEvent:
    """One event of the corpus; times are local in `timezone`."""

    slug: str
    title: str
    posted: dt.datetime
    start: dt.datetime
    end: dt.datetime
    timezone: str
    venue: str
    city: str
    program: str
    audience: tuple[str, ...]
    organizer: str
    rule: str
    body: str

    @property
    def uid(self) -> str:
        return f"{self.slug}@example.org"


def slugify(text: str) -> str:
    """Make a key of a name: `San José` → `san-jose`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    spaced = "".join(c if c.isalnum() else "-" for c in plain.lower())
    return "-".join(part for part in spaced.split("-") if part)


def body_of(rng: random.Random, slug: str) -> str:
    """Write 150 to 250 words: two paragraphs, a heading, a list, a link that no other event has."""
    target = rng.randint(155, 235)
    pool = rng.sample(SENTENCES, len(SENTENCES))
    bullets = rng.sample(BULLETS, rng.randint(4, 5))
    tail = (
        f"Seats are limited: please [register online](https://example.org/register/{slug}) "
        "or call the office on weekdays between nine and four."
    )
    words = sum(len(s.split()) for s in bullets) + len(tail.split()) + 8
    picked: list[str] = []
    for sentence in pool:
        if words >= target:
            break
        picked.append(sentence)
        words += len(sentence.split())
    half = (len(picked) + 1) // 2
    quarter = (half + 1) // 2
    paragraphs = [" ".join(picked[:quarter]), " ".join(picked[quarter:half])]
    parts = [p for p in paragraphs if p] + [
        "## What you will learn",
        "\n".join("- " + b for b in bullets),
        " ".join(picked[half:]),
        tail,
    ]
    return "\n\n".join(parts) + "\n"


def rule_of(template: str, day: dt.date) -> str:
    """Fill a rule's template so that the start is its first date."""
    nth = (day.day - 1) // 7 + 1
    return template.format(nth=-1 if nth == 5 else nth, day=WEEKDAYS[day.weekday()])


def event(number: int) -> BenchEvent:
    """Make the event with this number; it does not depend on how many there are."""
    rng = random.Random(f"event-{number}")
    program = PROGRAMS[rng.choices(range(6), weights=[34, 18, 14, 12, 12, 10])[0]]
    city, zone = rng.choice(CITIES)
    day = dt.date(2027, 1, 4) + dt.timedelta(days=rng.randrange(0, 720))
    clock = dt.time(rng.choice([9, 10, 12, 14, 17, 18, 19]), rng.choice([0, 0, 0, 30]))
    start = dt.datetime.combine(day, clock)
    end = start + dt.timedelta(minutes=rng.choice([60, 90, 120, 180]))
    posted = dt.datetime(2026, 6, 1, 8, 0) + dt.timedelta(minutes=rng.randrange(0, 240000))
    slug = f"{slugify(program)}-{slugify(city)}-{day:%Y%m%d}-{number:05d}"
    venue, audience = rng.choice(VENUES), tuple(rng.sample(list(AUDIENCES), rng.randint(1, 3)))
    organizer = rng.choice(ORGANIZERS)
    rule = rule_of(rng.choice(RULES), day) if rng.random() < RECURRING else ""
    title = f"{program} in {city}, {day:%B} {day.day}"
    return BenchEvent(
        slug,
        title,
        posted,
        start,
        end,
        zone,
        venue,
        city,
        program,
        audience,
        organizer,
        rule,
        body_of(rng, slug),
    )


def edited(one: BenchEvent, marker: str) -> BenchEvent:
    """The benchmark's edit: a new sentence, and start and end an hour later."""
    hour = dt.timedelta(hours=1)
    body = one.body + f"\nThe room has changed: look for the sign {marker}.\n"
    return replace(one, body=body, start=one.start + hour, end=one.end + hour)


def text(value: str) -> str:
    """Write a text as YAML and JSON both read it."""
    return json.dumps(value, ensure_ascii=False)


def workshops(one: BenchEvent) -> str:
    """Write an event as this project reads it."""
    keys = ", ".join(dict.fromkeys(AUDIENCES[name] for name in one.audience))
    head = [
        "---",
        f"title: {text(one.title)}",
        f"uid: {one.uid}",
        f"slug: {one.slug}",
        f"program: {slugify(one.program)}",
        f"audience: [{keys}]",
        f"organizer: {slugify(one.organizer)}",
        f"venue: {slugify(f'{one.venue} {one.city}')}",
        f"timezone: {one.timezone}",
        f"start: {one.start:%Y-%m-%d %H:%M}",
        f"end: {one.end:%Y-%m-%d %H:%M}",
        f"created: {one.posted:%Y-%m-%d %H:%M}",
        f"modified: {one.posted:%Y-%m-%d %H:%M}",
    ]
    if one.rule:
        head.append(f"repeat: RRULE:{one.rule}")
    return "\n".join(head) + "\n---\n\n" + one.body


def pelican(one: BenchEvent) -> str:
    """Write an event as an article of Pelican."""
    head = [
        f"Title: {one.title}",
        f"Date: {one.posted:%Y-%m-%d %H:%M}",
        f"Slug: {one.slug}",
        f"Category: {one.program}",
        f"Tags: {', '.join(one.audience)}",
        f"Author: {one.organizer}",
        f"Event-Start: {one.start:%Y-%m-%d %H:%M}",
        f"Event-End: {one.end:%Y-%m-%d %H:%M}",
        f"Event-Location: {one.venue}, {one.city}",
        f"Timezone: {one.timezone}",
        f"Venue: {one.venue}",
        f"City: {one.city}",
        f"UID: {one.uid}",
    ]
    if one.rule:
        head.append(f"RRule: {one.rule}")
    return "\n".join(head) + "\n\n" + one.body


def yaml(one: BenchEvent, program: str) -> str:
    """Write an event as Hugo and Eleventy read it; `program` is the line of its category."""
    head = [
        "---",
        f"title: {text(one.title)}",
        f"date: {one.posted:%Y-%m-%dT%H:%M:%S}Z",
        f'start: "{one.start:%Y-%m-%dT%H:%M:%S}"',
        f'end: "{one.end:%Y-%m-%dT%H:%M:%S}"',
        f"timezone: {one.timezone}",
        f"venue: {text(one.venue)}",
        f"city: {text(one.city)}",
        program,
        f"audience: [{', '.join(text(a) for a in one.audience)}]",
        f"organizer: {text(one.organizer)}",
        f"uid: {text(one.uid)}",
    ]
    if one.rule:
        head.append(f"rrule: {text(one.rule)}")
    return "\n".join(head) + "\n---\n\n" + one.body


FLAVOURS: Mapping[str, Callable[[BenchEvent], str]] = {
    "workshops": workshops,
    "pelican": pelican,
    "hugo": lambda one: yaml(one, f"categories: [{text(one.program)}]"),
    "eleventy": lambda one: yaml(one, f"category: {text(one.program)}"),
}


def records(out: Path) -> None:
    """Write the venues, organizers and programs that the events name."""

    def put(folder: str, key: str, *lines: str) -> None:
        (out / folder).mkdir(parents=True, exist_ok=True)
        (out / folder / f"{key}.md").write_text("---\n" + "\n".join(lines) + "\n---\n", encoding="utf-8")

    for i, (city, zone) in enumerate(CITIES):
        for j, name in enumerate(VENUES):
            put(
                "venues",
                slugify(f"{name} {city}"),
                f"title: {text(name)}",
                f"street: {j + 1}00 Main Street",
                f"town: {text(city)}",
                f'zip: "{46401 + i}"',
                f"timezone: {zone}",
                f"latitude: {40 + i / 20:.4f}",
                f"longitude: {-88 + j / 20:.4f}",
            )
    for name in ORGANIZERS:
        key = slugify(name)
        put("organizers", key, f"title: {text(name)}", f"contact: events@{key}.example.org")
    for name in PROGRAMS:
        put("programs", slugify(name), f"title: {text(name)}")


def write_event(one: BenchEvent, out: Path, flavour: str) -> Path:
    """Write one event's file and return its path."""
    path = out / "events" / f"{one.slug}.md"
    path.write_text(FLAVOURS[flavour](one), encoding="utf-8")
    return path


def generate(count: int, out: Path, flavour: str) -> None:
    """Write a whole corpus."""
    (out / "events").mkdir(parents=True, exist_ok=True)
    if flavour == "workshops":
        records(out)
    for number in range(count):
        write_event(event(number), out, flavour)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the corpus of the benchmark.")
    parser.add_argument("--events", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--flavour", choices=list(FLAVOURS), default="workshops")
    options = parser.parse_args()
    generate(options.events, options.out, options.flavour)


if __name__ == "__main__":
    main()
