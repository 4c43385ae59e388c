"""What the practice quizzes of the lessons have in common."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizkit.quiz import loading
from quizkit.quiz.model import texts_in

QUIZZES = (Path(__file__).resolve().parents[1] / "data" / "quizzes").glob("*.yaml")
PRACTICE = sorted(path for path in QUIZZES if "-" not in path.stem and path.stem != "start")
QUOTED = re.compile(r"\"[^\"]+ [^\"]+\"")

each_quiz = pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)


@each_quiz
def test_a_third_is_reading(path: Path) -> None:
    """A third of the questions quote a document, or words of an article."""
    asked = loading.load(path).questions
    texts = ("\n".join(text.get("en") for text in texts_in(item)) for item in asked)
    assert sum(bool(QUOTED.search(text)) for text in texts) * 3 >= len(asked)


@each_quiz
def test_the_core_is_varied(path: Path) -> None:
    """The first four questions, which a lesson hour has time for, are of three types or more."""
    quiz = loading.load(path)
    assert quiz.core == 4
    assert len({item.type for item in quiz.questions[: quiz.core]}) >= 3
