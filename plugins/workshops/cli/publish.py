"""Add what a finished site gets last: pictures for links that people share, the index of the full-text search."""

from __future__ import annotations

from pathlib import Path

import click

from ._app import App, say


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    help="The folder that the site was built into.",
)
@click.option("--only", metavar="STEP", multiple=True, help="Do this step alone: pictures or search.")
@click.pass_obj
def command(app: App, output: Path, only: tuple[str, ...]) -> None:
    """Work on the pages of a finished build; run it after every build that goes on the web.

    \b
    Examples:
      workshops publish
      workshops publish --output public --only pictures
    """
    from ..errors import PublishError
    from ..publish import STEPS

    if not (output / "index.html").is_file():
        raise PublishError(f"there is no site in {output}. Build it first: make site")
    for name in only:
        if name not in STEPS:
            raise click.UsageError(f"there is no step {name!r}; the steps are {', '.join(STEPS)}")
    for name, step in STEPS.items():
        if not only or name in only:
            say(step(output))
