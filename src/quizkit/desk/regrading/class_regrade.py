"""A whole class scored again: what would change, and the change.

Looking reads only. The change is one transaction in the gradebook; the graded notebooks, of which
feedback is made, follow, and what ``quizkit grade`` knows of what is graded. Where that is cut off,
the same command does the rest, for it writes whatever is not yet as it should be.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from quizkit import interruption
from quizkit.course.answer_keys import Keys
from quizkit.course.scoring.report import flag_text
from quizkit.desk.regrading import gradebook, log
from quizkit.desk.regrading.changes import Changes
from quizkit.desk.regrading.gradebook import Work
from quizkit.desk.regrading.rescoring import NotRescored, Rescored, Rescoring
from quizkit.errors import CourseError, QuizkitError
from quizkit.files import write_whole
from quizkit.grading.gradebook.graded_rows import check_points
from quizkit.grading.machines.jobs import Jobs, usable_cores
from quizkit.grading.open_course import Course
from quizkit.grading.report import Status
from quizkit.grading.resuming.fingerprint import Common
from quizkit.grading.resuming.journal import Journal

Done = TypeVar("Done")
MANY = 100  # students; fewer are done sooner than processes begin
CORES = usable_cores()
KILLED = "What regraded '{}' was killed twice (the computer may have run out of memory): try again."
FINISHING = "The change is being finished first."
AGAIN = "the same command does the rest"


@dataclass
class ClassRegrade:
    """The work of those who handed in an assignment, scored again."""

    course: Course

    def changes(self) -> Changes:
        """Return what would change; nothing is."""
        course = self.course
        with course.engine().connect() as book:
            check_points(book, course.assignment)
        known = gradebook.works(course.engine(), course.assignment)
        works = [known[student] for student in course.graded() if student in known]
        if not works:
            raise course.nobody_graded()
        found = list(self._each(_scored, works))
        rescored = sorted((e for e in found if isinstance(e, Rescored)), key=lambda e: e.student)
        left_out = dict(sorted(each for each in found if isinstance(each, tuple)))
        names = {quiz.quiz for each in rescored for quiz in each.quizzes}
        if not names and not left_out:
            raise CourseError(
                f"There is no graded quiz in '{course.assignment}', so there is nothing to regrade;"
                f" what else was graded, 'quizkit grade {course.assignment}' grades again."
            )
        keys = Keys(course.root)
        return Changes(
            assignment=course.assignment,
            quizzes={name: keys.load(name) for name in sorted(names)},
            rescored=rescored,
            left_out=left_out,
            names={work.student: work.name for work in works if work.name},
        )

    def written(self) -> Changes:
        """Change what changes, and return it."""
        course = self.course
        journal = Journal(course.root, course.assignment)
        with journal.alone("regrade"):
            common, standing = course.key(), course.standing().of_all()
            found = self.changes()
            with interruption.gently(lambda: interruption.say(FINISHING), again=AGAIN):
                self._write_points(found)
                pages = self._write_pages(found.rescored)
                if course.key() == common:  # nobody went on mending meanwhile
                    self._note(journal, common, found.rescored, standing)
        return replace(found, written=True, pages=pages)

    def _write_points(self, found: Changes) -> None:
        scores = [new for each in found.rescored for new in each.scores]
        if not scores:
            return
        course = self.course
        penalties = {n: p for each in found.rescored for n, p in each.penalties.items()}
        said = log.entry(found.plain(), found.quizzes.values())
        try:
            gradebook.write(
                course.engine(), scores, penalties, then=lambda: log.append(course.root, said)
            )
        except SQLAlchemyError as error:
            told = str(getattr(error, "orig", None) or type(error).__name__).rstrip(".")
            raise CourseError(
                f"Nothing was changed, for the gradebook cannot be written ({told}): see that there"
                " is room and that you may write there, and type the same command again."
            ) from error

    def _write_pages(self, rescored: Iterable[Rescored]) -> int:
        return sum(self._each(_renewed, [each.work for each in rescored]))

    def _each(self, do: Callable[[Rescoring, Work], Done], works: Sequence[Work]) -> Iterator[Done]:
        """Yield what came of each work; of a large class, as it comes from several processes."""
        if len(works) < MANY or "fork" not in multiprocessing.get_all_start_methods():
            rescoring = Rescoring(self.course)
            yield from (do(rescoring, work) for work in works)
            return

        def prepare(_: int) -> Callable[[Work], Done | str]:
            rescoring = Rescoring(self.course)
            return lambda work: _told(do, rescoring, work)

        jobs = Jobs(prepare=prepare, lost=lambda work: KILLED.format(work.student), number=CORES)
        for done in jobs.run(works):
            if isinstance(done, str):
                raise CourseError(done)
            yield done

    def _note(
        self,
        journal: Journal,
        common: Common,
        rescored: Iterable[Rescored],
        before: dict[str, str],
    ) -> None:
        """Let ``quizkit grade`` know, where nothing but keys had changed since it graded."""
        now = self.course.standing().of_all()
        for each in rescored:
            student = each.student
            entry, key = journal.read(student), common.of(self.course.submission(student))
            if not entry or not key or entry.but_quizzes != key.but_quizzes:
                continue
            if entry.standing != before.get(student):
                continue
            changes = {quiz.grade.id: quiz.after for quiz in each.quizzes}
            score = sum(notebook.score(changes) for notebook in each.work.notebooks.values())
            said = [
                f"{quiz.notebook}.ipynb, {quiz.grade.cell}: {flag_text(flag, 'en')}"
                for quiz in each.quizzes
                for flag in quiz.flags
            ]
            result = replace(entry.result, score=score, reasons=(*entry.result.reasons, *said))
            if said:
                result = replace(result, status=Status.FLAGGED)
            standing = now.get(student, "")
            journal.write(replace(entry, key=key.key, standing=standing, result=result))


def _scored(rescoring: Rescoring, work: Work) -> Rescored | tuple[str, str]:
    """Return a work scored again, or whose it is and why it could not be."""
    try:
        return rescoring.of(work)
    except NotRescored as error:
        return work.student, str(error)


def _renewed(rescoring: Rescoring, work: Work) -> int:
    """Write the graded notebooks of a work anew that would show something else; return how many."""
    number = 0
    for path, content in rescoring.pages(work):
        _replace(path, content)
        number += 1
    return number


def _told(do: Callable[[Rescoring, Work], Done], rescoring: Rescoring, work: Work) -> Done | str:
    """Return what is done, or what stops it all, as a sentence: not every error can be sent."""
    try:
        return do(rescoring, work)
    except QuizkitError as error:
        return str(error)


def _replace(path: Path, content: bytes) -> None:
    """Write a graded notebook whole, with the rights that nbgrader gave it."""
    try:
        mode = path.stat().st_mode
        write_whole(path, content)
        path.chmod(mode)
    except OSError as error:
        raise CourseError(
            f"The new points are in the gradebook, but {path} cannot be written ({error.strerror}):"
            " see that there is room and that you may write there, and type the same command again."
        ) from error
