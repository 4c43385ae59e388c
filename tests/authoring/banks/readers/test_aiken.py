"""Aiken as people type it."""

from __future__ import annotations

import pytest

from quizkit.authoring.banks import readers


@pytest.mark.parametrize("last", ["ANSWER: B", "Answer: b", "ANTWOORD: B", "Réponse : B"])
def test_the_answer_is_named_in_ones_own_words(last: str) -> None:
    """Small letters, and the word in another language, are what people type."""
    (asked,) = readers.read(f"Who?\na) he\nb) she\n{last}\n".encode(), "quiz.txt").questions
    assert asked["options"] == ["he", {"text": "she", "correct": True}]
