"""One escaping function for each place that text can land in.

Organizers' text is untrusted. Whoever writes it somewhere calls the function of that place, and nothing else.
"""
from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import orjson

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_URI = re.compile(r"[\w:/?#\[\]@!$&'()*+,;=%~.-]*", re.ASCII)

_CARET = re.compile(r"\^(?=[n'^])")


def plain(text: str) -> str:
    """Remove control characters and halves of surrogate pairs; line breaks and tabs stay."""
    if text.isprintable() or text.replace("\n", "").isprintable():  # quicker than the search; it takes more for unprintable
        return text
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def html(text: str) -> str:
    """Escape text between HTML tags."""
    return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Escape the value of a quoted HTML attribute."""
    return html(text).replace('"', "&#34;").replace("'", "&#39;")


def url_part(text: str) -> str:
    """Escape one segment of a path or one value of a query (RFC 3986)."""
    return quote(plain(text), safe="")


def ical(text: str) -> str:
    """Escape a TEXT value of iCalendar (RFC 5545 section 3.3.11)."""
    return plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n").replace("\t", " ")


def ical_parameter(text: str) -> str:
    """Quote a parameter's value; it cannot hold quotation marks or line breaks (RFC 5545 section 3.2)."""
    return '"' + unquotable(text).replace("\n", " ").replace("\t", " ") + '"'


def unquotable(text: str) -> str:
    """Return text that reads the same in and out of a parameter: straight quotation marks become curly.

    A circumflex before `n`, `'` or itself would be read as a line break or a quotation mark by programs that know
    RFC 6868, and kept by those that do not, so it becomes the letter that looks like it.
    """
    text = plain(text).replace('"', "”")
    return _CARET.sub("ˆ", text) if "^" in text else text


def ical_uri(text: str) -> str:
    """Escape a URI value of iCalendar: no spaces, control or non-ASCII characters."""
    return text if _URI.fullmatch(text) else quote(plain(text), safe=":/?#[]@!$&'()*+,;=%~-._")


def json_ld(data: Any) -> str:
    """Write data for a `<script type="application/ld+json">`, so that nothing in it can close the element."""
    text = orjson.dumps(data).decode()
    return (text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
            .replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def xml(text: str) -> str:
    """Escape text or attribute values of XML 1.0."""
    return attribute(text)
