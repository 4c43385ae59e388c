"""Sixty questions of five subjects through real nbgrader: three students with three draws."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from course.graded_course import Grade, GradedCourse, cells
from quizkit.learner.record import Record, to_json
from quizkit.learner.session import Session
from quizkit.quiz.certainty import LEVELS
from quizkit.quiz.drawing import drawn
from quizkit.quiz.released import read_released

KEY = Path(__file__).parents[2] / "quizzes" / "sixty.yaml"
POINTS = 57.0  # of what is scored by itself; two essays are worth four each


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None) -> GradedCourse:
    """Return a course with the sixty questions and their pictures, released."""
    made = GradedCourse(tmp_path_factory.mktemp("sixty"))
    made.write(cells(points=POINTS), KEY.read_text("utf-8").replace("id: sixty", "id: week"))
    shutil.copytree(KEY.with_suffix(""), made.root / "keys" / KEY.stem)
    made.generate()
    return made


def answers(course: GradedCourse, student: str) -> Record:
    """Answer all that the released quiz asks a student, as the key has it and very sure."""
    released = read_released(course.root / "release" / "week" / "quizzes" / "week.json")
    session = Session(released, mode="graded")
    session.draw_for(student)
    own = drawn(course.quiz, student)
    for question in session.view()["questions"]:
        item = own[question["id"]]
        sure = max(LEVELS) if item.certainty else None
        session.respond(item.id, item.right(), sure)
    return session.record


@pytest.mark.slow
def test_three_draws_of_sixty_questions(course: GradedCourse) -> None:
    """Each gets 55 of the sixty, and all points that a program gives; two essays wait."""
    records = {student: answers(course, student) for student in ("ann", "ben", "cas")}
    for student, record in records.items():
        course.submit(student, to_json(record))
        course.autograde(student)
        grades = course.grades(student)
        assert grades["quiz"] == Grade(POINTS, None, False)
        assert grades["week-coast"] == grades["week-family"] == Grade(None, None, True)
        assert len(record.questions) == 55
        assert "القِطّةُ تَحْتَ الطّاوِلة." in course.feedback(student)
    assert len({tuple(record.questions) for record in records.values()}) == 3


def test_the_release_tells_no_key(course: GradedCourse) -> None:
    """Neither feedback, model answers, zones nor the names of pictures reach the students."""
    told = (course.root / "release" / "week" / "quizzes" / "week.json").read_text("utf-8")
    for secret in ("can be drained", "last column of", "zones", "line-a.svg", "relative_tolerance"):
        assert secret not in told
