"""A large county in memory: hundreds of places and feeds, long names, a busy calendar; what size budgets are held to."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from views_site import renderer_of, views_of
from workshops.views import pages

FIRST = ("Ashford", "Birchwood", "Cedar", "Dunmore", "Elmira", "Fernwood", "Granite", "Hawthorne", "Ironton", "Juniper")
SECOND = ("Falls", "Springs", "Crossing", "Hollow", "Junction", "Heights")
TOWNS = [f"{first} {second}" for second in SECOND for first in FIRST]
PLACES = ("Public Library, Community Room", "Volunteer Fire Department", "Senior Citizens’ Center", "Methodist Church Hall")
NOUNS = ("Overdose response", "Naloxone basics", "Family support evening", "Workplace safety briefing",
         "School staff training", "Mobile outreach", "Peer recovery circle", "Youth prevention council", "Grief and remembrance",
         "Harm reduction supplies")  # fmt: skip
AUDIENCES = ("everyone", "parents", "students", "educators", "employers", "health-workers")


@cache
def large_files() -> dict[str, bytes]:
    """200 places in 60 towns, 40 hosts, 10 programs, 900 events."""
    files = {}
    for i in range(200):
        town = TOWNS[i % 60]
        text = f"title: {town} {PLACES[i // 60]}\nstreet: {100 + i} North Main Street\ntown: {town}\nstate: NY\nzip: {14000 + i}\n"
        files[f"venues/place-{i}-{town.lower().replace(' ', '-')}.md"] = text
    venues = [name[7:-3] for name in files]
    for i in range(40):
        files[f"organizers/host-{i}.md"] = f"title: {TOWNS[i]} Coalition for Healthy Families\nkind: coalition\n"
    for i, noun in enumerate(NOUNS):
        files[f"programs/program-{i}.md"] = f"title: {noun}\n"
    for i in range(900):
        day = date(2026, 11, 1) + timedelta(days=i % 150)
        files[f"events/event-{i}.md"] = (
            f"title: {NOUNS[i % 10]} at {TOWNS[i % 60]}, evening group {i}\nuid: e{i}@x\nprogram: program-{i % 10}\n"
            f"audience: {AUDIENCES[i % 6]}\norganizer: host-{i % 40}\nvenue: {venues[i % 200]}\nstart: {day} {9 + i % 10}:30\n"
            f"duration: 1h 30m\nkit: nasal\nanonymous: yes\nlanguages: [{'en' if i % 3 else 'es'}]\n"
        )
    return {name: f"---\n{text}---\nText.\n".encode() for name, text in files.items()}


@cache
def large_html() -> dict[str, str]:
    """Every page of the large county but those of its events, by address."""
    views = views_of(large_files())
    renderer = renderer_of(views)
    listed = pages(views.catalog, views.now, views.feeds, views.languages, views)
    return {page.address: renderer.render(page) for page in listed if "events/event-" not in page.address}
