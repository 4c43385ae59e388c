"""A tiny course with graded quizzes, for the tests of nbgrader's steps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from course import graded_course as tiny
from course.small_course import find_commands


@pytest.fixture(scope="session")
def nbgrader_on_path() -> Iterator[None]:
    """Let nbgrader find the command that makes its gradebook."""
    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        yield


@pytest.fixture(scope="module")
def graded_course(
    tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None
) -> tiny.GradedCourse:
    """Return a course whose assignment is generated: each test has students of its own."""
    course = tiny.GradedCourse(tmp_path_factory.mktemp("tiny"))
    course.write(tiny.cells())
    course.generate()
    return course
