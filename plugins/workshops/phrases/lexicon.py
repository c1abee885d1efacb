"""The words of a repeat phrase, per language, and what each stands for.

A phrase is turned into a row of tokens, each a letter with a value, and the grammar works on the letters
alone: it does not know English from Spanish. Another language is another `Lexicon`. The letters:

    E every    O every other    N number    R which one (1, 2, -1 last)    D weekday    W Monday to Friday
    K weekend  M month          A a whole period in one word (weekly)      y m q w d    year to day
    B before   F after          X except    & and    - to    o of
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..when.lazy import Lazy
from ..when.names import MONTHS, WEEKDAYS

Token = tuple[str, object]
"""(letter, value); the value is an int, a (unit, interval) pair for A, or None."""

_WORD = Lazy(r"\d+|[a-z]+|[^\sa-z\d]")


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, folded: lower case, no accents."""

    language: str
    words: dict[str, str]
    """Phrase → tokens as text: `every single` → `E`, `fortnight` → `N2 w`, `` for words without meaning."""
    until: str
    """Regular expressions of the words that lead a last day, ..."""
    starting: str
    """... a first day, ..."""
    times: str
    """... that follow a number of times, ..."""
    lasting: str
    """... and that lead a length, as in `for 10 weeks`."""
    rewrites: tuple[tuple[str, str], ...] = ()
    """Turns of phrase (a regular expression) and the plainer words that they stand for."""
    refusals: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """Expressions with two readings: (regular expression, message, the phrases to choose from)."""
    ordinal_endings: str = ""

    @cached_property
    def table(self) -> dict[tuple[str, ...], tuple[Token, ...]]:
        """Pieces of a phrase → its tokens; made when it is first used."""
        return {tuple(_WORD.findall(words)): _tokens(text) for words, text in self.words.items()}

    @cached_property
    def longest(self) -> int:
        """The most pieces of any phrase in the table."""
        return max(map(len, self.table))

    def tokens(self, words: str) -> tuple[list[Token], list[str]]:
        """The tokens of folded `words`, and the words that this language does not know."""
        pieces = _WORD.findall(words)
        found: list[Token] = []
        unknown: list[str] = []
        at = 0
        while at < len(pieces):
            for size in range(min(self.longest, len(pieces) - at), 0, -1):
                known = self.table.get(tuple(pieces[at : at + size]))
                if known is not None:
                    found += known
                    at += size
                    break
            else:
                at += self._number(pieces, at, found, unknown)
        return found, unknown

    def _number(self, pieces: list[str], at: int, found: list[Token], unknown: list[str]) -> int:
        """Read `2nd` or `15`, or note an unknown word; returns how many pieces were used."""
        if not pieces[at].isdigit() or len(pieces[at]) > 4:
            unknown.append(pieces[at])
            return 1
        number = int(pieces[at])
        if at + 1 < len(pieces) and re.fullmatch(self.ordinal_endings, pieces[at + 1]):
            found.append(("R", number))
            return 2
        found.append(("N", number))
        return 1


def _tokens(text: str) -> tuple[Token, ...]:
    """`N2 w` as tokens: letters with a number behind; A carries a unit and an interval, as `Am3`."""
    tokens: list[Token] = []
    for word in text.split():
        letter, rest = word[0], word[1:]
        if letter == "A":
            tokens.append(("A", (rest[0], int(rest[1:]))))
        else:
            tokens.append((letter, int(rest) if rest else None))
    return tuple(tokens)


def _words(*lines: str) -> dict[str, str]:
    """A table from lines such as `E: every, each`."""
    table: dict[str, str] = {}
    for line in lines:
        token, _, words = line.partition(":")
        table.update((word.strip(), token) for word in words.split(",") if word.strip())
    return table


def _nothing(words: str) -> dict[str, str]:
    """Words that carry no meaning here."""
    return dict.fromkeys(words.split(), "")


def _numbered(letter: str, names: str, first: int = 1) -> dict[str, str]:
    """Words for first, second, ... with `|` between words for the same number."""
    entries: Iterable[tuple[int, str]] = enumerate(names.split(), first)
    return {name: f"{letter}{number}" for number, group in entries for name in group.split("|")}


_SHARED = {
    **{name: f"M{number}" for name, number in MONTHS.items()},
    **{name: f"D{number}" for name, number in WEEKDAYS.items()},
    **dict.fromkeys((",", "&", "+", "/", ";"), "&"),
    **dict.fromkeys((".", "'"), ""),
    "-": "-",
}

ENGLISH = Lexicon(
    language="en",
    words={
        **_SHARED,
        **{f"{name}s": f"D{number}" for name, number in WEEKDAYS.items() if name.endswith("day")},
        **_words(
            "E: every, each, every single, all, any, once a, once every, once per, per",
            "O: other, alternate, alternating",
            "&: and",
            "-: to, through, thru",
            "d: day, days",
            "w: week, weeks",
            "m: month, months, calendar month",
            "q: quarter, quarters",
            "y: year, years",
            "N2 w: fortnight",
            "Ad1: daily",
            "Aw1: weekly",
            "Aw2: biweekly, bi-weekly, fortnightly",
            "Am1: monthly",
            "Am3: quarterly",
            "Am6: semiannually, semi-annually",
            "Ay1: yearly, annually, annual",
            "W: weekday, weekdays, workday, workdays, working day, working days, business day, business days",
            "K: weekend, weekends",
            "R-1: last, final",
            "R-2: second to last, second-to-last, second last, 2nd last, 2nd to last, next to last, next-to-last, penultimate",
            "R-3: third to last, third-to-last, third last, 3rd last, 3rd to last",
            "B: before, prior to, preceding",
            "F: after, following",
            "o: of",
            "X: except, except for, but, but not, excluding, not, skipping, other than, apart from",
        ),
        **_nothing("the on in from during it happens repeats meets held occurs that"),
        **_numbered(
            "R",
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
            " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
        ),
        **_numbered("N", "one two three four five six seven eight nine ten eleven twelve"),
    },
    until=r"until|till|til|up to|through|thru|ending(?: on)?|ends(?: on)?|to",
    starting=r"starting|starts|start|beginning|begins|commencing|effective|from",
    times=r"times?|occurrences|sessions|dates|classes|meetings",
    lasting=r"for",
    rewrites=(
        (r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)days?) (?:morning|afternoon|evening|night)s?\b", r"\1"),
        (r"\b(every|each) (\w+days?) and \1 (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day)", r"\1 \2 and "),
        (r"\bevery day,? (?:from )?(?=\w+day ?(?:to|thru|through|-) ?\w+day\b)", "every "),
    ),
    refusals=(
        (
            r"\bbi-?monthly\b",
            "it can mean every two months or twice a month",
            ("every 2 months", "on the 1st and 15th of every month"),
        ),
        (
            r"\b(?:(?:twice|\w+ times) (?:a|per|each|every) (?:month|year)|twice monthly|semi-?monthly)\b",
            "it does not say on which days",
            ("first and third Tuesday of every month", "on the 1st and 15th of every month"),
        ),
        (
            r"\b(?:(?:twice|\w+ times) (?:a|per|each|every) week|twice weekly|semi-?weekly)\b",
            "it does not say on which days",
            ("every Tuesday and Thursday", "every Monday and Wednesday"),
        ),
        (
            r"\b(?:hourly|every (?:\d+ |other )?(?:hours?|minutes?)|every (?:\d+ )?seconds)\b",
            "a series repeats by days at most",
            ("every day", "every weekday"),
        ),
    ),
    ordinal_endings="st|nd|rd|th",
)

SPANISH = Lexicon(
    language="es",
    words={
        **_SHARED,
        "mar": "M3",
        **{f"{name}s": f"D{number}" for name, number in WEEKDAYS.items() if name in ("sabado", "domingo")},
        **_words(
            "E: cada, todos, todas, todo, toda, una vez al, una vez a la, una vez por, una vez cada",
            "O: otro, otra, alterno, alternos, alterna, alternas",
            "&: y, e",
            "-: a, al",
            "d: dia, dias",
            "w: semana, semanas",
            "m: mes, meses",
            "q: trimestre, trimestres",
            "y: ano, anos",
            "N6 m: semestre, semestres",
            "N2 m: bimestre, bimestres",
            "Ad1: diario, diaria, diariamente, a diario",
            "Aw1: semanal, semanalmente",
            "Am1: mensual, mensualmente",
            "Am2: bimestral, bimestralmente",
            "Am3: trimestral, trimestralmente",
            "Am6: semestral, semestralmente",
            "Ay1: anual, anualmente",
            "W: dia laborable, dias laborables, dia habil, dias habiles, entre semana, dias entre semana",
            "W: dia de semana, dias de semana, dia de trabajo, dias de trabajo, dia entre semana",
            "K: fin de semana, fines de semana",
            "R-1: ultimo, ultima, ultimos, ultimas",
            "R-2: penultimo, penultima, penultimos",
            "R-3: antepenultimo, antepenultima, antepenultimos",
            "B: antes de, antes del, anterior a, anterior al, previo a, previo al, que precede al",
            "F: despues de, despues del, siguiente a, siguiente al, posterior a, posterior al, que sigue al",
            "o: de, del",
            "X: excepto, excepto en, salvo, salvo en, menos, menos en, pero no, pero no en, no",
        ),
        **_nothing("el la los las lo en desde durante por se repite un una"),
        **_numbered(
            "R",
            "primer|primero|primera|primeros segundo|segunda|segundos tercer|tercero|tercera|terceros"
            " cuarto|cuarta|cuartos quinto|quinta|quintos sexto|sexta septimo|septima octavo noveno decimo",
        ),
        **_numbered(
            "N",
            "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis"
            " diecisiete dieciocho diecinueve veinte",
        ),
        "treinta": "N30",
    },
    until=r"hasta el dia|hasta el|hasta",
    starting=r"a partir del?|desde|empezando|comenzando|comienza|empieza|iniciando|a contar",
    times=r"vez(?! al| a | por| cada)|veces|sesiones|fechas|clases|ocasiones|reuniones",
    lasting=r"durante|por",
    rewrites=(
        (r"\bun[oa]? (\w+) si,? (?:y |e )?(?:el |la )?(?:otr[oa]|un[oa]?)(?: \w+)? no\b", r"cada otro \1"),
        (r"\b(\w+) si,? (?:y )?\1 no\b", r"cada otro \1"),
        (r"\b(?:los |las |cada |un |una )?(\w+),? (?:de )?por medio\b", r"cada otro \1"),
        (r"\b(lunes|martes|miercoles|jueves|viernes|sabados?|domingos?) (?:por|en) la (?:manana|tarde|noche)\b", r"\1"),
        (r"\b(?:en )?(?:los |las )?(semanas|meses|dias|anos) (?:alternos|alternas)\b", r"cada otro \1"),
    ),
    refusals=(
        (
            r"\bbi-?mensual(?:mente)?\b|\b\w+ veces (?:al|por) (?:mes|ano)\b",
            "it does not say on which days",
            ("primer y tercer martes de cada mes", "los días 1 y 15 de cada mes"),
        ),
        (
            r"\bbi-?semanal(?:mente)?\b|\b\w+ veces (?:a la|por) semana\b",
            "it does not say on which days",
            ("todos los martes y jueves", "todos los lunes y miércoles"),
        ),
        (
            r"\bquincenal(?:mente)?\b|\bcada quincena\b",
            "it can mean every two weeks or twice a month",
            ("cada dos semanas", "los días 1 y 15 de cada mes"),
        ),
        (
            r"\bcada (?:15|quince) dias\b",
            "it can mean every two weeks or every 15 days",
            ("cada dos semanas", "cada 14 días"),
        ),
        (
            r"\bcada (?:8|ocho) dias\b",
            "it can mean every week or every 8 days",
            ("cada semana", "cada 7 días"),
        ),
        (
            r"\bcada tercer dia\b",
            "it can mean every two days or every three days",
            ("cada 2 días", "cada 3 días"),
        ),
        (
            r"\bcada (?:\d+ )?(?:horas?|minutos?)\b|\bcada \d+ segundos\b",
            "a series repeats by days at most",
            ("todos los días", "entre semana"),
        ),
    ),
    ordinal_endings="o|a|er|ro|ra|do|da|to|ta|er\\.",
)

LEXICONS = (ENGLISH, SPANISH)
