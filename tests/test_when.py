"""Dates, times and durations as organizers write them: what is read, and what each mistake is told."""

import time as clock
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workshops.when import (
    When,
    WhenError,
    parse_date,
    parse_duration,
    parse_time,
    parse_time_or_when,
    parse_when,
)

SIX_PM = datetime(2026, 12, 8, 18)

READ = {
    "2026-12-08": date(2026, 12, 8),
    "2026-12-08 18:00": SIX_PM,
    "2026-12-08 18:00:30": datetime(2026, 12, 8, 18, 0, 30),
    "2026-12-08T18:00": SIX_PM,
    "2026-12-08T18:00:00": SIX_PM,
    "2026-12-08 6 pm": SIX_PM,
    "2026-12-08 6pm": SIX_PM,
    "2026-12-08, 6 p.m": SIX_PM,
    "2026-12-8": date(2026, 12, 8),
    "2026/12/08": date(2026, 12, 8),
    "20261208": date(2026, 12, 8),
    "20261208T180000": SIX_PM,
    "Dec 8, 2026 6:15 pm": datetime(2026, 12, 8, 18, 15),
    "Dec. 8th, 2026 @ 6 PM": SIX_PM,
    "December 8 2026, 6:00 in the evening": SIX_PM,
    "Tuesday, December 8, 2026 at 6pm": SIX_PM,
    "6 pm on Tuesday, December 8, 2026": SIX_PM,
    "Tue Dec 8, 2026": date(2026, 12, 8),
    "8 December 2026 18:00": SIX_PM,
    "the 8th of December, 2026 at 6:30pm": datetime(2026, 12, 8, 18, 30),
    "8-Dec-2026": date(2026, 12, 8),
    "2026-Dec-08": date(2026, 12, 8),
    "8 de diciembre de 2026 18:00": SIX_PM,
    "8 de diciembre de 2026": date(2026, 12, 8),
    "8 de diciembre de 2026 a las 6 de la tarde": SIX_PM,
    "8 de diciembre del 2026, 6:15 p. m.": datetime(2026, 12, 8, 18, 15),
    "martes 8 de diciembre de 2026 a las 18h": SIX_PM,
    "sábado, 12 de diciembre del 2026 a la 1 de la tarde": datetime(2026, 12, 12, 13),
    "SABADO 12 DE DICIEMBRE DE 2026": date(2026, 12, 12),
    "mar 8 dic 2026": date(2026, 12, 8),  # mar is martes here
    "mar 8, 2026": date(2026, 3, 8),  # and March here
    "1º de enero de 2027": date(2027, 1, 1),
    "primero de mayo de 2027 12:00": datetime(2027, 5, 1, 12),
    "2026-12-08 noon": datetime(2026, 12, 8, 12),
    "8 dic 2026 mediodía": datetime(2026, 12, 8, 12),
    "Dec 8 , 2026": date(2026, 12, 8),
    "Tue 12/8/2026 6:00 PM": SIX_PM,  # of the two readings, one is a Tuesday
    "martes 8/12/2026": date(2026, 12, 8),
    "mié 12.8.2026": date(2026, 8, 12),
    "2026-12-08 (Tue) 18:00": SIX_PM,
    "Tues. Dec 8th, 2026 6:30p": datetime(2026, 12, 8, 18, 30),
    "2026-12-08 12 am": datetime(2026, 12, 8),
    "2028-02-29": date(2028, 2, 29),
    "Feb 29, 2028": date(2028, 2, 29),
    "2026-12-31 23:59": datetime(2026, 12, 31, 23, 59),
    "12/25/2026": date(2026, 12, 25),
    "25/12/2026 6pm": datetime(2026, 12, 25, 18),
    "13.12.2026": date(2026, 12, 13),
    "03/03/2027": date(2027, 3, 3),  # both readings are one day
    "Dec\u00a08,\u00a02026\u202f6:15\u00a0pm": datetime(2026, 12, 8, 18, 15),
    "2026\u201312\u201308 18:00": SIX_PM,
    "\u201c2026-12-08 18:00\u201d": SIX_PM,
    "\ufeff2026-12-08\u200b 18:00 ": SIX_PM,
    "２０２６-12-08": date(2026, 12, 8),
}


@pytest.mark.parametrize("text", READ)
def test_dates_as_people_write_them(text: str) -> None:
    assert parse_when(text).local == READ[text]


def test_a_zone_or_distance_behind_the_time_is_handed_on() -> None:
    five_behind = timedelta(hours=-5)
    assert parse_when("2026-12-08 18:00 America/Chicago") == When(date(2026, 12, 8), time(18), "America/Chicago")
    assert parse_when("Dec 8, 2026 6 pm (America/Argentina/Buenos_Aires)").zone == "America/Argentina/Buenos_Aires"
    assert parse_when("2026-12-08T18:00:00-05:00") == When(date(2026, 12, 8), time(18), None, five_behind)
    assert parse_when("2026-12-08 18:00 +05:30").offset == timedelta(hours=5, minutes=30)
    assert parse_when("2026-12-08T18:00:00.000Z") == When(date(2026, 12, 8), time(18), None, timedelta(0))
    both = parse_when("2026-12-08T18:00:00-05:00[America/New_York]")
    assert (both.zone, both.offset) == ("America/New_York", five_behind)


REFUSED = {
    "03/04/2027": (
        "'03/04/2027' can be read as March 4, 2027 or as April 3, 2027",
        "Write 2027-03-04 or 2027-04-03, or the name of the month",
    ),
    "2026-12-31 midnight": (
        "'2026-12-31 midnight' can be the midnight before that day or the one after it",
        "Write 2026-12-31 00:00 or 2027-01-01 00:00",
    ),
    "8 de diciembre de 2026 a las 12 de la noche": (
        "'8 de diciembre de 2026 a las 12 de la noche' can be the midnight before that day or the one after it",
        "Write 2026-12-08 00:00 or 2026-12-09 00:00",
    ),
    "Fri 12/8/2026": (
        "'Fri 12/8/2026' can be read as December 8, 2026 or as August 12, 2026",
        "Write 2026-12-08 or 2026-08-12, or the name of the month",
    ),
    "8.12.2026": (
        "'8.12.2026' can be read as August 12, 2026 or as December 8, 2026",
        "Write 2026-08-12 or 2026-12-08, or the name of the month",
    ),
    "Wednesday, December 8, 2026": (
        "'Wednesday, December 8, 2026': December 8, 2026 is a Tuesday, not a Wednesday",
        "Write Tuesday, or the date of the Wednesday that you mean: 2026-12-02 or 2026-12-09",
    ),
    "lunes 8 de diciembre de 2026": (
        "'lunes 8 de diciembre de 2026': December 8, 2026 is a Tuesday, not a Monday",
        "Write Tuesday, or the date of the Monday that you mean: 2026-12-07 or 2026-12-14",
    ),
    "Feb 30": ("'Feb 30': February has 29 days", "Write a day from 1 to 29"),
    "Feb 30, 2027": ("'Feb 30, 2027': February 2027 has 28 days", "Write a day from 1 to 28"),
    "2027-02-29": (
        "'2027-02-29': February 2027 has 28 days, since 2027 is not a leap year",
        "Write a day from 1 to 28; the next leap year is 2028",
    ),
    "31/04/2027": ("'31/04/2027': April 2027 has 30 days", "Write a day from 1 to 30"),
    "2026-13-08": (
        "'2026-13-08': there is no month 13",
        "The month comes before the day: write 2026-08-13 if you mean that",
    ),
    "12/8/26": ("'12/8/26': the year needs four digits", "Write 2026 if you mean 2026"),
    "Dec 8 \u201926": ("'Dec 8 \u201926': the year needs four digits", "Write 2026 if you mean 2026"),
    "8-Dec-26": ("'8-Dec-26': the year needs four digits", "Write 2026 if you mean 2026"),
    "0026-12-08": (
        "'0026-12-08': 0026 is not a likely year",
        "Write a year from 1900 to 2199, for example 2027",
    ),
    "Dec 8 6 pm": ("'Dec 8 6 pm' has no year", "Write the year too, for example December 8, 2027"),
    "8 de diciembre": ("'8 de diciembre' has no year", "Write the year too, for example December 8, 2027"),
    "12/8": ("'12/8' has no year", "Write the whole date, for example 2026-12-08"),
    "December 2026": (
        "'December 2026' names a month but no day",
        "Write the whole date, for example 2026-12-08",
    ),
    "46364": (
        "'46364' is how a spreadsheet stores a date inside",
        "It would be 2026-12-08: write that, or format the column as text before you copy it",
    ),
    "46364.75": (
        "'46364.75' is how a spreadsheet stores a date inside",
        "It would be 2026-12-08 18:00: write that, or format the column as text before you copy it",
    ),
    "2026-12-31 24:00": (
        "'2026-12-31 24:00': a day ends at 24:00, which is 00:00 of the next day",
        "Write 2027-01-01 00:00",
    ),
    "2026-12-08 25:00": (
        "'2026-12-08 25:00': a day has no hour 25",
        "Write a time from 00:00 to 23:59, or 6 pm",
    ),
    "2026-12-08 18:60": (
        "'2026-12-08 18:60' has more than 59 minutes or seconds",
        "Write the time like this: 18:00 or 6 pm",
    ),
    "2026-12-08 6pm-7pm": (
        "'2026-12-08 6pm-7pm' holds two times",
        "Write the first in 'start' and the second in 'end'",
    ),
    "2026-12-08 18:00-19:00": (  # not a distance from UTC
        "'2026-12-08 18:00-19:00' holds two times",
        "Write the first in 'start' and the second in 'end'",
    ),
    "Dec 8 - 10, 2026": (
        "'Dec 8 - 10, 2026' holds two dates",
        "Write the first in 'start' and the second in 'end'",
    ),
    "2026-12-08 to 2026-12-10": (
        "'2026-12-08 to 2026-12-10' holds two dates",
        "Write the first in 'start' and the second in 'end'",
    ),
    "2026-12-08 6": (
        "'2026-12-08 6' does not say morning or evening",
        "Write 6 am or 6 pm, or 06:00 or 18:00",
    ),
    "2026-12-08 1800": ("'2026-12-08 1800' needs a colon between hours and minutes", "Write 18:00"),
    "2026-12-08 13 pm": (
        "'2026-12-08 13 pm' mixes the 24-hour clock with pm",
        "Write 13:00 without pm, or 1:00 pm",
    ),
    "2026-12-08 18:00 EST": (
        "'2026-12-08 18:00 EST': the time zone 'EST' can mean several zones",
        "Leave it out to use the event's own time zone, or write America/New_York",
    ),
    "2026-12-08 at the library": (
        "'2026-12-08 at the library': I can read the date 2026-12-08, but not 'at the library'",
        "Write only the date and the time: 2026-12-08 18:00",
    ),
    "tomorrow at 6": (
        "'tomorrow at 6' means another day every time it is read",
        "Write the date itself, for example 2026-12-08",
    ),
    "Tuesday 6 pm": (
        "'Tuesday 6 pm' has no date",
        "Write the date beside the weekday, for example 2026-12-08",
    ),
    "18:00": ("'18:00' has a time but no date", "Write the date too, for example 2026-12-08 18:00"),
    "Decmber 8, 2026": (
        "'Decmber 8, 2026' is not a date I can read (did you mean December?)",
        "Write it like this: 2026-12-08 18:00",
    ),
    "TBA": ("'TBA' is not a date", "Keep the event as 'draft: yes' until the date is known, then write it"),
    "": ("the date is empty", "Write it like this: 2026-12-08"),
    "🎉": ("'🎉' is not a date I can read", "Write it like this: 2026-12-08 18:00, or Dec 8, 2026 6 pm"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_mistakes_are_explained_in_two_sentences(text: str) -> None:
    with pytest.raises(WhenError) as caught:
        parse_when(text)
    message, hint = REFUSED[text]
    assert (caught.value.message, caught.value.hint) == (f"{message}.", hint)
    assert str(caught.value) == f"{message}. {hint}"


def test_a_date_alone_where_only_a_date_is_wanted() -> None:
    assert parse_date("Feb 9, 2027") == date(2027, 2, 9)
    with pytest.raises(WhenError, match="has a time, but only the date is wanted. Write 2027-02-09"):
        parse_date("Feb 9, 2027 6 pm")


TIMES = {
    "18:00": time(18),
    "6 pm": time(18),
    "6 PM": time(18),
    "6:15 p.m.": time(18, 15),
    "6:15 p. m.": time(18, 15),
    "6.15 pm": time(18, 15),
    "6p": time(18),
    "6:15p": time(18, 15),
    "9:30a": time(9, 30),
    "18h30": time(18, 30),
    "18.30": time(18, 30),
    "18 h": time(18),
    "19:00 hrs": time(19),
    "noon": time(12),
    "12 noon": time(12),
    "mediodía": time(12),
    "12 pm": time(12),
    "12 am": time(0),
    "12:30 a.m.": time(0, 30),
    "midnight": time(0),
    "medianoche": time(0),
    "00:00": time(0),
    "23:59": time(23, 59),
    "at 6 pm": time(18),
    "a las 6 de la tarde": time(18),
    "a las 6 y media de la tarde": time(18, 30),
    "la 1 de la tarde": time(13),
    "10 de la noche": time(22),
    "12 de la noche": time(0),
    "2 de la madrugada": time(2),
    "7 de la mañana": time(7),
    "7 in the morning": time(7),
    "18:00 de la tarde": time(18),
}


@pytest.mark.parametrize("text", TIMES)
def test_times_of_day(text: str) -> None:
    assert parse_time(text) == TIMES[text]


BAD_TIMES = {
    "": ("the time is empty", "Write it like this: 18:00 or 6 pm"),
    "6": ("'6' does not say morning or evening", "Write 6 am or 6 pm, or 06:00 or 18:00"),
    "18": ("'18' gives only an hour", "Write 18:00"),
    "99": ("'99' is not a time of day", "Write the time like this: 18:00 or 6 pm"),
    "630pm": ("'630pm' needs a colon between hours and minutes", "Write 6:30 pm"),
    "6 to 7 pm": ("'6 to 7 pm' holds two times", "Write the first in 'start' and the second in 'end'"),
    "de 18:00 a 19:00": (
        "'de 18:00 a 19:00' holds two times",
        "Write the first in 'start' and the second in 'end'",
    ),
    "24:00": (
        "'24:00': a day ends at 24:00, which is 00:00 of the next day",
        "Write 00:00 with the date of the next day, for example 2026-12-09 00:00",
    ),
    "12 de la mañana": (
        "'12 de la mañana' is not clear about the time of day",
        "Write the time like this: 18:00 or 6 pm",
    ),
    "0 pm": (
        "'0 pm' mixes the 24-hour clock with pm",
        "Write 00:00 without pm",
    ),
    "7 pm America/Chicago": (
        "'7 pm America/Chicago' has a time zone but no date",
        "Write the date too, or only the time: 19:00",
    ),
}


@pytest.mark.parametrize("text", BAD_TIMES)
def test_bad_times_are_explained(text: str) -> None:
    with pytest.raises(WhenError) as caught:
        parse_time(text)
    message, hint = BAD_TIMES[text]
    assert (caught.value.message, caught.value.hint) == (f"{message}.", hint)


def test_an_end_is_a_time_or_a_whole_moment() -> None:
    assert parse_time_or_when("19:00") == time(19)
    assert parse_time_or_when("7 de la tarde") == time(19)
    assert parse_time_or_when("2026-12-09 01:00") == When(date(2026, 12, 9), time(1))
    assert parse_time_or_when("2026-12-09") == When(date(2026, 12, 9))
    for text, message in {
        "18:00-19:00": "holds two times",
        "Feb 30": "February has 29 days",
        "Dec 9 7 pm": "has no year",
        "soon": "is not a time I can read",
        "46364": "spreadsheet",
    }.items():
        with pytest.raises(WhenError, match=message):
            parse_time_or_when(text)


DURATIONS = {
    "1h 30m": 90,
    "1h30": 90,
    "1h30m": 90,
    "90 minutes": 90,
    "90min": 90,
    "1:30": 90,
    "0:45": 45,
    "1.5 hours": 90,
    "1,5 horas": 90,
    "1\u00bd hours": 90,
    "1 1/2 hours": 90,
    "an hour and a half": 90,
    "1 hour and 30 minutes": 90,
    "two and a half hours": 150,
    "two hours": 120,
    "half an hour": 30,
    "1 hora y media": 90,
    "hora y media": 90,
    "2 horas y media": 150,
    "2 horas": 120,
    "media hora": 30,
    "tres cuartos de hora": 45,
    "1 hora, 30 minutos": 90,
    "1 hora 30": 90,
    "PT1H30M": 90,
    "P1DT2H": 26 * 60,
    "2 days": 2 * 24 * 60,
    "2 días": 2 * 24 * 60,
    "1 week": 7 * 24 * 60,
}


@pytest.mark.parametrize("text", DURATIONS)
def test_durations(text: str) -> None:
    assert parse_duration(text) == timedelta(minutes=DURATIONS[text])


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("90", "'90' has no unit", "Write 90 minutes or 90 hours"),
        (
            "0 minutes",
            "'0 minutes' is no time at all",
            "Write how long it takes, for example 1h 30m or 90 minutes",
        ),
        ("19:30", "'19:30' looks like a time of day", "Write it in 'end', or as a length: 19h 30m"),
        ("1 month", "'1 month' has no exact length", "Write it in days, for example 30 days"),
        ("500 days", "'500 days' is longer than a year", "Write a shorter duration, or an 'end' date"),
        ("a while", "'a while' is not a duration I can read", "Write it like this: 1h 30m or 90 minutes"),
        ("-1h", "'-1h' is not a duration I can read", "Write it like this: 1h 30m or 90 minutes"),
        ("30m 1h", "'30m 1h' is not a duration I can read", "Write it like this: 1h 30m or 90 minutes"),
        ("", "the duration is empty", "Write it like this: 1h 30m or 90 minutes"),
    ],
)
def test_bad_durations_are_explained(text: str, message: str, hint: str) -> None:
    with pytest.raises(WhenError) as caught:
        parse_duration(text)
    assert (caught.value.message, caught.value.hint) == (f"{message}.", hint)


_PIECES = """2026 12 08 8 - / . : , T Z pm a.m. p. m. de del a las la 6 18 00 Dec mar diciembre tuesday lunes
24:00 h y media hours min and 1/2 America/Chicago -05:00 EST noon 46364 \u2013 🎉"""
_pieces = st.sampled_from([*_PIECES.split(), " ", "\u00a0"])
_texts = st.one_of(
    st.text(max_size=300),
    st.binary(max_size=120).map(lambda raw: raw.decode("latin-1")),
    st.lists(_pieces, max_size=12).map(" ".join),
    st.lists(_pieces, max_size=12).map("".join),
)


@settings(deadline=None, max_examples=400)
@given(_texts)
def test_whatever_is_typed_gives_a_value_or_a_when_error_quickly(text: str) -> None:
    for parse in (parse_when, parse_date, parse_time, parse_duration, parse_time_or_when):
        assert min(seconds(parse, text) for _ in range(3)) < 0.05


def seconds(parse: Callable[[str], object], text: str) -> float:
    """How long it takes to read the text, in CPU time of this thread alone."""
    started = clock.thread_time()
    try:
        parse(text)
    except WhenError as error:
        assert error.message.endswith(".") and error.hint and "\n" not in str(error)
    return clock.thread_time() - started


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)))
def test_every_canonical_moment_is_read_back(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert parse_when(f"{moment:%Y-%m-%d %H:%M}").local == moment
    assert parse_when(f"{moment:%Y-%m-%d}").local == moment.date()
    assert parse_when(f"{moment:%B} {moment.day}, {moment.year} {moment:%I:%M %p}").local == moment


def test_ten_thousand_plain_dates_are_read_in_a_moment() -> None:
    def seconds() -> float:
        started = clock.thread_time()
        for _ in range(1000):
            parse_when("2026-12-08 18:00")
        return clock.thread_time() - started

    assert min(seconds() for _ in range(10)) < 0.005  # five times what it takes
