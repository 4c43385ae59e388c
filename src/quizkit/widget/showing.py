"""Putting a quiz on the page, with what was answered before."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import markdown_it  # noqa: F401 - nearly every quiz needs it; better now than while one is awaited

from quizkit import languages
from quizkit.errors import AnswersError, QuizkitError
from quizkit.learner.answers_file import Answers, Restored
from quizkit.learner.session import Mode, Session
from quizkit.learner.words import words
from quizkit.quiz import loading
from quizkit.quiz.due_date import DueDate
from quizkit.quiz.model import Quiz
from quizkit.tables.content_folder import notebook_folder
from quizkit.widget.mistakes import tell_of_slips
from quizkit.widget.quiz_widget import QuizWidget, as_html, as_text, joined

REHEARSED = "start"  # the quiz of the start page
_shown: dict[tuple[str, str], tuple[str, QuizWidget]] = {}  # (cell, quiz) → (run, widget)


def show(quiz: str | Path, *, language: str | None = None) -> QuizWidget:
    """Show a quiz to practise with: it answers at once, and keeps the answers.

    Args:
        quiz: the name of one of the module's quizzes, or the path of a quiz file.
        language: its code, as ``"en"`` or ``"de"``; unless given, the one chosen with
            ``quizkit.language``.

    Returns:
        The widget; as the last line of a cell it appears below the cell. Responses are saved
        beside the notebook, in ``answers/<quiz id>.json``, as they are given.

    Raises:
        UnknownName: no quiz of that name.
        QuizFileError: the quiz file has mistakes.

    >>> widget = show("geneva")
    """
    folder = notebook_folder()
    loaded = loading.load(quiz, folder=folder)
    return on_page(loaded, Answers(folder, loaded.id), language=language)


def on_page(
    quiz: Quiz,
    answers: Answers,
    *,
    language: str | None = None,
    mode: Mode = "practice",
    preview: bool = False,
    due: DueDate | None = None,
    student: str = "",
) -> QuizWidget:
    """Make the widget of a quiz, with what was answered before; see `Session` for the options."""
    code = language or languages.current()
    restored, notice = restore(answers, code)
    session = Session(
        quiz,
        restored.record,
        language=code,
        mode=mode,
        preview=preview,
        due=due,
        student=student,
    )
    if session.outdated:
        notice = f"{notice} {session.words.outdated(len(session.outdated))}".strip()
    widget = QuizWidget(session, answers, notice=notice)
    replace_earlier(str(answers.path), widget)
    return widget


def rehearse() -> None:
    """Do once, before anybody waits for it, what the first quiz of a process does once."""
    with suppress(QuizkitError):  # there may be no such quiz in a course of one's own
        quiz = loading.load(REHEARSED)
        view = Session(quiz).view()
        joined(item.type for item in quiz.questions)
        as_html(view)
        as_text(view)


def attend() -> None:
    """Say what a slip means from here on, where a person runs the cells of a notebook."""
    if _cell()[0]:  # a program that runs them names none
        tell_of_slips(sys.modules["IPython"].get_ipython())


def restore(answers: Answers, language: str) -> tuple[Restored, str]:
    """Return what was answered before, and what the learner is to be told about it, if anything."""
    said = words(language)
    try:
        restored = answers.restore()
    except AnswersError as error:
        return Restored(), said["unreadable"].format(place=error.place)
    if not restored.reason:
        return restored, ""
    kept = restored.damaged
    name = "damaged" if kept else "damaged_stays"
    return restored, said[name].format(
        place=f"{answers.path.parent.name}/{(kept or answers.path).name}"
    )


def replace_earlier(quiz: str, widget: QuizWidget) -> None:
    """Close the widget of an earlier run of the same cell, so that re-runs leave nothing behind.

    A front end that does not name its cells keeps all: the earlier one may be another cell's.
    """
    cell, run = _cell()
    if not cell:
        return
    earlier_run, earlier = _shown.get((cell, quiz), ("", None))
    if earlier is not None and earlier_run != run:
        earlier.close()
    _shown[cell, quiz] = (run, widget)


def _cell() -> tuple[str, str]:
    """Return the id of the cell that runs, and of this run of it; empty outside a notebook."""
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    kernel: Any = shell if hasattr(shell, "get_parent") else getattr(shell, "kernel", None)
    if not hasattr(kernel, "get_parent"):
        return "", ""
    parent = kernel.get_parent()
    parent = parent.to_py() if hasattr(parent, "to_py") else parent  # a browser's own object
    cell = parent.get("metadata", {}).get("cellId", "")
    return str(cell), str(parent.get("header", {}).get("msg_id", ""))
