"""quizkit without pins, as in Windows and for colleagues: on the newest releases of everything."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from built import copy_of, uv, works

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def copied(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout, as in an unpacked ZIP, in a folder with an odd name."""
    return copy_of(checkout, tmp_path_factory.mktemp("unpacked") / "quizkit – mijn kopië")


def test_the_newest_releases_will_do(copied: Path, tmp_path: Path) -> None:
    """Installed without pins, a lesson runs, its quiz is shown, and a submission is graded."""
    uv("venv", "--python", sys.executable, tmp_path / "env", cwd=tmp_path)
    commands = tmp_path / "env" / "bin"
    python = ("--python", commands / "python")
    uv("pip", "install", *python, f"{copied}[all]", cwd=tmp_path)
    works(commands, copied, tmp_path)
