"""Print the list of fields: JSON Schema for an editor, a page to read, columns of a sheet."""

from __future__ import annotations

import click

from ._app import App

KINDS = ("event", "venue", "organizer", "program", "kit-site", "source")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), default="event")
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "markdown", "csv"]),
    default="json",
    show_default=True,
    help="JSON Schema, the reference of all fields as Markdown, or the first line of a sheet of events",
)
@click.option("--all", "whole", is_flag=True, help="the JSON Schemas of all kinds of files in one object")
@click.pass_obj
def command(app: App, kind: str, style: str, whole: bool) -> None:
    """Print which fields a file may have.

    KIND is event, venue, organizer, program, kit-site or source. An editor that knows JSON Schema completes field names
    and marks wrong ones.

    \b
    Examples:
      workshops schema > schema.json
      workshops schema venue
      workshops schema --format markdown > fields.md
      workshops schema --format csv > events.csv
    """
    from .. import schema

    if style == "markdown":
        click.echo(schema.reference(), nl=False)
    elif style == "csv":
        click.echo(",".join(schema.csv_columns(lang for lang in app.site.languages if lang != app.site.lang)))
    else:
        click.echo(schema.all_schemas() if whole else schema.schema_text(kind), nl=False)
