"""The demo class graded: release, autograde, marks by hand, feedback.

``quizkit grade`` grades where it can; all else is what formgrader's own buttons run, in a few
processes at once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from course.demo.answers import Assignment
from course.demo.students import NOT_GRADED, Student, Work
from quizkit import interruption
from quizkit.cli import left_out
from quizkit.errors import QuizkitError

with left_out():
    from nbgrader.api import Gradebook
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.apps.baseapp import NbGrader

    from course import tables_version

LOG = "demo-class.log"
Result = TypeVar("Result")
Job = tuple[str, str]  # a student and an assignment


class GradingFailed(QuizkitError):
    """A step of grading failed that should not have."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of grading one student's work."""

    student: str
    assignment: str
    score: float
    of: float


@cache
def nbgrader(course: Path) -> NbGraderAPI:
    """Return nbgrader with the settings of the course, as formgrader makes it."""
    os.chdir(course)  # nbgrader reads its settings where it is started
    tables_version.told_here()
    app = NbGrader()
    app.initialize([])
    app.log.handlers.clear()  # what went wrong is in the result
    return NbGraderAPI(app.coursedir, parent=app)


@contextmanager
def gradebook(course: Path) -> Iterator[Gradebook]:
    """Open the gradebook of the course."""
    coursedir = nbgrader(course).coursedir
    with Gradebook(coursedir.db_url, coursedir.course_id) as book:
        yield book


def release(course: Path, assignment: Assignment) -> None:
    """Make the version of an assignment that students get, and hand it out."""
    api = nbgrader(course)
    _done(api.generate_assignment(assignment.name), assignment.name)
    if sys.platform != "win32":  # where nbgrader has no exchange
        _done(api.release_assignment(assignment.name), assignment.name)


def enrol(course: Path, students: Iterable[Student]) -> None:
    """Write the class and the due dates into the gradebook."""
    with gradebook(course) as book:
        for student in students:
            names = {"first_name": student.first_name, "last_name": student.last_name}
            book.update_or_create_student(student.id, **names)
            for work in student.works:
                book.update_or_create_assignment(work.assignment, duedate=work.due)


def grade(course: Path, assignment: str) -> None:
    """Autograde everybody's work with ``quizkit grade``, which tells how it goes."""
    command = [sys.executable, "-m", "quizkit", "grade", assignment]
    running = None
    try:
        # In a session of its own: Ctrl-C reaches this process alone, which passes it on once. It is
        # held back until the command is there, and can answer it.
        with interruption.held():
            running = subprocess.Popen(command, cwd=course, start_new_session=True)
        code = running.wait()
    except KeyboardInterrupt:
        if running:
            running.send_signal(signal.SIGINT)
            running.wait()
        raise
    if code not in (0, 1):  # 1: some were refused, as they should be
        raise GradingFailed(f"quizkit grade failed on {assignment}.")


def autograde(course: Path, job: Job) -> Mark | str:
    """Autograde one student's work with nbgrader; where that cannot, give what it said."""
    student, assignment = job
    result = nbgrader(course).autograde(assignment, student)
    if not result["success"]:
        _interrupted(result)
        return _said(result)
    with gradebook(course) as book:
        found = book.find_submission(assignment, student)
        return Mark(student, assignment, found.score, found.max_score)


def feedback(course: Path, job: Job) -> None:
    """Make the page that tells one student how it went."""
    student, assignment = job
    _done(nbgrader(course).generate_feedback(assignment, student), f"{student}, {assignment}")


def mark_by_hand(
    course: Path, students: Iterable[Student], assignments: Sequence[Assignment]
) -> None:
    """Write the instructor's marks and comments into the gradebook, as formgrader does."""
    known = {assignment.name: assignment for assignment in assignments}
    with gradebook(course) as book:
        for student in students:
            for work in student.works:
                if work.flaw not in NOT_GRADED:
                    _mark(book, student.id, work, known[work.assignment])
        book.db.commit()


def _mark(book: Gradebook, student: str, work: Work, assignment: Assignment) -> None:
    where = (assignment.name, assignment.name, student)  # notebook, assignment, student
    for name, given in work.by_hand.items():
        grade = book.find_grade(name, *where)
        grade.manual_score, grade.needs_manual_grade = given.points, False
        book.find_comment(name, *where).manual_comment = given.comment


def each(
    course: Path, step: Callable[[Path, Job], Result], jobs: Sequence[Job]
) -> Iterator[tuple[Job, Result]]:
    """Do a step for every job, several at once, and give the results in the order of the jobs."""
    with ProcessPoolExecutor(
        min(4, os.cpu_count() or 1), initializer=_start_worker, initargs=(course,)
    ) as workers:
        running = [workers.submit(step, course, job) for job in jobs]
        try:
            for job, future in zip(jobs, running, strict=True):
                yield job, future.result()
        finally:
            workers.shutdown(wait=True, cancel_futures=True)


def _start_worker(course: Path) -> None:
    # Ctrl-C reaches the command alone, which then lets each worker end what it is at.
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Kernels and SQLAlchemy have remarks that say nothing to a teacher.
    with (course / LOG).open("ab") as log:
        os.dup2(log.fileno(), 2)
    nbgrader(course)


def _done(result: dict[str, Any], what: str) -> None:
    if not result["success"]:
        _interrupted(result)
        raise GradingFailed(f"nbgrader failed on {what}:\n{_said(result)}")


def _said(result: dict[str, Any]) -> str:
    said: str = result.get("log", "") + result["error"]
    return said[-3000:]


def _interrupted(result: dict[str, Any]) -> None:
    if "KeyboardInterrupt" in result["error"]:  # nbgrader takes Ctrl-C for a failure
        raise KeyboardInterrupt
