"""What the gradebook has of a class's work on an assignment, in plain rows, and their change."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from nbgrader import api
from sqlalchemy import Engine, Select, func

from quizkit.errors import CourseError
from quizkit.grading.gradebook.graded_rows import graded_rows, seconds_late

NEARLY = 1e-6  # scores that differ by less are the same
MEANWHILE = (
    "Somebody changed the gradebook meanwhile, so nothing was written: type the same command again."
)


@dataclass(frozen=True, slots=True)
class GradeRow:
    """The score of one cell of a student's notebook."""

    id: str
    cell: str
    points: float
    auto: float | None
    manual: float | None
    extra: float

    @property
    def by_hand(self) -> bool:
        """Whether points given by hand stand in the place of the computed ones."""
        return self.manual is not None

    def score(self, auto: float | None) -> float:
        """Return what it counts, as nbgrader reckons it, if this was the computed score."""
        found = auto if self.manual is None else self.manual
        return 0.0 if found is None else found + self.extra


@dataclass(frozen=True, slots=True)
class NotebookRow:
    """A student's notebook, with the score of each of its cells by the cell's name."""

    id: str
    name: str
    penalty: float | None
    grades: dict[str, GradeRow] = field(default_factory=dict)

    def score(self, changes: dict[str, float]) -> float:
        """Return its points, with these computed scores, by id, in the place of others."""
        return math.fsum(
            grade.score(changes.get(grade.id, grade.auto)) for grade in self.grades.values()
        )


@dataclass(frozen=True, slots=True)
class Work:
    """What a student has for an assignment; the name is empty where it is not known."""

    student: str
    seconds_late: float
    notebooks: dict[str, NotebookRow] = field(default_factory=dict)
    name: str = ""

    def total(self, changes: dict[str, float], penalties: dict[str, float | None]) -> float:
        """Return all points but the penalties, as nbgrader exports it."""
        found = (
            notebook.score(changes) - (penalties.get(notebook.id, notebook.penalty) or 0.0)
            for notebook in self.notebooks.values()
        )
        return max(0.0, math.fsum(found))


@dataclass(frozen=True, slots=True)
class NewScore:
    """A computed score to write; ``review`` asks the teacher to look at it."""

    grade: GradeRow
    auto: float
    review: bool = False


def works(engine: Engine, assignment: str) -> dict[str, Work]:
    """Return everybody's work on an assignment, by student."""
    found: dict[str, Work] = {}
    with engine.connect() as connection:
        for row in connection.execute(_asked(assignment)):
            late = seconds_late(row.timestamp, row.extension, row.duedate)
            name = " ".join(filter(None, (row.first_name, row.last_name)))
            work = found.setdefault(row.student_id, Work(row.student_id, late, name=name))
            notebook = work.notebooks.setdefault(
                row.notebook,
                NotebookRow(row.notebook_id, row.notebook, row.late_submission_penalty),
            )
            notebook.grades[row.cell] = GradeRow(
                id=row.id,
                cell=row.cell,
                points=row.points or 0.0,
                auto=row.auto_score,
                manual=row.manual_score,
                extra=row.extra_credit or 0.0,
            )
    return found


def write(
    engine: Engine,
    scores: Iterable[NewScore],
    penalties: dict[str, float | None],
    *,
    then: Any = lambda: None,
) -> None:
    """Write scores and late penalties, all of them or none.

    Args:
        engine: of the gradebook.
        scores: the new ones.
        penalties: the new ones, by the notebook's id.
        then: called when all is written, and can still be taken back.

    Raises CourseError where the gradebook has other scores by now.
    """
    grades, notebooks = api.Grade.__table__, api.SubmittedNotebook.__table__
    with engine.begin() as connection:
        for new in scores:
            auto = grades.c.auto_score
            same = auto.is_(None) if new.grade.auto is None else _near(auto, new.grade.auto)
            values: dict[str, Any] = {"auto_score": new.auto}
            if new.review:
                values["needs_manual_grade"] = True
            chosen = grades.update().where(grades.c.id == new.grade.id, same)
            if connection.execute(chosen.values(values)).rowcount != 1:
                raise CourseError(MEANWHILE)
        for name, penalty in penalties.items():
            chosen = notebooks.update().where(notebooks.c.id == name)
            connection.execute(chosen.values(late_submission_penalty=penalty))
        then()


def _near(column: Any, value: float) -> Any:
    return func.abs(column - value) < NEARLY


def _asked(assignment: str) -> Select[Any]:
    submission, notebook = api.SubmittedAssignment, api.SubmittedNotebook
    grade, points = api.Grade, api.GradeCell.__table__
    return (
        graded_rows(
            assignment,
            submission.student_id,
            api.Student.first_name,
            api.Student.last_name,
            submission.timestamp,
            submission.extension,
            api.Assignment.duedate,
            notebook.id.label("notebook_id"),
            notebook.late_submission_penalty,
            api.Notebook.name.label("notebook"),
            grade.id,
            grade.auto_score,
            grade.manual_score,
            grade.extra_credit,
            api.BaseCell.__table__.c.name.label("cell"),
            points.c.max_score.label("points"),
        )
        .join(api.Student, api.Student.id == submission.student_id)
        .join(api.Notebook, api.Notebook.id == notebook.notebook_id)
        .join(api.BaseCell.__table__, api.BaseCell.__table__.c.id == grade.cell_id)
        .outerjoin(points, points.c.id == grade.cell_id)
        .order_by(submission.student_id, api.Notebook.name)
    )
