"""What a phrase says beside the days: the times of day, the last day, how many times.

These pieces are cut out of the folded text one after the other; the grammar sees only what is left.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from ..when import WhenError, parse_time, parse_when
from ..when.days import EXAMPLE
from ..when.lazy import Lazy
from ..when.times import CLOCK
from .error import PhraseError
from .lexicon import Lexicon
from .rule import Local, Rule

_AT = r"\bat|@|\ba las?|\bal|\blas?|\bsobre las?"
_LEAD = rf"(?:,? ?\b(?P<lead>from|between|de|desde|entre)\b )?(?:,? ?(?P<at>(?:{_AT}) ?))?"
_RANGE = Lazy(
    rf"{_LEAD}(?<![\d:.])(?P<a>{CLOCK}) ?(?P<to>-|to|until|till|and|a|hasta|y) ?(?P<las>las? )?"
    rf"(?P<b>{CLOCK})(?![\w:])"
)
_SINGLE = Lazy(rf"(?:,? ?(?P<at>\bat|@|\ba las?|\bal|\blas|\bsobre las?) ?|(?<![\d:.\w]))(?P<a>{CLOCK})(?![\w:])")
_STRONG = Lazy(r":\d|\dh|[ap]\.? ?m|\d[ap]\b|\b(?:noon|midday|mediodia|midnight|medianoche)|\bla (?:manana|tarde|noche)|\bh")
_ORDINAL = Lazy(r"\d{1,2}a")
"""`9a` is in the morning, and `cada 2a semana` every second week."""
_HALF = Lazy(r"(?P<half>[ap])(?:\.? ?m\b\.?|(?<=\d[ap]))$|(?P<part>(?:de|por|en) la (?:manana|tarde|noche|madrugada)|in the \w+)$")
_TWELVE_HOURS = Lazy(r"(?:0?[1-9]|1[0-2])(?:[:.h]\d{2})?")
_OPEN_END = Lazy(r"further notice|cancell?ed|forever|indefinitely|nuevo aviso|siempre|indefinid")
_FOREVER = Lazy(r"\b(?:forever|indefinitely|indefinidamente|para siempre|until further notice|hasta nuevo aviso)\b")


@dataclass(frozen=True)
class Clauses:
    """The pieces, and the words that are left."""

    words: str
    start_time: time | None = None
    end_time: time | None = None
    until: Local | None = None
    count: int | None = None
    lasting: tuple[int, str] | None = None
    """`for 10 weeks`, as (10, "w"); what it comes to depends on the rule."""


def take_clauses(words: str, lexicon: Lexicon) -> Clauses:
    """Cut the pieces out of folded `words`. Raises `PhraseError` where one cannot be read."""
    clauses = _take_times(Clauses(words))
    clauses = _take_until(clauses, lexicon)
    clauses = _take_count(clauses, lexicon)
    _refuse_start(clauses.words, lexicon)
    return replace(clauses, words=clauses.words.strip(" ,;.-"))


def count_of(rule: Rule, lasting: tuple[int, str] | None) -> int | None:
    """How many dates `for 10 weeks` are. Raises `PhraseError` where the rule leaves that open."""
    if lasting is None:
        return None
    number, unit = lasting
    each = max(len(rule.byday), len(rule.bymonthday), 1)
    if rule.freq[0].lower() != unit or rule.interval != 1 or each > 1 or rule.bymonth:
        raise PhraseError(
            "it is not clear how many dates that length comes to",
            f"Write how often instead, for example {number} times",
        )
    return number


def _take_times(clauses: Clauses) -> Clauses:
    words = clauses.words
    for match in _RANGE.finditer(words):
        if (times := _range(match)) is not None:
            return replace(clauses, words=_without(words, match), start_time=times[0], end_time=times[1])
    for match in _SINGLE.finditer(words):
        if match["at"] or (_STRONG.search(match["a"]) and not _ORDINAL.fullmatch(match["a"])):
            return replace(clauses, words=_without(words, match), start_time=_time(match["a"]))
    return clauses


def _range(match: re.Match[str]) -> tuple[time, time] | None:
    """The times of `from 6 pm to 7:30 pm`, or None if the numbers are not times at all."""
    first, second = match["a"], match["b"]
    strong = bool(_STRONG.search(first)), bool(_STRONG.search(second))
    if match["to"] in ("and", "y") and not match["lead"]:
        return None
    if not all(strong) and match["las"] and not (match["lead"] or match["at"]):
        return None  # `el día 15 a las 18:00`
    if not any(strong):
        if match["lead"]:
            _time(first)  # explains what is missing
        return None
    halves = _HALF.search(first), _HALF.search(second)
    if halves[1] and not halves[0] and _TWELVE_HOURS.fullmatch(first):  # `6 to 7:30 pm`, `11 to 1 pm`
        end = _time(second)
        return min((_time(first + half) for half in _halves(halves[1])), key=lambda start: _minutes(start, end)), end
    if halves[0] and not halves[1] and _TWELVE_HOURS.fullmatch(second):  # `6 pm to 7:30`, `10 pm to 1`
        start = _time(first)
        return start, min((_time(second + half) for half in _halves(halves[0])), key=lambda end: _minutes(start, end))
    end = _time(second)
    if first.isdigit() and end.hour > 12:
        first += ":00"  # `9 to 17:00`
    return _time(first), end


def _halves(match: re.Match[str]) -> list[str]:
    """What the other time may end with: `6 to 7:30 pm` is an evening, `11 to 1 pm` begins in the morning."""
    return [" am", " pm"] if match["half"] else [f" {match['part']}", " am", " pm"]


def _minutes(start: time, end: time) -> int:
    """How long it lasts from one time of day to the next time that it is the other; never nothing."""
    return (end.hour * 60 + end.minute - start.hour * 60 - start.minute - 1) % (24 * 60)


def _time(words: str) -> time:
    try:
        return parse_time(words)
    except WhenError as error:
        raise PhraseError(error.message, error.hint) from None


def _without(words: str, match: re.Match[str]) -> str:
    return f"{words[: match.start()]} {words[match.end() :]}"


def _take_until(clauses: Clauses, lexicon: Lexicon) -> Clauses:
    if _FOREVER.search(clauses.words):
        raise PhraseError(
            "a series needs an end",
            "Leave the words out here, and write how far it is sure: confirmed_through: 2027-06-30",
        )
    match = re.search(
        rf"[,;]? ?\b(?:{lexicon.until}) +(?P<when>(?:the )?[^;]*?\d[^;]*?)"
        r"(?P<rest>[,;]? (?:except|excepto|salvo)\b.*|;.*|,? "
        rf"(?:for )?\d+ (?:{lexicon.times})\b.*|)$",
        clauses.words,
    )
    if match is None:
        return clauses
    if _OPEN_END.search(match["when"]):
        raise PhraseError("a series needs an end that is a date", "Write the last day, for example until May 11, 2027")
    try:
        when = parse_when(match["when"].strip(" ,"))
    except WhenError as error:
        raise PhraseError(f"the end of the series: {error.message}", error.hint) from None
    until: datetime | date = when.local
    return replace(clauses, words=f"{clauses.words[: match.start()]} {match['rest']}", until=until)


def _take_count(clauses: Clauses, lexicon: Lexicon) -> Clauses:
    number = r"(?P<n>\d{1,4}|[a-z]+)"
    match = re.search(rf"[,;]? ?(?:\b(?:{lexicon.lasting}) )?\b{number} (?:{lexicon.times})\b", clauses.words)
    if match is not None:
        found = _whole_number(match["n"], lexicon)
        if found is not None:
            return replace(clauses, words=_without(clauses.words, match), count=found)
    match = re.search(rf"[,;]? ?\b(?:{lexicon.lasting}) (?:the next )?{number} (?P<unit>[a-z]+)\b", clauses.words)
    if match is None:
        return clauses
    found, unit = _whole_number(match["n"], lexicon), lexicon.table.get((match["unit"],), ())
    if found is None or len(unit) != 1 or unit[0][0] not in "dwmy":
        return clauses
    return replace(clauses, words=_without(clauses.words, match), lasting=(found, unit[0][0]))


def _whole_number(word: str, lexicon: Lexicon) -> int | None:
    if word.isdigit():
        number = int(word)
        if not number:
            raise PhraseError("a series needs at least one date", "Write a number from 1")
        return number
    tokens = lexicon.table.get((word,), ())
    value = tokens[0][1] if len(tokens) == 1 and tokens[0][0] == "N" else None
    return value if isinstance(value, int) else None


def _refuse_start(words: str, lexicon: Lexicon) -> None:
    """A first day is refused: it is what `start` says, and two places would come to differ."""
    match = re.search(rf"\b(?P<word>{lexicon.starting})\b(?P<rest>.*)", words)
    if match is None:
        return
    if match["word"] in ("from", "desde") and not re.search(r"\d", match["rest"]):
        return  # `from September to May`
    raise PhraseError(
        f"'{match['word']}' does not belong in a repeat phrase",
        f"The first date goes into 'start', for example start: {EXAMPLE} 18:00; leave it out here",
    )
