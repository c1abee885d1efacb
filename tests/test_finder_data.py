"""The finder's data files: small, the same for the same content, steady from night to night, right about places."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from bench import gen
from finder_site import JS, files_of, sample_files, shards
from views_site import NOW, SITE, sample, views_of
from workshops.atlas import counties, source, zip_codes
from workshops.finder import finder_files, finder_jobs
from workshops.finder.basemap import HEIGHT, WIDTH, frame_of, latitude_of, map_data, mercator, shapes, spot
from workshops.finder.places import miles, points_of, zips_near
from workshops.finder.shards import VERSION, Shard
from workshops.finder.words import WORDS
from workshops.language import Language
from workshops.views.base import Views

ROOT = Path(__file__).parent.parent
LATER = datetime(2027, 1, 1, 12, tzinfo=UTC)


@cache
def busy_site() -> Views:
    """A site with a thousand dates to come: the corpus of the benchmark, from its start on."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gen.generate(640, folder, "workshops")
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.md"))}
    return views_of(files, LATER)


def tongues(views: Views) -> list[Language]:
    return list(views.languages.values())


def written(views: Views, now: datetime = NOW) -> dict[str, bytes]:
    return dict(finder_files(views.catalog, now, tongues(views)))


@pytest.mark.parametrize("folder", ["", "es/"])
def test_the_first_data_of_a_thousand_dates_is_below_60_kilobytes(folder: str) -> None:
    views = busy_site()
    coming = [item for item in views.public.items if item.occurrence.ends > LATER.timestamp()]
    assert 950 <= len(coming) <= 1200
    files = written(views, LATER)
    index = json.loads(files[f"{folder}find/data/index.json"])
    names = [f"{folder}find/data/index.json", *(f"{folder}find/data/{month}.json" for month, _, _ in index["months"])]
    assert sum(count for _, count, _ in index["months"]) >= len(coming)
    assert sum(len(gzip.compress(files[name], mtime=0)) for name in names) <= 60_000


FORMS = {1: "66f2f9ea"}
"""The form of the data by its version. Who changes the form gives it another version, in `finder/shards.py` and in the
theme's `finder/store.js`: a page that a browser has kept then says so, instead of reading what it does not understand.
"""


def test_data_of_another_form_have_another_version() -> None:
    from hashlib import blake2b

    views, files = sample(), sample_files()
    shard = Shard(views.catalog, "2026-12", views.language("en"))
    index, calendar = files["find/data/index.json"], files["find/data/calendar-2026-12.json"]
    names = [sorted(keys) for keys in (shard.tables, shard.columns, shard.sparse, shard.dates, shard.odd, index, calendar)]
    script = (ROOT / "theme" / "static" / "js" / "finder" / "store.js").read_text()
    assert f"export const VERSION = {VERSION};" in script
    assert blake2b(repr(names).encode(), digest_size=4).hexdigest() == FORMS[VERSION], names


def test_the_same_content_gives_the_same_bytes() -> None:
    assert written(sample()) == written(sample())
    assert {job.name: job.key for job in finder_jobs(sample().catalog, NOW, tongues(sample()))} == {
        job.name: job.key for job in finder_jobs(sample().catalog, NOW, tongues(sample()))}  # fmt: skip


def test_a_night_changes_nothing_and_a_new_month_changes_only_what_it_must() -> None:
    first, tomorrow = written(sample()), written(sample(), NOW + timedelta(days=1))
    assert first == tomorrow
    month = written(sample(), NOW + timedelta(days=10))
    assert all(first[name] == month[name] for name in month if "index" not in name)
    assert {name for name in first if name not in month} == set(), "the month before stays"
    later = written(sample(), NOW + timedelta(days=45))
    assert "find/data/2026-11.json" not in later and "find/data/2026-12.json" in later


def test_a_key_changes_exactly_when_the_bytes_do() -> None:
    """An edit of one event changes the months that it is in and the index, and nothing else."""
    from workshops.build.files import read_content

    files = read_content(ROOT / "content")
    name = "events/2027-01-26-kit-packing-night.md"
    edited = views_of({**files, name: files[name].replace(b"title: ", b"title: New ", 1)})
    before, after = ({job.name: (job.key, job.make()) for job in finder_jobs(v.catalog, NOW, tongues(v))} for v in (sample(), edited))
    assert before.keys() == after.keys()
    moved = {name for name in before if before[name][0] != after[name][0]}
    changed = {name for name in before if before[name][1] != after[name][1]}
    assert changed <= moved
    must = {"find/data/2027-01.json", "find/data/index.json", "es/find/data/index.json"}
    assert must <= changed <= must | {"es/find/data/2027-01.json"}


def test_every_public_date_is_in_its_months_and_no_other_is() -> None:
    files, months = sample_files(), {}
    for shard in shards(files):
        for row, number in enumerate(shard["dates"]["event"]):
            months.setdefault(shard["events"]["slug"][number], []).append((shard["month"], row))
    public = {item.entry.slug for item in sample().public.items if item.occurrence.ends > NOW.timestamp()}
    assert public <= set(months)
    closed = {entry.slug for entry in sample().catalog.entries.values() if not entry.public}
    assert closed and not closed & set(months)


def test_a_date_over_the_turn_of_a_month_is_in_both() -> None:
    from test_finder_query import odd_site

    files = files_of(odd_site().catalog, tongues(odd_site()))
    holding = [shard["month"] for shard in shards(files) if "c" in shard["events"]["slug"]]
    assert holding == ["2027-02", "2027-03"]
    assert [shard["month"] for shard in shards(files) if "a" in shard["events"]["slug"]] == ["2026-12", "2027-01"]


def test_names_are_in_the_language_of_the_page() -> None:
    spanish, english = sample_files()["es/find/data/index.json"], sample_files()["find/data/index.json"]
    assert spanish["programs"]["narcan-training"][0] == "Capacitación en Narcan"
    assert spanish["languages"]["ase"] != english["languages"]["ase"]
    assert spanish["words"].keys() == english["words"].keys() == WORDS.keys()
    same = {key for key, text in spanish["words"].items() if text == english["words"][key]}
    assert same <= {"miles", "kilometres"}
    assert spanish["closed"] and all(re.fullmatch(r"(program|organizer|audience):[a-z-]+", row) for row in spanish["closed"])


def test_every_sentence_is_used_and_every_used_sentence_exists() -> None:
    text = "".join(path.read_text("utf-8") for path in sorted((ROOT / "theme" / "static" / "js" / "finder").glob("*.js")))
    for name in re.findall(r"(?:say|plural)\(\s*'(\w+)'", text):
        assert name in WORDS, name
    for name in WORDS:
        assert re.search(rf"'{name}'|\b{name}\b", text), f"{name} is never said"


# -- places ----------------------------------------------------------------------------------------------------------


def test_zip_codes_reach_a_hundred_miles_and_no_further() -> None:
    rows = {code: (latitude / 1000, longitude / 1000) for code, latitude, longitude in zips_near(((42.6572, -77.0571),))}
    everywhere = zip_codes()
    for code, latitude, longitude in zip(everywhere.codes, everywhere.latitudes, everywhere.longitudes, strict=True):
        inside = miles((latitude / 1000, longitude / 1000), (42.6572, -77.0571)) <= 100
        assert inside == (code in rows), code
    assert 14850 in rows and 501 not in rows and 90001 not in rows


def test_zip_codes_of_places_far_apart_are_all_there() -> None:
    points = ((42.6572, -77.0571), (21.31, -157.86), (64.84, -147.72))
    alone = {row for point in points for row in zips_near((point,))}
    assert set(zips_near(points)) == alone
    assert {96801, 99701, 14850} <= {row[0] for row in alone}


def test_the_tables_are_those_of_the_packages() -> None:
    import zipcodes  # type: ignore[import-untyped]

    assert source("zips").startswith(f"zipcodes {zipcodes_version()}") and "public domain" in source("counties")
    assert zip_codes().place("14850") == (42.441, -76.497)
    assert zip_codes().place("00000") is None and zip_codes().place("1485") is None and zip_codes().place("９４１０７") is None
    theirs = zipcodes.matching("99701")[0]
    place = zip_codes().place("99701")
    assert place and isclose(place[0], float(theirs["lat"]), abs_tol=0.001) and isclose(place[1], float(theirs["long"]), abs_tol=0.001)
    assert len(counties().counties) == 3231


def zipcodes_version() -> str:
    from importlib.metadata import version

    return version("zipcodes")


def test_places_stand_where_they_are_on_the_map() -> None:
    points = points_of(sample().catalog)
    frame = frame_of(points)
    for point in points:
        x, y = spot(point, frame)
        assert WIDTH * 0.15 < x < WIDTH * 0.85 and HEIGHT * 0.1 < y < HEIGHT * 0.9
    assert isclose(latitude_of(mercator(42.5)), 42.5)
    data = map_data(sample().catalog)
    assert data and {"Yates", "Schuyler", "Seneca"} <= {county["name"] for county in data["counties"]}
    assert all(re.fullmatch(r"(?:M-?\d+ ?-?\d+l[\d -]+z)+", county["path"]) for county in data["counties"])


def test_a_single_venue_has_land_around_it_and_no_venue_has_no_map() -> None:
    alone = shapes(frame_of(((42.6572, -77.0571),)))
    assert alone
    assert map_data(views_of({"programs/p.md": b"---\ntitle: P\n---\n"}, NOW, SITE).catalog) is None


def test_a_venue_without_coordinates_is_in_the_list() -> None:
    from test_finder_query import odd_site

    files = files_of(odd_site().catalog, tongues(odd_site()))
    venues = files["find/data/index.json"]["venues"]
    assert venues["plain"] == ["Plain Hall", "alder", "Alder", ""] and len(venues["far"]) == 6
    assert any("b" in shard["events"]["slug"] for shard in shards(files))


# -- the browser's functions -----------------------------------------------------------------------------------------


def test_the_pure_functions_hold_under_node() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("missing part: node (apt install nodejs)")
    tests = sorted(str(path) for path in JS.glob("finder*.test.mjs"))
    done: Any = subprocess.run([node, "--test", *tests], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_finder_is_small_and_names_no_other_host() -> None:
    scripts = sorted((ROOT / "theme" / "static" / "js" / "finder").glob("*.js"))
    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in scripts) < 41_000
    text = "".join(path.read_text("utf-8") for path in scripts).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://", text)
