"""The keys of a course: quiz files in ``keys/``, for the teacher alone, never released.

Students receive a code in place of each id of an option, reckoned from the question and the id:
who guesses that an option is called ``right`` can reckon its code, and look it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from quizkit.errors import CourseError, Problem, QuizkitError, UnknownName
from quizkit.files import FileCache
from quizkit.languages import in_any, known
from quizkit.quiz import loading
from quizkit.quiz.loading import KEYS
from quizkit.quiz.model import Quiz
from quizkit.quiz.pictures.files import pictures_in
from quizkit.tables.content_folder import content_folder

_loaded: FileCache[Quiz] = FileCache()
ID = re.compile(r"\bid[\"']?\s*:\s*[\"']?([\w-]+)")


class Keys:
    """The quizzes of the course in a folder, by name.

    >>> Keys(Path("/no/course")).names()
    []
    """

    def __init__(self, course: Path) -> None:
        own, shared = course / KEYS, course.parent / KEYS
        # A translation lies in the course that it is one of, in a folder named by its language.
        self.folder = shared if course.name in known() and not own.is_dir() else own

    def names(self) -> list[str]:
        """Return the names of the quizzes there are."""
        return sorted(path.stem for path in self.folder.glob("*.yaml"))

    def load(self, name: str) -> Quiz:
        """Return a quiz with its key; it is read again only after a change.

        Raises UnknownName if there is none of that name, and CourseError if it cannot be used.
        """
        if name not in self.names():
            raise UnknownName(f"quiz in '{KEYS}/' called", name, self.names())
        path = self.folder / f"{name}.yaml"
        others = (*_tables_near(path), *pictures_in(self.folder))
        return _loaded.get(path, lambda: self._read(path), *others)

    def _read(self, path: Path) -> Quiz:
        problems, quiz = loading.read(path)
        place = Path(KEYS) / path.name
        if quiz is None or problems:
            told = "\n".join(str(replace(problem, path=place)) for problem in problems)
            raise CourseError(f"{place} has mistakes; mend them and try again:\n{told}")
        if quiz.id != path.stem:
            mend = f"write 'id: {path.stem}', or call the file {quiz.id}.yaml"
            raise CourseError(f"{place} holds the quiz '{quiz.id}'; {mend}.")
        return quiz


def _tables_near(path: Path) -> list[Path]:
    """Return what tells of the tables that a quiz may derive its answers from."""
    with suppress(QuizkitError):
        return [content_folder(path.parent) / "data" / "datapackage.json"]
    return []  # no tables in reach


def telling_ids(quiz: Quiz, path: Path) -> Iterator[Problem]:
    """Advise on each option of a key whose id says whether it is right.

    >>> from quizkit import load
    >>> list(telling_ids(load("start"), Path("no-such-file.yaml")))
    []
    """
    article, word, numbered = (in_any("key_words", n) for n in ("articles", "ids", "numbered"))
    telling = re.compile(
        rf"(?:(?:{article})[-_])?(?:{word})(?:[-_]?(?:\d+|[a-z]|{numbered}))?", re.IGNORECASE
    )
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    others = {quiz.id, *(item.id for item in quiz.questions)}
    for number, line in enumerate(text.split("\n"), start=1):
        for name in ID.findall(line.partition(" #")[0]):
            if name not in others and telling.fullmatch(name):
                what = f"the id '{name}' of an option gives the answer away"
                mend = "call it by what it says, or leave the id out"
                yield Problem(path, number, "", what, mend, "telling-id", warning=True)
