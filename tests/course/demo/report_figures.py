"""What the report on the demo class should say, worked out from the demo answers with pandas.

Nothing of quizkit has a part in it: the points of each student for each question come from the
hand-made accounts, and the figures from pandas and the standard library.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from course.demo.answers import Assignment
from course.demo.quiz_accounts import account
from course.demo.students import NOT_GRADED, Flaw

Made = Mapping[str, Mapping[str, Any]]  # what each student was made to answer, by assignment
REFUSED = [flaw.value for flaw in NOT_GRADED]


def handed_in(made: Made, assignment: str) -> dict[str, Any]:
    """Return the work of those who handed something in that could be graded."""
    works = {student: work[assignment] for student, work in made.items()}
    return {student: work for student, work in works.items() if work["flaw"] not in REFUSED}


def points(made: Made, assignment: Assignment) -> pd.DataFrame:
    """Return everybody's points for each question and each other cell, NaN while it waits."""
    rows = {}
    for student, work in handed_in(made, assignment.name).items():
        cells = work["expected"]
        row = {
            name: float("nan") if cell["auto"] is None and cell["manual"] is None else cell["score"]
            for name, cell in cells.items()
            if name != "quiz"
        }
        answered = work["flaw"] != Flaw.NO_ANSWERS.value
        for question, kind in work["quiz"].items():
            row[question] = account(assignment.name, kind, question) if answered else 0.0
        rows[student] = row
    return pd.DataFrame.from_dict(rows, orient="index").astype(float)


def most(table: pd.DataFrame, assignment: Assignment) -> pd.Series[float]:
    """Return what each question and cell is worth: a question of the quiz one point."""
    return pd.Series({name: assignment.points.get(name, 1.0) for name in table})


def known_of(table: pd.DataFrame) -> pd.DataFrame:
    """Return the part of the table that is known of everybody."""
    return table[[name for name in table if not table[name].isna().any()]]


def discrimination(table: pd.DataFrame) -> dict[str, float]:
    """Return the correlation of each question with the sum of the others, by pandas."""
    return {name: table[name].corr(table.drop(columns=name).sum(axis=1)) for name in table}


def alpha(table: pd.DataFrame) -> float:
    """Return Cronbach's alpha, from variances."""
    k = len(table.columns)
    own = sum(statistics.variance(table[name]) for name in table)
    return k / (k - 1) * (1 - own / statistics.variance(table.sum(axis=1)))


def thirds(rest: pd.Series[float]) -> dict[str, list[float]]:
    """Return each student's part in each third: seats in a row, those of the tied shared out."""
    third = Fraction(len(rest), 3)
    order = sorted(range(len(rest)), key=lambda at: rest.iloc[at])
    seats = [[_overlap(seat, group, third) for group in range(3)] for seat in range(len(rest))]
    found: dict[str, list[float]] = {}
    for at in range(len(rest)):
        tied = [s for s, who in enumerate(order) if abs(rest.iloc[who] - rest.iloc[at]) < 1e-9]
        shares = [sum(seats[seat][group] for seat in tied) / len(tied) for group in range(3)]
        found[str(rest.index[at])] = [float(share) for share in shares]
    return found


def _overlap(seat: int, group: int, third: Fraction) -> Fraction:
    least, end = max(Fraction(seat), group * third), min(Fraction(seat + 1), (group + 1) * third)
    return max(Fraction(0), end - least)


def groups(table: pd.DataFrame, question: str) -> list[float]:
    """Return which share of the points of a one-point question each third got."""
    shares = thirds(table.drop(columns=question).sum(axis=1))
    of_group = [[shares[str(s)][group] for s in table.index] for group in range(3)]
    own = list(table[question])
    return [sum(w * p for w, p in zip(ws, own, strict=True)) / sum(ws) for ws in of_group]


def counts(made: Made, assignment: Assignment, question: str) -> dict[Any, int]:
    """Return how many gave each response to a question; None for those who left it open."""
    found: dict[Any, int] = {}
    for work in handed_in(made, assignment.name).values():
        given = work["flaw"] != Flaw.NO_ANSWERS.value
        value = assignment.answers[work["quiz"][question]].quiz[question] if given else None
        found[value] = found.get(value, 0) + 1
    return found
