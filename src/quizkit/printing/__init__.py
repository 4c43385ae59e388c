"""Quizzes on paper, and their keys on separate sheets, as HTML and as PDF.

The sheets are values (``sheet_parts``), made from a quiz by ``handout`` and from the tables by
``role_cards``; ``html_page`` writes them as HTML and ``pdf`` as PDF. Paper is made for A4.
"""

from __future__ import annotations

from pathlib import Path

from quizkit.errors import PrintError, UnknownName
from quizkit.languages import known
from quizkit.printing import html_page, pdf
from quizkit.printing.handout import answer_key, handout
from quizkit.printing.role_cards import role_cards
from quizkit.printing.sheet_parts import PrintedSheet
from quizkit.quiz import loading
from quizkit.quiz.model import Quiz
from quizkit.tables.content_folder import content_folder

FOLDER = Path("handouts")


def print_quiz(name: str | Path, *, language: str = "en", output: Path = FOLDER) -> list[Path]:
    """Write a quiz and its key, each as HTML and as PDF, and give the files.

    Args:
        name: the name of a quiz or the path of a quiz file, as for ``quizkit.load``.
        language: the language of the sheets.
        output: the folder for the files; it is made if it is not there.

    Raises UnknownName for an unknown quiz or language, QuizFileError for a quiz with mistakes,
    and PrintError where a file cannot be written.
    """
    quiz = loading.load(name)
    _speaks(quiz, language)
    stem = f"{quiz.id}-{language}"
    sheets = {stem: handout(quiz, language), f"{stem}-key": answer_key(quiz, language)}
    return [path for stem, sheet in sheets.items() for path in _write(sheet, output / stem)]


def print_roles(*, language: str = "en", output: Path = FOLDER) -> list[Path]:
    """Write the cards of the role play, made from the tables, as HTML and as PDF."""
    _known(language)
    cards = role_cards(content_folder(Path.cwd()), language)
    return _write(cards, output / f"roles-{language}")


def _known(language: str) -> None:
    if language not in known():
        raise UnknownName("language", language, known())


def _speaks(quiz: Quiz, language: str) -> None:
    _known(language)
    if quiz.languages and language not in quiz.languages:
        raise PrintError(
            f"The quiz '{quiz.id}' has no texts in '{language}'; "
            f"choose one of its languages: {', '.join(quiz.languages)}."
        )


def _write(sheet: PrintedSheet, stem: Path) -> list[Path]:
    html, portable = Path(f"{stem}.html"), Path(f"{stem}.pdf")
    made = {html: html_page.as_html(sheet).encode(), portable: pdf.as_pdf(sheet)}
    try:
        stem.parent.mkdir(parents=True, exist_ok=True)
        for path, content in made.items():
            path.write_bytes(content)
    except OSError as error:
        raise PrintError(
            f"{error.filename or stem.parent} cannot be written ({error.strerror}); "
            "name another folder: --output FOLDER."
        ) from error
    return list(made)
