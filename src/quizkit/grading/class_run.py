"""All submissions to an assignment graded, each by one of several jobs; the report of it."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from quizkit import interruption
from quizkit.errors import QuizkitError, SandboxError
from quizkit.grading import running  # noqa: F401 - imported once, not in each job
from quizkit.grading.inputs import submission_key
from quizkit.grading.jobs import Jobs
from quizkit.grading.journal import Entry, Journal
from quizkit.grading.machines import Machine
from quizkit.grading.opening import Course
from quizkit.grading.progress import Progress
from quizkit.grading.report import Report, Result, Status
from quizkit.grading.submission import grade_one

STOPPING = "Stopping: what is under way is finished first. Ctrl-C once more to leave at once."
AGAIN = "what is graded is kept, and the same command does the rest"
KILLED = (
    "What graded it was killed twice (the computer may have run out of memory); grade it again."
)


@dataclass(frozen=True, slots=True)
class Task:
    """A submission to grade, with the key of all that its grade depends on."""

    student: str
    key: str | None


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

    def report(self, students: list[str], progress: Progress) -> Report:
        """Grade these students' submissions, and give the report."""
        began = time.monotonic()
        journal = Journal(self.course.root, self.course.assignment)
        number = min(self.machine.jobs, len(students))
        jobs = Jobs(prepare=self._prepare, lost=_lost, number=number, forked=self.machine.forked)
        try:
            with journal.alone(), interruption.gently(lambda: _stop(jobs), again=AGAIN):
                for entry in jobs.run(self._tasks(students, journal, progress)):
                    if entry.key and entry.result.good:
                        journal.write(entry)
                    self._take(entry.result, progress)
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
        )

    def _take(self, result: Result, progress: Progress) -> None:
        self._results.append(result)
        progress.step(result)

    def _tasks(self, students: list[str], journal: Journal, progress: Progress) -> Iterator[Task]:
        """Give what is to be graded; what is unchanged is told at once."""
        common, standing = self.course.key(), self.course.standing().of_all()
        for student in students:
            key = submission_key(self.course.submission(student), common=common)
            entry = None if self.force else journal.read(student)
            if entry and self._holds(entry, key, standing.get(student, "")):
                self._take(entry.result.unchanged(), progress)
            else:
                journal.forget(student)
                yield Task(student, key)

    def _holds(self, entry: Entry, key: str | None, standing: str) -> bool:
        return (
            entry.key == key
            and entry.standing == standing
            and self.course.autograded(entry.result.student).is_dir()
            and not (self.sandboxed and entry.result.sandbox == "none")
        )

    def _prepare(self, number: int) -> Callable[[Task], Entry]:
        """Make a job ready; what is printed in it goes to the log."""
        with open(self.course.log_file, "ab") as log:  # noqa: PTH123
            for stream in (1, 2):
                os.dup2(log.fileno(), stream)
        runner, standing, app = self.machine.runner(number), self.course.standing(), self.course.app

        def grade(task: Task) -> Entry:
            try:
                result = grade_one(app, task.student, runner)
                found = standing.of(task.student) if result.good else ""
            except SandboxError:
                raise
            except Exception as error:  # one submission must not stop the others
                app.log.error(traceback.format_exc())
                return _failed(task, f"What should not happen did: {type(error).__name__}: {error}")
            return Entry(key=task.key or "", standing=found, result=result)

        return grade


def _failed(task: Task, reason: str) -> Entry:
    result = Result(student=task.student, status=Status.FAILED, reasons=(reason,))
    return Entry(key="", standing="", result=result)


def _lost(task: Task) -> Entry:
    return _failed(task, KILLED)


def _stop(jobs: Jobs[Task, Entry]) -> None:
    jobs.stop()
    interruption.say(STOPPING)
