"""The commands at a real terminal: questions, suggestions while typing, colours, and Ctrl-C at any moment."""
from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from county import NOW, County

pexpect = pytest.importorskip("pexpect", reason="missing part: pexpect (pip install pexpect)")
if sys.platform == "win32":
    pytest.skip("missing part: a terminal that pexpect can drive", allow_module_level=True)

PLUGINS = Path(__file__).parent.parent / "plugins"
WAIT = 20
"""Seconds; a question comes in a fraction of one, but a busy machine may be slow."""
ANSWERS = [
    ("called", "Noches de naloxona: ñandú 💜"), ("And in Spanish", "Clase"), ("kind of event", "narcan"), ("organizes it", "1"),
    ("Where", "mill"), ("begin", "dec 8 6 pm"), ("how long", "1h 30m"), ("repeat", "second Tuesday of every month"),
    ("how many times", "3"), ("sign up", ""), ("kit home", "nasal"), ("without giving a name", "y"),
    ("sentence or two", "Come as you are."), ("Write it", "y")]
"""What `workshops new` asks in this county, and what somebody answers."""
READING = [("list",), ("show", "tour"), ("doctor",), ("uid",), ("check", "--help")]
WRITING = [("cancel", "single", "--note", "x"), ("move", "single", "--to", "Jan 28"), ("extend", "van", "--through", "2027-03-01"),
           ("copy", "tour", "--to", "2028-01-22"), ("done", "last", "--attended", "3"), ("uid", "--stamp"),
           ("new", "--title", "x", "--program", "parent-night", "--organizer", "health", "--venue", "main-library",
            "--start", "2027-03-02 18:00", "--yes")]
ASKING = [("cancel", "single"), ("move", "single"), ("extend", "van"), ("copy", "single"), ("done", "last"), ("new",)]
HALF_WAY = """
import os, time
def stop_here(handle):
    print("HALF WAY", flush=True)
    time.sleep(60)
os.fsync = stop_here
from workshops.cli import main
main(prog_name="workshops")
"""


class Terminal:
    """Runs commands on a county at a terminal of 100 columns."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.open: list[Any] = []

    def run(self, *arguments: str, term: str = "dumb", program: tuple[str, ...] = ("-m", "workshops")) -> Any:
        environment = {**os.environ, "TERM": term, "SOURCE_DATE_EPOCH": NOW, "PYTHONPATH": str(PLUGINS), "COLUMNS": "100",
                       "PROMPT_TOOLKIT_NO_CPR": "1"}  # pexpect does not tell where the cursor is, as a terminal does
        environment.pop("NO_COLOR", None)
        child = pexpect.spawn(sys.executable, [*program, *arguments], cwd=self.county.folder, env=environment, encoding="utf-8",
                              timeout=WAIT, dimensions=(30, 100))
        child.delaybeforesend = None
        self.open.append(child)
        return child


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(County(tmp_path))
    yield terminal
    for child in terminal.open:
        child.close(force=True)


def finish(child: Any) -> tuple[int, str]:
    """Wait for the end; returns the exit status and what was printed since the last question."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_new_asks_and_writes_one_file(terminal: Terminal, term: str) -> None:
    before = terminal.county.state()
    child = terminal.run("new", term=term)
    for question, answer in ANSWERS:
        child.expect(question)
        child.sendline(answer)
    status, output = finish(child)
    assert status == 0, output
    after = terminal.county.state()
    assert [name for name in after if name not in before] == ["content/events/noches-de-naloxona-nandu.md"]
    text = terminal.county.read("noches-de-naloxona-nandu")
    assert text.startswith('---\ntitle: "Noches de naloxona: ñandú 💜"\ntitle_es: Clase\nuid: ')
    assert ("venue: millbrook-library\nstart: 2026-12-08 18:00\nend: 19:30\nrepeat: second Tuesday of every month\ncount: 3\n"
            "registration: none\nkit: nasal\nanonymous: yes\n") in text
    assert text.endswith("---\n\nCome as you are.\n")


def test_new_suggests_venues_while_somebody_types(terminal: Terminal) -> None:
    child = terminal.run("new", term="xterm-256color")
    for question, answer in ANSWERS[:4]:
        child.expect(question)
        child.sendline(answer)
    child.expect("Where")
    child.send("mil")
    child.expect("Millbrook Library")
    child.sendintr()
    assert finish(child)[0] == 1


def test_a_new_place_is_written_down_with_its_event(terminal: Terminal) -> None:
    child = terminal.run("new")
    for question, answer in [*ANSWERS[:4], ("Where", "new"), ("Name of the place", "Grange Hall"),
                             ("Street, town", "4 Mill Lane, Linden, NY 14486"), *ANSWERS[5:]]:
        child.expect(question)
        child.sendline(answer)
    status, output = finish(child)
    assert status == 0, output
    assert (terminal.county.content / "venues/grange-hall.md").read_text() == (
        "---\ntitle: Grange Hall\nstreet: 4 Mill Lane\ntown: Linden\nstate: NY\nzip: 14486\n---\n")
    assert "venue: grange-hall\n" in terminal.county.read("noches-de-naloxona-nandu")


def test_new_explains_answers_that_cannot_be_used(terminal: Terminal) -> None:
    child = terminal.run("new")
    for question, answer, reply in [
            ("called", "", "This is needed"), ("called", "Class", ""), ("Spanish", "", ""),
            ("kind of event", "zzz", "Nothing is called 'zzz'"), ("kind of event", "parent", "= Parent night"),
            ("organizes it", "alder", "Which one"), ("organizes it", "2", "= Alder Libraries"),
            ("Where", "online", ""), ("everybody may use", "zoom", "is not a web address"), ("everybody may use", "", ""),
            ("begin", "03/04/2027", "can be read as"), ("begin", "Dec 9 6 pm", ""), ("how long", "soon", "how long it takes"),
            ("how long", "7 pm", ""), ("repeat", "every othr tuesday", "Nearest"), ("repeat", "second Tuesday of every month", ""),
            ("how many times", "3", "2026-12-08 (Tuesday)"), ("begin", "Dec 8 6 pm", ""), ("how long", "", ""),
            ("repeat", "second Tuesday of every month", ""), ("how many times", "3", "Tuesday, February 9, 2027, 6 to 7 pm"),
            ("sign up", "", ""), ("Where do they sign up", "607-555-0110", ""), ("kit home", "", ""),
            ("giving a name", "maybe", "yes or no"), ("giving a name", "n", ""), ("sentence or two", "", ""),
            ("Write it", "n", "Nothing was written")]:
        child.expect(question)
        child.sendline(answer)
        if reply:
            child.expect_exact(reply)
    assert finish(child)[0] == 0
    assert not (terminal.county.content / "events/class.md").exists()


@pytest.mark.parametrize("at", range(len(ANSWERS)), ids=[question for question, _ in ANSWERS])
def test_ctrl_c_at_any_question_leaves_everything_as_it_was(terminal: Terminal, at: int) -> None:
    before = terminal.county.state()
    child = terminal.run("new")
    for question, answer in ANSWERS[:at]:
        child.expect(question)
        child.sendline(answer)
    child.expect(ANSWERS[at][0])
    child.sendintr()
    status, output = finish(child)
    assert (status, "Traceback" in output) == (1, False)
    assert terminal.county.state() == before


@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
@pytest.mark.parametrize("arguments", ASKING, ids=lambda arguments: arguments[0])
def test_ctrl_c_and_end_of_input_at_the_first_question(terminal: Terminal, arguments: tuple[str, ...], term: str) -> None:
    before = terminal.county.state()
    for leave in ("sendintr", "sendeof"):
        child = terminal.run(*arguments, term=term)
        child.expect("[:?](?: |\x1b)")  # a clever terminal moves its cursor instead of printing a space
        getattr(child, leave)()
        status, output = finish(child)
        assert (status, "Traceback" in output) == (1, False)
    assert terminal.county.state() == before


@pytest.mark.parametrize("arguments", WRITING, ids=lambda arguments: arguments[0])
def test_ctrl_c_in_the_middle_of_writing_leaves_everything_as_it_was(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    before = terminal.county.state()
    child = terminal.run(*arguments, program=("-c", HALF_WAY))
    child.expect("HALF WAY")
    child.sendintr()
    status, output = finish(child)
    assert (status, "Traceback" in output) == (1, False)
    assert terminal.county.state() == before


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: arguments[0])
def test_commands_that_only_read_change_nothing(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    before = terminal.county.state()
    child = terminal.run(*arguments, term="xterm-256color")
    status, output = finish(child)
    assert "Traceback" not in output
    assert status == (1 if arguments == ("doctor",) else 0), "the county has one broken file, which only the doctor minds"
    assert terminal.county.state() == before


def test_answers_stand_in_for_flags(terminal: Terminal) -> None:
    child = terminal.run("cancel", "single")
    child.expect("Why")
    child.sendline("Ice on the roads")
    status, output = finish(child)
    assert status == 0, output
    assert "status_note: Ice on the roads\n" in terminal.county.read("single")


def test_cancel_asks_which_date_of_a_series(terminal: Terminal) -> None:
    child = terminal.run("cancel", "monthly", "--note", "Snow")
    child.expect_exact("1 Tuesday, December 8, 2026")
    child.expect("called off")
    child.sendline("May 12")
    child.expect_exact("is not one of its dates")
    child.expect("called off")
    child.sendline("Jan 12")
    assert finish(child)[0] == 0
    assert terminal.county.changed("monthly")[1][:4] == ["changes:", "  - date: 2027-01-12", "    status: cancelled", "    note: Snow"]


def test_cancel_of_all_dates_has_to_be_said(terminal: Terminal) -> None:
    child = terminal.run("cancel", "tour", "--note", "Snow")
    child.expect("called off")
    child.sendline("all")
    assert finish(child)[0] == 0
    assert "status: cancelled\nstatus_note: Snow\n" in terminal.county.read("tour")
    status, output = finish(terminal.run("cancel", "monthly", "--all", "--note", "Snow", "--dry-run"))
    assert (status, "all 12 dates" in output) == (0, True)


def test_move_asks_which_date_and_to_when(terminal: Terminal) -> None:
    child = terminal.run("move", "tour")
    child.expect("Which date moves")
    child.sendline("2")
    child.expect("To when")
    child.sendline("Feb 19")
    assert finish(child)[0] == 0
    assert "start: 2027-02-19 12:30\n" in terminal.county.read("tour")


def test_a_wrong_name_is_said_before_anything_is_asked(terminal: Terminal) -> None:
    status, output = finish(terminal.run("cancel", "singel"))
    assert (status, "Did you mean single?" in output) == (2, True)


def test_differences_are_coloured_at_a_terminal(terminal: Terminal) -> None:
    status, output = finish(terminal.run("cancel", "single", "--note", "x", "--dry-run", term="xterm-256color"))
    assert status == 0
    assert "\x1b[32m+status: cancelled" in output
