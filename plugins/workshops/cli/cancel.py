"""Call off an event, or one date of it."""
from __future__ import annotations

import click

from ._app import App
from ._edit import ask_date, ask_for, dry_run_option, note_options, run_edit, slug_argument


@click.command()
@slug_argument
@click.option("--date", "on", metavar="DATE", default="", help="Only this date of a series, a tour or a course.")
@click.option("--all", "everything", is_flag=True, help="All dates, without being asked which.")
@note_options
@dry_run_option
@click.pass_obj
def command(app: App, slug: str, on: str, everything: bool, note: str | None, notes: tuple[tuple[str, str], ...],
            dry_run: bool) -> None:
    """Call off an event, or one date of it.

    The event stays in everybody's calendar, marked as cancelled, with your note. SLUG is the event's address, its
    file, or the link of its page. Without --note you are asked for one, and at a terminal also for the date where there
    are several; in a script, no --date means all of them.

    \b
    Examples:
      workshops cancel harbor-light-pop-up --note "Ice on the roads"
      workshops cancel health-department-monthly --date "Feb 9" --note "Snow" --note-in es "Nieve"
    """
    from ..revise import Edited, Target, cancel

    if on and everything:
        raise click.UsageError("--date and --all exclude each other.")

    def edit(target: Target) -> Edited:
        date = on or ("" if everything else ask_date(target, "Which date is called off", everything=True))
        why = note if note is not None else ask_for("--note", "Why? People will read this")
        return cancel(target, why, on=date, notes=dict(notes))

    run_edit(app, slug, edit, dry_run=dry_run)
