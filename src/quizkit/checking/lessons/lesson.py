"""A notebook as the rules see it: its cells with their ids, and where they stand in the file."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from quizkit.errors import Problem
from quizkit.languages import KNOWN
from quizkit.notebooks.cell_code import parsed
from quizkit.quiz import loading
from quizkit.tables.content_folder import content_folder, course_of, keeps_lesson_rules

SHOW = ("quizkit.show", "show")
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
    def is_lesson(self) -> bool:
        """Whether it lies where a lesson does, and is not just some notebook."""
        return self.language in KNOWN and bool(self.number)

    @cached_property
    def keeps_rules(self) -> bool:
        """Whether its course wants what it holds to keep the rules of the course's lessons."""
        course = course_of(self.path.parent)
        return course is not None and keeps_lesson_rules(course)

    @property
    def content(self) -> Path:
        """The folder that holds ``lessons/`` and ``data/``."""
        return content_folder(self.path.parent)

    @cached_property
    def quizzes(self) -> tuple[tuple[Cell, str], ...]:
        """The names or paths of the quizzes that it shows, each with its cell."""
        return tuple((cell, name) for cell in self.code for name in _shown(cell.source))

    def quiz_file(self, name: str) -> Path:
        """Give the file of a quiz that it shows, as ``quizkit.show`` finds it.

        Raises UnknownName where the course has no quiz of that name.
        """
        return loading.find(name, folder=self.path.parent)

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


def _shown(source: str) -> Iterator[str]:
    """Give the names in calls of ``quizkit.show`` or ``show``, as far as they are written out."""
    try:
        calls = [node for node in ast.walk(parsed(source)) if isinstance(node, ast.Call)]
    except SyntaxError:  # a gap that the reader fills in
        return
    for call in calls:
        first = call.args[0] if call.args else None
        name = first.value if isinstance(first, ast.Constant) else None
        if isinstance(name, str) and ast.unparse(call.func) in SHOW:
            yield name


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
