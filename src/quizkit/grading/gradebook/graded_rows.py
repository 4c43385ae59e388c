"""Rows of the gradebook that several rooms ask for, and how late work was.

A room asks for those of a whole class in one statement: nbgrader's own objects would take ten for
each student.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from nbgrader import api
from sqlalchemy import Connection, Select, or_, select

from quizkit.errors import CourseError

MOST = 1e9  # points


def graded_rows(assignment: str, *columns: Any, kind: Any = api.Grade) -> Select[Any]:
    """Return a query for columns of everybody's grades for an assignment.

    Columns of the assignment, of the submission and of its notebook can be among them. With another
    ``kind``, such as ``api.Comment``, there is a row for each of these in the place of grades.
    """
    submission, notebook = api.SubmittedAssignment, api.SubmittedNotebook
    return (
        select(*columns)
        .select_from(submission)
        .join(api.Assignment, api.Assignment.id == submission.assignment_id)
        .join(notebook, notebook.assignment_id == submission.id)
        .join(kind, kind.notebook_id == notebook.id)
        .where(api.Assignment.name == assignment)
    )


def check_points(book: Connection, assignment: str) -> None:
    """Raise CourseError if a cell has points that are none: infinitely many, or a text.

    Only a hand in the database can have written these, and no sum can be made of them.
    """
    grade = api.Grade.__table__
    given = (grade.c.auto_score, grade.c.manual_score, grade.c.extra_credit)
    odd = or_(*(column > MOST for column in given), *(column < -MOST for column in given))
    asked = graded_rows(assignment, api.SubmittedAssignment.student_id, api.BaseCell.name)
    cell = api.BaseCell.id == api.Grade.cell_id
    found = book.execute(asked.join(api.BaseCell, cell).where(odd).limit(1)).first()
    if found:
        raise CourseError(
            f"The gradebook has points of '{found[0]}' for the cell '{found[1]}' of '{assignment}' "
            "that are no number of points: correct them in formgrader, or take them out."
        )


def seconds_late(
    handed_in: datetime | None, extension: timedelta | None, due: datetime | None
) -> float:
    """Return by how many seconds work was late, as nbgrader reckons it.

    >>> due = datetime(2022, 1, 14, 17)
    >>> seconds_late(due + timedelta(minutes=3), timedelta(minutes=1), due)
    120.0
    """
    if handed_in is None or due is None:
        return 0.0
    return max(0.0, (handed_in - due - (extension or timedelta())).total_seconds())
