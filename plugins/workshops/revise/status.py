"""Calling off and moving: one event, or one date of a series, a tour or a course.

What subscribers see follows from three lines: the status, the note and the revision number (RFC 5545 section 3.8.7.4),
which must rise or calendar programs ignore the change. One date of a series becomes an entry of `changes`; an entry of
`dates` or `sessions` keeps its identity when it moves because its uid is written down first.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from ..describe import span_text
from ..edit import Editor
from ..model import Change, DateEntry, Event
from ..schedule import day_of
from ..times import Local, Span, local_of
from ..when import When
from ..yamltree import Path
from .near import read_near
from .place import put, put_note
from .target import CannotDo, Edited, Picked, Target, pick, touch, write


def cancel(target: Target, note: str, *, on: str = "", notes: Mapping[str, str] | None = None) -> Edited:
    """Cancel the event, or with `on` one of its dates; `notes` are the note in further languages.

    Raises `CannotDo` where there is nothing to cancel.
    """
    if not on:
        return _cancel_all(target, note, notes or {})
    picked = pick(target, on)
    details = target.entry.schedule.details(picked.occurrence)
    if details.status == "cancelled" and details.status_note == note:
        raise CannotDo(f"{target.say(picked.occurrence)} is cancelled already.")
    if picked.path == ():
        return _cancel_all(target, note, notes or {})
    editor = target.editor()
    _begin_change(editor, target, picked)
    put(editor, (*picked.path, "status"), "cancelled")
    put_note(editor, picked.path, note, notes or {})
    _raise(editor, target, picked)
    touch(editor, target, raise_sequence=False)
    return Edited(editor.bytes, [f"Cancelled: {target.say(picked.occurrence)}."])


def _cancel_all(target: Target, note: str, notes: Mapping[str, str]) -> Edited:
    event, editor = target.entry.event, target.editor()
    if event.status == "cancelled" and event.status_note == note:
        raise CannotDo("this event is cancelled already.")
    put(editor, ("status",), "cancelled")
    put_note(editor, (), note, notes)
    lists: tuple[tuple[str, Sequence[Change | DateEntry]], ...] = (
        ("changes", event.changes), ("dates", event.dates), ("sessions", event.sessions))
    for name, entries in lists:
        for i, entry in enumerate(entries):
            _cancel_entry(editor, (name, i), entry, event)
    touch(editor, target)
    dates = target.entry.schedule.occurrences
    held = sum(1 for o in dates if o.ends <= target.now.timestamp())
    said = [f"Cancelled: {target.say(dates[0])}." if len(dates) == 1 else f"Cancelled: all {len(dates)} dates."]
    if held and len(dates) > 1:
        said.append(f"{held} of them are over and will read 'cancelled' too. To cancel only one date, add --date.")
    return Edited(editor.bytes, said)


def _cancel_entry(editor: Editor, path: Path, entry: Change | DateEntry, event: Event) -> None:
    """Let a date that says its own status follow the event; calendar programs compare each date's own revision."""
    if "status" in entry.model_fields_set and entry.status != "cancelled":
        put(editor, (*path, "status"), "cancelled")
    if isinstance(entry, Change) or entry.sequence > event.sequence:
        put(editor, (*path, "sequence"), str(max(entry.sequence, event.sequence) + 1))


def move(target: Target, to: str, *, on: str = "", note: str = "", notes: Mapping[str, str] | None = None) -> Edited:
    """Move the event, or with `on` one of its dates, to another time; `to` may leave out the year, the day or the time.

    Raises `CannotDo` where it is not clear which date is meant or nothing would change.
    """
    picked = pick(target, on) if on else _only_date(target)
    old = picked.occurrence.span
    new = _new_start(target, picked, to)
    editor = target.editor()
    _begin_change(editor, target, picked)
    _stamp_uid(editor, target, picked)
    zone = _written_zone(target, picked)
    put(editor, (*picked.path, "start"), write(new) + zone)
    shift_end(editor, picked.path, _end_of(target, picked), old, new)
    put(editor, (*picked.path, "previous_start"), write(old.start) + zone)
    put(editor, (*picked.path, "status"), "moved")
    if note:
        put_note(editor, picked.path, note, notes or {})
    _raise(editor, target, picked)
    touch(editor, target, raise_sequence=picked.path == ())
    now = Span(new, new + (old.end - old.start), old.zone)  # type: ignore[operator]
    said = [f"Moved from {target.say(picked.occurrence)}", f"to         {span_text(now, target.language)}"]
    return Edited(editor.bytes, [*said, *_left_over(target, picked, note, old.start, new)])


def _only_date(target: Target) -> Picked:
    """The date of an event that has one; with several, somebody must say which."""
    dates = target.entry.schedule.occurrences
    if len(dates) == 1:
        return pick(target, write(dates[0].span.start))
    coming = [o for o in dates if o.ends > target.now.timestamp()] or dates[-3:]
    names = ", ".join(write(day_of(o.span.start)) for o in coming[:3])
    raise CannotDo(f"this event has {len(dates)} dates. Say which one moves, for example --date {names.split(',')[0]}"
                   f" (next: {names}).")


def _new_start(target: Target, picked: Picked, to: str) -> Local:
    old = picked.occurrence.span
    when = read_near(to, old.start, today=target.today)
    if isinstance(old.start, datetime):
        if when.time is None:
            when = When(when.date, old.start.time(), when.zone, when.offset)
    elif when.time is not None:
        raise CannotDo("this event takes whole days, so a day without a time is needed.")
    new = local_of(when, old.zone)
    if new == old.start:
        raise CannotDo(f"it is already at that time: {target.say(picked.occurrence)}.")
    return new


def _written_zone(target: Target, picked: Picked) -> str:
    """The zone that the file writes behind this start, to be written again."""
    start = getattr(picked.held, "start", None) if picked.path else target.entry.event.start
    return f" {start.zone}" if isinstance(start, When) and start.zone else ""


def _begin_change(editor: Editor, target: Target, picked: Picked) -> None:
    if not picked.path or picked.exists:
        return
    entry = {"date": write(day_of(picked.occurrence.original))}
    if editor.get("changes"):
        editor.append_entry("changes", entry)
    else:
        put(editor, ("changes",), [entry])


def _stamp_uid(editor: Editor, target: Target, picked: Picked) -> None:
    """Write down the uid of an entry before its start changes, since the uid is made of the start."""
    if isinstance(picked.held, DateEntry) and picked.held.uid is None:
        put(editor, (*picked.path, "uid"), picked.occurrence.uid)


def _raise(editor: Editor, target: Target, picked: Picked) -> None:
    if picked.path:
        own = picked.held.sequence if picked.held else 0
        put(editor, (*picked.path, "sequence"), str(max(own, target.entry.event.sequence) + 1))


def _end_of(target: Target, picked: Picked) -> object:
    """The end as the file writes it for one date: its own, else for an entry of a list the event's time of day."""
    event, held = target.entry.event, picked.held
    if held is None:
        return None if picked.path else event.end
    if held.end is None and held.duration is None and isinstance(held, DateEntry):
        return event.end
    return held.end


def shift_end(editor: Editor, path: Path, end: object, old: Span, new: Local) -> None:
    """Move an end along with its start, written as it was before: a time alone, or day and time."""
    if end is None:
        return
    finish = new + (old.end - old.start)  # type: ignore[operator]
    if not isinstance(finish, datetime):
        put(editor, (*path, "end"), write(finish - timedelta(days=1)))
    elif isinstance(end, When) or finish.date() != day_of(new):
        zone = f" {end.zone}" if isinstance(end, When) and end.zone else ""
        put(editor, (*path, "end"), write(finish) + zone)
    elif end != finish.time():
        put(editor, (*path, "end"), f"{finish:%H:%M}")


def _left_over(target: Target, picked: Picked, note: str, old: Local, new: Local) -> list[str]:
    """What the person should look at, since the move does not change it."""
    event = target.entry.schedule.details(picked.occurrence)
    said = []
    if event.status_note and not note:
        said.append(f"The note still says: {event.status_note} Change it with --note.")
    for name in ("registration_by", "interpretation_by"):
        value = getattr(event, name)
        if value is not None:
            day = value.date if isinstance(value, When) else value
            said.append(f"{name} is still {day}.")
    if day_of(new) < target.today <= day_of(old):
        said.append(f"{day_of(new)} is in the past. Is that the date you mean?")
    return said
