"""The search of what students receive for what they must not see.

Two searches: for the secrets of the course, where it is at hand; and for what betrays itself by
its form, in a student's copy too: words that mark solutions and tests, fields of a key, files
that are for teachers. Found things are told by file and cell, never in full.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quizkit.course.folder import COLLECTED, USUAL, Layout
from quizkit.course.releasing.released_form import wrong_with
from quizkit.course.releasing.same_text import code, prose, untagged
from quizkit.course.releasing.secrets import Confidential, Secret
from quizkit.course.releasing.unpacking import Excerpt, Unpacking
from quizkit.course.settings import CONFIG
from quizkit.errors import Problem
from quizkit.learner import answers_file, assigned_quiz
from quizkit.quiz.markup import html
from quizkit.quiz.pictures.in_texts import words
from quizkit.quiz.pictures.vector import SVG_MEDIA as SVG
from quizkit.quiz.released import read_released, undated
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.question_type import in_key

TEACHERS = {  # names of what is for teachers alone
    **dict.fromkeys((CONFIG, "gradebook.db", "keys"), "it is for teachers alone"),
    **dict.fromkeys(
        ("submitted", "autograded", "feedback", "solution", "source_with_tests", COLLECTED),
        "it is a folder of the course, with the work of its students or teachers",
    ),
}
LEFT_BEHIND = {".ipynb_checkpoints": "older notebooks", "__pycache__": "compiled code"}
A_QUIZ = re.compile(r"^\W{0,4}questions\W{0,2}:", re.MULTILINE)
MARKED = re.compile(r"[\"']?\bcorrect[\"']?[ \t]*:[ \t]*[\"']?true\b")
EXPLAINED = in_key("(?:explanation|then)_html")
KINDS = {
    "solution": "a line of a solution",
    "hidden test": "a line of a hidden test",
    "mark scheme": "a line of a mark scheme",
    "key": "what is in a key",
}
AGAIN = "then generate the assignment again"
MEND = f"take it out of source/, {AGAIN}"


def leaks(
    folder: Path,
    *,
    layout: Layout | None = None,
    students_own: bool = False,
    notebooks: Mapping[Path, Any] | None = None,
) -> list[Problem]:
    """Search an assignment, or a folder of assignments, as students receive it.

    Args:
        folder: what students receive.
        layout: the course that it was made from, whose secrets are looked for too.
        students_own: it is a student's copy, with his own answers and outputs.
        notebooks: notebooks that are not written yet, by the path they will have.

    Raises:
        CourseError: a key of the course cannot be read.
    """
    known = Confidential.of(layout) if layout else None
    search = Search(known, layout, students_own)
    files = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    found = [
        p for path in files if path not in (notebooks or {}) for p in search.file(path, folder)
    ]
    for path, content in (notebooks or {}).items():
        found += search.pieces(path, [*Unpacking().notebook(content), *_run(content, students_own)])
    return found


@dataclass(frozen=True)
class Search:
    """A search for the secrets of a course, or for what betrays itself."""

    known: Confidential | None
    layout: Layout | None
    students_own: bool

    def file(self, path: Path, folder: Path) -> Iterator[Problem]:
        """Search one file, its name included."""
        yield from self._named(path, path.relative_to(folder))
        try:
            data = path.read_bytes()
        except OSError as error:
            yield _problem(path, f"it cannot be read ({error.strerror})", "check its permissions")
            return
        if path.parent.name == assigned_quiz.FOLDER and path.suffix == ".json":
            wrong = self._quiz(path, data)
            if wrong:
                yield _problem(path, f"this {wrong}", f"delete it, {AGAIN}")
            else:  # as it must be: to the letter, or in every field
                yield from self._in_drawings(path, data)
                return
        yield from self.pieces(path, Unpacking().of(data))
        if path.suffix == ".ipynb":
            yield from self.pieces(path, _run_file(data, self.students_own))
        elif is_key(data.decode("utf-8", "replace")):
            yield _problem(path, "this is a quiz file with its key", _moved(path))

    def _named(self, path: Path, name: Path) -> Iterator[Problem]:
        for part in name.parts:
            if part in TEACHERS and not (self.students_own and part in (CONFIG, "feedback")):
                yield _problem(path, f"'{part}' must not be here: {TEACHERS[part]}", _moved(path))
                break
            if part in LEFT_BEHIND and not self.students_own:
                yield _problem(path, f"'{part}' holds {LEFT_BEHIND[part]}", "delete that folder")
                break
        if path.parent.name == answers_file.FOLDER and not self.students_own:
            what = "it holds somebody's answers to a quiz, which every student would begin with"
            yield _problem(
                path, what, f"delete the folder '{answers_file.FOLDER}' in source/, {AGAIN}"
            )
        if path.is_symlink():
            what = "it is a link: students receive what it leads to"
            yield _problem(path, what, "put a copy of what students should have in its place")

    def _quiz(self, path: Path, data: bytes) -> str:
        """Return what is wrong with a released quiz."""
        if self.known is None:
            return wrong_with(data, path.name)
        expected = self.known.quizzes.get(path.stem)
        if expected is None:
            return "is no quiz of this course: there is no key of that name"
        same = undated(data.decode("utf-8", "replace")).split() == expected.split()
        return "" if same else wrong_with(data, path.name) or "is not as the key's quiz is released"

    def _in_drawings(self, path: Path, data: bytes) -> Iterator[Problem]:
        """Search the drawings of a released quiz: the words in one may be those of a key."""
        quiz = read_released(data)
        prompts = [html(text) for item in quiz.questions for text in item.prompt.texts.values()]
        alts = words([*prompts, json.loads(data)["questions"]])
        for name, picture in quiz.pictures.items():
            if picture.media == SVG:
                place = f"the drawing '{alts.get(name, name)}'"
                text = picture.data.decode("utf-8", "replace")
                for problem in self.pieces(path, [Excerpt(place, text=text)]):
                    yield replace(problem, mend=f"take it out of the picture in keys/, {AGAIN}")

    def pieces(self, path: Path, pieces: Iterable[Excerpt]) -> list[Problem]:
        """Search the pieces of a file; of one kind of leak in one place, the first is told."""
        found: dict[tuple[str, str], Problem] = {}
        for piece in pieces:
            for kind, what in self._in_piece(piece):
                where = f"{piece.place} holds " if piece.place else "it holds "
                problem = _problem(path, f"{where}{what}", _moved(path))
                found.setdefault((piece.place, kind), problem)
        return list(found.values())

    def _in_piece(self, piece: Excerpt) -> Iterator[tuple[str, str]]:
        """Yield the kind of each leak in a piece, and how to tell it."""
        if piece.database:
            yield "database", "a database, such as a gradebook"
        if piece.trouble:
            yield "trouble", f"what cannot be checked: {piece.trouble}"
        for marking, kind in self._marks().items():
            if marking in piece.text:
                yield "mark", f"the words that mark a {kind} ('{marking}')"
        if MARKED.search(piece.text):
            yield "shape", "an option marked 'correct: true'"
        if _key_as_json().search(piece.text):
            yield "shape", "the key of a question"
        yield from self._secrets_in(piece)

    def _marks(self) -> dict[str, str]:
        regions = (USUAL, self.layout.regions if self.layout else USUAL)
        return {word: kind for marks in regions for kind, pair in marks.items() for word in pair}

    def _secrets_in(self, piece: Excerpt) -> Iterator[tuple[str, str]]:
        if self.known is None:
            return
        forms = (prose(piece.text), untagged(piece.text), code(piece.text))
        held = [secret for secret in self.known.secrets if _holds(piece.text, forms, secret)]
        for kind, what in KINDS.items():
            found = [secret for secret in held if secret.kind == kind]
            if found:
                yield kind, f"{what} ({_most(found)})"


def _holds(text: str, forms: tuple[str, str, str], secret: Secret) -> bool:
    if secret.pattern:
        return bool(secret.pattern.search(text))
    if secret.prose:
        return secret.prose in forms[0] or secret.prose in forms[1]
    return secret.code in forms[2]


def _most(found: Sequence[Secret]) -> str:
    """Return where most of what was found comes from, with an example, and how much there is."""
    files = Counter(secret.origin.partition(", ")[0] for secret in found)
    file = files.most_common(1)[0][0]
    example = next(secret for secret in found if secret.origin.partition(", ")[0] == file)
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    said = example.said if example.pattern else f"'{hinted(example.said)}'"
    return f"{example.origin}: {said}{more}"


def is_key(text: str) -> bool:
    """Return whether a text is a quiz file with its key.

    >>> is_key("id: rivers\\nquestions:\\n  - answer: 3\\n")
    True
    """
    return bool(A_QUIZ.search(text) and _key_in_yaml().search(text))


def _key_in_yaml() -> re.Pattern[str]:
    names = "|".join(name for kind in TYPES.values() for name in kind.written)
    return re.compile(rf"^[\s{{\[\"'-]*(?:\{{.*)?\b(?:{names})[\"']?\s*:", re.MULTILINE)


def _key_as_json() -> re.Pattern[str]:
    shapes = (kind.shape for kind in TYPES.values())
    return re.compile("|".join(dict.fromkeys((EXPLAINED, *shapes))))


def hinted(said: str) -> str:
    """Shorten a secret so that only its author recognises it.

    >>> hinted("assert days_between(first, last) == 3")
    'assert days_…'
    """
    return f"{said[: max(3, min(12, len(said) // 3))]}…"


def _run_file(data: bytes, students_own: bool) -> list[Excerpt]:
    try:
        return _run(json.loads(data), students_own)
    except (ValueError, RecursionError):
        return []


def _run(notebook: Any, students_own: bool) -> list[Excerpt]:
    """Return the cells that were run: what they printed may be the solution's."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if students_own or not isinstance(cells, list):
        return []
    return [
        Excerpt(f"cell {number}", trouble="an output, which may show what a solution gives")
        for number, cell in enumerate(cells, start=1)
        if isinstance(cell, dict) and cell.get("outputs")
    ]


def _moved(path: Path) -> str:
    return MEND if path.suffix == ".ipynb" else f"move it out of source/, {AGAIN}"


def _problem(path: Path, what: str, mend: str) -> Problem:
    return Problem(path, 0, "", what, mend, "leak")
