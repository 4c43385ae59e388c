"""Which cells of a notebook show a graded quiz, and in which language the notebook speaks.

Code is read, never run: a notebook may come from a student.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from quizkit.languages import known
from quizkit.notebooks import parsed


@dataclass(frozen=True, slots=True)
class QuizCell:
    """A cell that calls ``quizkit.graded``.

    ``quiz`` is None where the name is not written out; ``alone`` says that the call is all that
    the cell holds.
    """

    index: int
    quiz: str | None
    alone: bool
    grade_id: str
    graded: bool  # a locked cell with points: code, ``grade`` and not ``solution``
    points: float


def quiz_cells(notebook: Mapping[str, Any]) -> list[QuizCell]:
    """Return the cells of a notebook that show a graded quiz.

    >>> cell = {"cell_type": "code", "metadata": {}, "source": 'quizkit.graded("meetings")'}
    >>> quiz_cells({"cells": [cell]})[0].quiz
    'meetings'
    """
    return [
        _quiz_cell(index, cell, tree, call)
        for index, cell in enumerate(notebook["cells"])
        for tree in _tree(cell, "graded")
        for call in _calls(tree, "graded")[:1]
    ]


def language_of(notebook: Mapping[str, Any]) -> str:
    """Return the language that a notebook chooses with ``quizkit.language``; English without.

    >>> cell = {"cell_type": "code", "metadata": {}, "source": 'quizkit.language("nl")'}
    >>> language_of({"cells": [cell]})
    'nl'
    """
    for cell in notebook["cells"]:
        for tree in _tree(cell, "language"):
            for call in _calls(tree, "language"):
                if _argument(call) in known():
                    return str(_argument(call))
    return "en"


def _quiz_cell(index: int, cell: Mapping[str, Any], tree: ast.Module, call: ast.Call) -> QuizCell:
    said = cell["metadata"].get("nbgrader")
    nbgrader = said if isinstance(said, Mapping) else {}
    lines = [line for line in tree.body if not _is_ipythons(line)]
    only = lines[0] if len(lines) == 1 else None
    return QuizCell(
        index=index,
        quiz=_argument(call),
        alone=isinstance(only, ast.Expr) and only.value is call and len(call.args) == 1,
        grade_id=str(nbgrader.get("grade_id", "")),
        graded=bool(nbgrader.get("grade")) and not nbgrader.get("solution"),
        points=_points(nbgrader.get("points")),
    )


def _points(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _tree(cell: Mapping[str, Any], word: str) -> Iterator[ast.Module]:
    """Yield the cell's code as a tree, if it is code, names the word, and can be read."""
    source = cell["source"]
    if cell["cell_type"] != "code" or word not in source:
        return
    with suppress(SyntaxError):
        yield parsed(source)


def _is_ipythons(line: ast.stmt) -> bool:
    """Return whether a line is one of IPython's own, such as ``%matplotlib inline``."""
    return ast.unparse(line).startswith("get_ipython().")


def _calls(tree: ast.Module, name: str) -> list[ast.Call]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in calls if _called(call.func) in (name, f"quizkit.{name}")]


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _argument(call: ast.Call) -> str | None:
    first = call.args[0] if len(call.args) == 1 and not call.keywords else None
    said = first.value if isinstance(first, ast.Constant) else None
    return said if isinstance(said, str) else None
