"""The graded quiz of an assignment: found beside its notebook, or in the course it is made in.

A student has ``quizzes/<name>.json`` beside the notebook, without a key. In the course's own
folder the whole quiz lies in ``keys/<name>.yaml``; there it is shown as a preview, made of what
students would receive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizkit.errors import CourseError, UnknownName
from quizkit.learner.answers_file import Answers, Restored
from quizkit.learner.record import Record
from quizkit.quiz import loading
from quizkit.quiz.due_date import DueDate
from quizkit.quiz.loading import KEYS
from quizkit.quiz.model import IDS, Quiz
from quizkit.quiz.released import as_released, due_date, read_released

FOLDER = "quizzes"  # beside a student's notebook


@dataclass(frozen=True, slots=True)
class AssignedQuiz:
    """A quiz as a student may see it.

    Args:
        quiz: the quiz, without its key.
        answers: where the answers go.
        preview: whether it is only there to look at.
        due: when it is due, if that was released with it.
    """

    quiz: Quiz
    answers: Answers
    preview: bool = False
    due: DueDate | None = None


class Unkept(Answers):
    """The answers of someone who only looks: those there are are shown, and none are saved."""

    def restore(self) -> Restored:
        """Return what the file holds, if it holds anything; it stays as it is."""
        try:
            return Restored(self.read() if self.path.is_file() else None)
        except (OSError, ValueError):
            return Restored()

    def save(self, record: Record) -> Record:
        """Save nothing."""
        return record

    def changed(self) -> bool:
        """Take no notice of the file again."""
        return False


def find(name: str, folder: Path) -> AssignedQuiz:
    """Find a graded quiz for the notebook in ``folder``.

    Raises UnknownName or CourseError, which say what to do, if there is none to show.
    """
    path = folder / FOLDER / f"{name}.json"
    key = _key(name, folder)
    if key is not None and (_is_kept(folder, key.parents[1]) or not _is_file(path)):
        quiz = as_released(loading.load(key))
        return AssignedQuiz(quiz, Unkept(folder, quiz.id), preview=True, due=due_date(path))
    if not IDS.fullmatch(name) or not _is_file(path):
        raise _not_there(name, folder)
    quiz = read_released(path)
    if quiz.id != name:
        raise CourseError(f"The file {FOLDER}/{path.name} holds another quiz, '{quiz.id}'.")
    return AssignedQuiz(quiz, Answers(folder, quiz.id), due=due_date(path))


def names(folder: Path) -> list[str]:
    """Return the names of the graded quizzes beside the notebook in ``folder``."""
    return [path.stem for path in (folder / FOLDER).glob("*.json")]


def _key(name: str, folder: Path) -> Path | None:
    """Return the nearest key of that name at or above a folder: only its course has one."""
    if not IDS.fullmatch(name):
        return None
    paths = (keys / f"{name}.yaml" for keys in _keys(folder))
    return next((path for path in paths if _is_file(path)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be looked into
        return False


def _keys(folder: Path) -> Iterator[Path]:
    start = folder.resolve()
    return (above / KEYS for above in (start, *start.parents))


def _is_kept(folder: Path, course: Path) -> bool:
    """Return whether a course keeps an assignment there that nobody is meant to answer in.

    Whatever its settings call ``source`` and the like, what nbgrader fetches lies less deep.
    """
    return len(folder.resolve().relative_to(course).parts) > 1


def _not_there(name: str, folder: Path) -> UnknownName | CourseError:
    known = {*names(folder), *(path.stem for keys in _keys(folder) for path in keys.glob("*.yaml"))}
    if known:
        return UnknownName("graded quiz", name, known)
    return CourseError(
        f"The graded quiz '{name}' is not here: the folder '{FOLDER}' that belongs beside this "
        "notebook is missing or empty. Open the notebook in the folder in which you fetched the "
        "assignment, or fetch it again."
    )
