"""Whether two students handed in the same answers file.

Each learner's file holds a random name of its own from the first click on; a copy holds the same
one. Whoever is asked about a whole class reads each file once.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from quizkit.course.scoring import submitted
from quizkit.files import FileCache
from quizkit.learner.answers_file import FOLDER

_learners: FileCache[str] = FileCache()  # files that were read, in any run of this process


class Classmates:
    """The students who handed in an assignment of a course, and whose answers are whose.

    Args:
        coursedir: nbgrader's CourseDirectory.
    """

    def __init__(self, coursedir: Any) -> None:
        self._course = coursedir
        self._known: dict[tuple[str, str], dict[str, set[str]]] = {}

    def same_as(self, student: str, assignment: str, quiz: str, learner: str) -> list[str]:
        """Return the other students whose answers to a quiz are those of this learner."""
        if not learner:
            return []
        if (assignment, quiz) not in self._known:
            self._known[assignment, quiz] = self._read(assignment, quiz)
        return sorted(self._known[assignment, quiz].get(learner, set()) - {student})

    def _read(self, assignment: str, quiz: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for student, folder in self._submissions(assignment):
            learner = _learner(folder, quiz)
            if learner:
                found.setdefault(learner, set()).add(student)
        return found

    def _submissions(self, assignment: str) -> Iterator[tuple[str, Path]]:
        step = self._course.submitted_directory
        name = self._course.format_path(step, "(?P<student>[^/\\\\]*)", assignment, escape=True)
        pattern = self._course.format_path(step, "*", glob.escape(assignment))
        for path in glob.glob(pattern):  # noqa: PTH207 - the pattern is an absolute path
            found = re.fullmatch(name, path)
            if found:
                yield found["student"], Path(path)


def _learner(folder: Path, quiz: str) -> str:
    path = folder / FOLDER / f"{quiz}.json"
    return _learners.get(path, lambda: _read(folder, quiz))


def _read(folder: Path, quiz: str) -> str:
    record = submitted.read(folder, quiz).record
    return record.learner if record else ""


_classes: WeakKeyDictionary[Any, Classmates] = WeakKeyDictionary()


def classmates(converter: Any) -> Classmates:
    """Return the class of one run of nbgrader's converter: within it, each file is read once."""
    if converter not in _classes:
        _classes[converter] = Classmates(converter.coursedir)
    return _classes[converter]
