"""List the dates to come, filtered as you like."""
from __future__ import annotations

from typing import Any

import click

from ._app import App, say
from ._dates import day_option
from ._filters import Wanted, select

FILTERS = (("program", "KEY"), ("town", "NAME"), ("organizer", "KEY"), ("venue", "KEY"))


def _filters(function: Any) -> Any:
    for name, metavar in reversed(FILTERS):
        function = click.option(f"--{name}", metavar=metavar, multiple=True, help=f"Only this {name}; may be given again.")(function)
    return function


@click.command()
@_filters
@click.option("--from", "first", metavar="DATE", help="From this day on, past dates too; default: now.")
@click.option("--to", "last", metavar="DATE", help="Up to this day, included.")
@click.option("--status", multiple=True, type=click.Choice(["scheduled", "cancelled", "postponed", "moved"]),
              help="Only dates with this status; may be given again.")
@click.option("--limit", type=click.IntRange(min=0), default=40, show_default=True, help="How many dates at most; 0 for all.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, all dates: a list of objects.")
@click.pass_obj
def command(app: App, program: tuple[str, ...], town: tuple[str, ...], organizer: tuple[str, ...], venue: tuple[str, ...],
            first: str | None, last: str | None, status: tuple[str, ...], limit: int, as_json: bool) -> None:
    """List the dates to come, filtered as you like.

    One line a date: day, time, title, place, and in brackets the name that other commands take. An event that is
    running is not past. Drafts, and files with mistakes, are not listed.

    \b
    Examples:
      workshops list
      workshops list --town Millbrook --to "Mar 31"
      workshops list --organizer harbor-light --status cancelled --from 2026-12-01
      workshops list --json
    """
    catalog = app.catalog()
    wanted = Wanted({"program": program, "town": town, "organizer": organizer, "venue": venue}, status,
                    day_option(app, first, "--from"), day_option(app, last, "--to"))
    rows = select(catalog, wanted, app.now)
    if as_json:
        _print_json(rows)
        return
    shown = rows[:limit] if limit else rows
    _print_table(catalog, shown)
    if len(rows) > len(shown):
        say(f"... and {len(rows) - len(shown)} more; --limit 0 shows all.")
    broken = len({p.file for p in catalog.problems if p.severity == "error"})
    if broken:
        say(f"{broken} file{'s have' if broken > 1 else ' has'} mistakes and may be missing here: workshops check", fg="yellow")


def _print_json(rows: list[Any]) -> None:
    import orjson

    from ._filters import as_json

    say(orjson.dumps([as_json(row) for row in rows], option=orjson.OPT_INDENT_2).decode())


def _print_table(catalog: Any, rows: list[Any]) -> None:
    from ._filters import as_line

    if not rows:
        say("No dates.")
        return
    lines = [as_line(row) for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(2)]
    for line in lines:
        say(f"{line[0]:<{widths[0]}}  {line[1]:<{widths[1]}}  {line[2]}")
