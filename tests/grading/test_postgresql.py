"""The gradebook in PostgreSQL: nbgrader's schema, its migrations and a course's life, for real."""

from __future__ import annotations

from pathlib import Path

import pytest

from grading import postgres


def test_a_missing_server_is_said_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a server the tests stop with the name of the package to install."""
    monkeypatch.setattr(postgres, "PACKAGE", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="apt install postgresql"):
        postgres.programs()
