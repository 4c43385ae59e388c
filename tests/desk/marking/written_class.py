"""A small class whose written answers are graded by nbgrader itself, and wait for their marks."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy import NullPool, create_engine

from course.graded_course import ASSIGNMENT, GradedCourse
from course.small_course import CONFIG, Cell, cell
from quizkit.course.folder import Layout
from quizkit.desk.marking.desk import Desk
from quizkit.desk.marking.kept import Kept
from quizkit.desk.marking.mark_book import MarkBook
from quizkit.desk.marking.questions import all_questions

ASKED = """\
## The commission (4 points)

Weigh the commission of 1856 against its time, in 5 to 9 words.

<!-- BEGIN MARK SCHEME -->

**Mark scheme (4 points).**

1. *Words*, 2 points: 1 for words of the source; 1 for what follows from them.
2. *Likeness and difference*, 1 point each. Likeness: both set a rule.

Take off one point for fewer than 3 or more than 12 words. The model answer is strong.

<!-- END MARK SCHEME -->
"""
MODEL = "### BEGIN SOLUTION\nThe commission bound *states*.\n### END SOLUTION\n"
TASK = """\
## A basin

Say what a river basin is, in a cell below.

=== BEGIN MARK SCHEME ===
Two points for the watershed.
=== END MARK SCHEME ===
"""
ANSWERS = {
    "ann": "It bound the states at the *river*.",
    "ben": "No.",
    "cas": "One two three four five six seven eight nine ten eleven twelve thirteen.",
    "dee": None,  # left as it was handed out
}
ESSAY, BASIN, FLAGGED = 0, 1, 2  # the numbers of the questions; the last one where one is flagged


def cells() -> list[Cell]:
    """Return the cells of the assignment as its author wrote them."""
    return [
        cell("markdown", "# Rivers", "intro", locked=True),
        cell("code", "assert True", "river", grade=True, locked=True, points=2),
        cell("markdown", ASKED, "essay-task", locked=True),
        cell("markdown", MODEL, "essay", grade=True, solution=True, points=4),
        cell("markdown", TASK, "basin", task=True, locked=True, points=3),
    ]


@dataclass
class WrittenClass:
    """The class: its course, and the desk at which it is marked."""

    course: GradedCourse

    @classmethod
    def made(cls, root: Path) -> WrittenClass:
        """Return a class that has handed in and is graded."""
        course = GradedCourse(root, ClearMarkScheme={"enforce_metadata": False})
        (root / "nbgrader_config.py").write_text(CONFIG)
        course.write_notebook(cells())
        course.generate()
        made = cls(course)
        for student, answer in ANSWERS.items():
            made.hand_in(student, answer)
        course.autograde()
        with course.gradebook() as gradebook:
            gradebook.update_or_create_student("ann", first_name="Anna", last_name="Ek")
        return made

    def copied(self, root: Path) -> WrittenClass:
        """Return a copy in another folder."""
        shutil.copytree(self.course.root, root)
        course = GradedCourse.__new__(GradedCourse)
        course.root, course.config, course.log = root, self.course.config, ""
        return WrittenClass(course)

    def hand_in(self, student: str, answer: str | None, attachments: Any = None) -> None:
        """Hand in an answer to the essay, and one to the task in a cell below it."""
        self.course.submit(student)
        path = self.course.submission(student) / f"{ASSIGNMENT}.ipynb"
        notebook = json.loads(path.read_text())
        for each in notebook["cells"]:
            if answer is not None and each["metadata"]["nbgrader"]["grade_id"] == "essay":
                each["source"] = answer
                if attachments:
                    each["attachments"] = attachments
        if answer is not None:
            notebook["cells"].append(cell("markdown", f"A basin, says {student}."))
        path.write_text(json.dumps(notebook))

    def flag(self, student: str) -> None:
        """Have a student hand in work without its test, which grading puts back and flags."""
        path = self.course.submission(student) / f"{ASSIGNMENT}.ipynb"
        notebook = json.loads(path.read_text())
        kept = [each for each in notebook["cells"] if '"river"' not in json.dumps(each["metadata"])]
        path.write_text(json.dumps(notebook | {"cells": kept}))
        self.course.autograde(student)

    def autograded(self, student: str) -> Path:
        """Return the folder of a student's graded work."""
        return self.course.root / "autograded" / student / ASSIGNMENT

    @property
    def book(self) -> MarkBook:
        """The marks in its gradebook."""
        url = f"sqlite:///{self.course.root / 'gradebook.db'}"
        return MarkBook(create_engine(url, poolclass=NullPool), ASSIGNMENT)

    def desk(self) -> Desk:
        """Return the desk, as the command sets it up."""
        root = self.course.root
        return Desk(
            all_questions(Layout(root), ASSIGNMENT),
            self.book,
            Kept(root, ASSIGNMENT),
            folder=self.autograded,
            seed="1",
        )

    def key(self, student: str, question: str = "essay") -> str:
        """Return the key of a student's answer."""
        entries = self.book.entries(ASSIGNMENT, question, by_itself=question == "river")
        return next(entry.key for entry in entries if entry.student == student)

    def told(self, student: str, question: str = "essay") -> dict[str, Any]:
        """Return what formgrader's REST interface tells of a mark: the grade and the comment."""
        where = (question, ASSIGNMENT, ASSIGNMENT, student)
        with self.gradebook() as gradebook:
            grade: dict[str, Any] = gradebook.find_grade(*where).to_dict()
            if question == "river":  # has no comments
                return grade
            return grade | gradebook.find_comment(*where).to_dict()

    def gradebook(self) -> Gradebook:
        """Open the gradebook as nbgrader does."""
        return Gradebook(f"sqlite:///{self.course.root / 'gradebook.db'}", "tiny")
