"""Sites of every shape, built for real: all their links, pages and calendars are whole, whatever was written."""
from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

import icalendar
from pelican_run import Site, build, events, make_site
from PIL import Image


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


def test_the_theme_is_published_once(sample: Site) -> None:
    styles = sample.ending(".css")
    assert len(styles) == 1 and "theme/css/order.txt" not in sample.files
    assert "theme/js/site.js" in sample.files


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
    done = make_site(tmp_path, tmp_path / "nowhere" / "content")
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
            "![map]({static}/images/map.png) [plan]({attach}plan.pdf)\n")
    files = {
        **RECORDS,
        "events/forum.md": f"---\ntitle: Forum\nuid: forum@x\n{HEAD}start: 2027-01-02 18:00\nend: 19:00\n---\n\n{body}",
        "events/forum.es.md": f"---\ntitle: Foro\n---\n\n{body}",
        "pages/about.md": f"---\ntitle: About\n---\n\n{body.replace('{attach}', '{static}/events/')}",
        "events/plan.pdf": "plan",
        "venues/v.md": RECORDS["venues/v.md"] + "\n[event]({filename}/events/forum.md)\n[gone]({filename}/events/gone.md)\n",
    }
    write(tmp_path / "content", {**files, "images/map.png": ""})
    Image.new("RGB", (30, 20), "red").save(tmp_path / "content/images/map.png")
    site = build(tmp_path, tmp_path / "content")
    assert site.returncode == 0 and "content/venues/v.md:8:8: there is no file" in site.text, site.text
    assert [link for link in site.lost_links() if not link.endswith("#top (no such place)")] == []
    assert '<a href="../../events/forum/#top">' in site.page("events/forum/")
    assert '<a href="../../../es/events/forum/#top">' in site.page("es/events/forum/")
    assert '<a href="../../events/forum/">' in site.page("venues/v/") and '<a href="../venues/v/">' in site.page("about/")
    assert site.files["images/map.png"].startswith(b"\x89PNG") and site.files["events/plan.pdf"] == b"plan"


def test_files_that_are_no_events_are_told_and_take_no_event_down(tmp_path: Path) -> None:
    """What lies in a folder after years: broken encodings, pictures named .md, links in a circle, a name that is no text."""
    event = f"---\ntitle: Forum\nuid: forum@x\n{HEAD}start: 2027-01-02 18:00\nend: 19:00\n---\n\nñ\n"
    content = write(tmp_path / "content", {**RECORDS, "events/a/b/forum.md": event, "events/empty.md": ""})
    folder = content / "events"
    (folder / "folder.md").mkdir()
    (folder / "video.md").write_bytes(b"\x00\x01" * 1_000_000)
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "latin.md").write_bytes(event.replace("forum@x", "latin@x").encode("latin-1"))
    (folder / "circle").symlink_to(content)
    (folder / "dangling.md").symlink_to("nowhere")
    (content / "lines.yaml").write_text("a: [never closed\n")
    told = ["empty.md:1", "video.md:1", "picture.md:", "latin.md:11", "lines.yaml:2"]
    with contextlib.suppress(OSError):  # some file systems refuse it
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.md")).write_text(event)
        told.append("events/??.md:1")
    for _ in range(2):
        site = build(tmp_path, content)
        assert_whole(site)
        assert "1 event, 1 date" in site.text and f"{len(told)} errors" in site.text, site.text
        assert [name for name in told if name not in site.text] == []
