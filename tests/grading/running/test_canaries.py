"""Canaries that carry a test's own code, and never run it."""

from __future__ import annotations

import random

import pytest

from quizkit.grading.running.canaries import assertion_in, results_expected, values

CHANCE = random.Random(7)
GENERATOR = "assert lambda: (yield)"  # cannot stand in a function without a name


class Called(Exception):
    """Code of the test was run."""


def never(*given: object) -> object:
    """Stand for the student's function."""
    raise Called


@pytest.mark.parametrize(
    "source",
    [
        "assert f(1) == 2",
        "for n in (1, 2):\n    assert f(n) == n, 'wrong'",
        "def check(n):\n    assert f(n), (yes := n)\n\ncheck(3)",
        "if f(1):\n    assert [f(n) for n in (1, 2)] == [1, 2] and f(3), f(4)",
        "try:\n    assert f(1)\nexcept AssertionError:\n    pass",
        "assert (m := f(1)) < 3",
    ],
)
def test_an_honest_process_catches_every_decoy_of_an_assert(source: str) -> None:
    """A decoy names what the assert names, is false, and calls nothing of it."""
    decoy = assertion_in(source, CHANCE)
    assert decoy is not None
    assert "f(" in decoy.code
    with pytest.raises(AssertionError):
        exec(decoy.code, {"f": never})


@pytest.mark.parametrize("source", ["2 * f(1)", "a = 1\nf(a)", "print(f(1))", "(f(n) for n in x)"])
@pytest.mark.parametrize("shown", ["0.5", "2", "'text'", "", "nan", "inf"])
def test_a_decoy_shows_its_own_number(source: str, shown: str) -> None:
    """A decoy of the last value is a known number, 0.0 or another, and calls nothing."""
    made = values(source, shown, CHANCE)
    assert [decoy.shows == ("0.0",) for decoy in made].count(True) == 1
    assert len(made) == 2
    for decoy in made:
        assert "f(" in decoy.code
        assert (repr(eval(decoy.code, {"f": never})),) == decoy.shows


@pytest.mark.parametrize(
    "source", ["", "x = 1", "await f()", "%who\nf(1)", "def broken(:", GENERATOR]
)
def test_what_cannot_be_read_or_shown_has_no_decoy(source: str) -> None:
    """There are no decoys where there is nothing to imitate."""
    assert assertion_in(source, CHANCE) is None
    assert values(source, "1.0", CHANCE) == []


def test_a_decoy_carries_a_few_claims_of_a_long_test() -> None:
    """However many asserts a test has, a decoy is made of eight at most."""
    decoy = assertion_in("assert f(1)\n" * 100, CHANCE)
    assert decoy is not None
    assert decoy.code.count("f(1)") == 8


def test_a_test_shows_one_result_for_each_line_that_has_one() -> None:
    """Lines that are values can be shown; what cannot be read tells nothing."""
    sources = ("1\nx = 2\nx", "assert x", "%who")
    assert [results_expected(source) for source in sources] == [2, 0, None]
