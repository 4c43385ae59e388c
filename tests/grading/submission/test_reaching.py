"""What in a student's code is named to the teacher, and what is not."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell

from honest.school import TESTS
from honest.stock import cells
from quizkit.grading.submission.reaching import reasons

TEST = "import math\nrows = [(1, 2)]\nassert all(math.isclose(f(n), right) for n, right in rows)"
HELPER = "def check(got, right):\n    assert got == right"
# Kinds of cells of the stock that have themselves called where other code is run, and say so.
HOOKS = ("hook", "transform", "handler", "trace", "profile", "wrapped", "sympy", "display")


def cell(source: str, *, grade: bool = False, locked: bool = False) -> Any:
    """Return a cell of code, as nbgrader marks it."""
    about = {"grade": grade, "locked": locked, "solution": False, "grade_id": "a"}
    return new_code_cell(source, metadata={"nbgrader": about})  # type: ignore[no-untyped-call]


def said(source: str, test: str = TEST) -> list[str]:
    """Return what is said of a student's cell beside a helper that was handed out, and a test."""
    return reasons([cell(HELPER, locked=True), cell(source), cell(test, grade=True, locked=True)])


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import sys\ndef f(n):\n    return sys._getframe(1).f_locals['right']", "frames"),
        ("from sys import _getframe as g\nf = lambda n: g(1).f_locals", "frames"),
        ("import inspect\ndef f(n):\n    return inspect.stack()[1]", "frames"),
        ("import ctypes", "ctypes"),
        ("from ctypes import pythonapi", "ctypes"),
        ("import gc\nfound = gc.get_objects()", "memory"),
        ("from gc import get_referrers", "memory"),
        ("get_ipython().events.register('post_run_cell', print)", "itself called"),
        ("ip = get_ipython()\nip.ast_transformers.append(x)", "itself called"),
        ("get_ipython().input_transformers_cleanup += [x]", "itself called"),
        ("get_ipython().run_cell = lambda *a: None", "itself called"),
        ("import sys\nsys.settrace(print)", "itself called"),
        ("def f(n):\n    return globals()['rows'][0]", "looks up"),
        ("def f(n):\n    return In[-1]", "looks up"),
        ("def f(n):\n    return rows[0][1]", "'rows', which only a test"),
        ("import math\nmath.isclose = lambda *a: True", "'isclose' of a library"),
        ("import math as m\nsetattr(m, 'isclose', print)", "'isclose' of a library"),
        ("import builtins\nbuiltins.all = lambda x: True", "'all' of a library"),
        ("import sys\nsys.modules['math'] = print", "what 'math' stands for"),
        ("import sys\ndel sys.modules['math']", "what 'math' stands for"),
        ("globals()['all'] = lambda x: True", "what 'all' stands for"),
        ("import math\nmath.__dict__.update(isclose=print)", "what 'isclose' stands for"),
    ],
)
def test_what_reaches_for_a_test_is_named(source: str, what: str) -> None:
    """Each kind is named in a sentence that accuses nobody."""
    (sentence,) = said(source)
    assert what in sentence
    assert "no points were taken" in sentence


@pytest.mark.parametrize(
    ("own", "door", "what"),
    [
        ("kernel = [[1, 2], [3, 4]]", "shell = get_ipython()", "itself called"),
        ("def f(image, kernel):\n    return kernel.sum()", "import ipykernel", "itself called"),
        ("class C:\n    def f(self):\n        self.kernel = 3", "get_ipython()", "itself called"),
        ("shell = C()\nshell.colour = 'red'", "shell = get_ipython()", "itself called"),
        ("def f(stack):\n    return stack.pop()", "import inspect", "frames"),
        ("def f(a):\n    return np.stack(a)", "__import__('ins' + 'pect')", "frames"),
    ],
)
def test_what_is_only_called_so_is_not_named(own: str, door: str, what: str) -> None:
    """A filter's kernel or a pile's stack is no hook where nothing opens the way to one."""
    assert said(own) == []
    assert any(what in sentence for sentence in said(f"{door}\n{own}"))


@pytest.mark.parametrize(
    "source",
    [
        "class N(int):\n    def __eq__(self, other): return other in (2, 3)\nf = N",
        "class N(int):\n    __eq__ = lambda self, n: True\none = N(1)\ndef f(n):\n    return one",
        "class f(int):\n    def __abs__(self): return 0",
        "N = type('N', (int,), {'__eq__': print})\ndef g(n):\n    return N(n)\nf = g",
        "class N: pass\nsetattr(N, '__eq__', print)\nf = lambda n: N()",
        "class N: pass\nN.__rsub__ = print\nf = lambda n: N()",
        "if True:\n    class N:\n        def __eq__(self, other): return True\nf = lambda n: N()",
        "from unittest.mock import ANY as it\ndef f(n):\n    return it",
        "import pytest\ndef f(n):\n    return pytest.approx(n, abs=2)",
    ],
)
def test_values_that_decide_what_they_are_equal_to_are_named(source: str) -> None:
    """Such as one that is equal to two answers: no mutant that expects a third shows it."""
    assert any("decide by themselves" in sentence for sentence in said(source))


@pytest.mark.parametrize(
    ("source", "test"),
    [
        ("class Dog:\n    def __eq__(self, other): return self.name == other.name", TEST),
        ("class Dog:\n    def __eq__(self, other): return True", "assert Dog() == Dog()"),
        ("class Node:\n    def __lt__(self, other): return True\ndef f(n): return Node()", TEST),
        ("import pytest\nassert f(2) == pytest.approx(2)\ndef f(n):\n    return n", TEST),
    ],
)
def test_classes_that_are_asked_for_or_no_test_comes_to_are_not_named(
    source: str, test: str
) -> None:
    """A class may say what it is equal to where the assignment is about that, or no test asks."""
    assert said(source, test) == []


def test_a_helper_that_was_handed_out_is_not_to_be_changed() -> None:
    """Defining anew what a locked cell defines, and tests use, is named."""
    (sentence,) = said("check = lambda got, right: None", "check(f(2), 4)")
    assert "'check', which was handed out" in sentence
    assert said("def check(x): pass") == []  # no test uses it


def test_a_library_that_was_handed_out_is_not_to_be_changed() -> None:
    """Putting something else in the place of what a locked cell imports is named."""
    cells = [cell("import math", locked=True), cell("class math:\n    isclose = print")]
    test = cell("assert math.isclose(f(2), 4)", grade=True, locked=True)
    (sentence,) = reasons([*cells, test])
    assert "'math', which was handed out" in sentence
    cells[1] = cell("import math\nmath.e = 3")
    assert reasons([*cells, test]) == []


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("open('a.csv', 'w').write('1')", True),
        ("import pathlib\npathlib.Path('a.csv').write_text('1')", True),
        ("import os\nos.rename('b.csv', './a.csv')", True),
        ("%%writefile a.csv\n1", True),
        ("with open('a.csv', encoding='utf-8') as file:\n    file.read()", False),
        ("import pandas as pd\npd.read_csv('a.csv').to_csv('b.csv')", False),
        ("open('b.csv', 'w').write('1')", False),
    ],
)
def test_a_file_that_tests_read_is_not_to_be_changed(source: str, *, named: bool) -> None:
    """Writing to what was handed out is named where tests read it, and to other files is not."""
    test = cell("assert f() == len(open('data/a.csv').read() + open('b.csv').read())", grade=True)
    found = reasons([cell(source), test], ["a.csv", "c.csv"])
    assert [sentence for sentence in found if "'a.csv', which was handed out" in sentence] == found
    assert bool(found) is named


def test_a_cell_that_is_too_long_to_be_read_is_named_where_it_may_reach() -> None:
    """Of what is very long only the words are looked at."""
    data = f"data = {'x' * 30_000!r}\n"
    (sentence,) = said(f"{data}import gc\nfound = gc.get_objects()")
    assert "too long" in sentence
    assert said(data) == []


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline",
        "get_ipython().run_line_magic('time', 'f(2)')",
        "print(globals())",
        "import gc\ngc.collect()\ngc.disable()",
        "import inspect\ninspect.currentframe().f_lineno, inspect.getsource(f)",
        "rows = [1]\ndef f(n):\n    return rows[0]",
        "import math\nmath.e = 3",
        "import pandas as pd\npd.options.display.max_rows = 5",
        "def f(n):\n    global calls\n    calls = 1",
        "def broken(:",
    ],
)
def test_honest_work_is_not_named(source: str) -> None:
    """A beginner's cell says nothing of the kind."""
    assert said(source) == []


@pytest.mark.slow
def test_of_the_stock_only_what_hooks_in_is_named() -> None:
    """Of all honest cells of the stock, only those with a hook of their own are named."""
    tests = [cell(code, grade=True, locked=True) for _, code in TESTS.values()]
    named = [name for name, source in cells().items() if reasons([cell(source), *tests])]
    assert [name for name in named if not any(kind in name for kind in HOOKS)] == []


@pytest.mark.parametrize(
    "made",
    [
        "def squares(n):\n    return [n]",
        "class squares(list):\n    pass",
        "import math as squares",
        "from math import pow as squares",
        "squares = list",
        "try:\n    1 / 0\nexcept ZeroDivisionError as squares:\n    pass",
    ],
)
def test_a_name_that_a_test_takes_away_and_puts_back_is_the_students(made: str) -> None:
    """What the student's own code makes, in whatever way, is no test's, though one sets it too."""
    source = f"{made}\ndef f(n):\n    return sum(squares(n))"
    test = "kept = squares\ndel squares\ntry:\n    f(1)\nfinally:\n    squares = kept"
    assert said(source, test) == []
