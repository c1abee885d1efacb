"""The finder's data: which dates, in which files. Pure; `theme/static/js/finder/` is what reads it.

In each language's folder stand `find/data/index.json` and one file a month; in the site's own folder stand the files
that all languages share: calendar data a month, ZIP codes and the map. Files are asked for with `?v=` and the name
that the index gives to their content, so that a cache never mixes old and new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from hashlib import blake2b
from typing import Any

import orjson

from ..catalog import Catalog
from ..job import Job, Rows, made_now
from ..language import Language
from .basemap import map_data
from .dates import Found, by_month
from .index import index_data, keys_of
from .places import points_of, zip_data
from .shards import VERSION, Revision, calendar_data, own_revision, shard_data

FOLDER = "find/data/"


def finder_jobs(
    catalog: Catalog, now: datetime, languages: Sequence[Language], revision: Revision = own_revision, rows: Rows = made_now
) -> Iterator[Job]:
    """Give the job of every data file of the finder, in a fixed order.

    `now` is aware; `revision` tells which revision of a date the feeds publish; `rows` remembers what months use.
    """
    months = by_month(catalog, now)
    keys = {month: _month_key(catalog, items) for month, items in months.items()}
    places = repr(points_of(catalog)).encode()
    shared: dict[str, tuple[bytes, Callable[[], Any]]] = {}
    for month, items in months.items():
        key = _calendar_key(items, revision)
        shared[f"calendar-{month}"] = key, partial(calendar_data, month, items, revision)
    shared["zips"] = b"zips" + places, partial(zip_data, catalog)
    if places != b"()":
        shared["map"] = b"map" + places, partial(map_data, catalog)
    for name, (key, make) in shared.items():
        yield Job(f"{FOLDER}{name}.json", key, _written(make))
    names = {name: version(key) for name, (key, _) in shared.items()}
    used = cache(lambda: _used(catalog, months, keys, rows))
    state = _records_state(catalog)
    for lang in languages:
        folder = catalog.site.folder(lang.tag) + FOLDER
        own = {month: key + lang.tag.encode() for month, key in keys.items()}
        for month, items in months.items():
            yield Job(f"{folder}{month}.json", own[month], _written(partial(shard_data, catalog, month, items, lang)))
        counts = [(month, len(items), version(own[month])) for month, items in months.items()]
        key = blake2b(repr((state, counts, names, catalog.site)).encode(), digest_size=12).digest()
        yield Job(f"{folder}index.json", key + lang.tag.encode(), _written(partial(_index, catalog, lang, used, counts, names)))


def _index(catalog: Catalog, lang: Language, used: Callable[[], Any], counts: Any, names: Any) -> dict[str, Any]:
    return index_data(catalog, lang, used(), counts, names)


def _used(catalog: Catalog, months: dict[str, list[Found]], keys: dict[str, bytes], rows: Rows) -> dict[str, list[str]]:
    """The keys that some month uses."""
    listed, found = list(months.values()), defaultdict[str, set[str]](set)
    for row in rows("finder", list(keys.values()), lambda i: orjson.dumps(keys_of(catalog, listed[i]))):
        for name, used in orjson.loads(row).items():
            found[name].update(used)
    return {name: sorted(used) for name, used in found.items()}


def finder_files(catalog: Catalog, now: datetime, languages: Sequence[Language]) -> Iterator[tuple[str, bytes]]:
    """Give address and bytes of every data file."""
    for job in finder_jobs(catalog, now, languages):
        yield job.name, job.make()


def version(key: bytes) -> str:
    """Name the content of a file in eight letters, by all that it depends on."""
    return blake2b(key, digest_size=4).hexdigest()


def _written(make: Callable[[], Any]) -> Callable[[], bytes]:
    return lambda: orjson.dumps(make()) + b"\n"


def _month_key(catalog: Catalog, items: Sequence[Found]) -> bytes:
    """All that the dates of a month depend on: their events, and what their venues have."""
    state, venues = blake2b(b"%d" % VERSION, digest_size=12), catalog.records.venues
    state.update("".join([f"{item.entry.digest} {item.occurrence.begins} {item.occurrence.uid}\n" for item in items]).encode())
    for key in sorted({item.entry.schedule.brief(item.occurrence).venue for item in items} - {""}):
        state.update(venues[key].digest.encode() if key in venues else b"-")
    return state.digest()


def _calendar_key(items: Sequence[Found], revision: Revision) -> bytes:
    rows = [f"{item.entry.digest} {item.occurrence.begins} {item.occurrence.uid} "
            f"{revision(item.entry, item.entry.schedule.components[item.occurrence.component])}\n" for item in items]
    return blake2b(b"calendar %d" % VERSION + "".join(rows).encode(), digest_size=12).digest()


def _records_state(catalog: Catalog) -> bytes:
    """All that names and addresses in the index depend on."""
    records, state = catalog.records, blake2b(repr(catalog.data.get("site")).encode(), digest_size=12)
    for table in (records.programs, records.venues, records.organizers):
        for key, record in table.items():
            state.update(f"{key} {record.digest}\n".encode())
    for slug, entry in catalog.entries.items():
        if not entry.public:
            state.update(f"{slug} {entry.digest}\n".encode())
    return state.digest()


__all__ = ["finder_files", "finder_jobs"]
