"""A tiny course with graded quizzes, for the tests of nbgrader's steps."""

from __future__ import annotations

import pytest

from course import graded_course as tiny
from quizkit.quiz import loading
from quizkit.quiz.model import Quiz


@pytest.fixture(scope="module")
def graded_course(
    tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None
) -> tiny.GradedCourse:
    """Return a course whose assignment is generated: each test has students of its own."""
    course = tiny.GradedCourse(tmp_path_factory.mktemp("tiny"))
    course.write(tiny.cells())
    course.generate()
    return course


@pytest.fixture(scope="module")
def quiz(tmp_path_factory: pytest.TempPathFactory) -> Quiz:
    """Return a quiz with a question of most types."""
    path = tmp_path_factory.mktemp("quiz") / "week.yaml"
    path.write_text(tiny.KEY, encoding="utf-8")
    return loading.load(path)
