"""Look at everything at once: programs, settings, content, feeds, what grows old."""
from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import click

from ._app import App, say, settings_file

if TYPE_CHECKING:
    from ..catalog import Catalog

PACKAGES = ("pelican", "icalendar", "comrak", "nh3", "pydantic", "tzdata")
SHOWN = 6
Line = tuple[str, str]
"""A mark (ok, look, bad) and a sentence."""


@click.command()
@click.pass_obj
def command(app: App) -> None:
    """Look at everything at once: programs, settings, content, feeds, what grows old.

    One screen, for whoever keeps the site. The exit status is 1 if something is broken, and 0 if all is well or only
    needs a look.

    \b
    Examples:
      workshops doctor
      workshops --content site/content doctor
    """
    bad = _section("Programs", environment())
    bad |= _section("Settings", settings(app))
    catalog = app.catalog()
    bad |= _section("Content", content(catalog, app))
    bad |= _section("Feeds", feeds(catalog, app))
    bad |= _section("To look at", to_look_at(catalog, app))
    raise SystemExit(1 if bad else 0)


def _section(title: str, lines: Iterator[Line]) -> bool:
    say(title, bold=True)
    colours = {"ok": "green", "look": "yellow", "bad": "red"}
    worst = False
    for mark, text in lines:
        say(f"  {mark:<5}{text}", fg=colours[mark])
        worst |= mark == "bad"
    return worst


def environment() -> Iterator[Line]:
    """Look at Python and the packages that a build needs."""
    good, name = sys.version_info >= (3, 11), ".".join(map(str, sys.version_info[:3]))
    yield ("ok", f"Python {name}") if good else ("bad", f"Python {name}: 3.11 or newer is needed")
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield ("ok", ", ".join(found))
    if missing:
        yield ("bad", f"not installed: {', '.join(missing)}. Run: pip install {' '.join(missing)}")
    if "utf" not in (sys.getfilesystemencoding() or "").lower():
        yield ("look", "this system's file names are not UTF-8; set LANG=C.UTF-8")


def settings(app: App) -> Iterator[Line]:
    """Look at what the site is called and where it will be."""
    path = settings_file(app.content)
    if path is None:
        yield ("look", "there is no pelicanconf.py beside the content folder, so the defaults hold")
    else:
        yield ("ok", f"{path.name}: {app.site.name}, languages {', '.join(app.site.languages)}, time zone {app.site.timezone}")
    if app.site.uid_domain.endswith((".invalid", "example.org")):
        yield ("look", f"the site's address is still {app.site.url}; set SITEURL and WORKSHOPS_UID_DOMAIN before the first real event")
    yield ("ok", f"now is {app.now:%Y-%m-%d %H:%M} UTC")


def content(catalog: Catalog, app: App) -> Iterator[Line]:
    """Count what there is and what is wrong with it."""
    records = catalog.records
    coming = sum(1 for _, o in catalog.dates() if o.ends > app.now.timestamp())
    yield ("ok" if catalog.entries else "look",
           f"{_many(len(catalog.entries), 'event')} with {_many(coming, 'date')} to come, {_many(len(records.venues), 'venue')}, "
           f"{_many(len(records.organizers), 'organizer')}, {_many(len(records.programs), 'program')}, "
           f"{_many(len(records.kit_sites), 'kit site')}, {_many(len(catalog.pages), 'page')}")
    errors = [p for p in catalog.problems if p.severity == "error"]
    if errors:
        files = len({p.file for p in errors})
        verb = "is" if files == 1 else "are"
        yield ("bad", f"{_many(len(errors), 'mistake')} in {_many(files, 'file')}, which {verb} not published: workshops check")
        for problem in errors[:3]:
            yield ("bad", str(problem))
    warnings = len(catalog.problems) - len(errors)
    if warnings:
        yield ("look", f"{_many(warnings, 'warning')}: workshops check")
    if str(_site_data(catalog).get("sample", "")).lower() in ("yes", "true"):
        yield ("look", "this is the sample content; site.yaml says how to make it yours")


def _site_data(catalog: Catalog) -> dict[str, object]:
    data = catalog.data.get("site")
    return data if isinstance(data, dict) else {}


def feeds(catalog: Catalog, app: App) -> Iterator[Line]:
    """Count the feeds and see whether any is too large."""
    from ..calendars import Calendars
    from ..feeds import FeedPlan
    from ..locale import shipped_language

    plan = FeedPlan(catalog, app.now)
    empty = sum(1 for feed in plan.feeds if not feed.groups)
    yield ("ok", f"{len(plan.feeds)} feeds in {_many(len(app.site.languages), 'language')}, {empty} of them empty for now")
    calendars = Calendars(plan, [shipped_language(app.site.lang)])
    size = len(calendars.feed(plan.feeds[0], calendars.languages[0]))
    yield ("ok", f"{plan.feeds[0].address}: {len(plan.feeds[0].groups)} events, {size / 1000:.0f} KB")
    for warning in calendars.warnings(lambda name: size if name == plan.feeds[0].address else 0):
        yield ("look", warning)


def to_look_at(catalog: Catalog, app: App) -> Iterator[Line]:
    """Say what grows old."""
    from ..stale import stale

    found = stale(catalog, app.now)
    for item in found[:SHOWN]:
        yield ("look", item.text)
    if len(found) > SHOWN:
        yield ("look", f"... and {len(found) - SHOWN} more")
    if not found:
        yield ("ok", "nothing has grown old")


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
