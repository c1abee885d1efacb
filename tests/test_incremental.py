"""What is remembered from build to build is never wrong: after any edit, the next build leaves what a clean one would.

Real builds with Pelican in this process; every output file is compared, byte for byte.
"""
from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pelican
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pelican.settings import read_settings
from sample import ROOT
from workshops.pelican import hooks

DAY = 86400
NOW = 1795348800


class Place:
    """A copy of the sample site that is edited and built again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now = folder, NOW
        self.content, self.theme = folder / "content", folder / "theme"
        shutil.copytree(ROOT / "content", self.content)
        shutil.copytree(ROOT / "theme", self.theme)
        for path in (*self.content.rglob("*"), *self.theme.rglob("*")):
            os.utime(path, (NOW - 10 * DAY, NOW - 10 * DAY))
        self.override: dict[str, object] = {}

    def build(self, output: str, cache: Path) -> str:
        """Build, and return what the summary said."""
        override = {"PATH": str(self.content), "OUTPUT_PATH": str(self.folder / output), "CACHE_PATH": str(cache),
                    "THEME": str(self.theme), "PLUGIN_PATHS": [str(ROOT / "plugins")], **self.override}
        said = io.StringIO()
        before = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = str(self.now)
        try:
            with contextlib.redirect_stdout(said):
                pelican.Pelican(read_settings(str(ROOT / "pelicanconf.py"), override=override)).run()
        finally:
            hooks.last.clear()
            os.environ.pop("SOURCE_DATE_EPOCH") if before is None else os.environ.update(SOURCE_DATE_EPOCH=before)
        return said.getvalue()

    def again(self) -> str:
        """Build with all that is remembered."""
        return self.build("site", self.folder / "cache")

    def clean(self) -> None:
        """Build elsewhere with nothing remembered."""
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        shutil.rmtree(self.folder / "clean-cache", ignore_errors=True)
        self.build("clean", self.folder / "clean-cache")

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def same(place: Place) -> None:
    place.clean()
    have, want = tree(place.folder / "site"), tree(place.folder / "clean")
    assert sorted(have) == sorted(want)
    assert [name for name in want if have[name] != want[name]] == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("incremental"))
    place.again()
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Iterator[Place]:
    """The built place as it was, whatever a test does to it."""
    kept = {name: tmp_path / name for name in ("content", "theme", "site", "cache")}
    for name, copy in kept.items():
        shutil.copytree(built.folder / name, copy)
    yield built
    built.now, built.override = NOW, {}
    for name, copy in kept.items():
        shutil.rmtree(built.folder / name)
        shutil.copytree(copy, built.folder / name)


EVENT = "content/events/health-department-monthly.md"
EDITS: dict[str, Callable[[Place], object]] = {
    "event text": lambda p: p.edit("content/events/van-depot.md", "Look for", "Please look for"),
    "event time": lambda p: p.edit(EVENT, "end: 19:00", "end: 19:30"),
    "event title in Spanish": lambda p: p.edit(EVENT, "title_es: ", "title_es: La "),
    "event place": lambda p: p.edit(EVENT, "venue: alder-health-department", "venue: main-library"),
    "event cancelled": lambda p: p.edit(EVENT, "capacity:", "status: cancelled\ncapacity:"),
    "event hidden": lambda p: p.edit(EVENT, "capacity:", "access: invite\ncapacity:"),
    "event a draft": lambda p: p.edit(EVENT, "capacity:", "draft: yes\ncapacity:"),
    "event broken": lambda p: p.edit(EVENT, "start: ", "start: soon "),
    "translation": lambda p: p.edit("content/events/van-depot.es.md", "title: ", "title: Nueva "),
    "translation deleted": lambda p: (p.folder / "content/events/van-depot.es.md").unlink(),
    "event deleted": lambda p: (p.folder / "content/events/van-mill-street.md").unlink(),
    "event renamed": lambda p: (p.folder / EVENT).rename(p.folder / "content/events/second-tuesday.md"),
    "event renamed with its translation": lambda p: [
        (p.content / f"events/van-depot{end}").rename(p.content / f"events/depot{end}") for end in (".md", ".es.md")],
    "event new": lambda p: (p.folder / "content/events/extra.md").write_text(
        (p.folder / "content/events/2027-01-26-kit-packing-night.md").read_text("utf-8").replace("uid: ", "uid: x"), "utf-8"),
    "venue": lambda p: p.edit("content/venues/depot.md", "street: ", "street: 1"),
    "venue in another town": lambda p: p.edit("content/venues/depot.md", "town: Alder", "town: Newtown"),
    "venue broken": lambda p: p.edit("content/venues/depot.md", "title: ", "name: "),
    "organizer": lambda p: p.edit("content/organizers/harbor-light.md", "title: ", "title: New "),
    "program": lambda p: p.edit("content/programs/outreach-van.md", "title: ", "title: New "),
    "kit site": lambda p: p.edit(f"content/kit-sites/{sorted(os.listdir(p.content / 'kit-sites'))[0]}", "title: ", "title: New "),
    "page": lambda p: p.edit("content/pages/about.md", "title: ", "title: New "),
    "page deleted": lambda p: (p.folder / "content/pages/toolkit.md").unlink(),
    "phone lines": lambda p: p.edit("content/lines.yaml", "label: ", "label: New "),
    "site file": lambda p: p.edit("content/site.yaml", "name: ", "name: New "),
    "template": lambda p: p.edit("theme/templates/event.html", "<article", "<article data-x=\"1\""),
    "component": lambda p: p.edit("theme/templates/components/card.html", "<li", "<li data-x=\"1\""),
    "style sheet": lambda p: p.edit("theme/static/css/base.css", "}", "}\n.x { color: red }\n"),
    "script": lambda p: p.edit("theme/static/js/finder/query.js", "const DAY", "const UNUSED = 1;\nconst DAY"),
    "setting: kit sites": lambda p: p.override.update(WORKSHOPS_KIT_DAYS=1),
    "setting: name": lambda p: p.override.update(SITENAME="Another name"),
    "setting: address": lambda p: p.override.update(SITEURL="https://other.example.org"),
    "setting: pairs": lambda p: p.override.update(WORKSHOPS_FACET_PAIRS=[("program", "mode")]),
    "setting: languages": lambda p: p.override.update(WORKSHOPS_LANGUAGES=["en"]),
    "setting: zone": lambda p: p.override.update(TIMEZONE="America/Chicago"),
    "next day": lambda p: setattr(p, "now", NOW + DAY),
    "three weeks on": lambda p: setattr(p, "now", NOW + 21 * DAY),
    "next year": lambda p: setattr(p, "now", NOW + 300 * DAY),
    "output lost": lambda p: (p.folder / "site/events/van-depot/index.html").unlink(),
    "nothing": lambda p: None,
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_the_site_is_as_if_built_from_nothing(place: Place, name: str) -> None:
    EDITS[name](place)
    place.again()
    same(place)


FINDER_EDITS = ("event time", "event cancelled", "event hidden", "event deleted", "venue in another town", "program", "next year",
                "nothing")


def test_the_finders_data_change_with_what_they_say_and_with_nothing_else(place: Place) -> None:
    """`same` compares every file; here it is that the data are there at all, change with an edit, and do not without one."""
    def data() -> dict[str, bytes]:
        return {name: body for name, body in tree(place.folder / "site").items() if "find/data/" in name}

    before = data()
    assert {"find/data/index.json", "es/find/data/2026-12.json", "find/data/zips.json", "find/data/map.json"} <= before.keys()
    for name in FINDER_EDITS:
        EDITS[name](place)
        place.again()
        after = data()
        assert (after == before) == (name == "nothing"), name
        before = after
    same(place)


def test_the_search_index_of_an_edited_site_is_that_of_a_clean_build(place: Place) -> None:
    pytest.importorskip("pagefind", reason="missing part: pagefind (pip install 'pagefind[bin]')")
    from workshops.publish.search import search_index

    site, clean = place.folder / "site", place.folder / "clean"
    search_index(site)
    EDITS["event deleted"](place)
    EDITS["event text"](place)
    place.again()
    search_index(site)
    place.clean()
    search_index(clean)
    assert tree(site / "pagefind") == tree(clean / "pagefind") and len(tree(site / "pagefind")) > 50


def test_a_build_after_nothing_writes_nothing_but_the_status(place: Place) -> None:
    before = {path: path.stat().st_mtime_ns for path in (place.folder / "site").rglob("*") if path.is_file()}
    place.now += 60
    place.again()
    changed = [path.name for path, stamp in before.items() if path.stat().st_mtime_ns != stamp]
    assert changed == ["status.json"]


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[: len(data) // 2], lambda data: b"\x80" + data[1:],
                                    lambda data: data[:-9] + bytes(9), lambda data: b"x" * 5000],
                         ids=["empty", "cut short", "another version", "damaged", "foreign"])
def test_a_cache_that_does_not_fit_is_put_aside(place: Place, damage: Callable[[bytes], bytes]) -> None:
    for path in (place.folder / "cache").rglob("*"):
        if path.is_file() and path.suffix != ".cache":
            path.write_bytes(damage(path.read_bytes()))
    place.edit(EVENT, "end: 19:00", "end: 19:30")
    place.again()
    same(place)


def test_the_cache_of_another_folder_is_not_used(place: Place) -> None:
    shutil.copytree(place.content, place.folder / "elsewhere")
    place.content = place.folder / "elsewhere"
    try:
        place.edit("elsewhere/events/health-department-monthly.md", "end: 19:00", "end: 19:30")
        place.build("site2", place.folder / "cache")
        place.clean()
        assert tree(place.folder / "site2") == tree(place.folder / "clean")
    finally:
        place.content = place.folder / "content"
        for name in ("elsewhere", "site2"):
            shutil.rmtree(place.folder / name)


REPEATED = sorted(set(EDITS) - {"output lost", "venue broken"})


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(REPEATED), min_size=2, max_size=4))
def test_any_sequence_of_edits(built: Place, tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    place = Place(tmp_path_factory.mktemp("sequence"))
    place.again()
    for name in steps:
        try:
            EDITS[name](place)
        except (AssertionError, FileNotFoundError):
            continue  # an earlier step took away what this one edits
        place.again()
    same(place)
    shutil.rmtree(place.folder)
