"""Facility, discrimination and thirds, against other computations and a published model."""

from __future__ import annotations

import statistics

import numpy as np
import pandas as pd
import pytest

from quizkit.desk.report.item_statistics import (
    discrimination,
    discrimination_error,
    facility,
    facility_error,
    groups,
    rests,
)

# The Law School Admission Test, section 6: the two-parameter logistic model as Rizopoulos (2006,
# Journal of Statistical Software 17(5), section 3.2) estimates it: difficulty, discrimination.
LSAT_6 = ((-3.360, 0.825), (-1.370, 0.723), (-0.280, 0.890), (-1.866, 0.689), (-3.124, 0.657))
MORE = tuple((difficulty / 4, slope) for difficulty in range(-6, 7, 3) for slope in (0.6, 1.2, 1.8))
STUDENTS = 10_000


def scores(seed: int = 5, students: int = 40, questions: int = 6) -> pd.DataFrame:
    """Return points drawn at random, some in halves."""
    chance = np.random.default_rng(seed)
    ability = chance.normal(size=(students, 1))
    drawn = ability + chance.normal(size=(students, questions))
    return pd.DataFrame(np.select([drawn > 0.7, drawn > 0], [1.0, 0.5], 0.0)).rename(columns=str)


def test_facility_is_the_share_of_the_points() -> None:
    """A question worth 4 points, of which four students have 4, 2, 1 and 1, has facility 0.5."""
    found = facility(pd.DataFrame({"a": [4.0, 2, 1, 1]}), pd.Series({"a": 4.0}))
    assert found["a"] == 0.5


def test_its_error_is_that_of_a_mean() -> None:
    """The standard error of a facility is s/√n, as the standard library reckons s."""
    table = scores()
    found = facility_error(table, pd.Series(1.0, index=table.columns))
    expected = [statistics.stdev(table[name]) / 40**0.5 for name in table]
    assert list(found) == pytest.approx(expected)


def test_discrimination_of_a_worked_example() -> None:
    """By hand: a = 1 1 0 0 and rest = 2 1 1 0 have deviations that give 1/√2."""
    table = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 0, 1, 0], "c": [1, 1, 0, 0]})
    assert discrimination(table)["b"] == pytest.approx(0.0)
    assert discrimination(table)["a"] == pytest.approx(0.5**0.5)


def test_discrimination_is_the_correlation_with_all_other_questions() -> None:
    """Each is what the standard library finds between a question and the sum of the others."""
    table = scores()
    expected = [
        statistics.correlation(list(table[name]), list(table.drop(columns=name).sum(axis=1)))
        for name in table
    ]
    assert list(discrimination(table)) == pytest.approx(expected)


def test_a_question_that_all_have_right_discriminates_nobody() -> None:
    """Where nobody differs there is no correlation, and no warning."""
    found = discrimination(pd.DataFrame({"a": [1, 1, 1], "b": [0, 1, 1], "c": [0, 1, 0]}))
    assert np.isnan(found["a"])
    assert not np.isnan(found["b"])


def test_its_error_is_how_far_it_strays() -> None:
    """Over 400 samples a correlation of 0.5 strays as far as its standard error says."""
    chance = np.random.default_rng(3)
    found = []
    for _ in range(400):
        one = chance.normal(size=100)
        other = 0.5 * one + 0.75**0.5 * chance.normal(size=100)
        found.append(np.corrcoef(one, other)[0, 1])
    said = discrimination_error(pd.Series({"a": 0.5}), 100)["a"]
    assert np.std(found) == pytest.approx(said, rel=0.1)


def test_each_third_weighs_a_third() -> None:
    """However many are tied, each group weighs a third of the class, and each student one."""
    found = groups(pd.Series([1, 1, 1, 1, 2, 5, 5, 7, 7, 7]))
    assert list(found.sum()) == pytest.approx([10 / 3] * 3)
    assert list(found.sum(axis=1)) == pytest.approx([1.0] * 10)
    assert list(found["strong"][:6]) == pytest.approx([0, 0, 0, 0, 0, 1 / 6])


def test_thirds_do_not_hang_on_the_order_of_the_list() -> None:
    """A student with the same points has the same share, wherever in the list."""
    points = pd.Series([3, 1, 2, 2, 2, 1, 3])
    found = groups(points).assign(points=points).groupby("points").nunique()
    assert found.to_numpy().max() == 1


def test_the_rest_is_what_the_others_give() -> None:
    """A student's rest for a question is the total without it."""
    assert list(rests(pd.DataFrame({"a": [1, 2], "b": [4, 8]}))["a"]) == [4, 8]


def expected_of(model: tuple[tuple[float, float], ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return each question's facility and item-rest correlation by the model, integrated."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(81)
    weights = weights / weights.sum()
    right = np.array([1 / (1 + np.exp(-slope * (nodes - hard))) for hard, slope in model])
    mean = right @ weights
    between = (right * weights) @ right.T - np.outer(mean, mean)
    own = mean * (1 - mean)
    covariances = between + np.diag(own - np.diag(between))
    with_rest = covariances.sum(axis=1) - own
    rest = covariances.sum() - own - 2 * with_rest
    return mean, with_rest / np.sqrt(own * rest)


@pytest.mark.parametrize("model", [LSAT_6, LSAT_6 + MORE], ids=["published", "longer"])
def test_difficulty_and_discrimination_come_back(model: tuple[tuple[float, float], ...]) -> None:
    """Of 10,000 students drawn from a 2PL model, both come back within their standard errors.

    What the model expects is integrated over the normal distribution, without any sample. Of forty
    such classes some nineteen in twenty values lie within 1.96 errors, and none beyond 5.
    """
    facilities, correlations = expected_of(model)
    far: dict[str, list[float]] = {"facility": [], "discrimination": []}
    for seed in range(40):
        table = drawn(model, np.random.default_rng(seed))
        points = pd.Series(1.0, index=table.columns)
        found = discrimination(table)
        by = (facility(table, points) - facilities) / facility_error(table, points)
        far["facility"] += list(by.abs())
        far["discrimination"] += list(
            ((found - correlations) / discrimination_error(found, STUDENTS)).abs()
        )
    for distances in far.values():
        assert 0.91 < np.mean([distance <= 1.96 for distance in distances]) < 0.99
        assert max(distances) < 5


def drawn(model: tuple[tuple[float, float], ...], chance: np.random.Generator) -> pd.DataFrame:
    """Return the points of 10,000 students drawn from a model."""
    hard, slope = np.array(model).T
    ability = chance.normal(size=(STUDENTS, 1))
    right = chance.random((STUDENTS, len(model))) < 1 / (1 + np.exp(-slope * (ability - hard)))
    return pd.DataFrame(right.astype(float)).rename(columns=str)
