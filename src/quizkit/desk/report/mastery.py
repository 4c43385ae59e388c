"""Which objectives students have mastered, and who needs help with which."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

MASTERED = 0.8  # of an objective's points: the lower bound of Bloom's (1968) 80 to 90 %
NEEDS_HELP = 0.5  # below it
ROUNDING = 1e-9  # thirds of a point, added up


def shares(
    scores: pd.DataFrame, points: pd.Series[float], objectives: Mapping[str, list[str]]
) -> pd.DataFrame:
    """Return which share of each objective's points every student has.

    Args:
        scores: points, a row a student and a column a question.
        points: what each question is worth.
        objectives: the questions that test each objective; those worth nothing are left out.

    Not a number where a student was asked nothing of it.

    >>> scores, points = pd.DataFrame({"a": [1.0], "b": [0.0]}), pd.Series({"a": 1.0, "b": 3.0})
    >>> shares(scores, points, {"rivers": ["a", "b"]})["rivers"].item()
    0.25
    """
    worth = worths(scores, points)
    return pd.DataFrame(
        {
            name: scores[asked].sum(axis=1) / worth[asked].sum(axis=1).where(lambda sum_: sum_ > 0)
            for name, asked in objectives.items()
            if points[asked].sum() > 0
        },
        index=scores.index,
    )


def worths(scores: pd.DataFrame, points: pd.Series[float]) -> pd.DataFrame:
    """Return what each question is worth to each student: nothing where it was not asked.

    >>> asked = pd.DataFrame({"a": [1.0, None]})
    >>> worths(asked, pd.Series({"a": 2.0}))["a"].to_list()
    [2.0, 0.0]
    """
    return scores.notna().astype(float).mul(points[scores.columns], axis=1)


def mastered(shares_: pd.DataFrame) -> pd.Series[float]:
    """Return the share of the students who have mastered each objective.

    >>> mastered(pd.DataFrame({"rivers": [0.8, 0.79, 1.0, 0.2]}))["rivers"].item()
    0.5
    """
    return (shares_ >= MASTERED - ROUNDING).astype(float).where(shares_.notna()).mean()


def in_need(shares_: pd.DataFrame) -> dict[str, list[str]]:
    """Return who has less than half of an objective, each with those objectives, weakest first.

    Who lacks most comes first.

    >>> in_need(pd.DataFrame({"a": [0.4, 1.0], "b": [0.1, 0.9]}, index=["ann", "bo"]))
    {'ann': ['b', 'a']}
    """
    low = shares_[(shares_ < NEEDS_HELP - ROUNDING).any(axis=1)]
    found = {}
    for student, row in low.iterrows():
        lacking = row[row < NEEDS_HELP - ROUNDING].sort_values(kind="stable")
        found[str(student)] = [str(objective) for objective in lacking.index]
    return dict(sorted(found.items(), key=lambda each: -len(each[1])))
