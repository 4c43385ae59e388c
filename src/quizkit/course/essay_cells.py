"""The cells in which a person marks the essays of a graded quiz.

The release has one for each essay, below the quiz: an answer that nbgrader has graded by hand, with
the essay's points. When work is graded, what the student wrote in the quiz is put into it. So an
essay waits, is marked and commented on like any other written answer, in formgrader and on the
page of ``quizkit mark``, and no other points of the quiz are touched by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from typing import Any

from quizkit import languages
from quizkit.course.restoring.released_cells import SCHEMA, nbgrader_of
from quizkit.course.typed_text import shapely
from quizkit.errors import CourseError
from quizkit.learner.record import Record
from quizkit.quiz.markup import plain
from quizkit.quiz.model import UNANSWERED, Item, Json, Quiz, digest
from quizkit.quiz.types import essay, unread

LONGEST = essay.LONGEST  # characters; the page takes no more, so a longer one was made elsewhere
_SIGNS = re.compile(r"[\\`*_\[\]$|~#^]")  # that Markdown or MathJax may take for their own
_BEGINS = re.compile(r"^([ \t]*)(?:(\d+)([.)])(?=\s|$)|([-+=])|)", re.MULTILINE)
Cell = dict[str, Any]


def essays(quiz: Quiz) -> Iterator[tuple[int, Item]]:
    """Yield the questions of a quiz that a person marks, each with its number."""
    for number, item in enumerate(quiz.questions, 1):
        if item.by_hand:
            yield number, item


def cell_name(quiz: str, item: str) -> str:
    """Return nbgrader's name of the cell of an essay.

    >>> cell_name("meetings", "open-door")
    'meetings-open-door'
    """
    return f"{quiz}-{item}"


def cells_for(quiz: Quiz, cells: Iterable[Any], language: str) -> list[Cell]:
    """Return the cells to put below the one of these that shows the quiz.

    Raises CourseError where a cell of the notebook has the name of one of them.
    """
    taken = {str(nbgrader_of(cell).get("grade_id")) for cell in cells}
    made = []
    for number, item in essays(quiz):
        name = cell_name(quiz.id, item.id)
        if name in taken:
            raise CourseError(
                f"The cell '{name}' has the name that is meant for what students write in question"
                f" {number} of the quiz '{quiz.id}': give it another id in Create Assignment."
            )
        made.append(_cell(name, item, _said(quiz, number, language)))
    return made


def _said(quiz: Quiz, number: int, language: str) -> str:
    title = plain(quiz.title.get(language))
    return languages.said("essay", language, "cell", n=number, title=as_typed(title))


def _cell(name: str, item: Item, source: str) -> Cell:
    points = int(item.points) if item.points == int(item.points) else item.points
    nbgrader = {
        "schema_version": SCHEMA,
        "grade_id": name,
        "grade": True,
        "solution": True,
        "locked": False,
        "task": False,
        "cell_type": "markdown",
        "points": points,
    }
    metadata = {"deletable": False, "editable": False, "nbgrader": nbgrader}
    cell_id = f"essay-{digest(name)[:8]}"
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def fill(cells: Iterable[Any], quiz: Quiz, record: Record | None, language: str) -> None:
    """Put the essays that a student wrote into their cells; one that was not stays as released.

    nbgrader then knows it as not answered.
    """
    written = dict(_written(quiz, record))
    for cell in cells:
        name = nbgrader_of(cell).get("grade_id")
        if name in written and cell["cell_type"] == "markdown":
            text = written[name]
            more = languages.said("scoring", language, "longer", n=len(text))
            cell["source"] = as_typed(text[:LONGEST]) + (more if len(text) > LONGEST else "")


def _written(quiz: Quiz, record: Record | None) -> Iterator[tuple[str, str]]:
    answers: Mapping[str, Any] = record.questions if record else {}
    for _, item in essays(quiz):
        value: Json = answers[item.id].value if item.id in answers else None
        if isinstance(value, str) and unread(item, value) is not UNANSWERED:
            yield cell_name(quiz.id, item.id), value


def as_typed(text: str) -> str:
    r"""Write a text as Markdown that shows it letter for letter, line for line.

    >>> as_typed("# 1 < 2\n1. *yes*")
    '\\# 1 &lt; 2  \n1\\. \\*yes\\*'
    """
    clean = "\n".join(line.rstrip() for line in shapely(text).splitlines())
    marked = _BEGINS.sub(_beginning, _SIGNS.sub(_sign, escape(clean, quote=False)))
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "  \n", marked).strip("\n")


def typed(source: str) -> str | None:
    r"""Return the text that `as_typed` made a source of; None if it made it of none.

    >>> typed("\\# 1 &lt; 2  \n1\\. \\*yes\\*"), typed("*yes*")
    ('# 1 < 2\n1. *yes*', None)
    """
    lines = re.sub(
        r"^(?:&nbsp;)+", lambda found: " " * (len(found[0]) // 6), source, flags=re.MULTILINE
    )
    text = unescape(re.sub(r"\\([^\sA-Za-z0-9])", r"\1", lines.replace("  \n", "\n")))
    return text if as_typed(text) == source else None


def _sign(found: re.Match[str]) -> str:
    r"""Return a sign as Markdown shows it; a backslash doubled would open a formula in ``\\(``."""
    return "&#92;" if found[0] == "\\" else f"\\{found[0]}"


def _beginning(found: re.Match[str]) -> str:
    """Return the beginning of a line, of which Markdown would make a list or a block of code."""
    indent = "&nbsp;" * len(found[1].expandtabs(4))
    if found[2]:
        return f"{indent}{found[2]}\\{found[3]}"
    return f"{indent}\\{found[4]}" if found[4] else indent
