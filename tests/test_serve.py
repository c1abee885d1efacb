"""The preview in use: real HTTP, real edits, a real Ctrl-C."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from preview import WAIT, Running, free_port, make_site, preview, start


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    site = tmp_path_factory.mktemp("preview")
    make_site(site)
    with preview(site) as one:
        yield one


def test_calendars_are_called_calendars(running: Running) -> None:
    for path in ("/feeds/all.ics", "/events/forum/event.ics", "/es/feeds/all.ics"):
        status, headers, body = running.get(path)
        assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert body.startswith("BEGIN:VCALENDAR") and "reload.js" not in body


def test_nothing_is_kept(running: Running) -> None:
    for path in ("/", "/feeds/all.ics", "/nowhere/", "/.workshops/reload.js"):
        assert running.get(path)[1]["cache-control"] == "no-store"


def test_pages_reload_themselves_and_published_files_do_not(running: Running) -> None:
    status, headers, body = running.get("/events/forum/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert body.count('<script src="/.workshops/reload.js"') == 1
    assert "/.workshops/" not in (running.site / "output/events/forum/index.html").read_text("utf-8")
    assert running.get("/.workshops/reload.js")[1]["content-type"] == "text/javascript; charset=utf-8"


def test_an_address_without_its_slash_leads_to_the_page(running: Running) -> None:
    status, headers, _ = running.get("/events/forum?from=flyer")
    assert (status, headers["location"]) == (302, "/events/forum/")


def test_what_is_missing_is_a_real_404_in_the_readers_language(running: Running) -> None:
    english, spanish = running.get("/events/nowhere/"), running.get("/es/nada/")
    assert (english[0], spanish[0]) == (404, 404)
    assert '<html lang="en"' in english[2] and '<html lang="es"' in spanish[2]


def test_head_says_the_same_without_the_body(running: Running) -> None:
    status, headers, body = running.get("/feeds/all.ics", "HEAD")
    assert (status, body) == (200, "") and int(headers["content-length"]) > 500


@pytest.mark.parametrize(
    "path",
    [
        "/../pelicanconf.py",
        "/%2e%2e/pelicanconf.py",
        "/events/..%2f..%2f..%2fpelicanconf.py",
        "/..%5cpelicanconf.py",
        "/%00",
        "//etc/passwd",
    ],
)
def test_only_the_output_folder_is_shown(running: Running, path: str) -> None:
    status, _, body = running.get(path)
    assert status == 404 and "SITENAME" not in body


def test_another_sites_name_for_this_machine_is_refused(running: Running) -> None:
    assert running.get("/", Host="calendar.attacker.example")[0] == 403
    assert running.get("/", Host=f"localhost:{running.port}")[0] == 200


def test_pages_for_offline_reading_are_not_kept(running: Running) -> None:
    assert running.get("/sw.js", Service_Worker="script")[0] == 404


def test_it_listens_on_this_machine_only(running: Running) -> None:
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    bound = {
        fields[1].split(":")[0]
        for fields in lines
        if int(fields[1].split(":")[1], 16) == running.port and fields[3] == "0A"
    }
    assert bound == {"0100007F"}


def test_an_edit_reaches_page_and_calendar_and_browsers_are_told(tmp_path: Path) -> None:
    make_site(tmp_path)
    with preview(tmp_path) as running:
        before = running.get("/events/van/event.ics")[2]
        running.edit("content/events/forum.md", "The forum", "Noches de vida")
        assert running.next_state()["problem"] == ""
        assert "Noches de vida" in running.get("/events/forum/")[2]
        assert "SUMMARY:Noches de vida" in running.get("/feeds/all.ics")[2]
        assert running.get("/events/van/event.ics")[2] == before
        (tmp_path / "content/events/new.md").write_text(
            (tmp_path / "content/events/van.md").read_text("utf-8").replace("van@", "new@"), encoding="utf-8"
        )
        assert running.comes_to("/events/new/", 200)
        (tmp_path / "content/events/new.md").unlink()
        assert running.comes_to("/events/new/", 404)


def test_a_broken_edit_leaves_the_last_good_page_and_says_so(tmp_path: Path) -> None:
    make_site(tmp_path)
    with preview(tmp_path) as running:
        shown = running.get("/events/forum/")[2]
        build = running.get("/events/van/")[2].partition('data-build="')[2].partition('"')[0]
        running.edit("content/events/forum.md", "start: 2027-02-09 18:00", "start: Tuesday")
        state = running.next_state()
        assert state["build"] == build
        assert "events/forum.md:7:8: start: 'Tuesday'" in state["problem"]
        assert running.said("error: .*'Tuesday'")
        assert running.get("/events/forum/")[2] == shown
        running.edit("content/events/van.md", "The van", "The van, edited meanwhile")
        state = running.next_state()
        assert "'Tuesday'" in state["problem"] and state["build"] != build
        assert "edited meanwhile" in running.get("/events/van/")[2]
        assert running.get("/events/forum/")[0] == 200
        running.edit("content/events/forum.md", "start: Tuesday", "start: 2027-02-09 17:00")
        assert running.next_state()["problem"] == ""
        assert "T170000" in running.get("/events/forum/event.ics")[2]


def test_the_browser_does_not_wait_for_the_calendars(tmp_path: Path) -> None:
    make_site(tmp_path)
    with preview(tmp_path) as running:
        running.edit("content/events/forum.md", "The forum", "Shown at once")
        first = running.states.get(timeout=WAIT)
        last = running.next_state()
        assert (first["done"], last["done"]) == (False, True)
        assert first["build"] == last["build"], "the page must not be loaded twice"
        running.edit("content/events/van.md", "The van", "The van, again")
        assert running.next_state()["build"] != last["build"]


def test_settings_that_cannot_be_read_are_explained_and_mended(tmp_path: Path) -> None:
    make_site(tmp_path)
    with preview(tmp_path) as running:
        running.edit("pelicanconf.py", 'SITENAME = "Alder County"', "SITENAME = ")
        problem = running.next_state()["problem"]
        assert "pelicanconf.py:2" in problem and "SyntaxError" in problem
        assert running.get("/events/forum/")[0] == 200
        running.edit("pelicanconf.py", "SITENAME = ", 'SITENAME = "Birch County"')
        assert running.next_state()["problem"] == ""
        assert "Birch County" in running.get("/events/forum/")[2]


def test_it_works_where_the_system_does_not_tell_of_changes(tmp_path: Path) -> None:
    make_site(tmp_path)
    with preview(tmp_path, "--poll") as running:
        running.edit("content/events/forum.md", "The forum", "Found by looking")
        running.next_state()
        assert "Found by looking" in running.get("/events/forum/")[2]


def test_ctrl_c_ends_it_and_all_its_processes(tmp_path: Path) -> None:
    make_site(tmp_path)
    with preview(tmp_path) as running:
        children = (
            Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text().split()
        )
        assert children
        assert running.interrupt() == 0
        assert running.said("The preview has ended")
        assert not any("Traceback" in line or "Aborted" in line for line in running.lines)
        assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_a_taken_port_is_explained_with_the_next_free_one(tmp_path: Path) -> None:
    make_site(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        running = start(tmp_path, port)
        assert running.process.wait(30) == 1
        line = running.said("another program uses port")
        assert running.process.stdout
        running.process.stdout.close()
    free = int(line.partition("--port ")[2].rstrip("."))
    assert free > port and f"PORT={free}" in line
    assert not (tmp_path / "output/feeds").exists()


def test_a_missing_content_folder_is_explained(tmp_path: Path) -> None:
    running = start(tmp_path, free_port())
    assert running.process.wait(30) == 1
    assert running.said("there is no folder")
    assert running.process.stdout
    running.process.stdout.close()
