"""The lessons' files are as JupyterLab writes them, so that opening one changes nothing in git."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from built import run

CHECKOUT = Path(__file__).resolve().parents[1]
PLACES = ("lessons/[a-z][a-z]/[0-9]*.ipynb", "lessons/course/**/*.ipynb")
NOTEBOOKS = sorted(path for place in PLACES for path in CHECKOUT.glob(place))
LESSON = "lessons/en/00-start.ipynb"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_is_as_git_keeps_it(path: Path, checkout: Path) -> None:
    """A lesson's file is, to the byte, what git keeps of it once it was opened and run."""
    stripped = runpy.run_path(str(checkout / ".ci" / "stripped.py"))["stripped"]
    assert stripped(path.read_bytes()) == path.read_bytes()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_names_its_kernel_as_jupyterlab_does(path: Path) -> None:
    """A lesson says of its kernel all that JupyterLab writes, but for the version of Python."""
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.kernelspec import KERNEL_NAME, get_kernel_dict

    language = {k: v for k, v in IPythonKernel.language_info.items() if k != "version"}
    spec = get_kernel_dict()
    kernel = {key: spec[key] for key in ("display_name", "language")} | {"name": KERNEL_NAME}
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    metadata.pop("quizkit", None)  # a lesson's mark
    assert metadata == {"kernelspec": kernel, "language_info": language}


@pytest.fixture
def clone(checkout: Path, tmp_path: Path) -> Path:
    """Return a clone with one lesson, where `make` has been."""
    for name in ("Makefile", ".gitattributes", ".ci/stripped.py", LESSON):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(checkout / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    run("git", "init", "--quiet", cwd=tmp_path)
    run("make", "--silent", "notebooks", cwd=tmp_path)
    run("git", "add", LESSON, cwd=tmp_path)
    return tmp_path


def changed(clone: Path) -> str:
    """Return what git says has changed, as it says it; a complaint of the filter fails the test."""
    command = ["git", "-c", "filter.notebook.required=true", "diff", "--name-only"]
    done = subprocess.run(command, cwd=clone, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


def rewrite(path: Path) -> dict[str, Any]:
    """Save the lesson as JupyterLab does after all its cells ran, and give it."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            text = {"name": "stdout", "output_type": "stream", "text": ["Geneva"]}
            cell |= {"execution_count": number, "outputs": [text]}
    notebook["metadata"]["language_info"]["version"] = "3.99.1"
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    return notebook


def test_a_lesson_that_was_run_has_not_changed(clone: Path) -> None:
    """A lesson that was opened and run does not count as changed, and keeps its outputs."""
    rewrite(clone / LESSON)
    assert changed(clone) == ""
    assert "3.99.1" in (clone / LESSON).read_text(encoding="utf-8")


def test_a_word_of_the_reader_counts(clone: Path) -> None:
    """What a reader changes in a cell does count as changed."""
    notebook = rewrite(clone / LESSON)
    notebook["cells"][0]["source"] = ["mine"]
    (clone / LESSON).write_text(json.dumps(notebook), encoding="utf-8")
    assert changed(clone) == LESSON


def test_a_damaged_notebook_is_kept_as_it_is(clone: Path) -> None:
    """What cannot be read as a notebook goes into git untouched."""
    for text in ("{", "[]", '{"cells": 3}', '{"cells": [], "metadata": []}', ""):
        (clone / LESSON).write_text(text, encoding="utf-8")
        run("git", "add", LESSON, cwd=clone)
        assert run("git", "show", f":{LESSON}", cwd=clone) == text
