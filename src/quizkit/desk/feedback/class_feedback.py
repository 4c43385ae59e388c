"""The feedback of a class: by nbgrader's own converter, in several processes, where it is not made.

A student's pages are made in a folder beside their own and then take its place: whoever looks finds
all of the old ones or all of the new.
"""

from __future__ import annotations

import multiprocessing
import shutil
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_core.paths import jupyter_config_path, jupyter_path

from quizkit import interruption
from quizkit.course.configuration import TEMPLATES
from quizkit.desk.class_list import listed
from quizkit.desk.feedback.gradebook import Told, told
from quizkit.desk.feedback.made import Made, Pages, digests
from quizkit.errors import CourseError, printable
from quizkit.grading.gradebook.shared_session import one_gradebook
from quizkit.grading.machines.jobs import Jobs, usable_cores
from quizkit.grading.open_course import Course
from quizkit.grading.progress import Progress
from quizkit.grading.report import Result, Status
from quizkit.grading.resuming.fingerprint import Common, Key, Unread
from quizkit.ports.nbgrader_port import OneFeedback, schemas_checked_once

STOPPING = "Stopping: pages under way are finished first. Ctrl-C once more to leave at once."
AGAIN = "what is made is kept, and the same command does the rest"
KILLED = "what made it was killed twice (the computer may have run out of memory)"
LONGEST = 300  # characters of an error
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Task:
    """A student's pages to make, with the key of what they are made of."""

    student: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a student's pages; ``trouble`` where there are no new ones."""

    student: str
    pages: Pages | None = None
    trouble: str = ""


@dataclass(kw_only=True)
class Summary:
    """What became of a class's feedback."""

    assignment: str
    place: str
    made: int = 0
    unchanged: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """0 when all have their pages, 130 after Ctrl-C, else 1."""
        return 130 if self.interrupted else int(bool(self.failed))

    def lines(self) -> Iterator[str]:
        """Yield it for people."""
        for student, reason in sorted(self.failed.items()):
            yield f"{printable(student)}: no feedback was made: {reason}."
        if self.waiting:
            shown = listed(list(map(printable, self.waiting)), most=MOST_NAMED)
            yield (
                f"Still waiting for your points, and made as it stands: {shown}. Type the"
                " same command again once they have them."
            )
        yield (
            f"{self.assignment}: {self.made} made, {self.unchanged} unchanged, {len(self.failed)}"
            f" failed, in {self.seconds:.1f} s; the pages are in {self.place}"
        )
        if self.interrupted:
            yield "Stopped before the end; the same command goes on where it was."


@dataclass
class ClassFeedback:
    """The feedback of those whose work is graded.

    Args:
        course: the open course.
        jobs: how many are made at a time; one a processor core unless given.
        force: whether to make also what is unchanged.
    """

    course: Course
    jobs: int | None = None
    force: bool = False
    _stopped: bool = field(default=False, init=False)
    _jobs: Jobs[Task, Done] | None = field(default=None, init=False)

    def students(self) -> list[str]:
        """Return whose feedback it is; CourseError where it is nobody's."""
        found = self.course.graded()
        if not found:
            raise self.course.nobody_graded()
        return found

    def make(self, students: Sequence[str], progress: Progress) -> Summary:
        """Make what is to be made, and tell of it."""
        with Made.alone(self.course.root, self.course.assignment) as made:
            return self._make(students, progress, made)

    def _make(self, students: Sequence[str], progress: Progress, made: Made) -> Summary:
        began, course = time.monotonic(), self.course
        known = told(course.engine(), course.assignment)
        place = course.feedback("STUDENT")
        summary = Summary(
            assignment=course.assignment,
            place=str(
                place.relative_to(course.root) if place.is_relative_to(course.root) else place
            ),
            waiting=[each for each in students if each in known and known[each].waits],
        )
        tasks = []
        for task in self._tasks(students, known):
            pages = None if self.force else made.pages.get(task.student)
            if pages and pages.key == task.key and pages.stand(course.feedback(task.student)):
                summary.unchanged += 1
                progress.step(Result(student=task.student, status=Status.UNCHANGED))
            else:
                tasks.append(task)
        for done in self._done(tasks):
            _take(done, summary, made, progress)
        summary.seconds = time.monotonic() - began
        summary.interrupted = summary.made + len(summary.failed) < len(tasks)
        return summary

    def _tasks(self, students: Iterable[str], known: dict[str, Told]) -> Iterator[Task]:
        common = self._common()
        for student in students:
            tree = common.of(self.course.autograded(student))
            told_ = known.get(student, Told()).key
            yield Task(student, Key(tree.but_quizzes, told_).text if tree else None)

    def _common(self) -> Common:
        """Return the key of what all pages share: settings and templates."""
        html = self.course.app.config.HTMLExporter
        named = [*html.get("extra_template_basedirs", ()), *html.get("extra_template_paths", ())]
        folders = [TEMPLATES, *map(Path, named)]
        folders += [Path(each) for each in jupyter_path("nbconvert", "templates")]
        folders += [Path(each, "custom") for each in jupyter_config_path()]  # a style of one's own
        try:
            return self.course.settings_key(folders)
        except Unread as error:
            raise CourseError(f"Cannot read the templates of feedback: {error}.") from error

    def _done(self, tasks: Sequence[Task]) -> Iterator[Done]:
        number = min(self.jobs or usable_cores(), len(tasks))
        alone = number < 2 or "fork" not in multiprocessing.get_all_start_methods()
        self._jobs = None if alone else Jobs(prepare=self._prepare, lost=_lost, number=number)
        with interruption.gently(self._stop, again=AGAIN):
            yield from self._jobs.run(tasks) if self._jobs else self._in_turn(tasks)

    def _in_turn(self, tasks: Sequence[Task]) -> Iterator[Done]:
        work = self._prepare(0) if tasks else None
        for task in tasks:
            if self._stopped or work is None:
                return
            yield work(task)

    def _stop(self) -> None:
        self._stopped = True
        if self._jobs:
            self._jobs.stop()
        interruption.say(STOPPING)

    def _prepare(self, _number: int) -> Callable[[Task], Done]:
        course = self.course
        converter = OneFeedback(coursedir=course.app.coursedir, parent=course.app)

        def work(task: Task) -> Done:
            try:
                return self._one(converter, task)
            except Exception as error:  # of one student; the others get theirs
                course.app.log.error(traceback.format_exc())
                said = printable(" ".join(str(error).split()))[:LONGEST].rstrip(".")
                return Done(task.student, trouble=f"{type(error).__name__}: {said}")

        return work

    def _one(self, converter: OneFeedback, task: Task) -> Done:
        course, student = self.course, task.student
        graded, place = course.autograded(student), course.feedback(student)
        notebooks = sorted(graded.glob(f"{course.app.coursedir.notebook_id}.ipynb"))
        if not notebooks:
            return Done(student, trouble=f"there is no notebook in {graded}")
        new, old = (place.with_name(f".{place.name}.{end}") for end in ("new", "old"))
        for left in (new, old):
            _remove(left)
        try:
            with schemas_checked_once(), one_gradebook(course.app.coursedir.db_url) as shared:
                shared.settle(writes=False)
                converter.make(student, notebooks, place=new)
            if place.exists():
                place.rename(old)
            new.rename(place)
        finally:
            _remove(new)
            _remove(old)
        return Done(student, Pages(task.key or "", digests(place)))


def _take(done: Done, summary: Summary, made: Made, progress: Progress) -> None:
    if done.pages:
        summary.made += 1
        made.add(done.student, done.pages)
    else:
        summary.failed[done.student] = done.trouble
    status = Status.FAILED if done.trouble else Status.GRADED
    progress.step(Result(student=done.student, status=status))


def _lost(task: Task) -> Done:
    return Done(task.student, trouble=KILLED)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
