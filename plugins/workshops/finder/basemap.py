"""The map under the finder's markers: outlines of the counties around the venues, as SVG paths.

No tile server is asked, so nobody learns who looks where. The picture is in Web Mercator (EPSG:3857), cut to the
venues with a margin, `WIDTH` units wide; the browser puts places on it with the same few numbers.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan, degrees, exp, log, pi, radians, tan
from typing import Any

from ..atlas import Counties, Ring, counties
from ..catalog import Catalog
from .places import Point, points_of

WIDTH, HEIGHT = 1000, 750
"""Size of the picture in its own units."""
LEAST = 0.35
"""Least width in degrees, so that a single venue is shown with the land around it."""
MARGIN = 0.2
"""Free space around the venues, as a part of the picture."""
Frame = tuple[float, float, float]
"""West edge in degrees, north edge in Mercator units (degrees), and picture units to a degree."""


def mercator(latitude: float) -> float:
    """Return a latitude as Web Mercator has it, in degrees of longitude."""
    return degrees(log(tan(pi / 4 + radians(max(-85.0, min(85.0, latitude))) / 2)))


def latitude_of(y: float) -> float:
    """Return the latitude of a Mercator ordinate in degrees."""
    return degrees(2 * atan(exp(radians(y))) - pi / 2)


def frame_of(points: tuple[Point, ...]) -> Frame:
    """Return the cut that holds all points with a margin."""
    xs, ys = [p[1] for p in points], [mercator(p[0]) for p in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    degrees_wide = max(LEAST, wide / (1 - 2 * MARGIN), high / (1 - 2 * MARGIN) * WIDTH / HEIGHT)
    degrees_high = degrees_wide * HEIGHT / WIDTH
    west, north = (max(xs) + min(xs) - degrees_wide) / 2, (max(ys) + min(ys) + degrees_high) / 2
    return west, north, WIDTH / degrees_wide


def spot(point: Point, frame: Frame) -> tuple[float, float]:
    """Return where a place stands in the picture."""
    west, north, scale = frame
    return (point[1] - west) * scale, (north - mercator(point[0])) * scale


class Projected:
    """The arcs of all counties in one picture, each worked out once."""

    def __init__(self, atlas: Counties, frame: Frame) -> None:
        self.atlas, self.frame = atlas, frame
        self._arcs: dict[int, list[tuple[int, int]]] = {}

    def arc(self, number: int) -> list[tuple[int, int]]:
        """Return one arc in whole picture units, without points that fall together."""
        base = number if number >= 0 else ~number
        found = self._arcs.get(base)
        if found is None:
            found = self._arcs[base] = thinned([self._unit(p) for p in self.atlas.arc(base)])
        return found if number >= 0 else found[::-1]

    def _unit(self, place: tuple[float, float]) -> tuple[int, int]:
        x, y = spot((place[1], place[0]), self.frame)
        return round(x), round(y)

    def ring(self, arcs: list[int]) -> list[tuple[int, int]]:
        """Return a closed line of several arcs."""
        found: list[tuple[int, int]] = []
        for number in arcs:
            arc = self.arc(number)
            found += arc[1:] if found and found[-1] == arc[0] else arc
        return found


def thinned(line: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out points that repeat the one before."""
    return [p for i, p in enumerate(line) if i == 0 or p != line[i - 1]]


def path_of(rings: list[list[tuple[int, int]]]) -> str:
    """Write rings as an SVG path of relative steps."""
    parts = []
    for ring in rings:
        x, y = ring[0]
        steps = []
        for to_x, to_y in ring[1:]:
            steps.append(f"{to_x - x} {to_y - y}")
            x, y = to_x, to_y
        parts.append(f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(parts)


def _far(ring: Ring, frame: Frame) -> bool:
    """Whether a ring lies wholly outside the picture and the half of it around."""
    west, north, scale = frame
    east, south = west + 1.5 * WIDTH / scale, north - 1.5 * HEIGHT / scale
    west, north = west - 0.5 * WIDTH / scale, north + 0.5 * HEIGHT / scale
    xs = [p[0] for p in ring]
    if max(xs) < west or min(xs) > east:
        return True
    ys = [mercator(p[1]) for p in ring]
    return max(ys) < south or min(ys) > north


@lru_cache(maxsize=4)
def shapes(frame: Frame) -> tuple[tuple[str, str, str, tuple[int, int] | None], ...]:
    """Return FIPS code, name, path and place of the name of every county in the picture."""
    atlas = counties()
    projected, found = Projected(atlas, frame), []
    for code, name, polygons in atlas.counties:
        if all(_far(_corners(atlas, polygon[0]), frame) for polygon in polygons):
            continue
        rings = [ring for polygon in polygons for arcs in polygon if len(ring := projected.ring(arcs)) > 3]
        if rings:
            largest = max(rings, key=_area)
            found.append((code, name, path_of(rings), _middle(largest)))
    return tuple(found)


def _corners(atlas: Counties, arcs: list[int]) -> Ring:
    """Ends and middles of a ring's arcs: enough to see where it lies, without its thousand points."""
    found: Ring = []
    for number in arcs:
        arc = atlas.arc(number)
        found += [arc[0], arc[len(arc) // 2], arc[-1]]
    return found


def _area(ring: list[tuple[int, int]]) -> int:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)))


def _middle(ring: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The centre of a county's box, where its name stands; None if that is outside the picture."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    x, y = (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
    return (x, y) if 40 < x < WIDTH - 40 and 20 < y < HEIGHT - 20 else None


def map_data(catalog: Catalog) -> dict[str, Any] | None:
    """Return the picture as JSON has it; None where no place has coordinates."""
    points = points_of(catalog)
    if not points:
        return None
    west, north, scale = frame_of(points)
    frame = round(west, 5), round(north, 5), round(scale, 3)
    return {
        "version": 1,
        "width": WIDTH,
        "height": HEIGHT,
        "west": frame[0],
        "north": frame[1],
        "scale": frame[2],
        "counties": [
            {"id": code, "name": name, "path": path, **({"at": list(middle)} if middle else {})}
            for code, name, path, middle in shapes(frame)
        ],
    }
