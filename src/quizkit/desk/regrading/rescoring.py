"""The quizzes of one student's graded notebooks scored again, from the answers that were graded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from nbformat import v4

from quizkit.course.quiz_cells import QuizCell, language_of, quiz_cells
from quizkit.course.scoring import kept, submitted
from quizkit.course.scoring.score import Account, Flag, Reason
from quizkit.course.scoring.submitted import Trouble
from quizkit.course.steps import ScoreQuizzes
from quizkit.desk.late_penalty import LatePenalty
from quizkit.desk.regrading.gradebook import NEARLY, GradeRow, NewScore, NotebookRow, Work
from quizkit.grading.open_course import Course
from quizkit.grading.submission.converting import SubmissionConverter

_reads: Any = v4.reads  # nbformat has no types
_writes: Any = v4.writes
ODD = (OSError, ValueError, LookupError, AttributeError, TypeError, RecursionError)
CHANGED = "the answers were handed in anew since they were graded: 'quizkit grade' grades them"
GONE = "the answers that were graded are not in {} any more: put them back"
UNREADABLE = "the graded notebook {} cannot be read: grade it again, with 'quizkit grade --force'"
NO_QUIZ = (
    "the gradebook has no score of the cell '{}': grade it again, with 'quizkit grade --force'"
)


class NotRescored(Exception):
    """A student's work cannot be scored again; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class QuizChange:
    """A quiz before and after; ``old`` and ``worth`` are by question, where they are known.

    ``flags`` are the reasons to look at it that are new.
    """

    grade: GradeRow
    quiz: str
    notebook: str
    after: float
    old: dict[str, float]
    old_points: dict[str, float]
    new: dict[str, float]
    new_points: dict[str, float]
    flags: tuple[Flag, ...] = ()

    @property
    def before(self) -> float:
        """The points that were computed before."""
        return self.grade.auto or 0.0

    @property
    def changes(self) -> bool:
        """Whether the computed points change."""
        return self.grade.auto is None or abs(self.after - self.grade.auto) > NEARLY


@dataclass(frozen=True, slots=True)
class Rescored:
    """A student's work before and after; penalties are those that change, by notebook."""

    work: Work
    quizzes: tuple[QuizChange, ...]
    penalties: dict[str, float | None] = field(default_factory=dict)

    @property
    def student(self) -> str:
        """The student's id."""
        return self.work.student

    @property
    def scores(self) -> tuple[NewScore, ...]:
        """The computed scores to write."""
        return tuple(
            NewScore(quiz.grade, quiz.after, review=bool(quiz.flags))
            for quiz in self.quizzes
            if quiz.changes or quiz.flags
        )

    @property
    def before(self) -> float:
        """All points before, without the penalty."""
        return self.work.total({}, {})

    @property
    def after(self) -> float:
        """All points after it."""
        return self.work.total(_autos(self.quizzes), self.penalties)


class Rescoring:
    """Scores quizzes again, by the very step that grades them."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._converter = SubmissionConverter(coursedir=course.app.coursedir, parent=course.app)
        self._step = ScoreQuizzes(parent=self._converter)

    def of(self, work: Work) -> Rescored:
        """Score a student's quizzes; NotRescored where that would not be what was graded."""
        quizzes = tuple(
            self._change(work, row, found, cell)
            for row in work.notebooks.values()
            for found, cell in self._quizzes(work.student, row.name)
        )
        changed = {quiz.notebook for quiz in quizzes if quiz.changes}
        penalties = {}
        for row in work.notebooks.values():
            if row.name in changed:
                score = row.score(_autos(quizzes))
                penalty = self._late.of(work.student, score, work.seconds_late)
                if (penalty or 0.0) != (row.penalty or 0.0):
                    penalties[row.id] = penalty
        return Rescored(work, quizzes, penalties)

    def pages(self, work: Work) -> Iterator[tuple[Path, bytes]]:
        """Yield each graded notebook that would show something else, and what it is to hold."""
        for row in work.notebooks.values():
            path, notebook = self._notebook(work.student, row.name)
            if notebook is None:
                continue
            changed = False
            for found, cell in _quizzes_in(notebook):
                worth = replace(found, points=_grade(row, found).points)
                account = self._account(work.student, worth, _kept(cell))
                outputs = self._step.outputs(account, language_of(notebook))
                changed = changed or cell.outputs != outputs
                cell.outputs = outputs
            if changed:
                yield path, f"{_writes(notebook)}\n".encode()

    def _quizzes(self, student: str, name: str) -> Iterator[tuple[QuizCell, Any]]:
        _, notebook = self._notebook(student, name)
        for found, cell in _quizzes_in(notebook) if notebook else ():
            self._check_answers(student, found.quiz or "")
            yield found, cell

    def _change(self, work: Work, row: NotebookRow, found: QuizCell, cell: Any) -> QuizChange:
        grade, before = _grade(row, found), _kept(cell)
        worth = replace(found, points=grade.points)
        account = self._account(work.student, worth, before)
        old = set(before.flags) if before else set(account.flags)
        return QuizChange(
            grade=grade,
            quiz=account.quiz.id,
            notebook=row.name,
            after=account.score,
            old=dict(before.scores) if before else {},
            old_points=dict(before.points) if before else {},
            new={scored.item.id: scored.score for scored in account.questions},
            new_points={scored.item.id: scored.points for scored in account.questions},
            flags=tuple(flag for flag in account.flags if flag not in old),
        )

    def _account(self, student: str, cell: QuizCell, before: kept.Kept | None) -> Account:
        said = [flag for flag in before.flags if flag.reason is Reason.OTHER] if before else []
        account, _ = self._step.account(cell, student, self.course.assignment, said)
        return account

    def _notebook(self, student: str, name: str) -> tuple[Path, Any]:
        path = self.course.autograded(student) / f"{name}.ipynb"
        try:
            notebook = _reads(path.read_text(encoding="utf-8"))
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    cell.setdefault("outputs", [])  # where an editor has left them out
        except FileNotFoundError:  # it was not handed in
            return path, None
        except ODD as error:
            raise NotRescored(UNREADABLE.format(path.name)) from error
        return path, notebook

    def _check_answers(self, student: str, quiz: str) -> None:
        """Refuse answers that are not those which were graded."""
        folders = self.course.submission(student), self.course.autograded(student)
        now, then = (submitted.read(folder, quiz) for folder in folders)
        if (now.record, now.trouble) != (then.record, then.trouble):
            gone = now.trouble is Trouble.MISSING
            raise NotRescored(GONE.format(folders[0]) if gone else CHANGED)

    @cached_property
    def _late(self) -> LatePenalty:
        return LatePenalty(self.course.app)


def _quizzes_in(notebook: Any) -> list[tuple[QuizCell, Any]]:
    found = (cell for cell in quiz_cells(notebook) if cell.graded and cell.quiz is not None)
    return [(cell, notebook.cells[cell.index]) for cell in found]


def _kept(cell: Any) -> kept.Kept | None:
    return next(filter(None, map(kept.read, cell.outputs)), None)


def _autos(quizzes: tuple[QuizChange, ...]) -> dict[str, float]:
    return {quiz.grade.id: quiz.after for quiz in quizzes}


def _grade(row: NotebookRow, cell: QuizCell) -> GradeRow:
    if cell.grade_id not in row.grades:
        raise NotRescored(NO_QUIZ.format(cell.grade_id))
    return row.grades[cell.grade_id]
