"""Where ZIP codes and counties of the United States lie: two tables that come with the package.

They are read once, when first asked for. `vendor` makes them; what they were made of is written in them. The build
cuts from them the small part that its own venues need, so that nobody's browser asks another server where a ZIP code
is or what a county looks like.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

import orjson

Ring = list[tuple[float, float]]
"""A closed line of (longitude, latitude) in degrees; the first point is not said again at the end."""


@dataclass(frozen=True, slots=True)
class Zips:
    """ZIP codes as numbers in their order, and their middles in thousandths of a degree (about 110 m)."""

    codes: list[int]
    latitudes: list[int]
    longitudes: list[int]

    def place(self, code: str) -> tuple[float, float] | None:
        """Return latitude and longitude of a ZIP code in degrees; `14850-1234` counts as `14850`."""
        text = code.strip()[:5]
        if len(text) != 5 or not (text.isascii() and text.isdigit()):
            return None
        at = bisect_left(self.codes, int(text))
        if at == len(self.codes) or self.codes[at] != int(text):
            return None
        return self.latitudes[at] / 1000, self.longitudes[at] / 1000


@dataclass(frozen=True, slots=True)
class Counties:
    """Outlines of counties as TopoJSON has them: borders that two counties share are one arc.

    `counties` are (FIPS code, name, polygons); a polygon is a list of rings, a ring a list of arcs, and a negative
    number `~n` is arc n backwards. Arcs are steps (x, y, x, y, ...) in a grid of `scale` degrees from `translate`.
    """

    scale: tuple[float, float]
    translate: tuple[float, float]
    arcs: list[list[int]]
    counties: list[list[Any]]

    def arc(self, number: int) -> Ring:
        """Return one arc in degrees."""
        flat = self.arcs[number if number >= 0 else ~number]
        (a, b), (c, d) = self.scale, self.translate
        found = [(x * a + c, y * b + d) for x, y in zip(accumulate(flat[::2]), accumulate(flat[1::2]), strict=True)]
        return found if number >= 0 else found[::-1]


def _read(name: str) -> Any:
    return orjson.loads(gzip.decompress(files(__package__).joinpath(name).read_bytes()))


@cache
def zip_codes() -> Zips:
    """Return every ZIP code that lies somewhere."""
    data = _read("zips.json.gz")
    return Zips(*(list(accumulate(data[name])) for name in ("zips", "latitudes", "longitudes")))


@cache
def counties() -> Counties:
    """Return the outlines of all counties."""
    data = _read("counties.json.gz")
    return Counties(tuple(data["scale"]), tuple(data["translate"]), data["arcs"], data["counties"])


def source(name: str) -> str:
    """Say what a table was made of: `zips` or `counties`."""
    return str(_read(f"{name}.json.gz")["source"])
