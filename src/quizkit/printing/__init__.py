"""Quizzes on paper, and their keys on separate sheets, as HTML and as PDF.

The sheets are values (``sheet_parts``), made from a quiz by ``handout``, from the tables by
``role_cards`` and ``reference``, and from a Markdown file by ``text_page``; ``html_page`` writes
them as HTML and ``pdf`` as PDF. Paper is made for A4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from quizkit.errors import PrintError, UnknownName
from quizkit.languages import ENGLISH, checked, known, said
from quizkit.printing import html_page, pdf, reference
from quizkit.printing.handout import answer_key, beginning, chosen, handout, version
from quizkit.printing.role_cards import role_cards
from quizkit.printing.sheet_parts import PrintedSheet
from quizkit.printing.text_page import text_page
from quizkit.quiz import loading
from quizkit.quiz.model import Quiz
from quizkit.tables.content_folder import content_folder

FOLDER = Path("handouts")
WRITERS: dict[str, Callable[[PrintedSheet], bytes]] = {
    ".html": lambda sheet: html_page.as_html(sheet).encode(),
    ".pdf": pdf.as_pdf,
}
_PDF = (".pdf",)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def print_quiz(
    name: str | Path,
    *,
    language: str | None = None,
    output: Path = FOLDER,
    only: Sequence[str] = (),
    first: int | None = None,
    variants: int | None = None,
) -> list[Path]:
    """Write a quiz and its key, each as HTML and as PDF, and give the files.

    Args:
        name: the name of a quiz or the path of a quiz file, as for ``quizkit.load``.
        language: the language of the sheets; English unless given, or the first of the quiz.
        output: the folder for the files; it is made if it is not there.
        only: the names of the questions to print; all of them unless given.
        first: how many questions to print, from the first on; all of them unless given.
        variants: how many versions to print, called A, B and so on, each with its own key.

    Raises UnknownName for an unknown quiz, question or language, QuizFileError for a quiz with
    mistakes, and PrintError where a file cannot be written.
    """
    quiz = loading.load(name)
    in_english = not quiz.languages or ENGLISH in quiz.languages
    language = language or (ENGLISH if in_english else quiz.languages[0])
    _speaks(quiz, language)
    if variants is not None and not 1 <= variants <= len(LETTERS):
        mend = f"name 2 to {len(LETTERS)}: --variants 4"
        raise PrintError(f"There are no {variants} versions to print; {mend}.")
    whole = chosen(quiz, only) if only else quiz
    sheets: dict[str, PrintedSheet] = {}
    for letter in LETTERS[:variants] if variants else ("",):
        own = version(quiz, letter or LETTERS[0])
        part = version(whole, letter or LETTERS[0]) if only else beginning(own, first)
        stem = _stem(own, part, language) + (f"-{letter}" if letter else "")
        sheets[stem] = handout(part, language, letter)
        sheets[f"{stem}-key"] = answer_key(part, language, letter)
    return [path for stem, sheet in sheets.items() for path in _write(sheet, output / stem)]


def print_roles(*, language: str = ENGLISH, output: Path = FOLDER) -> list[Path]:
    """Write the cards of the role play, made from the tables, as HTML and as PDF."""
    checked(language)
    cards = role_cards(content_folder(Path.cwd()), language)
    return _write(cards, output / f"roles-{language}")


def print_reference(name: str, *, language: str = ENGLISH, output: Path = FOLDER) -> list[Path]:
    """Write a sheet to look things up on, one of ``reference.SHEETS``, as HTML and as PDF."""
    checked(language)
    sheet = reference.SHEETS[name](language)
    return _write(sheet, output / f"{name}-{language}")


def print_page(path: Path, *, language: str | None = None, output: Path = FOLDER) -> list[Path]:
    """Write a Markdown file as HTML and as PDF, in the language that its folder is named after."""
    folders = reversed(path.absolute().parts)
    spoken = language or next((name for name in folders if name in known()), ENGLISH)
    checked(spoken)
    return _write(text_page(path, spoken), output / f"{path.stem}-{spoken}")


def print_all(*, language: str | None = None, output: Path = FOLDER) -> Iterator[Path]:
    """Write every sheet of the course as PDF, those for the class apart; yield the files.

    Each language has two folders: for learners every quiz, the first questions of a long one
    alone, the role cards, the sheets to look things up on and what lies in the guide's folder
    ``paper``; for the teacher the keys and the pages of the guide. The languages are those of the
    lessons; UnknownName says so of any other.
    """
    root = content_folder(Path.cwd())
    taught = [code for code in known() if (root / "lessons" / code).is_dir()]
    if language and taught and language not in taught:
        raise UnknownName("language", language, taught)
    for code in [checked(language)] if language else taught or [ENGLISH]:
        learners, teacher = (
            output / code / said("printing", code, name)
            for name in ("folder_class", "folder_teacher")
        )
        for stem, sheet in _of_quizzes(root, code):
            yield from _write(sheet, (teacher if stem.endswith("-key") else learners) / stem, _PDF)
        yield from _write(role_cards(root, code), learners / f"roles-{code}", _PDF)
        for name, made in reference.SHEETS.items():
            yield from _write(made(code), learners / f"{name}-{code}", _PDF)
        guide = root / "lessons" / "instructors" / code
        for folder, pages in ((teacher, guide.glob("*.md")), (learners, guide.glob("paper/*.md"))):
            for page in sorted(pages):
                yield from _write(text_page(page, code), folder / f"{page.stem}-{code}", _PDF)


def _of_quizzes(root: Path, language: str) -> Iterator[tuple[str, PrintedSheet]]:
    for path in sorted((root / "data" / "quizzes").glob("*.yaml")):
        quiz = version(loading.load(path), LETTERS[0])
        if quiz.languages and language not in quiz.languages:
            continue
        core = beginning(quiz, quiz.core)
        for part in [quiz] if core == quiz else [quiz, core]:
            stem = _stem(quiz, part, language)
            yield stem, handout(part, language)
            yield f"{stem}-key", answer_key(part, language)


def _stem(quiz: Quiz, part: Quiz, language: str) -> str:
    """Name a quiz's sheets, or those of a part of it, which are not to take their place."""
    if part.questions == quiz.questions:
        return f"{quiz.id}-{language}"
    if part.questions == quiz.questions[: len(part.questions)]:
        return f"{quiz.id}-first-{len(part.questions)}-{language}"
    return f"{quiz.id}-chosen-{language}"


def _speaks(quiz: Quiz, language: str) -> None:
    checked(language)
    if quiz.languages and language not in quiz.languages:
        raise PrintError(
            f"The quiz '{quiz.id}' has no texts in '{language}'; "
            f"choose one of its languages: {', '.join(quiz.languages)}."
        )


def _write(sheet: PrintedSheet, stem: Path, kinds: Sequence[str] = (".html", ".pdf")) -> list[Path]:
    written: list[Path] = []
    try:
        stem.parent.mkdir(parents=True, exist_ok=True)
        for kind in kinds:
            path = Path(f"{stem}{kind}")
            path.write_bytes(WRITERS[kind](sheet))
            written.append(path)
    except OSError as error:
        raise PrintError(
            f"{error.filename or stem.parent} cannot be written ({error.strerror}); "
            "name another folder: --output FOLDER."
        ) from error
    return written
