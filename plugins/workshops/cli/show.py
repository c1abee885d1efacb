"""Show one event: its dates, its feeds, how it will read."""
from __future__ import annotations

from typing import Any

import click

from ._app import App, say


@click.command()
@click.argument("slug")
@click.option("--lang", metavar="LANG", help="Language of the description; default: the site's.")
@click.option("--all", "everything", is_flag=True, help="Show all dates, past ones too, and all feeds.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(app: App, slug: str, lang: str | None, everything: bool, as_json: bool) -> None:
    """Show one event: its dates, its feeds, how it will read.

    The description is what people find in their calendar. SLUG is the event's address, its file, or the link of its
    page.

    \b
    Examples:
      workshops show health-department-monthly
      workshops show library-tour --lang es --all
      workshops show content/events/van-depot.md --json
    """
    from ..feeds import FeedPlan
    from ..loader import load_catalog
    from ._find import find_event

    files = app.files()
    named = find_event(files, app.site, slug)
    catalog = load_catalog(files, app.site)
    entry = next((e for e in catalog.entries.values() if e.file == named.unit.main.file), None)
    problems = [p for p in catalog.problems if p.file == named.unit.main.file]
    if entry is None:
        _not_published(named.unit.main.file, problems)
    assert entry is not None
    feeds = [feed.address for feed in FeedPlan(catalog, app.now).feeds if any(group.entry is entry for group in feed.groups)]
    tag = _language(app, lang)
    if as_json:
        _print_json(catalog, entry, feeds, tag)
        return
    _head(entry)
    _dates(entry, app, everything)
    say()
    say("Feeds:", bold=True)
    single = [feed for feed in feeds if feed.count("/") < 4]
    for feed in [*(feeds if everything else single), f"events/{entry.slug}/event.ics"]:
        say(f"  {feed}")
    if len(feeds) > len(single) and not everything:
        say(f"  {len(feeds) - len(single)} of two filters; --all shows them.")
    say()
    say("How it reads in a calendar:", bold=True)
    for line in reading(catalog, entry, app, tag):
        say(f"  {line}".rstrip())
    for problem in problems:
        say(f"Note: {problem}", fg="yellow")


def _not_published(file: str, problems: list[Any]) -> None:
    if not problems:
        raise click.ClickException(f"{file} is a draft, or the translation of another event; it has no page of its own.")
    mistakes = "\n".join(f"  {p}" for p in problems)
    raise click.ClickException(f"{file} has mistakes, so it is not published:\n{mistakes}")


def _language(app: App, lang: str | None) -> str:
    tag = (lang or app.site.lang).lower()
    if tag not in app.site.languages:
        raise click.UsageError(f"--lang: the site is not in '{lang}'. Allowed: {', '.join(app.site.languages)}.")
    return tag


def _head(entry: Any) -> None:
    event = entry.event
    say(event.title, bold=True)
    rows = [("file", entry.file), ("page", f"events/{entry.slug}/"), ("uid", entry.uid), ("access", "" if entry.public else event.access),
            ("status", "" if event.status == "scheduled" else f"{event.status}. {event.status_note or ''}".strip()),
            ("repeats", event.repeat or "")]
    for name, value in rows:
        if value:
            say(f"  {name:<8}{value}")


def _dates(entry: Any, app: App, everything: bool) -> None:
    from ._filters import say_date

    found = entry.schedule.occurrences
    shown = found if everything else [o for o in found if o.ends > app.now.timestamp()][:10]
    say()
    say("Dates:" if everything else "Next dates:" if shown else "All its dates are past.", bold=True)
    for occurrence in shown:
        details = entry.schedule.details(occurrence)
        place = f" at {details.venue}" if entry.kind in ("dates", "course") and details.venue else ""
        status = "" if details.status == "scheduled" else f"  {details.status.upper()}"
        say(f"  {say_date(occurrence)}{place}{status}")
    more = len(found) - len(shown)
    if more and not everything:
        say(f"  {more} more, past or later; --all shows them.")


def reading(catalog: Any, entry: Any, app: App, tag: str) -> list[str]:
    """Return title and description of the next date, as a calendar program shows them."""
    from ..locale import shipped_language
    from ..vevents import Serializer

    coming = [o for o in entry.schedule.occurrences if o.ends > app.now.timestamp()]
    component = entry.schedule.components[coming[0].component if coming else 0]
    words = Serializer(catalog, shipped_language(tag)).words(entry, component, True)
    return [words.summary, *words.description.split("\n")]


def _print_json(catalog: Any, entry: Any, feeds: list[str], tag: str) -> None:
    import orjson

    from ..describe import describe
    from ..facets import facets_of
    from ..locale import shipped_language
    from ..vevents import Serializer
    from ._filters import Row, as_json

    rows = [as_json(Row(catalog, entry, o, facets_of([entry.schedule.components[o.component]], catalog.town_of)))
            for o in entry.schedule.occurrences]
    serializer = Serializer(catalog, shipped_language(tag))
    text = describe(serializer.subject(entry, entry.schedule.components[0]), serializer.lang, entry.text.get(tag, entry.text[entry.lang]))
    say(orjson.dumps({"slug": entry.slug, "title": entry.event.title, "file": entry.file, "uid": entry.uid, "kind": entry.kind,
                      "dates": rows, "feeds": feeds, "description": text}, option=orjson.OPT_INDENT_2).decode())
