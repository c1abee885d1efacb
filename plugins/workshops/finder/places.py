"""Where venues and kit sites are, and the ZIP codes around them.

Distances are worked out in the visitor's browser, from a table of ZIP codes that is cut here to those within 100
miles of a place: whoever types a ZIP code tells it to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Any

from ..atlas import zip_codes
from ..catalog import Catalog
from ..model.records import Addressed

EARTH = 3958.7613
"""Mean radius in miles (IUGG)."""
REACH = 100.0
"""Miles around a place within which ZIP codes are known."""
DEGREE = 69.0
"""Miles of one degree of latitude, a little less than the least there is, so that nothing is cut off too early."""
Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def miles(a: Point, b: Point) -> float:
    """Return the great-circle distance of two points in miles (haversine formula)."""
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(p[0]), radians(p[1])) for p in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def point_of(record: Addressed) -> Point | None:
    """Return where a place is, to about 10 m; None where its file has no coordinates."""
    if record.latitude is None or record.longitude is None:
        return None
    return round(float(record.latitude), 4), round(float(record.longitude), 4)


def points_of(catalog: Catalog) -> tuple[Point, ...]:
    """Return where all venues and kit sites are, each point once, in order."""
    records = [entry.record for entry in catalog.records.venues.values()]
    sites = [entry.record for entry in catalog.records.kit_sites.values()]
    return tuple(sorted({point for record in (*records, *sites) if (point := point_of(record))}))


@lru_cache(maxsize=4)
def zips_near(points: tuple[Point, ...], reach: float = REACH) -> tuple[tuple[int, int, int], ...]:
    """Return ZIP code, latitude and longitude (thousandths of a degree) of those within reach of a point."""
    table, found = zip_codes(), []
    boxes = [_box(point, reach) for point in points]
    if not boxes:
        return ()
    south, north = min(b[0] for b in boxes), max(b[1] for b in boxes)
    west, east = min(b[2] for b in boxes), max(b[3] for b in boxes)
    last: Point | None = None
    for code, latitude, longitude in zip(table.codes, table.latitudes, table.longitudes, strict=True):
        if not (south <= latitude <= north and west <= longitude <= east):
            continue
        here = (latitude / 1000, longitude / 1000)
        if last is not None and miles(here, last) <= reach:
            found.append((code, latitude, longitude))
            continue
        for point, box in zip(points, boxes, strict=True):
            if box[0] <= latitude <= box[1] and box[2] <= longitude <= box[3] and miles(here, point) <= reach:
                found.append((code, latitude, longitude))
                last = point  # neighbours in the table are neighbours on the ground
                break
    return tuple(found)


def _box(point: Point, reach: float) -> tuple[int, int, int, int]:
    """South, north, west and east of a square around a point, in thousandths of a degree."""
    latitude, longitude = point
    high = reach / (DEGREE - 1)
    wide = high / max(0.05, cos(radians(min(89.0, abs(latitude) + high))))
    return (int((latitude - high) * 1000), int((latitude + high) * 1000), int((longitude - wide) * 1000), int((longitude + wide) * 1000))


def zip_data(catalog: Catalog) -> dict[str, Any]:
    """Return the table of ZIP codes as JSON has it: three columns of steps from each row to the next."""
    rows = zips_near(points_of(catalog))
    return {
        "version": 1,
        "unit": 1000,
        "zips": _steps(row[0] for row in rows),
        "latitudes": _steps(row[1] for row in rows),
        "longitudes": _steps(row[2] for row in rows),
    }


def _steps(numbers: Iterable[int]) -> list[int]:
    found, before = [], 0
    for number in numbers:
        found.append(number - before)
        before = number
    return found
