"""Show the site in the browser and rebuild it after every edit."""

from __future__ import annotations

from pathlib import Path

import click

from ._app import App, say, settings_file


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    help="The folder that the site is built into.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Where the browser finds it.",
)
@click.option(
    "--poll", is_flag=True, help="Look for changes again and again, where the system does not tell of them."
)
@click.option("--timings", is_flag=True, help="Show how long each stage of a build takes.")
@click.pass_obj
def command(app: App, output: Path, port: int, poll: bool, timings: bool) -> None:
    """Build the site, show it on this machine only, and reload the page in the browser after every edit.

    A mistake is shown in the browser; until it is mended the last good page stays. Ctrl-C ends the preview.

    \b
    Examples:
      workshops serve
      workshops --content site/content serve --output /tmp/site --port 8080
    """
    from ..errors import ContentError
    from ..serve.live import Preview

    if not app.content.is_dir():
        raise ContentError(
            f"there is no folder {app.content}. Name the content folder: workshops --content DIR serve"
        )
    Preview(
        settings_file(app.content), app.content.resolve(), output.resolve(), port, say, poll, timings
    ).run()
