"""A rule read back as a plain sentence, so that an organizer sees what was understood.

The sentences are made from a `Words` table alone. They are phrases that `parse_repeat` reads as the same
rule, but for rules that came as an RRULE and have no phrase; those say that the dates are listed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from .rule import WORKDAYS, Local, Rule
from .words import ENGLISH, LANGUAGES, Words


def describe_rule(rule: Rule, *, lang: str = "en", capital: bool = True) -> str:
    """`Second Tuesday of every month`, without times and without an end. An unknown `lang` gives English."""
    words = words_for(lang)
    sentence = _sentence(rule, words) or words.irregular
    return _capital(sentence) if capital else sentence


def describe_repeat(
    rule: Rule,
    *,
    lang: str = "en",
    start: time | None = None,
    end: time | None = None,
    until: Local | None = None,
    count: int | None = None,
    skipped: Iterable[Local] = (),
    also: Iterable[Local] = (),
    near: date | None = None,
) -> str:
    """The whole: `Second Tuesday of every month, 6 to 7 pm, until May 11; not on February 9`.

    Dates show their year, except those in the eleven months after `near`, the day from which it is read.
    """
    words = words_for(lang)
    pieces = [_sentence(rule, words) or words.irregular]
    if start is not None:
        pieces.append(describe_times(start, end, lang=lang))
    if until is not None:
        pieces.append(words.until.format(day=_date(until, words, near)))
    elif count is not None:
        pieces.append(words.times[count != 1].format(n=count))
    sentence = ", ".join(pieces)
    for template, days in ((words.skipped, skipped), (words.also, also)):
        if names := _dates(days, words, near):
            sentence += "; " + template.format(days=names)
    return _capital(sentence)


def describe_times(start: time, end: time | None = None, *, lang: str = "en") -> str:
    """`6 to 7 pm`, `11 am to 1 pm`, `at 6 pm`; `de 6 a 7 p. m.`."""
    words = words_for(lang)
    if end is None:
        return words.at[start.hour % 12 == 1].format(start=_time(start, words))
    same_half = (start.hour < 12) == (end.hour < 12) and start < end
    bare = same_half and not _named(start) and not _named(end)
    return words.from_to[start.hour % 12 == 1].format(start=_time(start, words, bare), end=_time(end, words))


def words_for(lang: str) -> Words:
    """The table of a language tag (`es`, `es-US`), else the English one."""
    return LANGUAGES.get(lang, LANGUAGES.get(lang.split("-")[0], ENGLISH))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _join(items: Sequence[str], words: Words) -> str:
    if len(items) < 2:
        return "".join(items)
    comma = words.list_comma if len(items) > 2 else ""
    return f"{', '.join(items[:-1])}{comma} {words.and_} {items[-1]}"


# -- rules -----------------------------------------------------------------------------------------


def _week_matters(rule: Rule) -> bool:
    """Whether the day that a week begins with changes the dates; Google writes WKST=SU into every rule."""
    days = {day for _, day in rule.byday}
    if rule.wkst in (None, 0) or rule.interval == 1 or rule.freq != "WEEKLY" or len(days) < 2:
        return False
    return rule.wkst != 6 or 6 in days


def _sentence(rule: Rule, words: Words) -> str | None:
    """The sentence of a rule, or None if it has none."""
    if rule.byyearday or rule.byweekno or _week_matters(rule):
        return None
    plain = rule.byday and not rule.bymonthday and all(nth is None for nth, _ in rule.byday)
    if plain and rule.interval == 1 and not rule.bysetpos:
        rule = replace(rule, freq="WEEKLY")  # every Tuesday of a month or year is every Tuesday
    if rule.freq in ("DAILY", "WEEKLY"):
        return _with_months(_weekly(rule, words), rule, words)
    if rule.freq == "YEARLY":
        return _yearly(rule, words)
    sentence = _monthly(rule, words)
    return _with_months(sentence, rule, words) if _has_days(rule) or _excludes(rule) else _unless_months(sentence, rule)


def _weekly(rule: Rule, words: Words) -> str | None:
    if rule.bymonthday or rule.bysetpos or any(nth is not None for nth, _ in rule.byday):
        return None
    days = sorted(day for _, day in rule.byday)
    if rule.freq == "DAILY" and days and rule.interval > 1:
        return None
    if not days:
        return _period(words.days if rule.freq == "DAILY" else words.weeks, rule.interval)
    if rule.interval == 2 and len(days) == 1 and words.every_other:
        return words.every_other.format(day=words.weekdays[days[0]])
    if rule.interval > 1:
        names = words.plain_days.format(days=_join([words.weekdays_plural[day] for day in days], words))
        return words.on.format(period=_period(words.weeks, rule.interval), days=names)
    if tuple(days) == WORKDAYS:
        return words.weekdays_only
    weekly: tuple[str, ...] = getattr(words, words.weekly_names)
    return words.weekly.format(days=_join([weekly[day] for day in days], words))


def _monthly(rule: Rule, words: Words) -> str | None:
    if not _has_days(rule):
        return _period(words.months_, rule.interval)
    days = _days(rule, words, after_period=rule.interval > 1)
    if days is None:
        return None
    if rule.interval == 1:
        return words.of_every_month.format(days=days)
    return words.on.format(period=_period(words.months_, rule.interval), days=days)


def _yearly(rule: Rule, words: Words) -> str | None:
    period = _period(words.years, rule.interval)
    if not _has_days(rule):
        return _unless_months(period, rule)
    if not rule.bymonth:
        return None
    if not rule.byday and len(rule.bymonthday) == 1 and rule.bymonthday[0] > 0 and len(rule.bymonth) == 1:
        day, month = rule.bymonthday[0], words.months[rule.bymonth[0] - 1]
        named = words.month_and_day.format(day=day, month=month)
        if words.monthday[1].endswith("{days}") and words.month_and_day.startswith("{day}"):
            named = words.nth_weekday[1].format(days=named)
        return words.on.format(period=period, days=named)
    days = _days(rule, words, after_period=True)
    if days is None:
        return None
    months = _join([words.months[month - 1] for month in sorted(rule.bymonth)], words)
    return words.on.format(period=period, days=words.of_months.format(days=days, months=months))


def _has_days(rule: Rule) -> bool:
    return bool(rule.byday or rule.bymonthday)


def _excludes(rule: Rule) -> bool:
    return len(rule.bymonth) > 6


def _unless_months(sentence: str | None, rule: Rule) -> str | None:
    """A period without days cannot be read back with months: `every month in May` names no day."""
    return None if rule.bymonth else sentence


def _with_months(sentence: str | None, rule: Rule, words: Words) -> str | None:
    if sentence is None or not rule.bymonth:
        return sentence
    if rule.freq == "MONTHLY" and not _excludes(rule):
        template, months = words.in_months, sorted(rule.bymonth)
    elif _excludes(rule):
        template, months = words.except_months, [month for month in range(1, 13) if month not in rule.bymonth]
    else:
        template, months = words.in_months, sorted(rule.bymonth)
    if not months:
        return sentence
    return template.format(rule=sentence, months=_join([words.months[month - 1] for month in months], words))


def _period(templates: tuple[str, str], interval: int) -> str:
    return templates[interval > 1].format(n=interval)


def _days(rule: Rule, words: Words, *, after_period: bool) -> str | None:
    """The days within a month, as they stand alone or after a period; None if they have no name."""
    position = int(after_period)
    numbered = [nth is not None for nth, _ in rule.byday]
    if rule.byday and all(numbered) and not rule.bymonthday and not rule.bysetpos:
        names = _nth_weekdays([(nth or 0, day) for nth, day in rule.byday], words)
        return names and words.nth_weekday[position].format(days=names)
    if any(numbered):
        return None
    if rule.bysetpos:
        names = _positions(rule, words)
        return names and words.nth_weekday[position].format(days=names)
    if rule.byday and rule.bymonthday:
        return _beside(rule, words, position)
    if rule.byday and rule.freq == "MONTHLY":
        days = _join([words.weekdays_plural[day] for _, day in rule.byday], words)
        return words.plain_days.format(days=days) if after_period else None
    return None if rule.byday else _monthdays(rule, words, position)


def _nth_weekdays(pairs: list[tuple[int, int]], words: Words) -> str | None:
    """`second and fourth Tuesday`, `first Monday and third Thursday`."""
    if any(nth not in words.nth for nth, _ in pairs):
        return None
    if len({day for _, day in pairs}) == 1:
        return f"{_join([words.nth[nth] for nth, _ in pairs], words)} {words.weekdays[pairs[0][1]]}"
    return _join([f"{words.nth[nth]} {words.weekdays[day]}" for nth, day in pairs], words)


def _positions(rule: Rule, words: Words) -> str | None:
    """`last weekday`: days chosen by their place among Monday to Friday, or of one weekday."""
    if rule.bymonthday or any(position not in words.nth for position in rule.bysetpos):
        return None
    days = tuple(sorted(day for _, day in rule.byday))
    if len(days) == 1:
        return _nth_weekdays([(position, days[0]) for position in rule.bysetpos], words)
    if days != WORKDAYS:
        return None
    return words.workday.format(nth=_join([words.nth[position] for position in rule.bysetpos], words))


def _monthdays(rule: Rule, words: Words, position: int) -> str | None:
    if len(rule.bymonthday) == 1 and rule.bymonthday[0] in (-1, -2):
        return words.last_day[position].format(nth=words.nth[rule.bymonthday[0]])
    if any(day < -1 for day in rule.bymonthday):
        return None
    names = [words.monthdays[day - 1] for day in sorted(rule.bymonthday) if day > 0]
    if len(names) == len(rule.bymonthday):
        template = words.monthday if len(names) == 1 else words.monthdays_several
        return template[position].format(days=_join(names, words))
    last = words.last_day[0].format(nth=words.nth[-1])
    template = words.monthday if len(names) == 1 else words.monthdays_several
    return f"{template[position].format(days=', '.join(names))} {words.and_} {last}"


def _beside(rule: Rule, words: Words, position: int) -> str | None:
    """`the Monday before the third Tuesday`, from a weekday and seven days in a row."""
    days = rule.bymonthday
    if len(rule.byday) != 1 or len(days) != 7 or days != tuple(range(days[0], days[0] + 7)):
        return None
    day, first = rule.byday[0][1], days[0]
    if first < 0:
        distance = -7 - first
        if not 1 <= distance <= 6:
            return None
        return _side(words.before, position, words, day, -1, day + distance)
    distance = (1 - first) % 7
    if not distance or first > 22:
        return None
    if distance <= 3:
        return _side(words.before, position, words, day, (first - 1 + distance) // 7 + 1, day + distance)
    distance = 7 - distance
    return _side(words.after, position, words, day, (first - 1 - distance) // 7 + 1, day - distance)


def _side(template: tuple[str, str], position: int, words: Words, day: int, nth: int, of: int) -> str:
    return template[position].format(day=words.weekdays[day], nth=words.nth[nth], of=words.weekdays[of % 7])


# -- times and dates -------------------------------------------------------------------------------


def _named(clock: time) -> bool:
    return clock in (time(0), time(12))


def _time(clock: time, words: Words, bare: bool = False) -> str:
    """`6 pm`, `noon`; bare without am and pm; `18:00` in languages with a 24-hour clock."""
    if words.halves is None:
        return f"{clock:%H:%M}"
    if _named(clock):
        return words.noon if clock.hour else words.midnight
    minutes = f":{clock.minute:02}" if clock.minute else ""
    half = "" if bare else f" {words.halves[clock.hour >= 12]}"
    return f"{(clock.hour - 1) % 12 + 1}{minutes}{half}"


def _dates(days: Iterable[Local], words: Words, near: date | None) -> str:
    return _join([_date(day, words, near) for day in sorted(days, key=_day_of)], words)


def _day_of(moment: Local) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _date(moment: Local, words: Words, near: date | None) -> str:
    day = _day_of(moment)
    months = (day.year - near.year) * 12 + day.month - near.month if near is not None else -1
    template = words.month_and_day if near is not None and 0 <= months < 11 and day >= near else words.full_date
    return template.format(day=day.day, month=words.months[day.month - 1], year=day.year)
