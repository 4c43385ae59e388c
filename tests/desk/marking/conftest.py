"""What the tests of marking share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from course.small_course import find_commands
from desk.marking.written_class import WrittenClass


@pytest.fixture(scope="session")
def nbgrader_tables() -> Iterator[None]:
    """Let nbgrader find the command that makes its gradebook."""
    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        yield


@pytest.fixture(scope="session")
def marked_once(tmp_path_factory: pytest.TempPathFactory, nbgrader_tables: None) -> WrittenClass:
    """Return a class that is graded and waits for its marks; tests work on copies."""
    return WrittenClass.made(tmp_path_factory.mktemp("written"))


@pytest.fixture
def written_class(marked_once: WrittenClass, tmp_path: Path) -> WrittenClass:
    """Return such a class of the test's own."""
    return marked_once.copied(tmp_path / "course")
