"""Move an event, or one date of it, to another time."""
from __future__ import annotations

import click

from ._app import App
from ._edit import ask_date, ask_for, dry_run_option, note_options, run_edit, slug_argument


@click.command()
@slug_argument
@click.option("--date", "on", metavar="DATE", default="", help="The date that moves, when there are several.")
@click.option("--to", metavar="WHEN", help="The new day and time. What you leave out stays: the year, the day or the time.")
@note_options
@dry_run_option
@click.pass_obj
def command(app: App, slug: str, on: str, to: str | None, note: str | None, notes: tuple[tuple[str, str], ...],
            dry_run: bool) -> None:
    """Move an event, or one date of it, to another time.

    Calendars move it too, since its identity stays. The end moves along, and the page says when it was before.

    \b
    Examples:
      workshops move health-department-monthly --date "Feb 9" --to "Feb 16 6 pm" --note "Snow"
      workshops move parent-night --to "March 18"
      workshops move parent-night --to "7 pm" --dry-run
    """
    from ..revise import Edited, Target, move

    def edit(target: Target) -> Edited:
        date = on or ask_date(target, "Which date moves", everything=False)
        where_to = to if to is not None else ask_for("--to", "To when? For example Feb 16 6 pm")
        return move(target, where_to, on=date, note=note or "", notes=dict(notes))

    run_edit(app, slug, edit, dry_run=dry_run)
