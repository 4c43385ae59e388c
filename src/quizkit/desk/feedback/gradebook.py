"""What the gradebook puts on each student's page: points, comments, penalties."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from nbgrader import api
from sqlalchemy import Engine, Select

from quizkit.grading.gradebook.graded_rows import graded_rows
from quizkit.grading.resuming.fingerprint import Key

CELL = api.BaseCell.__table__


@dataclass(slots=True)
class Told:
    """What a student is told; ``waits`` where an answer still waits for the teacher's points."""

    rows: list[str] = field(default_factory=list)
    waits: bool = False

    @property
    def key(self) -> str:
        """The key of it."""
        return Key(*sorted(self.rows)).text


def told(engine: Engine, assignment: str) -> dict[str, Told]:
    """Return what each student is told, by id."""
    found: dict[str, Told] = {}
    with engine.connect() as connection:
        for asked in (_grades(assignment), _comments(assignment)):
            for student, waits, *row in connection.execute(asked):
                each = found.setdefault(student, Told())
                each.rows.append(repr(row))
                each.waits = each.waits or bool(waits)
    return found


def _grades(assignment: str) -> Select[Any]:
    grade, points, tasks = api.Grade, api.GradeCell.__table__, api.TaskCell.__table__
    asked = _of_cells(
        grade,
        assignment,
        api.SubmittedAssignment.student_id,
        grade.needs_manual_grade,
        api.Notebook.name,
        api.SubmittedNotebook.late_submission_penalty,
        CELL.c.name,
        *(grade.auto_score, grade.manual_score, grade.extra_credit),
        points.c.max_score,
        tasks.c.max_score,
    )
    return asked.outerjoin(points, points.c.id == grade.cell_id).outerjoin(
        tasks, tasks.c.id == grade.cell_id
    )


def _comments(assignment: str) -> Select[Any]:
    comment = api.Comment
    return _of_cells(
        comment,
        assignment,
        api.SubmittedAssignment.student_id,
        comment.id.is_(None),
        api.Notebook.name,
        CELL.c.name,
        *(comment.auto_comment, comment.manual_comment),
    )


def _of_cells(kind: Any, assignment: str, *columns: Any) -> Select[Any]:
    """Return a query for columns of rows of a kind, each with its notebook and its cell."""
    return (
        graded_rows(assignment, *columns, kind=kind)
        .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
        .join(CELL, CELL.c.id == kind.cell_id)
    )
