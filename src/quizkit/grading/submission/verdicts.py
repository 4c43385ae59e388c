"""Which tests of a run count, and which do not, and why: pure, from what a run gave.

nbgrader gives a test cell without an output its full points. So a test whose run was not seen
from beginning to end, and once, gets an error for an output, and with it 0.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

from nbgrader import utils

from quizkit.grading.sandbox.messages import CellRun, Ending, Outcome
from quizkit.notebooks import parsed

# Also as NumPy shows its own.
NUMBER = re.compile(r"(?:np\.\w+\()?[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?\)?|nan|-?inf")
LONGEST_NUMBER = 400  # characters; the time for reading one grows with the square of it
LONGEST_WRITTEN = 80  # characters
NOT_COUNTED = "NotCounted"  # the name of the error that a test cell shows then
ENDINGS = {
    Ending.DONE: "it was not run",
    Ending.DIED: "Python had stopped before its end",
    Ending.OUT_OF_MEMORY: "the notebook had used up its memory before its end",
    Ending.TIMED_OUT: "the notebook had used up its time before its end",
    Ending.TOO_MUCH_OUTPUT: "the notebook had printed too much before its end",
    Ending.FAILED: "the notebook could not be run to its end",
}


def not_counted(outcome: Outcome, graded: Sequence[int]) -> dict[int, str]:
    """Say of each test cell that must not count why not, as a sentence, by its position.

    Args:
        outcome: what the run gave.
        graded: positions of the test cells that were to run.

    >>> runs = (CellRun(index=2, answered=True),)
    >>> not_counted(Outcome(notebook="{}", cells=runs), [2, 4])
    {4: 'This test does not count: it was not run.'}
    """
    found = {index: _trouble(outcome, index) for index in graded}
    return {index: does_not_count(trouble) for index, trouble in found.items() if trouble}


def does_not_count(why: str) -> str:
    """Say as a sentence that a test does not count, and why."""
    return f"This test does not count: {why}."


def _trouble(outcome: Outcome, index: int) -> str:
    runs: list[CellRun] = [run for run in outcome.cells if run.index == index]
    if len(runs) > 1:
        return "it was run more than once"
    if not runs or not runs[0].answered:
        return ENDINGS[outcome.ending]
    return ""


def no_points(cell: Any) -> str:
    """Return why what a test shows is not its points; nothing if it may be."""
    beyond = out_of_range(cell.outputs, float(cell.metadata.nbgrader.points))
    return beyond or no_number(cell.source, cell.outputs)


def out_of_range(outputs: Sequence[Mapping[str, Any]], points: float) -> str:
    """Return why a test must not count whose number is none of its points; nothing if it is one.

    nbgrader takes a number below zero, and ``nan``, for all of the points, and stops at a number
    above them.

    >>> out_of_range([{"output_type": "execute_result", "data": {"text/plain": "-1.0"}}], 2)
    'This test does not count: it came to -1.0, and may come to 0 to 2 points.'
    """
    try:
        number = float(shown(outputs))
    except (TypeError, ValueError):  # no number: all of the points, as nbgrader has it
        return ""
    if 0 <= number <= points:
        return ""
    return does_not_count(f"it came to {number}, and may come to 0 to {points:g} points")


def is_test(cell: Any) -> bool:
    """Return whether a cell is scored by running it."""
    is_code = cell.cell_type == "code"
    return is_code and utils.is_grade(cell) and not utils.is_solution(cell)


def no_number(source: str, outputs: Sequence[Mapping[str, Any]]) -> str:
    """Return why a test must not count that computes its points and shows none; nothing if it may.

    nbgrader takes a text, and nothing at all, for all of the points.

    >>> result = {"output_type": "execute_result", "data": {"text/plain": "well done"}}
    >>> no_number("3.0 * sum(right) / 4", [result])
    'This test does not count: it computes a number, and showed something else.'
    """
    if any(each["output_type"] == "error" for each in outputs) or not _computes(source):
        return ""
    said = str(shown(outputs)).strip()
    if len(said) <= LONGEST_NUMBER and NUMBER.fullmatch(said):
        return ""
    return does_not_count("it computes a number, and showed something else")


def shown(outputs: Sequence[Mapping[str, Any]]) -> Any:
    """Return what a test shows as its result, as plain text; nothing if it shows none."""
    result = next((each for each in outputs if each["output_type"] == "execute_result"), None)
    return result["data"].get("text/plain", "") if result else ""


def _computes(source: str) -> bool:
    """Return whether the last line of a test is a sum of numbers, or a number itself."""
    try:
        lines = parsed(source).body
    except SyntaxError:
        return False
    last = lines[-1] if lines else None
    return isinstance(last, ast.Expr) and not source.rstrip().endswith(";") and _number(last.value)


def _number(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return type(value.value) in (int, float)
    if isinstance(value, ast.UnaryOp):
        return _number(value.operand)
    return isinstance(value, ast.BinOp) and (_number(value.left) or _number(value.right))


def cost_by_stderr(notebook: Any, name: str) -> list[str]:
    """Tell of each test that has no points only because something was written to stderr.

    nbgrader scores a warning like an error.
    """
    return [
        f"{name}, {cell.metadata.nbgrader.grade_id}: it wrote to stderr"
        f" ('{said[:LONGEST_WRITTEN]}'), and nbgrader gives no points then."
        for cell in notebook.cells
        if is_test(cell)
        if (said := _written(cell.outputs))
    ]


def _written(outputs: Sequence[Any]) -> str:
    """Return what was written to stderr, where no error cost the points anyway."""
    if any(output.output_type == "error" for output in outputs):
        return ""
    streams = (output for output in outputs if output.output_type == "stream")
    return " ".join("".join(each.text for each in streams if each.name == "stderr").split())


def of_the_whole(outcome: Outcome) -> str:
    """Say as a sentence that a notebook was not run to its end, and why.

    >>> of_the_whole(Outcome(notebook="{}", ending=Ending.DIED, reason="its process ended"))
    'The notebook was not run to its end: its process ended.'
    """
    return f"The notebook was not run to its end: {outcome.reason.rstrip('.') or outcome.ending}."


def as_error(reason: str) -> dict[str, Any]:
    """Return the output that stands for a test that does not count.

    >>> as_error("It was not run.")["evalue"]
    'It was not run.'
    """
    return {
        "output_type": "error",
        "ename": NOT_COUNTED,
        "evalue": reason,
        "traceback": [f"{NOT_COUNTED}: {reason}"],
    }
