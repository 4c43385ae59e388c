"""Places on a sheet: the shapes of states, projected and cut off at a frame."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from quizkit.errors import ContentError, Problem
from quizkit.tables.content_folder import content_folder

EARTH = 6371.0  # kilometres
Point = tuple[float, float]
Area = list[list[Point]]  # an outer ring and its holes
Box = tuple[float, float, float, float]  # its least x and y, its greatest x and y


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the Earth, in Lambert's projection, which keeps areas in proportion.

    ``left`` to ``right`` and ``bottom`` to ``top`` are kilometres from ``centre``; on the sheet it
    is ``width`` pixels wide, with its upper left corner at ``x`` and ``y``.

    >>> frame = Frame(centre=(15, 52), left=-10, right=10, bottom=-5, top=5, width=200)
    >>> frame.place(15, 52)
    (100.0, 50.0)
    """

    centre: Point
    left: float
    right: float
    bottom: float
    top: float
    width: float
    x: float = 0
    y: float = 0

    @property
    def height(self) -> float:
        """Return the height on the sheet, in pixels."""
        return (self.top - self.bottom) * self.scale

    @property
    def scale(self) -> float:
        """Return the pixels in a kilometre."""
        return self.width / (self.right - self.left)

    def place(self, longitude: float, latitude: float) -> Point:
        """Return the pixels of a place on Earth."""
        turn, north = math.radians(longitude - self.centre[0]), math.radians(latitude)
        middle = math.radians(self.centre[1])
        ahead = math.cos(north) * math.cos(turn)
        depth = math.sin(middle) * math.sin(north) + math.cos(middle) * ahead
        spread = EARTH * math.sqrt(2 / (1 + depth))
        across = spread * math.cos(north) * math.sin(turn)
        up = spread * (math.cos(middle) * math.sin(north) - math.sin(middle) * ahead)
        return self.x + (across - self.left) * self.scale, self.y + (self.top - up) * self.scale

    def areas(self, area: Area) -> list[Area]:
        """Return an area as the frame shows it, in pixels: none if it is outside or too small."""
        box = (self.x, self.y, self.x + self.width, self.y + self.height)
        placed = [[self.place(*point) for point in ring] for ring in area]
        rings = [_halves(clipped(ring, box)) for ring in placed]
        return [[ring for ring in rings if len(ring) > 3]] if len(rings[0]) > 3 else []


def _halves(ring: Sequence[Point]) -> list[Point]:
    """Round a ring to half pixels, without what then falls together, and close it."""
    near = [(round(2 * x) / 2, round(2 * y) / 2) for x, y in (*ring, *ring[:1])]
    return [point for n, point in enumerate(near) if n == 0 or point != near[n - 1]]


def shapes() -> Mapping[str, list[Area]]:
    """Return the shapes of the states on the map by ISO number, in degrees.

    >>> "804" in shapes()  # Ukraine
    True
    """
    return _read(content_folder() / "data" / "geo" / "countries.json")


def framed(frame: Frame) -> Mapping[str, list[Area]]:
    """Return the shapes that a frame shows by ISO number, in pixels.

    >>> frame = Frame(centre=(31, 49), left=-9, right=9, bottom=-9, top=9, width=10)
    >>> list(framed(frame))  # nothing but Ukraine around Cherkasy
    ['804']
    """
    return _framed(frame, content_folder() / "data" / "geo" / "countries.json")


@lru_cache(maxsize=8)  # the map of another year shows the same shapes
def _framed(frame: Frame, path: Path) -> Mapping[str, list[Area]]:
    seen = {
        state: [part for one in areas for part in frame.areas(one)]
        for state, areas in _read(path).items()
    }
    return {state: areas for state, areas in seen.items() if areas}


@cache
def _read(path: Path) -> dict[str, list[Area]]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        trouble = Problem(path, 1, "", "the shapes of the map cannot be read", "restore the file")
        raise ContentError([trouble]) from error
    return {
        one["id"]: [
            [[(x, y) for x, y in ring] for ring in area] for area in one["geometry"]["coordinates"]
        ]
        for one in features
    }


def spans(areas: Sequence[Area], y: float) -> list[tuple[float, float]]:
    """Return the stretches of a horizontal line that lie within areas, from left to right.

    >>> spans([[[(0, 0), (9, 0), (9, 9), (0, 9)]]], 5)
    [(0.0, 9.0)]
    """
    crossings = []
    for ring in (ring for area in areas for ring in area):
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y):
                crossings.append(x1 + (x2 - x1) * (y - y1) / (y2 - y1))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def hatched(areas: Sequence[Area], *, step: float, around: Area) -> list[list[Point]]:
    """Return slanting lines that fill areas, ``step`` pixels apart, but for the room of a label."""
    turned = [[[_turned(point) for point in ring] for ring in area] for area in areas]
    room = [[_turned(point) for point in ring] for ring in around]
    heights = [y for area in turned for ring in area for _, y in ring]
    lines = []
    for number in range(math.floor(min(heights) / step), math.ceil(max(heights) / step)):
        y = (number + 0.5) * step
        for span in spans(turned, y):
            for x1, x2 in _outside(span, spans([room], y)):
                if x2 - x1 > 2:
                    lines.append([_turned((x1, y), back=-1), _turned((x2, y), back=-1)])
    return lines


def _outside(
    span: tuple[float, float], holes: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return what of a stretch is left beside holes."""
    left = [span]
    for start, end in holes:
        halves = [half for a, b in left for half in ((a, min(b, start)), (max(a, end), b))]
        left = [(a, b) for a, b in halves if a < b]
    return left


def _turned(point: Point, *, back: int = 1) -> Point:
    """Turn a point by 45 degrees around the corner of the sheet."""
    (x, y), half = point, math.sqrt(0.5)
    return (x - back * y) * half, (back * x + y) * half


def clipped(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return what of a ring lies within a box; the ring is closed without its first point again.

    >>> clipped([(0, 0), (4, 0), (4, 4), (0, 4)], (2, -9, 9, 9))
    [(2.0, 0.0), (4, 0), (4, 4), (2.0, 4.0)]
    """
    points = list(ring)
    for axis, edge, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        points = list(_half(points, axis, edge, sign))
    return points


def _half(ring: list[Point], axis: int, edge: float, sign: int) -> Iterator[Point]:
    """Yield what of a ring lies on one side of an edge."""
    for a, b in zip([*ring[-1:], *ring], ring, strict=False):
        inside, was = (b[axis] - edge) * sign >= 0, (a[axis] - edge) * sign >= 0
        if inside != was:
            part = (edge - a[axis]) / (b[axis] - a[axis])
            yield (a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1]))
        if inside:
            yield b
