"""The questions of `workshops new`: what is asked, in which order, and what an answer becomes.

Each answer comes from a flag or from a person; both go through the same reader, so that a script and a volunteer make
the same file.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import click

from ..catalog import Records
from ..locale import shipped_language
from ..phrases import parse_repeat
from ..reader import Read, SourceFile, Unit, read_event
from ..revise.fresh import compose
from ..revise.target import write
from ..site import Site
from ._answers import read_day, read_end, read_phrase, read_start, read_until, read_way
from ._ask import Asker, Refused
from ._match import Choice, exactly, nearest
from ._places import ONLINE, ask_place

T = TypeVar("T")
DATE_FIELDS = frozenset({"start", "end", "duration", "repeat", "until", "count", "confirmed_through"})
KITS = (Choice("none", "no kit"), Choice("nasal", "nasal spray"), Choice("injectable", "injectable"), Choice("both", "both kinds"))
REGISTRATION = (Choice("none", "just walk in"), Choice("optional", "sign up or walk in"), Choice("required", "sign up first"))


@dataclass(slots=True)
class Form:
    """What is known of the new event: `given` by flags, `fields` as they will stand in the file."""

    site: Site
    records: Records
    today: date
    given: Mapping[str, Any]
    asker: Asker | None
    """None where nobody can be asked."""
    fields: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    new_files: dict[str, bytes] = field(default_factory=dict)
    """Files that come with the event, such as a new venue's: path inside the content folder → bytes."""
    missing: list[str] = field(default_factory=list)

    def one(self, name: str, question: str, use: Callable[[str], T], *, needed: bool = False, default: str = "") -> T | None:
        """Return one answer: from its flag, else from the person; an optional one without asker is the default."""
        given = self.given.get(name)
        if given not in (None, ""):
            return self.use_flag(name, given, use)
        if self.asker is not None:
            return self.asker.text(question, (lambda text: use(_needed(text))) if needed else use, default)
        if needed:
            self.missing.append(flag(name))
            return None
        return use(default)

    def use_flag(self, name: str, given: str, use: Callable[[str], T]) -> T:
        """Read the value of a flag; one that cannot be used is a usage error that names it."""
        try:
            return use(given)
        except Refused as refused:
            raise click.UsageError(f"{flag(name)}: {refused}") from None

    def choose(self, name: str, question: str, choices: list[Choice], *, needed: bool = False, default: str = "") -> str:
        """Return the key of one choice."""
        given = self.given.get(name)
        if given not in (None, ""):
            return self.use_flag(name, given, lambda text: known(text, choices))
        if self.asker is not None:
            return self.asker.choose(question, choices, default, suggest=needed)
        if needed:
            self.missing.append(flag(name))
        return default


def flag(name: str) -> str:
    """Return the flag of a field."""
    return "--" + name.replace("_", "-")


def _needed(text: str) -> str:
    if not text.strip():
        raise Refused("This is needed. Ctrl-C leaves everything as it is.")
    return text


def known(text: str, choices: list[Choice]) -> str:
    """Return the key of a choice by key or name; refused with the nearest ones."""
    found = exactly(text, choices)
    if found is not None:
        return found.key
    near = [choice.key for choice in nearest(text, choices, 3)]
    hint = f"Did you mean {', '.join(near)}?" if near else f"There are: {', '.join(c.key for c in choices) or 'none yet'}."
    raise Refused(f"'{text}' is not one of the choices. {hint}")


def choices_in(records: Mapping[str, Any]) -> list[Choice]:
    """Return records as choices, by name."""
    return sorted((Choice(key, entry.record.title) for key, entry in records.items()), key=lambda c: c.label.lower())


def fill(form: Form) -> None:
    """Ask everything; what is lacking and cannot be asked is in `form.missing`."""
    fields = form.fields
    fields["title"] = form.one("title", "What is it called", lambda text: text, needed=True)
    for lang in form.site.languages[1:]:
        given = dict(form.given.get("title_in") or ()).get(lang)
        if given is None and form.asker is not None and not form.given.get("yes"):
            name = shipped_language("en").language_name(lang)
            given = form.asker.text(f"And in {name} (Enter to leave it out)", lambda text: text)
        fields[f"title_{lang}"] = given
    programs = choices_in(form.records.programs)
    fields["program"] = form.choose("program", "What kind of event (part of the name; ? for all)", programs, needed=True)
    fields["audience"] = list(form.given.get("audience") or ())
    fields["organizer"] = form.choose("organizer", "Who organizes it", choices_in(form.records.organizers), needed=True)
    ask_place(form)
    _dates(form)
    _sign_up(form)
    fields["cost"] = form.given.get("cost")
    fields["capacity"] = form.given.get("capacity")
    fields["languages"] = list(form.given.get("language") or ())
    fields["kit"] = form.choose("kit", "Do people take a kit home", list(KITS), default="none")
    _anonymous(form)
    form.body = form.one("text", "Tell people about it in a sentence or two (Enter to leave it out)", lambda text: text) or ""


def _dates(form: Form) -> None:
    while True:
        _ask_dates(form)
        if form.missing or "start" not in form.fields:
            return
        read = read_dates(form)
        problems = [p for p in read.problems if p.field in DATE_FIELDS and p.severity == "error"]
        if not problems or form.asker is None or any(form.given.get(name) for name in DATE_FIELDS):
            if form.asker is not None and read.entry is not None:
                for text in next_dates(read):
                    form.asker.tell(f"  {text}")
            return
        for problem in problems:
            form.asker.tell(f"  {problem.message} {problem.hint}".rstrip())
        form.asker.tell("  Please answer these again.")


def _ask_dates(form: Form) -> None:
    start = form.one("start", "When does it begin, for example Dec 8 6 pm", lambda text: read_start(text, form.today), needed=True)
    if start is None:
        return
    form.fields["start"] = write(start.local)
    for name in ("end", "until", "count", "confirmed_through"):
        form.fields.pop(name, None)
    default = "" if start.time is None else "1 hour"
    question = "Last day (Enter: one day)" if start.time is None else "Until when, or how long"
    end = form.one("end", question, lambda text: read_end(text, start), default=default)
    form.fields["end"] = end or None
    repeat = form.one("repeat", "Does it repeat, for example second Tuesday of every month (Enter: no)", read_phrase)
    form.fields["repeat"] = repeat
    if repeat:
        _last(form, start.date)


def _last(form: Form, first: date) -> None:
    """How far a series goes: a last day, a number of dates, or a day up to which it is confirmed."""
    repeat = parse_repeat(form.fields["repeat"])
    if repeat.until or repeat.count or repeat.rule.until or repeat.rule.count:
        return
    if form.given.get("confirmed_through"):
        given = form.given["confirmed_through"]
        form.fields["confirmed_through"] = form.use_flag("confirmed_through", given, lambda text: read_day(text, first))
    elif form.given.get("count"):
        form.fields["count"] = str(form.given["count"])
    else:
        last = form.one("until", "Last day, or how many times", lambda text: read_until(text, first), needed=True)
        if last:
            form.fields["count" if last.isdigit() else "until"] = last


def _sign_up(form: Form) -> None:
    default = "required" if form.fields.get("mode") == ONLINE and not form.fields.get("join_url") else "none"
    form.fields["registration"] = form.choose("registration", "Do people sign up", list(REGISTRATION), default=default)
    if form.fields["registration"] == "none":
        return
    phone = form.given.get("registration_phone")
    way = phone or form.one("registration_url", "Where do they sign up (a web address or a phone number; Enter to leave it out)", read_way)
    if way:
        form.fields["registration_url" if way.startswith("http") else "registration_phone"] = way


def _anonymous(form: Form) -> None:
    given = form.given.get("anonymous")
    if given is None and form.asker is not None and not form.given.get("yes"):
        given = form.asker.yes("May people come without giving a name", default=form.fields.get("registration") == "none")
    form.fields["anonymous"] = given


def read_dates(form: Form) -> Read:
    """Read the dates alone, so that what is wrong with them is said at once."""
    fields = {name: value for name, value in form.fields.items() if name in DATE_FIELDS}
    names = {"title": "x", "program": form.fields.get("program"), "organizer": form.fields.get("organizer"),
             "venue": form.fields.get("venue"), "mode": form.fields.get("mode")}
    return read_event(Unit("new", SourceFile("new.md", compose({**names, **fields}))), form.records, form.site)


def next_dates(read: Read, most: int = 6) -> list[str]:
    """Say the dates of a series in words."""
    from ._filters import say_date

    found = read.entry.schedule.occurrences
    more = [f"... and {len(found) - most} more, the last on {found[-1].span.start:%Y-%m-%d}"] if len(found) > most else []
    return [say_date(o) for o in found[:most]] + more
