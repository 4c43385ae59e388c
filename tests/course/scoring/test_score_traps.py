"""The outputs that nbgrader scores in surprising ways: a graded quiz scores what it should.

A notebook with one quiz for each trap: before the quiz's cell, the student's code replaces
``quizkit`` so that the cell would end in the trap. One run of nbgrader without our steps shows
what the trap is worth there; one run with them, what the answers are worth.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade
from traitlets.config import Config

from course import graded_course as tiny
from course.small_course import Cell, cell
from quizkit.course.steps import _result

FULL, WORTH = 1.0, 0.25  # the points of a cell; what the answers are worth
RETURN = "import types\nquizkit = types.SimpleNamespace(graded=lambda name: {})"
CALL = "def graded(name):\n    {}\nimport types\nquizkit = types.SimpleNamespace(graded=graded)"
FORMATTER = (
    "get_ipython().display_formatter.formatters['text/plain']"
    ".for_type(float, lambda number, printer, cycle: printer.text('1.0'))\n"
)
EVERYWHERE = "import sys\nsys.modules['quizkit'] = quizkit = type(sys)('quizkit')\n"
STDERR = "import sys; print('a warning', file=sys.stderr); return 0.5"
UNSET = "import os; os.environ.pop('NBGRADER_EXECUTION', None)"

# trap: the student's code, and what nbgrader alone gives the cell (of 1 point)
TRAPS: dict[str, tuple[str, float]] = {
    "honest": ("", 0.0),  # no trap at all: the cell fails, for want of our step
    "half": (RETURN.format("0.5"), 0.5),
    "one": (RETURN.format("1.0"), FULL),
    "numpy": ("import numpy\n" + RETURN.format("numpy.float64(0.5)"), FULL),
    "none": (RETURN.format("None"), FULL),
    "string": (RETURN.format("'0.5'"), FULL),
    "widget": ("import ipywidgets\n" + RETURN.format("ipywidgets.IntSlider()"), FULL),
    "negative": (RETURN.format("-1.0"), FULL),
    "nothing": (RETURN.format("print(end='')"), FULL),
    "stderr": (CALL.format(STDERR), 0.0),
    "exception": (CALL.format("1 / 0"), 0.0),
    "formatter": (FORMATTER + RETURN.format("0.5"), FULL),
    "modules": (EVERYWHERE + "quizkit.graded = lambda name: 1.0", FULL),
}
ABOVE = RETURN.format("2.0")  # nbgrader alone gives up on the whole submission


def key(quiz: str) -> str:
    """Return a key of two questions, the first worth a quarter of the points."""
    return f"""\
id: {quiz}
title: {quiz}
questions:
  - {{id: first, type: number, prompt: How many?, answer: 4}}
  - {{id: second, type: number, prompt: How many more?, answer: 5, points: 3}}
"""


def source(traps: dict[str, tuple[str, float]]) -> list[Cell]:
    """Return a notebook with a cell for the student's code and a quiz for each trap."""
    found = [cell("code", "import quizkit", "setup", locked=True)]
    for name in traps:
        found.append(cell("code", f"# {name}\n### BEGIN SOLUTION\n### END SOLUTION",
                          f"{name}-code", solution=True))  # fmt: skip
        found.append(cell("code", f'quizkit.graded("{name}")', name, grade=True, locked=True,
                          points=FULL))  # fmt: skip
    return found


def graded(root: Path, traps: dict[str, tuple[str, float]], *, ours: bool) -> tiny.GradedCourse:
    """Return a course in which a student fell into each trap, graded with a kernel."""
    course = tiny.GradedCourse(root, Execute={"enabled": True})
    for name in traps:
        course.write(source(traps), key=key(name), quiz=name)
    course.generate()
    path = course.submit("eve").parents[1] / f"{tiny.ASSIGNMENT}.ipynb"
    _write_code(path, {f"{name}-code": code for name, (code, _) in traps.items()})
    for name in traps:
        quiz = tiny.Keys(root).load(name)
        data = tiny.record(quiz, {"first": "4", "second": "6"}, learner="0e")
        tiny.write(path.parent / "answers" / f"{name}.json", data)
    if not ours:
        course.config = Config()
    course.autograde("eve")
    return course


def _write_code(path: Path, code: dict[str, str]) -> None:
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    for each in notebook.cells:
        each.source = code.get(each.metadata.get("nbgrader", {}).get("grade_id"), each.source)
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None) -> tiny.GradedCourse:
    """Grade the traps with nbgrader alone."""
    return graded(tmp_path_factory.mktemp("stock"), TRAPS, ours=False)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None) -> tiny.GradedCourse:
    """Grade the traps with the steps of ``configure``."""
    traps = {**TRAPS, "above": (ABOVE, FULL), "unset": (UNSET, 0.0)}
    return graded(tmp_path_factory.mktemp("ours"), traps, ours=True)


@pytest.mark.parametrize("trap", TRAPS)
def test_nbgrader_alone_falls_into_the_trap(stock: tiny.GradedCourse, trap: str) -> None:
    """What nbgrader alone gives a cell that ends so is as the table says."""
    assert stock.grades("eve")[trap].auto == TRAPS[trap][1]


@pytest.mark.parametrize("trap", [*TRAPS, "above", "unset"])
def test_the_quiz_scores_what_the_answers_are_worth(ours: tiny.GradedCourse, trap: str) -> None:
    """Whatever the student's code does, the quiz is worth its answers."""
    assert ours.grades("eve")[trap].auto == WORTH
    kinds = [output.output_type for output in ours.cell("eve", trap).outputs]
    assert kinds == ["execute_result"]


def test_without_our_step_the_cell_fails_loudly(stock: tiny.GradedCourse) -> None:
    """A course whose configuration lacks our steps scores the quiz 0, and says why."""
    (output,) = stock.cell("eve", "honest").outputs
    assert output.output_type == "error"
    assert re.search(r"quizkit\.course\.configure\(c\)", output.evalue)
    assert stock.grades("eve")["honest"].auto == 0.0


OUTPUTS: list[tuple[str, Any, float | None]] = [
    ("1.5", {"text/plain": "1.5"}, None),
    ("list", {"text/plain": ["0.5", "0.5"]}, FULL),
    ("nan", {"text/plain": "nan"}, FULL),
]


@pytest.mark.parametrize(("name", "data", "score"), OUTPUTS, ids=[each[0] for each in OUTPUTS])
def test_the_remaining_traps_of_nbgraders_rule(
    name: str, data: dict[str, Any], score: float | None
) -> None:
    """Outputs that no cell of ours ever has: above the maximum nbgrader gives up on the student."""
    cell = _scored_cell(new_output("execute_result", data=data))
    if score is None:
        with pytest.raises(ValueError, match="greater than maximum"):
            determine_grade(cell)
    else:
        assert determine_grade(cell) == (score, FULL)


@pytest.mark.parametrize("score", [0.0, 1e-9, 0.1 + 0.2, 1 / 3, FULL])
def test_nbgrader_reads_our_output_exactly(score: float) -> None:
    """Every score that we write is the score that nbgrader saves."""
    assert determine_grade(_scored_cell(_result(score, "<p>1.0</p>"))) == (score, FULL)


def _scored_cell(output: Any) -> Any:
    nbgrader = {"grade": True, "solution": False, "locked": True, "points": FULL}
    nbgrader |= {"grade_id": "quiz"}
    return new_code_cell("", outputs=[output], metadata={"nbgrader": nbgrader})
