"""The command ``quizkit marks``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from quizkit.errors import printable_lines

SYSTEMS = ("moodle", "canvas", "brightspace", "csv", "xlsx")
DESCRIPTION = """\
Write the marks of an nbgrader course as the school's system imports them, or as a table for you
(csv, xlsx), in the course's folder. Nothing in the gradebook changes.

Who handed in nothing, waits for marks by hand, or is flagged and not looked at yet has no mark, and
is named; nobody gets a 0 that was not given. Students are known there by what students.csv has of
them: email and number for Moodle, lms_user_id, number and login for Canvas, number and login for
Brightspace."""

EXAMPLES = """\
examples:
  quizkit marks demands --for moodle                       points, as Moodle imports them
  quizkit marks demands --for xlsx --scale nterm=1.2       Dutch marks, 1.0 to 10.0, in a workbook
  quizkit marks demands --for csv --scale 0..20 --round 1  marks out of twenty
  quizkit marks demands --for canvas --column "demands=Demands (4321)"   the name it has in Canvas
  quizkit marks timeline demands --for xlsx                two assignments beside each other

scales:
  points       as they are (rounded to 0.01)
  percent      100 x points / maximum
  nterm=N      9 x points / maximum + N, with the bounds of the Dutch central examinations
  LOW..HIGH    LOW for no points, HIGH for all, evenly between

The exit code is 0 when the file is written, 2 when it could not be, 130 after Ctrl-C."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument(
        "assignments", nargs="+", metavar="ASSIGNMENT", help="its name, as in source/"
    )
    command.add_argument(
        "--for", dest="system", choices=SYSTEMS, default="csv", help="whom for (csv)"
    )
    command.add_argument(
        "--to", type=Path, metavar="FILE", help="where the file goes (ASSIGNMENT-SYSTEM.csv)"
    )
    command.add_argument(
        "--force", action="store_true", help="write also over a file that is there"
    )
    command.add_argument("--scale", default="points", help="see below (points)")
    command.add_argument(
        "--round", default="", dest="step", metavar="STEP", help="to this step, a half up (0.1)"
    )
    command.add_argument("--bounds", default="", metavar="LOW..HIGH", help="no mark beyond these")
    command.add_argument(
        "--decimal-comma", action="store_true", help="6,8 for 6.8, and ; between cells"
    )
    command.add_argument(
        "--column",
        action="append",
        type=_column,
        default=[],
        metavar="ASSIGNMENT=NAME",
        help="what an assignment is called in the school's system",
    )
    command.add_argument(
        "--missing", default="", metavar="MARK", help="the mark for who handed in nothing (none)"
    )
    command.add_argument(
        "--unfinished",
        action="store_true",
        help="marks for the points so far, where some are still to be given by hand or looked at",
    )
    command.set_defaults(run=run, needs="grade")


def run(options: argparse.Namespace) -> int:
    """Write the file, say who is not in it, and give the exit code."""
    from quizkit.desk.class_list import class_list
    from quizkit.desk.marks import marks_file, written
    from quizkit.desk.marks.standings import result
    from quizkit.grading.open_course import Course

    wanted = marks_file.wishes(
        scale=options.scale,
        step=options.step,
        bounds=options.bounds,
        names=dict(options.column),
        missing=options.missing,
        unfinished=options.unfinished,
    )
    assignments = list(dict.fromkeys(options.assignments))
    path = options.to or written.default_name(assignments, options.system)
    results = []
    for assignment in assignments:
        course = Course(assignment, logged=False)
        with course.gradebook_told():
            students = class_list(course.root, course.engine())
            results.append(result(course.engine(), assignment, students, course.submission))
    data = marks_file.content(results, wanted, options.system, decimal_comma=options.decimal_comma)
    marks_file.write(path.expanduser(), data, force=options.force)
    for line in marks_file.told(results, wanted):
        print(printable_lines(line), file=sys.stderr)
    print(f"Written: {path}")
    return 0


def _column(text: str) -> tuple[str, str]:
    """Read what an assignment is called elsewhere.

    >>> _column("demands=Demands (4321)")
    ('demands', 'Demands (4321)')
    """
    assignment, sign, name = text.partition("=")
    if not (assignment and sign and name.strip()):
        raise argparse.ArgumentTypeError(f"'{text}': write it as ASSIGNMENT=NAME")
    return assignment, name.strip()
