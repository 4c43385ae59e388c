"""All submissions to an assignment graded, each by one of several jobs; the report of it."""

from __future__ import annotations

import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
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
from quizkit.grading.resuming.fingerprint import Common
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
    key: Common | None
    extension: timedelta | None = None  # None leaves it as the gradebook has it
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
        extensions: how much longer each student has; None leaves it as the gradebook has it.
    """

    course: Course
    machine: Machine
    sandboxed: bool = True
    force: bool = False
    extensions: Mapping[str, timedelta] | None = None
    trouble: QuizkitError | None = field(default=None, init=False)
    _results: list[Result] = field(default_factory=list, init=False)
    _solution: tuple[str, ...] = field(default=(), init=False)
    _place: str = field(default="", init=False)  # for what jobs write that is not to stay

    def report(self, students: list[str], progress: Progress) -> Report:
        """Grade these students' submissions, and give the report."""
        began = time.monotonic()
        journal = Journal(self.course.root, self.course.assignment)
        number = min(self.machine.jobs, len(students))
        usual = tempfile.tempdir
        jobs = self.machine.jobs_kind(
            prepare=self._prepare,
            lost=_lost,
            number=number,
            spent=_spent,
            forked=self.machine.forked,
            log=self.course.log_file,
        )
        try:
            with (
                TemporaryDirectory(prefix="quizkit-grade-", ignore_cleanup_errors=True) as place,
                journal.alone("grade"),
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
        finally:
            tempfile.tempdir = usual
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
        common, view = self.course.key(), self.course.standing()
        standing, granted = view.of_all(), view.extensions()
        walled = self.sandboxed and self.machine.runs_code  # or others might see it
        known = journal.solution(common.key) if walled else ()
        self._tell(known or (), progress)
        for student in students:
            if not is_id(student):
                self._take(_refused(student), progress)
                continue
            key = common.of(self.course.submission(student))
            task = Task(student, key, self._extension(student))
            as_granted = task.extension in (None, granted.get(student, timedelta()))
            entry = None if self.force or not as_granted else journal.read(student)
            if entry and key and self._holds(entry, key.key, standing.get(student, "")):
                settled = view.settled.get(student, ()) if entry.result.reasons else ()
                self._take(entry.result.unchanged(settled), progress)
            else:
                if known is None:
                    known = ()
                    yield Solution(common.key)
                journal.forget(student)
                yield task

    def _extension(self, student: str) -> timedelta | None:
        return None if self.extensions is None else self.extensions.get(student, timedelta())

    def _holds(self, entry: Entry, key: str, standing: str) -> bool:
        return (
            entry.key == key
            and entry.standing == standing
            and self.course.autograded(entry.result.student).is_dir()
            and not (self.sandboxed and entry.result.sandbox == "none")
        )

    def _prepare(self, number: int) -> Callable[[Task | Solution], Entry | Rehearsed]:
        """Make a job ready."""
        tempfile.tempdir = self._place  # of a job that is killed nothing is left there
        runner, standing, app = self.machine.runner(number), self.course.standing(), self.course.app

        def work(task: Task | Solution) -> Entry | Rehearsed:
            if isinstance(task, Solution):
                return Rehearsed(task.key, self._rehearsed(runner))
            try:
                result = _graded(app, task, runner)
                found = standing.of(task.student) if result.good else ""
            except SandboxError:
                raise
            except Exception as error:  # one submission must not stop the others
                app.log.error(traceback.format_exc())
                return _failed(task, f"What should not happen did: {type(error).__name__}: {error}")
            key = task.key or Common("", "")
            return Entry(key=key.key, but_quizzes=key.but_quizzes, standing=found, result=result)

        return work

    def _rehearsed(self, runner: Runner) -> tuple[str, ...]:
        try:
            return rehearse(self.course.app, runner)
        except SandboxError:
            raise
        except Exception:  # it must not stop the students' work from being graded
            self.course.app.log.error(traceback.format_exc())
            return ()


def _graded(app: Any, task: Task, runner: Runner) -> Result:
    if task.spent:
        return refuse_as_too_much(app, task.student, runner)
    return grade_one(app, task.student, runner, extension=task.extension)


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
