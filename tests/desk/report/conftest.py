"""What the tests of the report share."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desk.report.marked_class import MarkedClass
from grading.graded_class import GradedClass


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    """Return a small course with its assignment generated."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    root = tmp_path_factory.mktemp("report") / "course"
    return GradedClass.made(root, os.environ | {"PATH": path})


@pytest.fixture
def marked(generated: GradedClass, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MarkedClass:
    """Return a course of the test's own, in its folder, to which nobody has handed in yet."""
    course = MarkedClass(generated.copied(tmp_path / "course"))
    monkeypatch.chdir(course.root)
    return course
