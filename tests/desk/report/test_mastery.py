"""Who has mastered what, and who needs help."""

from __future__ import annotations

import pandas as pd

from quizkit.desk.report.mastery import in_need, mastered, shares

SCORES = pd.DataFrame(
    {"a": [1.0, 1.0, 0.0], "b": [3.0, 1.5, 0.0], "c": [0.0, 1.0, 1.0]}, index=["ann", "bo", "cy"]
)
POINTS = pd.Series({"a": 1.0, "b": 3.0, "c": 1.0})
BY_OBJECTIVE = {"rivers": ["a", "b"], "cities": ["c"]}


def test_points_weigh_within_an_objective() -> None:
    """By hand: 4 of 4, 2.5 of 4 and 0 of 4 points for rivers."""
    found = shares(SCORES, POINTS, BY_OBJECTIVE)
    assert list(found["rivers"]) == [1.0, 0.625, 0.0]


def test_four_fifths_is_mastery() -> None:
    """One of three has mastered rivers, two cities."""
    found = mastered(shares(SCORES, POINTS, BY_OBJECTIVE)).round(4)
    assert dict(found) == {"rivers": 0.3333, "cities": 0.6667}


def test_nobody_is_refused_by_rounding() -> None:
    """0.7 and 0.1 are four fifths, though as computers add them they are less."""
    assert 0.7 + 0.1 < 0.8
    found = shares(pd.DataFrame({"a": [0.7 + 0.1]}), pd.Series({"a": 1.0}), {"x": ["a"]})
    assert mastered(found)["x"] == 1.0


def test_less_than_half_needs_help() -> None:
    """Each student is named with what lacks, and who lacks nothing isn't named."""
    assert in_need(shares(SCORES, POINTS, BY_OBJECTIVE)) == {"ann": ["cities"], "cy": ["rivers"]}


def test_an_objective_without_points_is_left_out() -> None:
    """A prediction is worth nothing, and so nobody lacks it."""
    found = shares(SCORES, POINTS * [0, 0, 1], BY_OBJECTIVE)
    assert list(found) == ["cities"]
