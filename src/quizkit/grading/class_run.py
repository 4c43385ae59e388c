"""All submissions to an assignment graded, each by one of several jobs; the report of it."""

from __future__ import annotations

import os
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from tempfile import TemporaryDirectory
from typing import Any

from quizkit import interruption
from quizkit.errors import QuizkitError, SandboxError
from quizkit.grading.machines.jobs import Jobs
from quizkit.grading.machines.machine import Machine
from quizkit.grading.open_course import Course
from quizkit.grading.progress import Progress
from quizkit.grading.rehearsal import rehearse, untried
from quizkit.grading.report import Report, Result, Status
from quizkit.grading.resuming.fingerprint import submission_key
from quizkit.grading.resuming.journal import Entry, Journal
from quizkit.grading.running.run import Runner
from quizkit.grading.student_ids import SIGNS, is_id
from quizkit.grading.submission.grade import grade_one, refuse_as_too_much
from quizkit.grading.submission.refusing import shown

STOPPING = "Stopping: what is under way is finished first. Ctrl-C once more to leave at once."
AGAIN = "what is graded is kept, and the same command does the rest"
KILLED = (
    "What graded it was killed twice (the computer may have run out of memory); grade it again."
)

NO_ID = (
    "'{}' can be no student's id, which has letters, digits and {} only and begins with no dot:"
    " rename its folder to the student's id and grade again."
)
SOLUTION_KILLED = "Your own solution could not be run: what ran it was killed twice."
NOT_ALL = (
    "Your own solution does not earn all of its points here, and so nobody's work may: why is told"
    " at the end. Ctrl-C stops, if you want to mend that first."
)


@dataclass(frozen=True, slots=True)
class Task:
    """A submission to grade, with the key of all that its grade depends on."""

    student: str
    key: str | None
    spent: bool = False  # it took more processor time than it may, and is to be refused


@dataclass(frozen=True, slots=True)
class Solution:
    """The teacher's own solution to run, with the key of all that it depends on."""

    key: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What became of the solution: a line for each test that it loses points on."""

    key: str
    lines: tuple[str, ...]


@dataclass
class ClassRun:
    """One run over a class.

    Args:
        course: the open course.
        machine: runs the notebooks.
        sandboxed: whether there is a sandbox.
        force: whether to grade what is unchanged, too.
    """

    course: Course
    machine: Machine
    sandboxed: bool = True
    force: bool = False
    trouble: QuizkitError | None = field(default=None, init=False)
    _results: list[Result] = field(default_factory=list, init=False)
    _solution: tuple[str, ...] = field(default=(), init=False)
    _place: str = field(default="", init=False)  # for what jobs write that is not to stay

    def report(self, students: list[str], progress: Progress) -> Report:
        """Grade these students' submissions, and give the report."""
        began = time.monotonic()
        journal = Journal(self.course.root, self.course.assignment)
        number = min(self.machine.jobs, len(students))
        jobs = Jobs(
            prepare=self._prepare,
            lost=_lost,
            number=number,
            spent=_spent,
            forked=self.machine.forked,
        )
        try:
            with (
                TemporaryDirectory(prefix="quizkit-grade-", ignore_cleanup_errors=True) as place,
                journal.alone(),
                interruption.gently(lambda: _stop(jobs), again=AGAIN),
            ):
                self._place = place
                for done in jobs.run(self._tasks(students, journal, progress)):
                    if isinstance(done, Rehearsed):
                        journal.write_solution(done.key, done.lines)
                        self._tell(done.lines, progress)
                        continue
                    if done.key and done.result.good:
                        journal.write(done)
                    self._take(done.result, progress)
        except QuizkitError as error:
            self.trouble = error
        return Report(
            assignment=self.course.assignment,
            results=self._results,
            jobs=number,
            seconds=time.monotonic() - began,
            sandboxed=self.sandboxed,
            interrupted=jobs.stopped and len(self._results) < len(students),
            error=str(self.trouble or ""),
            solution=self._solution,
            untried=untried(self.course.app),
        )

    def _take(self, result: Result, progress: Progress) -> None:
        self._results.append(result)
        progress.step(result)

    def _tell(self, lines: tuple[str, ...], progress: Progress) -> None:
        self._solution = lines
        if lines:
            progress.say(NOT_ALL)

    def _tasks(
        self, students: list[str], journal: Journal, progress: Progress
    ) -> Iterator[Task | Solution]:
        """Yield what is to be graded; what is unchanged is told at once.

        Before the first comes the solution, unless it is known what it earns.
        """
        common, standing = self.course.key(), self.course.standing().of_all()
        known = journal.solution(common) if self.sandboxed else ()  # unwalled, others might see it
        self._tell(known or (), progress)
        for student in students:
            if not is_id(student):
                self._take(_refused(student), progress)
                continue
            key = submission_key(self.course.submission(student), common=common)
            entry = None if self.force else journal.read(student)
            if entry and self._holds(entry, key, standing.get(student, "")):
                self._take(entry.result.unchanged(), progress)
            else:
                if known is None:
                    known = ()
                    yield Solution(common)
                journal.forget(student)
                yield Task(student, key)

    def _holds(self, entry: Entry, key: str | None, standing: str) -> bool:
        return (
            entry.key == key
            and entry.standing == standing
            and self.course.autograded(entry.result.student).is_dir()
            and not (self.sandboxed and entry.result.sandbox == "none")
        )

    def _prepare(self, number: int) -> Callable[[Task | Solution], Entry | Rehearsed]:
        """Make a job ready; what is printed in it goes to the log."""
        with open(self.course.log_file, "ab") as log:  # noqa: PTH123
            for stream in (1, 2):
                os.dup2(log.fileno(), stream)
        tempfile.tempdir = self._place  # of a job that is killed nothing is left there
        runner, standing, app = self.machine.runner(number), self.course.standing(), self.course.app

        def work(task: Task | Solution) -> Entry | Rehearsed:
            if isinstance(task, Solution):
                return Rehearsed(task.key, self._rehearsed(runner))
            try:
                grade = refuse_as_too_much if task.spent else grade_one
                result = grade(app, task.student, runner)
                found = standing.of(task.student) if result.good else ""
            except SandboxError:
                raise
            except Exception as error:  # one submission must not stop the others
                app.log.error(traceback.format_exc())
                return _failed(task, f"What should not happen did: {type(error).__name__}: {error}")
            return Entry(key=task.key or "", standing=found, result=result)

        return work

    def _rehearsed(self, runner: Runner) -> tuple[str, ...]:
        try:
            return rehearse(self.course.app, runner)
        except SandboxError:
            raise
        except Exception:  # it must not stop the students' work from being graded
            self.course.app.log.error(traceback.format_exc())
            return ()


def _refused(student: str) -> Result:
    """Refuse work under a name that can be no id; nothing of it is in the gradebook."""
    reason = NO_ID.format(shown(student), " ".join(SIGNS))
    return Result(student=student, status=Status.REFUSED, reasons=(reason,))


def _failed(task: Task, reason: str) -> Entry:
    result = Result(student=task.student, status=Status.FAILED, reasons=(reason,))
    return Entry(key="", standing="", result=result)


def _lost(task: Task | Solution) -> Entry | Rehearsed:
    if isinstance(task, Solution):
        return Rehearsed("", (SOLUTION_KILLED,))  # it may have been an accident
    return _failed(task, KILLED)


def _spent(task: Task | Solution) -> Task | Solution:
    return replace(task, spent=True) if isinstance(task, Task) else task


def _stop(jobs: Jobs[Any, Any]) -> None:
    jobs.stop()
    interruption.say(STOPPING)
