"""Tests with another answer expected: what is changed, and that right code fails them."""

from __future__ import annotations

import ast
import contextlib
import io
from typing import Any

import pytest

from quizkit.grading.submission.claims import claims
from quizkit.grading.submission.mutants import mutants

ONE = "def f(n):\n    return 2 * n\n"
HIDDEN = """\
rows = [(1, 2), (2, 4)]
### BEGIN HIDDEN TESTS
rows.append((3, 6))
### END HIDDEN TESTS
assert all(f(n) == right for n, right in rows)"""


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("assert f(2) == 4", [[4]]),
        ("assert 4 == f(2) and f(3) in (6, 7)", [[4], [6, 7]]),
        ("assert -f(2) == -4", [[4]]),
        ("assert 'a' in f(2)", [["a"]]),
        ("assert f(2) is True", [[True]]),
        ("assert {1, 2} <= f(2)", [[1, 2]]),
        ("assert abs(f(2) - 4.0) < 0.01", [[4.0]]),
        ("assert f(2) == [4, {'a': (5, None)}]", [[4, 5, None]]),
        ("right = 4\nfound = f(2)\nassert found == right", [[4]]),
        ("for n, right in [(1, 2), (2, 4)]:\n    assert f(n) == right", [[2], [4]]),
        ("for got, right in ((f(1), 2), (f(2), 4)):\n    assert got == right", [[2], [4]]),
        (
            "known = {'a': 1}\nknown['b'] = 2\nassert all(f(k) == v for k, v in known.items())",
            [[1], [2]],
        ),
        ("for n, (a, b) in enumerate(zip((1, 2), (2, 4))):\n    assert f(a) == b", [[2], [4]]),
        ("import math\nassert math.isclose(f(2), 4.5)", [[4.5]]),
        ("import pandas as pd\npd.testing.assert_series_equal(f(2), pd.Series([4]))", [[4]]),
        ("assert f(2).equals(pd.DataFrame({'a': [4]}))", [[4]]),
        ("t.assertEqual(f(2), 4)\nt.assertAlmostEqual(f(2), 4.5, 3)", [[4], [4.5]]),
        ("check(f(2), 4)\ncheck(f(3), 6, 'wrong')", [[4], [6]]),
        ("parts = [(lambda: f(2) == 4, 'wrong')]", [[4]]),
        ("2.0 * (f(2) == 4) / 2", [[4]]),
        ("for n in range(5):\n    assert f(n) == 2 * n and f(n) == [n, 'a']", [[2], ["a"]]),
        ("%time\nassert await f(2) == 4", [[4]]),
        # What is asked, what selects, and what must differ, is nothing that is expected.
        ("assert f(2) != 4 and f(2) not in (4, 5) and f(2) > 3", []),
        ("assert f(table[table['a'] == 3])", []),
        ("assert 1 == 1\nassert len([1, 2]) == 2 or True", [[2]]),
        ("print(f(2), 4)\nt.assertNotEqual(f(2), 4)", []),
        ("for n in (1, 2):\n    assert f(n)", []),
        (
            "rows = [(1, 2)]\nrows = list(rows)\nfor n, right in rows:\n    assert f(n) == right",
            [[2]],
        ),
        ("x = x\ny = [*y]\nassert f(2) == x == y", []),
        ("print(f(2), 4)\nsorted()\nfor n in list():\n    assert f(n) == n", []),
    ],
)
def test_what_a_test_expects(test: str, expected: list[list[Any]]) -> None:
    """The literals that are compared with what is asked are found, a row of a table at a time."""
    tree = ast.parse(test.replace("%time", "1"))
    assert [[leaf.value for leaf in claim.leaves] for claim in claims(tree)] == expected


def fails(test: str, code: str = ONE) -> bool:
    """Return whether this code fails a test."""
    names: dict[str, Any] = {}
    exec(code, names)
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(test, names)
        except (AssertionError, ValueError):
            return True
    return False


@pytest.mark.parametrize(
    "test",
    [
        "assert f(2) == 4",
        "assert f(2) == 4 and f('ab') == 'abab' and f(1.5) == 3.0",
        "assert f('é') == 'éé' and f('ab') == \"abab\"",
        "assert f([1]) == [1, 1] and f((True, None)) == (True, None, True, None)",
        "assert f(2) in (4, 5) and f(b'a') == b'aa'",
        "import math\nassert math.isclose(f(0.1), 0.2)\nassert abs(f(0.1) - 0.2) < 0.01",
        "def check(got, right):\n    assert got == right\ncheck(f(2), 4)\ncheck(f(3), 6)",
        "for n in range(5):\n    assert f(n) == n * 2",
        "assert f(2)",
        HIDDEN,
    ],
)
def test_right_code_fails_every_mutant(test: str) -> None:
    """What passes a test fails each of its mutants, and there is one."""
    assert not fails(test)
    found = mutants(test)
    assert found
    assert [mutant.source for mutant in found if not fails(mutant.source)] == []


@pytest.mark.parametrize("test", ["assert 'a' in f('ab')", "assert {'a'} <= set(f('ab'))"])
def test_what_may_be_there_as_well_is_not_sure(test: str) -> None:
    """Right code may hold another value, too: without a solution, nobody is judged by it."""
    assert {mutant.sure for mutant in mutants(test)} == {False}
    assert mutants(test, sure=True) == []


def test_a_number_of_points_has_all_of_its_claims_changed() -> None:
    """Where a test gives a part of the points for each claim, nothing of a mutant is right."""
    test = "right = [f(1) == 2, f(2) == 4, f('a') == 'aa']\n3.0 * sum(right) / 3"
    for mutant in mutants(test):
        names: dict[str, Any] = {}
        exec(ONE + mutant.source, names)
        assert names["right"] == [False] * 3
    assert {mutant.far for mutant in mutants(test)} == {False, True}


def test_a_hidden_row_is_changed_before_one_that_students_know() -> None:
    """Of a table's rows one is changed that is hidden, else one that is not the first."""
    (mutant,) = mutants(HIDDEN, sure=True)
    assert "[(1, 2), (2, 4)]" in mutant.source
    assert "(3, 6)" not in mutant.source
    (mutant,) = mutants("for n, right in [(1, 2), (2, 4)]:\n    assert f(n) == right", sure=True)
    assert "(1, 2)" in mutant.source


def test_what_students_have_not_seen_is_changed_first() -> None:
    """Else their code could tell a mutant by what it knows: a hidden part is never chosen last."""
    visible = "assert f(1) == 2"
    for hidden in ("assert f(2) == 4", "assert f(3)", "assert not f(0)"):
        found = mutants(f"{visible}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS")
        assert [mutant.seen for mutant in found] == sorted(mutant.seen for mutant in found)
        assert {mutant.seen for mutant in found} == {False, True}
        assert visible in found[0].source
        assert hidden not in found[0].source


@pytest.mark.parametrize(
    ("test", "hedged"),
    [
        ("assert f(2) == 4", "f = lambda n: Hedge(3, 4, 5)"),
        ("assert f(2) == 2.5", "f = lambda n: Hedge(2.0, 2.5, 3.0)"),
        ("assert f(2) == 'Bonn'", "f = lambda n: Hedge('Bonn', 'bonn', 'bONN')"),
        ("assert abs(f(2) - 4.0) < 0.01", "abs = lambda n: max(n, -n) / 50\nf = lambda n: 4"),
        (
            "assert math.isclose(f(2), 2.5)",
            "class math:\n    isclose = lambda a, b: abs(a - b) < 1\nf = lambda n: 2",
        ),
    ],
)
def test_what_is_equal_to_several_values_passes_a_mutant(test: str, hedged: str) -> None:
    """Who does not know which answer is right cannot give all that it may be."""
    hedge = """\
class Hedge(float):
    def __new__(cls, *values):
        self = float.__new__(cls)
        self.values = values
        return self
    def __eq__(self, other):
        return other in self.values
"""
    assert not fails(test, hedge + hedged)
    assert [each for each in mutants(test) if not fails(each.source, hedge + hedged)]


def test_of_a_number_of_points_the_hidden_claims_are_changed_first() -> None:
    """What students know of a test that counts up stays; all is changed where it must be sure."""
    test = HIDDEN.replace("assert all(", "3.0 * sum(") + " / 3"
    seen = [mutant.seen for mutant in mutants(test)]
    assert seen == [False, False, True, True]
    for mutant in mutants(test)[:2]:
        assert "[(1, 2), (2, 4)]" in mutant.source
        assert "(3, 6)" not in mutant.source
    assert {mutant.seen for mutant in mutants(test, sure=True)} == {True}


@pytest.mark.parametrize(
    ("test", "line"),
    [
        ("%matplotlib inline\nassert f(2) == 4", "%matplotlib inline"),
        ("%%time\nassert f(2) == 4", "%%time"),
        ("files = !ls\nassert await f(2) == 4", "files = !ls"),
        ("# Δ é\nassert f('é') == 'éé'", "# Δ é"),
    ],
)
def test_ipythons_own_lines_stay_as_they_are(test: str, line: str) -> None:
    """A test with magics, with ``await`` or with any letters has mutants, else the same."""
    found = mutants(test)
    assert found
    for mutant in found:
        assert mutant.source.splitlines()[0] == line
        assert mutant.source != test


def test_what_is_said_goes_with_what_is_expected() -> None:
    """The message of a test tells of the changed value, in the same kind of quotes."""
    (mutant,) = mutants('assert f(2) == "four", "four, and not {f(2)}"', sure=True)
    value = ast.literal_eval(mutant.source.split("== ")[1].split(",")[0])
    assert mutant.source == f'assert f(2) == "{value}", "{value}, and not {{f(2)}}"'


@pytest.mark.parametrize("test", ["", "f(2)", "%%bash\nls", "def broken(:", "x = f(2)\nx"])
def test_where_nothing_is_expected_there_is_no_mutant(test: str) -> None:
    """A test that compares and asserts nothing has none."""
    assert mutants(test) == []


@pytest.mark.parametrize(
    "test",
    [
        "if f(2) == 4:\n    print('right')",
        "def never():\n    assert f(2) == 4",
        "assert f(2) == 4 or f(2) == 5",
        "f(2) == 4;",
        "assert f(2) == n + 4",
        "try:\n    assert f(2) == 4\nexcept AssertionError:\n    pass",
    ],
)
def test_what_may_not_be_asked_is_not_sure(test: str) -> None:
    """Without a solution to try them on, only mutants that no right code can pass are used."""
    assert mutants(test)
    assert mutants(test, sure=True) == []
