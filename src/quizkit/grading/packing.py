"""What of a notebook goes into a sandbox, and what of it comes back.

The cells' sources go, with their tags; nothing that nbgrader or quizkit noted in the notebook, and
no output, since the account of a quiz shows what was right. Only what a run gives comes back:
outputs, numbers, the kernel's language, by the position of a cell.
"""

from __future__ import annotations

import ast
import json
import platform
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbformat import notebooknode
from nbformat.v4 import nbjson

from quizkit.grading.work import Outcome

Notebook = Any  # nbformat has no types
as_node: Any = notebooknode.from_dict
_reads: Any = (
    nbjson.reads
)  # texts are joined, nothing is validated: that is done when it is written
WIDGETS = "widgets"  # the place of their state in a notebook's metadata


def cells_to_run(notebook: Notebook, skip_tag: str) -> list[int]:
    """Give the positions of the cells that a kernel gets, as nbclient chooses them."""
    return [
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code"
        and cell.source.strip()
        and skip_tag not in cell.metadata.get("tags", [])
    ]


def needs_kernel(notebook: Notebook, indexes: Sequence[int]) -> bool:
    """Say whether any of these cells does more than get quizkit ready."""
    return any(not _only_prepares(notebook.cells[index]) for index in indexes)


def stripped(notebook: Notebook) -> str:
    """Give the notebook as JSON, with what is needed to run it and nothing else."""
    cells = [_stripped(cell) for cell in notebook.cells]
    names = ("kernelspec", "language_info")
    metadata = {name: notebook.metadata[name] for name in names if name in notebook.metadata}
    versions = {"nbformat": notebook.nbformat, "nbformat_minor": notebook.nbformat_minor}
    return json.dumps({"cells": cells, "metadata": metadata, **versions})


def files_beside(folder: Path, notebook: str) -> dict[str, bytes]:
    """Give what lies in a folder, by its path there; all but the notebook itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.name != notebook and stat.S_ISREG(path.lstat().st_mode)
    }


def take_over(notebook: Notebook, outcome: Outcome, indexes: Sequence[int]) -> None:
    """Put what a run gave into a notebook, for the cells at these positions.

    Raises an error of one kind or another if it is no notebook, or not the one that was sent.
    """
    run = _reads(outcome.notebook)
    if len(run.cells) != len(notebook.cells):
        raise ValueError("not the notebook that was sent")
    for index in indexes:
        cell, given = notebook.cells[index], run["cells"][index]
        cell.outputs = given.outputs
        number = given.get("execution_count")
        cell.execution_count = number if type(number) is int else None
    for name in ("language_info", WIDGETS):
        if name in run.metadata:
            notebook.metadata[name] = run.metadata[name]


def number_as_if_run(notebook: Notebook, indexes: Sequence[int]) -> None:
    """Fill in what a kernel would have told of cells that give no output."""
    for number, index in enumerate(indexes, start=1):
        notebook.cells[index].execution_count = number
    notebook.metadata["language_info"] = as_node(
        {
            "name": "python",
            "version": platform.python_version(),
            "mimetype": "text/x-python",
            "codemirror_mode": {"name": "ipython", "version": 3},
            "pygments_lexer": "ipython3",
            "nbconvert_exporter": "python",
            "file_extension": ".py",
        }
    )


def _stripped(cell: Any) -> dict[str, Any]:
    kept = {name: cell[name] for name in ("cell_type", "id", "source") if name in cell}
    tags = cell.metadata.get("tags")
    kept["metadata"] = {"tags": list(tags)} if tags else {}
    return kept | ({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})


def _only_prepares(cell: Any) -> bool:
    """Say whether a cell only imports quizkit, or sets its language, and is not the student's."""
    about = cell.metadata.get("nbgrader", {})
    locked = (about.get("locked") or about.get("grade")) and not about.get("solution")
    try:
        tree = ast.parse(cell.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return not tree.body or (bool(locked) and all(map(_prepares, tree.body)))


def _prepares(line: ast.stmt) -> bool:
    if isinstance(line, ast.Import):
        return [(name.name, name.asname) for name in line.names] == [("quizkit", None)]
    call = line.value if isinstance(line, ast.Expr) else None
    return (
        isinstance(call, ast.Call)
        and ast.unparse(call.func) == "quizkit.language"
        and all(isinstance(each, ast.Constant) for each in call.args)
        and not call.keywords
    )
