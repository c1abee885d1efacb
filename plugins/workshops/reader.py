"""From the bytes of files to catalog entries: one event, one record or one page at a time.

A unit is one Markdown file with its translated siblings (`forum.md`, `forum.es.md`). Reading a unit needs only the
unit and the records, never another event, so units can be read in any order and in any process.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import Any

from . import frontmatter, markup
from .catalog import Entry, PageEntry, RecordEntry, Records, slugify
from .errors import Problem
from .escape import plain
from .facets import facets_of
from .frontmatter import FrontMatter
from .ics import OLD_STAMP
from .load import Reporter, check_name, load
from .model import RECORD_TRANSLATABLE, TRANSLATABLE, Event, KitSite, Organizer, Program, Source, Venue
from .model.kinds import KEY, SLUG, quote
from .nearest import nearest
from .packed import packed
from .rules import check_event, effective_mode
from .schedule import Schedule, build_schedule, compact
from .site import Site
from .times import local_of
from .zones import load_zone, to_epoch

FOLDERS: dict[str, type[Any]] = {"venues": Venue, "organizers": Organizer, "programs": Program, "kit-sites": KitSite, "sources": Source}
ATTRIBUTE = {"kit-sites": "kit_sites"}
_SIBLING = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")


class SourceFile:
    """One file as it lies on the disk; `file` is its name in messages. The bytes may come only when they are asked for."""

    __slots__ = ("_data", "_load", "file")

    def __init__(self, file: str, data: bytes | Callable[[], bytes]) -> None:
        self.file = file
        self._data = data if isinstance(data, bytes) else None
        self._load = None if isinstance(data, bytes) else data

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        if self._data is None:
            assert self._load is not None
            self._data = self._load()
        return self._data


@dataclass
class Unit:
    """A file and its translated siblings by language."""

    key: str
    main: SourceFile
    siblings: dict[str, SourceFile] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Name the bytes of the unit; asked for when its siblings are known."""
        state = blake2b(self.main.data, digest_size=12)
        for lang, sibling in sorted(self.siblings.items()):
            state.update(f"\0{lang}\0".encode() + sibling.data)
        return state.hexdigest()


@packed
@dataclass(slots=True)
class Read:
    """What came of one unit: an entry (None when there was an error, or it is a draft) and its problems."""

    key: str
    entry: Any
    problems: list[Problem]
    draft: bool = False
    translates: tuple[str, str] | None = None
    """(slug, language) when the file is only the translation of another event."""


def split_name(stem: str) -> tuple[str, str]:
    """Split a file's name into key and language: `forum.es` → (`forum`, `es`), `forum` → (`forum`, "")."""
    found = _SIBLING.fullmatch(stem)
    return (found[1], found[2]) if found else (stem, "")


def read_event(unit: Unit, records: Records, site: Site, render: bool = True) -> Read:
    """Read one event with all its problems; never raises for what is written in the file.

    Without `render` the entry has no text, and its HTML is the Markdown: enough to know what is wrong.
    """
    to_html = markup.render if render else str.strip
    front = frontmatter.read(unit.main.data, unit.main.file)
    report = Reporter(front)
    extra: list[Problem] = []
    """Problems of translations: they keep the translation back, not the event."""
    other = _translation_only(front, site)
    if other:
        return Read(unit.key, None, report.problems, translates=other)
    if _lost_translation(unit, front):
        report.add(
            "",
            f"this translates {split_name(unit.key)[0]}.md, and there is no such file here.",
            "Name it like the file that it translates, with the language before .md; or, if it is an event of its own, give it a start.",
        )
        return Read(unit.key, None, report.problems)
    event = load(Event, front, report)
    if event is None:
        return Read(unit.key, None, report.problems)
    if event.draft:
        return Read(unit.key, None, [], draft=True)
    lang = event.lang or site.lang
    translations = {name: dict(texts) for name, texts in event.translations.items()}
    html = {lang: to_html(front.body)}
    for tag, sibling in sorted(unit.siblings.items()):
        texts, body = read_translation(sibling, extra, TRANSLATABLE, Event)
        translations[tag] = {**translations.get(tag, {}), **texts}
        if body.strip():
            html[tag] = to_html(body)
    if unit.siblings:
        event = event.model_copy(update={"translations": translations})
    slug = _slug(event, unit, report)
    uid = event.uid or f"{unit.key}@{site.uid_domain}"
    check_event(event, site, report)
    check_references(event, records, report)
    schedule = build_schedule(event, uid, records.venue_models, site, report)
    if report.failed or not schedule.occurrences:
        return Read(unit.key, None, report.problems + extra)
    alone = schedule.components[0].details
    settle(event, schedule, site)
    entry = Entry(unit.key, slug, uid, unit.main.file, lang, schedule.components[0].details, schedule, html,
                  stamp_of(event, schedule), unit.digest)
    if not render:
        entry.text = {}
    entry.event = entry.event if event is alone else _settled(event, site)
    entry.aliases, entry.public = list(event.aliases), event.access == "public"
    entry.image, entry.title = event.image or "", event.title
    entry.titles = tuple((tag, texts["title"]) for tag, texts in event.translations.items() if texts.get("title"))
    entry.facets = facets_of(schedule.components, records.town_keys[0])
    entry.begins = min(o.begins for o in schedule.occurrences)
    entry.ends = max(o.ends for o in schedule.occurrences)
    entry.digest = blake2b(f"{slug} {unit.digest}{records_digest(event, records)}".encode(), digest_size=12).hexdigest()
    return Read(unit.key, entry, report.problems + extra)


def _translation_only(front: FrontMatter, site: Site) -> tuple[str, str] | None:
    """Whether the file only translates another event: another language, that event's slug, no date of its own."""
    values = front.values
    lang, slug = values.get("lang"), values.get("slug")
    if (
        isinstance(lang, str)
        and isinstance(slug, str)
        and lang.lower() != site.lang
        and not values.keys() & {"start", "dates", "sessions", "repeat"}
    ):
        return slug, lang.lower()
    return None


def _lost_translation(unit: Unit, front: FrontMatter) -> bool:
    """Whether the file is named like a translation and has no date of its own, but nothing lies beside it to translate."""
    own = {"start", "dates", "sessions", "repeat", "program", "organizer"}
    return bool(front.values and split_name(unit.key)[1]) and not front.values.keys() & own


def read_translation(
    source: SourceFile, problems: list[Problem], translatable: frozenset[str], model: type[Any]
) -> tuple[dict[str, str], str]:
    """Read a translated sibling: its translatable fields and its body; a file that cannot be read translates nothing."""
    front = frontmatter.read(source.data, source.file)
    report = Reporter(front)
    texts: dict[str, str] = {}
    for name, value in front.values.items():
        if name in translatable and isinstance(value, str):
            texts[name] = plain(value).strip()
        elif name in translatable:
            report.add(
                name,
                f"{quote(value)} is a list or a group of fields, and plain text is needed here.",
                "Write the text after the colon, in quotes.",
            )
        elif name not in ("lang", "slug"):
            check_name(name, model, report)
    problems += report.problems
    if report.failed:
        return {}, ""
    return {name: text for name, text in texts.items() if text}, front.body


def _slug(event: Event, unit: Unit, report: Reporter) -> str:
    if event.slug:
        return event.slug
    stem = unit.key
    slug = stem if SLUG.fullmatch(stem) else slugify(stem)
    if not slug:
        report.add(
            "", f"the file's name {quote(stem)} cannot be an address.", "Rename the file with plain letters, or write slug: narcan-training"
        )
    return slug[:150]


def check_references(event: Event, records: Records, report: Reporter) -> None:
    """Report venues, organizers and programs that do not exist, with the nearest key that does."""
    wanted: list[tuple[tuple[str | int, ...], str, str]] = [
        (("program",), "programs", event.program), (("organizer",), "organizers", event.organizer)]
    wanted += [(("cohosts", i), "organizers", key) for i, key in enumerate(event.cohosts)]
    if event.venue:
        wanted.append((("venue",), "venues", event.venue))
    for name in ("changes", "dates", "sessions"):
        wanted += [((name, i, "venue"), "venues", entry.venue) for i, entry in enumerate(getattr(event, name)) if entry.venue]
    wanted += [(("volunteers", i, "training"), "programs", role.training) for i, role in enumerate(event.volunteers) if role.training]
    for name, folder in (("program", "programs"), ("organizer", "organizers"), ("venue", "venues")):
        if report.is_broken(name):
            _name_for_key(name, getattr(records, ATTRIBUTE.get(folder, folder)), report)
    for path, folder, key in wanted:
        known: Mapping[str, Any] = getattr(records, ATTRIBUTE.get(folder, folder))
        if key in known or report.is_broken(*path):
            continue
        if (folder, key) in records.broken:
            report.add(path, f"{quote(key)} has a mistake in its own file, {folder}/{key}.md.", "Mend that file first.")
            continue
        near = _titled(key, known) or nearest(key, filter(KEY.fullmatch, known), 0.5)
        hint = f"Did you mean {near}?" if near else f"Add the file {folder}/{key}.md, or write the name of one that is there."
        report.add(path, f"{quote(report.written(*path) or key)} is not in the {folder} folder.", hint)


def _titled(words: str, known: Mapping[str, Any]) -> str | None:
    """The key of the record with this title, or with this former name: people write `Main Library` for `main-library`."""
    wanted = slugify(words)
    named = (key for key, found in known.items() if wanted in (slugify(found.record.title), *found.record.aliases) and KEY.fullmatch(key))
    return next(named, None) if wanted else None


def _name_for_key(name: str, known: Mapping[str, Any], report: Reporter) -> None:
    key = _titled(report.written(name), known)
    for at, problem in enumerate(report.problems):
        if key and problem.field == name and problem.severity == "error":
            report.problems[at] = replace(problem, hint=f"Did you mean {key}? That is the name of the file, without .md.")


def settle(event: Event, schedule: Schedule, site: Site) -> None:
    """Give every component the values that defaults stand for: its mode and its languages."""
    settled: dict[int, Event] = {}
    for component in schedule.components:
        known = settled.get(id(component.details))
        if known is None:
            known = settled[id(component.details)] = _settled(component.details, site)
        component.details = known


def _settled(event: Event, site: Site) -> Event:
    update: dict[str, Any] = {}
    if not event.mode:
        update["mode"] = effective_mode(event)
    if not event.languages:
        update["languages"] = [site.lang]
    return event.model_copy(update=update) if update else event


def stamp_of(event: Event, schedule: Schedule) -> str:
    """Return the last change as UTC text: `modified` in the event's zone, else the fixed old stamp."""
    return utc_text(event.modified, schedule.components[0].span.zone) or OLD_STAMP


def utc_text(when: Any, zone: str) -> str:
    """Write a date-time of the front matter in UTC: 20260601T120000Z; "" when there is none."""
    if when is None:
        return ""
    local = local_of(when, zone)
    if not isinstance(local, datetime):
        local = datetime.combine(local, time())
    utc = _EPOCH + timedelta(seconds=to_epoch(local, load_zone(zone)))
    return compact(utc) + "Z"


_EPOCH = datetime(1970, 1, 1)


def records_digest(event: Event, records: Records) -> str:
    """Name the state of all records that an event names."""
    keys = {entry.venue for entry in (event, *event.changes, *event.dates, *event.sessions)}
    parts = [records.venues[key].digest for key in sorted(k for k in keys if k)]
    parts += [records.organizers[key].digest for key in (event.organizer, *event.cohosts)]
    parts += [records.programs[event.program].digest]
    parts += [records.programs[role.training].digest for role in event.volunteers if role.training]
    return "".join(parts)


def read_record(folder: str, unit: Unit, site: Site) -> Read:
    """Read one venue, organizer, program, kit site or source."""
    front = frontmatter.read(unit.main.data, unit.main.file)
    report = Reporter(front)
    record = load(FOLDERS[folder], front, report)
    if record is None:
        return Read(unit.key, None, report.problems)
    if folder not in ("kit-sites", "sources") and not KEY.fullmatch(unit.key.lower()):
        report.warn(
            "",
            f"no event can name this file, since {quote(unit.key)} has more in it than small letters, digits and hyphens.",
            f"Rename it: {slugify(unit.key) or 'main-library'}.md",
        )
    lang = record.lang or site.lang
    html = {lang: markup.render(front.body)}
    translations = {name: dict(texts) for name, texts in record.translations.items()}
    extra: list[Problem] = []
    for tag, sibling in sorted(unit.siblings.items()):
        texts, body = read_translation(sibling, extra, RECORD_TRANSLATABLE, FOLDERS[folder])
        translations[tag] = {**translations.get(tag, {}), **texts}
        if body.strip():
            html[tag] = markup.render(body)
    record = record.model_copy(update={"translations": translations})
    entry = RecordEntry(unit.key, record, unit.main.file, html, {tag: markup.to_text(body) for tag, body in html.items()}, unit.digest)
    return Read(unit.key, None if report.failed else entry, report.problems + extra)


def read_page(key: str, lang: str, source: SourceFile, site: Site) -> Read:
    """Read one page of `content/pages/` in one language."""
    front = frontmatter.read(source.data, source.file)
    report = Reporter(front)
    values = front.values
    title = values.get("title")
    if not isinstance(title, str) or not title.strip():
        if not report.failed:
            report.missing("title", "Every page needs a name: title: About us")
        return Read(key, None, report.problems)
    written = values.get("lang")
    lang = lang or (written.lower() if isinstance(written, str) and written else site.lang)
    slug = values.get("slug") if isinstance(values.get("slug"), str) else ""
    slug = slug or (key if SLUG.fullmatch(key) else slugify(key))
    if not SLUG.fullmatch(slug):
        report.add("slug", f"{quote(slug)} cannot be an address.", "Use letters, digits and hyphens only.")
    html = markup.render(front.body)
    entry = PageEntry(key, slug, lang, plain(title).strip(), dict(values), html, markup.to_text(html), source.file,
                      blake2b(source.data, digest_size=12).hexdigest())
    draft = str(values.get("draft", "")).lower() in ("yes", "true", "1")
    return Read(key, None if report.failed or draft else entry, report.problems, draft=draft)
