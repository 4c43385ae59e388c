"""One submission graded: refused or converted, with its result."""

from __future__ import annotations

import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from nbgrader.utils import rmtree
from sqlalchemy.exc import DBAPIError

from quizkit.errors import CourseError, MissingKernel, SandboxError, printable
from quizkit.grading.gradebook.shared_session import BrokenTransaction, OneGradebook, one_gradebook
from quizkit.grading.report import Result, Status
from quizkit.grading.running.run import Runner
from quizkit.grading.sandbox.messages import Outcome, Work
from quizkit.grading.submission import allowance, missing, refusing, staging
from quizkit.grading.submission.converting import Converted, SubmissionConverter
from quizkit.grading.submission.refusing import Refused
from quizkit.ports.nbgrader_port import schemas_checked_once

TRIES = 3  # of what a database refuses because somebody else was faster
PASSING = (DBAPIError, InvalidEntry, BrokenTransaction)
TOO_MUCH = (
    "Something in it takes too much time or memory to be read; ask the student for a simpler one."
)
LONGEST_ERROR = 300  # characters
Given = TypeVar("Given")


def grade_one(
    app: Any, student: str, runner: Runner, *, extension: timedelta | None = None
) -> Result:
    """Grade one submission of the app's assignment.

    Never raises for what a student handed in; SandboxError if nothing can be run safely any more.

    Args:
        app: nbgrader's AutogradeApp, initialised, with ``coursedir.assignment_id`` set.
        student: the student's id.
        runner: runs the notebooks.
        extension: how much longer the student has; None leaves it as the gradebook has it.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="quizkit-submission-") as place:
        result = _Grading(_converter_of(app), student, runner, Path(place), extension).result()
    return replace(result, seconds=round(time.monotonic() - began, 3))


def refuse_as_too_much(app: Any, student: str, runner: Runner) -> Result:
    """Refuse a submission, unread, that took more than may be spent on one; as ``grade_one``."""
    return _Grading(_converter_of(app), student, runner, Path()).too_much()


_converters: WeakKeyDictionary[Any, SubmissionConverter] = WeakKeyDictionary()


def _converter_of(app: Any) -> SubmissionConverter:
    """Return the one converter of a run: what it learns of a class is learnt once."""
    if app not in _converters:
        _converters[app] = SubmissionConverter(coursedir=app.coursedir, parent=app)
    return _converters[app]


@dataclass
class _Grading:
    """One submission being graded."""

    converter: SubmissionConverter
    student: str
    runner: Runner
    place: Path  # for a copy of what was handed in
    extension: timedelta | None = None
    _ran: dict[str, Outcome] = field(default_factory=dict)

    def result(self) -> Result:
        try:
            with allowance.kept():
                return self._graded()
        except (allowance.Exceeded, MemoryError):
            return self.too_much()
        except Refused as refused:
            return self._without_grade(Status.REFUSED, str(refused))
        except CourseError as error:  # nothing of it is in the gradebook
            return Result(student=self.student, status=Status.FAILED, reasons=(str(error),))
        except MissingKernel as error:  # others' notebooks may name another
            return self._without_grade(Status.REFUSED, f"It was not run: {error}.")
        except SandboxError:
            raise
        except (Exception, SystemExit) as error:
            self.converter.log.error(traceback.format_exc())
            return self._troubled(error)

    def too_much(self) -> Result:
        """Refuse it, for what it takes to be read."""
        return self._without_grade(Status.REFUSED, TOO_MUCH)

    def _troubled(self, error: BaseException) -> Result:
        """Return what becomes of it after an error: its notebook may be to blame."""
        try:
            refusing.check_form(self._copy, [path.name for path in self._copy.glob("*.ipynb")])
        except Refused as refused:
            return self._without_grade(Status.REFUSED, str(refused))
        return self._without_grade(Status.FAILED, _sentence(error))

    def _graded(self) -> Result:
        with schemas_checked_once():
            converted, score, max_score = self._patiently(self._converted)
        walls = {outcome.sandbox for outcome in converted.outcomes} or {"no code"}
        return Result(
            student=self.student,
            status=Status.FLAGGED if converted.reasons else Status.GRADED,
            reasons=(*converted.reasons, *converted.notes),
            score=score,
            max_score=max_score,
            sandbox="none" if "none" in walls else max(walls),
        )

    def _converted(self) -> tuple[Converted, float, float]:
        """Convert it once, in a session of its own: one that failed can only be given up."""
        course = self.converter.coursedir
        with one_gradebook(course.db_url) as shared:
            notebooks, expected = self._staged(shared)
            shared.settle(writes=True)
            converted = self.converter.convert(
                self.student,
                notebooks,
                place=self.place,
                run=self._run,
                settle=shared.settle,
                extension=self.extension,
            )
            shared.settle(writes=len(notebooks) < len(expected))
            with Gradebook(course.db_url, course.course_id) as gradebook:
                converted.reasons += self._of_missing(gradebook, expected)
                late = refusing.time_reason(self._copy, course.get_existing_timestamp)
                converted.reasons += [late] if late else []
                found = gradebook.find_submission(course.assignment_id, self.student)
                score, max_score = found.score, found.max_score
            shared.settle(writes=False)
        return converted, score, max_score

    def _staged(self, shared: OneGradebook) -> tuple[list[str], list[str]]:
        """Copy what was handed in; return the notebooks to grade, and all that the assignment has.

        Raises Refused where something in the submission stands against grading it.
        """
        course = self.converter.coursedir
        shared.settle(writes=False)
        known = self._known_notebooks()
        if not self._folder.is_dir():
            raise CourseError(f"There is no submission of '{self.student}' in {self._folder}.")
        expected = [f"{name}.ipynb" for name in known if fnmatch(name, course.notebook_id)]
        if not self._copy.exists():  # by an attempt before
            staging.copy(self._folder, refusing.tree(self._folder), self._copy)
        handed_in = [name for name in expected if (self._copy / name).exists()]
        refusing.check_notebooks(self._copy, handed_in)
        refusing.check_time(self._copy, course.get_existing_timestamp)
        if not handed_in:
            raise Refused(missing.refusal(self._copy, expected))
        return handed_in, expected

    def _of_missing(self, gradebook: Gradebook, expected: list[str]) -> list[str]:
        """Tell of notebooks that were not handed in, and flag points given to them by hand."""
        assignment = self.converter.coursedir.assignment_id
        reasons = []
        for name in (each for each in expected if not (self._copy / each).exists()):
            reasons.append(missing.reason(self._copy, name, expected))
            found = gradebook.find_submission_notebook(
                name.removesuffix(".ipynb"), assignment, self.student
            )
            by_hand = [grade for grade in found.grades if grade.manual_score is not None]
            for grade in by_hand:
                grade.needs_manual_grade = True
            if by_hand:
                reasons.append(f"Points that you gave for '{name}' by hand still count.")
        gradebook.db.commit()
        return reasons

    def _known_notebooks(self) -> list[str]:
        course = self.converter.coursedir
        name = course.assignment_id
        with Gradebook(course.db_url, course.course_id) as gradebook:
            try:
                known = [notebook.name for notebook in gradebook.find_assignment(name).notebooks]
                if not self.converter.create_student:
                    gradebook.find_student(self.student)
            except MissingEntry as error:
                if "student" in str(error):
                    what = f"There is no student '{self.student}' in the gradebook; add them with"
                    raise CourseError(f"{what} `nbgrader db student add`.") from error
                what = f"There is no assignment '{name}' in the gradebook; run"
                raise CourseError(f"{what} `nbgrader generate_assignment {name}`.") from error
        if not known:
            raise CourseError(f"The assignment '{name}' has no notebook in the gradebook.")
        return known

    def _run(self, work: Work) -> Outcome:
        """Have a notebook run; it is not run again because a database was busy."""
        if work.notebook not in self._ran:
            with allowance.lifted():
                self._ran[work.notebook] = self.runner.run(work)
        return self._ran[work.notebook]

    def _patiently(self, do: Callable[[], Given]) -> Given:
        for _ in range(TRIES - 1):
            with suppress(*PASSING):
                return do()
        return do()

    def _without_grade(self, status: Status, reason: str) -> Result:
        """Leave no grade of earlier work: 0 for every cell, and a mark for the teacher."""
        result = Result(student=self.student, status=status, reasons=(reason,))
        try:
            return self._patiently(lambda: self._zeros(result))
        except Exception as error:
            self.converter.log.error(traceback.format_exc())
            more = f"Its grade in the gradebook could not be set to 0: {_sentence(error)}"
            return replace(result, reasons=(reason, more))

    def _zeros(self, result: Result) -> Result:
        course = self.converter.coursedir
        url, assignment = course.db_url, course.assignment_id
        with one_gradebook(url) as shared:
            with Gradebook(url, course.course_id) as gradebook:
                gradebook.update_or_create_student(self.student)
                found = gradebook.update_or_create_submission(assignment, self.student)
                for notebook in found.notebooks:
                    notebook.late_submission_penalty = None
                    for grade in notebook.grades:
                        grade.auto_score, grade.needs_manual_grade = 0, True
                    for comment in notebook.comments:
                        comment.auto_comment = None
                gradebook.db.commit()
                result = replace(result, score=found.score, max_score=found.max_score)
            folder = Path(course.format_path(course.autograded_directory, self.student, assignment))
            if folder.exists():
                rmtree(str(folder))
            shared.settle(writes=False)
        return result

    @property
    def _copy(self) -> Path:
        return Path(self.place, self.student, self.converter.coursedir.assignment_id)

    @property
    def _folder(self) -> Path:
        course = self.converter.coursedir
        found = course.format_path(course.submitted_directory, self.student, course.assignment_id)
        return Path(found)


def _sentence(error: BaseException) -> str:
    said = printable(" ".join(str(error).split()))[:LONGEST_ERROR]
    return f"nbgrader could not grade it: {type(error).__name__}: {said}".rstrip(" :.") + "."
