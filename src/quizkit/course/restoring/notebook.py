"""A submitted notebook, brought back to what was released: everything but the student's own work.

Pure: works on a notebook as plain JSON, and gives what a teacher should be told, by the
``grade_id`` of the cell whose score it is about.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizkit.course.restoring.released_cells import Original, nbgrader_of, readable
from quizkit.quiz.reading.problems import short
from quizkit.quiz.types.order import longest_run

RawCell = dict[str, Any]
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def grade_id(cell: Mapping[str, Any]) -> str:
    """Return the grade id that a cell claims, or nothing."""
    name = nbgrader_of(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def sound(cell: RawCell) -> RawCell:
    """Return a cell with the fields that a cell of its type has, each of the right kind."""
    kind, source = cell.get("cell_type"), cell.get("source")
    fresh = of_type(str(kind), source if isinstance(source, str) else "")
    metadata = cell.get("metadata")
    fresh["metadata"] = dict(metadata) if isinstance(metadata, dict) else {}
    if isinstance(cell.get("id"), str):
        fresh["id"] = cell["id"]
    if fresh["cell_type"] != "code":
        put(fresh, "attachments", _attachments(cell.get("attachments")))
    return fresh


def of_type(kind: str, source: str) -> RawCell:
    """Return a new cell of a type; a type that there is not becomes raw text."""
    if kind == "code":
        return {"cell_type": kind, "source": source, "outputs": [], "execution_count": None}
    return {"cell_type": kind if kind == "markdown" else "raw", "source": source}


def retype(cell: RawCell, kind: str) -> None:
    """Make a cell one of another type, with the same source."""
    fresh = of_type(kind, cell["source"])
    for name in ("outputs", "execution_count", "attachments"):
        cell.pop(name, None)
    cell.update(fresh)


def _attachments(attachments: object) -> dict[str, dict[str, str]] | None:
    """Return the pictures that a student put into a text; whatever else was there is not kept."""
    if not isinstance(attachments, dict):
        return None
    return {
        str(name): pictures
        for name, by_type in attachments.items()
        if isinstance(by_type, dict)
        and (pictures := {t: p for t, p in by_type.items() if isinstance(p, str) and "/" in str(t)})
    }


def put(cell: RawCell, name: str, value: object) -> None:
    """Set a field of a cell, or take it out where there is no value."""
    if value is None:
        cell.pop(name, None)
    else:
        cell[name] = value


def others(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata that is not nbgrader's."""
    return {name: value for name, value in metadata.items() if name != "nbgrader"}


def locks(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata that keeps a cell from being edited or deleted."""
    return {n: metadata[n] for n in ("deletable", "editable") if isinstance(metadata.get(n), bool)}


def tags(metadata: Mapping[str, Any]) -> list[str]:
    """Return a cell's tags.

    >>> tags({"tags": ["skip-execution"]}), tags({"tags": "skip-execution"})
    (['skip-execution'], [])
    """
    found = metadata.get("tags")
    return [tag for tag in found if isinstance(tag, str)] if isinstance(found, list) else []


RawNotebook = dict[str, Any]
TELLING_TAGS = ("skip-execution", "raises-exception")  # they change how a cell is run
# What is kept of a student's notebook metadata, with the names that Jupyter wants in it.
KEPT_OF_NOTEBOOK = {"kernelspec": ("name", "display_name"), "language_info": ("name",)}
NOTHING: Mapping[str, Any] = {"metadata": {}, "cells": []}


@dataclass
class Restoration:
    """One submitted notebook on its way back to what was released.

    ``released`` is the notebook as students received it, where that is still known: it gives the
    place of missing cells, and the metadata that an instructor wrote.
    """

    notebook: RawNotebook
    originals: Mapping[str, Original]
    released: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    checksum: Callable[[RawCell], str] | None = None  # nbgrader's, for cells of an older release
    flags: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cells = [cell for cell in self.released.get("cells", ()) if isinstance(cell, dict)]
        self._by_grade = {name: cell for cell in cells if (name := grade_id(cell))}
        self._by_id = {cell["id"]: cell for cell in cells if cell.get("id")}
        self._order = _order(cells, self.originals)

    def restore(self) -> dict[str, list[str]]:
        """Change the notebook in place, and give what was found."""
        cells = [sound(cell) for cell in self.notebook["cells"] if isinstance(cell, dict)]
        owners = self._owners(cells)
        for at, cell in enumerate(cells):
            if at in owners:
                self._restore(cell, self.originals[owners[at]])
            else:
                self._set_free(cell, cells[at:], owners.values())
        self._flag_moved([owners[at] for at in sorted(owners)])
        self._put_back(cells)
        self._give_ids(cells)
        self.notebook["cells"] = cells
        self.notebook["metadata"] = self._metadata()
        return self.flags

    def _owners(self, cells: Sequence[RawCell]) -> dict[int, str]:
        """Return which cell is the one of each grade id: the last, as nbgrader has it."""
        last = {name: at for at, cell in enumerate(cells) if (name := grade_id(cell))}
        return {at: name for name, at in last.items() if name in self.originals}

    def _restore(self, cell: RawCell, original: Original) -> None:
        name = f"The cell '{original.grade_id}'"
        submitted, metadata = cell["metadata"], cell["metadata"]["nbgrader"]
        changed = original.changed({**metadata, "cell_type": cell["cell_type"]})
        if changed:
            fields = ", ".join(changed)
            self._flag(original, f"{name} had changed settings ({fields}); they were put back.")
        released = self._by_grade.get(original.grade_id)
        kept = others(released["metadata"] if released else locks(submitted))
        added = set(tags(submitted)) - set(tags(kept))
        for tag in (tag for tag in TELLING_TAGS if tag in added and cell["cell_type"] == "code"):
            self._flag(original, f"{name} carried the tag '{tag}', which was taken off.")
        if original.locked and self._edited(cell, original):
            self._flag(original, f"{name} is locked and had been edited; it was put back.")
        if cell["cell_type"] != original.cell_type:
            retype(cell, original.cell_type)
        if original.locked:
            cell["source"] = original.source
            put(cell, "attachments", (released or {}).get("attachments"))
        cell["metadata"] = {**kept, "nbgrader": original.metadata(metadata)}

    def _edited(self, cell: RawCell, original: Original) -> bool:
        if readable(cell["source"]) in (readable(original.shown), readable(original.source)):
            return False
        # An older release, from before the instructor mended the test, is nobody's edit.
        said = cell["metadata"]["nbgrader"].get("checksum")
        try:
            return self.checksum is None or self.checksum(cell) != said
        except Exception:  # nbgrader's own reading of metadata that makes no sense
            return True

    def _set_free(self, cell: RawCell, after: Iterable[RawCell], present: Iterable[str]) -> None:
        """Make a plain cell of one that belongs to no grade id."""
        metadata = nbgrader_of(cell)
        released = self._by_id.get(cell.get("id", ""))
        if released is None or grade_id(released) in self.originals:
            cell["metadata"] = {}
        else:
            cell["metadata"] = dict(released["metadata"])
        if not any(metadata.get(name) for name in ("grade", "solution", "locked", "task")):
            return
        name = claimed if isinstance(claimed := metadata.get("grade_id"), str) else ""
        said = short(name)
        if name in self.originals:
            what = f"There were several cells '{said}'; the last one counts."
            self._flag(self.originals[name], what)
            return
        following = (g for c in after if (g := grade_id(c)) in self.originals)
        nearest = next(following, next(iter(present), None))
        if nearest is not None:
            what = f"A cell claimed to be the graded cell '{said}', which there is not."
            self._flag(self.originals[nearest], f"{what} It is taken as a plain cell.")

    def _flag_moved(self, present: Sequence[str]) -> None:
        places = [self._order.index(name) for name in present]
        kept = {present[at] for at in longest_run(places)}
        for name in (name for name in present if name not in kept):
            self._flag(
                self.originals[name], f"The cell '{name}' had been moved; it was left there."
            )

    def _put_back(self, cells: list[RawCell]) -> None:
        """Put cells back that are missing, each before what follows it in the release."""
        present = {name for cell in cells if (name := grade_id(cell))}
        missing = [name for name in self._order
                   if name in self.originals and name not in present]  # fmt: skip
        for name in missing:
            what = f"The cell '{name}' was missing"
            needed = self.originals[name].needed
            self._flag(self.originals[name], f"{what}; it was put back." if needed else f"{what}.")
        for name in reversed([name for name in missing if self.originals[name].needed]):
            following = self._order[self._order.index(name) + 1 :]
            places = {_known_as(cell): at for at, cell in reversed(list(enumerate(cells)))}
            at = next((places[key] for key in following if key in places), len(cells))
            cells.insert(at, self._fresh(self.originals[name]))

    def _fresh(self, original: Original) -> RawCell:
        released = self._by_grade.get(original.grade_id)
        fixed: dict[str, Any] = {"deletable": False}
        if original.locked:
            fixed["editable"] = False
        kept = others(released["metadata"]) if released else fixed
        cell = of_type(original.cell_type, original.source)
        cell["metadata"] = {**kept, "nbgrader": original.metadata({})}
        put(cell, "attachments", (released or {}).get("attachments"))
        return cell

    def _give_ids(self, cells: Sequence[RawCell]) -> None:
        """Give every cell an id of its own; a released cell has the one it was released with."""
        minor = self.notebook.get("nbformat_minor")
        if type(minor) is not int or not 0 <= minor <= 5:
            minor = 5
        self.notebook["nbformat_minor"] = minor
        theirs = {name: cell["id"] for name, cell in self._by_grade.items() if cell.get("id")}
        used = {theirs[name] for cell in cells if (name := grade_id(cell)) in theirs}
        for at, cell in enumerate(cells):
            if minor < 5:
                cell.pop("id", None)
                continue
            name, given = grade_id(cell), cell.get("id")
            if name in theirs:
                cell["id"] = theirs[name]
            elif not isinstance(given, str) or not CELL_ID.fullmatch(given) or given in used:
                cell["id"] = hashlib.sha256(f"{at}\0{cell['source']}".encode()).hexdigest()[:16]
            used.add(cell["id"])

    def _metadata(self) -> dict[str, Any]:
        submitted = self.notebook.get("metadata")
        submitted = submitted if isinstance(submitted, dict) else {}
        kept = {n: submitted[n] for n, needed in KEPT_OF_NOTEBOOK.items()
                if _plain(submitted.get(n), needed)}  # fmt: skip
        released = self.released.get("metadata", {})
        if self.released.get("cells") and "kernelspec" not in released:
            kept.pop("kernelspec", None)  # nbgrader would run the notebook with what is named here
        return {**released, **kept, "quizkit": {"flags": self.flags}}

    def _flag(self, original: Original, sentence: str) -> None:
        """Note a sentence under the cell, or under the next one that has a score."""
        names = [name for name in self._order if name in self.originals]
        at = names.index(original.grade_id)
        scored = [n for n in (*names[at:], *reversed(names[:at])) if self.originals[n].scored]
        if scored:
            said = self.flags.setdefault(scored[0], [])
            said += [] if sentence in said else [sentence]


def _plain(named: object, needed: Iterable[str]) -> bool:
    """Return whether this names a kernel or language as Jupyter does."""
    return (
        isinstance(named, dict)
        and all(isinstance(named.get(name), str) for name in needed)
        and all(isinstance(value, str | dict) for value in named.values())
    )


def _order(cells: Iterable[RawCell], originals: Mapping[str, Original]) -> list[str]:
    """Return the order of released cells, as known; where there is none, the gradebook's."""
    known = [key for cell in cells if (key := _known_as(cell)).startswith("#") or key in originals]
    return [*known, *(name for name in originals if name not in known)]


def _known_as(cell: Mapping[str, Any]) -> str:
    return grade_id(cell) or f"#{cell.get('id', '')}"
