"""Steps for nbgrader: quizzes released without keys, scored from the answers, flagged for review.

nbgrader calls each with a notebook; ``configure`` puts them into its lists. Scoring runs in the
grader's process before any of the student's code does, and reads the submission as it was handed
in, not nbgrader's copy of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from typing import Any

import nbformat
import nbformat.v4
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, List

from quizkit.course import essay_cells, teacher_log
from quizkit.course.answer_keys import Keys
from quizkit.course.quiz_cells import (
    QuizCell,
    language_of,
    not_shown_before,
    quiz_cells,
    quizzes_of,
)
from quizkit.course.review import Review, restored_flags
from quizkit.course.scoring import kept, submitted
from quizkit.course.scoring import report as page
from quizkit.course.scoring import score as scoring
from quizkit.course.scoring.same_answers import classmates
from quizkit.course.time_zone import zone_of
from quizkit.errors import QuizkitError
from quizkit.learner.assigned_quiz import FOLDER
from quizkit.ports.nbgrader_port import converter_of
from quizkit.quiz.due_date import DueDate
from quizkit.quiz.released import released, text_of

_output: Any = nbformat.v4.new_output  # nbformat has no types
_markdown: Any = nbformat.v4.new_markdown_cell

Notebook = Any
Resources = Any
TEACHER = {"quizkit": "teacher"}  # marks an output that is not for the student


class FeedbackStep(NbGraderPreprocessor):  # type: ignore[misc]
    """A step that may make feedback."""

    # The exporter of feedback sets it for every step, and warns of those that do not know it.
    display_data_priority: List[Any] = List().tag(config=True)


class ReleaseQuizzes(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts beside a released notebook the quizzes that it shows, without their keys.

    Raises CourseError, which makes nbgrader give up the release, where one cannot be shown.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Write ``quizzes/<name>.json`` for each quiz of the notebook."""
        keys = Keys(Path(converter_of(self).coursedir.root))
        notebook = f"{resources['nbgrader']['notebook']}.ipynb"
        try:
            found = quizzes_of(nb, notebook, keys)
            others = sorted(map(Path, converter_of(self).notebooks))
            not_shown_before(found, notebook, [p for p in others if p.name < notebook])
        except QuizkitError as error:
            teacher_log.tell(self.log, error)
            raise
        due = self._due(resources) if found else None
        for quiz in found:
            text = text_of(released(quiz, due))
            resources.setdefault("outputs", {})[f"{FOLDER}/{quiz.id}.json"] = text.encode()
        return nb, resources

    def _due(self, resources: Resources) -> DueDate | None:
        """Return when the assignment is due, by the gradebook and the course's clock."""
        converter = converter_of(self)
        if converter.no_database:
            return None
        with Gradebook(converter.coursedir.db_url, converter.coursedir.course_id) as gradebook:
            due = gradebook.find_assignment(resources["nbgrader"]["assignment"]).duedate
        name, zone = zone_of(self.config)
        return due and DueDate(due.replace(tzinfo=UTC).astimezone(zone), name)


class PlaceEssays(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts below a quiz a cell for each of its essays, which a person marks.

    After ClearSolutions, which would take out what stands in it.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Put the cells in; CourseError where another one has the name of one of them."""
        keys = Keys(Path(converter_of(self).coursedir.root))
        for found in reversed(quiz_cells(nb)):
            quiz = keys.load(found.quiz or "")
            try:
                made = essay_cells.cells_for(quiz, nb.cells, language_of(nb))
            except QuizkitError as error:
                teacher_log.tell(self.log, error)
                raise
            nb.cells[found.index + 1 : found.index + 1] = [_in_format(nb, each) for each in made]
        return nb, resources


class ScoreQuizzes(FeedbackStep):
    """Scores the graded quizzes of a submission; each cell's output becomes score and account."""

    show_right_answers = Bool(
        False, help="Whether students see the right answers in their feedback."
    ).tag(config=True)

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Score every graded quiz of the notebook, and keep what a teacher should look at."""
        review = Review.of(resources)
        review.add_all(restored_flags(nb))
        skip = Execute(parent=self.parent).skip_cells_with_tag
        for found in quiz_cells(nb):
            if found.graded and found.quiz is not None:
                cell = nb.cells[found.index]
                cell.outputs = self._outputs(nb, found, resources, review)
                cell.execution_count = None
                review.tag(cell, skip)
        return nb, resources

    def _outputs(
        self, nb: Notebook, cell: QuizCell, resources: Resources, review: Review
    ) -> list[Any]:
        language = language_of(nb)
        try:
            account = self._account(cell, resources, review)
        except QuizkitError as error:  # the teacher's files: every cell but this one is graded
            self.log.error("The quiz in the cell '%s' got 0: %s", cell.grade_id, error)
            review.add(cell.grade_id, str(error))
            return [_failed(error)]
        essay_cells.fill(nb.cells, account.quiz, account.record, language)
        name = "{student}: {notebook}".format(**resources["nbgrader"])
        self.log.info("%s\n%s", name, page.to_text(account, language))
        return self.outputs(account, language)

    def outputs(self, account: scoring.Account, language: str) -> list[Any]:
        """Return the outputs of the cell: the score with its page, and the note for the teacher."""
        found = kept.Kept.of(account, language)
        shown = found.page(show_right_answers=self.show_right_answers)
        outputs = [_result(account.score, shown)]
        outputs[0].metadata[kept.PLACE] = found.plain()
        if account.flags:
            reasons = [page.flag_text(flag, language) for flag in account.flags]
            outputs.append(_note(page.note_html(reasons, language)))
        return outputs

    def _account(self, cell: QuizCell, resources: Resources, review: Review) -> scoring.Account:
        about = resources["nbgrader"]
        said = [scoring.Flag(scoring.Reason.OTHER, text) for text in review.of_cell(cell.grade_id)]
        account, twins = self.account(cell, about["student"], about["assignment"], said)
        review.add_all({cell.grade_id: [page.flag_text(f, "en") for f in account.flags]})
        review.twins.extend((cell.grade_id, twin) for twin in twins)
        return account

    def account(
        self, cell: QuizCell, student: str, assignment: str, said: Iterable[scoring.Flag]
    ) -> tuple[scoring.Account, list[str]]:
        """Score the quiz of a cell, and name the others who handed in the same answers.

        Args:
            cell: the cell.
            student: the student's id.
            assignment: its name.
            said: what other steps say of the cell.
        """
        course = converter_of(self).coursedir
        quiz = Keys(Path(course.root)).load(cell.quiz or "")
        folder = course.format_path(course.submitted_directory, student, assignment)
        found = submitted.read(Path(folder), quiz.id)
        learner = found.record.learner if found.record else ""
        twins = classmates(converter_of(self)).same_as(student, assignment, quiz.id, learner)
        account = scoring.account(
            quiz, found, student=student, points=cell.points, same_as=twins, flags=said
        )
        return account, twins


class FlagForReview(NbGraderPreprocessor):  # type: ignore[misc]
    """Asks the teacher to look at what was flagged; comes after SaveAutoGrades, which clears it."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Mark the flagged cells in the gradebook, and take away what only the run needed."""
        about, review = resources["nbgrader"], Review.of(resources)
        for grade_id, reasons in review.reasons.items():
            self.log.warning("%s, %s: %s", about["student"], grade_id, " ".join(reasons))
        flagged = [(grade_id, about["student"]) for grade_id in review.reasons] + review.twins
        if flagged:
            with Gradebook(about["db_url"]) as gradebook:
                for grade_id, student in flagged:
                    _flag(gradebook, grade_id, about, student)
                gradebook.db.commit()
        self._show(nb, review)
        review.clear_tags()
        return nb, resources

    def _show(self, nb: Notebook, review: Review) -> None:
        """Add the reasons below each flagged cell; the account of a quiz has them already."""
        language, told = language_of(nb), [cell for cell, _ in review.tagged]
        for at, cell in reversed(list(enumerate(nb.cells))):
            reasons = review.of_cell(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if not reasons or any(cell is each for each in told):
                continue
            note = page.note_html(reasons, language)
            if cell.cell_type == "code":
                cell.outputs.append(_note(note))
            else:
                nb.cells.insert(at + 1, _note_cell(nb, note))


class HideTeacherNotes(FeedbackStep):
    """Takes out of a student's feedback what is for the teacher alone.

    Right answers are shown or not as the course says now, whatever it said at grading.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Drop the cells that are marked so, and look at the others."""
        nb.cells = [cell for cell in nb.cells if cell.metadata.get("quizkit") != "teacher"]
        for index, cell in enumerate(nb.cells):
            self.preprocess_cell(cell, resources, index)
        return nb, resources

    def preprocess_cell(self, cell: Any, resources: Resources, cell_index: int) -> tuple[Any, Any]:  # noqa: ARG002
        """Drop the outputs that are marked so, and choose the account to show."""
        if cell.cell_type == "code":
            said = [output.get("metadata", {}).get("quizkit") for output in cell.outputs]
            kept = zip(cell.outputs, said, strict=True)
            cell.outputs = [output for output, what in kept if what != TEACHER["quizkit"]]
            for output in cell.outputs:
                self._choose(output)
        return cell, resources

    def _choose(self, output: Any) -> None:
        pages = output.get("metadata", {}).get("quizkit")
        if not isinstance(pages, dict):
            return
        shows = ScoreQuizzes(parent=self.parent).show_right_answers
        found = pages.get("with_key" if shows else "without_key")
        if isinstance(found, str):  # anyone's code can write metadata too
            output.data["text/html"] = found


def _flag(gradebook: Any, grade_id: str, about: Any, student: str) -> None:
    try:
        grade = gradebook.find_grade(grade_id, about["notebook"], about["assignment"], student)
    except MissingEntry:  # not graded yet, or no cell with a score
        return
    grade.needs_manual_grade = True


def _result(score: float, shown: str) -> Any:
    data = {"text/plain": repr(score), "text/html": shown}
    return _output("execute_result", data=data, execution_count=None)


def _note(shown: str) -> Any:
    return _output("display_data", data={"text/html": shown}, metadata=dict(TEACHER))


def _note_cell(nb: Notebook, shown: str) -> Any:
    """Return a cell with a note, for a cell that has no outputs."""
    return _in_format(nb, _markdown(shown, metadata=dict(TEACHER)))


def _in_format(nb: Notebook, cell: Any) -> Any:
    """Return a cell as one of the notebook's format."""
    made = nbformat.from_dict(cell)  # type: ignore[no-untyped-call]
    if nb.nbformat_minor < 5:  # cells had no ids then
        del made["id"]
    return made


def _failed(error: QuizkitError) -> Any:
    return _output(
        "error", ename=type(error).__name__, evalue=str(error), traceback=str(error).splitlines()
    )
