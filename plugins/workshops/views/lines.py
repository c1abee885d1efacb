"""Phone lines that help in an emergency, and the site's own data, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..language import Language
from .answers import phone_link
from .base import Views


@dataclass(slots=True)
class HelpLine:
    """One phone line; `call` and `text` are `tel:` and `sms:` addresses."""

    key: str
    label: str
    number: str
    call: str
    text: str
    note: str
    url: str
    verified: str


def local(data: Any, name: str, lang: str) -> str:
    """A text of a data file in one language, else as it is written."""
    if not isinstance(data, dict):
        return ""
    value = data.get(f"{name}_{lang.replace('-', '_')}") or data.get(name) or ""
    return value if isinstance(value, str) else ""


def help_lines(views: Views, lang: str, keys: list[str] | None = None) -> list[HelpLine]:
    """The lines that are switched on, all or those asked for."""
    rows = views.catalog.data.get("lines")
    found = []
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict) or str(row.get("show", "yes")).lower() in ("no", "false", "0"):
            continue
        key = str(row.get("key", ""))
        if keys is not None and key not in keys:
            continue
        number = str(row.get("number", ""))
        call = str(row.get("call") or number)
        text = str(row.get("text") or "")
        found.append(
            HelpLine(
                key,
                local(row, "label", lang),
                number,
                phone_link(call),
                f"sms:{text}" if text else "",
                local(row, "note", lang),
                str(row.get("url") or ""),
                day_text(row.get("verified"), views.language(lang)),
            )
        )
    return found


def day_text(value: Any, language: Language) -> str:
    """An ISO date of a data file in words; anything else as it is."""
    text = str(value or "")
    try:
        return language.date(date.fromisoformat(text))
    except ValueError:
        return text


def site_data(views: Views) -> dict[str, Any]:
    """The site's data file."""
    data = views.catalog.data.get("site")
    return data if isinstance(data, dict) else {}
