"""Content as nobody planned it: very long titles, every badge at once, other scripts, courses, moves, closed places.

The sample site shows the theme at its best. This one is what organizers really write, and what a page must stand.
"""

from __future__ import annotations

from pathlib import Path

LONG = (
    "Free community overdose response and naloxone distribution evening for families, caregivers, neighbors and coworkers "
    "of people who use drugs"
)
WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
BODY = f"""
A paragraph with a very long address: https://www.example.org/{'a-very-long-path/' * 8}index.html and a long word: {WORD}.

## What happens

| time | what | who |
| --- | --- | --- |
| 6:00 pm | Welcome, soup and bread, and time to look at the tables | everybody |
| 6:30 pm | A talk | {WORD} |

### Lists

1. one
   - two
     - three
2. four

> A quotation that goes on for a while, so that it needs more than one line on a phone of the smallest sort.

`code_that_cannot_be_broken_into_lines_because_it_is_a_single_word_of_code`
"""
HEAD = "program: class\norganizer: county\n"
EVERYTHING = """audience: [parents, students, educators, community-leaders, first-responders, health-workers, employers, faith-communities]
venue: hall
room: The large conference room on the second floor, past the elevators, behind the vending machines
entrance: North-east side door between the loading dock and the bicycle racks; ring twice
mode: hybrid
registration: required
registration_url: https://registration.a-very-long-subdomain-name.example.org/events/1234567890?source=calendar
registration_phone: 1-800-555-0199
registration_by: 2027-03-01
capacity: 12000
availability: few
online_availability: waitlist
age_min: 14
minor_with_adult: yes
cost: 1250.50 EUR
languages: [en, es, ht, zh-Hant, ar]
interpretation:
  - vi: provided
  - ase: provided
  - so: on request
interpretation_by: 2027-02-20
accessibility: [step-free, asl, cart, captions, hearing-loop, quiet-room, scent-free]
supports: [childcare, food, transit-pass, parking]
kit: both
kit_mailed: yes
while_supplies_last: yes
anonymous: yes
id_required: no
data_collected: Only what you want to tell us, on a card that you may leave empty, put into a box, and ask us to burn
law_enforcement: present
certificate: yes
credits:
  - body: National Association of Continuing Professional Education for Emergency Medical Services Personnel
    hours: 12.5
    number: XYZ-2027-000000000000000000042
    status: pending
  - body: State board
    hours: 1
    status: approved
cohosts: [second, third]
weather_policy: In snow, ice, flood or smoke we meet online instead, and tell everyone who signed up by two in the afternoon
status_phone: 607-555-0109
contact: overdose-prevention-and-naloxone-distribution-coordination@very-long-domain-name.example.org
"""
SESSIONS = "\n".join(
    f"  - start: 2027-04-{day:02} 09:00\n    end: 12:30\n    title: 'Session {n}: {what}'{more}"
    for n, (day, what, more) in enumerate(
        [
            (1, "Why we are here", ""),
            (8, "Words that keep people in the room, and how to answer the hardest of their questions", ""),
            (16, "Practice", "\n    previous_start: 2027-04-15 09:00\n    status: moved\n    status_note: One day later, for the holiday."),
            (22, "Practice again", "\n    status: cancelled\n    status_note: The room is flooded."),
            (29, "You teach", "\n    venue: church"),
            (30, "Certificates", ""),
        ],
        1,
    )
)
FILES = {
    "site.yaml": "name: The Very Long Name of a Regional Coalition for Overdose Prevention and Recovery\nphone: 607-555-0170\n"
    "contact: information-and-help@very-long-domain-name.example.org\nsample: no\n",
    "programs/class.md": f"title: Community education and naloxone distribution\nwhat_to_expect: A talk and practice.\nsummary: {LONG}.\n",
    "programs/empty.md": "title: A program without any date\ncolour: gold\n",
    "organizers/county.md": f"title: County of {WORD} Department of Health and Human Services\nkind: health department\n"
    "contact: info@example.org\nphone: 607-555-0111\nwebsite: https://www.example.org\n",
    "organizers/second.md": "title: Second\n",
    "organizers/third.md": "title: الجمعية الثالثة\nlang: ar\n",
    "venues/hall.md": f"title: The {WORD} Memorial Hall\nstreet: 12345 North-East Reverend Doctor Martin Luther King Junior "
    "Boulevard, Suite 1200\ntown: Saint Mary of the Mountains\nstate: NY\nzip: 14527\ntransit: Buses 1, 4, 6 and 12\n"
    "parking: Behind the hall\nphone: 607-555-0112\nwebsite: https://www.example.org/hall\nlatitude: 42.6\nlongitude: -77.0\n"
    "accessibility: [step-free, hearing-loop]\n",
    "venues/church.md": "title: Church\ntown: Oz\n",
    "kit-sites/closed.md": "title: A place that is closed for weeks\nvenue: church\nhours:\n  monday: 22:00-02:00\n"
    "  tuesday: 08:00-09:00, 10:00-11:15, "
    "12:30-13:00, 14:00-16:45\nclosures: [" + ", ".join(f"2026-{m}-{d:02}" for m, n in ((11, 31), (12, 32)) for d in range(20, n)) + "]\n"
    "cost: 12.50\nkit: both\nid_required: yes\nphone: 607-555-0113\nverified: 2024-01-01\n",
    "kit-sites/always.md": "title: Box\nvenue: hall\nhours:\n  monday: 00:00-24:00\nkit: nasal\nanonymous: yes\nverified: 2026-11-01\n",
    "kit-sites/bare.md": "title: A bare place that nobody told anything about\n",
    "events/everything.md": f"title: {LONG}\nsummary: {LONG}. {LONG}.\n{HEAD}{EVERYTHING}start: 2027-03-11 17:30\nend: 19:30\n",
    "events/word.md": f"title: {WORD}\n{HEAD}venue: hall\nstart: 2026-12-01 20:00\nend: 2026-12-02 16:00\n",
    "events/course.md": f"title: A course of six mornings\n{HEAD}venue: hall\nattend_all: yes\navailability: few\nsessions:\n{SESSIONS}\n",
    "events/moved.md": f"title: Moved as a whole\n{HEAD}venue: church\nstatus: moved\nprevious_start: 2026-12-10 18:00\n"
    "start: 2026-12-17 18:00\nduration: 1h\nstatus_note: The heating is broken.\n",
    "events/full.md": f"title: Full, without a waiting list\n{HEAD}venue: hall\nstart: 2026-12-11 18:00\nduration: 1h\n"
    "availability: full\n",
    "events/waitlist.md": f"title: Full online\n{HEAD}mode: online\nstart: 2026-12-12 18:00\nduration: 1h\navailability: waitlist\n"
    "registration: required\nregistration_phone: 607-555-0114\n",
    "events/postponed.md": f"title: Postponed\n{HEAD}venue: hall\nstart: 2026-12-13 18:00\nduration: 1h\nstatus: postponed\n",
    "events/cancelled.md": f"title: Cancelled {LONG}\n{HEAD}venue: hall\nstart: 2026-12-05 10:00\nduration: 3h\nstatus: cancelled\n"
    f"status_note: {LONG}.\n",
    "events/spanish.md": f"title: Una noche para aprender\nlang: es\n{HEAD}venue: church\nstart: 2026-12-14 18:00\n"
    "duration: 1h\nlanguages: [es]\n",
    "events/days.md": f"title: A week of days\n{HEAD}venue: hall\nstart: 2026-12-28\nend: 2027-01-03\n",
    "events/daily.md": f"title: Every day\n{HEAD}venue: hall\ndrop_in: yes\ntypical_minutes: 10\nstart: 2026-11-01 08:00\nduration: 12h\n"
    "repeat: every day\nuntil: 2027-10-31\n",
    "events/closed.md": f"title: Closed\n{HEAD}venue: hall\naccess: closed\nstart: 2026-12-15 18:00\nduration: 1h\n",
    "events/past.md": f"title: Past\n{HEAD}venue: hall\nstart: 2026-10-15 18:00\nduration: 1h\n",
    "events/online.md": f"title: Online for all\n{HEAD}mode: online\njoin_url: https://meet.example.org/room\njoin_public: yes\n"
    "start: 2026-12-16 12:00\nduration: 45m\n",
    "events/help.md": f"title: A night of many hands\n{HEAD}venue: hall\nstart: 2027-01-05 17:00\nduration: 4h\nvolunteers:\n"
    + "".join(
        f"  - role: Helper of the {kind} kind, who needs a rather long description\n    needed: {n + 2}\n    languages: [en, ht, vi, so]\n"
        f"    training: class\n    {way}\n"
        for n, (kind, way) in enumerate(
            [("first", "signup_url: https://www.example.org/help"), ("second", "contact: a-rather-long-address-for-volunteers@example.org"),
             ("third", "contact: 607-555-0115"), ("fourth", "start: 20:00\n    end: 23:00"), ("fifth", "needed_by: now")][:4])
    ),
}  # fmt: skip
PAGES = (
    "", "events/", *(name.removesuffix(".md") + "/" for name in FILES if name.startswith("events/")), "programs/", "programs/class/",
    "programs/empty/", "organizers/", "organizers/county/", "organizers/third/", "venues/", "venues/hall/", "towns/", "towns/oz/",
    "audiences/parents/", "calendar/2026/12/", "subscribe/", "archive/", "archive/2026/", "volunteer/", "naloxone/", "find/", "404.html",
)  # fmt: skip
"""One page of each kind and state."""


def in_memory() -> dict[str, bytes]:
    """The content folder as a mapping."""
    found = {}
    for name, text in FILES.items():
        uid = f"uid: {Path(name).stem}@odd.example\n" if name.startswith("events/") else ""
        body = BODY if name == "events/everything.md" else "Text."
        found[name] = (text if name.endswith(".yaml") else f"---\n{text}{uid}---\n{body}\n").encode()
    return found


def write(folder: Path) -> None:
    """Write the content folder."""
    for name, data in in_memory().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
