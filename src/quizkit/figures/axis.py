"""A line of time: where moments stand on it, and where the labels beside it have room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from quizkit.figures.sheet import LEAD

QUIET = 8  # years without an event from which the line is broken
BREAK = 40.0  # pixels that stand for the years left out
YEAR = 12.0  # type size of the years on the line


@dataclass(frozen=True, slots=True)
class Axis:
    """A line of time in stretches of whole years, the last of each not counted, with breaks.

    >>> axis = Axis(stretches=((1949, 1950), (1975, 1977)), top=0, scale=10)
    >>> axis.place(1949.5), axis.place(1976)
    (5.0, 60.0)
    """

    stretches: Sequence[tuple[int, int]]
    top: float
    scale: float  # pixels a year

    def place(self, moment: float) -> float:
        """Return the y of a moment, given as a year with its fraction."""
        y = self.top
        for start, end in self.stretches:
            if moment <= end:
                return y + (moment - start) * self.scale
            y += (end - start) * self.scale + BREAK
        raise ValueError(f"{moment} lies beyond the line")

    def marked(self, start: int, end: int) -> list[int]:
        """Return the years to mark in a stretch: its first, and every fifth with room for it."""
        marked = [start]
        for year in range(start, end):
            if year % 5 == 0 and (year - marked[-1]) * self.scale > YEAR * LEAD:
                marked.append(year)
        return marked


def stretches(years: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of time in which years lie, none with a long quiet time in it.

    >>> stretches([1949, 1975, 1979])
    [(1949, 1950), (1975, 1980)]
    """
    found = [(years[0], years[0] + 1)]
    for year in years[1:]:
        start, end = found[-1]
        if year - end < QUIET:
            found[-1] = (start, year + 1)
        else:
            found.append((year, year + 1))
    return found


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return each label its place, near the wanted one and below the label before it.

    The places are those with the least squared movement: labels that meet are gathered in a
    block around the mean of what they want.

    >>> spread([20, 25, 70], [10, 10, 10])
    [17.5, 27.5, 70]
    """
    before = [0.0, *accumulate(heights)][: len(heights)]
    blocks: list[tuple[float, int]] = []  # (mean of what its labels want, how many they are)
    for place, offset in zip(wanted, before, strict=True):
        mean, count = place - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, others = blocks.pop()
            mean = (mean * count + other * others) / (count + others)
            count += others
        blocks.append((mean, count))
    starts = [max(mean, 0) for mean, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(starts, before, strict=True)]
