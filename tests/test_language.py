"""Dates, times and names as people say them, in English, Spanish and languages without a catalogue."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from workshops.language import load_language
from workshops.locale import catalogue, shipped_language

EN, ES = shipped_language("en"), shipped_language("es")


@pytest.mark.parametrize(
    ("day", "english", "spanish"),
    [
        (date(2026, 12, 8), "Tuesday, December 8, 2026", "martes 8 de diciembre de 2026"),
        (date(2028, 2, 29), "Tuesday, February 29, 2028", "martes 29 de febrero de 2028"),
        (date(2027, 1, 1), "Friday, January 1, 2027", "viernes 1 de enero de 2027"),
    ],
)
def test_a_date_with_its_weekday(day: date, english: str, spanish: str) -> None:
    assert (EN.date_long(day), ES.date_long(day)) == (english, spanish)


def test_shorter_dates() -> None:
    day = date(2027, 2, 9)
    assert [EN.date(day), EN.day(day), EN.day_month(day), EN.date_short(day)] == [
        "February 9, 2027",
        "Tuesday, February 9",
        "February 9",
        "Tue, Feb 9",
    ]
    assert [ES.date(day), ES.day(day), ES.day_month(day), ES.date_short(day)] == [
        "9 de febrero de 2027",
        "martes 9 de febrero",
        "9 de febrero",
        "mar 9 de feb",
    ]
    assert (EN.month(2026, 12), ES.month(2026, 12)) == ("December 2026", "diciembre de 2026")


@pytest.mark.parametrize(
    ("start", "end", "english", "spanish"),
    [
        ("18:00", "19:00", "6 to 7 pm", "de 6 a 7 p. m."),
        ("18:00", "19:30", "6 to 7:30 pm", "de 6 a 7:30 p. m."),
        ("11:00", "13:00", "11 am to 1 pm", "de 11 a. m. a 1 p. m."),
        ("12:00", "13:00", "noon to 1 pm", "de 12 a 1 p. m."),
        ("12:30", "13:30", "12:30 to 1:30 pm", "de 12:30 a 1:30 p. m."),
        ("9:00", "12:00", "9 am to noon", "de 9 a. m. a 12 p. m."),
        ("22:00", "01:00", "10 pm to 1 am", "de 10 p. m. a 1 a. m."),
        ("20:00", "00:00", "8 pm to midnight", "de 8 p. m. a medianoche"),
        ("00:00", "01:00", "midnight to 1 am", "de medianoche a 1 a. m."),
        ("00:30", "01:00", "12:30 to 1 am", "de 12:30 a 1 a. m."),
    ],
)
def test_a_range_of_times(start: str, end: str, english: str, spanish: str) -> None:
    first, last = (datetime.strptime(t, "%H:%M").time() for t in (start, end))
    assert (EN.time_range(first, last), ES.time_range(first, last)) == (english, spanish)


def test_a_range_does_not_depend_on_what_was_asked_before() -> None:
    assert EN.time_range(time(6), time(7)) == "6 to 7 am"
    assert EN.time_range(time(18), time(19)) == "6 to 7 pm"
    assert EN.time_range(time(6), time(19)) == "6 am to 7 pm"


def test_whole_spans() -> None:
    def at(day: int, hour: int, minute: int = 0) -> datetime:
        return datetime(2027, 1, day, hour, minute)

    assert EN.span(at(21, 18), at(21, 19)) == "Thursday, January 21, 2027, 6 to 7 pm"
    assert ES.span(at(21, 18), at(21, 19)) == "jueves 21 de enero de 2027, de 6 a 7 p. m."
    assert EN.span(at(21, 22), at(22, 1)) == "Thursday, January 21, 2027, 10 pm to 1 am, the next morning"
    assert (
        ES.span(at(21, 22), at(22, 1))
        == "jueves 21 de enero de 2027, de 10 p. m. a 1 a. m. del día siguiente"
    )
    assert EN.span(at(21, 20), at(22, 0)) == "Thursday, January 21, 2027, 8 pm to midnight"
    assert EN.span(at(21, 9), at(22, 0)) == "Thursday, January 21, 2027, 9 am to midnight"


def test_a_night_and_a_day_says_both_halves_and_that_it_is_the_next_day() -> None:
    start, end = datetime(2027, 1, 21, 20), datetime(2027, 1, 22, 16)
    assert EN.span(start, end) == "Thursday, January 21, 2027, 8 pm to 4 pm, the next day"
    assert ES.span(start, end) == "jueves 21 de enero de 2027, de 8 p. m. a 4 p. m. del día siguiente"
    assert EN.span(start.replace(hour=8), end.replace(hour=9)) == "Thursday, January 21, 2027, 8 am to 9 am, the next morning"
    assert EN.time_range(time(20), time(16)) == "8 pm to 4 pm"  # opening hours over night


def test_whole_days_end_the_day_before_their_exclusive_end() -> None:
    assert EN.span(date(2027, 8, 31), date(2027, 9, 1)) == "Tuesday, August 31, 2027"
    assert EN.span(date(2027, 8, 31), date(2027, 9, 3)) == "Tuesday, August 31 to Thursday, September 2, 2027"
    assert (
        ES.span(date(2027, 8, 31), date(2027, 9, 3))
        == "del martes 31 de agosto al jueves 2 de septiembre de 2027"
    )
    assert (
        EN.span(date(2026, 12, 31), date(2027, 1, 2))
        == "Thursday, December 31, 2026 to Friday, January 1, 2027"
    )


def test_lists() -> None:
    assert EN.list_of([]) == "" and EN.list_of(["a"]) == "a"
    assert EN.list_of(["a", "b"]) == "a and b" and EN.list_of(["a", "b", "c"]) == "a, b and c"
    assert EN.list_of(["a, b", "c", "d"], "or") == "a, b, c or d"
    assert ES.list_of(["español", "inglés"]) == "español e inglés"
    assert ES.list_of(["inglés", "español"]) == "inglés y español"
    assert ES.list_of(["agua", "nieve", "hielo"]) == "agua, nieve y hielo"


def test_names_of_languages() -> None:
    assert [EN.language_name(t) for t in ("es", "ase", "vi", "zh-Hant", "xx")] == [
        "Spanish",
        "American Sign Language (ASL)",
        "Vietnamese",
        "Chinese (Traditional)",
        "xx",
    ]
    assert [ES.language_name(t) for t in ("es", "ase")] == ["español", "lengua de señas americana (ASL)"]
    assert (EN.own_name(), ES.own_name()) == ("English", "Español")


def test_names_of_time_zones() -> None:
    assert EN.zone_name("America/New_York") == "Eastern Time"
    assert ES.zone_name("America/New_York") == "hora oriental"
    assert EN.zone_name("America/New_York", datetime(2026, 7, 1, 12)) == "Eastern Daylight Time"
    assert EN.zone_name("America/New_York", datetime(2026, 12, 1, 12)) == "Eastern Standard Time"
    assert EN.zone_name("America/Phoenix") == "Mountain Standard Time"
    assert EN.zone_name("America/Denver") == "Mountain Time"
    assert EN.zone_name("US/Eastern") == "Eastern Time"


def test_plurals_and_numbers() -> None:
    assert [EN.plural("{n} hour", "{n} hours", n) for n in (0, 1, 2)] == ["0 hours", "1 hour", "2 hours"]
    assert [ES.plural("{n} hour", "{n} hours", n) for n in (0, 1, 1200)] == [
        "0 horas",
        "1 hora",
        "1,200 horas",
    ]
    assert EN.minutes(90) == "1 hour and 30 minutes" and ES.minutes(45) == "45 minutos"
    assert EN.money(Decimal(10), "USD") == "$10" and EN.money(Decimal("12.5"), "USD") == "$12.50"


def test_a_language_without_catalogue_uses_the_public_tables() -> None:
    french = load_language("fr")
    assert french.date_long(date(2026, 12, 8)) == "mardi 8 décembre 2026"
    assert french.time_range(time(18), time(19, 30)) == "18:00 – 19:30"
    assert french.gettext("Nobody wrote this") == "Nobody wrote this"
    arabic = load_language("ar")
    assert arabic.direction == "rtl" and EN.direction == "ltr"
    assert "2026" in arabic.date_long(date(2026, 12, 8))


POLISH = rb"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n"

msgid "{n} hour"
msgid_plural "{n} hours"
msgstr[0] "{n} godzina"
msgstr[1] "{n} godziny"
msgstr[2] "{n} godzin"

#, fuzzy
msgid "Home"
msgstr "Dom?"

msgid "Find"
msgstr ""
"""


def test_a_catalogue_with_three_plural_forms() -> None:
    polish = load_language("pl", POLISH)
    assert [polish.plural("{n} hour", "{n} hours", n) for n in (1, 3, 5, 22)] == [
        "1 godzina",
        "3 godziny",
        "5 godzin",
        "22 godziny",
    ]


def test_fuzzy_and_empty_translations_are_not_shown() -> None:
    polish = load_language("pl", POLISH)
    assert polish.gettext("Home") == "Home" and polish.gettext("Find") == "Find"


def test_the_package_has_a_catalogue_for_spanish_and_none_for_english() -> None:
    assert catalogue("es") == catalogue("es-MX") and catalogue("en") is None
