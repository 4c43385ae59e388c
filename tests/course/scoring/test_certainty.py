"""How sure a student is, in a graded quiz: a bonus on the points, never below none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from course.graded_course import Grade, GradedCourse, cells, record
from quizkit.course.scoring.score import account
from quizkit.course.scoring.submitted import Submitted
from quizkit.desk.report.class_work import bonuses, question_task
from quizkit.learner.record import from_json
from quizkit.quiz.loading import load
from quizkit.quiz.model import Quiz
from quizkit.quiz.released import read_released, released, text_of

KEY = """\
id: week
title: The week
certainty: true
questions:
  - {id: one, type: truefalse, points: 2, prompt: The first., answer: true}
  - {id: two, type: truefalse, prompt: The second., answer: true}
  - {id: three, type: truefalse, prompt: The third., answer: true, certainty: false}
  - {id: guess, type: truefalse, prompt: A guess., answer: true, points: 0}
  - {id: essay, type: essay, prompt: Argue.}
"""


@pytest.fixture
def quiz(tmp_path: Path) -> Quiz:
    """Return a quiz in which one says how sure one is of two of its questions."""
    path = tmp_path / "week.yaml"
    path.write_text(KEY, encoding="utf-8")
    return load(path)


def answers(quiz: Quiz, given: dict[str, tuple[Any, int | None]], who: str = "a") -> dict[str, Any]:
    """Return an answers file with these answers, each with how sure one is."""
    file = record(quiz, {name: value for name, (value, _) in given.items()}, learner=f"0{who}")
    for name, (_, certainty) in given.items():
        if certainty:
            file["questions"][name]["certainty"] = certainty
    return file


# the answers to one (2 points) and two (1 point), with how sure; the points of these two
GIVEN = [
    ({"one": (True, 3), "two": (True, 3)}, 3),
    ({"one": (True, 1), "two": (True, 1)}, 3 * (1 - 0.2)),
    ({"one": (True, None), "two": (True, None)}, 3 * (1 - 0.2)),  # not said is unsure
    ({"one": (True, 3), "two": (False, 1)}, 2 + 3 * 0.1 * (2 - 2 / 3)),
    ({"one": (True, 3)}, 2 + 3 * 0.1 * (2 - 2 / 3)),
    ({"one": (False, 3), "two": (True, 3)}, 1 + 3 * 0.1 * (-3 - 1 / 3)),
    ({"one": (False, 3), "two": (False, 3)}, 0),
    ({}, 0),
]


@pytest.mark.parametrize(("given", "points"), GIVEN)
def test_the_points_are_what_is_right_and_the_bonus(
    quiz: Quiz, given: dict[str, Any], points: float
) -> None:
    """A cell's points are the share that is right, with Moodle's bonus, from 0 to all."""
    found = account(quiz, Submitted(from_json(answers(quiz, given))))
    assert found.score == pytest.approx(points)
    twice = account(quiz, Submitted(from_json(answers(quiz, given))), points=8)
    assert twice.score == pytest.approx(2 * points)


@pytest.mark.parametrize(("given", "points"), GIVEN)
def test_the_report_reckons_the_same(quiz: Quiz, given: dict[str, Any], points: float) -> None:
    """What the report takes for the points is what was graded, so it calls nobody outdated."""
    kept = from_json(answers(quiz, given)).questions
    tasks = [
        question_task(quiz, item, {"ann": kept.get(item.id)}, points=item.points)
        for item in quiz.questions
        if not item.by_hand
    ]
    sum_ = sum(float(task.scores["ann"]) for task in tasks) + bonuses(tasks)["ann"]
    assert max(0.0, sum_) == pytest.approx(points)


def test_only_what_is_right_or_wrong_is_asked(quiz: Quiz) -> None:
    """No guess and no essay asks how sure one is, nor a question that says so itself."""
    asked = [item.id for item in quiz.questions if quiz.asks_certainty(item)]
    assert asked == ["one", "two"]
    students = read_released(text_of(released(quiz)).encode())
    assert [item.id for item in students.questions if students.asks_certainty(item)] == asked


def test_it_is_graded_and_told(tmp_path: Path, nbgrader_on_path: None) -> None:
    """Through nbgrader the gradebook has the points with the bonus, and the account says both."""
    course = GradedCourse(tmp_path)
    course.write(cells(points=4), key=KEY)
    course.generate()
    right = {"one": (True, 3), "two": (False, 1), "three": (True, 3)}
    course.submit("ann", answers(course.quiz, right))
    course.submit("ben", answers(course.quiz, {"one": (True, 9)}, "b"))
    course.autograde()
    score = 3 + 3 * 0.1 * (2 - 2 / 3)
    assert course.grades("ann")["quiz"] == Grade(pytest.approx(score), None, False)
    assert "bonus for certainty: +0.4 points" in course.account("ann")
    assert "How sure: very sure." in course.account("ann")
    assert course.account("ann").count("How sure:") == 2
    assert "was edited by hand: one: certainty" in course.note("ben")
