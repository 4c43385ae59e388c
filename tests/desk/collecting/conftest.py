"""What the tests of collecting share."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.incoming import School


@pytest.fixture
def school(tmp_path: Path) -> School:
    """Return a course of the test's own, to which nobody has handed in yet."""
    return School(tmp_path / "course")
