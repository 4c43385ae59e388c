"""The command ``quizkit feedback``."""

from __future__ import annotations

import argparse
import sys

from quizkit.grading.command import number_of_jobs

DESCRIPTION = """\
Make the pages that students get back, of a graded assignment: those that 'nbgrader
generate_feedback' makes, in the same folders, several at a time and only where something changed
since: the graded notebook, points or comments in the gradebook, the settings or a template.

In feedback a quiz has its title. With 'c.StudentsFeedback.hidden_tests = False' in
nbgrader_config.py hidden tests are left out of it, with what they said."""

EXAMPLES = """\
examples:
  quizkit feedback demands                everybody whose work is graded
  quizkit feedback demands --student ann  one student
  quizkit feedback demands --force        all pages once more, changed or not
  quizkit feedback demands --zip          and demands-feedback.zip, with pages named after students

'nbgrader release_feedback demands' then gives them out. The exit code is 0, 1 when somebody's pages
could not be made (you are told why), 2 when nobody's could be, 130 after Ctrl-C."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument("assignment", metavar="ASSIGNMENT", help="its name, as in source/")
    command.add_argument("--student", default="*", metavar="ID", help="this student only")
    command.add_argument(
        "--jobs", type=number_of_jobs, metavar="N", help="how many at a time (one a processor core)"
    )
    command.add_argument("--force", action="store_true", help="make also what has not changed")
    command.add_argument(
        "--zip",
        action="store_true",
        help="put all pages into ASSIGNMENT-feedback.zip, named after their students, to be sent",
    )
    command.set_defaults(run=run, needs="grade")


def run(options: argparse.Namespace) -> int:
    """Make the feedback, tell of it, and give the exit code."""
    from quizkit.desk.class_list import class_list
    from quizkit.desk.feedback.class_feedback import ClassFeedback
    from quizkit.desk.feedback.packed import pack
    from quizkit.grading.open_course import Course
    from quizkit.grading.progress import Progress

    course = Course(options.assignment, options.student, logged=False)
    feedback = ClassFeedback(course, jobs=options.jobs, force=options.force)
    students = feedback.students()
    known = class_list(course.root, course.engine()) if options.zip else ()
    with (
        course.gradebook_told(),
        Progress(total=len(students), label=options.assignment, stream=sys.stderr) as progress,
    ):
        summary = feedback.make(students, progress)
    for line in summary.lines():
        print(line)
    if options.zip and not summary.interrupted:
        path = course.root / f"{options.assignment}-feedback.zip"
        made = [student for student in students if student not in summary.failed]
        pages = pack(path, {student: course.feedback(student) for student in made}, known)
        print(f"Written: {path.name}, with {pages} pages, each named after its student")
    return summary.exit_code
