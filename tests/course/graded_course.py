"""A tiny nbgrader course with graded quizzes, driven through nbgrader's own converters.

No kernel is started unless a test asks for one, so that a submission is graded in a fraction of a
second, by nbgrader itself, into a gradebook of SQLite.
"""

from __future__ import annotations

import atexit
import io
import json
import logging
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from course.small_course import Cell, cell, notebook, write
from quizkit.course import configure
from quizkit.course.answer_keys import Keys
from quizkit.learner.record import QuestionRecord, Record, to_json
from quizkit.quiz.model import Json, Quiz

ASSIGNMENT = "week"
POINTS = 9  # of the quiz
KEY = """\
id: week
title: {en: The week, nl: De week}
questions:
  - id: river
    type: choice
    points: 2
    prompt: {en: "Which river runs through *Vienna*?", nl: Welke rivier stroomt door Wenen?}
    options:
      - {text: {en: The Danube, nl: De Donau}, correct: true}
      - text: {en: The Rhine, nl: De Rijn}
        feedback: {en: The Rhine stays in the west., nl: De Rijn blijft in het westen.}
      - {text: {en: The Seine, nl: De Seine}}
    explanation: {en: Strauss wrote a waltz about it., nl: Strauss schreef er een wals over.}
    then: {en: Three more capitals follow., nl: Er volgen nog drie hoofdsteden.}
  - id: hosts
    type: several
    points: 2
    prompt: {en: Which cities were hosts?, nl: Welke steden waren gastheer?}
    options:
      - {text: {en: Geneva, nl: Genève}, correct: true}
      - {text: {en: Brussels, nl: Brussel}, correct: true}
      - {text: {en: Paris, nl: Parijs}}
  - id: days
    type: number
    prompt: {en: How many days?, nl: Hoeveel dagen?}
    answer: 4
    integer: true
  - id: mouth
    type: text
    prompt: {en: Where does the river end?, nl: Waar eindigt de rivier?}
    accept: [{en: Black Sea, nl: Zwarte Zee}]
  - id: order
    type: order
    points: 2
    prompt: {en: Put them in order., nl: Zet ze op volgorde.}
    items:
      - {text: {en: First, nl: Eerst}}
      - {text: {en: Second, nl: Daarna}}
      - {text: {en: Third, nl: Dan}}
      - {text: {en: Last, nl: Ten slotte}}
  - id: passage
    type: cloze
    prompt: {en: Fill in., nl: Vul in.}
    text: {en: "On [[day]] January in [[city]].", nl: "Op [[day]] januari in [[city]]."}
    blanks:
      day: {type: number, answer: 10}
      city: {type: text, accept: [{en: Geneva, nl: Genève}]}
"""


def cells(quiz: str = 'quizkit.graded("week")', **fields: Any) -> list[Cell]:
    """Return the cells of the assignment; ``fields`` are nbgrader's of the quiz cell."""
    graded = {"grade": True, "locked": True, "points": POINTS, **fields}
    return [
        cell("code", "import quizkit", "setup", locked=True),
        cell("code", "### BEGIN SOLUTION\nriver = 'Danube'\n### END SOLUTION", "a", solution=True),
        cell(
            "code", "assert river == 'Danube', river", "a-test", grade=True, locked=True, points=1
        ),
        cell("code", quiz, "quiz", **graded),
    ]


@dataclass(frozen=True)
class Grade:
    """What the gradebook holds of one cell."""

    auto: float | None
    manual: float | None
    review: bool


class GradedCourse:
    """A course in a folder: what a teacher and a student do with it, a method each."""

    def __init__(self, root: Path, **settings: Mapping[str, Any]) -> None:
        self.root = root
        self.config = Config(Execute={"enabled": False})
        self.config.merge(Config(settings))
        configure(self.config)
        self.log = ""
        shutil.copy(empty_gradebook(), self.root / "gradebook.db")

    def write(self, source: Iterable[Cell], key: str = KEY, quiz: str = "week") -> None:
        """Write the assignment and a key as their author does."""
        write(self.root / "keys" / f"{quiz}.yaml", key)
        self.write_notebook(source)

    def write_notebook(self, source: Iterable[Cell]) -> None:
        """Write the assignment's notebook alone."""
        path = self.root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        write(path, notebook(list(source)))

    @property
    def quiz(self) -> Quiz:
        """The quiz with its key, to make responses of."""
        return Keys(self.root).load("week")

    def generate(self) -> Path:
        """Generate the assignment; give its folder as students get it."""
        self._run(GenerateAssignment, "*")
        return self.root / "release" / ASSIGNMENT

    def submission(self, student: str) -> Path:
        """Return the folder of what a student submitted."""
        return self.root / "submitted" / student / ASSIGNMENT

    def submit(self, student: str, answers: Json | bytes | None = None, quiz: str = "week") -> Path:
        """Hand in the assignment as released, with an answers file (JSON, or any bytes)."""
        folder = self.submission(student)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.root / "release" / ASSIGNMENT, folder)
        path = folder / "answers" / f"{quiz}.json"
        if answers is not None:
            path.parent.mkdir(exist_ok=True)
            is_raw = isinstance(answers, bytes)
            path.write_bytes(answers if is_raw else json.dumps(answers).encode())
        return path

    def autograde(self, student: str = "*") -> None:
        """Grade, as ``nbgrader autograde --force`` does; NbGraderException if that fails."""
        self._run(Autograde, student)

    def feedback(self, student: str) -> str:
        """Return the page that a student gets."""
        self._run(GenerateFeedback, student)
        path = self.root / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
        return path.read_text(encoding="utf-8")

    def grades(self, student: str) -> dict[str, Grade]:
        """Return what the gradebook holds, by cell."""
        with self.gradebook() as gradebook:
            found = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student).grades
            return {
                g.name: Grade(g.auto_score, g.manual_score, g.needs_manual_grade) for g in found
            }

    def gradebook(self) -> Gradebook:
        """Open the gradebook."""
        return Gradebook(self.directory("*").db_url)

    def cell(self, student: str, name: str = "quiz") -> Any:
        """Return a cell of the autograded notebook."""
        path = self.root / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        cells = nbformat.read(path, as_version=4).cells
        return next(c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)

    def account(self, student: str) -> str:
        """Return the account in the quiz cell, as HTML."""
        return str(self.cell(student).outputs[0].data["text/html"])

    def note(self, student: str) -> str:
        """Return the note for the teacher in the quiz cell; empty without one."""
        return "".join(output.data["text/html"] for output in self.cell(student).outputs[1:])

    def directory(self, student: str) -> CourseDirectory:
        """Return nbgrader's course directory for one student or all."""
        return CourseDirectory(
            root=str(self.root),
            course_id="tiny",
            assignment_id=ASSIGNMENT,
            student_id=student,
            config=self.config,
        )

    def _run(self, converter: type, student: str) -> None:
        app = converter(coursedir=self.directory(student), config=self.config)
        app.force = True
        said = io.StringIO()
        handler = logging.StreamHandler(said)
        app.log.addHandler(handler)
        try:
            app.start()
        finally:
            app.log.removeHandler(handler)
            self.log = said.getvalue()


@cache
def empty_gradebook() -> Path:
    """Return a gradebook without anything in it; nbgrader takes seconds to make one."""
    path = Path(tempfile.mkdtemp(prefix="quizkit-")) / "gradebook.db"
    atexit.register(shutil.rmtree, path.parent)
    Gradebook(f"sqlite:///{path}").close()
    return path


def record(quiz: Quiz, values: Mapping[str, Json], learner: str) -> dict[str, Json]:
    """Return an answers file of a graded quiz, as quizkit saves it."""
    at = "2022-01-14T09:00:00.000Z"
    questions = {
        item.id: QuestionRecord(item.public_fingerprint, values[item.id], at)
        for item in quiz.questions
        if item.id in values
    }
    return to_json(Record(quiz.id, learner, questions))


def right(quiz: Quiz) -> dict[str, Json]:
    """Return a right response to every question."""
    return {item.id: item.right() for item in quiz.questions}


__all__ = ["ASSIGNMENT", "Grade", "GradedCourse", "NbGraderException", "record", "right"]
