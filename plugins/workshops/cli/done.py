"""Note how many people came and how many kits were given."""
from __future__ import annotations

import click

from ._app import App
from ._edit import ask_for, dry_run_option, run_edit, slug_argument


def _number(text: str) -> int:
    if not text.isdigit():
        raise click.UsageError(f"--attended: '{text}' is not a number. Write digits, for example 22.")
    return int(text)


@click.command()
@slug_argument
@click.option("--attended", type=click.IntRange(min=0), metavar="N", help="How many people came.")
@click.option("--kits", type=click.IntRange(min=0), metavar="N", help="How many kits were given.")
@click.option("--volunteers", type=click.IntRange(min=0), metavar="N", help="How many volunteers helped.")
@click.option("--notes", metavar="TEXT", default="", help="A remark for the grant report. Never names.")
@click.option("--add", "how", flag_value="add", help="Add to the numbers that are there, for the next date of a series.")
@click.option("--replace", "how", flag_value="replace", help="Write the numbers anew.")
@dry_run_option
@click.pass_obj
def command(app: App, slug: str, attended: int | None, kits: int | None, volunteers: int | None, notes: str, how: str | None,
            dry_run: bool) -> None:
    """Note how many people came and how many kits were given.

    The numbers feed the impact report. The files are public: write counts, never names.

    \b
    Examples:
      workshops done harbor-light-pop-up --attended 22 --kits 18
      workshops done van-depot --attended 9 --kits 9 --add
    """
    from ..revise import Edited, Target, done

    counts = {name: n for name, n in (("attended", attended), ("kits", kits), ("volunteers", volunteers)) if n is not None}

    def edit(target: Target) -> Edited:
        if not counts and not notes:
            counts["attended"] = _number(ask_for("--attended", "How many people came?"))
        return done(target, counts, notes, how=how or "")

    run_edit(app, slug, edit, dry_run=dry_run)
