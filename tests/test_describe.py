"""The notes of a calendar entry: every line of them in English and Spanish, on a small county in memory."""

from __future__ import annotations

from typing import Any

import pytest
from feed_site import event, published
from workshops import describe
from workshops.vevents import Serializer

VENUES = {
    "venues/hall.md": "---\ntitle: Hall\ntitle_es: Salón\ntown: Millbrook\ncountry: CA\nroom: Room 5\nroom_es: Sala 5\n"
    "entrance: Back door.\n"
    "entrance_es: Puerta trasera\naccessibility: [step-free, asl]\n---\n",
    "venues/library.md": "---\ntitle: Libraries\ntown: Alder\nstate: NY\nzip: '13000'\nstreet: 3 Oak Street\n---\n",
    "programs/guided.md": "---\ntitle: Guided\nwhat_to_expect: Short talks.\nwhat_to_expect_es: Charlas cortas.\n---\n",
    "organizers/van.md": "---\ntitle: Van\ntitle_es: Camioneta\nphone: 555-0123\n---\n",
    "organizers/quiet.md": "---\ntitle: Quiet\n---\n",
}


def said(fields: dict[str, Any], *, number: int = 0) -> tuple[dict[str, str], dict[str, str]]:
    """The lines of an event's notes in English and in Spanish, by label."""
    calendars = published(records=VENUES, one=event(uid="one@x", **fields))
    (entry,) = calendars.catalog.entries.values()
    found = []
    for lang in calendars.languages:
        subject = Serializer(calendars.catalog, lang).subject(entry, entry.schedule.components[number])
        found.append(dict(describe.lines(subject, lang)))
    return found[0], found[1]


def both(fields: dict[str, Any], label: str, etiqueta: str) -> tuple[str, str]:
    """One line in both languages, "" where it is not there."""
    english, spanish = said(fields)
    return english.get(label, ""), spanish.get(etiqueta, "")


Case = tuple[dict[str, Any], str, str]
# What is written, and the line in English and in Spanish; "" where there is no such line.
CHANGED: list[Case] = [
    ({}, "", ""),
    ({"status": "cancelled", "status_note": "Snow.", "status_note_es": "Nieve."}, "Cancelled. Snow.", "Cancelado. Nieve."),
    ({"status": "postponed"}, "Postponed. A new date is not set yet.", "Aplazado. Todavía no hay una fecha nueva."),
    ({"status": "moved"}, "Moved.", "Cambió de fecha."),
    (
        {"status": "moved", "previous_start": "2026-12-01 17:00"},
        "Moved from Tuesday, December 1, 2026, 5 pm.",
        "Antes era el martes 1 de diciembre de 2026, 5 p. m.",
    ),
    (
        {"status": "moved", "start": "2026-12-08", "end": None, "previous_start": "2026-12-01"},
        "Moved from Tuesday, December 1, 2026.",
        "Antes era el martes 1 de diciembre de 2026.",
    ),
]
WHEN: list[Case] = [
    ({}, "Tuesday, December 8, 2026, 6 to 7 pm (Eastern Time)", "martes 8 de diciembre de 2026, de 6 a 7 p. m. (hora oriental)"),
    (
        {"timezone": "America/Chicago", "start": "2026-12-08 11:30", "end": "'12:00'"},
        "Tuesday, December 8, 2026, 11:30 am to noon (Central Time)",
        "martes 8 de diciembre de 2026, de 11:30 a. m. a 12 p. m. (hora central)",
    ),
    (
        {"start": "2026-12-31 22:00", "end": "2027-01-01 01:00"},
        "Thursday, December 31, 2026, 10 pm – Friday, January 1, 2027, 1 am (Eastern Time)",
        "jueves 31 de diciembre de 2026, 10 p. m. – viernes 1 de enero de 2027, 1 a. m. (hora oriental)",
    ),
    ({"start": "2028-02-29", "end": None}, "Tuesday, February 29, 2028, all day", "martes 29 de febrero de 2028, todo el día"),
    (
        {"start": "2027-08-30", "end": "2027-09-01"},
        "Monday, August 30 to Wednesday, September 1, 2027",
        "del lunes 30 de agosto al miércoles 1 de septiembre de 2027",
    ),
    (
        {"repeat": "second Tuesday of every month", "until": "2027-06-30"},
        "Second Tuesday of every month, 6 to 7 pm, until June 8, 2027 (Eastern Time)",
        "El segundo martes de cada mes, de 6 a 7 p. m., hasta el 8 de junio de 2027 (hora oriental)",
    ),
]
WHERE: list[Case] = [
    ({}, "Main Library, Room 2. 1 Elm Street, Alder, NY 13000", "Main Library, Room 2. 1 Elm Street, Alder, NY 13000"),
    ({"venue": "hall"}, "Hall, Room 5. Millbrook, CA. Back door", "Salón, Sala 5. Millbrook, CA. Puerta trasera"),
    (
        {"venue": "hall", "room": "Kitchen", "room_es": "Cocina", "entrance": "Gate 2"},
        "Hall, Kitchen. Millbrook, CA. Gate 2",
        "Salón, Cocina. Millbrook, CA. Gate 2",
    ),
    (
        {"venue": None, "mode": "online"},
        "Online; the link is sent after you sign up",
        "En línea; el enlace se envía después de inscribirse",
    ),
    (
        {"venue": None, "mode": "online", "join_url": "https://meet.test/", "join_public": "yes"},
        "Join online: https://meet.test/",
        "Entre en línea: https://meet.test/",
    ),
    (
        {"mode": "hybrid"},
        "Main Library, Room 2. 1 Elm Street, Alder, NY 13000. Or online; the link is sent after you sign up",
        "Main Library, Room 2. 1 Elm Street, Alder, NY 13000. O en línea; el enlace se envía después de inscribirse",
    ),
    (
        {"mode": "hybrid", "join_url": "https://meet.test/", "join_public": "yes"},
        "Main Library, Room 2. 1 Elm Street, Alder, NY 13000. Join online: https://meet.test/",
        "Main Library, Room 2. 1 Elm Street, Alder, NY 13000. Entre en línea: https://meet.test/",
    ),
]
COST: list[Case] = [
    ({}, "Free", "Gratis"),
    ({"cost": "12.50"}, "$12.50", "$12.50"),
    ({"cost": "5 EUR"}, "€5", "EUR5"),
]
SIGN_UP: list[Case] = [
    ({}, "Walk in, no sign-up", "Venga sin inscribirse"),
    (
        {
            "registration": "required",
            "registration_by": "2026-12-01",
            "registration_url": "https://sign.test/",
            "registration_phone": "555-0111",
        },
        "Sign up first by December 1, 2026: https://sign.test/, 555-0111",
        "Hay que inscribirse a más tardar el 1 de diciembre de 2026: https://sign.test/, 555-0111",
    ),
    ({"registration": "optional"}, "Sign up or just walk in", "Inscríbase o venga sin cita"),
    ({"registration": "closed"}, "Sign-up is closed", "La inscripción está cerrada"),
    (
        {"drop_in": "yes", "typical_minutes": 1},
        "Walk in, no sign-up. Come any time between start and end (about 1 minute)",
        "Venga sin inscribirse. Venga a cualquier hora entre el inicio y el final (más o menos 1 minuto)",
    ),
    (
        {"drop_in": "yes", "typical_minutes": 20},
        "Walk in, no sign-up. Come any time between start and end (about 20 minutes)",
        "Venga sin inscribirse. Venga a cualquier hora entre el inicio y el final (más o menos 20 minutos)",
    ),
    (
        {"registration": "required", "registration_by": "2026-12-01 17:00", "registration_phone": "555-0111"},
        "Sign up first by December 1, 2026, 5 pm: 555-0111",
        "Hay que inscribirse a más tardar el 1 de diciembre de 2026, 5 p. m.: 555-0111",
    ),
    ({"access": "closed"}, "Not open to the public", "No está abierto al público"),
    ({"access": "invite"}, "By invitation only", "Solo con invitación"),
    (
        {"access": "invite", "registration": "required", "registration_phone": "555-0111"},
        "By invitation only. Sign up first: 555-0111",
        "Solo con invitación. Hay que inscribirse: 555-0111",
    ),
    ({"venue": None, "mode": "online", "join_url": "https://meet.test/", "join_public": "yes"}, "", ""),
    ({"availability": "full"}, "", ""),
    ({"status": "cancelled", "registration": "required", "registration_phone": "555-0111"}, "", ""),
    ({"status": "postponed"}, "", ""),
    ({"status": "moved"}, "Walk in, no sign-up", "Venga sin inscribirse"),
    (
        {"availability": "full", "drop_in": "yes"},
        "Come any time between start and end",
        "Venga a cualquier hora entre el inicio y el final",
    ),
]
PLACES: list[Case] = [
    ({}, "", ""),
    ({"availability": "open"}, "", ""),
    ({"availability": "few"}, "Few places left", "Quedan pocos lugares"),
    (
        {"mode": "hybrid", "availability": "full", "online_availability": "waitlist"},
        "Full. Online: Full, with a waiting list",
        "Lleno. En línea: Lleno, con lista de espera",
    ),
    (
        {"mode": "hybrid", "availability": "full", "online_availability": "open"},
        "In the room: Full. Online: Places left",
        "En el salón: Lleno. En línea: Hay lugares",
    ),
]
IDENTITY: list[Case] = [
    ({}, "", ""),
    ({"anonymous": "yes"}, "No name, no ID needed", "No hace falta nombre ni identificación"),
    ({"id_required": "yes"}, "Bring an ID", "Traiga una identificación"),
    ({"id_required": "no"}, "No ID needed", "No hace falta identificación"),
    ({"anonymous": "yes", "id_required": "yes"}, "Bring an ID", "Traiga una identificación"),
    (
        {"data_collected": "We ask for your ZIP code.", "data_collected_es": "Pedimos su código postal.", "law_enforcement": "not-planned"},
        "We ask for your ZIP code. No police planned",
        "Pedimos su código postal. No se espera policía",
    ),
    ({"law_enforcement": "present"}, "Police will be there", "Habrá policías"),
    ({"law_enforcement": "host"}, "Police host this event", "La policía organiza este evento"),
]
AGE: list[Case] = [
    ({}, "", ""),
    ({"age_min": 12}, "12 years and older", "desde los 12 años"),
    ({"age_min": 1}, "1 year and older", "desde 1 año"),
    (
        {"age_min": 18, "minor_with_adult": "yes"},
        "18 years and older; younger with an adult",
        "desde los 18 años; menores, con una persona adulta",
    ),
]
LANGUAGES: list[Case] = [
    ({"languages": "[en]"}, "English", "inglés"),
    ({"languages": "[en, es]"}, "English and Spanish", "inglés y español"),
    (
        {"languages": "[en]", "interpretation": "[es: provided, vi: on request]", "interpretation_by": "2026-12-01"},
        "English; interpretation into Spanish; interpretation into Vietnamese if you ask by December 1, 2026",
        "inglés; interpretación: español; interpretación si la pide: vietnamita a más tardar el 1 de diciembre de 2026",
    ),
]
ACCESS: list[Case] = [
    ({}, "", ""),
    (
        {"venue": "hall", "accessibility": "[asl, captions]", "supports": "[childcare, food]"},
        "ASL interpreter, Captions, Step-free way in, Childcare, Food",
        "Intérprete de señas (ASL), Subtítulos, Entrada sin escalones, Cuidado de niños, Comida",
    ),
    ({"venue": None, "mode": "online", "accessibility": "[captions]"}, "Captions", "Subtítulos"),
]
KIT: list[Case] = [
    ({}, "", ""),
    ({"kit": "nasal"}, "Free nasal spray kit", "Kit gratis de aerosol nasal"),
    (
        {"kit": "both", "kit_mailed": "yes", "while_supplies_last": "yes"},
        "Free kit, nasal spray or injectable, sent by mail, while supplies last",
        "Kit gratis, aerosol nasal o inyectable, se envía por correo, hasta que se acaben",
    ),
]
BRING: list[Case] = [
    ({}, "", ""),
    ({"bring": "A pen.", "bring_es": "Un lápiz."}, "A pen.", "Un lápiz."),
]
EXPECT: list[Case] = [
    ({}, "", ""),
    ({"program": "guided"}, "Short talks.", "Charlas cortas."),
    ({"program": "guided", "what_to_expect": "A film.", "what_to_expect_es": "Una película."}, "A film.", "Una película."),
]
CREDITS: list[Case] = [
    ({}, "", ""),
    ({"certificate": "yes"}, "certificate of attendance", "certificado de asistencia"),
    (
        {"credits": "\n  - body: State EMS\n    hours: 3\n    number: A-1\n    status: approved\n  - body: Nursing Board\n    hours: 1.5"},
        "State EMS, 3 hours, A-1, approved; Nursing Board, 1.5 hours, approval pending",
        "State EMS, 3 horas, A-1, aprobado; Nursing Board, 1.5 horas, falta la aprobación",
    ),
    ({"credits": "\n  - body: State EMS\n    hours: 1"}, "State EMS, 1 hour, approval pending", "State EMS, 1 hora, falta la aprobación"),
]
HOST: list[Case] = [
    ({}, "Health Department (health@alder.test)", "Health Department (health@alder.test)"),
    (
        {"cohosts": "[van, library]"},
        "Health Department, Van and Libraries (health@alder.test)",
        "Health Department, Camioneta y Libraries (health@alder.test)",
    ),
    ({"organizer": "van"}, "Van (555-0123)", "Camioneta (555-0123)"),
    ({"organizer": "quiet"}, "Quiet", "Quiet"),
    ({"contact": "classes@alder.test"}, "Health Department (classes@alder.test)", "Health Department (classes@alder.test)"),
]
WEATHER: list[Case] = [
    ({}, "", ""),
    (
        {
            "weather_policy": "If schools close, we do too.",
            "weather_policy_es": "Si cierran las escuelas, no hay clase.",
            "status_phone": "555-0199",
        },
        "If schools close, we do too. 555-0199",
        "Si cierran las escuelas, no hay clase. 555-0199",
    ),
]
CASES = [
    (label, etiqueta, *case)
    for label, etiqueta, cases in (
        ("What changed", "Qué cambió", CHANGED),
        ("When", "Cuándo", WHEN),
        ("Where", "Dónde", WHERE),
        ("Cost", "Costo", COST),
        ("Sign-up", "Inscripción", SIGN_UP),
        ("Places", "Lugares", PLACES),
        ("Name and ID", "Nombre e identificación", IDENTITY),
        ("Age", "Edad", AGE),
        ("Languages", "Idiomas", LANGUAGES),
        ("Access and support", "Acceso y apoyo", ACCESS),
        ("Kit", "Kit", KIT),
        ("Bring", "Qué traer", BRING),
        ("What to expect", "Qué esperar", EXPECT),
        ("Credits", "Créditos", CREDITS),
        ("Host", "Organiza", HOST),
        ("Weather", "Clima", WEATHER),
    )
    for case in cases
]


@pytest.mark.parametrize(("label", "etiqueta", "fields", "english", "spanish"), CASES)
def test_a_field(label: str, etiqueta: str, fields: dict[str, Any], english: str, spanish: str) -> None:
    assert both(fields, label, etiqueta) == (english, spanish)


def test_every_field_has_cases_here() -> None:
    assert {label for label, *_ in CASES} == {name for name, _ in describe.FIELDS}


def test_the_whole_note_ends_with_its_page_and_the_text() -> None:
    calendars = published(one=event("Learn **naloxone**.", uid="one@x", title="Class"))
    (entry,) = calendars.catalog.entries.values()
    english, spanish = (Serializer(calendars.catalog, lang) for lang in calendars.languages)
    component = entry.schedule.components[0]
    words = english.words(entry, component, True).description
    assert words.endswith("\nDetails and changes: https://alder.test/events/one/\n\nLearn naloxone.")
    assert english.words(entry, component, False).description == words.removesuffix("\n\nLearn naloxone.")
    assert "\nDetalles y cambios: https://alder.test/es/events/one/\n\nLearn naloxone." in spanish.words(entry, component, True).description
    assert [line.split(": ")[0] for line in words.split("\n")[:5]] == ["When", "Where", "Cost", "Sign-up", "Languages"]


def test_one_changed_date_says_what_changed_on_that_date_alone() -> None:
    fields = {"repeat": "every week", "count": 3, "changes": "\n  - date: 2026-12-15\n    start: 2026-12-16 17:00\n    note: Snow."}
    assert "What changed" not in said(fields)[0]
    english, spanish = said(fields, number=1)
    assert english["What changed"] == "Moved from Tuesday, December 15, 2026, 6 pm. Snow."
    assert spanish["Qué cambió"] == "Antes era el martes 15 de diciembre de 2026, 6 p. m. Snow."
    assert english["When"] == "Wednesday, December 16, 2026, 5 to 6 pm (Eastern Time)"


SERIES = {"repeat": "every week", "count": 3, "room": "Kitchen", "room_es": "Cocina", "entrance": "Gate 2", "title_es": "Clase"}


@pytest.mark.parametrize(
    ("change", "english", "spanish"),
    [
        ("venue: hall", "Hall, Room 5. Millbrook, CA. Back door", "Salón, Sala 5. Millbrook, CA. Puerta trasera"),
        ("venue: library", "Libraries. 3 Oak Street, Alder, NY 13000", "Libraries. 3 Oak Street, Alder, NY 13000"),
        ("venue: hall\n    room: Attic", "Hall, Attic. Millbrook, CA. Back door", "Salón, Attic. Millbrook, CA. Puerta trasera"),
        (
            "room: Attic",
            "Main Library, Attic. 1 Elm Street, Alder, NY 13000. Gate 2",
            "Main Library, Attic. 1 Elm Street, Alder, NY 13000. Gate 2",
        ),
        (
            "room: Attic\n    room_es: Ático",
            "Main Library, Attic. 1 Elm Street, Alder, NY 13000. Gate 2",
            "Main Library, Ático. 1 Elm Street, Alder, NY 13000. Gate 2",
        ),
    ],
)
def test_a_date_elsewhere_has_not_the_room_of_the_others(change: str, english: str, spanish: str) -> None:
    fields = {**SERIES, "changes": f"\n  - date: 2026-12-15\n    {change}"}
    assert said(fields)[0]["Where"] == "Main Library, Kitchen. 1 Elm Street, Alder, NY 13000. Gate 2"
    found = said(fields, number=1)
    assert (found[0]["Where"], found[1]["Dónde"]) == (english, spanish)


def test_dates_at_several_places_keep_the_room_that_they_share() -> None:
    fields = {"start": None, "end": None, "venue": None, "room": "Meeting room"}
    dates = "\n  - start: 2026-12-08 18:00\n    venue: main\n  - start: 2026-12-15 18:00\n    venue: library"
    found = said({**fields, "dates": dates}, number=1)[0]
    assert found["Where"] == "Libraries, Meeting room. 3 Oak Street, Alder, NY 13000"


def test_what_one_date_words_anew_is_not_told_in_the_words_of_the_others() -> None:
    note = {"status_note": "Come early.", "status_note_es": "Venga temprano."}
    fields = {**SERIES, **note, "changes": "\n  - date: 2026-12-15\n    title: Film night\n    note: Bring a chair."}
    calendars = published(records=VENUES, one=event(uid="one@x", **fields))
    (entry,) = calendars.catalog.entries.values()
    spanish = Serializer(calendars.catalog, calendars.languages[1])
    titles = [spanish.words(entry, component, False).summary for component in entry.schedule.components]
    assert titles == ["Clase", "Film night"]
    first, other = said(fields), said(fields, number=1)
    assert "What changed" not in first[0] and "Qué cambió" not in first[1]
    assert other[0]["What changed"] == other[1]["Qué cambió"] == "Bring a chair."


def test_discreet_text_has_no_topic() -> None:
    fields = {"venue": "hall", "kit": "nasal", "program": "guided", "bring": "Narcan", "status": "cancelled", "status_note": "No naloxone"}
    calendars = published(records=VENUES, one=event("Naloxone.", uid="one@x", **fields))
    (entry,) = calendars.catalog.entries.values()
    found = [
        describe.discreet(Serializer(calendars.catalog, lang).subject(entry, entry.schedule.components[0]), lang)
        for lang in calendars.languages
    ]
    assert found == [
        "When: Tuesday, December 8, 2026, 6 to 7 pm (Eastern Time)\nWhere: Millbrook, CA. Room 5. Back door",
        "Cuándo: martes 8 de diciembre de 2026, de 6 a 7 p. m. (hora oriental)\nDónde: Millbrook, CA. Sala 5. Puerta trasera",
    ]
