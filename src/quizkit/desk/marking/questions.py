"""What a person marks of an assignment, as its author wrote it: text, scheme and model answer.

A written question is a cell that nbgrader grades by hand: a solution with points, or a task. Its
text is what stands above it, from the last cell that counts on; the mark scheme and the model
answer are the regions that nbgrader takes out of the release, wherever in these cells they stand.
An essay of a quiz is a written question too: its text, scheme and model answer are in the quiz's
key. A quiz, and a cell with tests, are scored by themselves; a person looks at those flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from quizkit.course import essay_cells
from quizkit.course.answer_keys import Keys
from quizkit.course.folder import Layout
from quizkit.course.quiz_cells import language_of, quiz_cells
from quizkit.course.restoring.released_cells import nbgrader_of
from quizkit.desk.marking.schemes import Point, Scheme, read_scheme, scheme_of
from quizkit.errors import CourseError, QuizkitError
from quizkit.languages import said
from quizkit.notebooks import NoNotebook, content_of
from quizkit.quiz import markup
from quizkit.quiz.model import Quiz
from quizkit.quiz.pictures.in_texts import shown

HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
Cell = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One written question, or a cell that is scored by itself.

    Args:
        notebook: name of the notebook that it is in.
        name: of its cell, nbgrader's ``grade_id``.
        title: its heading.
        text: what it asks, as HTML.
        scheme: how it is marked.
        model: the author's own answer, as HTML; empty without one.
        points: how many it is worth.
        is_task: students answer it in cells of their own, below it.
        language: that the notebook is in.
        by_itself: it is scored without a person.
    """

    notebook: str
    name: str
    title: str
    text: str
    scheme: Scheme
    model: str
    points: float
    is_task: bool
    language: str
    by_itself: bool = False


def written_questions(layout: Layout, assignment: str) -> tuple[Question, ...]:
    """Return the written questions of an assignment, in the order of its notebooks.

    Raises CourseError where a notebook of its source cannot be read, or there are none.
    """
    found = [each for each in all_questions(layout, assignment) if not each.by_itself]
    if not found:
        raise CourseError(
            f"There is no written question in {layout.source / assignment}: no cell of its "
            "notebooks is one that nbgrader calls 'Manually graded answer' or 'Manually graded "
            "task'."
        )
    return tuple(found)


def all_questions(layout: Layout, assignment: str) -> tuple[Question, ...]:
    """Return them with the cells that are scored by themselves, in the order of its notebooks."""
    return tuple(
        question
        for path in sorted((layout.source / assignment).glob("*.ipynb"))
        for question in questions_in(_cells(path), path.stem, layout.regions, Keys(layout.root))
    )


def questions_in(
    cells: Sequence[Cell],
    notebook: str,
    regions: Mapping[str, tuple[str, str]],
    keys: Keys,
) -> Iterator[Question]:
    """Yield the cells of a notebook that are worth points, those of a quiz's essays behind it."""
    language = language_of({"cells": cells})
    quizzes = {found.index: found.quiz for found in quiz_cells({"cells": cells})}
    above: list[Cell] = []
    for at, cell in enumerate(cells):
        mark = nbgrader_of(cell)
        above.append(cell)
        if not (mark.get("grade") or mark.get("solution") or mark.get("task")):
            continue
        if mark.get("task") or mark.get("grade"):
            asked = [_shown(each, regions["solution"]) for each in above]
            yield _question(mark, notebook, asked, regions, language)
        above = []
        if quizzes.get(at):
            yield from _essays(quizzes[at] or "", notebook, language, keys)


def _essays(name: str, notebook: str, language: str, keys: Keys) -> Iterator[Question]:
    """Yield the essays of a quiz, by its key; none where that cannot be read, as grading tells."""
    try:
        quiz = keys.load(name)
    except QuizkitError:
        return
    for number, item in essay_cells.essays(quiz):
        view = item.public(language)
        key = {name: _pictured(each, quiz) for name, each in item.key(language).items()}
        title = markup.plain(quiz.title.get(language))
        asked = shown(markup.html(item.prompt.get(language)), quiz.pictures)
        length = f"<p>{escape(view['length_text'])}</p>" if view["length_text"] else ""
        words = view["words"]
        points = [
            Point(markup.plain(row["html"]), row["description_html"], row["points"])
            for row in key["rubric"]
        ]
        yield Question(
            notebook=notebook,
            name=essay_cells.cell_name(quiz.id, item.id),
            title=said("marking", language, "essay", n=number, title=title),
            text=f"<div>{asked}</div>{length}",
            scheme=scheme_of(points, item.points, fewer=words["least"], more=words["most"]),
            model=key["model_html"],
            points=item.points,
            is_task=False,
            language=language,
        )


def _pictured(value: Any, quiz: Quiz) -> Any:
    """Return a part of a key with the quiz's pictures in its texts."""
    if isinstance(value, str):
        return shown(value, quiz.pictures)
    if isinstance(value, dict):
        return {name: _pictured(each, quiz) for name, each in value.items()}
    return [_pictured(each, quiz) for each in value] if isinstance(value, list) else value


def _question(
    mark: Mapping[str, Any],
    notebook: str,
    asked: Sequence[str],
    regions: Mapping[str, tuple[str, str]],
    language: str,
) -> Question:
    is_task = bool(mark.get("task"))
    by_itself = not (is_task or mark.get("solution"))
    name, points = str(mark.get("grade_id")), float(mark.get("points") or 0)
    text, scheme = _without("\n\n".join(asked), regions["mark scheme"])
    text, model = _without(text, regions["solution"])
    heading = HEADING.search(text)
    return Question(
        notebook=notebook,
        name=name,
        title=markup.plain(heading[1]) if heading else name,
        text=_blocks(HEADING.sub("", text, count=1)),
        scheme=Scheme() if by_itself else read_scheme(scheme, points),
        model=_blocks(model),
        points=points,
        is_task=is_task,
        language=language,
        by_itself=by_itself,
    )


def _without(text: str, region: tuple[str, str]) -> tuple[str, str]:
    """Take out of a text what stands between the words that nbgrader knows a region by."""
    begin, end = region
    inside = False
    kept: list[str] = []
    taken: list[str] = []
    for line in text.split("\n"):
        if begin in line or end in line:
            inside = begin in line
        else:
            (taken if inside else kept).append(line)
    return "\n".join(kept).strip(), "\n".join(taken).strip()


def _blocks(text: str) -> str:
    return markup.html(f"{text.strip()}\n") if text.strip() else ""


def _source(cell: Cell) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _shown(cell: Cell, solution: tuple[str, str]) -> str:
    """Return a text; of code, the model answer alone, as code."""
    source = _source(cell)
    if cell.get("cell_type") == "markdown":
        return source
    model = _without(source, solution)[1]
    return "\n".join((solution[0], "```", model, "```", solution[1])) if model else ""


def _cells(path: Path) -> list[Cell]:
    try:
        return list(content_of(path.read_bytes())["cells"])
    except OSError as error:
        raise CourseError(f"Cannot read {path}: {error.strerror}.") from error
    except NoNotebook as error:
        raise CourseError(
            f"{path} {error}; put one in its place that JupyterLab opens, for the mark schemes are "
            "read from it."
        ) from error
