"""What the gradebook has of each student of the class, and why one has no points yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import Engine, Integer, Select, case, cast, func, select

from quizkit.desk.marks.scales import points
from quizkit.desk.student_table import Student
from quizkit.errors import UnknownName
from quizkit.grading.gradebook.graded_rows import check_points, graded_rows


class State(StrEnum):
    """How far the work of a student is."""

    MARKED = "marked"
    WAITING = "waiting for marks by hand"
    FLAGGED = "flagged, and not looked at yet"
    UNGRADED = "not graded yet"
    MISSING = "not handed in"


@dataclass(frozen=True, slots=True)
class Standing:
    """The points of a student for an assignment; those so far where it is waiting or flagged."""

    student: Student
    state: State
    score: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Result:
    """The points of a class for an assignment, and how many there are to be had."""

    assignment: str
    maximum: Fraction
    standings: Sequence[Standing]


def result(
    engine: Engine,
    assignment: str,
    students: Sequence[Student],
    submission: Callable[[str], Path],
) -> Result:
    """Return the result of an assignment, in the order of the class.

    ``submission`` gives the folder of a student's work, which the gradebook may not know yet.
    """
    with engine.connect() as connection:
        found = connection.execute(
            select(api.Assignment.max_score).where(api.Assignment.name == assignment)
        ).first()
        if found is None:
            names = connection.execute(select(api.Assignment.name)).scalars()
            raise UnknownName("assignment", assignment, list(names))
        check_points(connection, assignment)
        rows: dict[str, Sequence[Any]] = {}
        for student, *row in connection.execute(_asked(assignment)):
            rows[student] = row
    return Result(
        assignment,
        points(found[0] or 0.0),
        [_standing(student, rows.get(student.id), submission) for student in students],
    )


def _asked(assignment: str) -> Select[Any]:
    """Return a query for each submission's points, penalty, and how its cells stand.

    Of these: how many wait, how many of those have points already, and how many have any.
    """
    submission, grade = api.SubmittedAssignment, api.Grade
    waits, given = grade.needs_manual_grade, func.coalesce(grade.auto_score, grade.manual_score)
    return graded_rows(
        assignment,
        submission.student_id,
        func.sum(grade.score),
        submission.late_submission_penalty,
        func.sum(cast(waits, Integer)),
        func.count(case((waits, given))),
        func.count(given),
    ).group_by(submission.student_id, submission.id)


def _standing(
    student: Student,
    row: Sequence[Any] | None,
    submission: Callable[[str], Path],
) -> Standing:
    if row is None:
        return Standing(
            student, State.UNGRADED if submission(student.id).is_dir() else State.MISSING
        )
    score, penalty, waits, flagged, counted = (value or 0 for value in row)
    if not counted:
        return Standing(student, State.UNGRADED)
    earned = max(points(score) - points(penalty), Fraction(0))
    state = State.WAITING if waits > flagged else State.FLAGGED if flagged else State.MARKED
    return Standing(student, state, earned)
