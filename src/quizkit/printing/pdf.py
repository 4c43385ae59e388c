"""A sheet as PDF, typeset by Typst, whose compiler and fonts come with its Python package."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from quizkit.printing.runs import runs
from quizkit.printing.sheet_parts import Sheet
from quizkit.quiz.markup import without_markup
from quizkit.quiz.paper import Gap

TEMPLATE = Path(__file__).parent / "static" / "sheet.typ"
MARKED_UP = {"html", "prompt", "title", "introduction", "before", "after"}


def as_pdf(sheet: Sheet) -> bytes:
    """Typeset a sheet; the same sheet gives the same bytes."""
    import typst  # a compiler of 80 MB: loaded only to print

    data = {**described(sheet), "plain_title": without_markup(sheet.title)}
    return typst.compile(TEMPLATE.read_bytes(), sys_inputs={"sheet": json.dumps(data)})


def described(value: Any) -> Any:
    """Return a sheet or a part of one as plain JSON, its texts as runs.

    >>> from quizkit.printing.sheet_parts import Prose
    >>> described(Prose("a <em>new</em> one"))
    {'part': 'Prose', 'html': ['a ', ['em', 'new'], ' one'], 'label': ''}
    """
    told: dict[str, Any] = {"part": type(value).__name__}
    for field in fields(value):
        told[field.name] = _field(field.name, getattr(value, field.name))
    return told


def _field(name: str, value: Any) -> Any:
    if name in MARKED_UP:
        return runs(value)
    if name in ("rows", "left", "right"):
        return [[sign, runs(text)] for sign, text in value]
    if name == "names":
        return [runs(text) for text in value]
    if name == "pieces":
        return [described(p) if isinstance(p, Gap) else runs(p) for p in value]
    if name in ("entries", "parts"):
        return [described(part) for part in value]
    return value
