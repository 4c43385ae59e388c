"""What the tests of grading share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading import postgres
from grading.graded_class import GradedClass


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """Yield a PostgreSQL server for the whole run; each test asks it for a database."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def generated_class(tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    """Return a small course with its assignment generated; tests work on copies."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    root = tmp_path_factory.mktemp("class") / "course"
    return GradedClass.made(root, os.environ | {"PATH": path})


@pytest.fixture
def graded_class(generated_class: GradedClass, tmp_path: Path) -> GradedClass:
    """Return a course of the test's own, to which nobody has handed in yet."""
    return generated_class.copied(tmp_path / "course")
