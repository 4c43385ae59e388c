"""The command ``quizkit collect``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from quizkit.errors import printable_lines

DESCRIPTION = """\
Take in what students handed in elsewhere, in the folder of an nbgrader course: the bulk download
of Moodle, Canvas, Brightspace or Itslearning as it came, or a folder of ZIP files, notebooks and
answer files from the mail. Each is given to its student by the class list, students.csv (columns
id,first_name,last_name,email), and put where nbgrader and 'quizkit grade' expect it.

Where it is not sure whose something is, you are asked; nobody is guessed. Every version is kept,
with its time, in the folder 'collected'; the newest counts. An archive that could do harm is
refused, with the reason, and nothing of it is written.

The students of students.csv go into the gradebook, with names and e-mail; nobody is taken out."""

EXAMPLES = """\
examples:
  quizkit collect demands ~/Downloads/HIST-demands-1234.zip     a download from the school's system
  quizkit collect demands mail                                  a folder of what came by mail
  quizkit collect demands mail --as "IMG final.zip=ann"         whose this file is
  quizkit collect demands mail --as "IMG final.zip=nobody"      a wrong answer is taken back

The exit code is 0 when everything has its place, 1 when something was left out, 2 when nothing
could be done (no such assignment, no class list), 130 after Ctrl-C."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument("assignment", metavar="ASSIGNMENT", help="its name, as in source/")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files and folders")
    command.add_argument(
        "--as",
        dest="settled",
        nargs="+",
        action="extend",
        type=_settled,
        default=[],
        metavar="FILE=ID",
        help="this file, or the name that the system gives, is this student's, and counts from now "
        "on, whatever it was taken for before; with the id 'nobody' it is taken back",
    )
    command.add_argument(
        "--no-questions", dest="ask", action="store_false", help="leave out what is not sure"
    )
    command.set_defaults(run=run, needs="grade")


def run(options: argparse.Namespace) -> int:
    """Collect, say what became of everything, and give the exit code."""
    from quizkit.desk.class_list import class_list, enrol, listed, table
    from quizkit.desk.collecting.asking import InTerminal
    from quizkit.desk.collecting.collection import Collection, Place
    from quizkit.desk.collecting.owners import ClassRoom
    from quizkit.desk.collecting.work import Release
    from quizkit.errors import CourseError
    from quizkit.grading.open_course import Course
    from quizkit.grading.resuming.journal import Journal

    course = Course(options.assignment, logged=False)
    release = Release.of(course.released())
    if not release.notebooks:
        raise CourseError(
            f"There is no notebook in {course.released()}; type 'nbgrader generate_assignment"
            f" {course.assignment}' first."
        )
    with course.gradebook_told():
        students = class_list(course.root, course.engine())
    is_asked = options.ask and sys.stdin.isatty()
    collection = Collection(
        Place(course.root, course.assignment, course.submission),
        release,
        students,
        settled=dict(options.settled),
        teacher=InTerminal(ClassRoom(students, course.assignment)) if is_asked else None,
    )
    good = True
    with Journal(course.root, course.assignment).alone("collect"):
        for line in collection.take([path.expanduser() for path in options.files]):
            print(printable_lines(line.said), file=sys.stdout if line.good else sys.stderr)
            good = good and line.good
    if added := enrol(table(course.root), course.engine()):
        print(f"{added} of students.csv are new to the gradebook.")
    counts = collection.counts
    print(
        f"{course.assignment}: {counts['new']} new, {counts['newer']} newer than before, "
        f"{counts['same'] + counts['older']} as before, {counts['left']} left out."
    )
    missing = [student.name or student.id for student in collection.missing()]
    if missing:
        print(printable_lines(f"Not handed in ({len(missing)}): {listed(missing)}."))
    return int(not good)


def _settled(text: str) -> tuple[str, str]:
    """Read whose a file is.

    >>> _settled("my work=2.zip=ann")
    ('my work=2.zip', 'ann')
    """
    name, sign, student = text.rpartition("=")
    if not (name and sign and student):
        raise argparse.ArgumentTypeError(f"'{text}': write it as FILE=ID, such as \"x.zip=ann\"")
    return name, student
