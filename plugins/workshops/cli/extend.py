"""Let a series go on for longer."""
from __future__ import annotations

import click

from ._app import App
from ._edit import ask_for, dry_run_option, run_edit, slug_argument

SHOWN = 8


@click.command()
@slug_argument
@click.option("--through", metavar="DATE", help="The last day of the series, included.")
@dry_run_option
@click.pass_obj
def command(app: App, slug: str, through: str | None, dry_run: bool) -> None:
    """Let a series go on for longer.

    Use it when you know that the series goes on: until then, nobody sees dates that are not confirmed. The new dates
    are shown.

    \b
    Examples:
      workshops extend van-depot --through "Dec 31, 2027"
      workshops extend health-department-monthly --through 2028-06-30 --dry-run
    """
    from ..revise import Edited, Target, extend, new_dates
    from ._find import Loaded

    def dates(target: Target, edited: Edited, loaded: Loaded) -> list[str]:
        found = new_dates(target, edited.data, loaded.records)
        if not found:
            return ["That adds no date yet."]
        more = [f"  ... and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
        return ["New dates:", *(f"  {text}" for text in found[:SHOWN]), *more]

    def edit(target: Target) -> Edited:
        return extend(target, through if through is not None else ask_for("--through", "Through which day?"))

    run_edit(app, slug, edit, dry_run=dry_run, then=dates)
