"""The sample site built for real: same bytes everywhere, steady from day to day, one bad file and no more, every link whole."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import icalendar
import pytest
from pelican_run import DAY, NOW, ROOT, Site, build, events

CONTENT = ROOT / "content"
TIMES = {"status.json"}
"""The only file that tells when the site was built."""
MONTHLY = "health-department-monthly"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(tmp_path_factory.mktemp("sample"), CONTENT)


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

def strictly(folder: Path, content: Path) -> subprocess.CompletedProcess[str]:
    """`make site STRICT=1`, with an environment that is there already."""
    scripts = folder / "checkout"
    shutil.copytree(
        ROOT,
        scripts,
        ignore=shutil.ignore_patterns(".git", ".venv", "node_modules", "output", ".cache", "tests", ".mypy_cache", ".ruff_cache"),
    )
    (scripts / ".venv" / "bin").mkdir(parents=True)
    pelican = scripts / ".venv" / "bin" / "pelican"
    pelican.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pelican "$@"\n')
    pelican.chmod(0o755)
    (scripts / ".venv" / "installed").touch()
    env = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": str(NOW), "LANG": "C.UTF-8"}
    return subprocess.run(
        ["make", "site", f"CONTENT={content}", f"OUTPUT={folder / 'strict'}", "STRICT=1"],
        cwd=scripts,
        env=env,
        capture_output=True,
        text=True,
    )


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
    good = strictly(tmp_path / "good", content)
    assert good.returncode == 0, good.stdout + good.stderr
    edit(content, "van-depot", "repeat: ", "repeat: now and then ")
    bad = strictly(tmp_path / "bad", content)
    assert bad.returncode != 0 and "events/van-depot.md:" in bad.stdout + bad.stderr


# -- what the site is made of ----------------------------------------------------------------------------------------

def assert_whole(site: Site) -> None:
    """What must hold of any site: links, pages and calendars that programs and people can use."""
    assert site.returncode == 0, site.text
    assert site.lost_links() == []
    for name, page in site.pages.items():
        check_page(name, site.files[name], page)
    for name, data in site.ending(".ics").items():
        check_calendar(name, data)


def check_page(name: str, data: bytes, page: object) -> None:
    """One page is complete HTML, says its language, and holds nothing that the security policy forbids."""
    text = data.decode("utf-8")  # raises for anything else
    assert text.startswith("<!DOCTYPE html>") and text.rstrip().endswith("</html>"), name
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text), name
    assert page.get("lang") == ("es" if name.startswith("es/") else "en"), name  # type: ignore[attr-defined]
    find = page.xpath  # type: ignore[attr-defined]
    assert len(find("//title")) == 1 and find("string(//title)").strip(), name
    assert len(find("//h1")) == 1 and find("string(//h1)").strip(), name
    assert len(find("//main")) == 1, name
    assert find("//style | //@style | //script[not(@src) and not(@type='application/ld+json')]") == [], name
    assert [a for element in find("//*") for a in element.attrib if a.startswith("on")] == [], name
    identities = find("//@id")
    assert len(identities) == len(set(identities)), name
    own = [a for a in find("//a/@href | //link[not(@rel='canonical' or @hreflang)]/@href | //@src") if "://alder.example.org" in a]
    assert [a for a in own if not a.startswith(("webcal:", "https://calendar.google.com/", "https://outlook."))] == [], name


def check_calendar(name: str, data: bytes) -> None:
    """One calendar file obeys RFC 5545 in every byte that clients trip over."""
    assert data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(b"END:VCALENDAR\r\n"), name
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75, name
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines), name
    for line in lines:
        line.decode("utf-8")  # no character is split
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data), name
    calendar = icalendar.Calendar.from_ical(data)
    assert not calendar.errors and not any(event.errors for event in calendar.walk()), name


def test_the_sample_site_is_whole(sample: Site) -> None:
    assert len(sample.pages) > 150 and len(sample.ending(".ics")) > 200
    assert_whole(sample)


def test_the_summary_says_what_was_built(sample: Site) -> None:
    counts = r"16 events, \d+ dates in the coming 12 months, \d+ feeds, \d+ pages, 0 errors, 0 warnings, \d+\.\d seconds"
    assert re.search(counts, sample.text) and "make serve" in sample.text


# -- content of every shape ------------------------------------------------------------------------------------------

RECORDS = {
    "programs/p.md": "---\ntitle: Program\n---\n",
    "organizers/o.md": "---\ntitle: Organizer\n---\n",
    "venues/v.md": "---\ntitle: Venue\ntown: Town\nstreet: 1 Elm Street\n---\n",
}
HEAD = "program: p\norganizer: o\nvenue: v\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Make a content folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_an_empty_content_folder_makes_a_site_without_events(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    site = build(tmp_path, tmp_path / "content")
    assert_whole(site)
    assert "0 events, 0 dates" in site.text and events(site.files["feeds/all.ics"]) == {}
    assert icalendar.Calendar.from_ical(site.files["feeds/all.ics"]).walk("VTIMEZONE")


def test_one_event_and_its_records_are_enough(tmp_path: Path) -> None:
    event = f"---\ntitle: Forum\nuid: forum@x\n{HEAD}start: 2027-01-02 18:00\nend: 19:00\n---\n"
    site = build(tmp_path, write(tmp_path / "elsewhere", {**RECORDS, "events/forum.md": event}), cwd=tmp_path)
    assert_whole(site)
    assert list(events(site.files["feeds/town/town.ics"])) == [("UID:forum@x", "")]
    assert list(site.output.parent.glob("*.new")) == []


def test_a_content_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    done = strictly(tmp_path, tmp_path / "nowhere" / "content")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "there is no folder" in done.stdout and "0 events" in done.stdout
    assert (tmp_path / "strict" / "index.html").is_file()


HOSTILE = {
    "script": '"</script><script>alert(1)</script>"',
    "quotes": "'\"><img src=x onerror=alert(1)> '' & &amp; {{ 7 * 7 }} {% raw %}'",
    "emoji": "Family 👨‍👩‍👧‍👦 night 🏳️‍🌈 e\u0301 \u202eRTL مرحبا",
    "cdata": '"]]> <!-- --> <![CDATA[ x"',
    "newlines": '"One\\nBEGIN:VEVENT\\r\\nUID:evil\\tEND"',
    "control": '"bell \\a escape \\e nul \\0 next \\N paragraph \\P bom \\uFEFF"',
    "long": "long " * 2000,
    "nospace": "x" * 10_000,
    "wide": "😀" * 300,
    "backslash": "'C:\\new; a, b \\; {root}x %0d%0a'",
}


def test_hostile_titles_stay_text_everywhere(tmp_path: Path) -> None:
    files = dict(RECORDS)
    for i, (name, title) in enumerate(HOSTILE.items()):
        day = f"2027-01-{i + 2:02}"
        files[f"events/{name}.md"] = (
            f"---\ntitle: {title}\nsummary: {title}\nroom: {title}\nuid: {name}@x\n{HEAD}start: {day} 18:00\n"
            f"end: 19:00\n---\n\n{title.replace('src=x', 'src={static}/x')}\n"
        )
    for name, slug in (("an event.md", None), ("Ünïcode ñandú.md", None), ("page.md", None), ("index.md", None), ("x.md", "feeds")):
        own = f"slug: {slug}\n" if slug else ""
        files[f"events/{name}"] = f"---\ntitle: {name}\nuid: {name[:2].strip()}@y\n{own}{HEAD}start: 2027-02-02 18:00\nend: 19:00\n---\n"
    files["pages/feeds.md"] = "---\ntitle: A page at an address of ours\n---\n"
    files["pages/own.md"] = f"---\ntitle: {HOSTILE['script']}\nmenu: yes\n---\n"
    site = build(tmp_path, write(tmp_path / "content", files))
    assert_whole(site)
    assert "15 events" in site.text, site.text
    for name in ("an-event", "unicode-nandu", "page", "index", "feeds"):
        assert f"events/{name}/index.html" in site.files
    for name, data in site.ending(".html").items():
        assert b"<script>alert" not in data and b"<img src=x" not in data, name
    calendar = icalendar.Calendar.from_ical(site.files["feeds/all.ics"])
    titles = {str(event["UID"]): str(event["SUMMARY"]) for event in calendar.walk("VEVENT")}
    assert len(titles) == 15
    assert titles["script@x"] == "</script><script>alert(1)</script>" and titles["wide@x"] == "😀" * 300
    assert titles["newlines@x"] == "One\nBEGIN:VEVENT\nUID:evil END"


ZONES = [
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "America/Santiago",
    "Africa/Johannesburg",
    "Africa/Casablanca",
    "Europe/Dublin",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "America/St_Johns",
    "America/Phoenix",
    "Antarctica/Troll",
    "Atlantic/Azores",
    "Asia/Gaza",
]


def test_time_zones_of_all_the_world(tmp_path: Path) -> None:
    files = dict(RECORDS)
    for i, zone in enumerate(ZONES):
        files[f"events/e{i}.md"] = (
            f"---\ntitle: In {zone}\nuid: e{i}@x\nprogram: p\norganizer: o\nmode: online\nregistration: required\n"
            f"registration_phone: 555-0100\ntimezone: {zone}\nstart: 2026-12-01 18:30\nend: 20:00\nrepeat: every Tuesday\ncount: 60\n---\n"
        )
    site = build(tmp_path, write(tmp_path / "content", files))
    assert_whole(site)
    assert "15 events" in site.text and "0 errors" in site.text, site.text
    calendar = icalendar.Calendar.from_ical(site.files["feeds/all.ics"])
    assert {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")} >= set(ZONES)


def test_links_between_files_lead_to_pages_of_the_built_site(tmp_path: Path) -> None:
    body = ("[forum]({filename}/events/forum.md#top) [venue]({filename}../venues/v.md) [page]({filename}/pages/about.md) "
            "![map]({static}/images/map.png) ![plan]({attach}plan.png)\n")
    files = {
        **RECORDS,
        "events/forum.md": f"---\ntitle: Forum\nuid: forum@x\n{HEAD}start: 2027-01-02 18:00\nend: 19:00\n---\n\n{body}",
        "events/forum.es.md": f"---\ntitle: Foro\n---\n\n{body}",
        "pages/about.md": f"---\ntitle: About\n---\n\n{body.replace('{attach}', '{static}/events/')}",
        "images/map.png": "map",
        "events/plan.png": "plan",
        "venues/v.md": RECORDS["venues/v.md"] + "\n[event]({filename}/events/forum.md)\n[gone]({filename}/events/gone.md)\n",
    }
    site = build(tmp_path, write(tmp_path / "content", files))
    assert site.returncode == 0 and "content/venues/v.md:8:8: there is no file" in site.text, site.text
    assert [link for link in site.lost_links() if not link.endswith("#top (no such place)")] == []
    assert '<a href="../../events/forum/#top">' in site.page("events/forum/")
    assert '<a href="../../../es/events/forum/#top">' in site.page("es/events/forum/")
    assert '<a href="../../events/forum/">' in site.page("venues/v/") and '<a href="../venues/v/">' in site.page("about/")
    assert site.files["images/map.png"] == b"map" and site.files["events/plan.png"] == b"plan"
