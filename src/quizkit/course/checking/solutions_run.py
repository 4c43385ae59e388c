"""An assignment run as its author wrote it, solutions in: every test must give full points.

It runs in a kernel of its own, in a copy of the assignment's folder, so nothing is left behind.
The cells of graded quizzes are passed over: nbgrader does not run them either.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quizkit.course.checking.source_notebook import SourceCell, SourceNotebook
from quizkit.course.folder import AUTOTEST
from quizkit.course.quiz_cells import quiz_cells
from quizkit.errors import Problem

TIMEOUT = 120  # seconds a cell; nbgrader itself gives it 30 unless told otherwise
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
Node = Any  # nbformat's


def check_reference(notebook: SourceNotebook) -> Iterator[Problem]:
    """Run a notebook, and tell the tests that do not give full points to its own solutions."""
    if not any(cell.test for cell in notebook.cells):
        return
    skipped = {found.index for found in quiz_cells(notebook.content)}
    try:
        ran = _run(notebook, skipped)
    except Exception as error:
        said = COLOURS.sub("", str(error)).strip().split("\n")[-1][:200]
        what = f"it could not be run ({type(error).__name__}: {said})"
        yield notebook.problem(None, "reference", what, "run it in JupyterLab, and mend what stops")
        return
    for at, (cell, node) in enumerate(zip(notebook.cells, ran, strict=True)):
        if at not in skipped and node.cell_type == "code":
            yield from _test(notebook, cell, node) if cell.test else _plain(notebook, cell, node)


def _run(notebook: SourceNotebook, skipped: set[int]) -> list[Node]:
    import nbformat
    from nbclient import NotebookClient

    read: Any = nbformat.read
    nb = read(notebook.file.path, as_version=4)
    for at in skipped:
        nb.cells[at].metadata["tags"] = ["skip-execution"]
    folder = notebook.file.path.resolve().parent
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / folder.name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*"))
        resources = {"metadata": {"path": str(copy)}}
        client = NotebookClient(
            nb,
            timeout=TIMEOUT,
            allow_errors=True,
            resources=resources,
            extra_arguments=["--log-level=ERROR"],  # its warnings are nobody's business here
        )
        with asyncio.Runner(loop_factory=_DeafLoop) as runner:
            # A kernel that is stopped while it starts would print where, into the report.
            runner.run(client.async_execute(stderr=subprocess.DEVNULL))
    cells: list[Node] = nb.cells
    return cells


class _DeafLoop(asyncio.SelectorEventLoop):
    """A loop in which nbclient cannot answer signals, which are for the command to answer."""

    def add_signal_handler(self, *_: Any) -> None:  # type: ignore[override]
        raise RuntimeError

    def remove_signal_handler(self, *_: Any) -> bool:
        raise RuntimeError


def _plain(notebook: SourceNotebook, cell: SourceCell, node: Node) -> Iterator[Problem]:
    error = _error(node)
    if error and not cell.nbgrader.get("grade"):
        what = f"with the solutions in, it stops: {error}"
        yield notebook.problem(cell, "reference", what, "correct it, or the solution above it")


def _test(notebook: SourceNotebook, cell: SourceCell, node: Node) -> Iterator[Problem]:
    """Judge the output of a test as nbgrader does."""
    error, points = _error(node), cell.points or 0.0
    if error:
        what = f"its own solution fails: {error}"
        yield notebook.problem(cell, "reference", what, "correct the test or the solution")
        return
    printed = [o.text for o in node.outputs if o.output_type == "stream" and o.name == "stderr"]
    if printed:
        said = " ".join("".join(printed).split())[:80]
        what = f"it prints to stderr ('{said}'), and nbgrader then scores it 0"
        yield notebook.problem(cell, "stderr", what, "take the cause away, or silence the warning")
    if AUTOTEST.search(cell.cell.source):
        return  # its last line is then nbgrader's
    for value in (_value(o) for o in node.outputs if o.output_type == "execute_result"):
        yield from _score(notebook, cell, value, points)


def _score(
    notebook: SourceNotebook, cell: SourceCell, value: str, points: float
) -> Iterator[Problem]:
    mend = f"let its last line be a plain float, {points:g} for all that is right"
    try:
        score = float(value)
    except ValueError:
        what = f"its last value is '{value[:40]}', which nbgrader takes for full points"
        yield notebook.problem(cell, "reference", what, mend)
        return
    if score > points:
        what = f"it gives {score:g} of {points:g} points, and nbgrader stops at that"
        yield notebook.problem(cell, "reference", what, mend)
    elif score < 0:
        what = f"it gives {score:g} points, which nbgrader takes for full points"
        yield notebook.problem(cell, "reference", what, mend)
    elif score < points:
        what = f"its own solution gets {score:g} of {points:g} points"
        yield notebook.problem(cell, "reference", what, "correct the test or the solution")


def _value(output: Node) -> str:
    return str(output.data.get("text/plain", ""))


def _error(node: Node) -> str:
    for output in node.outputs:
        if output.output_type == "error":
            said = COLOURS.sub("", str(output.evalue)).strip().split("\n")[0]
            return f"{output.ename}: {said[:160] or _failing_line(output)}".rstrip(": ")
    return ""


def _failing_line(output: Node) -> str:
    """Return the line of the cell that stopped, for an error that says nothing itself."""
    shown = COLOURS.sub("", "\n".join(output.traceback))
    found = re.search(r"^-+> *\d+ (.+)$", shown, re.MULTILINE)
    return f"in the line '{found[1].strip()[:160]}'" if found else ""
