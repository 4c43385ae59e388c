"""Groups questions: who demanded what."""

from __future__ import annotations

from random import Random

import pytest

from quiz.types.asking import INVALID, PARTLY, RIGHT, UNANSWERED, WRONG, ask, outcome, said
from quizkit.quiz.model import token

WHO = """
type: groups
groups:
  - text: Russia
    items: [{text: No enlargement, feedback: In both draft treaties.}, No missiles]
  - {text: United States, items: [Troops back]}
  - {text: Switzerland, items: []}
"""
ENLARGEMENT, MISSILES, TROOPS = (
    token("q", text) for text in ("No enlargement", "No missiles", "Troops back")
)
RUSSIA, US, SWISS = (token("q", text) for text in ("Russia", "United States", "Switzerland"))


@pytest.mark.parametrize(
    ("value", "fares"),
    [
        ({ENLARGEMENT: RUSSIA, MISSILES: RUSSIA, TROOPS: US}, RIGHT),
        ({ENLARGEMENT: RUSSIA}, PARTLY),
        ({ENLARGEMENT: SWISS, MISSILES: None}, WRONG),
        ({ENLARGEMENT: TROOPS}, INVALID),  # an item is no group
        ({RUSSIA: RUSSIA}, INVALID),
        ([ENLARGEMENT], INVALID),
        ({}, UNANSWERED),
        ({TROOPS: ""}, UNANSWERED),
        (None, UNANSWERED),
    ],
)
def test_items_are_graded_one_by_one(value: object, fares: str) -> None:
    """Some or all items may be placed; what is no item or no group is invalid."""
    assert outcome(ask(WHO), value) == fares


def test_items_are_shuffled_even_against_the_authors_wish() -> None:
    """The author lists items by their group, so that order is never shown on purpose."""
    item = ask(WHO + "shuffle: false")
    views = [item.public("en", Random(seed)) for seed in range(30)]
    assert len({tuple(entry["token"] for entry in view["items"]) for view in views}) == 6
    assert {tuple(g["token"] for g in view["groups"]) for view in views} == {(RUSSIA, US, SWISS)}


MISTAKES = [
    ("{type: groups}", "'groups' is missing"),
    ("{type: groups, groups: [{text: a, items: [x, y]}]}", "has 1 of at least 2"),
    ("{type: groups, groups: [{text: a, items: [x]}, {text: b, items: []}]}", "two items or more"),
    ("{type: groups, groups: [{text: a, items: [x]}, {text: b, items: [X]}]}", "two equal entries"),
    ("{type: groups, groups: [{text: a, items: [x]}, {text: a, items: [y]}]}", "two equal entries"),
    ("{type: groups, groups: [{text: a, items: [x]}, {text: b}]}", "'items' is missing in group 2"),
]


@pytest.mark.parametrize(("source", "sentence"), MISTAKES)
def test_an_authors_mistake_is_named(source: str, sentence: str) -> None:
    """Each mistake in a groups question is said in a sentence."""
    assert sentence in said(source)
