"""The command ``quizkit report``."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizkit.errors import CourseError, PrintError, UnknownName, printable_lines

if TYPE_CHECKING:
    from quizkit.desk.report.analysis import Report
    from quizkit.desk.report.class_work import ClassWork
    from quizkit.quiz.model import Quiz

FOLDER = "reports"
SECRET = "report-numbers"  # the file with what the students' numbers hang on
DESCRIPTION = """\
Write what a class understood, as a page for the teacher: reports/ASSIGNMENT.html. It opens in any
browser, prints on A4 and needs no network. It tells who handed in, how hard each question was and
whom it parted, which answers were given by strong and by weak students, how sure the scores are,
who needs help with what, and which questions to look at, with what to do.

It reads the gradebook, the answers files, the keys and students.csv of the nbgrader course in this
folder, and changes none of them. Students have numbers in it unless you ask for names.

With --practice it does the same for quizzes to practise with, from the answers files that pupils
bring or send; that needs no course."""

EXAMPLES = """\
examples:
  quizkit report demands                       reports/demands.html
  quizkit report demands --names               with the names of the students
  quizkit report demands --language nl --csv   in Dutch, and two tables for a spreadsheet
  quizkit report --practice brought            every quiz in the answers files of a folder
  quizkit report geneva --practice brought     one of them

The exit code is 0 when the report is written, 2 when it could not be, 130 after Ctrl-C."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument(
        "assignment", nargs="?", metavar="ASSIGNMENT", help="its name; of practice, the quiz's"
    )
    command.add_argument(
        "--practice",
        nargs="+",
        type=Path,
        metavar="FOLDER",
        help="folders with answers files, or such files",
    )
    command.add_argument("--names", action="store_true", help="name the students (students.csv)")
    command.add_argument("--language", help="language of the page (that of the assignment)")
    command.add_argument(
        "--output", type=Path, metavar="FOLDER", help=f"where the page goes ({FOLDER})"
    )
    command.add_argument("--json", action="store_true", help="write all figures as JSON beside it")
    command.add_argument(
        "--csv",
        action="store_true",
        help="write the questions and the students as tables beside it",
    )
    command.set_defaults(run=run, needs="grade")


def run(options: argparse.Namespace) -> int:
    """Write the report, say where it is and what stands out, and give the exit code."""
    from quizkit.languages import checked

    if options.language is not None:
        checked(options.language)
    if options.practice is None and not options.assignment:
        raise CourseError(
            "Name the assignment, as in 'quizkit report demands', or the answers files, as in"
            " 'quizkit report --practice FOLDER'."
        )
    made = _practised(options) if options.practice else _graded(options)
    for report, folder, name in made:
        for line in _written(report, folder, name, options):
            print(printable_lines(line))
    return 0


def _graded(options: argparse.Namespace) -> Iterator[tuple[Report, Path, str]]:
    from quizkit.desk.report.gradebook_work import gradebook_work
    from quizkit.grading.open_course import Course

    course = Course(options.assignment, logged=False)
    with course.gradebook_told():
        work = gradebook_work(course, options.language)
    folder = options.output or course.root / FOLDER
    yield _report(work, options, _secret(course.root)), folder, work.name


def _practised(options: argparse.Namespace) -> Iterator[tuple[Report, Path, str]]:
    from quizkit.desk.report.practice_work import brought, practice_work, quiz_of

    found = brought(options.practice)
    for line in found.left_out:
        print(printable_lines(f"Left out: {line}."), file=sys.stderr)
    named = quiz_of(options.assignment) if options.assignment else None
    if named and named.id not in found.records:
        raise UnknownName("quiz in the answers files called", named.id, sorted(found.records))
    for name, quiz in {named.id: named}.items() if named else _quizzes(sorted(found.records)):
        language = options.language or "en"
        work = practice_work(quiz, found.records[name], language, unread=len(found.left_out))
        folder = options.output or Path(FOLDER)
        yield _report(work, options, ""), folder, f"{name}-practice"


def _quizzes(names: Sequence[str]) -> list[tuple[str, Quiz]]:
    """Return the quizzes of these names; one that is not here is told, unless all are."""
    from quizkit.desk.report.practice_work import quiz_of

    quizzes, troubles = [], []
    for name in names:
        try:
            quizzes.append((name, quiz_of(name)))
        except CourseError as error:
            troubles.append(error)
    if not quizzes:
        raise troubles[0]
    for trouble in troubles:  # one pupil's file must not keep the report from the class
        print(printable_lines(f"Left out: {trouble}"), file=sys.stderr)
    return quizzes


def _report(work: ClassWork, options: argparse.Namespace, salt: str) -> Report:
    from quizkit.desk.report.analysis import report

    return report(work, made=datetime.now(), names=options.names, salt=salt)


def _secret(root: Path) -> str:
    """Return what the numbers of a course's students hang on, made at the first report."""
    from quizkit.files import write_whole
    from quizkit.grading.resuming.journal import PLACE, make_private

    path = root / PLACE / SECRET
    try:
        if not path.is_file():
            make_private(root, path.parent)
            write_whole(path, secrets.token_hex(16).encode())
        return path.read_text()
    except OSError as error:
        raise CourseError(f"Cannot read or write {path}: {error.strerror}.") from error
    except ValueError as error:
        raise CourseError(f"{path} is damaged; delete it, and a new one is made.") from error


def _written(report: Report, folder: Path, name: str, options: argparse.Namespace) -> Iterator[str]:
    """Write the files of a report; yield what to tell of them."""
    from quizkit.desk.report import data_files
    from quizkit.desk.report.page import as_html
    from quizkit.files import write_whole

    files = {"students": f"{name}-students.csv"} if options.csv else {}
    report = replace(report, files=files)
    made = {f"{name}.html": as_html(report)}
    if options.json:
        made[f"{name}.json"] = data_files.to_json(report)
    if options.csv:
        made[f"{name}-questions.csv"] = data_files.questions_csv(report)
        made[f"{name}-students.csv"] = data_files.students_csv(report)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in made.items():
            write_whole(folder / file, text.encode("utf-8", "replace"))
    except OSError as error:
        raise PrintError(f"The report cannot be written in {folder}: {error.strerror}.") from error
    yield _summary(report)
    yield "\n".join(str(folder / file) for file in made)


def _summary(report: Report) -> str:
    """Return in a sentence what stands out."""
    students, questions = len(report.work.students), len(report.questions)
    look = sum(bool(question.findings) for question in report.questions)
    return (
        f"{report.work.name}: {students} student{'s' * (students != 1)}, {questions} questions,"
        f" {look} of them to look at."
    )
