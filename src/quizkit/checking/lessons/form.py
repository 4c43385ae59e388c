"""The form that all lessons share: format, kernel, ids of cells, first lines, public names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.checking.lessons.lesson import Lesson
from quizkit.errors import Problem

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
NAMED = re.compile(r"quizkit\.([\w.]+)\(")
IMPORTED = re.compile(r"^(?:import|from) .*", re.MULTILINE)
PUBLIC = re.compile(r"language|show|load|data\.(?:load|describe)")


def rules(lesson: Lesson) -> Iterator[Problem]:
    """Check the form of a lesson and what its code uses."""
    if lesson.format != (4, 5) or lesson.kernel != "python3":
        mend = "save it anew from JupyterLab, with the kernel Python 3"
        yield lesson.problem(None, "format", "it is not of format 4.5 for 'python3'", mend)
    seen: set[str] = set()
    for cell in lesson.cells:
        if not ID.fullmatch(cell.id) or cell.id in seen:
            what, mend = "a cell's id is not a name of its own", "use small letters, digits and -"
            yield lesson.problem(cell, "cell-id", what, mend)
        seen.add(cell.id)
    yield from _language(lesson)
    yield from _public(lesson)


def _language(lesson: Lesson) -> Iterator[Problem]:
    start = f'import quizkit\n\nquizkit.language("{lesson.language}")'
    first = lesson.code[0] if lesson.code else None
    if first is None or first.source.strip() != start:
        what = "the first cell of code does not set the lesson's language"
        mend = f'let it be: import quizkit, then quizkit.language("{lesson.language}")'
        yield lesson.problem(first, "language-line", what, mend)


def _public(lesson: Lesson) -> Iterator[Problem]:
    from quizkit import figures

    for cell in lesson.code:
        for name in NAMED.findall(cell.source):
            part, _, figure = name.partition(".")
            if part == "figures" and figure not in figures.__all__:
                what = f"no figure '{figure}' is made from the tables"
                yield lesson.problem(cell, "figure-data", what, "use a figure of quizkit.figures")
            elif part != "figures" and not PUBLIC.fullmatch(name):
                what = f"quizkit.{name} is not a public name"
                yield lesson.problem(cell, "public-names", what, "use what quizkit offers lessons")
        for line in IMPORTED.findall(cell.source):
            if line != "import quizkit":
                what = f"it imports more than quizkit ('{line}')"
                yield lesson.problem(cell, "public-names", what, "do without, or ask for a figure")
