"""Which cells of a notebook show a graded quiz, whether it can be released, and in which language.

Code is read, never run: a notebook may come from a student.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizkit.course.answer_keys import Keys
from quizkit.course.restoring.released_cells import nbgrader_of
from quizkit.errors import CourseError
from quizkit.languages import known
from quizkit.notebooks import parsed
from quizkit.quiz.model import Quiz


@dataclass(frozen=True, slots=True)
class QuizCell:
    """A cell that calls ``quizkit.graded``.

    ``quiz`` is None where the name is not written out; ``alone`` says that the call is all that
    the cell holds.
    """

    index: int
    quiz: str | None
    alone: bool
    grade_id: str
    graded: bool  # a locked cell with points: code, ``grade`` and not ``solution``
    points: float


def quiz_cells(notebook: Mapping[str, Any]) -> list[QuizCell]:
    """Return the cells of a notebook that show a graded quiz.

    >>> cell = {"cell_type": "code", "metadata": {}, "source": 'quizkit.graded("meetings")'}
    >>> quiz_cells({"cells": [cell]})[0].quiz
    'meetings'
    """
    return [
        _quiz_cell(index, cell, tree, call)
        for index, cell in enumerate(notebook["cells"])
        for tree in _tree(cell, "graded")
        for call in _calls(tree, "graded")[:1]
    ]


def language_of(notebook: Mapping[str, Any]) -> str:
    """Return the language that a notebook chooses with ``quizkit.language``; English without.

    >>> cell = {"cell_type": "code", "metadata": {}, "source": 'quizkit.language("nl")'}
    >>> language_of({"cells": [cell]})
    'nl'
    """
    for cell in notebook["cells"]:
        for tree in _tree(cell, "language"):
            for call in _calls(tree, "language"):
                if _argument(call) in known():
                    return str(_argument(call))
    return "en"


def _quiz_cell(index: int, cell: Mapping[str, Any], tree: ast.Module, call: ast.Call) -> QuizCell:
    nbgrader = nbgrader_of(cell)
    lines = [line for line in tree.body if not _is_ipythons(line)]
    only = lines[0] if len(lines) == 1 else None
    return QuizCell(
        index=index,
        quiz=_argument(call),
        alone=isinstance(only, ast.Expr) and only.value is call and len(call.args) == 1,
        grade_id=str(nbgrader.get("grade_id", "")),
        graded=bool(nbgrader.get("grade")) and not nbgrader.get("solution"),
        points=_points(nbgrader.get("points")),
    )


def _points(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _tree(cell: Mapping[str, Any], word: str) -> Iterator[ast.Module]:
    """Yield the cell's code as a tree, if it is code, names the word, and can be read."""
    source = cell["source"]
    if cell["cell_type"] != "code" or word not in source:
        return
    with suppress(SyntaxError):
        yield parsed(source)


def _is_ipythons(line: ast.stmt) -> bool:
    """Return whether a line is one of IPython's own, such as ``%matplotlib inline``."""
    return ast.unparse(line).startswith("get_ipython().")


def _calls(tree: ast.Module, name: str) -> list[ast.Call]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in calls if _called(call.func) in (name, f"quizkit.{name}")]


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _argument(call: ast.Call) -> str | None:
    first = call.args[0] if len(call.args) == 1 and not call.keywords else None
    said = first.value if isinstance(first, ast.Constant) else None
    return said if isinstance(said, str) else None


def quizzes_of(notebook: Mapping[str, Any], name: str, keys: Keys) -> list[Quiz]:
    """Return the quizzes of a notebook, keys included; CourseError if one cannot be released.

    ``name`` is that of the notebook, for the message.

    >>> from pathlib import Path
    >>> quizzes_of({"cells": []}, "timeline.ipynb", Keys(Path("/no/course")))
    []
    """
    found: dict[str, Quiz] = {}
    for cell in quiz_cells(notebook):
        wrong = wrong_with(cell)
        if wrong:
            raise CourseError(f"{name}: {wrong}")
        quiz = keys.load(cell.quiz or "")
        if quiz.points_by_hand and not quiz.points:
            raise CourseError(
                f"{name}: no question of the quiz '{quiz.id}' is scored by itself: add one that is,"
                " or ask for the texts in cells of the kind 'Manually graded answer'."
            )
        if quiz.id in found:
            raise CourseError(
                f"{name}: the quiz '{quiz.id}' stands in two cells and would count twice; "
                "remove one."
            )
        found[quiz.id] = quiz
    return list(found.values())


def not_shown_before(quizzes: Iterable[Quiz], name: str, earlier: Iterable[Path]) -> None:
    """Refuse with a CourseError a quiz that another notebook of the assignment shows already.

    Both would show the same answers file, and count it twice.

    >>> not_shown_before([], "timeline.ipynb", [Path("no-such-notebook.ipynb")])
    """
    import nbformat  # only where one is released: the rules of `quizkit check` load quickly

    read: Any = nbformat.read  # it has no types
    names = {quiz.id for quiz in quizzes}
    for path in earlier if names else ():
        again = names & {cell.quiz for cell in quiz_cells(read(path, as_version=4))}
        if again:
            raise CourseError(
                f"{name}: the quiz '{min(again)}' stands in {path.name} too and would count twice; "
                "remove one."
            )


def wrong_with(cell: QuizCell) -> str:
    """Return what is wrong with a cell that shows a graded quiz, and what to do."""
    where = f"the cell '{cell.grade_id}'" if cell.grade_id else f"cell {cell.index + 1}"
    if cell.quiz is None:
        return f'{where} must name its quiz in quotes: quizkit.graded("name").'
    if not cell.alone:
        return (
            f'{where} must hold nothing but quizkit.graded("{cell.quiz}"): '
            "its output is replaced by the score."
        )
    if not cell.graded:
        return (
            f"{where} shows the quiz '{cell.quiz}' but has no score; choose 'Autograded tests' "
            "for it in Create Assignment, with the quiz's points."
        )
    if not cell.points > 0:
        return f"{where} shows the quiz '{cell.quiz}' but is worth no points; give it the quiz's."
    return ""
