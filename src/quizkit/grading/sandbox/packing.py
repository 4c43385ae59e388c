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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nbformat import notebooknode

from quizkit.grading.sandbox.messages import Outcome

Notebook = Any  # nbformat has no types
as_node: Any = notebooknode.from_dict
LONGEST = 50_000  # characters of a cell that may do no more than import quizkit
WIDGETS = "widgets"  # the place of their state in a notebook's metadata


def cells_to_run(notebook: Notebook, skip_tag: str) -> list[int]:
    """Return the positions of the cells that a kernel gets, as nbclient chooses them."""
    return [
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code"
        and cell.source.strip()
        and skip_tag not in cell.metadata.get("tags", [])
    ]


def needs_kernel(notebook: Notebook, indexes: Sequence[int]) -> bool:
    """Return whether any of these cells does more than get quizkit ready."""
    return any(not _only_prepares(notebook.cells[index]) for index in indexes)


def stripped(notebook: Notebook) -> str:
    """Return the notebook as JSON, with what is needed to run it and nothing else."""
    cells = [_stripped(cell) for cell in notebook.cells]
    names = ("kernelspec", "language_info")
    metadata = {name: notebook.metadata[name] for name in names if name in notebook.metadata}
    versions = {"nbformat": notebook.nbformat, "nbformat_minor": notebook.nbformat_minor}
    return json.dumps({"cells": cells, "metadata": metadata, **versions})


def files_beside(folder: Path, notebook: str) -> dict[str, bytes]:
    """Return what lies in a folder, by its path there; all but the notebook itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path != folder / notebook and stat.S_ISREG(path.lstat().st_mode)
    }


def take_over(notebook: Notebook, outcome: Outcome, indexes: Sequence[int]) -> None:
    """Put what a run gave into a notebook, for the cells at these positions.

    Raises an error of one kind or another if it is no notebook, or not the one that was sent.
    """
    run = json.loads(outcome.notebook)
    if len(run["cells"]) != len(notebook.cells):
        raise ValueError("not the notebook that was sent")
    for index in indexes:
        cell, given = notebook.cells[index], run["cells"][index]
        cell.outputs = [_sound(output) for output in given["outputs"]]
        number = given.get("execution_count")
        cell.execution_count = number if type(number) is int else None
    for name in ("language_info", WIDGETS):
        if name in run["metadata"]:
            notebook.metadata[name] = as_node(run["metadata"][name])


def _sound(output: Any) -> Any:
    """Return an output as notebooks have them; for another one, an error: a test then has 0.

    >>> _sound({"output_type": "stream", "name": "stdout", "text": 5})["ename"]
    'OutputError'
    """
    output = _joined(output) if isinstance(output, dict) else {}
    needed = OUTPUTS.get(str(output.get("output_type")))
    if needed is None or not all(fits(output.get(name)) for name, fits in needed.items()):
        said = "The cell gave an output that no notebook has."
        return as_node(
            {"output_type": "error", "ename": "OutputError", "evalue": said, "traceback": [said]}
        )
    kept = {name: _written(output[name]) for name in ("output_type", *needed)}
    return as_node(kept)


def _joined(output: dict[str, Any]) -> dict[str, Any]:
    """Return an output with its texts as texts: in a file they are lists of lines."""
    joined = {name: _text(output[name]) for name in ("text",) if name in output}
    if isinstance(data := output.get("data"), dict):
        joined["data"] = {k: each if _is_json(k) else _text(each) for k, each in data.items()}
    return output | joined


def _text(value: Any) -> Any:
    return "".join(value) if _is_texts(value) else value


def _is_json(kind: str) -> bool:
    return kind == "application/json" or kind.endswith("+json")


def _written(value: Any) -> Any:
    """Return a value with each half of a letter, which no file can hold, replaced."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_written(each) for each in value]
    if isinstance(value, dict):
        return {_written(name): _written(each) for name, each in value.items()}
    return value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_bundle(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(each, str) or _is_json(kind) for kind, each in value.items()
    )


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_number(value: Any) -> bool:
    return value is None or type(value) is int


# What an output of each kind has, and what it must be, as nbformat has it.
OUTPUTS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "stream": {"name": _is_text, "text": _is_text},
    "error": {"ename": _is_text, "evalue": _is_text, "traceback": _is_texts},
    "display_data": {"data": _is_bundle, "metadata": _is_object},
    "execute_result": {"data": _is_bundle, "metadata": _is_object, "execution_count": _is_number},
}


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
    """Return whether a cell only imports quizkit or sets its language, and is not a student's."""
    if len(cell.source) > LONGEST:
        return False
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
