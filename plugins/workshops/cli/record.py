"""Write down what is published, so that calendars can follow changes.

The record is a text file in the content folder, `ledger.tsv`. The shipped workflows run this command before they build
the site and commit the file. It is safe to run at any time: nothing changed, nothing written.

\b
Examples:
  workshops record
  workshops --content ../county/content record --dry-run
"""
from __future__ import annotations

import os

import click

from ..build.engine import languages_of
from ..calendars import Calendars
from ..feeds import FeedPlan
from ..ledger import NAME, write
from ..loader import load_catalog
from ..outputs import Context
from ..outputs.shift_feeds import shift_rows
from ..record import update
from ._app import App


@click.command(help=__doc__, short_help="Write down what is published.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, and write nothing.")
@click.pass_obj
def command(app: App, dry_run: bool) -> None:
    files = app.files()
    catalog = load_catalog(files, app.site, today=int(app.now.timestamp()))
    calendars = Calendars(FeedPlan(catalog, app.now), languages_of(catalog.site), catalog.ledger)
    ledger = update(calendars, files, app.now, shift_rows(Context(calendars)) if app.site.has_output("shifts") else ())
    old = catalog.ledger.rows
    changed = sum(old.get(key) != row for key, row in ledger.rows.items())
    data = write(ledger)
    if data == files.get(NAME):
        click.echo(f"Nothing changed: {len(ledger.rows)} calendar entries recorded.")
        return
    click.echo(f"{len(ledger.rows)} calendar entries, {changed} new or changed, {len(old.keys() - ledger.rows.keys())} over and dropped.")
    if not dry_run:
        path = app.content / NAME
        temporary = path.with_name(f".{NAME}.new")
        temporary.write_bytes(data)
        os.replace(temporary, path)
        click.echo(f"Written to {path}.")
