"""Files of answers for a teacher, made into submissions: each is read as anyone's writing.

A file holds what was answered and who says to have done so, and nothing else: the notebooks that go
with it are those of the release. What a student has handed in already is left as it is.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizkit.course.scoring import submitted
from quizkit.errors import CourseError, QuizkitError, nearest
from quizkit.grading.open_course import Course
from quizkit.grading.student_ids import is_id, is_windows_folder
from quizkit.grading.submission.refusing import shown
from quizkit.learner import assigned_quiz
from quizkit.learner.answers_file import FOLDER
from quizkit.learner.carried import LARGEST, NotCarried, handed_in
from quizkit.learner.record import from_json
from quizkit.quiz.model import Json

WHOSE = "say whose it is with --student ID, a file at a time"
NOT_ONE = {
    "foreign": "it is no file that 'Hand in' has made; ask the student for that file",
    "damaged": "it is damaged, or was edited; ask the student to press 'Hand in' once more",
    "newer": "it was made by a newer version of quizkit; update quizkit here",
    "too_large": "it is too large to be a file of answers; ask the student for another",
}


class NotTaken(QuizkitError):
    """A file that makes no submission, with the reason."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read: whose it is, and the answers files that it makes, by quiz."""

    path: Path
    student: str
    answers: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a file, in a sentence."""

    said: str
    good: bool


def take_in(course: Course, paths: Sequence[Path]) -> Iterator[Line]:
    """Make a submission of each file, and of each one in a folder; yield what became of it.

    Raises CourseError where the assignment has no quiz that was released.
    """
    quizzes = set(assigned_quiz.names(course.released()))
    if not quizzes:
        raise CourseError(
            f"There is no quiz in {course.released()}; type 'nbgrader generate_assignment"
            f" {course.assignment}' first."
        )
    class_, found = course.enrolled(), defaultdict[str, list[Taken]](list)
    for path in _files(paths):
        try:
            taken = _taken(path, course, quizzes)
            _check_student(taken.student, class_)
            found[taken.student].append(taken)
        except NotTaken as error:
            yield _left(path, error)
    for student, files in found.items():
        try:
            _put(course, student, files)
        except (NotTaken, OSError) as error:
            yield from (_left(taken.path, error) for taken in files)
        else:
            yield from (_good(taken) for taken in files)


def _good(taken: Taken) -> Line:
    return Line(f"{shown(taken.path.name)}: the answers of '{taken.student}'.", good=True)


def _left(path: Path, error: Exception) -> Line:
    return Line(f"{shown(path.name)} was not taken in: {error}.", good=False)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("*.json")) if path.is_dir() else [path]


def _taken(path: Path, course: Course, quizzes: set[str]) -> Taken:
    try:
        who, answers = handed_in(_text(path))
    except NotCarried as error:
        raise NotTaken(NOT_ONE[str(error)]) from error
    student = course.student if is_id(course.student) else who.by if who else ""
    if not student:
        raise NotTaken(f"it does not say who hands it in; {WHOSE}")
    asked = {quiz: entry for quiz, entry in answers.items() if quiz in quizzes}
    if not asked:
        names = ", ".join(sorted(quizzes))
        raise NotTaken(f"it has no answers to a quiz of '{course.assignment}' ({names})")
    return Taken(path, student, asked)


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise NotTaken("there is no such file" if not path.exists() else "it is no plain file")
        with path.open("rb") as file:
            return file.read(LARGEST + 1).decode("utf-8")
    except OSError as error:
        raise NotTaken(f"it cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise NotTaken(NOT_ONE["foreign"]) from error


def _check_student(student: str, class_: set[str]) -> None:
    """Refuse a name that is none of the class; without a list of the class, one that is no id."""
    if sys.platform == "win32" and is_id(student) and not is_windows_folder(student):
        raise NotTaken(f"Windows can have no folder '{student}', so grade this student on Linux")
    if is_id(student) and (student in class_ or not class_):
        return
    near = nearest(student, class_)
    known = f" (there is '{near}')" if near else ""
    name = f"it is by '{shown(student)}', which is no student's id in the gradebook{known}"
    raise NotTaken(f"{name}; {WHOSE}")


def _put(course: Course, student: str, files: Sequence[Taken]) -> None:
    """Make the submission of a student, whole or not at all."""
    folder, answers = course.submission(student), files[0].answers
    if any(taken.answers != answers for taken in files):
        names = " and ".join(f"'{shown(taken.path.name)}'" for taken in files)
        raise NotTaken(
            f"{names} are both by '{student}'; look which one counts, and leave it alone"
        )
    if os.path.lexists(folder):
        if all(_is_there(folder, quiz, entry) for quiz, entry in answers.items()):
            return
        raise NotTaken(
            f"'{student}' has handed in '{course.assignment}' already, and that stays; to have this"
            f" file graded instead, move {folder} away"
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".handed-in-") as place:
        made = Path(place) / folder.name
        shutil.copytree(course.released(), made)
        (made / FOLDER).mkdir(exist_ok=True)
        for quiz, entry in answers.items():
            (made / FOLDER / f"{quiz}.json").write_text(json.dumps(entry), encoding="utf-8")
        made.rename(folder)


def _is_there(folder: Path, quiz: str, entry: Json) -> bool:
    return submitted.read(folder, quiz).record == from_json(entry)
