"""Essay questions: a text that is counted, kept, compared, and never right or wrong."""

from __future__ import annotations

import pytest

from quiz.types.asking import INVALID, UNANSWERED, ask, outcome, said
from quizkit.quiz.model import Outcome
from quizkit.quiz.paper import Lines
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.essay import LONGEST
from quizkit.quiz.word_count import count_words

OPEN_DOOR = """
type: essay
words: {least: 100, most: 300}
rubric:
  - {criterion: A view, points: 2, description: One is chosen.}
  - {criterion: Facts, points: 1.5}
model_answer: It was a policy.
"""
GIVEN = Outcome.GIVEN.value

# what is typed, and how it fares
TYPED = [
    ("It was a policy.", GIVEN),
    ("Because.", GIVEN),
    ("…", GIVEN),
    ("x" * LONGEST, GIVEN),
    ("x" * (LONGEST + 1), INVALID),
    (7, INVALID),
    (["It was a policy."], INVALID),
    ({"text": "It was a policy."}, INVALID),
    ("", UNANSWERED),
    (" \n\t", UNANSWERED),
    (None, UNANSWERED),
]


@pytest.mark.parametrize(("typed", "fares"), TYPED)
def test_any_text_is_given(typed: object, fares: str) -> None:
    """A text is kept, whatever its length, and scores nothing; what is no text is not read."""
    item = ask(OPEN_DOOR)
    assert outcome(item, typed) == fares
    assert item.grade(typed).fraction == 0


def test_it_is_worth_what_its_rubric_comes_to() -> None:
    """The points of the rubric are the question's, so that no author has to add them up."""
    assert ask(OPEN_DOOR).points == 3.5
    assert ask("type: essay\npoints: 4").points == 4
    wrong = "the points of the rubric come to 3.5, and the question is worth 5"
    assert wrong in said(OPEN_DOOR + "points: 5\n")


@pytest.mark.parametrize(
    ("words", "asked", "lines"),
    [
        ("{least: 100, most: 300}", "Asked for: 100 to 300 words", 34),
        ("{least: 50}", "Asked for: at least 50 words", 6),
        ("{most: 5}", "Asked for: at most 5 words", 3),
        ("{most: 2500}", "Asked for: at most 2500 words", 60),
        ("", "", 12),
    ],
)
def test_the_length_is_said_and_has_room_on_paper(words: str, asked: str, lines: int) -> None:
    """How many words are asked for stands beside the text; on paper there are lines for them."""
    view = ask(f"type: essay\nwords: {words}").public("en")
    assert view["length_text"] == asked
    assert TYPES["essay"].paper(view) == (Lines(lines, asked),)


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("words: 300", "'words' does not say whether as a minimum or a maximum"),
        ("words: {least: 300, most: 100}", "no text has at least 300 words and at most 100"),
        ("words: {at_least: 3}", "unknown field 'at_least' in 'words'"),
        ("words: {most: 9000}", "'most: 9000' is out of range"),
        ("rubric: {criterion: A view}", "'rubric' must be a list"),
        ("rubric: [A view]", "'points' is missing in criterion 1"),
        ("rubric: [{points: 2}]", "'criterion' is missing in criterion 1"),
        ("hints: [{text: A door., cost: 0.5}]", "a hint cannot cost points that a person gives"),
    ],
)
def test_mistakes_are_told(source: str, mistake: str) -> None:
    """What cannot be meant so is said with its remedy."""
    assert mistake in said(f"type: essay\n{source}")


def test_the_key_is_what_one_compares_with() -> None:
    """The key holds the rubric, with points as the language writes them, and the model answer."""
    key = ask(OPEN_DOOR).key("nl")
    assert [each["points_text"] for each in key["rubric"]] == ["2", "1,5"]
    assert key["model_html"] == "It was a policy."
    assert ask("type: essay").key("en") == {"rubric": [], "model_html": ""}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("— … !", 0),
        ("NATO’s *open door* — 2,5 times [B].", 6),
        ("L'OTAN\ns'élargit", 2),
        ("北约的大门", 5),
        ("NATO は 1949 年", 4),
        ("الباب المفتوح", 2),
    ],
)
def test_words_are_counted_as_a_word_processor_does(text: str, words: int) -> None:
    """A word has a letter or a digit; signs of Chinese and Japanese count one by one."""
    assert count_words(text) == words
