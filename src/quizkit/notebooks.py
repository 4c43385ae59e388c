"""A notebook as the JSON that it is: its cells, where they stand in the file, and their code.

``%precision 3``, ``!ls``, ``obj?`` and ``files = !ls`` are read as IPython reads them: as calls of
``get_ipython()``. A cell that is told to be timed or captured (``%%time``) is read by what it
holds; one in another language (``%%bash``) is a single call.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from quizkit.errors import Problem
from quizkit.notebook_file import NoNotebook, content_of, decoded

JUPYTERS = "utf-8"  # the encoding of notebooks
LONGEST = 100_000  # characters
MOST = 50_000  # characters, times own lines: IPython reads the cell anew for each of them
KEPT = 256  # cells that are not read again
# Those that run what they hold as Python, here.
OF_PYTHON = re.compile(r"\A[ \t]*%%(?:capture|debug|prun|time|timeit)\b[^\n]*")
OWN_LINE = re.compile(r"^[ \t]*(?:[%!?,;/]|In \[|>>>)|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``line`` is where its id stands in the file."""

    id: str
    kind: str
    source: str
    line: int
    used: bool  # it holds an output or an execution count


@dataclass(frozen=True)
class Notebook:
    """A notebook's file, read; ``format`` is its version of nbformat."""

    path: Path
    cells: tuple[Cell, ...]
    format: tuple[Any, Any]
    kernel: str

    @property
    def code(self) -> tuple[Cell, ...]:
        """The cells of code."""
        return tuple(cell for cell in self.cells if cell.kind == "code")

    @property
    def prose(self) -> tuple[Cell, ...]:
        """The cells of text."""
        return tuple(cell for cell in self.cells if cell.kind == "markdown")

    def cell(self, name: str) -> Cell | None:
        """Return the cell of that id, if there is one."""
        return next((cell for cell in self.cells if cell.id == name), None)

    def problem(
        self, cell: Cell | None, rule: str, what: str, mend: str, *, warning: bool = False
    ) -> Problem:
        """Return what is wrong in a cell, or in the whole notebook."""
        line, where = (cell.line, cell.id) if cell else (1, "")
        return Problem(self.path, line, where, what, mend, rule, warning, kind="cell")


Kind = TypeVar("Kind", bound=Notebook)


def read(path: Path, kind: type[Kind]) -> tuple[Kind | None, list[Problem]]:
    """Read a notebook as a value of that kind, without a kernel or a Jupyter library.

    Where it cannot be read there is a problem instead.

    >>> read(Path("absent.ipynb"), Notebook)[0] is None
    True
    """
    what, mend = "", "put one in its place that JupyterLab opens"
    try:
        data = path.read_bytes()
        notebook = content_of(data)
        cells = tuple(_cells(notebook["cells"], decoded(data).splitlines()))
        kernel = str(notebook["metadata"].get("kernelspec", {}).get("name", ""))
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    except NoNotebook as error:
        what = str(error)
    except (KeyError, TypeError, AttributeError):
        what = "is damaged: its cells are not as Jupyter writes them"
    else:
        if (encoding := json.detect_encoding(data)) == JUPYTERS:
            form = (notebook["nbformat"], notebook.get("nbformat_minor"))
            return kind(path, cells, form, kernel), []
        what = f"is in another encoding than Jupyter opens ({encoding})"
        mend = "save it as UTF-8 without a byte order mark (BOM)"
    return None, [Problem(path, 1, "", f"this notebook {what}", mend, "readable")]


def _cells(cells: list[dict[str, Any]], lines: list[str]) -> Iterator[Cell]:
    at = 0
    for place, cell in enumerate(cells, start=1):
        name = str(cell.get("id") or f"cell {place}")
        found = (n for n, line in enumerate(lines[at:], at) if f'"id": {json.dumps(name)}' in line)
        at = next(found, at)
        used = bool(cell.get("outputs")) or cell.get("execution_count") is not None
        source = cell["source"]
        whole = source if isinstance(source, str) else "".join(source)
        yield Cell(name, str(cell["cell_type"]), whole, at + 1, used)


@lru_cache(KEPT)
def parsed(source: str) -> ast.Module:
    """Read a cell of code; the tree is shared, and not to be changed.

    Raises SyntaxError, whatever the reason that it cannot be read.

    >>> ast.unparse(parsed("%precision 3\\nawait f()"))
    "get_ipython().run_line_magic('precision', '3')\\nawait f()"
    """
    if len(source) > LONGEST:
        raise SyntaxError(f"it is longer than {LONGEST} characters")
    plain = OF_PYTHON.sub("", source)
    try:
        return _tree(plain)
    except SyntaxError:
        own_lines = len(OWN_LINE.findall(plain))
        if not own_lines or own_lines * len(plain) > MOST:
            raise
        return _tree(_as_python(plain))


def _tree(source: str) -> ast.Module:
    try:
        return ast.parse(source)  # which lets code await outside a function, as IPython does
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error) or type(error).__name__) from error


def _as_python(source: str) -> str:
    from IPython.core import inputtransformer2  # takes a moment to import

    manager: Any = inputtransformer2.TransformerManager
    return str(manager().transform_cell(source))
