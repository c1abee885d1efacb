"""Extending a series: how far it is confirmed, or how long it goes on."""
from __future__ import annotations

import re

from ..catalog import Records
from ..reader import SourceFile, Unit, read_event
from ..schedule import day_of
from .near import read_day_near
from .place import put
from .target import CannotDo, Edited, Target, in_words, touch

RRULE_END = re.compile(r";(?:UNTIL|COUNT)=[^;]*|(?<=RRULE:)(?:UNTIL|COUNT)=[^;]*;", re.I)


def extend(target: Target, through: str) -> Edited:
    """Let a series go on through a day, included. Raises `CannotDo` for events that are no series, or end later."""
    entry = target.entry
    event, repeat = entry.event, entry.schedule.repeat
    if repeat is None:
        raise CannotDo("this event does not repeat, so there is nothing to extend. Its dates are listed one by one in the file."
                       if entry.kind != "single" else "this event has one date. To hold it again, copy it: workshops copy")
    last = max(day_of(o.original) for o in entry.schedule.occurrences)
    day = read_day_near(through, last, today=target.today, forward=True)
    ends = [end for end in (event.until, event.confirmed_through) if end is not None]
    if day <= (min(ends) if ends else last):
        raise CannotDo(f"the series already goes through {in_words(min(ends) if ends else last)}.")
    editor = target.editor()
    if event.confirmed_through is not None:
        put(editor, ("confirmed_through",), day.isoformat())
    if event.until is not None and event.until < day:
        put(editor, ("until",), day.isoformat())
    elif event.count is not None:
        editor.rename("count", "until")
        put(editor, ("until",), day.isoformat())
    elif repeat.until is not None or repeat.count is not None:
        raise CannotDo(f"the series ends in its phrase: {event.repeat}. Write the new end there, or take it out of the phrase"
                       " and write until: in a line of its own.")
    elif repeat.rule.until is not None or repeat.rule.count is not None:
        put(editor, ("repeat",), RRULE_END.sub("", event.repeat or ""))
        put(editor, ("until",), day.isoformat())
    touch(editor, target)
    return Edited(editor.bytes, [f"The series goes on through {in_words(day)}."])


def new_dates(target: Target, data: bytes, records: Records) -> list[str]:
    """Say the dates that a new text adds, in words."""
    unit = Unit(target.entry.key, SourceFile(target.entry.file, data))
    read = read_event(unit, records, target.site)
    if read.entry is None:
        return []
    known = {o.begins for o in target.entry.schedule.occurrences}
    return [target.say(o) for o in read.entry.schedule.occurrences if o.begins not in known]
