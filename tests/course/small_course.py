"""A small nbgrader course for the tests: one assignment with every kind of cell, and a quiz."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader import api

from course import tables_version

Cell = dict[str, Any]

CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "small"
import quizkit.course
quizkit.course.configure(c)
"""
KEY = """\
id: rivers
title: Rivers
questions:
  - id: vienna-river
    type: choice
    points: 2
    prompt: Which river runs through Vienna?
    options:
      - text: The Danube
        correct: true
        feedback: Indeed, it crosses the city from the north-west.
      - {text: The Rhine, feedback: The Rhine leaves from Lake Constance westward.}
      - The Seine
    hints:
      - It has a colour in a waltz.
      - {text: The waltz is by the younger Strauss and the river is blue, cost: 0.5}
    explanation: Johann Strauss wrote a waltz about this very river in 1866.
    then: From there it goes on through three more capitals on its way.
  - id: ten-countries
    type: number
    prompt: How many countries does it touch?
    answer: 10
  - id: mouth
    type: text
    prompt: Where does it end?
    accept: [Black Sea, in the delta by the Black Sea]
"""
SOLUTION = """\
def days_between(first, last):
    ### BEGIN SOLUTION
    return (last - first).days
    ### END SOLUTION
"""
TESTS = """\
import datetime as dt
assert days_between(dt.date(2022, 1, 10), dt.date(2022, 1, 13)) == 3, "10 to 13 January is 3 days"
### BEGIN HIDDEN TESTS
assert days_between(dt.date(2021, 12, 31), dt.date(2022, 1, 1)) == 1, "over New Year it is 1 day"
### END HIDDEN TESTS
"""
TASK = """\
Say in your own words what a river basin is.

=== BEGIN MARK SCHEME ===
Two points for naming the watershed, one for an example with a name.
=== END MARK SCHEME ===
"""
ESSAY = """\
### BEGIN SOLUTION
A good answer weighs the commission of 1856 against the customs unions of its time.
### END SOLUTION
"""


def cell(kind: str, source: str, name: str = "", **nbgrader: Any) -> Cell:
    """Return a cell; with nbgrader's fields, one that it knows by the grade id ``name``."""
    made: Cell = {"cell_type": kind, "id": f"id-{name or len(source)}", "source": source}
    made["metadata"] = {}
    if nbgrader:
        flags = {"grade": False, "locked": False, "solution": False, "task": False}
        made["metadata"]["nbgrader"] = {"schema_version": 3, "grade_id": name, **flags, **nbgrader}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    return made


def cells() -> list[Cell]:
    """Return the cells of the assignment as its author wrote them."""
    return [
        cell("markdown", "# Rivers\n\n**Total: 10 points**", "intro", locked=True),
        cell("code", "import quizkit", "setup", locked=True),
        cell("code", SOLUTION, "days", solution=True),
        cell("code", TESTS, "days-test", grade=True, locked=True, points=2),
        cell("markdown", "A plain text between the tasks, open to anyone's pen."),
        cell("code", 'quizkit.graded("rivers")', "quiz", grade=True, locked=True, points=4),
        cell("markdown", TASK, "basin", task=True, locked=True, points=3),
        cell("markdown", ESSAY, "essay", grade=True, solution=True, points=1),
    ]


def notebook(given: list[Cell]) -> dict[str, Any]:
    """Return a notebook of these cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": given, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def write(path: Path, content: Any) -> Path:
    """Write a notebook (or other JSON), or a text, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    path.write_text(text, encoding="utf-8")
    return path


def as_format_3(path: Path) -> None:
    """Save a notebook as an old IPython does."""
    old: Any = nbformat.convert(nbformat.read(path, as_version=4), 3)  # type: ignore[no-untyped-call]
    path.write_text(json.dumps(old), encoding="utf-8")


def lay_out(course: Path) -> Path:
    """Write the course into a folder."""
    write(course / "nbgrader_config.py", CONFIG)
    write(course / "keys" / "rivers.yaml", KEY)
    write(course / "source" / "rivers" / "rivers.ipynb", notebook(cells()))
    return course


def find_commands(patch: pytest.MonkeyPatch) -> None:
    """Let nbgrader make a gradebook: its command is beside the Python that runs us."""
    beside = str(Path(sys.executable).parent)
    patch.setenv("PATH", os.pathsep.join((beside, os.environ.get("PATH", ""))))
    patch.setattr(api, "get_alembic_version", tables_version.newest)
