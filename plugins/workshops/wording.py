"""The wording of one language: the interface's sentences, lists, names of languages and time zones, numbers and money.

`Language` adds dates and times to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import format_currency

from .zones import UnknownZone, load_zone


class Wording:
    """Sentences by the catalogue, names and numbers by the Unicode CLDR.

    `tag` is the language's BCP 47 tag, `direction` is `ltr` or `rtl`. `messages` are the catalogue's, `plural` says
    which form of a noun a number takes. All methods return plain text, never markup.
    """

    def __init__(
        self,
        tag: str,
        messages: dict[str, str | tuple[str, ...]],
        plural: Callable[[int], int],
        locale: Locale,
    ) -> None:
        self.tag = tag
        self.direction: str = "rtl" if locale.character_order == "right-to-left" else "ltr"
        self.locale = locale
        self._messages = messages
        self._plural = plural
        self._remembered: dict[Any, str] = {}

    @cached_property
    def _is_english(self) -> bool:
        return self.locale.language == "en"

    # -- messages ------------------------------------------------------------

    def gettext(self, message: str) -> str:
        """Return one sentence of the interface in this language; an unknown one comes back as it is."""
        found = self._messages.get(message, message)
        return found if isinstance(found, str) else found[0]

    _ = gettext

    def pgettext(self, context: str, message: str) -> str:
        """Return a sentence that needs a context to be translated right."""
        found = self._messages.get(f"{context}\x04{message}", message)
        return found if isinstance(found, str) else found[0]

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the form of a sentence for the number `n`, with `{n}` not yet put in."""
        found = self._messages.get(one)
        if isinstance(found, tuple):
            return found[self._plural(n)]
        return one if n == 1 else many

    def plural_form(self, n: int) -> int:
        """Return which form of a noun a number takes, counted from 0."""
        return int(self._plural(n))

    def plural(self, one: str, many: str, n: int) -> str:
        """Return `1 event`, `3 events`: the right form with the number put in for `{n}`."""
        return self.ngettext(one, many, n).replace("{n}", self.number(n))

    def translated(self, message: str, context: str = "") -> bool:
        """Whether the catalogue has this sentence."""
        return (f"{context}\x04{message}" if context else message) in self._messages

    # -- names and numbers ------------------------------------------------------------

    def list_of(self, parts: Sequence[str], style: str = "standard") -> str:
        """A, B and C; `style` "or" gives A, B or C. Spanish `y` becomes `e` before an i."""
        if len(parts) < 2:
            return parts[0] if parts else ""
        patterns = self.locale.list_patterns[style]
        if len(parts) == 2:
            joined = patterns["2"].format(*parts)
        else:
            joined = patterns["start"].format(parts[0], parts[1]) if len(parts) > 2 else ""
            for part in parts[2:-1]:
                joined = patterns["middle"].format(joined, part)
            joined = patterns["end"].format(joined, parts[-1])
        if self._is_english and len(parts) > 2:
            joined = re.sub(r",( (?:and|or) )" + re.escape(parts[-1]) + "$", lambda m: m[1] + parts[-1], joined)
        if self.locale.language == "es" and re.match(r"(?i)h?[ií](?![aeoáéó])", parts[-1]):
            joined = re.sub(r" y (?=" + re.escape(parts[-1]) + "$)", " e ", joined)
        return str(joined)

    def language_name(self, tag: str) -> str:
        """Spanish · español: the name of a language in this one."""
        key = ("language", tag)
        found = self._remembered.get(key)
        if found is None:
            found = self._remembered[key] = self._language_name(tag)
        return found

    def _language_name(self, tag: str) -> str:
        if tag == "ase":
            return self.gettext("American Sign Language (ASL)")
        try:
            name = Locale.parse(tag, sep="-").get_display_name(self.locale)
        except (UnknownLocaleError, ValueError):
            name = self.locale.languages.get(tag)
        return str(name or tag)

    def own_name(self) -> str:
        """English · Español: what the language calls itself."""
        name = self.locale.languages.get(self.locale.language) or self.tag
        return name[:1].upper() + name[1:]

    def zone_name(self, key: str, when: datetime | None = None) -> str:
        """Eastern Time · hora oriental; a zone without daylight-saving time has the standard time's name.

        `when` asks for the name at one moment: Eastern Daylight Time.
        """
        remembered = ("zone", key, bool(when and _dst(key, when))) if when else ("zone", key)
        found = self._remembered.get(remembered)
        if found is None:
            found = self._remembered[remembered] = self._zone_name(key, when)
        return found

    def _zone_name(self, key: str, when: datetime | None) -> str:
        canonical = get_global("zone_aliases").get(key, key)
        meta = get_global("meta_zones").get(canonical)
        names = self.locale.meta_zones.get(meta, {}).get("long", {}) if meta else {}
        if when is not None:
            kind = "daylight" if _dst(key, when) else "standard"
        else:
            kind = "generic" if _changes_clocks(key) and "generic" in names else "standard"
        return str(names.get(kind) or names.get("standard") or canonical.rpartition("/")[2].replace("_", " "))

    def number(self, n: int) -> str:
        """1,234 · 1,234 in Spanish of the United States."""
        if n < 1000:
            return str(n)
        return f"{n:,}".replace(",", self.locale.number_symbols.get("latn", {}).get("group", ","))

    def money(self, amount: Decimal, currency: str) -> str:
        """$10, $12.50."""
        text: str = format_currency(amount, currency, locale=self.locale)
        return re.sub(r"([.,]00)(?=\D|$)", "", text)


def _dst(key: str, when: datetime) -> bool:
    try:
        return bool(when.replace(tzinfo=load_zone(key)).dst())
    except UnknownZone:
        return False


def _changes_clocks(key: str) -> bool:
    try:
        zone = load_zone(key)
    except UnknownZone:
        return True
    return len({datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 4, 7, 10)}) > 1
