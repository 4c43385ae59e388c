"""Marks from points, by hand-worked examples."""

from __future__ import annotations

import itertools
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from quizkit.desk.marks import scales
from quizkit.desk.marks.scales import NoScale


def mark(scale: str, score: float, maximum: float = 25, **more: str) -> str:
    """Return a mark as it is written."""
    read = scales.read(scale, **more)
    return str(read.mark(scales.points(score), scales.points(maximum)))


EXAMPLES = [
    ("points", 16.25, "16.25"),
    ("percent", 16, "64.0"),
    ("0..20", 16, "12.8"),
    ("1..10", 16, "6.8"),
    ("nterm=1.0", 16, "6.8"),
    ("nterm", 0, "1.0"),
    ("N=1", 25, "10.0"),
    ("6..1", 25, "1.0"),  # as in Germany, where 1 is best
    ("1..6", 12.5, "3.5"),
]


@pytest.mark.parametrize(("scale", "score", "expected"), EXAMPLES)
def test_scales(scale: str, score: float, expected: str) -> None:
    """Each scale gives the mark that one works out by hand."""
    assert mark(scale, score) == expected


# Worked out by hand for 50 points, from the lines in the head of the module.
N_TERM = [
    ("0.5", 0, "1.0"),   # not 0.5
    ("0.5", 5, "1.5"),   # 0.9 + 0.5 = 1.4 is under 1 + 4.5 * 0.1 = 1.45
    ("0.5", 10, "2.3"),  # 1.8 + 0.5
    ("0.5", 25, "5.0"),
    ("0.5", 48, "9.3"),  # 8.64 + 0.5 = 9.14 is under 10 - 18 * 0.04 = 9.28
    ("0.5", 50, "10.0"),
    ("1.6", 0, "1.0"),
    ("1.6", 2, "1.7"),   # 0.36 + 1.6 = 1.96 is over 1 + 18 * 0.04 = 1.72
    ("1.6", 25, "6.1"),
    ("1.6", 45, "9.6"),  # 8.1 + 1.6 = 9.7 is over 10 - 4.5 * 0.1 = 9.55
    ("1.6", 50, "10.0"),
    ("0", 25, "4.5"),
    ("2", 25, "6.5"),
    ("1,3", 25, "5.8"),
]  # fmt: skip


@pytest.mark.parametrize(("n", "score", "expected"), N_TERM)
def test_n_term(n: str, score: float, expected: str) -> None:
    """The N-term keeps to the two lines at the ends: a point counts double or half at most."""
    assert mark(f"nterm={n}", score, 50) == expected


@pytest.mark.parametrize("n", [f"{tenth / 10:.1f}" for tenth in range(0, 21)])
def test_n_term_is_fair(n: str) -> None:
    """Nothing is a 1, everything a 10, and every point more is worth something."""
    scale = scales.read(f"nterm={n}", step="0.000001")
    marks = [scale.mark(Fraction(score), Fraction(70)) for score in range(71)]
    assert (marks[0], marks[-1]) == (1, 10)
    steps = [later - earlier for earlier, later in itertools.pairwise(marks)]
    whole = Decimal(9) / 70
    slack = Decimal("0.000002")
    assert min(steps) >= whole / 2 - slack
    assert max(steps) <= whole * 2 + slack


ROUNDED = [("5.45", "0.1", "5.5"), ("5.449", "0.1", "5.4"), ("5.25", "0.5", "5.5"),
           ("6.5", "1", "7"), ("2.5", "1", "3"), ("0.125", "0.01", "0.13"),
           ("7.3", "0.25", "7.25")]  # fmt: skip


@pytest.mark.parametrize(("score", "step", "expected"), ROUNDED)
def test_a_half_goes_up(score: str, step: str, expected: str) -> None:
    """A mark is rounded to its step as schools do, and not to the even digit."""
    assert mark("points", float(score), 10, step=step) == expected


def test_no_float_decides() -> None:
    """What floats get wrong comes out as on paper, for every score of hundredths."""
    for hundredths in range(0, 1001):
        score = sum([0.01] * hundredths)  # with a float's crumbs
        exact = Decimal(hundredths) / 100
        expected = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert mark("points", score, 10, step="0.1") == str(expected)


def test_thirds_are_thirds() -> None:
    """Three times a third of a point is a point."""
    third = scales.points(1 / 3)
    assert third * 3 == 1
    assert mark("0..9", 0.5 + 1 / 3 + 1 / 6, 2, step="1") == "5"


def test_bounds() -> None:
    """No mark is beyond the bounds, also after rounding."""
    assert mark("1..10", 0, bounds="2..9") == "2.0"
    assert mark("1..10", 25, bounds="2..9") == "9.0"
    assert mark("0..10", 25, bounds="0..9,5", step="1") == "9.5"
    assert scales.read("1..10", bounds="2..9").top(Fraction(25)) == 9


def test_more_than_all_points() -> None:
    """With extra points a percentage may pass 100, and a Dutch mark not 10."""
    assert mark("percent", 26) == "104.0"
    assert mark("nterm=1", 26) == "10.0"


@pytest.mark.parametrize(
    ("scale", "more", "said"),
    [
        ("letters", {}, "is no scale; there are: points, percent"),
        ("nterm=7", {}, "lies between 0 and 3"),
        ("nterm=x", {}, "is no scale"),
        ("5..5", {}, "is no scale; write it from one mark to the other"),
        ("1..10", {"bounds": "9..2"}, "is no bounds"),
        (f"0..{'9' * 300}", {}, "is no scale"),
        ("1..10", {"step": "0"}, "are rounded to a step"),
        ("1..10", {"step": "1e999"}, "are rounded to a step"),
    ],
)
def test_what_is_no_scale(scale: str, more: dict[str, str], said: str) -> None:
    """What cannot be read is told with what can."""
    with pytest.raises(NoScale, match=said):
        scales.read(scale, **more)


def test_no_points_to_be_had() -> None:
    """Without a maximum there is no mark, rather than a division by zero."""
    with pytest.raises(NoScale, match="no points to be had"):
        mark("percent", 0, 0)
