"""How often a class was right at each level of certainty, and whether that is as it should be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizkit.desk.report.class_work import Task
from quizkit.quiz.certainty import BEST, LEVELS

# As Moodle judges: so far off, by so many answers, that chance is not the likely reason.
FAR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """One level: how many answers, the share of them that is right, and what to say of it."""

    level: int
    answers: int
    right: float
    judged: str  # "well", "over" or "under"; "none" where there are no answers

    @property
    def best(self) -> tuple[float, float]:
        """How often one should be right, so that this level pays most."""
        return BEST[self.level]


def calibrations(tasks: Iterable[Task]) -> tuple[Calibration, ...]:
    """Return each level, weighed as the points are; nothing where nobody was asked."""
    tasks = list(tasks)
    given = [
        (each.certainty, task.points, each.grade.fraction)
        for task in tasks
        for each in task.responses.values()
        if each.certainty is not None
    ]
    return tuple(_of(level, given) for level in LEVELS) if given else ()


def _of(level: int, given: Iterable[tuple[int | None, float, float]]) -> Calibration:
    own = [(points, fraction) for certainty, points, fraction in given if certainty == level]
    worth = sum(points for points, _ in own)
    if not worth:
        return Calibration(level=level, answers=0, right=0.0, judged="none")
    right = sum(points * fraction for points, fraction in own) / worth
    return Calibration(
        level=level, answers=len(own), right=right, judged=_judged(level, right, len(own))
    )


def _judged(level: int, right: float, count: int) -> str:
    """Say whether a class knows itself at a level.

    >>> _judged(3, 0.5, 30), _judged(3, 0.9, 30), _judged(1, 0.95, 30), _judged(3, 0.5, 2)
    ('over', 'well', 'under', 'well')
    """
    low, high = BEST[level]
    off = right - min(max(right, low), high)
    if off * off * count <= FAR:
        return "well"
    return "over" if off < 0 else "under"
