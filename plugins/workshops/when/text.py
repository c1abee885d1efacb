"""Text as it arrives from Word, Excel, web forms and telephones, made plain enough to read.

Word writes non-breaking spaces and long dashes, forms copy invisible direction marks, and half of the people
who write Spanish leave the accents out. `clean` mends the characters and keeps the letters; `fold` also
drops case and accents, for looking words up.
"""

import unicodedata

from .error import WhenError

LONGEST = 200
"""Characters; nobody needs more for a date, and nothing longer is searched."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u02bc\u00ab\u00bb\u00b4`"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufe0f\ufeff"
_CHARACTERS: dict[int, str | None] = {
    **{ord(dash): "-" for dash in _DASHES},
    **{ord(quote): "'" for quote in _QUOTES},
    **{ord(mark): None for mark in _INVISIBLE},
    ord("\u00bd"): " 1/2",
    ord("\u00b0"): "o",
}


def clean(text: str) -> str:
    """One line with single spaces, plain dashes and quotes, and no invisible characters or outer quotes."""
    plain = unicodedata.normalize("NFKC", text.translate(_CHARACTERS))
    return " ".join(plain.split()).strip("'\" ")


def fold(text: str) -> str:
    """`clean` text without case and accents: `Miércoles` and `miercoles` are one word."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def shown(text: str) -> str:
    """The text as written, in quotes, for an error message: short, on one line, nothing unprintable."""
    line = " ".join(text.split())
    line = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    return f"'{line[:57]}...'" if len(line) > 60 else f"'{line}'"


def readable(text: str, what: str, example: str) -> str:
    """`clean` text, or a `WhenError` when it is empty or far too long; `what` is a word like "date"."""
    if len(text) > LONGEST:
        raise WhenError(f"{shown(text)} is too long for a {what}", f"Write only the {what}, for example {example}")
    plain = clean(text)
    if not plain:
        raise WhenError(f"the {what} is empty", f"Write it like this: {example}")
    return plain
