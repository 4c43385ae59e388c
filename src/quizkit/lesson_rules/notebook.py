"""A notebook as the rules see it: its cells with their ids, and where they stand in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from quizkit.errors import Problem
from quizkit.languages import KNOWN

SHOWN = re.compile(r"""quizkit\.show\(["']([^"']+)["']\)""")
_NUMBER = re.compile(r"(\d\d)-")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``line`` is where its id stands in the file."""

    id: str
    kind: str
    source: str
    line: int
    used: bool  # it holds an output or an execution count


@dataclass(frozen=True)
class Lesson:
    """A notebook; ``text`` is what stands in its file."""

    path: Path
    cells: tuple[Cell, ...]
    format: tuple[Any, Any]
    kernel: str

    @property
    def language(self) -> str:
        """The language of the folder that the lesson is in."""
        return self.path.parent.name

    @property
    def number(self) -> str:
        """The two digits before its name, or nothing."""
        found = _NUMBER.match(self.path.name)
        return found[1] if found else ""

    @property
    def in_course(self) -> bool:
        """Whether it is a lesson of a course, and not just some notebook."""
        return self.language in KNOWN and bool(self.number)

    @property
    def content(self) -> Path:
        """The folder that holds ``lessons/`` and ``data/``."""
        return self.path.resolve().parents[2]

    @cached_property
    def quizzes(self) -> tuple[tuple[Cell, str], ...]:
        """The names of the quizzes that it shows, each with its cell."""
        return tuple((c, name) for c in self.code for name in SHOWN.findall(c.source))

    @property
    def code(self) -> tuple[Cell, ...]:
        """The cells of code."""
        return tuple(cell for cell in self.cells if cell.kind == "code")

    @property
    def prose(self) -> tuple[Cell, ...]:
        """The cells of text."""
        return tuple(cell for cell in self.cells if cell.kind == "markdown")

    def cell(self, name: str) -> Cell | None:
        """Give the cell of that id, if there is one."""
        return next((cell for cell in self.cells if cell.id == name), None)

    def problem(
        self, cell: Cell | None, rule: str, what: str, mend: str, *, warning: bool = False
    ) -> Problem:
        """Say what is wrong in a cell, or in the whole lesson."""
        line, where = (cell.line, cell.id) if cell else (1, "")
        return Problem(self.path, line, where, what, mend, rule, warning, kind="cell")


def read(path: Path) -> tuple[Lesson | None, list[Problem]]:
    """Read a notebook as the JSON it is; no kernel, no Jupyter library.

    >>> read(Path("absent.ipynb"))[0] is None
    True
    """
    try:
        text = path.read_text(encoding="utf-8")
        notebook = json.loads(text)
        cells = tuple(_cells(notebook["cells"], text.splitlines()))
        kernel = str(notebook["metadata"].get("kernelspec", {}).get("name", ""))
        form = (notebook.get("nbformat"), notebook.get("nbformat_minor"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        what, mend = "this cannot be read as a notebook", "save it anew from JupyterLab"
        return None, [Problem(path, 1, "", what, mend, "readable")]
    return Lesson(path, cells, form, kernel), []


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
