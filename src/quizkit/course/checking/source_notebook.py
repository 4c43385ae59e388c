"""A notebook of an assignment as its author wrote it, for the rules that it must keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizkit.course.folder import Layout
from quizkit.course.restoring.released_cells import marked, nbgrader_of
from quizkit.errors import Problem
from quizkit.notebooks import Cell, Notebook, content_of, read


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell, with what nbgrader knows of it."""

    cell: Cell
    number: int  # from 1
    nbgrader: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its grade id, or else its number."""
        return str(self.nbgrader.get("grade_id") or self.number)

    @property
    def known(self) -> bool:
        """Return whether nbgrader keeps it: it is graded, locked or for a solution."""
        return any(self.nbgrader.get(n) for n in ("grade", "locked", "solution", "task"))

    @property
    def test(self) -> bool:
        """Return whether it is scored by running it."""
        graded = self.nbgrader.get("grade") and not self.nbgrader.get("solution")
        return bool(graded) and self.cell.kind == "code"

    @property
    def scored(self) -> bool:
        """Return whether it is worth points."""
        return bool(self.nbgrader.get("grade") or self.nbgrader.get("task"))

    @property
    def by_hand(self) -> bool:
        """Return whether a person has to grade it."""
        return self.scored and not self.test

    @property
    def points(self) -> float | None:
        """Its points; None where there is no number."""
        points: Any = self.nbgrader.get("points")
        number = isinstance(points, int | float) and not isinstance(points, bool)
        return float(points) if number and points >= 0 else None

    def has(self, region: tuple[str, str]) -> bool:
        """Return whether it holds a region that nbgrader takes out."""
        return any(inside for _, inside in marked(self.cell.source, *region))


@dataclass(frozen=True, slots=True)
class SourceNotebook:
    """A notebook in ``source/``, with the course that it belongs to."""

    file: Notebook
    layout: Layout
    cells: Sequence[SourceCell]
    content: Mapping[str, Any]

    def problem(
        self,
        cell: SourceCell | None,
        rule: str,
        what: str,
        mend: str,
        *,
        warning: bool = False,
    ) -> Problem:
        """Return what is wrong in a cell, named by its grade id, or in the whole notebook."""
        line, where = (cell.cell.line, cell.name) if cell else (1, "")
        return Problem(self.file.path, line, where, what, mend, rule, warning, kind="cell")


def read_source(path: Path, layout: Layout) -> SourceNotebook | None:
    """Read a notebook of an assignment; None where it cannot be read, which is told elsewhere."""
    file, _ = read(path, Notebook)
    if file is None:
        return None
    content = content_of(path.read_bytes())
    for raw, cell in zip(content["cells"], file.cells, strict=True):
        raw["source"] = cell.source  # in the file, a list of lines
    cells = [
        SourceCell(cell, number, nbgrader_of(raw))
        for number, (cell, raw) in enumerate(zip(file.cells, content["cells"], strict=True), 1)
    ]
    return SourceNotebook(file, layout, cells, content)
