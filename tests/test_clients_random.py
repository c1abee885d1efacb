"""Random events: the feed that we write of them means the same dates to every calendar client as to us.

Hypothesis makes up the events as an organizer would write them, forty at a time since a client takes a
second to start; they go through the reader, the schedule and the serializer as in a build.  The starts keep
away from the hours in which clocks change, of which `check` warns (see `docs/feeds.md`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import clients
import pytest
from clients import CLIENTS, Instance, Missing, Window
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from workshops.calendars import Calendars
from workshops.feeds import FeedPlan
from workshops.language import load_language
from workshops.loader import load_catalog
from workshops.site import Site

NOW = datetime(2026, 11, 1, tzinfo=UTC)
WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2034, 1, 1, tzinfo=UTC))
ZONES = (
    *("America/New_York", "America/Chicago", "America/Phoenix", "America/Los_Angeles", "America/Anchorage"),
    *(
        "America/St_Johns",
        "Europe/London",
        "Europe/Dublin",
        "Europe/Madrid",
        "Asia/Kolkata",
        "Asia/Kathmandu",
    ),
    *("Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "America/Nuuk", "America/Santiago"),
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RECORDS = {
    "programs/training.md": b"---\ntitle: Training\n---\n",
    "organizers/library.md": b"---\ntitle: Library\n---\n",
}


@dataclass
class Made:
    """An event as it was made up: its front matter, line by line."""

    lines: list[str]
    days: list[date] = field(default_factory=list)

    def text(self, number: int) -> bytes:
        """The file; the number makes its identity."""
        lines = [
            "---",
            *self.lines,
            f"uid: event-{number}@example.org",
            "mode: online",
            "program: training",
            "organizer: library",
            "---",
        ]
        return "\n".join([*lines, "", "See you there.", ""]).encode()


class Files(list[bytes]):
    """Event files, which a failing test does not print all."""

    def __repr__(self) -> str:
        return f"<{len(self)} files>"


def quoted(text: str) -> str:
    """A text as YAML, whatever is in it."""
    return "'" + text.replace("'", "''") + "'"


TITLES = st.text(st.sampled_from("aB ñé¿;,:\"'%&<>#|💜👩🏽‍⚕️習"), min_size=1, max_size=120).map(
    lambda text: f"Class {text.strip()} x"
)
STARTS = st.dates(date(2026, 11, 1), date(2028, 3, 31))
TIMES = st.builds(time, st.integers(5, 23), st.sampled_from((0, 15, 30, 45)))


@st.composite
def rules(draw: st.DrawFn, first: date) -> str:
    """A `repeat` of which this day is the first date."""
    day, nth, last = (
        DAYS[first.weekday()],
        (first.day - 1) // 7 + 1,
        (first + timedelta(7)).month != first.month,
    )
    other = draw(st.sampled_from(DAYS))
    nearby = ",".join(str(number) for number in range(max(1, first.day - 3), min(31, first.day + 3) + 1))
    choices = [
        "FREQ=DAILY",
        "FREQ=WEEKLY",
        f"FREQ=WEEKLY;BYDAY={','.join(sorted({day, other}, key=DAYS.index))}",
        f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        "FREQ=MONTHLY",
        f"FREQ=YEARLY;BYMONTH={first.month};BYMONTHDAY={first.day}",
        "FREQ=YEARLY",
        f"FREQ=MONTHLY;BYDAY={day};BYMONTHDAY={nearby}",
    ]
    if nth < 5:
        choices += [f"FREQ=MONTHLY;BYDAY={nth}{day}", f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={nth}{day}"]
    if last:
        choices += [f"FREQ=MONTHLY;BYDAY=-1{day}"]
    rule = draw(st.sampled_from(choices))
    interval = draw(st.sampled_from((1, 1, 1, 2, 3)))
    return f"RRULE:{rule}" + (f";INTERVAL={interval}" if interval > 1 else "")


@st.composite
def events(draw: st.DrawFn) -> Made:
    """One event: single or a series, timed or all-day, here or elsewhere."""
    first, zone = draw(STARTS), draw(st.sampled_from(ZONES))
    lines = [f"title: {quoted(draw(TITLES))}", f"timezone: {zone}"]
    if draw(st.integers(0, 4)) == 0:
        lines.append(f"start: {first}")
        lines.append(f"end: {first + timedelta(draw(st.integers(0, 3)))}")
    else:
        begin = datetime.combine(first, draw(TIMES))
        lines.append(f"start: {begin:%Y-%m-%d %H:%M}")
        minutes = draw(st.sampled_from((15, 45, 60, 90, 180, 480, 720)))
        end = begin + timedelta(minutes=minutes)
        # An end in the small hours might fall into the hour that comes twice.
        lines.append(f"end: {max(end, end.replace(hour=5)) if end.hour < 5 else end:%Y-%m-%d %H:%M}")
    made = Made(lines)
    if draw(st.booleans()):
        rule = draw(rules(first))
        made.lines += [f"repeat: {rule}", f"count: {draw(st.integers(1, 3 if 'YEARLY' in rule else 30))}"]
    elif draw(st.integers(0, 3)) == 0:
        made.lines.append(f"status: {draw(st.sampled_from(('cancelled', 'postponed')))}")
    return made


@st.composite
def changed(draw: st.DrawFn, made: Made, days: list[tuple[date, str | None]]) -> list[str]:
    """Lines that skip, cancel and move some dates (and their times of day) of a series."""
    some = draw(st.lists(st.sampled_from(days), unique=True, max_size=min(4, len(days) - 1)))
    skipped = [day for day, _ in some[:2]]
    lines = ["except:", *(f"  - {day}" for day in skipped)] if skipped else []
    if some[2:]:
        lines.append("changes:")
    for day, start in some[2:]:
        lines.append(f"  - date: {day}")
        if start is None or draw(st.booleans()):
            lines.append("    status: cancelled")
        else:
            lines.append(f"    start: {day + timedelta(draw(st.integers(0, 9)))} {draw(TIMES):%H:%M}")
    return lines


def catalog_of(files: list[bytes]):
    """The catalog of these event files, without a problem."""
    content = {f"events/e{number}.md": data for number, data in enumerate(files)} | RECORDS
    catalog = load_catalog(content, Site(feed_bytes=None))
    errors = [problem for problem in catalog.problems if problem.severity == "error"]
    assert errors == [], [
        files[int(p.file.rsplit("/e")[-1].removesuffix(".md"))].decode() for p in errors[:1]
    ]
    return catalog


def meant(catalog) -> list[Instance]:
    """Our own dates."""
    found = []
    for entry in catalog.entries.values():
        for occurrence in entry.schedule.occurrences:
            span = occurrence.span
            if span.all_day:
                start, end = span.start.isoformat(), span.end.isoformat()
            else:
                start, end = (
                    datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                    for seconds in (occurrence.begins, occurrence.ends)
                )
            details = entry.schedule.details(occurrence)
            prefix = {"cancelled": "CANCELLED: ", "postponed": "POSTPONED: "}.get(details.status, "")
            found.append(
                Instance(
                    occurrence.uid,
                    start,
                    end,
                    span.all_day,
                    details.status == "cancelled",
                    prefix + details.title,
                )
            )
    return found


@st.composite
def calendars(draw: st.DrawFn) -> Files:
    """Forty event files."""
    made = draw(st.lists(events(), min_size=40, max_size=40))
    plain = catalog_of([event.text(number) for number, event in enumerate(made)])
    files = []
    for number, event in enumerate(made):
        schedule = plain.entries[f"e{number}"].schedule
        days = [
            (o.original.date(), "timed") if isinstance(o.original, datetime) else (o.original, None)
            for o in schedule.occurrences
        ]
        if schedule.repeat is not None and len(days) > 1:
            event.lines += draw(changed(event, days))
        files.append(event.text(number))
    return Files(files)


@pytest.mark.parametrize(
    ("start", "repeat", "published"),
    [
        ("2027-01-31 18:00", "RRULE:FREQ=MONTHLY", "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31"),
        (
            "2028-02-29 18:00",
            "RRULE:FREQ=YEARLY;INTERVAL=4",
            "FREQ=YEARLY;COUNT=3;INTERVAL=4;BYMONTHDAY=29;BYMONTH=2",
        ),
        ("2028-02-29", "RRULE:FREQ=YEARLY", "FREQ=YEARLY;COUNT=3;BYMONTHDAY=29;BYMONTH=2"),
        ("2027-02-09 18:00", "RRULE:FREQ=YEARLY;BYMONTH=2", "FREQ=YEARLY;COUNT=3;BYMONTHDAY=9;BYMONTH=2"),
        ("2027-02-09 18:00", "RRULE:FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;COUNT=3;BYDAY=2TU"),
        ("2027-02-09 18:00", "RRULE:FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=3"),
    ],
)
def test_a_published_rule_says_the_day_of_the_month(start, repeat, published):
    catalog = catalog_of([Made(["title: Class", f"start: {start}", f"repeat: {repeat}", "count: 3"]).text(0)])
    (rule,) = [c.rrule for c in catalog.entries["e0"].schedule.components if c.rrule]
    assert sorted(rule.split(";")) == sorted(published.split(";"))


@pytest.mark.parametrize("client", CLIENTS)
def test_random_events_mean_the_same_to_every_client(client):
    try:
        CLIENTS[client].version()
    except Missing as part:
        pytest.skip(f"missing part: {part}")

    @settings(
        max_examples=4,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(calendars())
    def agree(files: Files) -> None:
        catalog = catalog_of(files)
        plan = FeedPlan(catalog, NOW)
        writer = Calendars(plan, [load_language("en")])
        feed = writer.feed(plan.feeds[0], load_language("en"))
        expected = meant(catalog)
        assert len(expected) >= 40
        for lacking, surplus in clients.compare(client, {"all": (feed, expected)}, WINDOW).values():
            uid = (lacking + surplus)[0].uid
            number = int(uid.split("@")[0].removeprefix("event-"))
            pytest.fail(f"lacks {lacking[:3]}, shows {surplus[:3]}\n{files[number].decode()}")

    agree()
