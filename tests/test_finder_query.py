"""What the browser finds is what a plain query over the catalog finds, for 500 random searches."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import chain
from typing import Any
from urllib.parse import quote

import pytest
from finder_site import ask, files_of, sample_files
from views_site import sample, views_of
from workshops.catalog import Catalog, Entry
from workshops.feeds import facet_name
from workshops.finder.places import miles, point_of
from workshops.model import Event, text_in
from workshops.schedule import Occurrence
from workshops.views.base import Views
from workshops.zones import load_zone

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLACES = {"14527": (42.66, -77.05), "14850": (42.44, -76.5), "14891": (42.38, -76.87)}
NOW = datetime(2026, 12, 3, 18, 30, tzinfo=UTC)
"""The van at the Depot is there at this moment."""
HERE = date(2026, 12, 3)
NAMED = {timedelta(days=6): "week", timedelta(days=29): "month"}
"""Days that the form has by name, counted from today's on."""


@dataclass
class Row:
    """One date with what a search looks at."""

    entry: Entry
    occurrence: Occurrence
    event: Event

    @property
    def days(self) -> list[date]:
        start, end = self.occurrence.span.start, self.occurrence.span.end
        if isinstance(start, datetime) and isinstance(end, datetime):
            last = (end - timedelta(minutes=1)).date()
            return [start.date() + timedelta(days=n) for n in range(max(0, (last - start.date()).days) + 1)]
        return [start + timedelta(days=n) for n in range((end - start).days)]

    @property
    def weekdays(self) -> set[str]:
        days = self.days if self.occurrence.span.all_day else self.days[:1]
        return {DAYS[day.weekday()] for day in days}

    @property
    def parts(self) -> set[str]:
        start = self.occurrence.span.start
        if not isinstance(start, datetime):
            return {"morning", "afternoon", "evening"}
        return {"morning" if 5 <= start.hour < 12 else "afternoon" if 12 <= start.hour < 17 else "evening"}


def folded(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    return [word for word in re.split(r"[\W_]+", plain.lower()) if word]


class Reference:
    """The query as one would write it down."""

    def __init__(self, catalog: Catalog, views: Views, lang: str) -> None:
        self.catalog, self.lang, self.language = catalog, lang, views.language(lang)
        self.rows = [Row(entry, o, entry.schedule.details(o)) for entry in catalog.entries.values() if entry.public
                     for o in entry.schedule.occurrences if o.ends > NOW.timestamp()]

        self.remembered: dict[tuple[int, str], Any] = {}

    def facet(self, row: Row, facet: str) -> set[str]:
        return self.once(row, facet, lambda: self._facet(row, facet))  # type: ignore[no-any-return]

    def needs(self, row: Row) -> set[str]:
        return self.once(row, "need", lambda: self._needs(row))  # type: ignore[no-any-return]

    def words(self, row: Row) -> list[str]:
        return self.once(row, "q", lambda: self._words(row))  # type: ignore[no-any-return]

    def once(self, row: Row, name: str, make: Callable[[], Any]) -> Any:
        key = (id(row), name)
        if key not in self.remembered:
            self.remembered[key] = make()
        return self.remembered[key]

    def _facet(self, row: Row, facet: str) -> set[str]:
        event = row.event
        place = event.venue if event.mode != "online" else None
        mode = {"in-person", "online", "hybrid"} if event.mode == "hybrid" else {event.mode or "in-person"}
        return {
            "program": {event.program},
            "venue": {place} if place else set(),
            "town": {self.catalog.town_of[place]} if place in self.catalog.town_of else set(),
            "organizer": {event.organizer, *event.cohosts},
            "audience": set(event.audience),
            "language": {*event.languages, *(i.lang for i in event.interpretation)},
            "mode": mode,
        }[facet]  # type: ignore[return-value]

    def _needs(self, row: Row) -> set[str]:
        event = row.event
        venue = self.catalog.records.venues.get(event.venue or "") if event.mode != "online" else None
        found = {*event.accessibility, *event.supports, *(venue.record.accessibility if venue else ())} - {"naloxone-kit"}
        if event.kit != "none" or "naloxone-kit" in event.supports:
            found.add("kit")
        if event.anonymous and not event.id_required:
            found.add("anonymous")
        if event.drop_in:
            found.add("drop-in")
        if event.cost.amount == 0:
            found.add("free")
        if event.credits:
            found.add("credits")
        open_room = event.availability in (None, "open", "few")
        open_online = event.online_availability in ("open", "few")
        room = {"in-person": open_room, "online": open_online or (event.online_availability is None and open_room)}.get(
            event.mode or "in-person", open_room or open_online)
        if room and event.status in ("scheduled", "moved") and event.registration != "closed":
            found.add("places")
        return found

    def _words(self, row: Row) -> list[str]:
        names = [text_in(row.event, "title", self.lang) or "", *row.entry.event.tags]
        for facet in ("program", "venue", "town", "organizer", "audience"):
            names += [facet_name(self.catalog, facet, key, self.language) for key in self.facet(row, facet)]
        return folded(" ".join(names))

    def fits(self, row: Row, state: dict[str, Any], without: str = "") -> bool:
        """Whether a date has all that is asked, one group left out."""
        checks: dict[str, Callable[[], bool]] = {
            "q": lambda: all(any(w.startswith(asked) for w in self.words(row)) for asked in folded(state["q"])),
            "day": lambda: bool(row.weekdays & set(state["day"])),
            "time": lambda: bool(row.parts & set(state["time"])),
            "when": lambda: any(state["when"][0] <= day <= state["when"][1] for day in row.days),
            "within": lambda: self.near(row, state),
            **{
                f: (lambda f=f: bool(self.facet(row, f) & set(state[f])))
                for f in ("program", "town", "venue", "organizer", "audience", "language", "mode")
            },
        }
        needs = [need for need in state.get("need", ()) if without != f"need:{need}"]
        return set(needs) <= self.needs(row) and all(check() for name, check in checks.items() if name in state and name != without)

    def near(self, row: Row, state: dict[str, Any]) -> bool:
        if row.event.mode == "online" or not row.event.venue:
            return False
        point = point_of(self.catalog.records.venues[row.event.venue].record)
        return point is None or miles(point, PLACES[state["near"]]) <= state["within"]

    def away(self, row: Row, state: dict[str, Any]) -> float:
        venue = self.catalog.records.venues.get(row.event.venue or "") if row.event.mode != "online" else None
        point = point_of(venue.record) if venue else None
        return miles(point, PLACES[state["near"]]) if point else float("inf")

    def answer(self, state: dict[str, Any]) -> dict[str, Any]:
        found = sorted((r for r in self.rows if self.fits(r, state)), key=lambda r: (r.occurrence.begins, self.id(r)))
        if state.get("sort"):
            found.sort(key=lambda r: self.away(r, state))  # sorting keeps the order of what is equally far
        counts: dict[str, Counter[str]] = {}
        for facet in ("program", "town", "venue", "organizer", "audience", "language", "mode"):
            counts[facet] = Counter(chain.from_iterable(self.facet(r, facet) for r in self.rows if self.fits(r, state, facet)))
        counts["day"] = Counter(chain.from_iterable(r.weekdays for r in self.rows if self.fits(r, state, "day")))
        counts["time"] = Counter(chain.from_iterable(r.parts for r in self.rows if self.fits(r, state, "time")))
        counts["need"] = Counter(chain.from_iterable(self.needs(r) for r in found))
        groups = [g for g in state if g not in ("need", "near", "sort")] + [f"need:{need}" for need in state.get("need", ())]
        drops = {g: n for g in groups if (n := sum(self.fits(r, state, g) for r in self.rows) - len(found))}
        return {"ids": [self.id(r) for r in found], "counts": {f: dict(c) for f, c in counts.items()}, "drops": drops}

    def id(self, row: Row) -> str:
        original = row.occurrence.original
        return f"{row.entry.slug}#{original:%Y%m%dT%H%M}" if isinstance(original, datetime) else f"{row.entry.slug}#{original:%Y%m%d}"


def random_states(reference: Reference, number: int) -> Iterator[dict[str, Any]]:
    rng = random.Random(7)
    keys = {f: sorted(set(chain.from_iterable(reference.facet(r, f) for r in reference.rows)))
            for f in ("program", "town", "venue", "organizer", "audience", "language", "mode")}
    needs = sorted(set(chain.from_iterable(reference.needs(r) for r in reference.rows)))
    words = sorted(set(chain.from_iterable(reference.words(r) for r in reference.rows)))
    for _ in range(number):
        state: dict[str, Any] = {f: rng.sample(k, rng.randint(1, min(2, len(k)))) for f, k in keys.items() if rng.random() < 0.16}
        if rng.random() < 0.3:
            state["need"] = rng.sample(needs, rng.randint(1, 3))
        if rng.random() < 0.15:
            state["q"] = " ".join(word[: rng.randint(2, len(word) + 1)] for word in rng.sample(words, rng.randint(1, 2)))
        if rng.random() < 0.2:
            state["day"] = rng.sample(DAYS, rng.randint(1, 4))
        if rng.random() < 0.2:
            state["time"] = rng.sample(("morning", "afternoon", "evening"), rng.randint(1, 2))
        if rng.random() < 0.2:
            first = date(2026, 11, 25) + timedelta(days=rng.randint(0, 200))
            state["when"] = rng.choice(((first, first + timedelta(days=rng.randint(0, 90))), (HERE, HERE + timedelta(days=6)),
                                        (HERE, HERE + timedelta(days=29))))  # fmt: skip
        if rng.random() < 0.2:
            state["near"], state["within"] = rng.choice(list(PLACES)), rng.choice((2, 5, 10, 20))
            if rng.random() < 0.5:
                state["sort"] = "near"
        yield state


def query_of(state: dict[str, Any]) -> str:
    names = {"venue": "place", "organizer": "host", "audience": "for", "language": "lang"}
    parts = []
    for name, value in state.items():
        if name == "when" and value[0] == HERE and value[1] - value[0] in NAMED:
            parts.append(f"when={NAMED[value[1] - value[0]]}")
        elif name == "when":
            parts += [f"from={value[0]}", f"to={value[1]}"]
        else:
            text = ",".join(value) if isinstance(value, list) else str(value)
            parts.append(f"{names.get(name, name)}={quote(text)}")
    return "&".join(parts)


def today() -> int:
    return (NOW.astimezone(load_zone("America/New_York")).date() - date(1970, 1, 1)).days


@cache
def odd_site() -> Views:
    """A site with what the sample does not have: other zones, nights, places nobody knows where, accents, equal starts."""
    head = "program: training\norganizer: health\n"
    return views_of(
        {
            "programs/training.md": "---\ntitle: Training\ntitle_es: Capacitación\n---\n".encode(),
            "organizers/health.md": b"---\ntitle: Health\n---\n",
            "venues/plain.md": b"---\ntitle: Plain Hall\ntown: Alder\n---\n",
            "venues/far.md": b"---\ntitle: Far Hall\ntown: Gary\ntimezone: America/Chicago\nlatitude: 41.6\n"
            b"longitude: -87.3\naccessibility: step-free\n---\n",
            "events/a.md": f"---\ntitle: Años nuevos 💜 ﬁn\nuid: a@x\n{head}venue: far\nstart: 2026-12-31 22:00\n"
            "end: 2027-01-01 01:00\n---\n".encode(),
            "events/b.md": f"---\ntitle: Same\nuid: b@x\n{head}venue: plain\nstart: 2026-12-31 23:00\n"
            "duration: 1h\nkit: nasal\n---\n".encode(),
            "events/c.md": f"---\ntitle: Week\nuid: c@x\n{head}venue: plain\nstart: 2027-02-27\nend: 2027-03-08\n---\n".encode(),
            "events/d.md": f"---\ntitle: Night\nuid: d@x\n{head}mode: hybrid\nvenue: far\nregistration: required\n"
            "registration_phone: 607-555-0100\nstart: 2027-03-13 22:00\nend: 2027-03-14 04:00\n"
            "repeat: every week\ncount: 3\navailability: full\nonline_availability: open\n---\n".encode(),
            "events/e.md": f"---\ntitle: Online\nuid: e@x\n{head}mode: online\nregistration: required\n"
            "registration_phone: 607-555-0100\nstart: 2028-02-29 04:30\nduration: 45m\ncost: 5 USD\n"
            "online_availability: full\n---\n".encode(),
        },
        NOW,
    )


@pytest.mark.parametrize(("site", "lang", "number"), [("sample", "en", 200), ("sample", "es", 150), ("odd", "en", 100), ("odd", "es", 50)])
def test_random_searches_find_what_a_plain_query_finds(site: str, lang: str, number: int) -> None:
    views = sample() if site == "sample" else odd_site()
    assert not [p for p in views.catalog.problems if p.severity == "error"], views.catalog.problems
    files = sample_files() if site == "sample" else files_of(views.catalog, list(views.languages.values()), NOW)
    reference = Reference(views.catalog, views, lang)
    states = list(random_states(reference, number))
    places = {zip_code: {"latitude": p[0], "longitude": p[1]} for zip_code, p in PLACES.items()}
    answers = ask(files, [query_of(s) for s in states], NOW, today(), "" if lang == "en" else "es/", places=places)["answers"]
    found = 0
    for state, answer in zip(states, answers, strict=True):
        expected = reference.answer(state)
        assert answer["ids"] == expected["ids"], state
        assert answer["counts"] == expected["counts"], state
        assert answer["drops"] == expected["drops"], state
        found += len(answer["ids"])
    assert found > number, "most searches find something, else they prove nothing"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_dates_are_said_as_pages_say_them(lang: str) -> None:
    from workshops.views.cards import card

    for views, files in ((sample(), sample_files()), (odd_site(), files_of(odd_site().catalog, list(odd_site().languages.values()), NOW))):
        spans = ask(files, [], NOW, today(), "" if lang == "en" else "es/", spans=True)["spans"]
        assert spans
        for item in views.public.items:
            name = f"{item.entry.slug}#{item.anchor[1:]}"
            if name in spans:
                shown = card(views, item, lang)
                assert (spans[name]["day"], spans[name]["hours"]) == (shown.day, shown.hours), name
