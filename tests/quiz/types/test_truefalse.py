"""True or false."""

from __future__ import annotations

import pytest

from quiz.types.asking import (
    INVALID,
    RIGHT,
    UNANSWERED,
    WRONG,
    ask,
    feedback,
    marked,
    outcome,
    said,
)

MEMBER = """
type: truefalse
answer: false
feedback: {true: It was a partner., false: Indeed.}
"""


@pytest.mark.parametrize(
    ("value", "fares"),
    [
        (False, RIGHT),
        ("false", RIGHT),
        (True, WRONG),
        ("true", WRONG),
        ("perhaps", INVALID),
        (0, INVALID),  # a number is no answer, though Python thinks 0 == False
        (1, INVALID),
        ([], INVALID),
        ("", UNANSWERED),
        (None, UNANSWERED),
    ],
)
def test_true_or_false_is_read(value: object, fares: str) -> None:
    """True and false are read as JSON or as words, and nothing else is."""
    assert outcome(ask(MEMBER), value) == fares


def test_each_answer_has_its_feedback() -> None:
    """The feedback is that of the answer given, or the one text for both."""
    assert feedback(ask(MEMBER), True) == ["It was a partner."]
    assert feedback(ask(MEMBER), False) == ["Indeed."]
    both = ask("{type: truefalse, answer: true, feedback: {en: So., nl: Zo.}}")
    assert feedback(both, True) == feedback(both, False) == ["So."]


def test_only_the_answer_given_is_marked() -> None:
    """One mark, on the button that was pressed."""
    assert marked(ask(MEMBER), True) == {"true": False}


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{type: truefalse}", "'answer' is missing"),
        ("{type: truefalse, answer: perhaps}", "neither true nor false"),
        (
            "{type: truefalse, answer: true, feedback: {true: a, yes: b}}",
            "'feedback' has a second text for true ('yes')",
        ),
    ],
)
def test_an_authors_mistake_is_named(source: str, sentence: str) -> None:
    """Each mistake in a true-or-false question is said in a sentence."""
    assert sentence in said(source)
