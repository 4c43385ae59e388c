"""Match questions: pairs."""

from __future__ import annotations

from random import Random

import pytest

from quiz.types.asking import INVALID, PARTLY, RIGHT, UNANSWERED, WRONG, ask, outcome, said
from quizkit.quiz.model import token

WHO = """
type: match
pairs:
  - {left: Sherman, right: United States, feedback: She was the deputy secretary.}
  - {left: Ryabkov, right: Russia}
  - {left: Putin, right: Russia}
extra: [OSCE]
"""
SHERMAN, RYABKOV, PUTIN = (token("q", name) for name in ("Sherman", "Ryabkov", "Putin"))
US, RUSSIA, OSCE = (token("q", name) for name in ("United States", "Russia", "OSCE"))


@pytest.mark.parametrize(
    ("value", "fares"),
    [
        ({SHERMAN: US, RYABKOV: RUSSIA, PUTIN: RUSSIA}, RIGHT),
        ({SHERMAN: US}, PARTLY),
        ({SHERMAN: US, RYABKOV: None, PUTIN: ""}, PARTLY),
        ({SHERMAN: RUSSIA, RYABKOV: OSCE}, WRONG),
        ({SHERMAN: "elsewhere"}, INVALID),
        ({"someone": US}, INVALID),
        ({SHERMAN: [US]}, INVALID),
        ([[SHERMAN, US]], INVALID),
        (US, INVALID),
        ({}, UNANSWERED),
        ({SHERMAN: None}, UNANSWERED),
        (None, UNANSWERED),
    ],
)
def test_pairs_are_graded_one_by_one(value: object, fares: str) -> None:
    """Some or all pairs may be given; what is no pair of this question is invalid."""
    assert outcome(ask(WHO), value) == fares


def test_the_right_side_is_shuffled_even_against_the_authors_wish() -> None:
    """With shuffle: false the left side keeps its order; the right side never shows the key."""
    item = ask(WHO + "shuffle: false")
    views = [item.public("en", Random(seed)) for seed in range(30)]
    lefts = {tuple(left["token"] for left in view["left"]) for view in views}
    rights = {tuple(right["token"] for right in view["right"]) for view in views}
    assert lefts == {(SHERMAN, RYABKOV, PUTIN)}
    assert len(rights) == 6


MISTAKES = [
    ("{type: match}", "'pairs' is missing"),
    ("{type: match, pairs: [{left: a, right: b}]}", "has 1 of at least 2"),
    ("{type: match, pairs: [{left: a, right: b}, {left: c}]}", "'right' is missing in pair 2"),
    (
        "{type: match, pairs: [{left: a, right: b}, {left: a, right: c}]}",
        "'a'; give each once; where one has several right sides, use 'type: groups'",
    ),
    (
        "{type: match, pairs: [{left: a, right: b}, {left: c, right: b}]}",
        "side: 'b'; add others to choose from ('extra: [a, b]'), or use 'type: groups'",
    ),
    (
        "{type: match, pairs: [{left: a, right: b}, {left: c, right: B}]}",
        "two equal right sides in 'pairs': 'B'; spell it with the same capitals and spaces",
    ),
    (
        "{type: match, pairs: [{left: a, right: b}, {left: c, right: d}], extra: [B]}",
        "two equal right sides in 'extra'",
    ),
]


@pytest.mark.parametrize(("source", "sentence"), MISTAKES)
def test_an_authors_mistake_is_named(source: str, sentence: str) -> None:
    """Each mistake in a match question is said in a sentence."""
    assert sentence in said(source)
