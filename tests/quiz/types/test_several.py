"""Several questions: all the right options."""

from __future__ import annotations

import pytest

from quiz.types.asking import INVALID, UNANSWERED, ask, marked, outcome, said
from quizkit.quiz.model import token

CITIES = """
type: several
options:
  - {text: Geneva, correct: true}
  - {text: Brussels, correct: true}
  - {text: Vienna, correct: true}
  - {text: Paris}
  - {text: Minsk}
"""
G, B, V, P, M = (token("q", city) for city in ("Geneva", "Brussels", "Vienna", "Paris", "Minsk"))


@pytest.mark.parametrize(
    ("ticked", "fraction"),
    [
        ([G, B, V], 1),
        ([V, G, B], 1),  # in whatever order
        ([G, B, V, G], 1),  # a tick twice is a tick
        ([G, B], 2 / 3),
        ([G], 1 / 3),
        ([G, B, V, P], 2 / 3),  # a wrong tick takes one off
        ([G, B, P], 1 / 3),
        ([G, P], 0),
        ([G, B, V, P, M], 1 / 3),
        ([P, M], 0),  # never below zero
    ],
)
def test_wrong_ticks_are_taken_off_right_ones(ticked: list[str], fraction: float) -> None:
    """Credit is the right ticks less the wrong ones, out of all the right ones."""
    assert ask(CITIES).grade(ticked).fraction == pytest.approx(fraction)


@pytest.mark.parametrize(
    ("value", "fares"),
    [
        ([], UNANSWERED),
        (None, UNANSWERED),
        (G, INVALID),
        ([G, "elsewhere"], INVALID),
        ([G, [B]], INVALID),
        ({G: True}, INVALID),
    ],
)
def test_what_is_no_list_of_options_is_invalid(value: object, fares: str) -> None:
    """No tick at all is unanswered; anything but a list of options cannot be read."""
    assert outcome(ask(CITIES), value) == fares


def test_only_ticked_options_are_marked() -> None:
    """A right option that was not ticked is not given away."""
    assert marked(ask(CITIES), [G, P]) == {G: True, P: False}


def test_what_is_said_is_what_is_counted() -> None:
    """The words tell what wrong ticks take off, also where nothing is left."""
    said = [ask(CITIES).grade(ticked).measure for ticked in ([G, B, P], [G, P], [G])]
    assert [text.get("en") for text in said] == [
        "2 ticks are right and 1 is not, which takes off one.",
        "1 tick is right and 1 is not, which takes off one.",
        "All that you gave is right, but something is missing.",
    ]
    assert said[0].get("nl") == "2 vinkjes zijn terecht en 1 niet; daarom gaat er één af."
    assert ask(CITIES).grade([G, B, V]).measure is ask(CITIES).grade([P]).measure is None


def test_several_needs_a_right_option() -> None:
    """A question without any right option is a mistake."""
    assert "no option is correct" in said("{type: several, options: [a, b]}")
