"""Graded quizzes in an assignment's notebook: shown to a student, and checked when validated.

nbgrader runs a notebook too. While it validates one for a student, a quiz says which of its
questions are open. While it grades, this code must not be asked at all: what a student's
process says of a score is worth nothing.
"""

from __future__ import annotations

import os

from quizkit import languages
from quizkit.errors import CourseError
from quizkit.learner.assigned_quiz import AssignedQuiz, find
from quizkit.learner.record import Record
from quizkit.learner.words import Words, words
from quizkit.quiz.drawing import drawn, same_person
from quizkit.quiz.model import Outcome, Quiz
from quizkit.quiz.types import unread
from quizkit.tables.content_folder import notebook_folder
from quizkit.widget.quiz_widget import QuizWidget
from quizkit.widget.showing import on_page

NOT_CONFIGURED = (
    "This quiz was not graded, so it counts for 0: the course's nbgrader_config.py lacks "
    "'import quizkit.course' and 'quizkit.course.configure(c)'. Add them and autograde again."
)


def graded(name: str, *, language: str | None = None) -> QuizWidget | None:
    """Show a graded quiz of an assignment: it keeps each answer, and tells nothing of its worth.

    Args:
        name: the name of a quiz in the folder ``quizzes`` beside the notebook.
        language: its code, as ``"en"`` or ``"de"``; unless given, the one chosen with
            ``quizkit.language``.

    Returns:
        The widget; as the last line of a cell it appears below the cell. Answers are saved
        beside the notebook, in ``answers/<name>.json``, and are handed in with it. In the
        course's own folder it is a preview, which saves nothing. While nbgrader validates the
        notebook nothing is shown, but how many questions are answered.

    Raises:
        UnknownName: no quiz of that name; the nearest is suggested.
        CourseError: the quiz cannot be shown or, while validating, is not answered in full.
    """
    execution = os.environ.get("NBGRADER_EXECUTION", "")
    if execution == "autograde":
        raise CourseError(NOT_CONFIGURED)
    assigned = find(name, notebook_folder())
    if execution == "validate":
        print(_validated(assigned, words(language or languages.current())))
        return None
    return on_page(
        assigned.quiz,
        assigned.answers,
        language=language,
        mode="graded",
        preview=assigned.preview,
        due=assigned.due,
        student="" if assigned.preview else known_student(),
    )


def known_student() -> str:
    """Return the id of the student, where a hub has given the notebook to one."""
    return os.environ.get("JUPYTERHUB_USER", "").strip()


def _validated(assigned: AssignedQuiz, said: Words) -> str:
    """Return the sentence that all is answered; CourseError says what is not."""
    if assigned.preview:
        return said["nothing_to_validate"]
    record = _recorded(assigned, said)
    quiz, total = assigned.quiz, assigned.quiz.size
    if quiz.varies:
        student = known_student() or (record.student if record else "")
        if not student:
            raise CourseError(f"{said['who_first']}\n{said['validate_again']}")
        quiz = drawn(quiz, same_person(student))
    found = _open(quiz, record)
    lines = [
        said[f"{kind}_all"]
        if len(numbers) == total
        else said.counted(kind, len(numbers), list=said.listing(numbers))
        for kind, numbers in found.items()
        if numbers
    ]
    if lines:
        raise CourseError("\n".join([*lines, said["validate_again"]]))
    return said["all_answered"].format(n=total, total=total)


def _open(quiz: Quiz, record: Record | None) -> dict[str, list[int]]:
    """Return the numbers of questions without an answer, and of those that can't be read."""
    kept = record.fitted(quiz)[0].questions if record else {}
    found: dict[str, list[int]] = {"open": [], "unread": []}
    for number, item in enumerate(quiz.questions, 1):
        progress = kept.get(item.id)
        grade = unread(item, progress.value if progress else None)
        if grade:
            found["unread" if grade.outcome is Outcome.INVALID else "open"].append(number)
    return found


def _recorded(assigned: AssignedQuiz, said: Words) -> Record | None:
    answers = assigned.answers
    try:
        return answers.read()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        place = f"{answers.path.parent.name}/{answers.path.name}"
        damaged = said["answers_damaged"].format(place=place)
        raise CourseError(f"{damaged}\n{said['validate_again']}") from error
