"""File → model → file: whatever a valid event says is kept; Hypothesis writes the events."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from corpus import RECORDS
from hypothesis import given, settings
from hypothesis import strategies as st
from workshops import frontmatter
from workshops.build.files import read_content
from workshops.dump import fields_of, file_of, length
from workshops.load import Reporter, load
from workshops.loader import load_catalog
from workshops.model import Event
from workshops.site import Site
from workshops.when import parse_duration

SITE = Site()
text = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff"), min_size=1, max_size=40)
    .map(lambda s: " ".join(s.split()))
    .filter(bool)
)
words = st.sampled_from(
    ["Narcan: save a life", "#1 training", "- yes", "no", "02134", "18:00", "'", '"', "“smart”", "a # b", "[x]", "{y}", "é😀", "null"]
)
texts = text | words
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0)).filter(lambda t: 4 <= t.hour < 22)
yes_no = st.booleans().map(lambda b: "yes" if b else "no")
numbers = st.integers(0, 500).map(str)
optional: dict[str, st.SearchStrategy[Any]] = {
    "summary": texts,
    "discreet_title": texts,
    "title_es": texts,
    "room": texts,
    "entrance": texts,
    "bring": texts,
    "what_to_expect": texts,
    "weather_policy": texts,
    "data_collected": texts,
    "status_note": texts,
    "status_note_es": texts,
    "tags": st.lists(texts, min_size=1, max_size=3),
    "status": st.sampled_from(["scheduled", "cancelled", "postponed"]),
    "capacity": numbers,
    "age_min": numbers,
    "drop_in": yes_no,
    "anonymous": yes_no,
    "kit": st.sampled_from(["none", "nasal", "injectable", "both"]),
    "kit_quantity": numbers,
    "minor_with_adult": yes_no,
    "cost": st.sampled_from(["0", "10 USD", "5.50 EUR"]),
    "languages": st.lists(st.sampled_from(["en", "es", "pt-BR", "ase"]), min_size=1, unique=True),
    "interpretation": st.lists(st.sampled_from([{"es": "provided"}, {"ase": "on request"}]), min_size=1, max_size=2),
    "audience": st.lists(st.sampled_from(["everyone", "parents", "students"]), min_size=1, unique=True),
    "uid": st.sampled_from(["a@b", "x-1@example.org"]),
    "registration": st.sampled_from(["none", "optional", "required"]),
    "registration_phone": st.just("607-555-0100"),
    "law_enforcement": st.sampled_from(["host", "present", "not-planned", "unknown"]),
    "credits": st.lists(
        st.fixed_dictionaries({"body": texts}, optional={"hours": st.sampled_from(["1.5", "3"]), "status": st.just("approved")}),
        min_size=1,
        max_size=2,
    ),
    "volunteers": st.lists(
        st.fixed_dictionaries({"role": texts}, optional={"needed": numbers, "languages": st.just(["es"])}), min_size=1, max_size=2
    ),
    "results": st.fixed_dictionaries({}, optional={"attended": numbers, "kits": numbers, "notes": texts}).filter(bool),
    "created": days.map(lambda d: f"{d} 09:00"),
    "verified": days.map(str),
    "source_uid": texts,
}


@st.composite
def single(draw: st.DrawFn) -> dict[str, Any]:
    day, begin = draw(days), draw(clocks)
    long = timedelta(minutes=draw(st.integers(5, 3000)))
    finish = datetime.combine(day, begin) + long
    end = draw(st.sampled_from([{"duration": length(long)}, {"end": f"{finish:%Y-%m-%d %H:%M}"}]))
    return {"start": f"{day} {begin:%H:%M}", **end}


@st.composite
def series(draw: st.DrawFn) -> dict[str, Any]:
    first, begin, count = draw(days), draw(clocks), draw(st.integers(2, 12))
    dates = [first + timedelta(weeks=i) for i in range(count)]
    changed = draw(st.lists(st.sampled_from(dates[1:]), unique=True, max_size=2))
    skipped = draw(st.lists(st.sampled_from([d for d in dates[1:] if d not in changed] or [dates[0]]), unique=True, max_size=1))
    fields: dict[str, Any] = {"start": f"{first} {begin:%H:%M}", "duration": "1h", "repeat": "every week", "count": str(count)}
    if changed:
        fields["changes"] = [{"date": str(d), "status": "cancelled", "note": draw(texts)} for d in changed]
    if skipped and skipped != [dates[0]]:
        fields["except"] = [str(d) for d in skipped]
    return fields


@st.composite
def irregular(draw: st.DrawFn) -> dict[str, Any]:
    chosen = draw(st.lists(days, min_size=1, max_size=4, unique=True))
    return {"dates": [{"start": f"{d} 10:00", "end": draw(st.sampled_from(["11:00", "11:30"])), "room": draw(texts)} for d in chosen]}


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    base = {"title": draw(texts), "program": "narcan-training", "organizer": "health-department", "venue": "main-library"}
    names = draw(st.lists(st.sampled_from(sorted(optional)), unique=True, max_size=8))
    return {**base, **draw(single() | series() | irregular()), **{name: draw(optional[name]) for name in names}}


def loaded(data: bytes) -> Event:
    front = frontmatter.read(data, "x.md")
    report = Reporter(front)
    event = load(Event, front, report)
    assert event is not None and not [p for p in report.problems if p.severity == "error"], report.problems
    return event


@settings(max_examples=150, deadline=None)
@given(events(), texts)
def test_valid_events_survive_the_way_there_and_back(fields: dict[str, Any], body: str) -> None:
    data = file_of(fields, body)
    front = frontmatter.read(data, "x.md")
    assert front.values == fields
    event = loaded(data)
    again = fields_of(event)
    assert loaded(file_of(again, body)) == event
    assert again.keys() == fields.keys()
    for name, value in fields.items():
        if isinstance(value, str) and name in ("title", "summary", "room", "start", "title_es", "bring"):
            assert again[name] == value


@settings(max_examples=60, deadline=None)
@given(events())
def test_valid_events_have_no_errors_and_all_their_dates(fields: dict[str, Any]) -> None:
    files = {**RECORDS, "events/x.md": file_of(fields, "Come.")}
    catalog = load_catalog(files, SITE)
    assert [str(p) for p in catalog.problems if p.severity == "error" and "broken-hall" not in p.file] == []
    dates = len(catalog.entries["x"].schedule.occurrences)
    expected = len(fields["dates"]) if "dates" in fields else int(fields.get("count", 1)) - len(fields.get("except", []))
    assert dates == expected


@pytest.mark.parametrize(
    "path", [p for p in read_content(Path(__file__).parent.parent / "content") if p.startswith("events/") and p.count(".") == 1]
)
def test_sample_events_survive(path: str) -> None:
    data = read_content(Path(__file__).parent.parent / "content")[path]
    event = loaded(data)
    assert loaded(file_of(fields_of(event))) == event


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=300)).map(lambda d: timedelta(seconds=int(d.total_seconds()))))
def test_durations_are_read_back(duration: timedelta) -> None:
    assert parse_duration(length(duration)) == duration


def test_moments_with_zones() -> None:
    from workshops.dump import as_written
    from workshops.when import parse_when

    for written in ("2026-12-08 18:00 America/Chicago", "2026-12-08 18:00-05:00", "2026-12-08", "2026-12-08 18:00"):
        assert parse_when(as_written(parse_when(written))) == parse_when(written)
    assert as_written(time(18, 30)) == "18:30"
