"""A course in which everybody hands in the same right work, and one more cell each of the stock.

The cell stands twice: before the tests, and at the very end.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from course import nbgrader_command
from course.graded_course import empty_gradebook
from course.small_course import Cell, cell, notebook, write
from honest.stock import PLAIN, cells

ASSIGNMENT = "sums"
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "honest"
c.ExecutePreprocessor.timeout = 60
c.ExecutePreprocessor.startup_timeout = 300
"""
WORK = """\
def add(a, b):
    ### BEGIN SOLUTION
    return a + b
    ### END SOLUTION
"""
RIGHT = "def add(a, b):\n    return a + b\n"
TESTS = {  # by name: points and code; of every form in which a test can give them
    "asserts": (2, 'assert add(2, 3) == 5, "2 and 3 are 5"\nassert add("a", "b") == "ab"'),
    "quarter": (1, "0.25 * (add(1, 1) == 2)"),
    "built-ins": (
        1,
        """\
assert sorted([add(2, 1), 1]) == [1, 3] and isinstance(add(1, 1), int)
assert len(str(add(10, 5))) == 2 and all(add(n, 1) > n for n in range(3))""",
    ),
    "whole": (2, "1 + (add(2, 2) == 5)"),
    "quiet": (1, "points = add(1, 1)\npoints == 2;"),
    "printed": (1, 'print("2 + 2 =", add(2, 2))\nassert add(2, 2) == 4'),
}
POINTS = """
select s.student_id, c.name, g.auto_score
from submitted_assignment s
join submitted_notebook sn on sn.assignment_id = s.id
join grade g on g.notebook_id = sn.id
join base_cell c on c.id = g.cell_id
"""


@dataclass(frozen=True)
class School:
    """A course on disk, its assignment generated."""

    root: Path

    @classmethod
    def made(cls, root: Path) -> School:
        """Make the course in a folder."""
        write(root / "nbgrader_config.py", CONFIG)
        tests = [
            cell("code", code, name, grade=True, locked=True, points=points)
            for name, (points, code) in TESTS.items()
        ]
        source = root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        write(source, notebook([cell("code", WORK, "add", solution=True), *tests]))
        shutil.copy(empty_gradebook(), root / "gradebook.db")
        directory = CourseDirectory(root=str(root), assignment_id=ASSIGNMENT)
        GenerateAssignment(coursedir=directory, config=Config()).start()
        return cls(root)

    def copied(self, root: Path) -> School:
        """Return a copy in another folder."""
        shutil.copytree(self.root, root)
        return School(root)

    def hand_in(self, names: Iterable[str]) -> None:
        """Hand in for these students of the stock."""
        released = self.root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        for name in names:
            given = json.loads(released.read_text("utf-8"))
            work = next(c for c in given["cells"] if "def add" in "".join(c["source"]))
            work["source"] = RIGHT
            if name != PLAIN:
                given["cells"].insert(given["cells"].index(work) + 1, _added(name, "before"))
                given["cells"].append(_added(name, "after"))
            write(self.root / "submitted" / name / ASSIGNMENT / released.name, given)

    @property
    def db_url(self) -> str:
        """The address of the gradebook."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def points(self) -> dict[str, list[float]]:
        """Return the points of each test in the gradebook, in their order, by student."""
        with closing(sqlite3.connect(self.root / "gradebook.db")) as connection:
            rows = connection.execute(POINTS).fetchall()
        found = {(student, test): points for student, test, points in rows}
        students = sorted({student for student, _ in found})
        return {each: [found[each, test] for test in TESTS] for each in students}


def _added(name: str, place: str) -> Cell:
    return cell("code", cells()[name]) | {"id": f"honest-{place}"}


def by_nbgrader(school: School) -> tuple[School, School]:
    """Grade with nbgrader, half of the class at a time; return the two halves.

    A student whose run stops nbgrader gets nothing there.
    """
    beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    students = sorted(path.name for path in (school.root / "submitted").iterdir())
    commands, halves = [], []
    for number, half in enumerate((students[::2], students[1::2])):
        made = school.copied(school.root.with_name(f"{school.root.name}-{number}"))
        halves.append(made)
        for student in set(students) - set(half):
            shutil.rmtree(made.root / "submitted" / student)
        commands.append(
            nbgrader_command.start(
                "autograde",
                ASSIGNMENT,
                folder=made.root,
                environment=os.environ | {"PATH": beside},
                log=made.root.with_suffix(".log"),
            )
        )
    for command in commands:  # it is slow, and ends with an error where one student's work does
        command.process.join()
    return halves[0], halves[1]
