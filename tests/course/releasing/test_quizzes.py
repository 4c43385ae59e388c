"""Generating an assignment puts its quizzes beside the notebook, without keys, or gives up."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from course.graded_course import ASSIGNMENT, KEY, GradedCourse, NbGraderException, cells
from course.small_course import Cell, cell
from quizkit.quiz.released import read_released


def test_the_quiz_is_released_beside_the_notebook(graded_course: GradedCourse) -> None:
    """The released folder holds the quiz as ``quizkit.graded`` reads it, and no key."""
    path = graded_course.root / "release" / ASSIGNMENT / "quizzes" / "week.json"
    quiz = read_released(path)
    assert [item.id for item in quiz.questions] == [q.id for q in graded_course.quiz.questions]
    text = path.read_text(encoding="utf-8")
    assert "waltz" not in text
    assert "Black Sea" not in text


def test_a_notebook_without_a_quiz_is_released_as_ever(
    tmp_path: Path, nbgrader_on_path: None
) -> None:
    """An assignment that shows no quiz gets no folder of quizzes."""
    course = GradedCourse(tmp_path)
    course.write(cells()[:3])
    assert not (course.generate() / "quizzes").exists()


def _with(*extra: Cell) -> list[Cell]:
    return [*cells(), *extra]


TWO = _with(cell("code", 'quizkit.graded("week")', "again", grade=True, locked=True, points=1))
UNGRADED = [*cells()[:3], cell("code", 'quizkit.graded("week")')]
SOLUTION = [*cells()[:3], cell("code", 'quizkit.graded("week")', "s", solution=True)]
REFUSED = {
    "absent": (cells('quizkit.graded("wek")'), KEY, "did you mean 'week'?"),
    "mistaken": (cells(), KEY.replace("answer: 4", "answer: four"), "keys/week.yaml:"),
    "of another name": (cells(), KEY.replace("id: week", "id: month"), "write 'id: week'"),
    "not named": (cells("quizkit.graded(name)"), KEY, "must name its quiz in quotes"),
    "not alone": (cells('x = 1\nquizkit.graded("week")'), KEY, "nothing but quizkit.graded"),
    "assigned": (cells('x = quizkit.graded("week")'), KEY, "nothing but quizkit.graded"),
    "without points": (cells(points=0), KEY, "is worth no points"),
    "not a grade cell": (UNGRADED, KEY, "cell 4 shows the quiz 'week' but has no score"),
    "in a solution cell": (SOLUTION, KEY, "the cell 's' shows the quiz 'week' but has no score"),
    "in two cells": (TWO, KEY, "would count twice"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_quiz_that_cannot_be_graded_stops_the_release(
    tmp_path: Path, nbgrader_on_path: None, kind: str
) -> None:
    """nbgrader ends with an error, says what is wrong in a sentence, and releases nothing."""
    source, key, told = REFUSED[kind]
    course = GradedCourse(tmp_path)
    course.write(source, key=key)
    with pytest.raises(NbGraderException):
        course.generate()
    assert told in course.log
    assert "Traceback" not in course.log
    assert "Please see" not in course.log
    assert not (tmp_path / "release" / ASSIGNMENT).exists()


def test_a_quiz_in_two_notebooks_stops_the_release(tmp_path: Path, nbgrader_on_path: None) -> None:
    """Two notebooks of an assignment may not show the same quiz: they share its answers file."""
    course = GradedCourse(tmp_path)
    course.write(cells())
    folder = tmp_path / "source" / ASSIGNMENT
    shutil.copy(folder / f"{ASSIGNMENT}.ipynb", folder / "more.ipynb")
    with pytest.raises(NbGraderException):
        course.generate()
    assert (
        "week.ipynb: the quiz 'week' stands in more.ipynb too and would count twice" in course.log
    )
    assert not (tmp_path / "release" / ASSIGNMENT).exists()


def test_a_key_is_read_anew_after_a_change(graded_course: GradedCourse, tmp_path: Path) -> None:
    """A key that was mended counts from the next release or grading on, in the same process."""
    course = GradedCourse(tmp_path)
    course.write(cells())
    assert course.quiz["days"].right() == "4"
    course.write(cells(), key=KEY.replace("answer: 4", "answer: 14"))
    assert course.quiz["days"].right() == "14"


def test_what_is_released_is_the_same_on_each_run(tmp_path: Path, nbgrader_on_path: None) -> None:
    """Generating twice gives the same quiz, so that students' answers stay valid."""
    course = GradedCourse(tmp_path)
    course.write(cells())
    first = json.loads((course.generate() / "quizzes" / "week.json").read_bytes())
    assert json.loads((course.generate() / "quizzes" / "week.json").read_bytes()) == first
