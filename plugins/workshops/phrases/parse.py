"""`parse_repeat`: a repeat phrase in English or Spanish, or a rule copied from a calendar."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ..when.text import LONGEST, clean, fold, shown
from .clauses import Clauses, count_of, take_clauses
from .describe import describe_repeat
from .error import PhraseError
from .grammar import NotUnderstood, TwoReadings, read_tokens
from .lexicon import LEXICONS, Lexicon
from .rrule import looks_like_rrule, parse_rrule
from .rule import Repeat, Rule
from .suggest import nearest

_LONGEST_RRULE = 1000
_NEVER = frozenset(("no", "none", "never", "once", "one time", "does not repeat", "nunca", "ninguno", "ninguna", "una vez", "no se repite"))


@lru_cache(maxsize=4096)
def parse_repeat(text: str, lang: str | None = None) -> Repeat:
    """What a `repeat:` text says. Raises `PhraseError`.

    Both languages are always read; `lang` (`en`, `es`) says which to try first and to suggest from.
    """
    if looks_like_rrule(text[:200]):
        if len(text) > _LONGEST_RRULE:
            raise PhraseError(f"{shown(text)} is too long for a rule", "Write it in words, for example: every Tuesday")
        return Repeat(parse_rrule(text), source=text)
    if len(text) > LONGEST:
        raise PhraseError(f"{shown(text)} is too long for a repeat phrase", "Write only how it repeats: every Tuesday")
    words = fold(clean(text)).rstrip(".")
    if not words:
        raise PhraseError("the repeat phrase is empty", "Write how it repeats, for example: every Tuesday")
    if words in _NEVER:
        raise PhraseError(f"{shown(text)} is no way to repeat", "Delete the line if there is only one date")
    lexicons = sorted(LEXICONS, key=lambda lexicon: lexicon.language != lang)
    failures: list[_Failure] = []
    for lexicon in lexicons:
        result = _read(words, lexicon, text)
        if isinstance(result, Repeat):
            return result
        failures.append(result)
    raise _explain(min(failures, key=lambda failure: (len(failure.unknown), failure.error is None)), words, text)


@dataclass(frozen=True)
class _Failure:
    """How far one language got with a phrase."""

    language: str
    unknown: list[str]
    error: PhraseError | None = None


def _read(words: str, lexicon: Lexicon, text: str) -> Repeat | _Failure:
    for pattern, plainer in lexicon.rewrites:
        words = re.sub(pattern, plainer, words)
    tokens, unknown = lexicon.tokens(words)
    try:
        _refuse(words, lexicon)
        clauses = take_clauses(words, lexicon)
        tokens, unknown = lexicon.tokens(clauses.words)
        if not unknown:
            return _repeat(clauses, read_tokens(tokens), text)
    except PhraseError as error:
        return _Failure(lexicon.language, unknown, error)
    except TwoReadings as unclear:
        return _Failure(lexicon.language, unknown, _two_readings(unclear, lexicon.language))
    except NotUnderstood:
        pass
    skipped = None
    if any(letter == "X" for letter, _ in tokens):
        skipped = PhraseError(
            "dates to skip do not belong in a repeat phrase",
            "Write them in 'except', for example except: 2026-12-24; months may be left out here, dates not",
        )
    return _Failure(lexicon.language, unknown, skipped)


def _refuse(words: str, lexicon: Lexicon) -> None:
    for pattern, message, choices in lexicon.refusals:
        if re.search(pattern, words):
            raise PhraseError(message, _write(choices), choices)


def _write(choices: tuple[str, ...]) -> str:
    return "Write " + ", or ".join(f"'{choice}'" for choice in choices)


def _two_readings(unclear: TwoReadings, language: str) -> PhraseError:
    sentences = tuple(_phrase(rule, language) for rule in unclear.readings)
    return PhraseError("this can be read in two ways", _write(sentences), sentences)


def _phrase(rule: Rule, language: str) -> str:
    sentence = describe_repeat(rule, lang=language, count=rule.count)
    return sentence[:1].lower() + sentence[1:]


def _repeat(clauses: Clauses, rule: Rule, text: str) -> Repeat:
    count = clauses.count if clauses.count is not None else count_of(rule, clauses.lasting)
    if count is not None and clauses.until is not None:
        raise PhraseError("it says twice how long it goes on", "Keep the last day or the number of times")
    return Repeat(rule, clauses.start_time, clauses.end_time, clauses.until, count, text)


def _explain(failure: _Failure, words: str, text: str) -> PhraseError:
    if failure.error is not None:
        error = failure.error
        return PhraseError(f"{shown(text)}: {error.message}", error.hint, error.suggestions)
    suggestions = nearest(words, failure.language)
    hint = "The nearest phrases that I understand: " + "; ".join(f"'{phrase}'" for phrase in suggestions)
    if 0 < len(failure.unknown) <= 3:
        unknown = shown(" ".join(failure.unknown))
        return PhraseError(f"{shown(text)}: I do not know {unknown} here", hint, suggestions)
    return PhraseError(f"{shown(text)} is not a repeat phrase that I can read", hint, suggestions)
