"""Choice questions: one right option."""

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
from quizkit.quiz.model import token

WHO = """
type: choice
options:
  - {text: Wendy Sherman, correct: true, feedback: She was the deputy.}
  - {text: "Antony *Blinken*", feedback: He is the minister.}
  - {text: Joe Biden}
"""
SHERMAN, BLINKEN = token("q", "Wendy Sherman"), token("q", "Antony *Blinken*")


@pytest.mark.parametrize(
    ("value", "fares"),
    [
        (SHERMAN, RIGHT),
        (BLINKEN, WRONG),
        ("Wendy Sherman", INVALID),
        (0, INVALID),
        ([SHERMAN], INVALID),
        ("", UNANSWERED),
        (None, UNANSWERED),
    ],
)
def test_a_choice_is_right_or_wrong(value: object, fares: str) -> None:
    """The right option is right, another wrong, and what is no option is invalid."""
    assert outcome(ask(WHO), value) == fares


def test_only_the_chosen_option_is_marked() -> None:
    """The mark and the feedback are those of the option chosen."""
    assert marked(ask(WHO), BLINKEN) == {BLINKEN: False}
    assert feedback(ask(WHO), BLINKEN) == ["He is the minister."]


def test_the_key_tells_the_right_option_and_all_feedback() -> None:
    """Once a question is done, every option's feedback may be read."""
    assert ask(WHO).key("en") == {
        "right": [SHERMAN],
        "feedback": {SHERMAN: "She was the deputy.", BLINKEN: "He is the minister."},
    }


def test_an_option_is_shown_as_html_and_as_plain_text() -> None:
    """Markup is for the eye; labels get the words alone."""
    shown = ask(WHO).public("en")["options"][1]
    assert shown == {
        "token": BLINKEN,
        "html": "Antony <em>Blinken</em>",
        "text": "Antony Blinken",
    }


def test_an_option_with_an_id_may_be_reworded() -> None:
    """The token comes from the id where there is one, so answers survive a mended wording."""
    before = ask("{type: choice, options: [{text: Geneva, id: g, correct: true}, Vienna]}")
    after = ask("{type: choice, options: [{text: Genève, id: g, correct: true}, Vienna]}")
    assert before.right() == after.right()
    assert before.fingerprint == after.fingerprint


MISTAKES = [
    ("{type: choice}", "'options' is missing"),
    ("{type: choice, options: many}", "'options' must be a list"),
    ("{type: choice, options: [{text: a, correct: true}]}", "has 1 of at least 2 entries"),
    ("{type: choice, options: [a, b]}", "no option is correct"),
    ("{type: choice, options: [{text: a, correct: true}, {text: b, correct: true}]}", "2 options"),
    ("{type: choice, options: [{text: a, correct: true}, A]}", "two equal entries"),
    ("{type: choice, options: [{text: a, correct: true}, {correct: false}]}", "'text' is missing"),
    ("{type: choice, options: [{text: a, corect: true}, b]}", "did you mean 'correct'?"),
    ("{type: choice, options: [{text: a, id: x, correct: true}, {text: b, id: x}]}", "the same id"),
]


@pytest.mark.parametrize(("source", "sentence"), MISTAKES)
def test_an_authors_mistake_is_named(source: str, sentence: str) -> None:
    """Each mistake in a choice question is said in a sentence."""
    assert sentence in said(source)
