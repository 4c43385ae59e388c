"""One cell of a notebook as plain JSON, whatever a student made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Cell = dict[str, Any]
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def grade_id(cell: Mapping[str, Any]) -> str:
    """Return the grade id that a cell claims, or nothing."""
    metadata = cell.get("metadata")
    found = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = found.get("grade_id") if isinstance(found, dict) else None
    return name if isinstance(name, str) else ""


def sound(cell: Cell) -> Cell:
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


def of_type(kind: str, source: str) -> Cell:
    """Return a new cell of a type; a type that there is not becomes raw text."""
    if kind == "code":
        return {"cell_type": kind, "source": source, "outputs": [], "execution_count": None}
    return {"cell_type": kind if kind == "markdown" else "raw", "source": source}


def retype(cell: Cell, kind: str) -> None:
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


def put(cell: Cell, name: str, value: object) -> None:
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
