"""Look for mistakes in the content folder and say how to mend them."""
from __future__ import annotations

import click


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.pass_obj
def command(app: object, paths: tuple[str, ...]) -> None:
    """Look for mistakes.

    \b
    Examples:
      workshops check
      workshops check content/events/forum.md
    """
