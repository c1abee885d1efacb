"""The nightly script: a mistake in one event never stops the site, and a broken build never replaces a good
one.

`make`, `workshops` and `rsync` are stand-ins here that write down how they were called; git is real, with a
bare repository beside it as the place where organizers push.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import servers

LEDGER = "content/ledger.tsv"
MAKE = """#!/bin/sh
echo "make $*" >> "$LOG"
case "$1" in
  site)
    [ "${SITE_FAILS:-}" = yes ] && exit 2
    [ -x .venv/bin/workshops ] || cp bin/installed-by-make .venv/bin/workshops
    mkdir -p "$OUTPUT/feeds"
    echo '<!doctype html>' > "$OUTPUT/index.html"
    echo '<!doctype html>' > "$OUTPUT/404.html"
    printf "${CALENDAR-BEGIN:VCALENDAR}" > "$OUTPUT/feeds/all.ics" ;;
  publish) [ "${PUBLISH_FAILS:-}" = yes ] && exit 2 ;;
esac
exit 0
"""
WORKSHOPS = """#!/bin/sh
echo "workshops $*" >> "$LOG"
case "$*" in
  *record*)
    [ "${RECORD_FAILS:-}" = yes ] && exit 1
    [ -n "${RECORDS:-}" ] && printf '%s\\n' "$RECORDS" > content/ledger.tsv ;;
  *check*) exit "${CHECK_STATUS:-0}" ;;
esac
exit 0
"""
RSYNC = '#!/bin/sh\necho "rsync $*" >> "$LOG"\n'


def git(where: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Organizer", "-c", "user.email=o@example.org", *arguments]
    return subprocess.run(command, cwd=where, check=True, capture_output=True, text=True).stdout.strip()


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)


class Checkout:
    """A site's repository with the script in it, its `log` of calls, and `run()`."""

    def __init__(self, tmp: Path) -> None:
        self.origin, self.root, self.log = tmp / "origin.git", tmp / "site", tmp / "calls.log"
        git(tmp, "init", "--quiet", "--bare", "--initial-branch=main", str(self.origin))
        git(tmp, "clone", "--quiet", str(self.origin), str(self.root))
        (self.root / "deploy").mkdir()
        for name in ("nightly.sh", "compress.py", "headers.py", "_headers", "_redirects"):
            shutil.copy(servers.DEPLOY / name, self.root / "deploy" / name)
        (self.root / "content").mkdir()
        (self.root / "content/event.md").write_text("---\n", "utf-8")
        (self.root / ".gitignore").write_text(".venv\noutput\nbin\n", "utf-8")
        git(self.root, "checkout", "--quiet", "-B", "main")
        git(self.root, "add", ".")
        git(self.root, "commit", "--quiet", "-m", "Start")
        git(self.root, "push", "--quiet", "origin", "main")
        program(self.root / ".venv/bin/workshops", WORKSHOPS)
        python = shutil.which("python3")
        assert python is not None
        (self.root / ".venv/bin/python").symlink_to(python)
        for name, text in (("make", MAKE), ("rsync", RSYNC)):
            program(self.root / "bin" / name, text)

    def run(self, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GIT_"))
        }
        clean |= {"LOG": str(self.log), "PATH": f"{self.root}/bin:{os.environ['PATH']}"} | environment
        command = ["sh", str(self.root / "deploy/nightly.sh")]
        return subprocess.run(command, cwd="/", capture_output=True, text=True, env=clean, timeout=60)

    def calls(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines()

    def pushed(self) -> list[str]:
        return git(self.origin, "log", "--format=%s", "main").splitlines()

    def organizer_pushes(self, name: str) -> None:
        other = self.root.parent / f"organizer-{name}"
        git(self.root.parent, "clone", "--quiet", str(self.origin), str(other))
        (other / "content" / name).write_text("---\n", "utf-8")
        git(other, "add", ".")
        git(other, "commit", "--quiet", "-m", f"Add {name}")
        git(other, "push", "--quiet", "origin", "main")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_a_quiet_night(checkout: Checkout) -> None:
    done = checkout.run(WORKSHOPS_PUSH="yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert checkout.calls() == [
        "workshops check --format text content",
        "workshops --content content record",
        "make site",
        "make publish",
    ]
    assert checkout.pushed() == ["Start"], "nothing to record, so nothing is committed"


def test_a_fresh_machine_builds_once_to_get_the_tools(checkout: Checkout) -> None:
    (checkout.root / ".venv/bin/workshops").rename(checkout.root / "bin/installed-by-make")
    assert checkout.run().returncode == 0
    assert checkout.calls()[:2] == ["make site", "workshops check --format text content"]


def test_a_mistake_in_an_event_is_told_and_does_not_stop_the_site(checkout: Checkout) -> None:
    done = checkout.run(CHECK_STATUS="1")
    assert done.returncode == 0
    assert "WARNING: Some content has mistakes" in done.stderr
    assert "make site" in checkout.calls()
    assert not any("STRICT" in call for call in checkout.calls())


def test_on_github_mistakes_become_annotations(checkout: Checkout) -> None:
    done = checkout.run(CHECK_STATUS="1", GITHUB_ACTIONS="true")
    assert done.returncode == 0
    assert "workshops check --format github content" in checkout.calls()
    assert "::warning::Some content has mistakes" in done.stdout


def test_a_check_that_does_not_work_is_told_apart_from_mistakes(checkout: Checkout) -> None:
    done = checkout.run(CHECK_STATUS="2")
    assert done.returncode == 0
    assert "The check itself did not work (status 2)" in done.stderr


def test_what_was_recorded_is_committed_by_nobody_and_pushed_before_the_build(checkout: Checkout) -> None:
    done = checkout.run(WORKSHOPS_PUSH="yes", RECORDS="uid-1\t1")
    assert done.returncode == 0, done.stderr
    assert checkout.pushed() == ["Record what was published [skip ci]", "Start"]
    assert git(checkout.origin, "show", f"main:{LEDGER}") == "uid-1\t1"
    assert git(checkout.origin, "log", "-1", "--format=%an %ae", "main") == "Nightly build nightly@localhost"
    assert git(checkout.root, "status", "--porcelain") == ""


def test_only_the_ledger_is_committed(checkout: Checkout) -> None:
    (checkout.root / "content/event.md").write_text("--- half an edit\n", "utf-8")
    checkout.run(WORKSHOPS_PUSH="yes", RECORDS="uid-1\t1")
    assert git(checkout.origin, "show", "--format=", "--name-only", "main") == LEDGER


def test_without_leave_to_push_nothing_is_committed(checkout: Checkout) -> None:
    assert checkout.run(RECORDS="uid-1\t1").returncode == 0
    assert checkout.pushed() == ["Start"]


def test_somebody_who_pushed_meanwhile_loses_nothing(checkout: Checkout) -> None:
    checkout.organizer_pushes("van.md")
    done = checkout.run(WORKSHOPS_PUSH="yes", RECORDS="uid-1\t1")
    assert done.returncode == 0, done.stderr
    assert checkout.pushed() == ["Record what was published [skip ci]", "Add van.md", "Start"]


def test_a_push_that_is_refused_does_not_stop_the_site(checkout: Checkout) -> None:
    program(checkout.origin / "hooks/pre-receive", "#!/bin/sh\nexit 1\n")
    done = checkout.run(WORKSHOPS_PUSH="yes", RECORDS="uid-1\t1")
    assert done.returncode == 0
    assert "The ledger could not be pushed" in done.stderr
    assert checkout.calls()[-2:] == ["make site", "make publish"]


def test_a_ledger_that_cannot_be_brought_up_to_date_does_not_stop_the_site(checkout: Checkout) -> None:
    done = checkout.run(RECORD_FAILS="yes")
    assert done.returncode == 0
    assert "The ledger was not brought up to date" in done.stderr
    assert checkout.calls()[-2:] == ["make site", "make publish"]


def test_what_organizers_changed_is_fetched_on_a_server_of_ones_own(checkout: Checkout) -> None:
    checkout.organizer_pushes("van.md")
    assert checkout.run(WORKSHOPS_PULL="yes").returncode == 0
    assert (checkout.root / "content/van.md").exists()


def test_a_fetch_that_fails_is_told_and_the_site_is_built_from_what_is_here(checkout: Checkout) -> None:
    shutil.rmtree(checkout.origin)
    done = checkout.run(WORKSHOPS_PULL="yes")
    assert done.returncode == 0
    assert "could not be fetched" in done.stderr
    assert "make site" in checkout.calls()


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"SITE_FAILS": "yes"}, "ERROR: The build failed."),
        ({"CALENDAR": ""}, "ERROR: The build wrote no feeds/all.ics."),
        ({"CALENDAR": "<!doctype html>"}, "ERROR: feeds/all.ics is not a calendar."),
    ],
)
def test_a_broken_build_replaces_nothing(
    checkout: Checkout, environment: dict[str, str], message: str
) -> None:
    done = checkout.run(**environment, WORKSHOPS_TARGET="/srv/site")
    assert done.returncode == 1
    assert message in done.stderr
    assert "The site that is up stays as it is." in done.stderr
    assert not any(call.startswith("rsync") for call in checkout.calls())


def test_without_pictures_for_sharing_the_site_still_goes_out(checkout: Checkout) -> None:
    done = checkout.run(PUBLISH_FAILS="yes", WORKSHOPS_TARGET="/srv/site")
    assert done.returncode == 0
    assert "The pages are complete." in done.stderr
    assert checkout.calls()[-1].startswith("rsync ")


def test_the_copy_compares_contents_and_takes_away_what_is_gone(checkout: Checkout) -> None:
    checkout.run(WORKSHOPS_TARGET="www:/srv/site", WORKSHOPS_COMPRESS="yes", WORKSHOPS_HOST_HEADERS="yes")
    call = checkout.calls()[-1]
    assert call.endswith(" output/ www:/srv/site/")
    assert "--checksum" in call and "--delete-after" in call
    assert "--times" not in call and "--archive" not in call
    for name in ("_headers", "_redirects"):
        assert (checkout.root / "output" / name).read_text() == (servers.DEPLOY / name).read_text()


def test_other_folders(checkout: Checkout) -> None:
    done = checkout.run(CONTENT="county", OUTPUT="public", WORKSHOPS_TARGET="/srv/site")
    assert done.returncode == 0, done.stderr
    assert checkout.calls()[0] == "workshops check --format text county"
    assert checkout.calls()[-1].endswith(" public/ /srv/site/")
