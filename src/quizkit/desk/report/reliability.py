"""How far a test would rank a class the same way again: coefficient alpha, with its error."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from quizkit.desk.report.item_statistics import TINY

FEWEST = 10  # students, without whom nothing is said
SMALL = 30  # below it the normal approximation, and so the interval, is rough
CONFIDENT = 1.96  # standard errors on either side of 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Alpha of a test, and what follows from it.

    Args:
        alpha: Cronbach's coefficient.
        error: its standard error.
        measurement: the standard error of measurement, in points.
        students: how many it was reckoned from.
        questions: of how many questions.
    """

    alpha: float
    error: float
    measurement: float
    students: int
    questions: int

    @property
    def interval(self) -> tuple[float, float]:
        """Where alpha lies with a confidence of 95 % (Duhachek & Iacobucci, 2004)."""
        margin = CONFIDENT * self.error
        return self.alpha - margin, min(1.0, self.alpha + margin)


def reliability(scores: pd.DataFrame) -> Reliability | None:
    """Return the reliability of a test; None for fewer than 10 students, or 2 questions.

    None too where not all were asked the same: alpha says nothing of such a test.

    Two questions that agree but for one student of ten:

    >>> answers = pd.DataFrame({"a": [1] * 5 + [0] * 5, "b": [1] * 6 + [0] * 4})
    >>> round(reliability(answers).alpha, 3)
    0.899
    """
    students, questions = scores.shape
    if scores.isna().to_numpy().any():
        return None
    spread = scores.sum(axis=1).var(ddof=1)
    if students < FEWEST or questions < 2 or not spread > TINY:
        return None
    covariances = scores.cov()
    alpha = cronbach(covariances)
    return Reliability(
        alpha=alpha,
        error=alpha_error(covariances, students),
        measurement=float(spread * max(0.0, 1 - alpha)) ** 0.5,
        students=students,
        questions=questions,
    )


def cronbach(covariances: pd.DataFrame) -> float:
    """Return coefficient alpha of the questions' covariances (Cronbach, 1951, formula 2).

    >>> cronbach(pd.DataFrame([[1.0, 0.6], [0.6, 1.0]]))
    0.75
    """
    matrix = covariances.to_numpy()
    count = len(matrix)
    return float(count / (count - 1) * (1 - matrix.trace() / matrix.sum()))


def alpha_error(covariances: pd.DataFrame, students: int) -> float:
    """Return the standard error of alpha (van Zyl, Neudecker & Nel, 2000).

    It is asymptotic, and does not ask that all questions be equally hard or equally good:
    2k² [(j'Sj)(tr S² + tr² S) − 2 (tr S)(j'S²j)] / [(k − 1)² (j'Sj)³ n], under its root.

    >>> round(alpha_error(pd.DataFrame([[1.0, 0.5], [0.5, 1.0]]), 50), 4)
    0.0943
    """
    matrix = covariances.to_numpy()
    count, trace, whole = len(matrix), matrix.trace(), matrix.sum()
    square = matrix @ matrix
    inner = whole * (square.trace() + trace**2) - 2 * trace * square.sum()
    variance = 2 * count**2 * inner / ((count - 1) ** 2 * whole**3) / students
    return float(max(0.0, variance) ** 0.5)
