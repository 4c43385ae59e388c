"""nbgrader's look-ups of one cell, one grade or one comment, answered with one query a notebook.

nbgrader's steps go through a notebook and ask the gradebook for each cell by its name: some forty
queries a submission, alike but for the name, of which building costs more than answering. Here the
first one asks for all of the notebook, and the others find theirs. What is not there is left to
nbgrader's own method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy.orm import Session

Named = Iterable[tuple[str, Any]]


def _source_cells(session: Session, notebook: str, assignment: str) -> Named:
    return _of_notebook(session, SourceCell, notebook, assignment)


def _graded_cells(session: Session, notebook: str, assignment: str) -> Named:
    for kind in (TaskCell, GradeCell):  # of two that share a name, nbgrader takes the latter
        yield from _of_notebook(session, kind, notebook, assignment)


def _grades(session: Session, *where: str) -> Named:
    return _of_submission(session, Grade, GradeCell, *where)


def _comments(session: Session, *where: str) -> Named:
    return _of_submission(session, Comment, SolutionCell, *where)


def _of_notebook(session: Session, kind: Any, notebook: str, assignment: str) -> Named:
    yield from (
        session.query(kind.name, kind)
        .join(Notebook, Notebook.id == kind.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .filter(Notebook.name == notebook, Assignment.name == assignment)
    )


def _of_submission(
    session: Session, kind: Any, first: Any, notebook: str, assignment: str, student: str
) -> Named:
    found: Any = (
        session.query(BaseCell.name, BaseCell.type, kind)
        .select_from(kind)
        .join(BaseCell, BaseCell.id == kind.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(Student, Student.id == SubmittedAssignment.student_id)
        .filter(Notebook.name == notebook, Assignment.name == assignment, Student.id == student)
    )
    rows = [(type_ == first.__name__, name, row) for name, type_, row in found]
    return ((name, row) for _, name, row in sorted(rows, key=lambda each: each[0]))


QUERIES: dict[str, Callable[..., Named]] = {
    "find_source_cell": _source_cells,
    "find_graded_cell": _graded_cells,
    "find_grade": _grades,
    "find_comment": _comments,
}


class Lookups:
    """What nbgrader's look-ups found already, in one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, ...], dict[str, Any]] = {}

    def find(self, method: str, name: str, where: tuple[str, ...]) -> Any:
        """Return what a method of the gradebook would, or None if that method has to say."""
        key = (method, *where)
        if key not in self._known:
            self._known[key] = dict(QUERIES[method](self._session, *where))
        return self._known[key].get(name)

    def forget(self) -> None:
        """Look everything up anew from here on."""
        self._known.clear()
