"""A small course with a quiz, graded, whose teacher finds a mistake in the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.graded_course import GradedCourse, cells, record, right
from course.small_course import find_commands
from desk.regrading.regraded_course import CONFIG, RegradedCourse


@pytest.fixture(scope="session")
def graded_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course with four students who are graded; tests work on copies."""
    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        course = GradedCourse(tmp_path_factory.mktemp("regraded"))
        (course.root / "nbgrader_config.py").write_text(CONFIG)
        course.write(cells())
        course.generate()
        for student, wrong in (
            ("ann", {}),
            ("bob", {"days": "5"}),
            ("cas", {"days": "5", "mouth": "the North Sea"}),
            ("dan", {"days": None}),
        ):
            values = {**right(course.quiz), **wrong}
            course.submit(student, record(course.quiz, values, learner=f"0{student}"))
        course.submit("eva")  # without answers
        course.autograde()
    return course.root


@pytest.fixture
def regraded(
    graded_before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> RegradedCourse:
    """Return a course of the test's own, in which one is."""
    import shutil

    find_commands(monkeypatch)
    root = tmp_path / "course"
    shutil.copytree(graded_before, root)
    monkeypatch.chdir(root)
    return RegradedCourse(root)
