"""Repeat phrases, in English and Spanish: the rule, the dates, and the sentence that says it back."""

import time as clock
from datetime import date, datetime, time
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from workshops.phrases import EXAMPLES, PhraseError, describe_rule, expand, first_on_or_after, parse_repeat

START = datetime(2026, 12, 1)
"""A Tuesday; the dates in the tables are the first four on or after it."""


def table(language: str) -> list[tuple[str, str, str, str]]:
    """Rows of (language, phrase, rule, dates) of `data/phrases/LANGUAGE.tsv`."""
    lines = (Path(__file__).parent / f"data/phrases/{language}.tsv").read_text("utf-8").splitlines()
    return [(language, *line.split("\t")) for line in lines if not line.startswith("#")]  # type: ignore[misc]


ROWS = table("en") + table("es")
PHRASES = pytest.mark.parametrize(("language", "phrase", "rule", "dates"), ROWS, ids=[row[1] for row in ROWS])


def test_there_are_enough_phrases() -> None:
    assert len({row[1] for row in ROWS}) >= 120
    assert len({row[1] for row in ROWS if row[0] == "es"}) >= 60


@PHRASES
def test_phrase_gives_the_rule_and_the_dates(language: str, phrase: str, rule: str, dates: str) -> None:
    expected = [datetime.fromisoformat(day) for day in dates.split()]
    for hint in (None, "en", "es"):
        repeat = parse_repeat(phrase, hint)
        assert repeat.rule.to_rrule() == rule
        assert (repeat.start_time, repeat.end_time, repeat.until, repeat.count) == (None,) * 4
        assert repeat.source == phrase
    assert expand(repeat.rule, START, count=4) == expected
    independent = rrulestr(rule, dtstart=START)
    assert [day for day, _ in zip(independent, range(4), strict=False)] == expected


@PHRASES
def test_what_is_read_back_gives_the_same_rule(language: str, phrase: str, rule: str, dates: str) -> None:
    read = parse_repeat(phrase, language).rule
    for other in ("en", "es"):
        sentence = describe_rule(read, lang=other)
        assert parse_repeat(sentence, other).rule == read, sentence
        assert sentence[0].isupper()
        assert sentence[1:] == describe_rule(read, lang=other, capital=False)[1:]


@pytest.mark.parametrize("language", EXAMPLES)
def test_documented_phrases_are_understood_and_in_the_tables(language: str) -> None:
    for phrase in EXAMPLES[language]:
        assert parse_repeat(phrase, language).rule == parse_repeat(phrase).rule


def test_months_left_out_are_left_out() -> None:
    rule = parse_repeat("second Tuesday of every month except in July and August").rule
    days = expand(rule, date(2027, 5, 11), count=4)
    assert days == [date(2027, 5, 11), date(2027, 6, 8), date(2027, 9, 14), date(2027, 10, 12)]


def test_first_weekday_of_a_month_that_begins_on_a_weekend() -> None:
    rule = parse_repeat("first weekday of the month").rule
    assert first_on_or_after(rule, date(2027, 5, 1), date(2027, 5, 1)) == date(2027, 5, 3)
    assert rule.needs_singles


def test_rules_that_every_calendar_program_reads_alike_stay_rules() -> None:
    """Tried on the clients of `tests/clients`; the others are published date by date."""
    singles = {row[2] for row in ROWS if parse_repeat(row[1]).rule.needs_singles}
    assert singles == {
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3",
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYMONTH=1;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=-8,-7,-6,-5,-4,-3,-2",
    }


SIX, HALF_PAST_SEVEN = time(18), time(19, 30)
CLAUSES = {
    # phrase: (rule, start, end, until, count)
    "every Tuesday and Thursday from 6 pm to 7:30 pm": ("TU,TH", SIX, HALF_PAST_SEVEN, None, None),
    "every Tuesday from 6 to 7:30 pm": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "every Tuesday between 6 and 7:30 pm": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "every Tuesday, 6:00 to 7:30 pm": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "every Tuesday, 6 pm to 7:30": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "every Tuesday, 10 pm to 1": ("TU", time(22), time(1), None, None),
    "every Tuesday, 9:00 to 5 pm": ("TU", time(9), time(17), None, None),
    "every Tuesday 6pm\u20137:30pm": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "every Tuesday 18:00-19:30": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "every Tuesday, 11 to 1 pm": ("TU", time(11), time(13), None, None),
    "every Friday, 10 to 1 am": ("FR", time(22), time(1), None, None),
    "every Friday, 8-12 am": ("FR", time(20), time(0), None, None),
    "every Tuesday, 6p-7:30p": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "every Tuesday, 9a to 12p": ("TU", time(9), time(12), None, None),
    "todos los martes de 11 a 1 de la tarde": ("TU", time(11), time(13), None, None),
    "todos los martes de 10 a 1 de la noche": ("TU", time(22), time(1), None, None),
    "every Tuesday from noon to 1 pm": ("TU", time(12), time(13), None, None),
    "every Friday 10 pm to 1 am": ("FR", time(22), time(1), None, None),
    "every Friday from 9 to 17:00": ("FR", time(9), time(17), None, None),
    "every Tuesday at 6 pm": ("TU", SIX, None, None, None),
    "every Tuesday @ 6pm": ("TU", SIX, None, None, None),
    "every Tuesday at noon": ("TU", time(12), None, None, None),
    "every Tuesday until May 11, 2027": ("TU", None, None, date(2027, 5, 11), None),
    "every Tuesday through 2027-05-11": ("TU", None, None, date(2027, 5, 11), None),
    "every Tuesday until May 11, 2027 except in July": (
        "TU;BYMONTH=1,2,3,4,5,6,8,9,10,11,12", None, None, date(2027, 5, 11), None
    ),
    "every Tuesday until May 11, 2027 6 pm": ("TU", SIX, None, date(2027, 5, 11), None),
    "every Tuesday, 6 to 7:30 pm, until May 11, 2027": ("TU", SIX, HALF_PAST_SEVEN, date(2027, 5, 11), None),
    "every Tuesday 10 times": ("TU", None, None, None, 10),
    "every Tuesday at 6 pm for ten times": ("TU", SIX, None, None, 10),
    "every Tuesday, 8 sessions": ("TU", None, None, None, 8),
    "every Tuesday for 10 weeks": ("TU", None, None, None, 10),
    "todos los martes de 18:00 a 19:30": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "todos los martes de 6 a 7:30 p. m.": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "todos los martes de 6 a 7:30 de la tarde": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "todos los martes entre las 18:00 y las 19:30": ("TU", SIX, HALF_PAST_SEVEN, None, None),
    "todos los martes a las 6 de la tarde": ("TU", SIX, None, None, None),
    "todos los martes al mediodía": ("TU", time(12), None, None, None),
    "todos los martes hasta el 11 de mayo de 2027": ("TU", None, None, date(2027, 5, 11), None),
    "todos los martes de 18:00 a 19:30 hasta el 11 de mayo de 2027": (
        "TU", SIX, HALF_PAST_SEVEN, date(2027, 5, 11), None
    ),
    "todos los martes, 10 veces": ("TU", None, None, None, 10),
    "todos los martes durante ocho semanas": ("TU", None, None, None, 8),
}  # fmt: skip


@pytest.mark.parametrize("phrase", CLAUSES)
def test_times_and_ends_in_a_phrase(phrase: str) -> None:
    days, start, end, until, count = CLAUSES[phrase]
    repeat = parse_repeat(phrase)
    assert repeat.rule.to_rrule() == f"FREQ=WEEKLY;BYDAY={days}"
    assert (repeat.start_time, repeat.end_time, repeat.until, repeat.count) == (start, end, until, count)


def test_a_day_of_the_month_is_not_a_time() -> None:
    repeat = parse_repeat("el día 15 de cada mes a las 18:00")
    assert (repeat.rule.to_rrule(), repeat.start_time, repeat.end_time) == (
        "FREQ=MONTHLY;BYMONTHDAY=15",
        SIX,
        None,
    )


REFUSED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "every second Tuesday": (
        "'every second Tuesday': this can be read in two ways.",
        "Write 'every other Tuesday', or 'second Tuesday of every month'",
        ("every other Tuesday", "second Tuesday of every month"),
    ),
    "cada segundo martes": (
        "'cada segundo martes': this can be read in two ways.",
        "Write 'un martes sí y otro no', or 'el segundo martes de cada mes'",
        ("un martes sí y otro no", "el segundo martes de cada mes"),
    ),
    "six Tuesdays": (
        "'six Tuesdays': this can be read in two ways.",
        "Write 'every Tuesday, 6 times', or 'every 6 weeks on Tuesdays'",
        ("every Tuesday, 6 times", "every 6 weeks on Tuesdays"),
    ),
    "diez martes": (
        "'diez martes': this can be read in two ways.",
        "Write 'todos los martes, 10 veces', or 'cada 10 semanas, los martes'",
        ("todos los martes, 10 veces", "cada 10 semanas, los martes"),
    ),
    **{
        phrase: (
            f"'{phrase}': this can be read in two ways.",
            "Write 'first Tuesday of every month', or 'every Tuesday'",
            ("first Tuesday of every month", "every Tuesday"),
        )
        for phrase in ("monthly on Tuesday", "every month on Tuesday", "Tuesday of every month", "once a month on Tuesdays")
    },
    "una vez al mes, el martes": (
        "'una vez al mes, el martes': this can be read in two ways.",
        "Write 'el primer martes de cada mes', or 'todos los martes'",
        ("el primer martes de cada mes", "todos los martes"),
    ),
    "bimonthly": (
        "'bimonthly': it can mean every two months or twice a month.",
        "Write 'every 2 months', or 'on the 1st and 15th of every month'",
        ("every 2 months", "on the 1st and 15th of every month"),
    ),
    "twice a week": (
        "'twice a week': it does not say on which days.",
        "Write 'every Tuesday and Thursday', or 'every Monday and Wednesday'",
        ("every Tuesday and Thursday", "every Monday and Wednesday"),
    ),
    "3 times a week": (
        "'3 times a week': it does not say on which days.",
        "Write 'every Tuesday and Thursday', or 'every Monday and Wednesday'",
        ("every Tuesday and Thursday", "every Monday and Wednesday"),
    ),
    "cada quince días": (
        "'cada quince días': it can mean every two weeks or every 15 days.",
        "Write 'cada dos semanas', or 'cada 14 días'",
        ("cada dos semanas", "cada 14 días"),
    ),
    "every hour": (
        "'every hour': a series repeats by days at most.",
        "Write 'every day', or 'every weekday'",
        ("every day", "every weekday"),
    ),
    "every Tuesday starting December 8, 2026": (
        "'every Tuesday starting December 8, 2026': 'starting' does not belong in a repeat phrase.",
        "The first date goes into 'start', for example start: 2026-12-08 18:00; leave it out here",
        (),
    ),
    "todos los martes a partir del 8 de diciembre de 2026": (
        "'todos los martes a partir del 8 de diciembre de 2026': 'a partir del' does not belong in a repeat phrase.",
        "The first date goes into 'start', for example start: 2026-12-08 18:00; leave it out here",
        (),
    ),
    "every Tuesday until May 11": (
        "'every Tuesday until May 11': the end of the series: 'may 11' has no year.",
        "Write the year too, for example May 11, 2027",
        (),
    ),
    "every Tuesday until further notice": (
        "'every Tuesday until further notice': a series needs an end.",
        "Leave the words out here, and write how far it is sure: confirmed_through: 2027-06-30",
        (),
    ),
    "every Tuesday until May 11, 2027, 10 times": (
        "'every Tuesday until May 11, 2027, 10 times': it says twice how long it goes on.",
        "Keep the last day or the number of times",
        (),
    ),
    "every Tuesday and Thursday for 10 weeks": (
        "'every Tuesday and Thursday for 10 weeks': it is not clear how many dates that length comes to.",
        "Write how often instead, for example 10 times",
        (),
    ),
    "every Tuesday from 6 to 7": (
        "'every Tuesday from 6 to 7': '6' does not say morning or evening.",
        "Write 6 am or 6 pm, or 06:00 or 18:00",
        (),
    ),
    "every Tuesday except December 22, 2026": (
        "'every Tuesday except December 22, 2026': dates to skip do not belong in a repeat phrase.",
        "Write them in 'except', for example except: 2026-12-24; months may be left out here, dates not",
        (),
    ),
    "the Monday before the first Tuesday": (
        "'the Monday before the first Tuesday': the Monday before it can lie in the month before, which no rule can say.",
        "List the dates under 'dates' instead, or choose a day that always lies in the same month",
        ("last Monday of every month", "first Monday of every month"),
    ),
    "the Wednesday after the fourth Tuesday": (
        "'the Wednesday after the fourth Tuesday': the Wednesday after it can lie in the next month, which no rule can say.",
        "List the dates under 'dates' instead, or choose a day that always lies in the same month",
        ("last Wednesday of every month", "first Wednesday of every month"),
    ),
    "sixth Tuesday of every month": (
        "'sixth Tuesday of every month': no month has a Tuesday number 6.",
        "Write first to fifth, or last",
        (),
    ),
    "every 40th of the month": (
        "'every 40th of the month': no month has a day 40.",
        "Write a day from 1 to 31",
        (),
    ),
    "every year on February 30": (
        "'every year on February 30': February has no day 30.",
        "Write a day from 1 to 29",
        (),
    ),
    "evry tuesday": (
        "'evry tuesday': I do not know 'evry' here.",
        "The nearest phrases that I understand: 'every Tuesday'; 'every Thursday'; 'every last Tuesday'",
        ("every Tuesday", "every Thursday", "every last Tuesday"),
    ),
    "": ("the repeat phrase is empty.", "Write how it repeats, for example: every Tuesday", ()),
    "RRULE:FREQ=HOURLY": (
        "'RRULE:FREQ=HOURLY': FREQ=HOURLY repeats within one day.",
        "A series here repeats by days at most: write FREQ=DAILY or more",
        (),
    ),
    "RRULE:FREQ=WEEKLY;BYDAY=Tuesday": (
        "'RRULE:FREQ=WEEKLY;BYDAY=Tuesday': 'TUESDAY' does not fit BYDAY.",
        "Write days as MO, TU, WE, TH, FR, SA, SU, or with a number as 2TU or -1FR",
        (),
    ),
    "RRULE:FREQ=WEEKLY;BYDAY=2TU": (
        "'RRULE:FREQ=WEEKLY;BYDAY=2TU': numbered days like 2TU need months or years.",
        "Write FREQ=MONTHLY, or the day without its number",
        (),
    ),
    "RRULE:FREQ=WEEKLY;COUNT=3;UNTIL=20270101": (
        "'RRULE:FREQ=WEEKLY;COUNT=3;UNTIL=20270101' has both COUNT and UNTIL.",
        "Keep one of them",
        (),
    ),
    "RRULE:FREQ=WEEKLY;INTERVAL=0": (
        "'RRULE:FREQ=WEEKLY;INTERVAL=0': '0' does not fit INTERVAL.",
        "Write a whole number from 1, for example INTERVAL=2",
        (),
    ),
    "RRULE:FREQ=WEEKLY;UNTIL=20270230": (
        "'RRULE:FREQ=WEEKLY;UNTIL=20270230': '20270230' does not fit UNTIL.",
        "Write a date like UNTIL=20270511, or leave it out and use the field 'until'",
        (),
    ),
    "RRULE:BYDAY=TU": (
        "'RRULE:BYDAY=TU' does not say FREQ.",
        "Begin it like RRULE:FREQ=WEEKLY;BYDAY=TU. Or write it in words, for example: every Tuesday",
        (),
    ),
    "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30": (
        "'RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30': no day fits all parts of this rule.",
        "Check the month and the day",
        (),
    ),
    "DTSTART:20261208T180000 RRULE:FREQ=WEEKLY": (
        "'DTSTART:20261208T180000 RRULE:FREQ=WEEKLY' holds more than one line of a calendar file.",
        "Keep only what follows RRULE:; the first date belongs in 'start', skipped dates in 'except'",
        (),
    ),
    "RRULE:FREQ=WEEKLY;BYHOUR=18": (
        "'RRULE:FREQ=WEEKLY;BYHOUR=18': BYHOUR is not used here.",
        "The time of day comes from 'start': leave it out",
        (),
    ),
}


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_is_not_understood_is_explained(phrase: str) -> None:
    with pytest.raises(PhraseError) as caught:
        parse_repeat(phrase)
    error = caught.value
    assert (error.message, error.hint, error.suggestions) == REFUSED[phrase]
    for suggestion in error.suggestions:
        parse_repeat(suggestion)


@pytest.mark.parametrize(
    ("phrase", "suggestion"),
    [
        ("every tusday", "every Tuesday"),
        ("secnd tuesday of evry month", "second Tuesday of every month"),
        ("last friday of teh month", "last Friday of every month"),
        ("todos los juevs", "todos los jueves"),
        ("el segundo marte de cada mes", "el segundo martes de cada mes"),
        ("cada dos smanas", "cada dos semanas"),
        ("August 31", "every August 31"),
    ],
)
def test_nearest_phrases_are_offered_and_understood(phrase: str, suggestion: str) -> None:
    with pytest.raises(PhraseError) as caught:
        parse_repeat(phrase)
    assert suggestion in caught.value.suggestions
    for offered in caught.value.suggestions:
        parse_repeat(offered)


def test_a_rule_copied_from_a_calendar_keeps_its_order() -> None:
    text = "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,MO;WKST=SU"
    assert parse_repeat(f"RRULE:{text}").rule.to_rrule() == text
    assert parse_repeat(f" rrule: {text.lower()} ").rule.to_rrule() == text
    backwards = parse_repeat("RRULE:BYDAY=TU;COUNT=5;FREQ=WEEKLY")
    assert backwards.rule.to_rrule() == "BYDAY=TU;COUNT=5;FREQ=WEEKLY"
    assert backwards.rule.to_rrule(until=date(2027, 5, 11)) == "BYDAY=TU;UNTIL=20270511;FREQ=WEEKLY"
    assert backwards.rule.to_rrule(count=3) == "BYDAY=TU;COUNT=3;FREQ=WEEKLY"
    assert (backwards.count, backwards.rule.count) == (None, 5)


def test_the_end_of_a_rule_is_written_as_the_event_needs_it() -> None:
    rule = parse_repeat("every other Tuesday").rule
    assert rule.to_rrule(until=date(2027, 5, 11)) == "FREQ=WEEKLY;UNTIL=20270511;INTERVAL=2;BYDAY=TU"
    assert rule.to_rrule(until="20270511T220000Z") == "FREQ=WEEKLY;UNTIL=20270511T220000Z;INTERVAL=2;BYDAY=TU"
    assert rule.to_rrule(count=10) == "FREQ=WEEKLY;COUNT=10;INTERVAL=2;BYDAY=TU"


_WORDS = """every each other second 2nd third last first Tuesday Tuesdays Mon Fri and , - to of the month week
day year quarter weekday weekend 15th 31 2 weeks months on in except July August until May 11, 2027 10 times
from 6 pm 7:30 at before after cada todos los jueves segundo último día mes no sí y otro el a las de hasta
veces 18:00 noon RRULE:FREQ=WEEKLY FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO ;INTERVAL=7 ;BYSETPOS=3
FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30 ;BYWEEKNO=53;BYDAY=SU ;BYYEARDAY=366 ;COUNT=2 ;UNTIL=20270511 🎉"""
_phrases = st.lists(st.sampled_from(_WORDS.split()), max_size=12)
_texts = st.one_of(
    st.text(max_size=300),
    st.binary(max_size=150).map(lambda raw: raw.decode("latin-1")),
    _phrases.map(" ".join),
    _phrases.map("".join),
)


@settings(deadline=None, max_examples=500)
@given(_texts)
def test_whatever_is_typed_gives_a_repeat_or_a_phrase_error_quickly(text: str) -> None:
    assert min(seconds(text) for _ in range(3)) < 0.05


def seconds(text: str) -> float:
    """How long it takes to read the text and say it back, in CPU time of this thread alone."""
    parse_repeat.cache_clear()
    started = clock.thread_time()
    try:
        rule = parse_repeat(text).rule
        for language in ("en", "es"):
            assert describe_rule(rule, lang=language)
    except PhraseError as error:
        assert error.message.endswith(".") and error.hint and "\n" not in str(error)
    return clock.thread_time() - started
