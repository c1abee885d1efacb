"""What answers are made of: lines of text, of which some lead to a phone, a page, a map or an e-mail address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ..describe import address_text
from ..model import Venue


class Line(NamedTuple):
    """One line of a fact. `kind` is "" plain, "strong", "small", "link" (within the site), "out" (leaves it),
    "button" or "map"; `extra` is what the kind needs besides: the host one leaves for, a `geo:` address."""

    text: str
    kind: str = ""
    href: str = ""
    lang: str = ""
    extra: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One question answered; a `shared` one stands on many pages."""

    key: str
    icon: str
    label: str
    lines: tuple[Line, ...]
    shared: bool = False


def fact(key: str, icon: str, name: str, lines: Iterable[Line], shared: bool = False) -> Fact:
    """Make a fact of its lines, whatever holds them."""
    return Fact(key, icon, name, tuple(lines), shared)


def contact_line(sentence: str, contact: str) -> Line:
    """An e-mail address or phone number as a link."""
    href = f"mailto:{contact}" if "@" in contact else phone_link(contact)
    return Line(sentence.format(contact=contact), "phone", href)


def phone_link(number: str) -> str:
    """`tel:` with what a phone dials; an extension is left to the person who calls."""
    digits = "".join(c for c in number.split("ext")[0].split("x")[0] if c.isdigit() or c == "+")
    return f"tel:{digits}"


def host_of(url: str) -> str:
    """The host that a link leaves for, without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def directions(record: Venue) -> tuple[str, str] | None:
    """Return a map's address that works everywhere, and the `geo:` one with which a phone opens its own app."""
    address = address_text(record)
    if record.latitude is not None and record.longitude is not None:
        point = f"{record.latitude},{record.longitude}"
        label_ = quote(address or record.title, safe="")
        return (
            f"https://www.openstreetmap.org/directions?to={point.replace(',', '%2C')}",
            f"geo:{point}?q={label_}",
        )
    if address:
        return (
            f"https://www.openstreetmap.org/search?query={quote(address, safe='')}",
            f"geo:0,0?q={quote(address, safe='')}",
        )
    return None
