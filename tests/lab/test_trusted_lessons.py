"""Which lessons Jupyter trusts from the start."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import MemorySignatureStore, NotebookNotary

from quizkit.lab.server import trust_lessons

LESSON = "lessons/en/02-geneva.ipynb"


@pytest.fixture
def folder(checkout: Path, tmp_path: Path) -> Path:
    """Return a reader's folder with one lesson."""
    (tmp_path / LESSON).parent.mkdir(parents=True)
    shutil.copy(checkout / LESSON, tmp_path / LESSON)
    return tmp_path


def trusted(folder: Path, own: Path) -> bool:
    """Return whether Jupyter trusts the lesson in ``folder`` once lessons are opened."""
    notary = NotebookNotary(store_factory=MemorySignatureStore, secret=b"secret")
    trust_lessons(folder, own, notary)
    reads: Any = nbformat.read
    return bool(notary.check_signature(reads(folder / LESSON, as_version=4)))


def test_the_packages_own_lesson_is_trusted(folder: Path, checkout: Path) -> None:
    """A lesson that is as the package has it is trusted, wherever it was laid out."""
    assert trusted(folder, checkout)


@pytest.mark.parametrize("own", [True, False], ids=["in a checkout", "laid out"])
def test_a_strangers_lesson_is_not_trusted(folder: Path, checkout: Path, own: bool) -> None:
    """A lesson with other code, or with outputs of anybody's, is not trusted by itself."""
    notebook = json.loads((folder / LESSON).read_text("utf-8"))
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    output = {"output_type": "stream", "name": "stdout", "text": ["mine"]}
    code |= {"outputs": [output]} if own else {"source": ["import antigravity"]}
    (folder / LESSON).write_text(json.dumps(notebook), "utf-8")
    assert not trusted(folder, folder if own else checkout)
