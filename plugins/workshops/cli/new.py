"""Post a new event: a few questions, and the file is written for you."""
from __future__ import annotations

from typing import Any

import click

from ._app import App, say
from ._edit import dry_run_option, finish, refuse


@click.command()
@click.option("--title", metavar="TEXT", help="Short name.")
@click.option("--title-in", nargs=2, multiple=True, metavar="LANG TEXT", help='Name in another language: --title-in es "Clase de Narcan"')
@click.option("--program", metavar="KEY", help="What kind of event: a file in programs/.")
@click.option("--organizer", metavar="KEY", help="Who organizes it: a file in organizers/.")
@click.option("--venue", metavar="KEY", help="Where: a file in venues/, or online.")
@click.option("--new-venue", metavar="NAME", help="A place that has no file yet; one is written for it.")
@click.option("--address", metavar="TEXT", help="Of the new place: 120 Elm Street, Alder, NY 14527")
@click.option("--start", metavar="WHEN", help="Day and time, or a day alone for the whole day. A missing year is the next.")
@click.option("--end", metavar="WHEN", help="Time, day and time, or how long: 7 pm, 1h 30m. Default: one hour.")
@click.option("--repeat", metavar="PHRASE", help="For a series: every other Thursday, second Tuesday of every month, ...")
@click.option("--until", metavar="DATE", help="Last day of the series, included; or how many times.")
@click.option("--count", type=click.IntRange(min=1), metavar="N", help="How many times.")
@click.option("--confirmed-through", metavar="DATE", help="For a series that goes on: how far it is sure.")
@click.option("--join-url", metavar="URL", help="Link to join online that everybody may have.")
@click.option("--registration", metavar="WORD", help="none (walk in), optional or required. Default: none.")
@click.option("--registration-url", metavar="URL", help="Where to sign up.")
@click.option("--registration-phone", metavar="TEXT", help="Number to sign up.")
@click.option("--kit", metavar="WORD", help="Kit to take home: none, nasal, injectable or both. Default: none.")
@click.option("--anonymous/--not-anonymous", default=None, help="Whether people may come without giving a name.")
@click.option("--audience", metavar="WORD", multiple=True, help="Whom it is for; may be given again. Default: everyone.")
@click.option("--language", metavar="LANG", multiple=True, help="Language it is held in; may be given again.")
@click.option("--cost", metavar="AMOUNT", help="For example 10 USD. Default: free.")
@click.option("--capacity", type=click.IntRange(min=0), metavar="N", help="Places in the room.")
@click.option("--text", metavar="TEXT", help="What people should know, in a sentence or two.")
@click.option("--draft", is_flag=True, help="Do not publish it yet.")
@click.option("--yes", is_flag=True, help="Do not ask what has a default, nor before writing. Scripts need it.")
@dry_run_option
@click.pass_obj
def command(app: App, /, dry_run: bool, draft: bool, yes: bool, **given: Any) -> None:
    """Post a new event: a few questions, and the file is written for you.

    Names of venues, organizers and programs are suggested as you type; a part of the name or a number is enough. A
    place that is new gets a file of its own. The next dates of a series are shown before anything is written. A file
    that is there is never overwritten, and Ctrl-C leaves everything as it was. Every question has a flag; in a script
    give --yes and the flags that are needed.

    \b
    Examples:
      workshops new
      workshops new --title "Narcan training" --start "Dec 8 6 pm" --repeat "second Tuesday of every month"
      workshops new --title "Narcan training" --program narcan-training --organizer harbor-light \\
          --venue main-library --start "2027-03-02 18:00" --end 19:00 --kit nasal --yes
    """
    from ._ask import Asker, can_ask, line_reader
    from ._dates import today
    from ._find import read_records
    from ._questions import Form, fill

    files = app.files()
    records, _ = read_records(files, app.site)
    if not records.programs or not records.organizers:
        lacking = "programs" if not records.programs else "organizers"
        raise click.ClickException(f"there is no file in {app.content}/{lacking} yet. Write one first, with a line such as "
                                   f"title: {'Narcan training' if lacking == 'programs' else 'Health Department'}")
    asker = Asker(line_reader()) if can_ask() else None
    form = Form(app.site, records, today(app), {**given, "yes": yes}, asker)
    if yes and asker is not None:
        form.asker = None if _enough(given) else asker
    fill(form)
    if asker is None and not (yes or dry_run):
        form.missing.append("--yes")
    if form.missing:
        raise click.UsageError(f"nobody can be asked here, so these are needed: {', '.join(form.missing)}.")
    _write(app, files, form, draft=draft, confirm=not (yes or dry_run), dry_run=dry_run)


def _enough(given: dict[str, Any]) -> bool:
    """Whether flags say all that has no default."""
    ends = not given["repeat"] or given["until"] or given["count"] or given["confirmed_through"]
    place = given["venue"] or given["new_venue"]
    return bool(given["title"] and given["program"] and given["organizer"] and place and given["start"] and ends)


def _write(app: App, files: dict[str, bytes], form: Any, *, draft: bool, confirm: bool, dry_run: bool) -> None:
    from ..reader import SourceFile, Unit
    from ..revise import free_name
    from ._find import names_of, read_published
    from ._questions import next_dates

    data = text_of(app, form, draft)
    taken = [name for named in names_of(files, app.site) for name in (named.key, named.slug)]
    name = free_name(name_of(form.fields), taken)
    path = f"events/{name}.md"
    file = f"{app.content.as_posix()}/{path}"
    read = read_published(Unit(name, SourceFile(file, data)), form.records, app.site)
    if read.entry is None:
        refuse(read)
    say()
    say(f"{file}:", bold=True)
    say(data.decode().rstrip())
    for other, text in form.new_files.items():
        say()
        say(f"{app.content.as_posix()}/{other}:", bold=True)
        say(text.decode().rstrip())
    say()
    for text in next_dates(read):
        say(f"  {text}")
    if read.entry.ends <= app.now.timestamp():
        say("Note: that is in the past. Is it the date you mean?", fg="yellow")
    for problem in read.problems:
        say(f"Note: {problem.field + ': ' if problem.field else ''}{problem.message} {problem.hint}".rstrip(), fg="yellow")
    if confirm and not form.asker.yes("Write it?"):
        say("Nothing was written.")
        return
    finish(app, {**form.new_files, path: data}, files, dry_run)


def text_of(app: App, form: Any, draft: bool) -> bytes:
    """Write the new file's text."""
    from ..revise.fresh import compose
    from ..revise.target import write
    from ..zones import load_zone
    from ._uid import fresh_uid

    fields = dict(form.fields)
    venue = form.records.venues.get(fields.get("venue") or "")
    zone = (venue.record.timezone if venue else None) or app.site.timezone
    now = write(app.now.astimezone(load_zone(zone)).replace(tzinfo=None))
    head = {name: fields.pop(name, None) for name in list(fields) if name == "title" or name.startswith("title_")}
    first = {**head, "uid": fresh_uid(app.site), "draft": draft or None}
    return compose({**first, **fields, "created": now, "modified": now}, form.body)


def name_of(fields: dict[str, Any]) -> str:
    """Name the file: the title, with the date before it when there is only one."""
    from ..catalog import slugify

    title = slugify(fields["title"])[:60].strip("-") or "event"
    return title if fields.get("repeat") else f"{fields['start'][:10]}-{title}"
