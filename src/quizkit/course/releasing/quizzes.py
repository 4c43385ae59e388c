"""The graded quizzes that a notebook of an assignment shows, checked before it is released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from quizkit.course.answer_keys import Keys
from quizkit.course.quiz_cells import QuizCell, quiz_cells
from quizkit.errors import CourseError
from quizkit.quiz.model import Quiz


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
