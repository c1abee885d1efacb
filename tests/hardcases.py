"""Events that calendar programs are known to get wrong, each with the dates that it means.

A case is the VEVENTs as they would stand in a feed, without their UID, DTSTAMP and SUMMARY where these do
not matter, and the instances they mean, worked out with zoneinfo from wall-clock times that were written by
hand (or, for long series, counted by hand).  `feed` makes the .ics file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from clients import Instance, Window
from workshops.zones import load_zone, to_utc, vtimezone

NEW_YORK = "America/New_York"
WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2033, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Case:
    """One hard case: its name, its VEVENT lines and the instances it means."""

    name: str
    events: str
    means: tuple[Instance, ...]

    def feed(self, unknown_zones: bool = False) -> bytes:
        """The .ics file; with zones under names that nobody knows, only their VTIMEZONE tells the times."""
        keys = sorted(set(re.findall(r"TZID=([^:]+):", self.events)))
        zones = "".join(vtimezone(key) for key in keys)
        events = re.sub(r"(?m)^BEGIN:VEVENT\n(?!UID)", "BEGIN:VEVENT\nUID:a\n", self.events)
        events = re.sub(r"(?m)^END:VEVENT$", "DTSTAMP:20200101T000000Z\nEND:VEVENT", events).replace(
            "\n", "\r\n"
        )
        head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//test//EN\r\n"
        text = f"{head}{zones}{events}END:VCALENDAR\r\n"
        if unknown_zones:
            # A name of its own for each zone, since some clients remember zones from one file to the next.
            text = re.sub(r"(TZID[:=])(\w+)/(\w+)", r"\1Ours-\2-\3", text)
        return text.encode()


def timed(
    zone: str,
    start: str | datetime,
    end: str | datetime,
    uid: str = "a",
    cancelled: bool = False,
    summary: str = "",
) -> Instance:
    """An instance by its wall-clock times; the end may be a time alone, of the same day."""
    begin = start if isinstance(start, datetime) else datetime.fromisoformat(start)
    if isinstance(end, str):
        end = datetime.fromisoformat(end if len(end) > 5 else f"{begin.date()} {end}")
    first, last = (to_utc(moment, load_zone(zone)).strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (begin, end))
    return Instance(uid, first, last, cancelled=cancelled, summary=summary)


def whole(start: str | date, days: int = 1, uid: str = "a") -> Instance:
    """An all-day instance."""
    first = start if isinstance(start, date) else date.fromisoformat(start)
    return Instance(uid, first.isoformat(), (first + timedelta(days)).isoformat(), all_day=True, summary="")


def each(zone: str, days: Iterable[str | date], start: str, end: str) -> list[Instance]:
    """Instances at the same wall-clock times of several days; an end before the start is on the day after."""
    found = []
    for day in days:
        begin, finish = (datetime.fromisoformat(f"{day} {time}") for time in (start, end))
        found.append(timed(zone, begin, finish + timedelta(days=finish <= begin)))
    return found


def every(days: int, first: str, count: int) -> list[date]:
    """Dates at equal distances."""
    return [date.fromisoformat(first) + timedelta(days * number) for number in range(count)]


def vevent(zone: str, start: str, end: str, *more: str) -> str:
    """A VEVENT at wall-clock times written as in iCalendar, with further lines."""
    lines = [f"DTSTART;TZID={zone}:{start}", f"DTEND;TZID={zone}:{end}", *more]
    return "BEGIN:VEVENT\n" + "".join(f"{line}\n" for line in lines) + "END:VEVENT\n"


def all_day(start: str, end: str, *more: str) -> str:
    """An all-day VEVENT."""
    lines = [f"DTSTART;VALUE=DATE:{start}", f"DTEND;VALUE=DATE:{end}", *more]
    return "BEGIN:VEVENT\n" + "".join(f"{line}\n" for line in lines) + "END:VEVENT\n"


def fold(line: str) -> str:
    """A content line folded at 75 octets, characters kept whole."""
    pieces, room = [""], 75
    for character in line:
        if len((pieces[-1] + character).encode()) > room:
            pieces.append("")
            room = 74
        pieces[-1] += character
    return "\n ".join(pieces)


def weekly(name: str, zone: str, first: str, count: int, start: str = "18:00", end: str = "19:30") -> Case:
    """A weekly series of so many dates in a zone."""
    day = first.replace("-", "")
    begin, finish = (f"{day}T{time.replace(':', '')}00" for time in (start, end))
    event = vevent(zone, begin, finish, f"RRULE:FREQ=WEEKLY;COUNT={count}")
    return Case(name, event, tuple(each(zone, every(7, first, count), start, end)))


ZONES = [
    weekly("new-york-spring", NEW_YORK, "2027-03-02", 4),
    weekly("new-york-autumn", NEW_YORK, "2027-10-26", 4),
    weekly("new-york-two-years", NEW_YORK, "2026-12-01", 104),
    weekly("phoenix-without-dst", "America/Phoenix", "2027-03-02", 40),
    weekly("kathmandu-quarter-hour", "Asia/Kathmandu", "2027-03-02", 40),
    weekly("kolkata-half-hour", "Asia/Kolkata", "2027-03-02", 40),
    weekly("adelaide-half-hour-south", "Australia/Adelaide", "2026-09-20", 40),
    weekly("sydney-south", "Australia/Sydney", "2026-09-20", 40),
    weekly("auckland-south", "Pacific/Auckland", "2026-09-13", 40),
    weekly("lord-howe-shift-of-half-an-hour", "Australia/Lord_Howe", "2026-09-20", 40),
    weekly("chatham-quarter-hour-south", "Pacific/Chatham", "2026-09-13", 40),
    weekly("santiago-south", "America/Santiago", "2026-08-30", 60, "21:00", "22:00"),
    weekly("dublin-winter-is-the-exception", "Europe/Dublin", "2026-10-18", 60),
    weekly("london", "Europe/London", "2026-10-18", 60),
    weekly("kiritimati-fourteen-hours-ahead", "Pacific/Kiritimati", "2026-12-28", 10, "09:00", "10:00"),
    weekly("pago-pago-eleven-hours-behind", "Pacific/Pago_Pago", "2026-12-28", 10, "20:00", "21:00"),
    weekly("cairo-changes-at-midnight", "Africa/Cairo", "2027-10-01", 60, "20:00", "21:00"),
    weekly("havana-changes-at-midnight", "America/Havana", "2027-03-02", 60, "20:00", "21:00"),
    weekly("jerusalem-changes-on-friday", "Asia/Jerusalem", "2027-03-19", 60, "08:00", "09:00"),
    weekly("nuuk-changes-on-saturday", "America/Nuuk", "2027-03-20", 60, "09:00", "10:00"),
    weekly("istanbul-changed-its-rules", "Europe/Istanbul", "2026-10-18", 60),
    weekly("mexico-city-changed-its-rules", "America/Mexico_City", "2026-10-18", 60),
    weekly("sao-paulo-changed-its-rules", "America/Sao_Paulo", "2026-10-18", 60),
    weekly("amman-changed-its-rules", "Asia/Amman", "2026-10-18", 60),
    weekly("tehran-changed-its-rules", "Asia/Tehran", "2026-09-18", 60),
    weekly("apia-changed-its-rules", "Pacific/Apia", "2026-09-18", 60),
    weekly("casablanca-follows-the-moon", "Africa/Casablanca", "2027-01-20", 60),
    weekly("gaza-follows-the-moon", "Asia/Gaza", "2026-09-20", 60),
]

RULES = [
    Case(
        "second-tuesday-until-in-utc",
        vevent(
            NEW_YORK,
            "20261208T180000",
            "20261208T190000",
            "RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270511T220000Z",
        ),
        tuple(
            each(
                NEW_YORK,
                ["2026-12-08", "2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13", "2027-05-11"],
                "18:00",
                "19:00",
            )
        ),
    ),
    Case(
        # 20:30 in New York is already the next day in UTC.
        "until-on-another-day-in-utc",
        vevent(
            NEW_YORK,
            "20270105T203000",
            "20270105T213000",
            "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270127T013000Z",
        ),
        tuple(each(NEW_YORK, every(7, "2027-01-05", 4), "20:30", "21:30")),
    ),
    Case(
        "until-across-the-change",
        vevent(
            NEW_YORK,
            "20270223T203000",
            "20270223T213000",
            "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270324T003000Z",
        ),
        tuple(each(NEW_YORK, every(7, "2027-02-23", 5), "20:30", "21:30")),
    ),
    Case(
        "last-friday",
        vevent(NEW_YORK, "20261127T120000", "20261127T130000", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=4"),
        tuple(each(NEW_YORK, ["2026-11-27", "2026-12-25", "2027-01-29", "2027-02-26"], "12:00", "13:00")),
    ),
    Case(
        "second-and-fourth-thursday",
        vevent(NEW_YORK, "20261210T120000", "20261210T130000", "RRULE:FREQ=MONTHLY;BYDAY=2TH,4TH;COUNT=5"),
        tuple(
            each(
                NEW_YORK,
                ["2026-12-10", "2026-12-24", "2027-01-14", "2027-01-28", "2027-02-11"],
                "12:00",
                "13:00",
            )
        ),
    ),
    Case(
        "monday-before-the-third-tuesday",
        vevent(
            NEW_YORK,
            "20261214T180000",
            "20261214T190000",
            "RRULE:FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=14,15,16,17,18,19,20;COUNT=5",
        ),
        tuple(
            each(
                NEW_YORK,
                ["2026-12-14", "2027-01-18", "2027-02-15", "2027-03-15", "2027-04-19"],
                "18:00",
                "19:00",
            )
        ),
    ),
    Case(
        "monthly-on-the-31st",
        vevent(NEW_YORK, "20261231T180000", "20261231T190000", "RRULE:FREQ=MONTHLY;BYMONTHDAY=31;COUNT=6"),
        tuple(
            each(
                NEW_YORK,
                ["2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31", "2027-08-31"],
                "18:00",
                "19:00",
            )
        ),
    ),
    Case(
        "yearly-on-leap-day",
        vevent(
            NEW_YORK,
            "20240229T180000",
            "20240229T190000",
            "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;UNTIL=20320229T230000Z",
        ),
        tuple(each(NEW_YORK, ["2028-02-29", "2032-02-29"], "18:00", "19:00")),
    ),
    Case(
        "weekly-over-leap-day",
        vevent(NEW_YORK, "20280222T180000", "20280222T190000", "RRULE:FREQ=WEEKLY;COUNT=3"),
        tuple(each(NEW_YORK, ["2028-02-22", "2028-02-29", "2028-03-07"], "18:00", "19:00")),
    ),
    Case(
        "yearly-in-august",
        vevent(
            NEW_YORK,
            "20270831T193000",
            "20270831T203000",
            "RRULE:FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=31;UNTIL=20300831T233000Z",
        ),
        tuple(each(NEW_YORK, ["2027-08-31", "2028-08-31", "2029-08-31", "2030-08-31"], "19:30", "20:30")),
    ),
    Case(
        # 2026 has a week 53, and the week of 28 December lies in two years.
        "every-other-week-over-week-53",
        vevent(
            NEW_YORK,
            "20261214T090000",
            "20261214T100000",
            "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20270129T140000Z",
        ),
        tuple(
            each(
                NEW_YORK,
                [
                    "2026-12-14",
                    "2026-12-18",
                    "2026-12-28",
                    "2027-01-01",
                    "2027-01-11",
                    "2027-01-15",
                    "2027-01-25",
                    "2027-01-29",
                ],
                "09:00",
                "10:00",
            )
        ),
    ),
    Case(
        "daily-for-400-days",
        vevent(NEW_YORK, "20261101T120000", "20261101T130000", "RRULE:FREQ=DAILY;COUNT=400"),
        tuple(each(NEW_YORK, every(1, "2026-11-01", 400), "12:00", "13:00")),
    ),
    Case(
        "daily-over-the-years-end",
        vevent(NEW_YORK, "20261230T233000", "20261231T003000", "RRULE:FREQ=DAILY;COUNT=4"),
        tuple(each(NEW_YORK, every(1, "2026-12-30", 4), "23:30", "00:30")),
    ),
    Case(
        "overnight",
        vevent(NEW_YORK, "20270121T220000", "20270122T010000", "RRULE:FREQ=WEEKLY;COUNT=60"),
        tuple(each(NEW_YORK, every(7, "2027-01-21", 60), "22:00", "01:00")),
    ),
    Case(
        "starts-at-midnight",
        vevent(NEW_YORK, "20270301T000000", "20270301T010000", "RRULE:FREQ=DAILY;COUNT=30"),
        tuple(each(NEW_YORK, every(1, "2027-03-01", 30), "00:00", "01:00")),
    ),
    Case(
        "ends-at-midnight",
        vevent(NEW_YORK, "20270301T220000", "20270302T000000", "RRULE:FREQ=DAILY;COUNT=13"),
        tuple(each(NEW_YORK, every(1, "2027-03-01", 13), "22:00", "00:00")),
    ),
    Case(
        "single-night-over-the-change",
        vevent(NEW_YORK, "20270313T220000", "20270314T060000"),
        (timed(NEW_YORK, "2027-03-13 22:00", "2027-03-14 06:00"),),
    ),
]

ALL_DAY = [
    Case(
        "all-day-weekly-over-both-changes",
        all_day("20270302", "20270303", "RRULE:FREQ=WEEKLY;COUNT=40"),
        tuple(whole(day) for day in every(7, "2027-03-02", 40)),
    ),
    Case(
        "all-day-daily-over-spring",
        all_day("20270312", "20270313", "RRULE:FREQ=DAILY;UNTIL=20270316"),
        tuple(whole(day) for day in every(1, "2027-03-12", 5)),
    ),
    Case(
        "all-day-three-days-over-the-change",
        all_day("20271105", "20271108"),
        (whole("2027-11-05", 3),),
    ),
    Case(
        "all-day-three-days-yearly",
        all_day("20270312", "20270315", "RRULE:FREQ=YEARLY;COUNT=3"),
        tuple(whole(day, 3) for day in ("2027-03-12", "2028-03-12", "2029-03-12")),
    ),
    Case(
        "all-day-yearly-on-leap-day",
        all_day("20280229", "20280301", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2"),
        (whole("2028-02-29"), whole("2032-02-29")),
    ),
    Case(
        "all-day-over-the-years-end",
        all_day("20261231", "20270102"),
        (whole("2026-12-31", 2),),
    ),
    Case(
        "all-day-with-skipped-date",
        all_day("20270105", "20270106", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;VALUE=DATE:20270119"),
        tuple(whole(day) for day in ("2027-01-05", "2027-01-12", "2027-01-26")),
    ),
    Case(
        "all-day-with-moved-date",
        all_day("20270105", "20270106", "RRULE:FREQ=WEEKLY;COUNT=3")
        + all_day("20270113", "20270114", "RECURRENCE-ID;VALUE=DATE:20270112"),
        tuple(whole(day) for day in ("2027-01-05", "2027-01-13", "2027-01-19")),
    ),
]

CHANGES = [
    Case(
        "skipped-dates-in-one-line",
        vevent(
            NEW_YORK,
            "20270302T180000",
            "20270302T190000",
            "RRULE:FREQ=WEEKLY;COUNT=5",
            f"EXDATE;TZID={NEW_YORK}:20270309T180000,20270323T180000",
        ),
        tuple(each(NEW_YORK, ["2027-03-02", "2027-03-16", "2027-03-30"], "18:00", "19:00")),
    ),
    Case(
        "skipped-dates-in-lines-of-their-own",
        vevent(
            NEW_YORK,
            "20270302T180000",
            "20270302T190000",
            "RRULE:FREQ=WEEKLY;COUNT=5",
            f"EXDATE;TZID={NEW_YORK}:20270309T180000",
            f"EXDATE;TZID={NEW_YORK}:20270323T180000",
        ),
        tuple(each(NEW_YORK, ["2027-03-02", "2027-03-16", "2027-03-30"], "18:00", "19:00")),
    ),
    Case(
        "skipped-last-date",
        vevent(
            NEW_YORK,
            "20270302T180000",
            "20270302T190000",
            "RRULE:FREQ=WEEKLY;UNTIL=20270316T220000Z",
            f"EXDATE;TZID={NEW_YORK}:20270316T180000",
        ),
        tuple(each(NEW_YORK, ["2027-03-02", "2027-03-09"], "18:00", "19:00")),
    ),
    Case(
        "one-date-moved-over-the-change",
        vevent(NEW_YORK, "20270302T180000", "20270302T190000", "RRULE:FREQ=WEEKLY;COUNT=3")
        + vevent(
            NEW_YORK, "20270317T200000", "20270317T213000", f"RECURRENCE-ID;TZID={NEW_YORK}:20270309T180000"
        ),
        (
            timed(NEW_YORK, "2027-03-02 18:00", "19:00"),
            timed(NEW_YORK, "2027-03-16 18:00", "19:00"),
            timed(NEW_YORK, "2027-03-17 20:00", "21:30"),
        ),
    ),
    Case(
        "one-date-cancelled",
        vevent(
            NEW_YORK, "20270302T180000", "20270302T190000", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Training"
        )
        + vevent(
            NEW_YORK,
            "20270316T180000",
            "20270316T190000",
            f"RECURRENCE-ID;TZID={NEW_YORK}:20270316T180000",
            "STATUS:CANCELLED",
            "SUMMARY:CANCELLED: Training",
        ),
        (
            timed(NEW_YORK, "2027-03-02 18:00", "19:00", summary="Training"),
            timed(NEW_YORK, "2027-03-09 18:00", "19:00", summary="Training"),
            timed(NEW_YORK, "2027-03-16 18:00", "19:00", cancelled=True, summary="CANCELLED: Training"),
        ),
    ),
    Case(
        "first-date-moved",
        vevent(NEW_YORK, "20270302T180000", "20270302T190000", "RRULE:FREQ=WEEKLY;COUNT=3")
        + vevent(
            NEW_YORK, "20270303T180000", "20270303T190000", f"RECURRENCE-ID;TZID={NEW_YORK}:20270302T180000"
        ),
        tuple(each(NEW_YORK, ["2027-03-03", "2027-03-09", "2027-03-16"], "18:00", "19:00")),
    ),
    Case(
        "last-date-moved-past-the-end",
        vevent(NEW_YORK, "20270302T180000", "20270302T190000", "RRULE:FREQ=WEEKLY;UNTIL=20270316T220000Z")
        + vevent(
            NEW_YORK, "20270420T180000", "20270420T190000", f"RECURRENCE-ID;TZID={NEW_YORK}:20270316T180000"
        ),
        tuple(each(NEW_YORK, ["2027-03-02", "2027-03-09", "2027-04-20"], "18:00", "19:00")),
    ),
    Case(
        "two-dates-that-changed-places",
        vevent(NEW_YORK, "20270302T180000", "20270302T190000", "RRULE:FREQ=WEEKLY;COUNT=2", "SUMMARY:usual")
        + vevent(
            NEW_YORK, "20270309T180000", "20270309T190000", f"RECURRENCE-ID;TZID={NEW_YORK}:20270302T180000", "SUMMARY:first"
        )
        + vevent(
            NEW_YORK, "20270302T180000", "20270302T190000", f"RECURRENCE-ID;TZID={NEW_YORK}:20270309T180000", "SUMMARY:second"
        ),
        (timed(NEW_YORK, "2027-03-09 18:00", "19:00", summary="first"), timed(NEW_YORK, "2027-03-02 18:00", "19:00", summary="second")),
    ),
    Case(
        "one-date-moved-onto-another",
        vevent(NEW_YORK, "20270302T180000", "20270302T190000", "RRULE:FREQ=WEEKLY;COUNT=2", "SUMMARY:usual")
        + vevent(
            NEW_YORK, "20270302T180000", "20270302T190000", f"RECURRENCE-ID;TZID={NEW_YORK}:20270309T180000", "SUMMARY:moved"
        ),
        (timed(NEW_YORK, "2027-03-02 18:00", "19:00", summary="usual"), timed(NEW_YORK, "2027-03-02 18:00", "19:00", summary="moved")),
    ),
    Case(
        "one-date-in-another-zone",
        vevent(NEW_YORK, "20270302T180000", "20270302T190000", "RRULE:FREQ=WEEKLY;COUNT=2")
        + vevent(
            "America/Chicago",
            "20270309T190000",
            "20270309T200000",
            f"RECURRENCE-ID;TZID={NEW_YORK}:20270309T180000",
        ),
        (timed(NEW_YORK, "2027-03-02 18:00", "19:00"), timed("America/Chicago", "2027-03-09 19:00", "20:00")),
    ),
    Case(
        "two-series-share-dates-and-only-one-is-changed",
        vevent(NEW_YORK, "20270302T180000", "20270302T190000", "RRULE:FREQ=WEEKLY;COUNT=2")
        + vevent(
            NEW_YORK, "20270310T180000", "20270310T190000", f"RECURRENCE-ID;TZID={NEW_YORK}:20270309T180000"
        )
        + vevent(NEW_YORK, "20270302T180000", "20270302T190000", "RRULE:FREQ=WEEKLY;COUNT=2").replace(
            "BEGIN:VEVENT\n", "BEGIN:VEVENT\nUID:b\n"
        ),
        (
            timed(NEW_YORK, "2027-03-02 18:00", "19:00"),
            timed(NEW_YORK, "2027-03-10 18:00", "19:00"),
            timed(NEW_YORK, "2027-03-02 18:00", "19:00", uid="b"),
            timed(NEW_YORK, "2027-03-09 18:00", "19:00", uid="b"),
        ),
    ),
    Case(
        "cancelled-event",
        vevent(NEW_YORK, "20261205T100000", "20261205T120000", "STATUS:CANCELLED"),
        (timed(NEW_YORK, "2026-12-05 10:00", "12:00", cancelled=True),),
    ),
    Case(
        "postponed-event",
        vevent(NEW_YORK, "20270121T100000", "20270121T120000", "STATUS:TENTATIVE"),
        (timed(NEW_YORK, "2027-01-21 10:00", "12:00"),),
    ),
]

SPANISH = "¿Qué hacer? Naloxona gratis 💜 para toda la niñez, también en Peñasco 🧑🏽‍⚕️ mañana y pasado"


def written(name: str, summary: str, escaped: str) -> Case:
    """One event with this summary, folded."""
    event = vevent(NEW_YORK, "20270130T140000", "20270130T160000", fold(f"SUMMARY:{escaped}"))
    return Case(name, event, (timed(NEW_YORK, "2027-01-30 14:00", "16:00", summary=summary),))


TEXTS = [
    *(
        # Each further letter moves another byte of the emoji to the fold.
        written(
            f"emoji-and-spanish-at-the-fold-{extra}",
            "x" * (22 + extra) + SPANISH,
            "x" * (22 + extra) + SPANISH.replace(",", "\\,"),
        )
        for extra in range(12)
    ),
    written(
        "special-characters",
        "A, b; c\\d: \"e\" 'f' <g> & 50% #1 ^n",
        "A\\, b\\; c\\\\d: \"e\" 'f' <g> & 50% #1 ^n",
    ),
    written("backslash-before-n", "C:\\new\\nights", "C:\\\\new\\\\nights"),
    written("two-lines", "First\nsecond", "First\\nsecond"),
    written("fold-inside-an-escape", "y" * 66 + ", and then", "y" * 66 + "\\, and then"),
    written("a-long-word", "z" * 400, "z" * 400),
    written("looks-like-a-property", "BEGIN:VEVENT", "BEGIN:VEVENT"),
]

UNEASY = [
    # What feeds avoid, since clients differ: a day left to DTSTART, and times that clocks skip or repeat.
    Case(
        "all-day-yearly-on-leap-day-unsaid",
        all_day("20280229", "20280301", "RRULE:FREQ=YEARLY;COUNT=2"),
        (whole("2028-02-29"), whole("2032-02-29")),
    ),
    Case(
        "yearly-on-leap-day-unsaid",
        vevent(NEW_YORK, "20240229T180000", "20240229T190000", "RRULE:FREQ=YEARLY;UNTIL=20320229T230000Z"),
        tuple(each(NEW_YORK, ["2028-02-29", "2032-02-29"], "18:00", "19:00")),
    ),
    Case(
        "monthly-on-the-31st-unsaid",
        vevent(NEW_YORK, "20270131T180000", "20270131T190000", "RRULE:FREQ=MONTHLY;COUNT=3"),
        tuple(each(NEW_YORK, ["2027-01-31", "2027-03-31", "2027-05-31"], "18:00", "19:00")),
    ),
    Case(
        "single-time-that-comes-twice",
        vevent(NEW_YORK, "20271107T003000", "20271107T013000"),
        (timed(NEW_YORK, "2027-11-07 00:30", "2027-11-07 01:30"),),
    ),
    Case(
        "series-in-the-gap",
        vevent(NEW_YORK, "20270307T023000", "20270307T033000", "RRULE:FREQ=WEEKLY;COUNT=3"),
        (
            timed(NEW_YORK, "2027-03-07 02:30", "03:30"),
            # 2:30 does not exist: an hour later on the clock, as with the offset before the gap.
            Instance("a", "2027-03-14T07:30:00Z", "2027-03-14T08:30:00Z", summary=""),
            timed(NEW_YORK, "2027-03-21 02:30", "03:30"),
        ),
    ),
    Case(
        "series-in-the-overlap",
        vevent(NEW_YORK, "20271031T011500", "20271031T014500", "RRULE:FREQ=WEEKLY;COUNT=3"),
        tuple(each(NEW_YORK, every(7, "2027-10-31", 3), "01:15", "01:45")),
    ),
    Case(
        "nights-over-spring",
        vevent(NEW_YORK, "20270306T200000", "20270307T080000", "RRULE:FREQ=WEEKLY;COUNT=3"),
        tuple(each(NEW_YORK, every(7, "2027-03-06", 3), "20:00", "08:00")),
    ),
    Case(
        "nights-that-begin-with-the-one-over-spring",
        vevent(NEW_YORK, "20270313T200000", "20270314T080000", "RRULE:FREQ=WEEKLY;COUNT=3"),
        tuple(each(NEW_YORK, every(7, "2027-03-13", 3), "20:00", "08:00")),
    ),
    Case(
        "nights-over-autumn",
        vevent(NEW_YORK, "20271030T200000", "20271031T080000", "RRULE:FREQ=WEEKLY;COUNT=3"),
        tuple(each(NEW_YORK, every(7, "2027-10-30", 3), "20:00", "08:00")),
    ),
]

CASES: dict[str, Case] = {case.name: case for case in (*ZONES, *RULES, *ALL_DAY, *CHANGES, *TEXTS, *UNEASY)}


def feeds(unknown_zones: bool = False) -> dict[str, tuple[bytes, Sequence[Instance]]]:
    """All cases as `clients.compare` takes them."""
    return {name: (case.feed(unknown_zones), case.means) for name, case in CASES.items()}
