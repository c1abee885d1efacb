"""Holding an event again: its text on a new date, with an identity of its own and nothing of what came of the old one."""
from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from ..edit import Editor
from ..schedule import day_of
from ..times import Local, Span, local_of
from ..when import When
from ..yamltree import Path
from .near import read_near
from .place import put
from .series import RRULE_END
from .status import shift_end
from .target import CannotDo, Edited, Target, touch, write

LEFT_BEHIND = ("uid", "slug", "aliases", "status", "status_note", "previous_start", "sequence", "changes", "except", "also", "availability",
               "online_availability", "results", "created", "modified", "source_url", "source_uid", "verified", "review_by")
"""Fields that belong to the old event alone."""
ENTRY_LEFT_BEHIND = ("uid", "status", "status_note", "note", "previous_start", "sequence", "availability", "online_availability")
SHIFTED = ("until", "confirmed_through", "registration_by", "interpretation_by")
"""Days that move along with the start."""
_DATE_BEFORE = re.compile(r"\d{4}(?:-\d{2}){0,2}-(?=.)")


def copy(target: Target, to: str, uid: str) -> tuple[Edited, date]:
    """Write the event anew, beginning at `to`; returns the text and the first day.

    Everything that has a date moves along: the end, the dates of a tour or a course, the last day to sign up.
    Raises `CannotDo` for a series whose end stands in its phrase, `WhenError` where `to` is no date.
    """
    entry, editor = target.entry, target.editor()
    event = entry.event
    old = entry.schedule.components[0].span if event.dates or event.sessions else _first(target)
    new = _start(target, to, old.start, old.zone)
    for name in LEFT_BEHIND:
        _remove(editor, (), name)
    put(editor, ("uid",), uid)
    days = day_of(new) - day_of(old.start)
    if event.dates or event.sessions:
        name = "dates" if event.dates else "sessions"
        for i in range(len(getattr(event, name))):
            _shift_entry(editor, target, (name, i), i, new - old.start)
    else:
        put(editor, ("start",), write(new) + (f" {event.start.zone}" if event.start and event.start.zone else ""))
        shift_end(editor, (), event.end, old, new)
        _shift_rule(editor, target, days)
    for name in SHIFTED:
        value = getattr(event, name)
        if value is not None:
            put(editor, (name,), _shifted(value, days))
    for i, role in enumerate(event.volunteers):
        if role.filled:
            editor.remove(("volunteers", i, "filled"))
    put(editor, ("created",), write(_now(target)))
    touch(editor, target, raise_sequence=False)
    return Edited(editor.bytes), day_of(new)


def copy_translation(data: bytes) -> bytes:
    """Write a translated sibling anew: without what was said about the old event's dates."""
    editor = Editor(data)
    for name in ("status_note", "note"):
        _remove(editor, (), name)
    return editor.bytes


def free_name(stem: str, taken: Iterable[str]) -> str:
    """Return a file's name that nobody has: `forum`, else `forum-2`, `forum-3`, ... (capital letters do not count)."""
    known = {name.lower() for name in taken}
    number, name = 1, stem
    while name.lower() in known:
        number += 1
        name = f"{stem}-{number}"
    return name


def copied_name(key: str, day: date) -> str:
    """Return the name of a copy's file: its date, then the old name without its own date."""
    return f"{day:%Y-%m-%d}-{_DATE_BEFORE.sub('', key, count=1)}"


def _first(target: Target) -> Span:
    """The first date as the file's `start` says it, which may be skipped."""
    written, span = target.entry.event.start, target.entry.schedule.components[0].span
    start = local_of(written, (written and written.zone) or target.zone)  # type: ignore[arg-type]
    if isinstance(span.start, datetime) and not isinstance(start, datetime):
        start = datetime.combine(start, span.start.time())
    return Span(start, start + (span.end - span.start), span.zone)  # type: ignore[operator]


def _start(target: Target, to: str, old: Local, zone: str) -> Local:
    when = read_near(to, target.today, today=target.today, forward=True)
    if isinstance(old, datetime):
        if when.time is None:
            when = When(when.date, old.time(), when.zone, when.offset)
    elif when.time is not None:
        raise CannotDo("this event takes whole days, so a day without a time is needed.")
    return local_of(when, zone)


def _shift_entry(editor: Editor, target: Target, path: Path, index: int, by: timedelta) -> None:
    span = target.entry.schedule.components[index].span
    held = getattr(target.entry.event, str(path[0]))[index]
    new = span.start + by
    put(editor, (*path, "start"), write(new) + (f" {held.start.zone}" if held.start.zone else ""))
    shift_end(editor, path, held.end, span, new)
    for name in ENTRY_LEFT_BEHIND:
        _remove(editor, path, name)


def _shift_rule(editor: Editor, target: Target, days: timedelta) -> None:
    repeat, event = target.entry.schedule.repeat, target.entry.event
    if repeat is None:
        return
    if repeat.until is not None:
        raise CannotDo(f"the series ends in its phrase: {event.repeat}. Take the end out of the phrase"
                       " and write until: in a line of its own.")
    if repeat.rule.until is not None:
        put(editor, ("repeat",), RRULE_END.sub("", event.repeat or ""))
        put(editor, ("until",), (day_of(repeat.rule.until) + days).isoformat())


def _shifted(value: When | date, days: timedelta) -> str:
    if isinstance(value, When):
        return write(value.local + days) + (f" {value.zone}" if value.zone else "")
    return write(value + days)


def _remove(editor: Editor, path: Path, name: str) -> None:
    """Delete a field with its translations."""
    group = editor.get(path)
    for field in list(group) if isinstance(group, dict) else []:
        base, _, lang = field.rpartition("_")
        if field == name or (base == name and 2 <= len(lang) <= 3 and name in ("status_note", "note")):
            editor.remove((*path, field))


def _now(target: Target) -> datetime:
    from ..zones import load_zone

    return target.now.astimezone(load_zone(target.zone)).replace(tzinfo=None)
