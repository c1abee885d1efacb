"""The words in which a rule is read back, one table per language.

Another language is another `Words`; its templates decide the order of the words. What a table writes for
the rule of a phrase, the same language's `Lexicon` must read as that rule again; the tests hold every pair
to that.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The words and sentence patterns of one language, in lower case as they stand within a sentence."""

    language: str
    weekdays: tuple[str, ...]
    """Monday first."""
    weekdays_plural: tuple[str, ...]
    """As they stand in `weekly` and after a period: `on Tuesdays`, `los martes`."""
    months: tuple[str, ...]
    nth: dict[int, str]
    """Which weekday of the month: 1 to 5, -1 for the last, and so on as far as there are short words."""
    monthdays: tuple[str, ...]
    """`1st` to `31st`, or plain numbers."""
    and_: str
    list_comma: str
    """Before `and_` in a list of three or more: `a, b and c` has none."""
    month_and_day: str
    full_date: str

    days: tuple[str, str]
    """Every day; every `{n}` days."""
    weeks: tuple[str, str]
    months_: tuple[str, str]
    years: tuple[str, str]
    weekdays_only: str
    """Monday to Friday, every week."""
    weekly: str
    """Every `{days}`, in `weekly_names`."""
    weekly_names: str
    """`weekdays` or `weekdays_plural`."""
    every_other: str
    """Every second week on one `{day}`; may be empty, then it is said with a period."""
    on: str
    """A period and the days in it, where they do not fit into one: `{period}` on `{days}`."""
    of_every_month: str
    of_months: str
    in_months: str
    except_months: str

    nth_weekday: tuple[str, str]
    """Standing alone; after a period."""
    monthday: tuple[str, str]
    monthdays_several: tuple[str, str]
    last_day: tuple[str, str]
    """For `{nth}` of -1 or -2."""
    plain_days: str
    workday: str
    """The `{nth}` weekday, as one of `nth_weekday`."""
    before: tuple[str, str]
    after: tuple[str, str]
    irregular: str
    """What cannot be said in a sentence."""

    at: tuple[str, str]
    """At one time; at a time from one o'clock to two, where that differs."""
    from_to: tuple[str, str]
    noon: str
    midnight: str
    halves: tuple[str, str] | None
    """am and pm, or None for the 24-hour clock."""
    until: str
    times: tuple[str, str]
    """Once; `{n}` times."""
    skipped: str
    also: str


_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}

ENGLISH = Words(
    language="en",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    weekdays_plural=("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    nth={1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second-to-last", -3: "third-to-last"},
    monthdays=tuple(f"{day}{_ENDINGS.get(day, 'th')}" for day in range(1, 32)),
    and_="and",
    list_comma="",
    month_and_day="{month} {day}",
    full_date="{month} {day}, {year}",
    days=("every day", "every {n} days"),
    weeks=("every week", "every {n} weeks"),
    months_=("every month", "every {n} months"),
    years=("every year", "every {n} years"),
    weekdays_only="every weekday",
    weekly="every {days}",
    weekly_names="weekdays",
    every_other="every other {day}",
    on="{period} on {days}",
    of_every_month="{days} of every month",
    of_months="{days} of {months}",
    in_months="{rule} in {months}",
    except_months="{rule}, except in {months}",
    nth_weekday=("{days}", "the {days}"),
    monthday=("on the {days}", "the {days}"),
    monthdays_several=("on the {days}", "the {days}"),
    last_day=("{nth} day", "the {nth} day"),
    plain_days="{days}",
    workday="{nth} weekday",
    before=("the {day} before the {nth} {of}", "the {day} before the {nth} {of}"),
    after=("the {day} after the {nth} {of}", "the {day} after the {nth} {of}"),
    irregular="on the dates listed",
    at=("at {start}", "at {start}"),
    from_to=("{start} to {end}", "{start} to {end}"),
    noon="noon",
    midnight="midnight",
    halves=("am", "pm"),
    until="until {day}",
    times=("1 time", "{n} times"),
    skipped="not on {days}",
    also="also on {days}",
)  # fmt: skip

SPANISH = Words(
    language="es",
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    weekdays_plural=("lunes", "martes", "miércoles", "jueves", "viernes", "sábados", "domingos"),
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    nth={1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", 5: "quinto", -1: "último", -2: "penúltimo", -3: "antepenúltimo"},
    monthdays=tuple(str(day) for day in range(1, 32)),
    and_="y",
    list_comma="",
    month_and_day="{day} de {month}",
    full_date="{day} de {month} de {year}",
    days=("todos los días", "cada {n} días"),
    weeks=("cada semana", "cada {n} semanas"),
    months_=("cada mes", "cada {n} meses"),
    years=("cada año", "cada {n} años"),
    weekdays_only="de lunes a viernes",
    weekly="todos los {days}",
    weekly_names="weekdays_plural",
    every_other="un {day} sí y otro no",
    on="{period}, {days}",
    of_every_month="{days} de cada mes",
    of_months="{days} de {months}",
    in_months="{rule} en {months}",
    except_months="{rule}, excepto en {months}",
    nth_weekday=("el {days}", "el {days}"),
    monthday=("el día {days}", "el día {days}"),
    monthdays_several=("los días {days}", "los días {days}"),
    last_day=("el {nth} día", "el {nth} día"),
    plain_days="los {days}",
    workday="{nth} día laborable",
    before=("el {day} antes del {nth} {of}", "el {day} antes del {nth} {of}"),
    after=("el {day} después del {nth} {of}", "el {day} después del {nth} {of}"),
    irregular="en las fechas indicadas",
    at=("a las {start}", "a la {start}"),
    from_to=("de {start} a {end}", "de {start} a {end}"),
    noon="12 del mediodía",
    midnight="medianoche",
    halves=("a. m.", "p. m."),
    until="hasta el {day}",
    times=("1 vez", "{n} veces"),
    skipped="excepto el {days}",
    also="también el {days}",
)  # fmt: skip

LANGUAGES = {words.language: words for words in (ENGLISH, SPANISH)}
"""Every language that a rule can be read back in; register another one here."""
