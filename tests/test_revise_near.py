"""Dates without a year, or with a time alone, read from a date that is known."""
from __future__ import annotations

from datetime import date, datetime

import pytest
from workshops.revise.near import read_day_near, read_near
from workshops.when import WhenError

CLASS = datetime(2027, 2, 9, 18, 0)


@pytest.mark.parametrize(("text", "local"), [
    ("Feb 16 6 pm", datetime(2027, 2, 16, 18)), ("Feb 16", date(2027, 2, 16)), ("Tuesday Feb 16, 6:15 pm", datetime(2027, 2, 16, 18, 15)),
    ("2/16", date(2027, 2, 16)), ("2/16 6pm", datetime(2027, 2, 16, 18)), ("16 de febrero a las 6 de la tarde", datetime(2027, 2, 16, 18)),
    ("7 pm", datetime(2027, 2, 9, 19)), ("19:30", datetime(2027, 2, 9, 19, 30)), ("noon", datetime(2027, 2, 9, 12)),
    ("Dec 30", date(2026, 12, 30)), ("July 1st", date(2027, 7, 1)), ("2028-02-16 18:00", datetime(2028, 2, 16, 18)),
    ("tomorrow 7 pm", datetime(2026, 12, 6, 19)), ("mañana", date(2026, 12, 6)), ("today at 6 pm", datetime(2026, 12, 5, 18))])
def test_the_year_that_brings_it_nearest(text: str, local: datetime | date) -> None:
    assert read_near(text, CLASS, today=date(2026, 12, 5)).local == local


@pytest.mark.parametrize(("about", "text", "day"), [
    (date(2026, 12, 30), "Jan 2", date(2027, 1, 2)), (date(2027, 1, 2), "Dec 30", date(2026, 12, 30)),
    (date(2028, 2, 1), "Feb 29", date(2028, 2, 29)), (date(2026, 12, 31), "Dec 31", date(2026, 12, 31))])
def test_around_the_end_of_a_year(about: date, text: str, day: date) -> None:
    assert read_day_near(text, about) == day


@pytest.mark.parametrize(("text", "day"), [("Dec 5", date(2026, 12, 5)), ("Dec 4", date(2027, 12, 4)), ("Nov 30", date(2027, 11, 30))])
def test_forward_a_day_is_never_before(text: str, day: date) -> None:
    assert read_day_near(text, date(2026, 12, 5), forward=True) == day


@pytest.mark.parametrize(("text", "words"), [
    ("Wednesday Feb 16", "is a Tuesday"), ("2/3", "can be read as"), ("Feb 30", "February has"), ("Feb 29", "not a leap year"),
    ("6", "morning or evening"), ("7:30", "7:30 pm"), ("Feb 16 6:15", "6:15 pm"),
    ("soon", "not a date"), ("tomorrow", "another day every time"), ("Feb 16 25:00", "25:00"), ("", "is empty")])
def test_what_is_refused(text: str, words: str) -> None:
    with pytest.raises(WhenError, match=words):
        read_near(text, CLASS)


def test_a_day_with_a_time_is_refused_where_a_day_is_wanted() -> None:
    with pytest.raises(WhenError, match="has a time"):
        read_day_near("Feb 16 6 pm", CLASS)
