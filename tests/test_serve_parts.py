"""The parts of the preview by themselves: answers, watching, the last good text."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest
from preview import ROOT, make_site, preview
from workshops.build.cache import Cache
from workshops.build.lastgood import LastGood, Lasting
from workshops.catalog import Catalog
from workshops.serve import watch
from workshops.serve.files import NOTHING, answer, with_script
from workshops.serve.hub import Hub
from workshops.serve.watch import Watcher, is_noise
from workshops.site import Site

# -- answers ------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (b"<head><title>x</title></HEAD ><body></body>", b"<head><title>x</title>[S]</HEAD ><body></body>"),
        (b"<body>x</body>", b"<body>x[S]</body>"),
        (b"<p>bare", b"<p>bare[S]"),
        (b"", b"[S]"),
    ],
)
def test_the_script_stands_where_a_browser_reads_it(html: bytes, expected: bytes) -> None:
    assert with_script(html, b"[S]") == expected


def test_files_are_found_as_on_a_static_host(tmp_path: Path) -> None:
    for name in ("index.html", "about.html", "caf\u00e9/index.html", "icons.svg", "data"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    found = {
        target: answer(tmp_path, target)
        for target in ("/", "/about", "/caf%C3%A9/", "/caf%C3%A9", "/icons.svg?v=2", "/data", "/no")
    }
    assert [found[t].status for t in found] == [200, 200, 200, 302, 200, 200, 404]
    assert found["/caf%C3%A9"].location == "/caf%C3%A9/"
    assert (
        found["/icons.svg?v=2"].type == "image/svg+xml" and found["/data"].type == "application/octet-stream"
    )
    assert found["/no"].body == NOTHING


def test_a_link_out_of_the_output_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "output").mkdir()
    (tmp_path / "output/way.txt").symlink_to(tmp_path / "secret.txt")
    assert answer(tmp_path / "output", "/way.txt").status == 404


def test_a_browser_that_comes_late_hears_how_things_stand() -> None:
    hub = Hub()
    first = hub.state
    hub.publish(True, "")
    hub.publish(False, "a mistake\non two lines")
    late = hub.join().get_nowait()
    assert late.build != first.build and late.problem == "a mistake\non two lines"
    assert late.message().count(b"\n") == 3, "a line's end in the text would end the message"


# -- watching ------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [".forum.md.swp", "forum.md~", "4913", "#forum.md#", ".git/index", "__pycache__/a.pyc", ".forum.md.new"],
)
def test_what_editors_leave_behind_is_no_edit(name: str) -> None:
    assert is_noise(f"/site/content/events/{name}", ["/site/content"])


def test_an_edit_in_a_folder_below_a_hidden_one_is_an_edit() -> None:
    assert not is_noise(
        "/home/ana/.sites/county/content/events/forum.md", ["/home/ana/.sites/county/content"]
    )


@pytest.mark.parametrize("poll", [False, True], ids=["told", "looking"])
def test_every_kind_of_change_is_noticed(tmp_path: Path, poll: bool) -> None:
    file, moved, below = tmp_path / "a.md", tmp_path / "c.md", tmp_path / "new" / "b.md"
    file.write_text("one")
    watcher = Watcher([tmp_path], [], lambda text: None, poll)

    def write_below() -> None:
        below.parent.mkdir()
        below.write_text("three")

    changes = {
        lambda: file.write_text("two"): file,
        lambda: file.rename(moved): moved,
        write_below: below,
        below.unlink: below,
    }
    try:
        for change, path in changes.items():
            time.sleep(0.6)
            while not watcher.changes.empty():
                watcher.changes.get_nowait()
            change()
            found: set[str] = set()
            while not found & {str(path.resolve()), str(path.parent.resolve())}:
                found |= watcher.changes.get(timeout=10)
    finally:
        watcher.stop()


def test_without_the_native_part_it_looks_for_changes_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise ImportError("no native part")

    monkeypatch.setattr(watch, "told", missing)
    said: list[str] = []
    watcher = Watcher([tmp_path], [], said.append)
    try:
        time.sleep(0.5)
        (tmp_path / "a.md").write_text("x")
        assert watcher.next() == {str(tmp_path.resolve() / "a.md")}
        assert "no native part" in said[0] and "looking" in said[0]
    finally:
        watcher.stop()


def test_settings_replaced_by_an_editor_are_noticed_again_and_again(tmp_path: Path) -> None:
    file = tmp_path / "pelicanconf.py"
    file.write_text("A = 1")
    watcher = Watcher([], [file], lambda text: None)
    try:
        for number in (2, 3):
            time.sleep(0.4)
            (tmp_path / "new").write_text(f"A = {number}")
            (tmp_path / "new").replace(file)
            assert watcher.changes.get(timeout=10) == {str(file.resolve())}
    finally:
        watcher.stop()


def test_nothing_that_an_older_watcher_noticed_is_lost(tmp_path: Path) -> None:
    old = Watcher([], [], lambda text: None)
    old.changes.put({"a"})
    new = Watcher([], [], lambda text: None)
    new.take_over(old)
    new.stop()
    assert new.next() == {"a"}


# -- the last good text ------------------------------------------------------------


class Folder:
    """A content folder that is read again and again, as the preview does it."""

    def __init__(self, folder: Path) -> None:
        self.content, self.keeper = make_site(folder), LastGood()
        self.cache = Lasting(folder / ".cache", self.content, folder / "output", f"settings of {folder}")

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.content / path
        file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")

    def load(self) -> Catalog:
        return self.keeper.load(self.content, Site(), 0, self.cache)


def test_a_broken_file_is_read_as_it_was_and_its_mistake_is_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert not folder.load().problems
    before = "18:00"
    for written in ("noonish", "soonish"):
        folder.edit("events/forum.md", before, written)
        before = written
        catalog = folder.load()
        assert folder.keeper.held == ["events/forum.md"] and set(catalog.entries) == {"forum", "van"}
        assert any(written in str(problem) for problem in catalog.problems)
    folder.edit("events/forum.md", "soonish", "17:00")
    catalog = folder.load()
    assert folder.keeper.held == [] and not catalog.problems
    assert catalog.entries["forum"].begins - catalog.entries["van"].begins == -3600


def test_a_broken_venue_does_not_take_its_events_away(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.load()
    folder.edit("venues/library.md", "title: Main Library", "title Main Library")
    for _ in range(2):
        catalog = folder.load()
        assert folder.keeper.held == ["venues/library.md"] and set(catalog.entries) == {"forum", "van"}
        assert catalog.records.venues["library"].record.title == "Main Library"
        assert any("venues/library.md" in problem.file for problem in catalog.problems)
    folder.edit("venues/library.md", "title Main Library", "title: Old Library")
    assert folder.load().records.venues["library"].record.title == "Old Library"


def test_a_file_that_was_never_good_or_is_deleted_is_not_kept(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.load()
    (folder.content / "events/new.md").write_text("---\ntitle: New\n---\n")
    assert set(folder.load().entries) == {"forum", "van"} and folder.keeper.held == []
    (folder.content / "events/van.md").unlink()
    assert set(folder.load().entries) == {"forum"} and folder.keeper.held == []


def test_what_a_build_does_to_its_events_does_not_last(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.load().entries["forum"].slug = "spoilt"
    assert set(folder.load().entries) == {"forum", "van"}


def test_what_lasts_in_memory_is_on_the_disk_at_the_end_only(tmp_path: Path) -> None:
    def cache(kind: type[Cache]) -> Cache:
        return kind(tmp_path / ".cache", tmp_path / "content", tmp_path / "output", "settings")

    cache(Cache).save("outputs", {"index.html": b"old"})
    lasting = cache(Lasting)
    assert lasting.load("outputs") == {"index.html": b"old"}
    lasting.save("outputs", {"index.html": b"new"})
    assert cache(Cache).load("outputs") is None, "a preview that is killed must not leave a state that is no longer true"
    assert cache(Lasting).load("outputs") == {"index.html": b"new"}
    assert isinstance(lasting, Lasting)
    lasting.keep()
    assert cache(Cache).load("outputs") == {"index.html": b"new"}


# -- mistakes that are not in the content ------------------------------------------------------------


def test_a_mistake_in_a_template_is_shown_with_its_place(tmp_path: Path) -> None:
    make_site(tmp_path)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    settings = tmp_path / "pelicanconf.py"
    settings.write_text(
        settings.read_text().replace(repr(str(ROOT / "theme")), repr(str(tmp_path / "theme")))
    )
    with preview(tmp_path) as running:
        shown = running.get("/events/forum/")
        base = (tmp_path / "theme/templates/event.html").read_text("utf-8")
        line = base.count("\n") + 1
        (tmp_path / "theme/templates/event.html").write_text(base + "{% if %}")
        problem = running.next_state()["problem"]
        assert f"theme/templates/event.html:{line}" in problem and "TemplateSyntaxError" in problem
        assert running.get("/events/forum/")[2] == shown[2]
        (tmp_path / "theme/templates/event.html").write_text(
            base.replace("<article ", '<article data-new="yes" ')
        )
        assert running.next_state()["problem"] == ""
        assert 'data-new="yes"' in running.get("/events/forum/")[2]


# -- no edit is lost -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("poll", [False, True], ids=["told by the system", "by looking"])
def test_an_edit_is_noticed_from_the_first_moment_on(tmp_path: Path, poll: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that begin late, as they do on a busy machine, have missed nothing."""
    file = tmp_path / "forum.md"
    file.write_text("before")
    late = threading.Event()
    begin = Watcher._watch_folders
    monkeypatch.setattr(Watcher, "_watch_folders", lambda self: late.wait(10) and begin(self))
    watcher = Watcher([tmp_path], [], print, poll)
    file.write_text("afterwards")
    late.set()
    assert watcher.changes.get(timeout=10) == {str(file)}
    watcher.stop()


@pytest.mark.parametrize("poll", [False, True], ids=["told by the system", "by looking"])
def test_an_edit_between_two_watchers_is_not_lost(tmp_path: Path, poll: bool) -> None:
    content, theme = tmp_path / "content", tmp_path / "theme"
    for folder in (content, theme):
        folder.mkdir()
        (folder / "file").write_text("before")
    first = Watcher([content], [theme / "file"], print, poll)
    first.stop()
    time.sleep(1.2)  # its threads are over
    (content / "file").write_text("afterwards")
    (theme / "file").write_text("afterwards")
    second = Watcher([content], [theme / "file"], print, poll, first)
    second.take_over(first)
    found = second.changes.get(timeout=10) | second.changes.get(timeout=10)
    assert found == {str(content / "file"), str(theme / "file")}
    second.stop()
