"""Hold an event again: copy it to a new date."""
from __future__ import annotations

import click

from ._app import App, say
from ._edit import ask_for, dry_run_option, finish, open_event, refuse, slug_argument, when_problem
from ._save import show_diff


@click.command()
@slug_argument
@click.option("--to", metavar="DATE", help="When the copy begins; without a time it keeps the old one.")
@dry_run_option
@click.pass_obj
def command(app: App, slug: str, to: str | None, dry_run: bool) -> None:
    """Hold an event again: copy it to a new date.

    The copy is a new event with a uid of its own. Results, changes, cancellations and waiting lists stay behind; all
    dates move along. Its translations are copied too.

    \b
    Examples:
      workshops copy parent-night --to "March 9, 2028"
      workshops copy library-tour --to 2028-01-22 --dry-run
    """
    from pathlib import PurePosixPath

    from ..reader import SourceFile, Unit
    from ..revise import CannotDo, copied_name, copy, copy_translation, free_name
    from ..when import WhenError
    from ._find import names_of, read_published
    from ._uid import fresh_uid

    loaded, target, files = open_event(app, slug)
    when = to if to is not None else ask_for("--to", "To which date?")
    try:
        edited, day = copy(target, when, fresh_uid(app.site))
    except WhenError as error:
        raise when_problem(error, "--to") from None
    except CannotDo as error:
        raise click.ClickException(f"{loaded.named.slug}: {error}") from None
    taken = [name for named in names_of(files, app.site) for name in (named.key, named.slug)]
    name = free_name(copied_name(loaded.named.key, day), taken)
    folder = PurePosixPath(loaded.named.path).parent
    changes = {f"{folder}/{name}.md": edited.data}
    main = SourceFile(f"{app.content.as_posix()}/{folder}/{name}.md", edited.data)
    siblings = {}
    for lang, sibling in loaded.named.unit.siblings.items():
        text = copy_translation(sibling.data)
        changes[f"{folder}/{name}.{lang}.md"] = text
        siblings[lang] = SourceFile(f"{app.content.as_posix()}/{folder}/{name}.{lang}.md", text)
    read = read_published(Unit(name, main, siblings), loaded.records, app.site)
    if read.entry is None:
        refuse(read)
    show_diff(main.file, target.data, edited.data)
    for occurrence in read.entry.schedule.occurrences[:8]:
        say(f"  {target.say(occurrence)}")
    say("Read the text below the fields: it may still name the old dates.")
    finish(app, changes, files, dry_run)
