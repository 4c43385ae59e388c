"""Marks for certainty: Moodle's own numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizkit.quiz.certainty import Judged, figures, level

# the share that is right, how sure one is, and the mark (question_cbm::adjust_fraction of Moodle)
MARKS = [
    (1, 1, 1),
    (1, 2, 2),
    (1, 3, 3),
    (0, 1, 0),
    (0, 2, -2),
    (0, 3, -6),
    (0.5, 1, 0.5),
    (0.5, 2, 1),
    (0.5, 3, 1.5),
    (0.25, 3, 0.75),
    (0, None, 0),
]


@pytest.mark.parametrize(("fraction", "certainty", "mark"), MARKS)
def test_marks_are_those_of_moodle(fraction: float, certainty: int | None, mark: float) -> None:
    """Each level has its mark for right and for wrong; right in part is a part of the first."""
    assert Judged(1, fraction, certainty).mark == pytest.approx(mark)
    assert Judged(2, fraction, certainty).mark == pytest.approx(2 * mark)


@pytest.mark.parametrize(
    ("answers", "average", "accuracy", "bonus"),
    [
        ([(1, 3), (1, 3)], 3, 1, 0),
        ([(1, 1), (1, 1)], 1, 1, -0.2),
        ([(0, 3), (0, 3)], -6, 0, -0.6),
        ([(1, 3), (0, 1)], 1.5, 0.5, 0.1),
        ([(1, 1), (0, 3)], -2.5, 0.5, -0.3),
        ([(1, 3), (0, None)], 1.5, 0.5, 0.1),  # what is left open counts in what there was
    ],
)
def test_the_bonus_is_that_of_moodle(
    answers: list[tuple[float, int | None]], average: float, accuracy: float, bonus: float
) -> None:
    """The bonus is a tenth of how far the average is from the best with one level throughout."""
    found = figures(Judged(1, fraction, certainty) for fraction, certainty in answers)
    assert found
    told = (found.average, found.accuracy, found.bonus)
    assert told == pytest.approx((average, accuracy, bonus))


@given(st.lists(st.tuples(st.sampled_from([0, 0.5, 1]), st.sampled_from([1, 2, 3])), min_size=1))
def test_to_be_sure_of_what_is_right_pays_most(answers: list[tuple[float, int]]) -> None:
    """Nobody gets more than who is very sure of what is right, and unsure of what is not."""
    knows = figures(Judged(1, f, 3 if f else 1) for f, _ in answers)
    found = figures(Judged(1, f, c) for f, c in answers)
    assert knows
    assert found
    assert found.bonus <= knows.bonus + 1e-9
    assert found.accuracy + found.bonus <= 1.2


def test_without_points_there_is_nothing_to_reckon() -> None:
    """Of no question, or of some that are worth nothing, there is no average."""
    assert figures([]) is None
    assert figures([Judged(0, 1, 3)]) is None


@pytest.mark.parametrize("sent", [0, 4, 2.0, "2", True, None, [2], {}])
def test_a_level_is_one_of_three(sent: object) -> None:
    """Whatever a page or a file says, only 1, 2 and 3 are levels."""
    assert level(sent) is None
