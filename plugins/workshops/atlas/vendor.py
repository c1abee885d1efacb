"""For maintainers: `python -m workshops.atlas.vendor` makes the two data files of this package again.

`zips.json.gz` comes from the Python package `zipcodes` (MIT; its centroids are of the United States Census and
Postal Service), `counties.json.gz` from the npm package `us-atlas` (ISC; the outlines are the Census Bureau's, in the
public domain). Needs `pip install zipcodes` and the unpacked `us-atlas` package, whose folder is the argument. The
files say which versions they were made of.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = ("STANDARD", "PO BOX", "UNIQUE")
"""Kinds of ZIP codes that lie somewhere; those of the military do not."""


def steps(numbers: Iterable[int]) -> list[int]:
    """Each number less the one before it, which is much shorter to write."""
    found, before = [], 0
    for number in numbers:
        found.append(number - before)
        before = number
    return found


def zip_rows(rows: Iterable[dict[str, Any]]) -> list[tuple[int, int, int]]:
    """ZIP code, latitude and longitude in thousandths of a degree (110 m), in order of the code."""
    found = []
    for row in rows:
        latitude, longitude = float(row["lat"] or 0), float(row["long"] or 0)
        if row["zip_code_type"] in KINDS and row["active"] and (latitude or longitude):
            found.append((int(row["zip_code"]), round(latitude * 1000), round(longitude * 1000)))
    return sorted(set(found))


def write(name: str, data: dict[str, Any]) -> None:
    """Write a data file; the same data gives the same bytes."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
    (HERE / name).write_bytes(gzip.compress(text, 9, mtime=0))


def main(us_atlas: Path) -> None:
    """Make both files."""
    import zipcodes

    rows = zip_rows(zipcodes.list_all())
    write(
        "zips.json.gz",
        {
            "source": f"zipcodes {version('zipcodes')}, MIT",
            "zips": steps(row[0] for row in rows),
            "latitudes": steps(row[1] for row in rows),
            "longitudes": steps(row[2] for row in rows),
        },
    )
    package = json.loads((us_atlas / "package.json").read_text("utf-8"))
    world = json.loads((us_atlas / "counties-10m.json").read_text("utf-8"))
    write(
        "counties.json.gz",
        {
            "source": f"us-atlas {package['version']}, ISC; U.S. Census Bureau, public domain",
            "scale": world["transform"]["scale"],
            "translate": world["transform"]["translate"],
            "arcs": [[step for point in arc for step in point] for arc in world["arcs"]],
            "counties": [
                [
                    item["id"],
                    item["properties"]["name"],
                    item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]],
                ]
                for item in sorted(world["objects"]["counties"]["geometries"], key=lambda item: str(item["id"]))
                if item.get("arcs")
            ],
        },
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
