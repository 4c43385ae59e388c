"""Which cells of an assignment need code to be run, by what the gradebook has of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizkit.course.quiz_cells import quiz_cells


def code_cells(notebook: Any) -> Iterator[str]:
    """Yield the names of a notebook's cells that hold a student's code, or that test it.

    A cell with a graded quiz is none of them: it is scored from the answers file.

    Args:
        notebook: nbgrader's row of it.
    """
    marked = {cell.name for cell in (*notebook.grade_cells, *notebook.solution_cells)}
    for cell in notebook.source_cells:
        if cell.name in marked and cell.cell_type == "code" and not _is_quiz(cell.source):
            yield str(cell.name)


def _is_quiz(source: str | None) -> bool:
    plain = {"cell_type": "code", "source": source or "", "metadata": {}}
    return any(found.alone for found in quiz_cells({"cells": [plain]}))
