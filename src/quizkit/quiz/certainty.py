"""Marks for how sure somebody is of an answer, as Moodle publishes them.

Gardner-Medwin's certainty-based marking: a right answer gets 1, 2 or 3 marks by how sure one is of
it, a wrong one 0, -2 or -6, so that it pays to know what one knows. Right in part is that part of
a right one's marks. Over a whole quiz they become a bonus to what share of it is right: a tenth of
how far the average mark is from that of somebody as often right who is equally sure throughout.

https://docs.moodle.org/en/Using_certainty-based_marking
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEVELS = (1, 2, 3)  # unsure, fairly sure, very sure
RIGHT = {1: 1.0, 2: 2.0, 3: 3.0}
WRONG = {1: 0.0, 2: -2.0, 3: -6.0}
BEST = {1: (0.0, 2 / 3), 2: (2 / 3, 0.8), 3: (0.8, 1.0)}  # how often right, where it pays most
ASSUMED = 1  # of who did not say
OF_BONUS = 0.1
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer: what its question is worth, what share of that is right, and how sure one was.

    ``certainty`` is None where nothing was answered.
    """

    points: float
    fraction: float
    certainty: int | None

    @property
    def mark(self) -> float:
        """The mark, by the points of the question.

        >>> Judged(1, 0.0, 3).mark, Judged(1, 0.5, 3).mark, Judged(2, 1.0, 2).mark
        (-6.0, 1.5, 4.0)
        """
        if self.certainty is None:
            return 0.0
        if self.fraction <= NOTHING:
            return self.points * WRONG[self.certainty]
        return self.points * self.fraction * RIGHT[self.certainty]


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of all answers: the average mark of a point, and the share that is right."""

    average: float
    accuracy: float

    @property
    def bonus(self) -> float:
        """What certainty adds to the share that is right, or takes off.

        >>> round(Figures(average=1.0, accuracy=1.0).bonus, 3)
        -0.2
        """
        usual = max(
            self.accuracy * RIGHT[level] + (1 - self.accuracy) * WRONG[level] for level in LEVELS
        )
        return OF_BONUS * (self.average - usual)


def figures(judged: Iterable[Judged]) -> Figures | None:
    """Reckon over answers; None where there is nothing that counts."""
    found: Sequence[Judged] = list(judged)
    points = math.fsum(each.points for each in found)
    if points <= 0:
        return None
    right = math.fsum(each.points * each.fraction for each in found if each.certainty is not None)
    return Figures(math.fsum(each.mark for each in found) / points, right / points)


def level(value: object) -> int | None:
    """Return a level that was sent; None where it is none.

    >>> level(2), level("2"), level(True)
    (2, None, None)
    """
    return value if type(value) is int and value in LEVELS else None
