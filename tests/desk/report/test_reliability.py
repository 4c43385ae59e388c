"""Coefficient alpha and its errors, against other computations and many drawn tests."""

from __future__ import annotations

import statistics

import numpy as np
import pandas as pd
import pytest

from quizkit.desk.report.reliability import alpha_error, cronbach, reliability


def parallel(students: int, questions: int, chance: np.random.Generator) -> pd.DataFrame:
    """Draw a test of parallel questions, each of which correlates 0.5 with any other."""
    ability = chance.normal(size=(students, 1))
    return pd.DataFrame(ability + chance.normal(size=(students, questions)))


def test_alpha_of_a_worked_example() -> None:
    """By hand: variances 1/3, 1/3 and 1/4, the total's 9/4, so 3/2 (1 − (11/12)/(9/4)) = 8/9."""
    table = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 1, 0, 0], "c": [1, 0, 0, 0]})
    assert cronbach(table.cov()) == pytest.approx(8 / 9)


def test_alpha_is_that_of_variances() -> None:
    """It is k/(k−1) (1 − Σs²/s²total), as the standard library reckons variances."""
    table = parallel(60, 7, np.random.default_rng(2))
    own = sum(statistics.variance(table[name]) for name in table)
    whole = statistics.variance(table.sum(axis=1))
    found = reliability(table)
    assert found is not None
    assert found.alpha == pytest.approx(7 / 6 * (1 - own / whole))
    assert found.measurement == pytest.approx((whole * (1 - found.alpha)) ** 0.5)


def test_its_error_is_how_far_it_strays() -> None:
    """Over 600 drawn tests alpha strays as far as its standard error says."""
    chance = np.random.default_rng(7)
    tests = [parallel(120, 6, chance).cov() for _ in range(600)]
    found = [cronbach(test) for test in tests]
    said = statistics.mean(alpha_error(test, 120) for test in tests)
    assert statistics.stdev(found) == pytest.approx(said, rel=0.1)


def test_the_interval_holds_the_true_alpha() -> None:
    """Of 600 intervals of 95 %, some 95 in a hundred hold the alpha that the tests were drawn from.

    Six parallel questions that correlate 0.5 have alpha 6 · 0.5/(1 + 5 · 0.5) = 6/7.
    """
    chance = np.random.default_rng(11)
    held = 0
    for _ in range(600):
        found = reliability(parallel(120, 6, chance))
        assert found is not None
        low, high = found.interval
        held += low <= 6 / 7 <= high
    assert 0.92 <= held / 600 <= 0.98


def test_for_parallel_questions_the_error_is_the_simple_one() -> None:
    """With equal covariances it is (1 − α)√(2k/((k − 1)n)), which Bonett (2002) gives."""
    k, n = 5, 80
    covariances = pd.DataFrame(np.full((k, k), 0.4) + 0.6 * np.eye(k))
    simple = (1 - cronbach(covariances)) * (2 * k / ((k - 1) * n)) ** 0.5
    assert alpha_error(covariances, n) == pytest.approx(simple)


@pytest.mark.parametrize(("students", "questions"), [(9, 5), (30, 1)])
def test_too_small_a_class_has_none(students: int, questions: int) -> None:
    """Fewer than ten students, or a single question, have no reliability."""
    assert reliability(parallel(students, questions, np.random.default_rng(1))) is None


def test_equal_scores_have_none() -> None:
    """Where all have the same points there is nothing to rank."""
    assert reliability(pd.DataFrame({"a": [1.0] * 20, "b": [0.0] * 20})) is None
