"""The lessons run as they stand, in English in the browser (tests/browser), in Dutch here."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import quizkit

CHECKOUT = Path(__file__).resolve().parents[1]
LESSONS = sorted((CHECKOUT / "lessons").glob("??/*.ipynb"))

each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parts[-2:]}")
each_in_dutch = pytest.mark.parametrize(
    "path", [path for path in LESSONS if path.parent.name == "nl"], ids=lambda path: path.stem
)


def read(path: Path) -> Any:
    """Read a notebook."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def test_there_are_lessons() -> None:
    """The lessons are where the tests look for them."""
    assert [path.name for path in LESSONS][:2] == ["00-start.ipynb", "01-background.ipynb"]


@each_lesson
def test_notebook_is_valid(path: Path) -> None:
    """A lesson is a valid notebook, as Jupyter's own library judges it."""
    nbformat.validate(read(path))


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Any]:
    """Return a function that runs a lesson, once, in a copy of its folder, in a real kernel."""
    root = tmp_path_factory.mktemp("lessons")
    shutil.copytree(CHECKOUT / "data", root / "data")

    @cache
    def run(path: Path) -> Any:
        folder = root / "lessons" / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        where = {"metadata": {"path": str(folder)}}
        return NotebookClient(read(path), timeout=120, allow_errors=True, resources=where).execute()

    return run


@pytest.mark.slow
@each_in_dutch
def test_runs_from_top_to_bottom(path: Path, executed: Callable[[Path], Any]) -> None:
    """Every cell of a lesson runs as it stands, with no error, no warning and nothing on stderr."""
    troubles = [
        (cell.id, output.get("text") or output.get("evalue"))
        for cell in executed(path).cells
        for output in cell.get("outputs", ())
        if output.output_type == "error" or output.get("name") == "stderr"
    ]
    assert troubles == []


@each_in_dutch
def test_every_quiz_and_figure_shows(path: Path, executed: Callable[[Path], Any]) -> None:
    """Each quiz and each figure of a lesson is the output of its cell, also as HTML and as text."""
    drawing = re.compile(r"quizkit\.(show|review|figures\.\w+)\(")
    for cell in executed(path).cells:
        if cell.cell_type == "code" and drawing.search(cell.source):
            kinds = {kind for output in cell.outputs for kind in output.get("data", ())}
            assert {"text/html", "text/plain"} <= kinds, cell.id
            if "quizkit.figures." not in cell.source:  # a figure is one where one can move it
                assert "application/vnd.jupyter.widget-view+json" in kinds, cell.id


def test_the_geneva_quiz_is_varied() -> None:
    """The practice quiz has ten questions or more, of all nine types, each with help to learn."""
    quiz = quizkit.load(str(CHECKOUT / "data" / "quizzes" / "geneva.yaml"))
    assert len(quiz.questions) >= 10
    assert len({question.type for question in quiz.questions}) == 9
    for question in quiz.questions:
        assert question.source, question.id
        assert question.hints or question.explanation, question.id
