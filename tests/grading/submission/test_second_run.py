"""Notebooks run once more with mutants of their tests: what passes whatever is true is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from quizkit.grading.running import run
from quizkit.grading.running.run import LocalRunner
from quizkit.grading.sandbox import packing
from quizkit.grading.sandbox.messages import Outcome, Work
from quizkit.grading.submission import second_run
from quizkit.grading.submission.mutants import mutants
from quizkit.grading.submission.second_run import Reference, SecondRun, points

pytestmark = pytest.mark.slow
TABLE = """\
rows = [(1, 2), (2, 4)]
### BEGIN HIDDEN TESTS
rows += [(3, 6)]
### END HIDDEN TESTS
assert all(f(n) == right for n, right in rows)"""
SHARES = "import math\n2.0 * sum(f(n) == right for n, right in [(1, 2), (2, 4), (3, 6)]) / 3"
RIGHT = "def f(n):\n    return 2 * n"
HELPER = "def check(got, right):\n    assert got == right\n"
ALWAYS = "class Any:\n    def __eq__(self, other): return True\ndef f(n):\n    return Any()"
MUTED = "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])"
PANDAS = "import pandas as pd, pandas.testing, numpy as np, math, unittest\n"
WRONG = "def f(n):\n    return pd.DataFrame({'a': [n]})"


@pytest.fixture(scope="module")
def runner() -> Iterator[LocalRunner]:
    """Yield a runner whose warm parent serves all these tests."""
    made = LocalRunner(imports=("pandas", "numpy", "unittest"))
    yield made
    made.close()


class Counting:
    """A runner that keeps what it was given to run."""

    def __init__(self, runner: LocalRunner) -> None:
        self._runner = runner
        self.works: list[Work] = []

    def run(self, work: Work) -> Outcome:
        """Run a notebook."""
        self.works.append(work)
        return self._runner.run(work)


def checked(source: str, name: str = "t") -> Any:
    """Return a test that is worth two points."""
    about = {"grade": True, "solution": False, "locked": True, "grade_id": name, "points": 2}
    return new_code_cell(source, metadata={"nbgrader": about})  # type: ignore[no-untyped-call]


def made(*cells: Any) -> Any:
    """Return a notebook of student's code and tests."""
    whole = [new_code_cell(c) if isinstance(c, str) else c for c in cells]  # type: ignore[no-untyped-call]
    return new_notebook(cells=whole)  # type: ignore[no-untyped-call]


def reference(test: str) -> Reference:
    """Return a solution of this test."""
    return Reference(made(HELPER + RIGHT, checked(test)), Path("/nonexistent"))


def passed(runner: Any, notebook: Any, reference: Reference | None = None) -> list[int]:
    """Return the tests that pass whatever is true; all of them have points."""
    graded = [index for index, cell in enumerate(notebook.cells) if "nbgrader" in cell.metadata]
    work = Work(notebook=packing.stripped(notebook), name="a.ipynb", graded=tuple(graded))
    packing.take_over(notebook, runner.run(work), range(len(notebook.cells)))
    assert all(points(notebook.cells[index]) for index in graded), notebook
    return SecondRun(notebook, work, runner.run, reference).passing(graded)


@pytest.mark.parametrize(
    ("code", "test"),
    [
        (ALWAYS, TABLE),
        (ALWAYS, SHARES),
        (MUTED, TABLE),
        ("def f(n):\n    return next(r for m, r in rows if m == n)", TABLE),
        ("import sys\ndef f(n):\n    return sys._getframe(1).f_locals['right']", SHARES),
        ("def f(n):\n    globals()['rows'].clear()\n    return 2", TABLE),
        (
            "f = max\nsum = lambda values: len([*values])",
            "2.0 * sum(f(n, 1) == 5 for n in (1, 2)) / 2",
        ),
        (
            f"{PANDAS}pd.DataFrame.equals = lambda *a: True\n{WRONG}",
            "assert f(1).equals(pd.DataFrame({'a': [2]}))",
        ),
        (
            f"{PANDAS}pd.testing.assert_frame_equal = lambda *a, **k: None\n{WRONG}",
            "pd.testing.assert_frame_equal(f(1), pd.DataFrame({'a': [2]}))",
        ),
        (
            f"{PANDAS}np.testing.assert_array_equal = lambda *a, **k: None\nf = list",
            "np.testing.assert_array_equal(f([1]), np.arange(3))",
        ),
        (f"{PANDAS}np.allclose = lambda *a: True\nf = list", "assert np.allclose(f([1]), [2, 3])"),
        (f"{PANDAS}math.isclose = lambda *a: True\nf = float", "assert math.isclose(f(1), 2.5)"),
        (
            f"{PANDAS}unittest.TestCase.assertEqual = lambda *a: None\nf = str",
            "unittest.TestCase().assertEqual(f(1), 2)",
        ),
        ("def check(got, right): pass\nf = str", "check(f(1), 2)"),
    ],
)
def test_what_passes_whatever_is_true_is_seen(runner: LocalRunner, code: str, test: str) -> None:
    """Code that looks answers up, and whatever says yes to everything, passes a mutant too."""
    assert passed(runner, made(code, checked(test)), reference(test)) == [1]


@pytest.mark.parametrize(("code", "found"), [(ALWAYS, [1]), (MUTED, [1]), (RIGHT, [])])
def test_on_an_ordinary_kernel(
    runner: LocalRunner, monkeypatch: pytest.MonkeyPatch, code: str, found: list[int]
) -> None:
    """Where no kernel can be forked, the second run is in an ordinary one, too."""
    monkeypatch.setattr(run, "can_be_forked", lambda _: False)
    assert passed(runner, made(code, checked(TABLE)), reference(TABLE)) == found


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize(
    "test",
    [
        TABLE,
        SHARES,
        "assert f(2) == 4\nassert f('a') == 'aa'",
        "assert f(2)",
        "f(1)",
        "%who\nawait x",
    ],
)
def test_right_code_fails_its_mutants(runner: LocalRunner, test: str, *, known: bool) -> None:
    """Right code has its points, with a solution to try mutants on or without."""
    notebook = made(f"{RIGHT}\nimport asyncio\nx = asyncio.sleep(0)", checked(test))
    assert passed(runner, notebook, reference(test) if known else None) == []


@pytest.mark.parametrize("code", ["f = lambda n: 4", "f = lambda n: 2", "f = lambda n: 3 * n - 3"])
@pytest.mark.parametrize("times", range(3))
def test_wrong_code_keeps_its_part_of_the_points(
    runner: LocalRunner, code: str, times: int
) -> None:
    """What is right of wrong code counts, whatever mutant is chosen."""
    assert passed(runner, made(code, checked(SHARES)), reference(SHARES)) == [], times


@pytest.mark.parametrize(
    "test",
    [
        "if f(2) == 4:\n    fine = True",
        "f(2) == 4;",
        "def unused():\n    assert f(2) == 4",
        "assert f(2) == 5 or f(2) == 4",
        "1 + (f(2) == 4) / 1",
        "import numpy as np\nnp.float64(2.0) * (f(2) == 4)",
        "from fractions import Fraction\nFraction(2) * (f(2) == 4)",
        "'right' if f(2) == 4 else 'wrong'",
    ],
)
@pytest.mark.parametrize("known", [False, True])
def test_what_right_code_passes_accuses_nobody(
    runner: LocalRunner, test: str, *, known: bool
) -> None:
    """A claim that a test makes and does not check is no evidence against right code."""
    notebook = made(RIGHT, checked(test))
    assert passed(runner, notebook, reference(test) if known else None) == []


def test_a_solution_that_is_not_right_itself_is_no_judge(runner: LocalRunner) -> None:
    """Where the solution fails the test, only what no right code can pass is evidence."""
    wrong = "f = lambda n: 0"
    for code, test, found in ((RIGHT, "if f(2) == 4:\n    1", []), (ALWAYS, TABLE, [1])):
        failing = f"assert f(1)\n{test}"
        solution = Reference(made(wrong, checked(failing)), Path("/nonexistent"))
        assert passed(runner, made(code, checked(failing)), solution) == found, test


def test_tests_of_a_notebook_are_told_apart(runner: LocalRunner) -> None:
    """One test that passes whatever is true costs no other test anything."""
    notebook = made(
        RIGHT, checked(TABLE, "a"), ALWAYS, checked(TABLE, "b"), RIGHT, checked(SHARES, "c")
    )
    assert passed(runner, notebook, None) == [3]


COUNTED = TABLE.replace("assert all(", "2.0 * sum(") + " / 3"
SPY = """\
told = []
class Spy(int):
    def __eq__(self, other):
        known = {1: 2, 2: 4}.get(int(self))
        told.extend([other] if known not in (None, other) else [])
        return (known == other) * weight if known else not told
f = Spy
"""


@pytest.mark.parametrize(
    ("code", "tests", "found"),
    [
        (f"weight = 1\n{SPY}", [TABLE], [1]),
        (f"weight = 1\n{SPY}", [COUNTED], [1]),
        (f"weight = 1.5\n{SPY}".replace("not told", "0"), [COUNTED], [1]),
        (f"weight = 1\n{SPY}", ["assert f(1) == 2", COUNTED, "assert f(2) == 4"], [2]),
        (RIGHT, ["assert f(1) == 2", COUNTED, TABLE, "assert f(2) == 4"], []),
    ],
)
def test_what_students_know_of_a_test_tells_their_code_nothing(
    runner: LocalRunner, code: str, tests: list[str], found: list[int]
) -> None:
    """Code that cheats until it meets another answer than the one that it knows is seen."""
    cells = [checked(test, f"t{number}") for number, test in enumerate(tests)]
    solution = Reference(made(RIGHT, *cells), Path("/nonexistent"))
    assert passed(runner, made(code, *cells), solution) == found


def test_what_tells_is_tried_apart(runner: LocalRunner) -> None:
    """A test that students know in full is changed in one run with those after the hidden ones."""
    counting = Counting(runner)
    tests = [
        checked("assert f(1) == 2", "a"),
        checked(TABLE, "b"),
        checked("assert f(2) == 4", "c"),
    ]
    passed(counting, made(RIGHT, *tests), None)
    cells = [json.loads(work.notebook)["cells"] for work in counting.works]
    changed = [[a != b for a, b in zip(cells[0], other, strict=True)] for other in cells[1:]]
    assert changed == [[False, False, True, True], [False, True, False, False]]


def test_the_solution_is_run_once_and_where_it_is_needed(
    runner: LocalRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is run when a mutant passes, and for the same mutant not again."""
    (only,) = mutants("assert f(2) == 4", sure=True)
    monkeypatch.setattr(second_run, "mutants", lambda *_, **__: [only])
    test, counting = "assert f(2) == 4", Counting(runner)
    known = reference(test)
    passed(counting, made(RIGHT, checked(test)), known)
    assert len(counting.works) == 2
    assert passed(counting, made(ALWAYS, checked(test)), known) == [1]
    assert len(counting.works) == 6  # the solution with the test, and with its mutant
    assert passed(counting, made(ALWAYS, checked(test)), known) == [1]
    assert len(counting.works) == 8


class Tossing:
    """A runner whose runs find ``coin`` to be what is next of these, and then the last of them."""

    def __init__(self, runner: LocalRunner, *coins: bool) -> None:
        self._runner, self._coins = runner, list(coins)

    def run(self, work: Work) -> Outcome:
        """Run a notebook."""
        coin = self._coins.pop(0) if len(self._coins) > 1 else self._coins[0]
        return self._runner.run(replace(work, notebook=work.notebook.replace("'coin'", str(coin))))


TOSSED = "coin = 'coin'\nclass Any:\n    def __eq__(self, other): return coin\nf = lambda n: Any()"


@pytest.mark.parametrize(
    ("code", "coins", "found"),
    [
        (TOSSED, (True, False), [1]),  # luck in one pair of runs: then its own test fails
        (TOSSED, (True, False, True), [1]),  # or its mutant passes
        (RIGHT, (True, False), []),
    ],
)
def test_luck_in_one_pair_of_runs_is_not_enough(
    runner: LocalRunner, code: str, coins: tuple[bool, ...], found: list[int]
) -> None:
    """What passes by chance in one run, and not in the next ones, is seen in more pairs of runs."""
    tossing, notebook = Tossing(runner, *coins), made(code, checked(TABLE))
    work = Work(notebook=packing.stripped(notebook), name="a.ipynb", graded=(1,))
    packing.take_over(notebook, tossing.run(work), range(2))
    second = SecondRun(notebook, work, tossing.run, None)
    assert second.passing([1]) == []
    assert second.lucky([1]) == found


def test_both_runs_are_asked_alike(runner: LocalRunner) -> None:
    """The second run differs from the first in its tests' sources alone."""
    counting = Counting(runner)
    passed(counting, made(RIGHT, checked(TABLE), "f(3)"), None)
    first, second = counting.works
    cells = [json.loads(work.notebook)["cells"] for work in (first, second)]
    assert [a == b for a, b in zip(*cells, strict=True)] == [True, False, True]
    assert {k for k in cells[0][1] if cells[0][1][k] != cells[1][1][k]} == {"source"}
    assert replace(second, notebook=first.notebook, once=False) == first
