"""A rule in a sentence: what an organizer is shown of what was understood."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workshops.phrases import (
    LANGUAGES,
    PhraseError,
    Rule,
    describe_repeat,
    describe_rule,
    describe_times,
    expand,
    parse_repeat,
    written_out,
)
from workshops.phrases.words import ENGLISH

SENTENCES = {
    "every day": ("Every day", "Todos los días"),
    "every other day": ("Every 2 days", "Cada 2 días"),
    "weekdays": ("Every weekday", "De lunes a viernes"),
    "weekends": ("Every Saturday and Sunday", "Todos los sábados y domingos"),
    "weekly": ("Every week", "Cada semana"),
    "todos los jueves": ("Every Thursday", "Todos los jueves"),
    "every other Thursday": ("Every other Thursday", "Un jueves sí y otro no"),
    "every 3 weeks on Tuesday": ("Every 3 weeks on Tuesdays", "Cada 3 semanas, los martes"),
    "Mon/Wed/Fri": ("Every Monday, Wednesday and Friday", "Todos los lunes, miércoles y viernes"),
    "every Tuesday except in July and August": (
        "Every Tuesday, except in July and August",
        "Todos los martes, excepto en julio y agosto",
    ),
    "every Thursday in October": ("Every Thursday in October", "Todos los jueves en octubre"),
    "monthly": ("Every month", "Cada mes"),
    "on the 15th of every month": ("On the 15th of every month", "El día 15 de cada mes"),
    "on the 1st and 15th of every month": (
        "On the 1st and 15th of every month",
        "Los días 1 y 15 de cada mes",
    ),
    "last day of the month": ("Last day of every month", "El último día de cada mes"),
    "2nd and 4th Tuesday": (
        "Second and fourth Tuesday of every month",
        "El segundo y cuarto martes de cada mes",
    ),
    "first Monday of every quarter": ("Every 3 months on the first Monday", "Cada 3 meses, el primer lunes"),
    "last business day of the month": ("Last weekday of every month", "El último día laborable de cada mes"),
    "the day before the third Tuesday": (
        "The Monday before the third Tuesday of every month",
        "El lunes antes del tercer martes de cada mes",
    ),
    "the Monday after the first Friday": (
        "The Monday after the first Friday of every month",
        "El lunes después del primer viernes de cada mes",
    ),
    "every August 31": ("Every year on August 31", "Cada año, el 31 de agosto"),
    "last Monday of May": ("Every year on the last Monday of May", "Cada año, el último lunes de mayo"),
    "RRULE:FREQ=YEARLY;BYYEARDAY=100": ("On the dates listed", "En las fechas indicadas"),
    "RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2": (
        "Second Tuesday of every month",
        "El segundo martes de cada mes",
    ),
}


@pytest.mark.parametrize("phrase", SENTENCES)
def test_rules_in_sentences(phrase: str) -> None:
    rule = parse_repeat(phrase).rule
    assert (describe_rule(rule), describe_rule(rule, lang="es")) == SENTENCES[phrase]


def test_the_whole_series_in_one_sentence() -> None:
    rule = parse_repeat("second Tuesday of every month").rule
    said = describe_repeat(
        rule,
        start=time(18),
        end=time(19),
        until=date(2027, 5, 11),
        skipped=[date(2027, 2, 9)],
        near=date(2026, 12, 8),
    )
    assert said == "Second Tuesday of every month, 6 to 7 pm, until May 11; not on February 9"
    spanish = describe_repeat(
        rule,
        lang="es-US",
        start=time(18),
        end=time(19, 30),
        until=datetime(2027, 5, 11, 18),
        skipped=[datetime(2027, 3, 9, 18), date(2027, 2, 9)],
        also=[date(2027, 2, 16)],
    )
    assert spanish == (
        "El segundo martes de cada mes, de 6 a 7:30 p. m., hasta el 11 de mayo de 2027; "
        "excepto el 9 de febrero de 2027 y 9 de marzo de 2027; también el 16 de febrero de 2027"
    )
    assert describe_repeat(rule, count=10) == "Second Tuesday of every month, 10 times"
    assert describe_repeat(rule, count=1, lang="es") == "El segundo martes de cada mes, 1 vez"


def test_a_date_shows_its_year_where_it_could_be_doubted() -> None:
    rule = parse_repeat("every Tuesday").rule
    for until, shown in {
        date(2026, 12, 8): "December 8",
        date(2027, 10, 31): "October 31",
        date(2027, 11, 1): "November 1, 2027",
        date(2026, 12, 1): "December 1, 2026",
    }.items():
        assert describe_repeat(rule, until=until, near=date(2026, 12, 8)) == f"Every Tuesday, until {shown}"


@pytest.mark.parametrize(
    ("start", "end", "english", "spanish"),
    [
        (time(18), None, "at 6 pm", "a las 6 p. m."),
        (time(13), None, "at 1 pm", "a la 1 p. m."),
        (time(18), time(19), "6 to 7 pm", "de 6 a 7 p. m."),
        (time(18, 15), time(19, 30), "6:15 to 7:30 pm", "de 6:15 a 7:30 p. m."),
        (time(11), time(13), "11 am to 1 pm", "de 11 a. m. a 1 p. m."),
        (time(12), time(13), "noon to 1 pm", "de 12 del mediodía a 1 p. m."),
        (time(11), time(12), "11 am to noon", "de 11 a. m. a 12 del mediodía"),
        (time(22), time(1), "10 pm to 1 am", "de 10 p. m. a 1 a. m."),
        (time(22), time(0), "10 pm to midnight", "de 10 p. m. a medianoche"),
        (time(0, 30), time(1), "12:30 to 1 am", "de 12:30 a 1 a. m."),
        (time(23), time(22), "11 pm to 10 pm", "de 11 p. m. a 10 p. m."),
    ],
)
def test_times_in_words(start: time, end: time | None, english: str, spanish: str) -> None:
    assert (describe_times(start, end), describe_times(start, end, lang="es")) == (english, spanish)


minutes = st.integers(0, 24 * 4 - 1).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@given(
    minutes,
    st.none() | minutes,
    st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["en", "es"]),
)
def test_the_whole_sentence_is_read_again(start: time, end: time | None, until: date | None, lang: str) -> None:
    rule = parse_repeat("every Tuesday except in July").rule
    said = describe_repeat(rule, lang=lang, start=start, end=end, until=until, count=None if until else 10)
    repeat = parse_repeat(said, lang)
    assert (repeat.rule, repeat.start_time, repeat.end_time) == (rule, start, end)
    assert (repeat.until, repeat.count) == (until, None if until else 10)


def test_a_third_language_is_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    french = replace(
        ENGLISH,
        language="fr",
        weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        nth={1: "premier", 2: "deuxième", -1: "dernier"},
        and_="et",
        nth_weekday=("le {days}", "le {days}"),
        of_every_month="{days} de chaque mois",
        weekly="tous les {days}",
        from_to=("de {start} à {end}", "de {start} à {end}"),
        halves=None,
    )
    monkeypatch.setitem(LANGUAGES, "fr", french)
    rule = parse_repeat("second Tuesday of every month").rule
    said = describe_repeat(rule, lang="fr", start=time(18), end=time(19, 30))
    assert said == "Le deuxième mardi de chaque mois, de 18:00 à 19:30"
    assert describe_rule(Rule("WEEKLY", byday=((None, 1), (None, 3))), lang="fr") == "Tous les mardi et jeudi"
    third = parse_repeat("third Tuesday of every month").rule
    assert describe_rule(third, lang="fr") == "On the dates listed"  # the table has no word for it


def test_an_unknown_language_is_answered_in_english() -> None:
    assert describe_rule(Rule("DAILY"), lang="xx") == "Every day"


def test_a_rule_that_leaves_its_day_to_the_start_is_plainer_written_out() -> None:
    rule = written_out(parse_repeat("monthly").rule, date(2026, 12, 15))
    assert describe_rule(rule) == "On the 15th of every month"
    assert describe_rule(written_out(Rule("YEARLY"), date(2027, 8, 31)), lang="es") == "Cada año, el 31 de agosto"


@given(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")), st.integers(1, 4), st.data())
def test_a_sentence_never_says_another_rule(freq: str, interval: int, data: st.DataObject) -> None:
    """Whatever an RRULE says, its sentence is either read as the same days or names none."""
    numbers = st.integers(-5, 5).filter(bool) if freq in ("MONTHLY", "YEARLY") else st.none()
    days = data.draw(st.lists(st.tuples(st.none() | numbers, st.integers(0, 6)), max_size=3, unique=True))
    months = data.draw(st.lists(st.integers(1, 12), max_size=12, unique=True))
    monthdays = data.draw(st.lists(st.integers(-31, 31).filter(bool), max_size=2, unique=True))
    rule = Rule(freq, interval, tuple(days), tuple(monthdays) if freq != "WEEKLY" else (), tuple(months))
    for lang in ("en", "es"):
        sentence = describe_rule(rule, lang=lang)
        if sentence in ("On the dates listed", "En las fechas indicadas"):
            continue
        try:
            again = parse_repeat(sentence, lang).rule
        except PhraseError as error:
            raise AssertionError(f"{rule.to_rrule()}: {sentence}: {error}") from error
        assert _days(again) == _days(rule), (sentence, rule.to_rrule(), again.to_rrule())


def _days(rule: Rule) -> list[date]:
    from workshops.phrases import expand

    return [day for day in expand(rule, date(2028, 2, 29), until=date(2031, 12, 31)) if isinstance(day, date)]


@pytest.mark.parametrize(("days", "interval", "sentence"), [
    ("TU", 2, "Every other Tuesday"), ("TU,TH", 2, "Every 2 weeks on Tuesdays and Thursdays"),
    ("MO,SA", 3, "Every 3 weeks on Mondays and Saturdays"),
    ("TU,SU", 2, "On the dates listed"),
])  # fmt: skip
def test_the_first_day_of_the_week_counts_only_where_it_changes_the_dates(days: str, interval: int, sentence: str) -> None:
    """Google writes WKST=SU into every rule; the sentence is the plain one as long as the dates are the same.

    A start is a date of its own series.
    """
    google, plain = (parse_repeat(f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={days}{end}").rule for end in (";WKST=SU", ""))
    assert describe_rule(google) == sentence
    firsts = [first for n in range(14) if f"{(first := date(2026, 12, 1) + timedelta(n)):%a}"[:2].upper() in days]
    same = [expand(google, first, count=9) == expand(plain, first, count=9) for first in firsts]
    assert all(same) == (sentence != "On the dates listed")
