"""Make countries.json from world-atlas (Natural Earth 1:50m): python make.py countries-50m.json.

It needs nothing but quizkit. Borders are simplified arc by arc, so that neighbours keep sharing
them. What README.md says of Crimea and Cyprus is done here: areas are joined to the state that
the United Nations hold them to be part of, and the line between is gone.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from quizkit.figures.map.clipping import Box, Point, clipped

KILOMETRES = 111.2  # in a degree of latitude
BOX: Box = (-32.0, 30.0, 78.0, 81.0)  # west, south, east, north: Europe with room around it
AMERICA = {"124", "840"}  # drawn small: coarser, and without their smaller islands
FINE, COARSE = 50.0, 2500.0  # km² by which a line may change at every bend
LEAST, LEAST_AMERICA = 120.0, 20_000.0  # km² of the smallest island kept
CRIMEA = (34.1, 44.95)  # Simferopol: Natural Earth draws it with Russia
JOINED = {"Åland": "246", "Faeroe Is.": "208", "Greenland": "208", "N. Cyprus": "196"}
UKRAINE, RUSSIA = "804", "643"


def main(source: Path) -> None:
    """Read the topology and write the features beside this script."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = decoded(topology)
    states = gathered(topology, arcs)
    for area in states.pop(RUSSIA):
        owner = UKRAINE if contains(ring(area[0], arcs), CRIMEA) else RUSSIA
        states.setdefault(owner, []).append(area)
    kept = {name: joined(areas, arcs) for name, areas in states.items()}
    coarse = {abs_arc(n) for name in AMERICA for area in kept[name] for r in area for n in r}
    slim = [slimmed(arc, COARSE if n in coarse else FINE) for n, arc in enumerate(arcs)]
    features = [feature(name, kept[name], slim) for name in sorted(kept)]
    text = ",\n".join(json.dumps(one, separators=(",", ":")) for one in features if one)
    whole = f'{{"type":"FeatureCollection","features":[\n{text}\n]}}\n'
    Path(__file__).with_name("countries.json").write_text(whole, encoding="utf-8")


def decoded(topology: Mapping[str, Any]) -> list[list[Point]]:
    """Return the arcs of a TopoJSON topology in degrees."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arcs.append([(kx * (x := x + dx) + tx, ky * (y := y + dy) + ty) for dx, dy in steps])
    return arcs


def gathered(topology: Mapping[str, Any], arcs: list[list[Point]]) -> dict[str, list[Any]]:
    """Return the polygons of every state by its ISO number (Kosovo, which has none: XKX)."""
    states: dict[str, list[Any]] = {}
    for one in topology["objects"]["countries"]["geometries"]:
        name = one["properties"]["name"]
        key = JOINED.get(name) or ("XKX" if name == "Kosovo" else one.get("id"))
        areas = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        if key and (key in AMERICA or any(near(ring(area[0], arcs)) for area in areas)):
            states.setdefault(key, []).extend(areas)
    return states


def near(points: Sequence[Point]) -> bool:
    """Return whether a ring has a point in the box."""
    return any(BOX[0] < x < BOX[2] and BOX[1] < y < BOX[3] for x, y in points)


def abs_arc(number: int) -> int:
    """Return the arc that a number stands for, forwards or (negative) backwards."""
    return number if number >= 0 else ~number


def ring(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Return the points of a ring of arcs, the last one like the first."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def contains(points: Sequence[Point], place: Point) -> bool:
    """Return whether a place lies within a ring."""
    x, y = place
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(points):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def joined(areas: list[Any], arcs: Sequence[Sequence[Point]]) -> list[Any]:
    """Take the line away between polygons of one state that touch."""
    loose = {n for area in areas for r in area for n in r}
    shared = {n for n in loose if ~n in loose}
    touched = [area for area in areas if shared & set(area[0])]
    if not touched:
        return areas
    ends = {tuple(ring([n], arcs)[0]): n for area in touched for n in area[0] if n not in shared}
    outer, rest = [], dict(ends)
    start = place = next(iter(rest))
    while not outer or place != start:
        outer.append(rest.pop(place))
        place = tuple(ring([outer[-1]], arcs)[-1])
    if rest:
        raise ValueError("the polygons leave more than one ring")
    holes = [r for area in touched for r in area[1:]]
    return [area for area in areas if area not in touched] + [[outer, *holes]]


def slimmed(arc: Sequence[Point], least: float) -> list[Point]:
    """Leave out points that change the line by less than ``least`` km² (Visvalingam)."""
    points, fewest = list(arc), 4 if arc[0] == arc[-1] else 2
    while len(points) > fewest:
        sizes = [size(points[n - 1 : n + 2]) for n in range(1, len(points) - 1)]
        smallest = min(sizes)
        if smallest >= least:
            break
        del points[sizes.index(smallest) + 1]
    return points


def size(points: Sequence[Point]) -> float:
    """Return the area within points, in km²."""
    shrink = math.cos(math.radians(sum(y for _, y in points) / len(points)))
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2 * shrink * KILOMETRES**2


def feature(name: str, areas: list[Any], arcs: Sequence[Sequence[Point]]) -> dict[str, Any]:
    """Return a state as a GeoJSON feature, in hundredths of a degree; nothing if none is left."""
    least = LEAST_AMERICA if name in AMERICA else LEAST
    polygons = []
    for area in areas:
        rings = [ring(numbers, arcs) for numbers in area]
        rings = rings if name in AMERICA else [clipped(points[:-1], BOX) for points in rings]
        large = [rounded(points) for points in rings if len(points) > 2 and size(points) > least]
        if large and rings[0] and size(rings[0]) > least:
            polygons.append([points for points in large if len(points) > 3])
    polygons = [rings for rings in polygons if rings]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "id": name, "geometry": geometry} if polygons else {}


def rounded(points: Sequence[Point]) -> list[list[float]]:
    """Round to hundredths and close the ring, without points that have become the same."""
    near = [[round(x, 2), round(y, 2)] for x, y in points]
    return [p for n, p in enumerate(near) if n == 0 or p != near[n - 1]] + (
        [near[0]] if near[0] != near[-1] else []
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
