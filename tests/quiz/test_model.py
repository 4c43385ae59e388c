"""The values that everything else passes around."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.types.asking import ask
from quizkit.quiz.model import Grade, Outcome, Quiz, Text, digest, token


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"en": "Geneva", "nl": "Genève"}, "nl", "Genève"),
        ({"en": "Geneva"}, "nl", "Geneva"),  # English where there is nothing better
        ({"nl": "Genève"}, "en", "Genève"),  # else what there is
        ({"": "Minsk"}, "nl", "Minsk"),
        ({}, "en", ""),
    ],
)
def test_a_text_is_given_in_the_nearest_language(
    texts: dict[str, str], language: str, expected: str
) -> None:
    """The language asked for, else one for all, else English, else the first."""
    assert Text(texts).get(language) == expected


def test_a_text_without_words_is_false() -> None:
    """An empty text counts as none."""
    assert not Text({"en": "", "nl": ""})
    assert Text.plain("x")


@given(st.floats(-2, 3))
def test_an_outcome_follows_from_the_fraction(fraction: float) -> None:
    """All is right, nothing is wrong, anything between is partly right; never beyond 0 to 1."""
    grade = Grade.of(fraction)
    expected = (
        Outcome.WRONG if fraction <= 0 else Outcome.RIGHT if fraction >= 1 else Outcome.PARTLY
    )
    assert grade.outcome is expected
    assert 0 <= grade.fraction <= 1


def test_an_invalid_response_scores_nothing_and_says_why() -> None:
    """Invalid is not wrong: no fraction, and what was expected."""
    grade = Grade.invalid(Text.plain("Type a number."))
    assert (grade.outcome, grade.fraction) == (Outcome.INVALID, 0)
    assert grade.message == Text.plain("Type a number.")


def test_a_token_hangs_on_the_question_and_the_text() -> None:
    """The same option in another question has another token, on every machine the same."""
    assert token("who-led", "Wendy Sherman") == "1c3e31ab"
    assert token("who-spoke", "Wendy Sherman") != token("who-led", "Wendy Sherman")
    assert digest("ab", "c") != digest("a", "bc")


def test_a_question_cannot_be_changed() -> None:
    """Questions are values: one cannot be altered under a session's hands."""
    item = ask("{type: number, answer: 1}")
    with pytest.raises(FrozenInstanceError):
        item.answer = 2


def test_a_quiz_finds_its_questions_and_adds_their_points() -> None:
    """A question is found by id, and the quiz is worth what its questions are."""
    item = ask("{type: number, answer: 1, points: 2.5}")
    quiz = Quiz("week", Text.plain("Week"), (item,))
    assert (quiz["q"], quiz.points) == (item, 2.5)
    with pytest.raises(KeyError):
        quiz["r"]
