"""text2qti's plain text: its whole syntax is read, and what a quiz has not is told."""

from __future__ import annotations

import textwrap

import pytest

from authoring.banks.packages import only, read
from quizkit.authoring.banks import readers
from quizkit.errors import BankError


def of(text: str) -> dict[str, object]:
    """Read a text of one question without a loss."""
    return only(textwrap.dedent(text).lstrip("\n"), "quiz.txt")


def test_a_choice_with_everything_that_can_be_said() -> None:
    """Title, points, paragraphs and feedback of each kind are kept where a quiz says them."""
    questions, lost = read(
        textwrap.dedent(
            """
            Quiz title: Addition
            Title: A sum
            Points: 2.5
            1.  What is 2+3?

                Think *twice*.
            ... General.
            +   Well done.
            -   Look again.
            a)  6
            ... One too many.
            b)  1
            *c) 5
            """
        ),
        "quiz.txt",
    )
    (question,) = questions
    assert question["id"] == "a-sum"
    assert question["points"] == 2.5
    assert question["prompt"] == "What is 2+3?\n\nThink *twice*."
    assert [option.get("feedback") for option in question["options"]] == [
        "One too many.",
        "Look again.",
        "Well done.",
    ]
    assert question["explanation"] == "General."
    assert lost == {"a-sum": "what is said to any wrong answer"}  # to the option with its own


def test_ticks_are_several() -> None:
    """Boxes make a question with all right options."""
    question = of("1. Which?\n[ ] Mammoth\n[*] Triceratops\n[] Smilodon\n")
    assert question["type"] == "several"
    assert [bool(option.get("correct")) for option in question["options"]] == [False, True, False]  # type: ignore[attr-defined]


def test_true_and_false_are_a_statement() -> None:
    """Two options that are called so make a truefalse question, their feedback with it."""
    question = of("1. Flat?\na) True\n... It is round.\n*b) False\n")
    assert question["answer"] is False
    assert question["feedback"] == {True: "It is round."}


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("=   1.4142 +- 0.0001", {"answer": 1.4142, "tolerance": 0.0001}),
        ("=   [1.25, 1.75]", {"answer": 1.5, "tolerance": 0.25}),
        ("=   200 +- 5%", {"answer": 200, "relative_tolerance": 0.05}),
        ("=   1_000", {"answer": 1000}),
        ("=   -2.5e3 +- 0", {"answer": -2500}),
    ],
)
def test_numbers_with_their_margins(written: str, fields: dict[str, object]) -> None:
    """A range, a margin and a percentage come out as a number and its tolerance."""
    question = of(f"1. How much?\n{written}\n")
    assert {name: question.get(name) for name in fields} == fields


def test_words_and_essays() -> None:
    """Lines with an asterisk are what is accepted; a line of underscores is an essay."""
    questions, _ = read("1. Who?\n* Santa\n* Saint Nick\n\n2. Argue.\n____\n", "quiz.txt")
    assert questions[0]["accept"] == ["Santa", "Saint Nick"]
    assert questions[1]["type"] == "essay"


def test_what_has_no_place_is_told() -> None:
    """Uploads, texts, settings, code and strange lines are losses, each once."""
    questions, lost = read(
        textwrap.dedent(
            """
            shuffle answers: true
            Text: Now comes a group.
            GROUP
            pick: 1
            points per question: 3
            1. One?
            *a) yes
            b) no
            END_GROUP
            2. Send it.
            ^^^^
            COMMENT
            3. Not this.
            END_COMMENT
            % nor this
            ```{.python .run}
            print("1. What?")
            ```
            strange
            """
        ),
        "quiz.txt",
    )
    assert [(question["points"], question["tags"]) for question in questions] == [(3, ["group-1"])]
    for told in ("shuffle answers", "Now comes", "not run", "'strange'"):
        assert told in lost[""]
    assert "handed in" in lost["send-it"]


def test_html_and_sizes_of_pictures_are_told() -> None:
    """Markdown that a quiz shows otherwise is named in the question that has it."""
    _, lost = read("1. H<sub>2</sub>O?\n*a) yes\nb) `<b>`\n", "quiz.txt")
    assert lost == {"h-sub-2-sub-o": "HTML in its text, which is shown as typed"}


def test_a_text_of_another_kind_is_not_taken_for_it() -> None:
    """A list of numbers, or a letter, is none of this format."""
    with pytest.raises(BankError, match="none of the formats"):
        readers.read(b"1. Buy milk\n2. Buy bread\n", "list.txt")
    with pytest.raises(BankError, match="no question"):
        readers.read(b"a letter", "letter.txt", form="text2qti")
