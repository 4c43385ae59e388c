"""Generating an assignment puts its quizzes beside the notebook, without keys, or gives up."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from course.graded_course import ASSIGNMENT, KEY, GradedCourse, NbGraderException, cells
from course.small_course import Cell, cell
from quizkit.course.folder import Layout
from quizkit.course.releasing.leaks import leaks
from quizkit.quiz.released import due_date, read_released, text_of


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


@pytest.fixture
def due_course(tmp_path: Path, nbgrader_on_path: None) -> GradedCourse:
    """Return a course in Brussels, whose assignment is due on a winter's afternoon."""
    course = GradedCourse(tmp_path, NbGraderAPI={"timezone": "Europe/Brussels"})
    course.write(cells())
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(
            ASSIGNMENT, duedate="2026-11-13 17:00 Europe/Brussels"
        )
    return course


def test_the_due_date_is_released_with_the_quiz(due_course: GradedCourse) -> None:
    """It stands beside the questions, by the course's clock."""
    path = due_course.generate() / "quizzes" / "week.json"
    due = due_date(path)
    assert due
    assert due.plain() == {"at": "2026-11-13T17:00:00+01:00", "zone": "Europe/Brussels"}
    assert read_released(path).id == "week"


def test_without_a_due_date_nothing_is_said_of_one(graded_course: GradedCourse) -> None:
    """An assignment that is never due is released as ever."""
    path = graded_course.root / "release" / ASSIGNMENT / "quizzes" / "week.json"
    assert "due" not in json.loads(path.read_bytes())
    assert due_date(path) is None


HIDDEN = (
    {"at": "2026-11-13T17:00:00+01:00", "zone": "Europe/Brussels", "key": "Vienna"},
    {"at": "2026-11-13T17:00:00+01:00", "zone": "the Danube runs through it"},
    {"at": "2026-11-13T17:00:00", "zone": "UTC"},
    "Vienna",
)


@pytest.mark.parametrize("due", HIDDEN)
def test_in_a_due_date_nothing_can_hide(due_course: GradedCourse, due: object) -> None:
    """A release whose due date is anything else is not let out, though its seal is right."""
    released = due_course.generate()
    path = released / "quizzes" / "week.json"
    content = json.loads(path.read_bytes())
    seal(content | {"due": due}, path)
    found = leaks(released.resolve(), layout=Layout(due_course.root.resolve(), due_course.config))
    assert {problem.path.name for problem in found} == {"week.json"}


def test_another_due_date_is_no_leak(due_course: GradedCourse) -> None:
    """A release that was made before the due date moved is still a clean one."""
    released = due_course.generate()
    with due_course.gradebook() as gradebook:
        assignment = gradebook.find_assignment(ASSIGNMENT)
        assignment.duedate = datetime(2026, 12, 1)
        gradebook.db.commit()
    layout = Layout(due_course.root.resolve(), due_course.config)
    assert leaks(released.resolve(), layout=layout) == []


def seal(content: dict[str, object], path: Path) -> None:
    """Write a released quiz with the seal that belongs to what it holds."""
    from quizkit.quiz import released as module

    plain = {name: value for name, value in content.items() if name != "seal"}
    path.write_text(text_of({**plain, "seal": module._seal(plain)}), encoding="utf-8")
