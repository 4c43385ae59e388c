"""The keys of a course: quiz files in ``keys/``, for the teacher alone, never released."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from quizkit.errors import CourseError, QuizkitError, UnknownName
from quizkit.quiz import loading
from quizkit.quiz.model import Quiz
from quizkit.tables.content_folder import content_folder

FOLDER = "keys"
Stamp = tuple[tuple[int, int], ...]
_loaded: dict[Path, tuple[Stamp, Quiz]] = {}


class Keys:
    """The quizzes of the course in a folder, by name.

    >>> Keys(Path("/no/course")).names()
    []
    """

    def __init__(self, course: Path) -> None:
        self.folder = course / FOLDER

    def names(self) -> list[str]:
        """Return the names of the quizzes there are."""
        return sorted(path.stem for path in self.folder.glob("*.yaml"))

    def load(self, name: str) -> Quiz:
        """Return a quiz with its key; it is read again only after a change.

        Raises UnknownName if there is none of that name, and CourseError if it cannot be used.
        """
        if name not in self.names():
            raise UnknownName(f"quiz in '{FOLDER}/' called", name, self.names())
        path = self.folder / f"{name}.yaml"
        stamp = _stamp(path)
        known = _loaded.get(path)
        if known is None or known[0] != stamp:
            known = _loaded[path] = (stamp, self._read(path))
        return known[1]

    def _read(self, path: Path) -> Quiz:
        problems, quiz = loading.read(path)
        place = Path(FOLDER) / path.name
        if quiz is None or problems:
            told = "\n".join(str(replace(problem, path=place)) for problem in problems)
            raise CourseError(f"{place} has mistakes; mend them and try again:\n{told}")
        if quiz.id != path.stem:
            mend = f"write 'id: {path.stem}', or call the file {quiz.id}.yaml"
            raise CourseError(f"{place} holds the quiz '{quiz.id}'; {mend}.")
        return quiz


def _stamp(path: Path) -> Stamp:
    """Return which state of a quiz, and of the tables that answers may be derived from, this is."""
    files = [path]
    with suppress(QuizkitError):  # no tables in reach
        files.append(content_folder(path.parent) / "data" / "datapackage.json")
    stats = [file.stat() for file in files if file.exists()]
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in stats)
