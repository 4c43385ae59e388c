"""Cutting a shape off at the edges of a frame (Sutherland and Hodgman)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # its least x and y, its greatest x and y


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
