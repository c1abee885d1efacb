"""The sample site built for real: same bytes everywhere, steady from day to day, one bad file and no more, every link whole."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pelican_run import DAY, NOW, ROOT, Site, build, events, make_site

CONTENT = ROOT / "content"
TIMES = {"status.json"}
"""The only file that tells when the site was built."""
MONTHLY = "health-department-monthly"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sample content, to change."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def differing(one: Site, other: Site) -> set[str]:
    names = one.files.keys() | other.files.keys()
    return {name for name in names if one.files.get(name) != other.files.get(name)}


def edit(content: Path, name: str, old: str, new: str) -> None:
    path = content / "events" / f"{name}.md"
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, f"{name} no longer has {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def uid_of(name: str) -> str:
    """Return the uid line of a sample event's VEVENTs."""
    text = (CONTENT / "events" / f"{name}.md").read_text("utf-8")
    return "UID:" + next(line for line in text.splitlines() if line.startswith("uid: ")).removeprefix("uid: ")


# -- the same bytes everywhere ---------------------------------------------------------------------------------------

def test_two_machines_build_the_same_bytes(tmp_path: Path) -> None:
    far = Path(shutil.copytree(CONTENT, tmp_path / "far away" / "contenido ñ"))
    broken = "---\ntitle: Broken\nstart: 2027-13-45\n---\n"
    for folder in (far, shutil.copytree(CONTENT, tmp_path / "near")):
        (folder / "events" / "broken.md").write_text(broken, "utf-8")
    one = build(
        tmp_path / "1",
        tmp_path / "near",
        TZ="Asia/Tokyo",
        LANG="C",
        LC_ALL="C",
        PYTHONHASHSEED="1",
        cwd=ROOT,
        umask=0o077,
        WORKSHOPS_JOBS="1",
    )
    other = build(
        tmp_path / "2",
        far,
        TZ="America/Los_Angeles",
        LANG="tr_TR.UTF-8",
        LC_ALL="tr_TR.UTF-8",
        PYTHONHASHSEED="4711",
        cwd=tmp_path,
        umask=0o002,
        WORKSHOPS_JOBS="3",
        COLUMNS="40",
    )
    assert one.returncode == other.returncode == 0 and len(one.files) > 400
    assert differing(one, other) == set()


def test_a_build_into_a_folder_with_an_older_build_is_the_same_as_a_fresh_one(tmp_path: Path, content: Path) -> None:
    build(tmp_path / "again", content, now=NOW - 60 * DAY)
    (content / "events" / "2027-08-31-candlelight-vigil.md").unlink()
    (content / "events" / "2027-08-31-candlelight-vigil.es.md").unlink()
    edit(content, "van-depot", "title:", "title: New name of the")
    again, fresh = build(tmp_path / "again", content), build(tmp_path / "fresh", content)
    assert again.returncode == 0 and differing(again, fresh) == set()


# -- from one day to the next ----------------------------------------------------------------------------------------

def test_the_next_days_build_leaves_every_feed_and_nearly_every_page_alone(tmp_path: Path, sample: Site) -> None:
    tomorrow = build(tmp_path, CONTENT, now=NOW + DAY)
    assert sample.ending(".ics") == tomorrow.ending(".ics")
    changed = differing(sample, tomorrow)
    assert changed > TIMES  # else the clock was not read at all
    assert len({name for name in changed if name.endswith(".html")}) <= 4  # pages that say what is open today


def test_without_a_fixed_clock_two_builds_differ_in_the_status_only(tmp_path: Path) -> None:
    one, other = (build(tmp_path, CONTENT, now=None, name=name) for name in "ab")
    assert one.ending(".ics") and differing(one, other) <= TIMES


@pytest.mark.parametrize("ledger", [False, True], ids=["without ledger", "with ledger"])
def test_a_month_later_unchanged_events_have_unchanged_bytes_in_every_feed(tmp_path: Path, content: Path, ledger: bool) -> None:
    if ledger:
        record(content)
    before, after = build(tmp_path, content, name="now"), build(tmp_path, content, now=NOW + 31 * DAY, name="later")
    feeds = before.ending(".ics")
    assert feeds.keys() == after.ending(".ics").keys()
    blocks = 0
    for name, data in feeds.items():
        old, new = events(data), events(after.files[name])
        assert new.keys() <= old.keys(), name
        for key in new:
            assert old[key] == new[key], (name, key)
            blocks += 1
    assert blocks > 1000


def record(content: Path) -> None:
    command = [sys.executable, "-m", "workshops", "--content", str(content), "record"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "plugins"), "SOURCE_DATE_EPOCH": str(NOW), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# -- identity --------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("change", ["rename", "move", "retitle", "slug"])
def test_an_event_keeps_its_uid_and_the_others_their_bytes(tmp_path: Path, content: Path, sample: Site, change: str) -> None:
    folder, name = content / "events", "2027-03-11-parent-night-alder-high"
    uid = uid_of(name)
    for ending in (".md", ".es.md"):
        if change == "rename":
            (folder / f"{name}{ending}").rename(folder / f"anything{ending}")
        elif change == "move":
            (folder / "2027" / "spring").mkdir(parents=True, exist_ok=True)
            (folder / f"{name}{ending}").rename(folder / "2027" / "spring" / f"{name}{ending}")
    if change == "retitle":
        edit(content, name, "title: ", "title: Renamed ")
    elif change == "slug":
        edit(content, name, "title: ", "slug: elsewhere\ntitle: ")
    after = build(tmp_path, content)
    feeds, now = sample.ending(".ics"), after.ending(".ics")
    shared = [feed for feed in feeds if not feed.endswith("event.ics")]
    for feed in shared:
        old, new = events(feeds[feed]), events(now[feed])
        assert old.keys() == new.keys(), feed
        assert {key for key in old if old[key] != new[key]} <= {(uid, "")}, feed
    assert any((uid, "") == key for feed in shared for key in events(now[feed]))
    others = [feed for feed in feeds if feed.endswith("event.ics") and name not in feed]
    assert others and all(now[feed] == feeds[feed] for feed in others)
    if change == "move":
        assert now == feeds


def test_editing_one_event_touches_its_own_feeds_only(tmp_path: Path, content: Path, sample: Site) -> None:
    edit(content, "2027-08-31-candlelight-vigil", "start: ", "room: The stage\nstart: ")
    after, vigil = build(tmp_path, content), (uid_of("2027-08-31-candlelight-vigil"), "")
    changed = {name for name in differing(sample, after) if name.endswith(".ics")}
    assert changed == {name for name, data in sample.ending(".ics").items() if vigil in events(data)}
    assert "feeds/all.ics" in changed and "feeds/program/narcan-training.ics" not in changed
    for name in changed:
        old, new = events(sample.files[name]), events(after.files[name])
        assert old.keys() == new.keys() and {key for key in old if old[key] != new[key]} == {vigil}, name


# -- one bad file ----------------------------------------------------------------------------------------------------

def test_a_malformed_event_is_left_out_and_told_and_nothing_else_changes(tmp_path: Path, content: Path, sample: Site) -> None:
    name = "2027-08-31-candlelight-vigil"
    line = next(
        i for i, text in enumerate((content / "events" / f"{name}.md").read_text("utf-8").splitlines(), 1) if text.startswith("start:")
    )
    edit(content, name, "start: ", "start: 2027-02-30 ")
    site = build(tmp_path, content)
    assert site.returncode == 0
    assert re.search(rf"^error: .*content/events/{name}\.md:{line}:8: start: ", site.text, re.M), site.text
    assert "15 events" in site.text and "1 error," in site.text
    for address, data in site.files.items():
        if address not in TIMES:
            assert "candlelight" not in address and b"2027-02-30" not in data and b"candlelight-vigil" not in data, address
    lost = {feed for feed in sample.ending(".ics") if feed not in site.files}
    assert {feed for feed in lost if feed.count("/") < 5 and "/town/" not in feed} == {
        f"{folder}events/{name}/event.ics" for folder in ("", "es/")
    }
    assert all(list(events(sample.files[feed])) == [(uid_of(name), "")] for feed in lost)  # feeds of pairs that nothing else is in
    kept = [key for key in events(sample.files["feeds/all.ics"]) if key[0] != uid_of(name)]
    assert list(events(site.files["feeds/all.ics"])) == kept
    strict = build(tmp_path, content, "-e", "WORKSHOPS_STRICT=true", name="strict")
    assert (
        strict.returncode != 0
        and f"{name}.md:{line}:8" in strict.text
        and "1 error in the content" in strict.text
        and "Traceback" not in strict.text
    )


def test_make_site_strict_fails_on_a_malformed_event_and_passes_without_one(tmp_path: Path, content: Path) -> None:
    good = make_site(tmp_path / "good", content)
    assert good.returncode == 0, good.stdout + good.stderr
    edit(content, "van-depot", "repeat: ", "repeat: now and then ")
    bad = make_site(tmp_path / "bad", content)
    assert bad.returncode != 0 and "events/van-depot.md:" in bad.stdout + bad.stderr
