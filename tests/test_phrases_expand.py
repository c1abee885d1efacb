"""From a rule to its dates, held to dateutil's reading of the same rule."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from workshops.phrases import (
    PhraseError,
    Rule,
    expand,
    first_on_or_after,
    nearest_instances,
    parse_repeat,
    written_out,
)

SECOND_TUESDAY = parse_repeat("second Tuesday of every month").rule
LAST_WEEKDAY = parse_repeat("last weekday of the month").rule


def some(values: st.SearchStrategy[int], most: int = 3) -> st.SearchStrategy[tuple[int, ...]]:
    """A short list of different numbers, or none."""
    return st.lists(values, max_size=most, unique=True).map(tuple)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Rules as a phrase or an RRULE may say them."""
    freq = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    weekday = st.integers(0, 6)
    days: tuple[tuple[int | None, int], ...] = tuple((None, day) for day in draw(some(weekday, 5)))
    months = draw(some(st.integers(1, 12)))
    if freq in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        most = 5 if freq == "MONTHLY" or months else 53
        nth = st.integers(1, most) | st.integers(-most, -1)
        days = tuple(draw(st.lists(st.tuples(nth, weekday), min_size=1, max_size=3, unique=True)))
    monthdays = draw(some(st.integers(1, 31) | st.integers(-31, -1))) if freq != "WEEKLY" else ()
    yeardays = draw(some(st.integers(1, 366) | st.integers(-366, -1))) if freq == "YEARLY" else ()
    if yeardays and any(nth for nth, _ in days):
        days = ()
    positions = draw(some(st.integers(1, 6) | st.integers(-6, -1), 2)) if days or monthdays else ()
    week_start = draw(st.none() | weekday)
    return Rule(freq, draw(st.integers(1, 5)), days, monthdays, months, positions, yeardays, (), week_start)


starts = st.datetimes(datetime(2020, 1, 1), datetime(2032, 12, 31)).map(lambda moment: moment.replace(second=0, microsecond=0))


@settings(deadline=None, max_examples=100)
@given(rules(), starts)
def test_dates_are_those_of_dateutil(rule: Rule, start: datetime) -> None:
    until = start + timedelta(days=4 * 366)
    if rule.freq == "WEEKLY" and rule.bysetpos:  # dateutil counts only what is left of the first week
        start -= timedelta(days=(start.weekday() - (rule.wkst or 0)) % 7)
    # Where no day is left, dateutil tries every one up to the year 9999.
    assume(first_on_or_after(rule, start, until.date()) is not None)
    independent = rrulestr(rule.to_rrule(until=until), dtstart=start)
    assert expand(rule, start, until=until) == list(independent)


WEEKS = st.integers(1, 53) | st.integers(-51, -1)
"""dateutil overlooks that week -52 may be a week 1, in the days before New Year."""


@settings(deadline=None, max_examples=50)
@given(st.lists(WEEKS, min_size=1, max_size=3), st.integers(0, 6), starts)
def test_week_numbers_are_those_of_dateutil(weeks: list[int], weekday: int, start: datetime) -> None:
    rule = Rule("YEARLY", byday=((None, weekday),), byweekno=tuple(weeks))
    until = start + timedelta(days=4 * 366)
    assert expand(rule, start, until=until) == list(rrulestr(rule.to_rrule(until=until), dtstart=start))


@settings(deadline=None, max_examples=50)
@given(rules(), starts, st.integers(1, 30))
def test_a_count_takes_the_first_dates(rule: Rule, start: datetime, count: int) -> None:
    until = start + timedelta(days=4 * 366)
    first = expand(rule, start, until=until)[:count]
    assert expand(rule, start, until=until, count=count) == first
    assert expand(replace(rule, count=count), start, until=until) == first


@settings(deadline=None, max_examples=50)
@given(rules(), starts, starts)
def test_the_nearest_dates_are_dates_of_the_series(rule: Rule, start: datetime, day: datetime) -> None:
    last = max(start, day) + timedelta(days=1500)
    near = nearest_instances(rule, start, day.date())
    window = expand(rule, start, until=last, limit=99999)
    assert {moment for moment in near if start <= moment <= last} <= set(window)
    after = first_on_or_after(rule, start, day.date())
    if day >= start:
        expected = next((moment for moment in window if moment.date() >= day.date()), None)
        assert after == expected or (expected is None and after is not None and after > last)
    assert near == sorted(near) and len(near) <= 2


@settings(deadline=None, max_examples=50)
@given(rules(), starts)
def test_what_is_written_out_falls_on_the_same_days(rule: Rule, start: datetime) -> None:
    until = start + timedelta(days=4 * 366)
    assert expand(written_out(rule, start), start, until=until) == expand(rule, start, until=until)


def test_until_takes_its_whole_day() -> None:
    start = datetime(2026, 12, 8, 18)
    last = expand(SECOND_TUESDAY, start, until=date(2027, 5, 11))[-1]
    assert last == datetime(2027, 5, 11, 18)
    assert expand(SECOND_TUESDAY, start, until=datetime(2027, 5, 11, 18))[-1] == last
    assert expand(SECOND_TUESDAY, start, until=datetime(2027, 5, 11, 17, 59))[-1] == datetime(2027, 4, 13, 18)
    assert expand(SECOND_TUESDAY, date(2026, 12, 8), until=datetime(2027, 5, 11, 1))[-1] == date(2027, 5, 11)


def test_the_end_of_an_rrule_holds_unless_another_is_given() -> None:
    rule = parse_repeat("RRULE:FREQ=WEEKLY;UNTIL=20261222").rule
    start = date(2026, 12, 8)
    assert expand(rule, start) == [date(2026, 12, 8), date(2026, 12, 15), date(2026, 12, 22)]
    assert len(expand(rule, start, until=date(2026, 12, 31))) == 4
    assert len(expand(parse_repeat("RRULE:FREQ=WEEKLY;COUNT=3").rule, start)) == 3
    in_utc = Rule("WEEKLY", until=datetime(2026, 12, 22, 23, tzinfo=UTC))
    with pytest.raises(ValueError, match="wall time"):
        expand(in_utc, datetime(2026, 12, 8, 18))
    assert len(expand(in_utc, datetime(2026, 12, 8, 18), until=datetime(2026, 12, 22, 18))) == 3


def test_a_meeting_keeps_its_wall_time_through_the_clock_change() -> None:
    weekly = expand(parse_repeat("every Tuesday").rule, datetime(2027, 3, 9, 18), count=2)
    assert weekly == [datetime(2027, 3, 9, 18), datetime(2027, 3, 16, 18)]


def test_leap_days_and_short_months() -> None:
    leap = parse_repeat("every year on February 29").rule
    assert expand(leap, date(2028, 2, 29), until=date(2040, 1, 1)) == [
        date(2028, 2, 29),
        date(2032, 2, 29),
        date(2036, 2, 29),
    ]
    last = parse_repeat("last day of every month").rule
    assert expand(last, date(2027, 12, 31), count=3) == [
        date(2027, 12, 31),
        date(2028, 1, 31),
        date(2028, 2, 29),
    ]
    plain = parse_repeat("monthly").rule
    assert expand(plain, date(2027, 1, 31), count=3) == [
        date(2027, 1, 31),
        date(2027, 3, 31),
        date(2027, 5, 31),
    ]
    assert written_out(plain, date(2027, 1, 31)).to_rrule() == "FREQ=MONTHLY;BYMONTHDAY=31"
    assert written_out(parse_repeat("yearly").rule, date(2028, 2, 29)) == leap


def test_every_other_week_counts_from_the_week_of_the_first_date() -> None:
    rule = parse_repeat("every 2 weeks on Monday and Thursday").rule
    assert expand(rule, date(2026, 12, 31), count=4) == [
        date(2026, 12, 31),
        date(2027, 1, 11),
        date(2027, 1, 14),
        date(2027, 1, 25),
    ]


def test_a_series_without_an_end_or_with_too_many_dates_is_refused() -> None:
    daily = parse_repeat("every day").rule
    with pytest.raises(PhraseError, match="the series never ends"):
        expand(daily, date(2026, 12, 8))
    with pytest.raises(PhraseError, match="more than 100 dates"):
        expand(daily, date(2026, 12, 8), until=date(2027, 12, 8), limit=100)
    with pytest.raises(PhraseError, match="more than 100 dates"):
        expand(daily, date(2026, 12, 8), count=101, limit=100)
    assert len(expand(daily, date(2026, 12, 8), count=100, limit=100)) == 100
    with pytest.raises(PhraseError, match="the series never ends"):
        expand(Rule("YEARLY"), date(2026, 12, 8), limit=9000)


def test_a_rule_that_never_meets_its_start_ends_by_itself() -> None:
    """Every 12 months from a March, but only in February."""
    assert expand(Rule("MONTHLY", 12, bymonth=(2,)), date(2027, 3, 1), until=date(2030, 1, 1)) == []
    assert expand(Rule("MONTHLY", 12, bymonth=(2,)), date(2027, 3, 1), count=1) == []
    assert expand(Rule("DAILY", 7, byday=((None, 0),)), date(2026, 12, 8), count=1) == []
    assert first_on_or_after(Rule("MONTHLY", 12, bymonth=(2,)), date(2027, 3, 1), date(2027, 3, 1)) is None


def test_the_nearest_dates_of_a_start_that_is_not_in_its_series() -> None:
    wednesday = datetime(2026, 12, 9, 18)
    assert nearest_instances(SECOND_TUESDAY, wednesday, wednesday.date()) == [
        datetime(2026, 12, 8, 18),
        datetime(2027, 1, 12, 18),
    ]
    assert nearest_instances(LAST_WEEKDAY, date(2027, 1, 31), date(2027, 1, 31)) == [
        date(2027, 1, 29),
        date(2027, 2, 26),
    ]
    other_week = parse_repeat("every other Tuesday").rule
    assert nearest_instances(other_week, date(2026, 12, 8), date(2026, 12, 15)) == [
        date(2026, 12, 8),
        date(2026, 12, 22),
    ]
    assert nearest_instances(SECOND_TUESDAY, wednesday, date(2027, 1, 12), 1) == [datetime(2027, 1, 12, 18)]
    assert nearest_instances(SECOND_TUESDAY, wednesday, date(2027, 1, 12), 3) == [
        datetime(2026, 12, 8, 18),
        datetime(2027, 1, 12, 18),
        datetime(2027, 2, 9, 18),
    ]


def test_only_as_many_dates_as_asked_are_worked_out() -> None:
    endless = iter(expand(SECOND_TUESDAY, datetime(2026, 12, 8, 18), count=5000))
    assert next(islice(endless, 4999, None)).year == 2443
