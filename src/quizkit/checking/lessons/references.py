"""What a notebook names must be there: quizzes, and the files that links lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from quizkit.checking.lessons.lesson import Lesson
from quizkit.errors import Problem, QuizkitError, UnknownName
from quizkit.notebooks import Cell
from quizkit.quiz import loading
from quizkit.quiz.model import Quiz

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|attachment:")  # another host, a mail address


def rules(lesson: Lesson) -> Iterator[Problem]:
    """Check links and the names of quizzes."""
    yield from _links(lesson)
    for cell, name in lesson.quizzes:
        yield from _quiz(lesson, cell, name)


def quiz_mistakes(lesson: Lesson) -> Iterator[Problem]:
    """Yield the mistakes in the files of the quizzes that a notebook shows."""
    for name in sorted({name for _, name in lesson.quizzes}):
        yield from _read(lesson, name)[0]


def quiz_of(lesson: Lesson, name: str) -> Quiz | None:
    """Read a quiz that a notebook shows; None if there is none of that name."""
    return _read(lesson, name)[1]


def _read(lesson: Lesson, name: str) -> tuple[list[Problem], Quiz | None]:
    try:
        path = lesson.quiz_file(name)
    except QuizkitError:
        return [], None
    return loading.read(path) if path.is_file() else ([], None)


def _quiz(lesson: Lesson, cell: Cell, name: str) -> Iterator[Problem]:
    try:
        if lesson.quiz_file(name).is_file():
            return
        what, mend = f"there is no quiz file '{name}'", "name one as seen from the notebook"
    except UnknownName as error:
        what, mend = error.what, error.mend
        if lesson.keeps_rules and error.suggestion is None:
            mend = "add it to data/quizzes"
    yield lesson.problem(cell, "quiz", what, mend)


def _links(lesson: Lesson) -> Iterator[Problem]:
    for cell in lesson.prose:
        for target in LINK.findall(cell.source):
            path = unquote(target.partition("#")[0].partition("?")[0])
            if path and not ELSEWHERE.match(target) and not (lesson.path.parent / path).exists():
                what = f"the link to '{target}' leads nowhere"
                yield lesson.problem(cell, "link", what, "name a file that is there")
