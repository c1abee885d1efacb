"""When one date begins and ends: zones, clock changes, midnight, whole days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from workshops.frontmatter import FrontMatter
from workshops.load import Reporter
from workshops.times import Span, add_length, epoch, length_of, local_of, read_span
from workshops.when import parse_time_or_when, parse_when

NEW_YORK = "America/New_York"


def span(
    start: str, end: str | None = None, duration: timedelta | None = None, zone: str = NEW_YORK, **more: object
) -> tuple[Span | None, list[str]]:
    values = {"start": start, **({"end": end} if end else {})}
    report = Reporter(FrontMatter("x.md", values, ""))
    found = read_span(parse_when(start), parse_time_or_when(end) if end else None, duration, zone, report, **more)  # type: ignore[arg-type]
    return found, [f"{p.severity}: {p.message} {p.hint}" for p in report.problems]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2026-12-08 18:00", "19:00", datetime(2026, 12, 8, 18), datetime(2026, 12, 8, 19)),
        ("2026-12-08 22:00", "2026-12-09 01:00", datetime(2026, 12, 8, 22), datetime(2026, 12, 9, 1)),
        ("2026-12-31 22:00", "2027-01-01 02:30", datetime(2026, 12, 31, 22), datetime(2027, 1, 1, 2, 30)),
        ("2028-02-29 18:00", "20:00", datetime(2028, 2, 29, 18), datetime(2028, 2, 29, 20)),
        ("2027-08-31", None, date(2027, 8, 31), date(2027, 9, 1)),
        ("2027-12-31", "2028-01-01", date(2027, 12, 31), date(2028, 1, 2)),
        ("2027-08-31", "2027-08-31", date(2027, 8, 31), date(2027, 9, 1)),
    ],
)
def test_start_and_end(start: str, end: str | None, first: object, last: object) -> None:
    found, told = span(start, end)
    assert found == Span(first, last, NEW_YORK) and told == []  # type: ignore[arg-type]


def test_without_an_end_it_is_an_hour_and_the_writer_is_told() -> None:
    found, told = span("2026-12-08 18:00")
    assert found is not None and found.end == datetime(2026, 12, 8, 19) and told[0].startswith("warning: there is no end")
    assert span("2026-12-08 18:00", default=timedelta(hours=2))[1] == [], "a date of a series has the series' length"


def test_length_runs_by_the_clock_on_the_wrist() -> None:
    """Three hours across the night when clocks go forward end four hours later on the wall, and two when they go back."""
    assert span("2027-03-13 23:00", duration=timedelta(hours=4))[0] == Span(datetime(2027, 3, 13, 23), datetime(2027, 3, 14, 4), NEW_YORK)
    assert span("2027-11-06 23:00", duration=timedelta(hours=4))[0] == Span(datetime(2027, 11, 6, 23), datetime(2027, 11, 7, 2), NEW_YORK)
    assert add_length(datetime(2027, 3, 13, 18), timedelta(days=1), NEW_YORK) == datetime(2027, 3, 14, 18), "a day is a day of the calendar"


def test_gap_is_an_error_and_overlap_a_warning() -> None:
    assert "error: at 02:30 on 2027-03-14 there is no such time" in span("2027-03-14 02:30", "03:30")[1][0]
    assert "2027-03-14 03:30" in span("2027-03-14 02:30", "04:30")[1][0]
    assert "warning: 01:30 on 2027-11-07 happens twice" in span("2027-11-07 01:30", "03:00")[1][0]
    assert span("2027-03-14 02:30", "03:30", zone="America/Phoenix")[1] == [], "Arizona keeps its clocks"
    assert "error: at 02:30" in span("2027-03-14 01:00", "02:30")[1][0], "an end too"


def test_message_of_the_event_model() -> None:
    assert span("2026-12-08 18:00", "17:00") == (
        None,
        ["error: '17:00' is before start '18:00'. If it ends after midnight, write the date too: 2026-12-09 17:00"],
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-12-08", "19:00"),
        ("2026-12-08 18:00", "2026-12-09"),
        ("2026-12-08", "2026-12-09 10:00"),
        ("2026-12-08 18:00", "18:00"),
        ("2026-12-09", "2026-12-08"),
    ],
)
def test_contradictions(start: str, end: str) -> None:
    found, told = span(start, end)
    assert found is None and len(told) == 1 and told[0].startswith("error")


def test_a_zone_written_on_a_time_is_its_own() -> None:
    found, told = span("2026-12-08 18:00 America/Chicago", "19:00")
    assert found == Span(datetime(2026, 12, 8, 18), datetime(2026, 12, 8, 19), "America/Chicago") and told == []
    assert local_of(parse_when("2026-12-08 18:00 America/Chicago"), NEW_YORK) == datetime(2026, 12, 8, 19)
    assert local_of(parse_when("2026-12-08 18:00-05:00"), "America/Chicago") == datetime(2026, 12, 8, 17)
    assert local_of(parse_when("2026-12-08T23:00:00Z"), NEW_YORK) == datetime(2026, 12, 8, 18)


def test_seconds_of_a_whole_day_count_from_local_midnight() -> None:
    assert epoch(date(2027, 8, 31), NEW_YORK) == epoch(datetime(2027, 8, 31), NEW_YORK) == 1819684800
    assert length_of(date(2027, 8, 31), date(2027, 9, 1)) == timedelta(days=1)


def test_a_time_alone_belongs_to_the_day_that_is_given() -> None:
    report = Reporter(FrontMatter("x.md", {}, ""))
    found = read_span(time(19), None, None, NEW_YORK, report, ("changes", 0), day=date(2027, 2, 9), default=timedelta(hours=1))
    assert found == Span(datetime(2027, 2, 9, 19), datetime(2027, 2, 9, 20), NEW_YORK)
