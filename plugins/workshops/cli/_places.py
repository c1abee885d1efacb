"""Where an event is: a venue that is known, online, or a place that nobody has written down yet."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..catalog import slugify
from ..reader import SourceFile, Unit, read_record
from ..revise import free_name
from ..revise.fresh import compose
from ._answers import read_link
from ._match import Choice, exactly

if TYPE_CHECKING:
    from ._questions import Form

ONLINE, NEW = "online", "new-place"
_REGION = re.compile(r"(?P<state>[A-Za-z]{2})\b[ ,]*(?P<zip>\d{5}(?:-\d{4})?)?")


def ask_place(form: Form) -> None:
    """Ask where it is; a new place becomes a venue, so that the next event finds it."""
    known = sorted((Choice(key, entry.record.title) for key, entry in form.records.venues.items()), key=lambda c: c.label.lower())
    if form.given.get("new_venue"):
        form.fields["venue"] = _new_place(form, known)
        return
    choices = [*known, Choice(ONLINE, "online, no place"), Choice(NEW, "a new place")]
    place = form.choose("venue", "Where (part of the name; ? for all; new for a new place)", choices, needed=True)
    if place == ONLINE:
        form.fields["mode"] = ONLINE
        link = form.one("join_url", "Link that everybody may use (Enter: it is sent after sign-up)", read_link)
        if link:
            form.fields |= {"join_url": link, "join_public": True}
    else:
        form.fields["venue"] = _new_place(form, known) if place == NEW else place


def _new_place(form: Form, known: list[Choice]) -> str:
    """Write a venue down and return its key; one that is known already by that name is taken instead."""
    name = form.one("new_venue", "Name of the place", lambda text: text, needed=True) or ""
    same = exactly(name, known)
    if same is not None or not name:
        return same.key if same else ""
    address = form.one("address", "Street, town, state and ZIP, for example 120 Elm Street, Alder, NY 14527", lambda text: text) or ""
    key = free_name(slugify(name)[:60].strip("-") or "place", [choice.key for choice in known])
    data = compose({"title": name, **address_parts(address)})
    path = f"venues/{key}.md"
    read = read_record("venues", Unit(key, SourceFile(f"{form.site.content}/{path}", data)), form.site)
    if read.entry is not None:
        form.records.venues[key] = read.entry
    form.new_files[path] = data
    return key


def address_parts(text: str) -> dict[str, str]:
    """Take an address in one line apart: street, town, state, ZIP; whatever is not there is left out."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found: dict[str, str] = {}
    if len(parts) > 1 and re.fullmatch(r"\d{5}(-\d{4})?", parts[-1]):
        parts[-2:] = [f"{parts[-2]} {parts[-1]}"]
    if parts and (region := _REGION.fullmatch(parts[-1])):
        found = {"state": region["state"].upper(), **({"zip": region["zip"]} if region["zip"] else {})}
        parts.pop()
    if len(parts) > 1 or (parts and found):
        found = {"town": parts.pop(), **found}
    return {"street": ", ".join(parts), **found} if parts else found
