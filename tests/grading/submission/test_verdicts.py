"""Which tests of a run count."""

from __future__ import annotations

import pytest

from quizkit.grading.sandbox.messages import CellRun, Ending, Outcome
from quizkit.grading.submission.verdicts import (
    as_error,
    no_number,
    not_counted,
    of_the_whole,
    out_of_range,
)


def outcome(*runs: CellRun, ending: Ending = Ending.DONE, reason: str = "") -> Outcome:
    """Return an outcome with these runs of cells."""
    return Outcome(notebook="{}", cells=runs, ending=ending, reason=reason)


def test_a_test_that_ran_once_counts() -> None:
    """A test that was answered once counts."""
    runs = (CellRun(index=1, answered=True), CellRun(index=3, answered=True))
    assert not_counted(outcome(*runs), [1, 3]) == {}


@pytest.mark.parametrize(
    ("runs", "why"),
    [
        ((), "it was not run"),
        ((CellRun(index=1),), "it was not run"),
        ((CellRun(index=1, answered=True), CellRun(index=1, answered=True)), "more than once"),
        ((CellRun(index=2, answered=True),), "it was not run"),
    ],
)
def test_another_test_does_not(runs: tuple[CellRun, ...], why: str) -> None:
    """One that was not run, not answered or run twice does not, and why."""
    assert why in not_counted(outcome(*runs), [1])[1]


@pytest.mark.parametrize("ending", [ending for ending in Ending if ending is not Ending.DONE])
def test_an_early_end_costs_what_comes_after_it(ending: Ending) -> None:
    """Where the run ended early, tests before its end count and the others say how it ended."""
    runs = CellRun(index=1, answered=True), CellRun(index=3)
    found = not_counted(outcome(*runs, ending=ending), [1, 3, 5])
    assert set(found) == {3, 5}
    assert "not run." not in found[3]


def test_what_does_not_count_is_an_error() -> None:
    """The output that stands for it is one that nbgrader gives 0 for."""
    assert as_error("Why.")["output_type"] == "error"


def test_the_whole_is_told_with_its_reason() -> None:
    """The sentence on a notebook that ended early has the runner's reason, or how it ended."""
    died = outcome(ending=Ending.DIED, reason="it called os._exit.")
    assert of_the_whole(died) == "The notebook was not run to its end: it called os._exit."
    assert of_the_whole(outcome(ending=Ending.TIMED_OUT)).endswith(": timed out.")


@pytest.mark.parametrize(
    ("shown", "counts"),
    [
        *[("0", True), ("True", True), ("np.float64(0.5)", True)],
        *[("0.0", True), ("2", True), ("1.5", True), ("'text'", True), ("None", True)],
        *[("-0.5", False), ("nan", False), ("inf", False), ("2.5", False)],
    ],
)
def test_a_number_that_is_none_of_the_points_does_not_count(shown: str, counts: bool) -> None:
    """A test whose number is below zero, above its points or no number at all does not count."""
    result = {"output_type": "execute_result", "data": {"text/plain": shown}}
    stream = {"output_type": "stream", "name": "stdout", "text": "-1"}
    assert (out_of_range([stream, result], 2) == "") is counts
    assert out_of_range([stream], 2) == ""


@pytest.mark.parametrize(
    ("source", "shown", "counts"),
    [
        *[("3.0 * sum(a) / 4", text, True) for text in ("3.0", "-0.5", "nan", "np.float64(1.5)")],
        *[("3.0 * sum(a) / 4", text, False) for text in ("well done", "None", None, "'3.0'")],
        *[("2", "2", True), ("points", "well done", True), ("f(2)", None, True)],
        *[("x = 2\nassert x == f(1)", None, True), ("-1.5", "two", False), ("2 +", None, True)],
    ],
)
def test_a_sum_that_shows_no_number_does_not_count(
    source: str, shown: str | None, counts: bool
) -> None:
    """A test whose last line is a sum with numbers shows one; a text or nothing does not count."""
    result = {"output_type": "execute_result", "data": {"text/plain": shown}}
    assert (no_number(source, [] if shown is None else [result]) == "") is counts
