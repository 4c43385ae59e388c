"""What the tests of marking share."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.marking.written_class import WrittenClass


@pytest.fixture(scope="session")
def marked_once(tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None) -> WrittenClass:
    """Return a class that is graded and waits for its marks; tests work on copies."""
    return WrittenClass.made(tmp_path_factory.mktemp("written"))


@pytest.fixture
def written_class(marked_once: WrittenClass, tmp_path: Path) -> WrittenClass:
    """Return such a class of the test's own."""
    return marked_once.copied(tmp_path / "course")
