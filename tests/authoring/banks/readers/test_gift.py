"""GIFT as people type it."""

from __future__ import annotations

from quizkit.authoring.banks import readers


def test_a_title_begins_a_question_without_an_empty_line() -> None:
    """Questions that stand close are not swallowed by the one above them."""
    made = readers.read(b"::One:: Is it? {T}\n::Two:: Which? {=a ~b}\n", "bank.gift")
    assert [(q["id"], q["type"]) for q in made.questions] == [
        ("one", "truefalse"),
        ("two", "choice"),
    ]
    assert made.losses == ()


def test_answers_between_braces_twice_are_two_questions_and_it_is_told() -> None:
    """Where the second begins is a guess, which an author should look at."""
    made = readers.read(b"Is it? {T}\nWhich? {=a ~b}\n\nLong text? {F}\n", "bank.gift")
    assert [q["prompt"] for q in made.questions] == ["Is it?", "Which?", "Long text?"]
    assert [loss.what for loss in made.losses] == [
        "it was taken to begin in line 2: no empty line stands above it"
    ]


def test_a_brace_that_is_never_closed_swallows_nothing() -> None:
    """The question after it does not become one of its options, and the line is told."""
    made = readers.read(b"Which? {=a ~b\n\nIs it? {T}\n\nSo? {F}\n", "bank.gift")
    assert [q["prompt"] for q in made.questions] == ["Is it?", "So?"]
    assert "line 1" in made.losses[0].what
    assert "braces { } do not pair up" in made.losses[0].what
