"""Call off an event, or one date of it."""
from __future__ import annotations

import click

from ._app import App
from ._edit import ask_for, dry_run_option, note_options, run_edit, slug_argument


@click.command()
@slug_argument
@click.option("--date", "on", metavar="DATE", default="", help="Only this date of a series, a tour or a course.")
@note_options
@dry_run_option
@click.pass_obj
def command(app: App, slug: str, on: str, note: str | None, notes: tuple[tuple[str, str], ...], dry_run: bool) -> None:
    """Call off an event, or one date of it.

    The event stays in everybody's calendar, marked as cancelled, with your note. SLUG is the event's address, its
    file, or the link of its page. Without --note you are asked for one.

    \b
    Examples:
      workshops cancel harbor-light-pop-up --note "Ice on the roads"
      workshops cancel health-department-monthly --date "Feb 9" --note "Snow" --note-in es "Nieve"
    """
    from ..revise import cancel

    why = note if note is not None else ask_for("--note", "Why? People will read this")
    run_edit(app, slug, lambda target: cancel(target, why, on=on, notes=dict(notes)), dry_run=dry_run)
