"""Labels along a line, moved as little as possible so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def spread(wanted: Sequence[float], heights: Sequence[float], *, top: float = 0) -> list[float]:
    """Return each label its place, near the wanted one and below the label before it.

    The places are those with the least squared movement: labels that meet are gathered in a
    block around the mean of what they want.

    >>> spread([0, 5, 50], [10, 10, 10], top=-10)
    [-2.5, 7.5, 50]
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
    starts = [max(mean, top) for mean, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(starts, before, strict=True)]
