"""What the gradebook has of an assignment and of each submission to it, in brief.

It tells whether the grades that an earlier run wrote are still there: a gradebook may have been
deleted, or put back from a copy. Points given by hand are left out, and change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from nbgrader import api
from sqlalchemy import Engine, Row, Select, func, inspect, select

from quizkit.grading.gradebook.graded_rows import graded_rows
from quizkit.grading.resuming.fingerprint import Key

CELLS = (api.SourceCell, api.GradeCell, api.SolutionCell, api.TaskCell)
SUBMISSION = ("student_id", "id", "timestamp", "extension")
LINKS = {"id", "notebook_id", "assignment_id"}  # made anew for each gradebook


class Standing:
    """The rows of one assignment in a gradebook.

    Args:
        engine: of the gradebook, made in this process.
        assignment: its name.
    """

    def __init__(self, engine: Engine, assignment: str) -> None:
        self._engine, self._assignment = engine, assignment

    def assignments(self) -> list[str]:
        """Return the names of all assignments; none where the gradebook is empty."""
        if not inspect(self._engine).has_table(api.Assignment.__tablename__):
            return []
        # Tables of an older nbgrader have no course_id: then they cannot be used as they are.
        columns = select(api.Assignment.name, api.Assignment.course_id)
        return sorted(row[0] for row in self._rows(columns))

    def source_key(self) -> str:
        """Return the key of the assignment's own cells: sources, checksums, points, due date."""
        key = Key()
        chosen = api.Assignment.name == self._assignment
        dates = select(api.Assignment.duedate).where(chosen)
        kernels = select(api.Notebook.name, api.Notebook.kernelspec).join(api.Assignment)
        for asked in (dates, kernels.where(chosen)):
            for text in sorted(repr(tuple(row)) for row in self._rows(asked)):
                key.add(text)
        for table in CELLS:
            columns = [column for column in inspect(table).columns if column.key not in LINKS]
            asked = select(api.Notebook.name, *columns).join_from(table, api.Notebook)
            asked = asked.join(api.Assignment).where(chosen)
            for text in sorted(repr(tuple(row)) for row in self._rows(asked)):
                key.add(text)
        return key.text

    def of_all(self) -> dict[str, str]:
        """Return the standing of each student who has one."""
        return {row[0]: _brief(row) for row in self._rows(self._asked())}

    def of(self, student: str) -> str:
        """Return the standing of a student; empty if there is none."""
        asked = self._asked().where(api.SubmittedAssignment.student_id == student)
        return next((_brief(row) for row in self._rows(asked)), "")

    @cached_property
    def settled(self) -> Mapping[str, list[str]]:
        """The cells that nobody has to look at any more, by student, when it is first asked for.

        Each is called as reasons do that are told of it: ``week.ipynb, quiz``.
        """
        names = (api.SubmittedAssignment.student_id, api.Notebook.name, api.BaseCell.name)
        asked = (
            graded_rows(self._assignment, *names)
            .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
            .join(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
            .where(api.Grade.needs_manual_grade.is_(False))
        )
        found: dict[str, list[str]] = {}
        for student, notebook, cell in map(tuple, self._rows(asked)):
            found.setdefault(student, []).append(f"{notebook}.ipynb, {cell}")
        return found

    def due_date(self) -> datetime | None:
        """Return when the assignment is due, in UTC without a zone; None if it never is."""
        chosen = select(api.Assignment.duedate).where(api.Assignment.name == self._assignment)
        return next((row[0] for row in self._rows(chosen)), None)

    def extensions(self) -> dict[str, timedelta]:
        """Return how much longer each student has who has an extension."""
        submission = api.SubmittedAssignment
        chosen: Any = select(submission.student_id, submission.extension).join(api.Assignment)
        rows = self._rows(chosen.where(api.Assignment.name == self._assignment))
        return {student: more for student, more in map(tuple, rows) if more}

    def _asked(self) -> Select[Any]:
        submission, score = api.SubmittedAssignment, api.Grade.auto_score
        brief = [getattr(submission, name) for name in SUBMISSION]
        counts = func.count(api.Grade.id), func.count(score), func.sum(score)
        return graded_rows(self._assignment, *brief, *counts).group_by(*brief)

    def _rows(self, asked: Select[Any]) -> list[Row[Any]]:
        with self._engine.connect() as connection:
            return list(connection.execute(asked))


def _brief(row: Row[Any]) -> str:
    *brief, total = tuple(row)[1:]
    return " ".join(map(str, [*brief, f"{total or 0:.6f}"]))
