"""Show or stamp the permanent identity of events."""
from __future__ import annotations

import click

from ..site import Site
from ._app import App, say, say_error
from ._edit import dry_run_option, finish

DATED = {"start", "dates", "sessions", "repeat"}


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--stamp", is_flag=True, help="Write the uid into files that have none.")
@click.option("--new", "fresh", is_flag=True, help="Print a new uid, to paste into a file.")
@dry_run_option
@click.pass_obj
def command(app: App, slugs: tuple[str, ...], stamp: bool, fresh: bool, dry_run: bool) -> None:
    """Show or stamp the permanent identity of events.

    A uid tells calendars that an event is still the same one after its title, date or file has changed. `workshops new`
    writes it; a file made by hand has none until it is stamped. Without SLUG: all events that have none.

    \b
    Examples:
      workshops uid
      workshops uid --stamp
      workshops uid health-department-monthly
      workshops uid --new
    """
    from ..edit import EditError, Editor
    from ..revise.place import put
    from ._find import find_event, names_of
    from ._save import show_diff
    from ._uid import fresh_uid

    if fresh:
        say(fresh_uid(app.site))
        return
    missing = False
    files = app.files()
    names = [find_event(files, app.site, slug) for slug in slugs] if slugs else names_of(files, app.site)
    changes = {}
    for named in names:
        try:
            editor = Editor(named.unit.main.data)
        except EditError as error:
            say_error(f"{named.unit.main.file}: {error}", fg="yellow")
            continue
        written = editor.get("uid")
        if not written and not editor.values.keys() & DATED and not slugs:
            continue  # the file only translates another event
        if slugs or not written:
            say(f"{named.slug}: {written or provisional(named.key, app.site)}{'' if written else ' (not stamped yet)'}")
        if stamp and not written:
            put(editor, ("uid",), provisional(named.key, app.site))
            changes[named.path] = editor.bytes
        missing = missing or not written
    if not missing and not slugs:
        say("Every event has its uid.")
    if not stamp:
        return
    for path, data in changes.items():
        show_diff(f"{app.content.as_posix()}/{path}", files[path], data)
    if changes:
        finish(app, changes, files, dry_run)


def provisional(key: str, site: Site) -> str:
    """Return the uid that a build uses for a file without one; stamping it changes nothing for subscribers."""
    return f"{key}@{site.uid_domain}"
