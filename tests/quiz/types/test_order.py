"""Order questions: things in their order."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.types.asking import INVALID, UNANSWERED, ask, marked, outcome, said
from quizkit.quiz.model import token
from quizkit.quiz.types.order import longest_run

WEEK = "{type: order, items: [Geneva, Brussels, Vienna, Paris], ends: {first: Early, last: Late}}"
G, B, V, P = (token("q", city) for city in ("Geneva", "Brussels", "Vienna", "Paris"))


@pytest.mark.parametrize(
    ("given_order", "fraction"),
    [
        ([G, B, V, P], 1),
        ([P, G, B, V], 2 / 3),  # one out of place costs one step
        ([G, V, B, P], 2 / 3),
        ([V, P, G, B], 1 / 3),
        ([B, G, P, V], 1 / 3),
        ([P, V, B, G], 0),  # upside down
    ],
)
def test_the_longest_run_counts(given_order: list[str], fraction: float) -> None:
    """Credit is the steps of the longest run in the right order, out of all steps."""
    assert ask(WEEK).grade(given_order).fraction == pytest.approx(fraction)


@pytest.mark.parametrize(
    ("value", "fares"),
    [
        ([G, B, V], INVALID),
        ([G, B, V, V], INVALID),
        ([G, B, V, "elsewhere"], INVALID),
        ([G, B, V, [P]], INVALID),
        ([G, B, V, P, P], INVALID),
        ({G: 1}, INVALID),
        (G, INVALID),
        ([], UNANSWERED),
        (None, UNANSWERED),
    ],
)
def test_all_the_items_are_needed(value: object, fares: str) -> None:
    """A list that leaves out, repeats or adds an item cannot be read."""
    assert outcome(ask(WEEK), value) == fares


def test_items_outside_the_run_are_marked_wrong() -> None:
    """Every item is marked: those of the run are right, the others are to be moved."""
    assert marked(ask(WEEK), [P, G, B, V]) == {P: False, G: True, B: True, V: True}


def test_a_list_upside_down_has_nothing_in_its_place() -> None:
    """Where no point is earned, no item is marked right."""
    assert set(marked(ask(WEEK), [P, V, B, G]).values()) == {False}


def test_what_is_said_is_what_is_counted() -> None:
    """The words count the items out of place, and say what each takes off."""
    measure = ask(WEEK).grade([V, P, G, B]).measure
    assert measure.get("en") == "2 of 4 items are out of place; each takes off 1/3."
    assert measure.get("nl") == "2 van de 4 onderdelen staan niet op hun plaats; elk kost 1/3."
    assert ask(WEEK).grade([G, B, V, P]).measure is ask(WEEK).grade([P, V, B, G]).measure is None


@pytest.mark.parametrize("count", [2, 3, 5])
@pytest.mark.parametrize("shuffle", ["true", "false"])
def test_the_right_order_is_never_shown(count: int, shuffle: str) -> None:
    """Whatever the seed, and even unshuffled, what is shown first is not the answer."""
    item = ask(f"{{type: order, items: {list('abcde')[:count]}, shuffle: {shuffle}}}")
    for seed in range(200):
        shown = [entry["token"] for entry in item.public("en", Random(seed))["items"]]
        assert sorted(shown) == sorted(item.right())
        assert shown != item.right()


def test_the_ends_are_named() -> None:
    """The two ends carry the author's names, or none."""
    public = ask(WEEK).public("en", Random(0))
    assert (public["first_text"], public["last_text"]) == ("Early", "Late")
    assert ask("{type: order, items: [a, b]}").public("en", Random(0))["first_text"] == ""


@given(st.permutations(range(6)))
def test_the_longest_run_is_the_longest(places: list[int]) -> None:
    """The run found rises, and no longer one exists."""
    run = [places[at] for at in longest_run(places)]
    assert run == sorted(run)
    longer = combinations(places, len(run) + 1)
    assert not any(list(other) == sorted(other) for other in longer)


MISTAKES = [
    ("{type: order}", "'items' is missing"),
    ("{type: order, items: [a]}", "has 1 of at least 2"),
    ("{type: order, items: [a, b, a]}", "two equal entries in 'items'"),
    ("{type: order, items: [a, b], ends: {first: x}}", "'last' is missing in 'ends'"),
    ("{type: order, items: [a, b], ends: [x, y]}", "'ends' must name the first and the last"),
]


@pytest.mark.parametrize(("source", "sentence"), MISTAKES)
def test_an_authors_mistake_is_named(source: str, sentence: str) -> None:
    """Each mistake in an order question is said in a sentence."""
    assert sentence in said(source)
