"""A lesson as the rules see it: a notebook with its language, its number and its quizzes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from quizkit import notebooks
from quizkit.errors import Problem, QuizkitError
from quizkit.languages import known
from quizkit.notebooks import Cell, Notebook, parsed
from quizkit.quiz import loading
from quizkit.quiz.model import Quiz
from quizkit.tables.content_folder import content_folder, course_of, keeps_lesson_rules

SHOW = ("quizkit.show", "show")
_NUMBER = re.compile(r"(\d\d)-")


class Lesson(Notebook):
    """A notebook that may be a lesson."""

    @property
    def language(self) -> str:
        """The language of the folder that the lesson is in."""
        return self.path.parent.name

    @property
    def number(self) -> str:
        """The two digits before its name, or nothing."""
        found = _NUMBER.match(self.path.name)
        return found[1] if found else ""

    @property
    def is_lesson(self) -> bool:
        """Whether it lies where a lesson does, and is not just some notebook."""
        return self.language in known() and bool(self.number)

    @property
    def is_review(self) -> bool:
        """Whether it asks again what the other lessons asked, and no quiz of its own."""
        return not self.quizzes and any("quizkit.review()" in cell.source for cell in self.code)

    @cached_property
    def keeps_rules(self) -> bool:
        """Whether its course wants what it holds to keep the rules of the course's lessons."""
        course = course_of(self.path.parent)
        return course is not None and keeps_lesson_rules(course)

    @property
    def content(self) -> Path:
        """The folder that holds ``lessons/`` and ``data/``."""
        return content_folder(self.path.parent)

    @cached_property
    def quizzes(self) -> tuple[tuple[Cell, str], ...]:
        """The names or paths of the quizzes that it shows, each with its cell."""
        return tuple((cell, name) for cell in self.code for name in _shown(cell.source))

    @cached_property
    def read_quizzes(self) -> dict[str, tuple[list[Problem], Quiz | None]]:
        """What came of each quiz that it shows, by its name: read once for all rules."""
        return {name: self._read(name) for _, name in self.quizzes}

    def _read(self, name: str) -> tuple[list[Problem], Quiz | None]:
        try:
            path = self.quiz_file(name)
        except QuizkitError:
            return [], None
        return loading.read(path) if path.is_file() else ([], None)

    def quiz_file(self, name: str) -> Path:
        """Return the file of a quiz that it shows, as ``quizkit.show`` finds it.

        Raises UnknownName where the course has no quiz of that name.
        """
        return loading.find(name, folder=self.path.parent)


def _shown(source: str) -> Iterator[str]:
    """Yield the names in calls of ``quizkit.show`` or ``show``, as far as they are written out."""
    try:
        calls = [node for node in ast.walk(parsed(source)) if isinstance(node, ast.Call)]
    except SyntaxError:  # a gap that the reader fills in
        return
    for call in calls:
        first = call.args[0] if call.args else None
        name = first.value if isinstance(first, ast.Constant) else None
        if isinstance(name, str) and ast.unparse(call.func) in SHOW:
            yield name


def read(path: Path) -> tuple[Lesson | None, list[Problem]]:
    """Read a notebook as the JSON it is; where it cannot be read, there is a problem instead."""
    return notebooks.read(path, Lesson)
