"""The commands ``quizkit import`` and ``quizkit export``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quizkit.authoring.banks import readers, writers
from quizkit.authoring.banks.bank import Loss
from quizkit.errors import BankError, UnknownName, printable_lines

if TYPE_CHECKING:
    from quizkit.authoring.banks.quiz_text import QuizText

MANY = 4  # from so many questions on, what they lost alike is told once
IMPORTING = """\
Read questions as another program keeps them, and write each file of them as a quiz file that passes
`quizkit check`, its pictures beside it. What a file is, is seen from what is in it.

What could not be carried over is told, question by question; nothing is dropped in silence. A file
that is there already stays, unless --force is typed."""
IMPORTED = """\
examples:
  quizkit import chemistry.xml                  a bank of Moodle: chemistry.yaml
  quizkit import chemistry.xml --to quizzes     into a folder
  quizkit import geography-export.imscc         the quizzes of a course in Canvas, or any QTI
  quizkit import *.txt --from aiken             files that are all of one kind
  quizkit check chemistry.yaml                  then: advice on the questions

The exit code is 0 when all files are written, 2 when one could not be, 130 after Ctrl-C."""
EXPORTING = """\
Write a quiz as another program takes it: in one language, keys included. What that program has no
place for is told, question by question."""
EXPORTED = """\
examples:
  quizkit export geneva --to moodle                       geneva.xml, to import into a question bank
  quizkit export my-quiz.yaml --to anki --language nl     cards, in Dutch
  quizkit export geneva --to qti                          geneva-qti21.zip, for other platforms
  quizkit export geneva --to aiken --output quiz.txt      a file of this name

The file holds the answers: keep it from your students. The exit code is 0 when it is written, 2
when it could not be, 130 after Ctrl-C."""


def add_import_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said of an import."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = IMPORTING, IMPORTED
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="banks of questions")
    command.add_argument(
        "--to", type=Path, default=Path(), metavar="FOLDER", help="where quiz files go (here)"
    )
    command.add_argument("--title", help="the quiz's title (as the file says, or its name)")
    command.add_argument(
        "--from", dest="form", choices=readers.NAMES, help="the format (seen from the file)"
    )
    command.add_argument(
        "--language", default="en", help="of the words put above passages that have none (en)"
    )
    command.add_argument(
        "--force", action="store_true", help="write also over files that are there"
    )
    command.set_defaults(run=run_import, needs="author")


def add_export_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said of an export."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = EXPORTING, EXPORTED
    command.add_argument("quiz", metavar="QUIZ", help="name of a quiz, or a quiz file")
    command.add_argument(
        "--to", dest="form", choices=writers.NAMES, required=True, help="the format"
    )
    command.add_argument(
        "--output", type=Path, metavar="PATH", help="the file, or a folder for files (here)"
    )
    command.add_argument("--language", default="en", help="the language of the questions (en)")
    command.add_argument(
        "--force", action="store_true", help="write also over files that are there"
    )
    command.set_defaults(run=run_export, needs="author")


def run_import(options: argparse.Namespace) -> int:
    """Write a quiz file for each bank, say what was lost, and give the exit code."""
    from quizkit.authoring.banks import placing
    from quizkit.authoring.banks.parts import parts
    from quizkit.authoring.banks.quiz_text import quiz_text
    from quizkit.languages import known

    folder = options.to.expanduser()
    if options.title and len(options.files) > 1:
        raise BankError("--title names one quiz; import the files one by one.")
    if options.language not in known():
        raise UnknownName("language", options.language, known())
    for path in options.files:
        data = placing.content(path.expanduser())
        bank = readers.read(data, path.name, form=options.form)
        several = parts(bank)
        files, told, count = dict[str, bytes](), list[Loss](), 0
        lines: list[str] = []
        for number, part in enumerate(several, start=1):
            end = f" {number}" if len(several) > 1 else ""
            title = f"{options.title}{end}" if options.title else None
            made = quiz_text(part, title=title, name=path.stem + end, language=options.language)
            if made.count:
                files |= {f"{made.id}.yaml": made.text.encode(), **made.pictures}
            lines += _imported(made, folder, len(part.questions))
            told += made.losses
            count += made.count
        placing.write(files, folder, force=options.force)
        for line in lines:
            print(printable_lines(line))
        _tell(told)
        placing.refuse_nothing(path.name, count)
    return 0


def _imported(made: QuizText, folder: Path, number: int) -> Iterator[str]:
    if not made.count:
        return
    some = "" if made.count == number else f" of {number}"
    yield f"Written: {folder / made.id}.yaml ({_many(made.count, 'question', some)})"
    if made.pictures:
        yield f"  with {_many(len(made.pictures), 'picture')} in {folder / made.id}"
    yield f"  look at it: quizkit preview {folder / made.id}.yaml"


def _many(number: int, what: str, of: str = "") -> str:
    """Count something.

    >>> _many(1, "question"), _many(2, "question", " of 3")
    ('1 question', '2 of 3 questions')
    """
    plural = what if number == 1 and not of else f"{what}s"
    return f"{number}{of} {plural}"


def _tell(losses: Sequence[Loss]) -> None:
    """Say what was lost: of the whole, of many questions alike, and of single ones."""
    if not losses:
        return
    alike: dict[str, list[str]] = {}
    for loss in dict.fromkeys(losses):
        alike.setdefault(loss.what, []).append(loss.question)
    print(f"Not carried over as it was ({len(losses)}):", file=sys.stderr)
    for line in _lines(alike, losses):
        print(printable_lines(f"  {line}"), file=sys.stderr)


def _lines(alike: Mapping[str, Sequence[str]], losses: Sequence[Loss]) -> Iterator[str]:
    yield from (what for what, names in alike.items() if "" in names)
    for what, names in alike.items():
        if len(names) >= MANY:
            yield f"{len(names)} questions ({', '.join(names)}): {what}"
    for question in dict.fromkeys(loss.question for loss in losses if loss.question):
        single = (w for w, names in alike.items() if question in names and len(names) < MANY)
        yield from (f"question '{question}': {what}" for what in single)


def run_export(options: argparse.Namespace) -> int:
    """Write a quiz for another program, say what was lost, and give the exit code."""
    from quizkit.authoring.banks import placing
    from quizkit.quiz.loading import load

    quiz = load(options.quiz)
    placing.check_language(quiz, options.language)
    made = writers.write(quiz, options.language, options.form)
    written = placing.write_export(made, options.output, force=options.force)
    for path in written:
        print(f"Written: {path}")
    _tell(made.losses)
    placing.refuse_nothing(quiz.id, len(written))
    return 0
