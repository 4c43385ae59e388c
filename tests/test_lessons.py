"""The lessons as files; that they run as they stand is tested in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

import quizkit

CHECKOUT = Path(__file__).resolve().parents[1]
LESSONS = sorted((CHECKOUT / "lessons").glob("??/*.ipynb"))

each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parts[-2:]}")


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


def test_the_geneva_quiz_is_varied() -> None:
    """The practice quiz has ten questions or more, of all nine types, each with help to learn."""
    quiz = quizkit.load(str(CHECKOUT / "data" / "quizzes" / "geneva.yaml"))
    assert len(quiz.questions) >= 10
    assert len({question.type for question in quiz.questions}) == 9
    for question in quiz.questions:
        assert question.source, question.id
        assert question.hints or question.explanation, question.id
