"""The command ``quizkit regrade``."""

from __future__ import annotations

import argparse
import shutil

DESCRIPTION = """\
Score the quizzes of a graded assignment again, after you changed a key in keys/: an answer, a
tolerance, points, or a question that you write 'void: true' (it no longer counts, and the others
make up the points of the quiz) or 'credit: all' (all who handed in answers get its points) into.

First you see what would change, question by question and student by student, and nothing is
changed. With --yes it is: the points in nbgrader's gradebook, all or none, and the account in each
graded notebook. Points and comments that you gave by hand stay, and no student's code is run again.
Who changed what, and when, is added to regrades.log in the course."""

EXAMPLES = """\
examples:
  quizkit regrade demands                what would change
  quizkit regrade demands --yes          the change
  quizkit regrade demands --student ann  of one student
  quizkit regrade demands --json         for another program

The exit code is 0, 1 when somebody's work could not be regraded (you are told why), 2 when nothing
could be, 130 after Ctrl-C."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument("assignment", metavar="ASSIGNMENT", help="its name, as in source/")
    command.add_argument("--yes", action="store_true", help="change it, after the table")
    command.add_argument("--student", default="*", metavar="ID", help="this student only")
    command.add_argument("--json", action="store_true", help="print the result as JSON")
    command.set_defaults(run=run, needs="grade")


def run(options: argparse.Namespace) -> int:
    """Show or make the change, and give the exit code."""
    from quizkit.desk.regrading.class_regrade import ClassRegrade
    from quizkit.grading.open_course import Course

    course = Course(options.assignment, options.student, logged=False)
    regrade = ClassRegrade(course)
    with course.gradebook_told():
        changes = regrade.written() if options.yes else regrade.changes()
    if options.json:
        print(changes.to_json())
    else:
        for line in changes.lines(width=shutil.get_terminal_size().columns):
            print(line)
    return int(bool(changes.left_out))
