"""A class for the benchmark of grading: a course in which everybody handed in the same assignment.

The students are those of the demo class, of mixed ability; none hands in anything damaged. What
each cell should be worth follows from the demo answers alone.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count, cycle, islice
from pathlib import Path
from random import Random

from course.demo import expectations, students
from course.demo.answers import Assignment, assignment
from course.demo.handing_in import hand_in
from course.demo.making import COURSE
from course.demo.students import Student
from quizkit.course.own_copy import copy_course

NAME = "demands"
# As nbgrader comes: students' code runs in a kernel of its own, and in no sandbox.
PLAIN = """
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute" if str(step).startswith("quizkit.grading.") else step
    for step in c.Autograde.autograde_preprocessors
]
"""
QUIZ_CELLS = ("title", "setup", "quiz-task", "quiz", "end")
QUIZ_SETUP = 'import quizkit\n\nquizkit.language("en")'
SCORES = """
select s.student_id, c.name, g.auto_score
from grade g
join base_cell c on c.id = g.cell_id
join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment s on s.id = n.assignment_id
"""
Scores = Mapping[tuple[str, str], float | None]  # by student and cell; None: for the hand grader


@dataclass(frozen=True, slots=True)
class Class:
    """A course on disk, and who is in it."""

    root: Path
    assignment: Assignment
    students: tuple[Student, ...]

    def hand_in(self) -> None:
        """Let everybody hand in."""
        for student in self.students:
            hand_in(self.root, student, student.works[0], self.assignment)

    def plain(self, root: Path) -> Class:
        """Return a copy in which stock nbgrader runs code as it does in any course."""
        shutil.copytree(self.root, root)
        with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(PLAIN)
        return replace(self, root=root)

    def scores(self) -> Scores:
        """Return what the gradebook has."""
        with closing(sqlite3.connect(self.root / "gradebook.db")) as connection:
            return {(who, cell): score for who, cell, score in connection.execute(SCORES)}

    def expected(self) -> Scores:
        """Return what the gradebook should have, whoever has graded."""
        return {
            (student.id, name): cell.auto
            for student in self.students
            for name, cell in expectations.expected(self.assignment, student.works[0]).items()
        }


def copied(root: Path, *, quiz_only: bool = False) -> Assignment:
    """Copy the course, and give its assignment; with ``quiz_only`` all but its quiz is left out."""
    copy_course(COURSE, root)
    if quiz_only:
        _keep_quiz(root / "source" / NAME / f"{NAME}.ipynb")
    return assignment(root, NAME)


def honest(known: Assignment, size: int) -> tuple[Student, ...]:
    """Draw students whose every answer is an attempt at one."""
    drawn = (students.student(number, (known,)) for number in count(1))
    return tuple(islice(filter(_tried, drawn), size))


def repeated(few: Sequence[Student], size: int, *, first: int) -> tuple[Student, ...]:
    """Return the same work under more names: ``a-…`` for the first ones, ``b-…`` for the others."""
    return tuple(_renamed(few, size, first))


def _renamed(few: Sequence[Student], size: int, first: int) -> Iterator[Student]:
    chance = Random(size)
    for number, student in zip(range(size), cycle(few), strict=False):
        learner = f"{chance.getrandbits(64):016x}"  # or it would be an answers file passed on
        works = tuple(replace(work, learner=learner) for work in student.works)
        yield replace(student, id=f"{'a' if number < first else 'b'}-{number:04}", works=works)


def _tried(student: Student) -> bool:
    work = student.works[0]
    return "broken" not in {*work.tasks.values(), *work.quiz.values()}


def _keep_quiz(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] in QUIZ_CELLS]
    setup = next(cell for cell in notebook["cells"] if cell["id"] == "setup")
    setup["source"] = QUIZ_SETUP
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
