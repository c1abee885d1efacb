"""The one way in which commands change an event: find it, edit its text, read the result, show it, write it.

Nothing is written unless the loader accepts the new text, and then only at the very end.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from ..errors import ContentError
from ..locale import shipped_language
from ..reader import Read, SourceFile, Unit
from ..revise import CannotDo, Edited, Target, pick
from ..revise.target import write
from ..when import WhenError
from ._app import App, say
from ._ask import Asker, Refused, can_ask, line_reader
from ._find import Loaded, find_event, read_one, read_published
from ._match import Choice
from ._save import save, show_diff

F = TypeVar("F", bound=Callable[..., Any])
Edit = Callable[[Target], Edited]
ASKED = 8
"""So many dates to come are offered when somebody has to choose one."""


def slug_argument(function: F) -> F:
    """The event to edit: its address, its file's name or path, or the link of its page."""
    return click.argument("slug")(function)


def dry_run_option(function: F) -> F:
    """Every editing command can show its work without doing it."""
    return click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")(function)


def note_options(function: F) -> F:
    """Why it changed, in the file's language and in others."""
    function = click.option("--note-in", "notes", nargs=2, multiple=True, metavar="LANG TEXT",
                            help="The note in another language, for example: --note-in es \"Hay hielo\"")(function)
    return click.option("--note", metavar="TEXT", help="Why, in a sentence that people will read.")(function)


def when_problem(error: WhenError, option: str = "") -> click.UsageError:
    """Turn a date that cannot be read into a usage error (exit status 2)."""
    return click.UsageError(f"{option}: {error}" if option else str(error))


def ask_for(option: str, question: str) -> str:
    """Ask for what an option would have said; without a terminal, exit with status 2 and name the option."""
    if not can_ask():
        raise click.UsageError(f"Missing option {option}.")
    return Asker(line_reader()).text(question, _something)


def ask_date(target: Target, question: str, *, everything: bool) -> str:
    """Ask which date of an event is meant, if it has several and somebody is there; "" means the event as a whole."""
    dates = target.entry.schedule.occurrences
    coming = [o for o in dates if o.ends > target.now.timestamp()] or dates[-ASKED:]
    if len(dates) == 1 or not can_ask():
        return ""
    choices = [Choice(write(o.span.start), target.say(o)) for o in coming[:ASKED]]
    if everything:
        choices.append(Choice("all", f"all {len(dates)} dates"))

    def other(text: str) -> None:
        try:
            pick(target, text)
        except (CannotDo, WhenError) as error:
            raise Refused(str(error)) from None

    found = Asker(line_reader()).choose(f"{question} (a number, or a day)", choices, suggest=False, other=other)
    return "" if found == "all" and everything else found


def _something(text: str) -> str:
    if not text:
        raise Refused("Please write a few words, or press Ctrl-C to leave everything as it is.")
    return text


def open_event(app: App, slug: str) -> tuple[Loaded, Target, dict[str, bytes]]:
    """Read one event for an edit; returns it with the files of the content folder."""
    files = app.files()
    named = find_event(files, app.site, slug)
    loaded = read_one(files, app.site, named)
    return loaded, Target(loaded.entry, named.unit.main.data, app.site, shipped_language("en"), app.now), files


def run_edit(app: App, slug: str, edit: Edit, *, dry_run: bool,
             then: Callable[[Target, Edited, Loaded], list[str]] | None = None) -> None:
    """Edit one event and write it; `then` says more about the result. Raises where the edit is refused."""
    loaded, target, files = open_event(app, slug)
    try:
        edited = edit(target)
    except WhenError as error:
        raise when_problem(error) from None
    except CannotDo as error:
        raise click.ClickException(f"{loaded.named.slug}: {error}") from None
    if edited.data == target.data:
        say("There is nothing to change.")
        return
    path, unit = loaded.named.path, loaded.named.unit
    read = read_again(loaded, edited.data, app)
    show_diff(f"{app.content.as_posix()}/{path}", unit.main.data, edited.data)
    for line in [*edited.said, *(then(target, edited, loaded) if then else []), *new_warnings(loaded, read)]:
        say(line)
    finish(app, {path: edited.data}, files, dry_run)


def finish(app: App, changes: Mapping[str, bytes], files: Mapping[str, bytes], dry_run: bool) -> None:
    """Write the files, or say that nothing was written."""
    if dry_run:
        say("Nothing was written (--dry-run).")
        return
    save(app, changes, files)
    for path in changes:
        say(f"Written: {app.content.as_posix()}/{path}")


def read_again(loaded: Loaded, data: bytes, app: App) -> Read:
    """Read the event as it would be. Raises `ContentError` when that would be wrong."""
    unit = loaded.named.unit
    read = read_published(Unit(unit.key, SourceFile(unit.main.file, data), unit.siblings), loaded.records, app.site)
    if read.entry is None:
        refuse(read)
    return read


def refuse(read: Read) -> None:
    """Say what would be wrong. Raises `ContentError` always."""
    mistakes = "\n".join(f"  {p}" for p in read.problems if p.severity == "error")
    raise ContentError(f"nothing was written, since the result would not be right:\n{mistakes}")


def new_warnings(loaded: Loaded, read: Read) -> list[str]:
    """Say what the edit made doubtful: warnings that were not there before."""
    known = {(p.field, p.message) for p in loaded.problems}
    return [f"Note: {p.field + ': ' if p.field else ''}{p.message} {p.hint}".rstrip()
            for p in read.problems if p.severity == "warning" and (p.field, p.message) not in known]
