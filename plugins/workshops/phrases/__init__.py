"""Repeat phrases: `every other Thursday`, `el segundo martes de cada mes`, or a rule copied from a calendar.

People who run events say how they repeat in a few dozen ways, and calendar programs know one language for it,
the RRULE of RFC 5545. This package reads the phrases (`parse_repeat`), gives the rule as a value (`Rule`),
writes it for calendar programs (`Rule.to_rrule`), works out the days (`expand`), and reads the rule back as a
sentence (`describe_rule`, `describe_repeat`), so that whoever wrote it sees what was understood.

The way through the modules: `parse` cuts times and ends off the phrase (`clauses`), turns the rest into
tokens (`lexicon`, a table per language) and those into a rule (`grammar`); `rrule` reads rules that are
written out.
"""

from .describe import describe_repeat, describe_rule, describe_times
from .error import PhraseError
from .expand import expand, first_on_or_after, nearest_instances, written_out
from .parse import parse_repeat
from .rule import Repeat, Rule
from .suggest import EXAMPLES
from .words import LANGUAGES, Words

__all__ = [
    "EXAMPLES",
    "LANGUAGES",
    "PhraseError",
    "Repeat",
    "Rule",
    "Words",
    "describe_repeat",
    "describe_rule",
    "describe_times",
    "expand",
    "first_on_or_after",
    "nearest_instances",
    "parse_repeat",
    "written_out",
]
