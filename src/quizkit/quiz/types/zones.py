"""Zones on a picture: circles, rectangles and polygons; how far a place is from one, and drawn.

Everything is in widths of the picture, down as well as across, so that a circle is round whatever
the picture's form is: its right edge is at 1, its lower edge at its height by its width.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
DIGITS = 4  # of what is drawn


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around a point."""

    x: float
    y: float
    radius: float

    def distance(self, point: Point) -> float:
        """Return how far a point is from it; 0 inside.

        >>> Circle(0.5, 0.5, 0.1).distance((0.75, 0.5))
        0.15
        """
        return max(0.0, round(math.dist((self.x, self.y), point) - self.radius, 9))

    def inner(self) -> Point:
        """Return a point inside."""
        return self.x, self.y

    def corners(self) -> list[Point]:
        """Return points between which all of it lies."""
        x, y, radius = self.x, self.y, self.radius
        return [(x - radius, y - radius), (x + radius, y + radius)]

    def drawn(self) -> str:
        """Return it as an element of SVG."""
        return f'<circle cx="{_n(self.x)}" cy="{_n(self.y)}" r="{_n(self.radius)}"/>'


@dataclass(frozen=True, slots=True)
class Polygon:
    """A polygon, or a rectangle, by its corners."""

    points: tuple[Point, ...]

    @property
    def sides(self) -> Iterable[tuple[Point, Point]]:
        """Its sides, each by its two ends."""
        return pairwise((*self.points, self.points[0]))

    def distance(self, point: Point) -> float:
        """Return how far a point is from it; 0 inside.

        >>> Polygon(((0, 0), (1, 0), (1, 1), (0, 1))).distance((0.5, 1.25))
        0.25
        """
        x, y = point
        crossed = sum(x < at for at in self._crossings(y))
        if crossed % 2:
            return 0.0
        return round(min(_from_side(point, *side) for side in self.sides), 9)

    def _crossings(self, y: float) -> list[float]:
        """Return where the sides cross a level, from left to right."""
        found = [
            x0 + (y - y0) * (x1 - x0) / (y1 - y0)
            for (x0, y0), (x1, y1) in self.sides
            if (y0 > y) != (y1 > y)
        ]
        return sorted(found)

    def inner(self) -> Point:
        """Return a point inside: the middle of its widest level, halfway between two corners."""
        levels = sorted({y for _, y in self.points})
        widest, found = -1.0, self.points[0]
        for above, below in pairwise(levels):
            y = (above + below) / 2
            crossings = self._crossings(y)
            for left, right in zip(crossings[::2], crossings[1::2], strict=False):
                if right - left > widest:
                    widest, found = right - left, ((left + right) / 2, y)
        return found

    def corners(self) -> list[Point]:
        """Return points between which all of it lies."""
        return list(self.points)

    @property
    def area(self) -> float:
        """How much it covers, in squares of the picture's width."""
        return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in self.sides)) / 2

    def drawn(self) -> str:
        """Return it as an element of SVG."""
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in self.points)
        return f'<polygon points="{points}"/>'


Shape = Circle | Polygon


def _from_side(point: Point, start: Point, end: Point) -> float:
    (x0, y0), (x1, y1) = start, end
    long = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = ((point[0] - x0) * (x1 - x0) + (point[1] - y0) * (y1 - y0)) / long if long else 0.0
    along = min(1.0, max(0.0, along))
    return math.dist(point, (x0 + along * (x1 - x0), y0 + along * (y1 - y0)))


def _n(value: float) -> str:
    return f"{100 * value:.{DIGITS}f}".rstrip("0").rstrip(".")


def drawing(shapes: Sequence[Shape], ratio: float) -> str:
    """Return shapes as an SVG that lies over the whole picture.

    ``ratio`` is the picture's height by its width.

    >>> drawing([Circle(0.5, 0.25, 0.1)], 0.5).partition(">")[2]
    '<circle cx="50" cy="25" r="10"/></svg>'
    """
    style = 'fill="#1a6639" fill-opacity="0.25" stroke="#1a6639" stroke-width="0.6"'
    field = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 {_n(ratio)}"'
    return f"<svg {field} {style}>{''.join(shape.drawn() for shape in shapes)}</svg>"
