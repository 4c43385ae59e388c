"""What a lesson's file tells JupyterLab, so that it opens as a page to read and to work in.

The notebook says that it is a lesson, and in which language (``quizkit`` in its metadata). A cell
that only imports, asks or draws has the tag ``quizkit-auto``: the page runs it by itself. Cells are
not to be deleted by a slip and, but for those to work in, not to be edited. `.ci/marked.py` writes
all this; `lab/reader` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizkit.checking.lessons.lesson import Lesson
from quizkit.errors import Problem
from quizkit.notebooks import Cell, is_automatic

AUTOMATIC = "quizkit-auto"


def rules(lesson: Lesson) -> Iterator[Problem]:
    """Check that a lesson is marked, and each of its cells as what it is."""
    mend = "let it be marked: .venv/bin/python .ci/marked.py"
    if lesson.metadata.get("quizkit") != notebook_mark(lesson.language):
        what = "it does not say that it is a lesson, and in which language"
        yield lesson.problem(None, "marked", what, mend)
    for cell in lesson.cells:
        if marked(cell, dict(cell.metadata)) != cell.metadata:
            kind = "runs by itself" if is_automatic(cell) else "is to work in"
            what = f"it is not marked as a cell that {kind if cell.kind == 'code' else 'is read'}"
            yield lesson.problem(cell, "marked", what, mend)


def notebook_mark(language: str) -> dict[str, Any]:
    """Return what a lesson's metadata say under ``quizkit``."""
    return {"language": language, "lesson": True}


def marked(cell: Cell, metadata: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata of a cell with its marks, and all else that they hold.

    >>> marked(Cell("figure", "code", "quizkit.figures.week()", 1, False), {})
    {'deletable': False, 'editable': False, 'tags': ['quizkit-auto']}
    """
    automatic = is_automatic(cell)
    fixed = automatic or cell.kind != "code"
    others = [tag for tag in metadata.get("tags", ()) if tag != AUTOMATIC]
    tags = [*others, *([AUTOMATIC] if automatic else [])]
    kept = {k: v for k, v in metadata.items() if k not in ("deletable", "editable", "tags")}
    return (
        kept
        | {"deletable": False}
        | ({"editable": False} if fixed else {})
        | ({"tags": tags} if tags else {})
    )
