"""What a check found, as one reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.checking.findings import Findings
from quizkit.errors import Problem


def found(path: str, *, advice: bool = False) -> Problem:
    """Return a mistake in a file, or a piece of advice on it."""
    return Problem(Path(path), 3, "who", "no option is correct", "mark one", warning=advice)


ALL = {"quiz": 34, "lesson": 16, "table": 21}
ONE_EACH = "1 mistake, 1 piece of advice in 2 files"
CLOSINGS = [
    ([], ALL, "No mistakes found in 34 quizzes, 16 lessons and 21 tables."),
    ([], {"quiz": 1, "lesson": 0}, "No mistakes found in 1 quiz."),
    ([found("a"), found("a")], {"quiz": 1}, "2 mistakes in 1 file."),
    ([found("a"), found("b", advice=True)], {"quiz": 3}, f"{ONE_EACH}; checked: 3 quizzes."),
    ([found("a", advice=True)] * 3, {"quiz": 1}, "No mistakes, 3 pieces of advice in 1 file."),
    ([found("a")], {}, "1 mistake in 1 file."),
]


@pytest.mark.parametrize(("problems", "looked_at", "closing"), CLOSINGS)
def test_the_closing_line_counts(
    problems: list[Problem], looked_at: dict[str, int], closing: str
) -> None:
    """The last line counts mistakes and advice apart, and says in how much."""
    findings = Findings(tuple(problems), looked_at)
    assert str(findings).splitlines() == [*map(str, problems), closing]
