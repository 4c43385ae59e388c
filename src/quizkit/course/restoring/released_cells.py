"""The cells of an assignment as they were released: what nbgrader's gradebook knows of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SCHEMA = 3  # of nbgrader's metadata of a cell
FIELDS = (
    *("schema_version", "grade_id", "grade", "solution", "locked", "task"),
    *("points", "cell_type", "checksum"),
)


def nbgrader_of(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what nbgrader's metadata says of a cell, whatever anybody made of it."""
    metadata = cell.get("metadata")
    found = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    return found if isinstance(found, Mapping) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """One cell with a ``grade_id``; ``source`` holds its hidden tests, ``shown`` does not."""

    grade_id: str
    cell_type: str
    source: str
    shown: str
    checksum: str | None = None
    grade: bool = False
    solution: bool = False
    task: bool = False
    locked: bool = False
    points: float = 0.0

    @property
    def scored(self) -> bool:
        """Return whether the gradebook holds a score of it."""
        return self.grade or self.task

    @property
    def needed(self) -> bool:
        """Return whether it must be in every submission.

        A cell that only holds a solution need not: put back, its stub could undo what the student
        wrote in another cell.
        """
        return self.scored or self.locked

    def changed(self, metadata: Mapping[str, Any]) -> list[str]:
        """Name the fields of a student's nbgrader metadata that say something else.

        >>> cell = Original(grade_id="a", cell_type="code", source="", shown="", solution=True)
        >>> cell.changed({"schema_version": 3, "grade": True, "solution": True, "locked": False})
        ['grade', 'points']
        """
        said = {"task": False, "cell_type": self.cell_type, **metadata}
        locked = said.get("locked")
        if self.grade and not self.solution and isinstance(locked, bool):
            locked = True  # a test is locked, whatever this field says
        meant = self._metadata()
        found = [n for n in ("schema_version", "grade", "solution", "task", "cell_type")
                 if not _same(said.get(n), meant[n])]  # fmt: skip
        if not _same(locked, self.locked):
            found.append("locked")
        scored = self.scored or said.get("grade") or said.get("task")
        if scored and not _same_number(said.get("points"), meant.get("points")):
            found.append("points")
        return found

    def metadata(self, submitted: Mapping[str, Any]) -> dict[str, Any]:
        """Return the metadata that belongs to it: the student's own where it means the same."""
        kept = self._metadata()
        if not self.changed(submitted):
            kept = {name: submitted[name] for name in FIELDS if name in submitted}
        kept["grade_id"] = self.grade_id
        if self.checksum is not None:
            kept["checksum"] = self.checksum  # as nbgrader does: that of the tests in the gradebook
        return kept

    def _metadata(self) -> dict[str, Any]:
        points = int(self.points) if self.points == int(self.points) else self.points
        return {
            "schema_version": SCHEMA,
            "grade_id": self.grade_id,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
            **({"points": points} if self.scored else {}),
        }


def _same(said: object, meant: object) -> bool:
    return type(said) is type(meant) and said == meant


def _same_number(said: object, meant: object) -> bool:
    numbers = isinstance(said, int | float) and not isinstance(said, bool)
    return numbers and isinstance(meant, int | float) and said == meant


def from_gradebook(notebook: Any, hidden: Sequence[tuple[str, str]]) -> dict[str, Original]:
    """Return the cells of one of nbgrader's notebooks, by ``grade_id`` and in their order.

    Args:
        notebook: as ``Gradebook.find_notebook`` gives it.
        hidden: beginning and end of each kind of region that is in the gradebook and not in the
            release: hidden tests, mark schemes.
    """
    grades = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    tasks = {cell.name: float(cell.max_score) for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return {
        cell.name: Original(
            grade_id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source or "",
            shown=without(cell.source or "", hidden),
            checksum=cell.checksum,
            grade=cell.name in grades,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            locked=bool(cell.locked),
            points=grades.get(cell.name, tasks.get(cell.name, 0.0)),
        )
        for cell in notebook.source_cells
    }


def without(source: str, regions: Iterable[tuple[str, str]]) -> str:
    r"""Take regions out of a cell, with the lines that mark them.

    >>> without("assert a\n# BEGIN X\nassert b\n# END X", [("BEGIN X", "END X")])
    'assert a'
    """
    for begin, end in regions:
        source = "\n".join(line for line, inside in marked(source, begin, end) if not inside)
    return source


def marked(source: str, begin: str, end: str) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it belongs to a region, as nbgrader reads them."""
    inside = False
    for line in source.split("\n"):
        opens, closes = begin in line, end in line
        yield line, inside or opens or closes
        inside = (inside or opens) and not (closes and not opens)


def readable(source: str) -> str:
    """Write a source so that two that only differ in blanks at line ends are the same."""
    return re.sub(r"[ \t\r]+(?=\n|$)", "", source).strip("\n")
