"""The teacher's own solution in the sandbox: what it does not earn, and why."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.small_course import cell, notebook, write
from grading.graded_class import GradedClass
from grading.hand_run import opened
from quizkit.grading.rehearsal import rehearse, untried
from quizkit.grading.running.run import LocalRunner

pytestmark = pytest.mark.slow
CONFIG = """\
c = get_config()
import quizkit.course
quizkit.course.configure(c)
c.RunInSandbox.limits = {"memory_bytes": 2**30}
"""
TEST = "assert x == 1, x"


@pytest.fixture(scope="module")
def runner() -> Iterator[LocalRunner]:
    """Yield a runner whose warm parent serves all these tests."""
    made = LocalRunner()
    yield made
    made.close()


def write_course(root: Path, solution: str, test: str) -> None:
    """Write a course with this solution and its test, and a table at its root."""
    write(root / "nbgrader_config.py", CONFIG)
    write(root / "data" / "x.csv", "x")
    cells = [
        cell("code", solution, "x", solution=True),
        cell("code", test, "x-test", grade=True, locked=True, points=2),
        cell("code", 'quizkit.graded("week")', "quiz", grade=True, locked=True, points=4),
    ]
    write(root / "source" / "week" / "week.ipynb", notebook(cells))


def told(root: Path, runner: LocalRunner, solution: str, test: str = TEST) -> tuple[str, ...]:
    """Return what is told of a solution and its test."""
    write_course(root, solution, test)
    with opened(root) as app:
        app.coursedir.assignment_id = "week"
        return rehearse(app, runner)


@pytest.mark.parametrize(
    ("test", "found"),
    [(TEST, ()), ("f(x)", ("week.ipynb, x-test",)), ("'x'\n### AUTOTEST x", ())],
)
def test_tests_without_mutants_are_known(tmp_path: Path, test: str, found: tuple[str, ...]) -> None:
    """A test that compares nothing is named; a quiz is none."""
    write_course(tmp_path, "x = 1", test)
    with opened(tmp_path) as app:
        app.coursedir.assignment_id = "week"
        assert untried(app) == found


GETS = "week.ipynb, x-test: your own solution gets 0 of 2 points here: "


@pytest.mark.parametrize(
    ("solution", "test", "cause"),
    [
        ("x = 2", TEST, "AssertionError: 2"),
        (
            "x = len(open('../../../data/x.csv').read())",
            TEST,
            (
                "cell 1 stops with FileNotFoundError: [Errno 2] No such file or directory:"
                " '../../../data/x.csv'; {root}/data/x.csv is out of sight: name its folder in"
                " c.RunInSandbox.folders"
            ),
        ),
        (
            "open('no.csv')",
            TEST,
            "cell 1 stops with FileNotFoundError: [Errno 2] No such file or directory: 'no.csv'",
        ),
        (
            "import os\nx = int(os.environ['QUIZ_X'])",
            TEST,
            (
                "cell 1 stops with KeyError: 'QUIZ_X'; the variable QUIZ_X is not passed on: name"
                " it in c.RunInSandbox.variables"
            ),
        ),
        (
            "import of_my_own\nx = 1",
            TEST,
            (
                "cell 1 stops with ModuleNotFoundError: No module named 'of_my_own'; {root}/mine is"
                " out of sight: name it in c.RunInSandbox.folders"
            ),
        ),
        (
            "x = 1",
            "import sys\nprint('slow', file=sys.stderr)",
            "it prints to stderr ('slow'), and nbgrader scores that 0",
        ),
        (
            "x = len(bytearray(2**31)) // 2**31",
            TEST,
            (
                "cell 1 stops with MemoryError; it needs more memory: write c.RunInSandbox.limits ="
                ' {{"memory_bytes": 8 * 2**30}}, or as much as it needs'
            ),
        ),
        (
            "import urllib.request as r\nr.urlopen('http://192.0.2.1')",
            TEST,
            (
                "cell 1 stops with URLError: <urlopen error [Errno 101] Network is unreachable>;"
                " there is no network in the sandbox: put the data into the assignment's folder"
            ),
        ),
    ],
)
def test_a_test_that_loses_points_is_told_with_its_cause(
    tmp_path: Path,
    runner: LocalRunner,
    monkeypatch: pytest.MonkeyPatch,
    solution: str,
    test: str,
    cause: str,
) -> None:
    """One line names the notebook, the test, and what probably is in its way."""
    monkeypatch.setenv("QUIZ_X", "1")
    write(tmp_path / "mine" / "of_my_own.py", "")
    monkeypatch.syspath_prepend(tmp_path / "mine")
    lines = told(tmp_path, runner, solution, test)
    assert lines == (GETS + cause.format(root=tmp_path) + ".",)


def test_of_a_solution_that_earns_all_nothing_is_told(tmp_path: Path, runner: LocalRunner) -> None:
    """Nor is of a quiz, which nobody runs, nor of an assignment without a source."""
    assert told(tmp_path, runner, "x = 1") == ()
    shutil.rmtree(tmp_path / "source")
    with opened(tmp_path) as app:
        app.coursedir.assignment_id = "week"
        assert rehearse(app, runner) == ()


def test_a_link_to_data_is_followed_as_nbgrader_does(tmp_path: Path, runner: LocalRunner) -> None:
    """What the assignment's folder holds as a link lies beside the notebook as a file."""
    write(tmp_path / "data" / "x.csv", "x")
    (tmp_path / "source" / "week").mkdir(parents=True)
    (tmp_path / "source" / "week" / "x.csv").symlink_to(tmp_path / "data" / "x.csv")
    assert told(tmp_path, runner, "x = len(open('x.csv').read())") == ()


def test_it_is_told_with_the_class_and_found_once(graded_class: GradedClass) -> None:
    """The command tells it at once and in the report, and runs it again only when it changed."""
    source = graded_class.root / "source" / "rivers" / "rivers.ipynb"
    right = source.read_text()
    source.write_text(right.replace("return (last - first).days", "return 0"))
    graded_class.hand_in("ann")
    run = graded_class.grade()
    (line,) = run.report["solution"]
    assert line.startswith("rivers.ipynb, days-test: your own solution gets 0 of 2 points here: ")
    assert run.said.startswith("Your own solution does not earn all of its points here")
    assert run.became() == {"ann": "graded"}
    known = graded_class.root / ".quizkit" / "grading" / "rivers.solution"
    written = known.stat().st_mtime_ns
    graded_class.hand_in("bob")
    assert graded_class.grade().report["solution"] == [line]
    assert known.stat().st_mtime_ns == written
    source.write_text(right)
    assert graded_class.grade().report["solution"] == []
