"""What the tests of tables share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def folder(checkout: Path, tmp_path: Path) -> Path:
    """Return a copy of the content to damage."""
    (tmp_path / "data").mkdir()
    for file in (checkout / "data").iterdir():
        if file.suffix in (".csv", ".json"):
            shutil.copy(file, tmp_path / "data")
    return tmp_path
