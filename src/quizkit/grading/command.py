"""The command ``quizkit grade``.

Kernels warm up in their sandbox while nbgrader, which takes some seconds, is imported.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from quizkit.errors import SandboxError, printable_lines
from quizkit.grading.kernels.warm_client import ORDINARY
from quizkit.grading.report import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizkit.grading.machines.machine import Machine
    from quizkit.grading.open_course import Course


NOT_RUN = "No code is run on this computer: quizzes and written answers need none."
NO_WALLS_THERE = (
    "students' code on a cluster must be in a sandbox, or it could reach the other workers and this"
    " computer: leave out --no-sandbox, or --dask"
)
DESCRIPTION = """\
Grade what students handed in, in the folder of an nbgrader course: same folders, same gradebook
and same grades as 'nbgrader autograde', many times faster, and each notebook in a sandbox: no
network, and no sight of the gradebook, the solutions or anybody else's work.

What has not changed since it was graded is not graded again, so the same command goes on after
Ctrl-C or a crash. Points and comments that you gave by hand stay. Who has a line in
extensions.csv (student,assignment,until) has more time. On Windows and macOS, which have no such
sandbox, assignments with quizzes and written answers only are graded. At the end you are told who
needs a look, and why: "flagged" is graded, and marked for you in formgrader; "refused" could not
be graded safely, and has 0 points until you decide; "failed" is to be tried again."""

EXAMPLES = """\
examples:
  quizkit grade demands                    everybody who handed in 'demands'
  quizkit grade demands --student ann      one student
  quizkit grade demands --force            everybody once more, changed or not
  quizkit grade demands --json > out.json  the result for another program
  quizkit grade demands --answers handed-in  also the files in this folder that 'Hand in' has made

The exit code is 0 when every submission has its grade, 1 when some were refused or failed, 2 when
nothing could be graded (no such assignment, no sandbox), 3 when it ended before its time (the
sandbox or the cluster was lost; what is graded stays), 130 after Ctrl-C."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument("assignment", metavar="ASSIGNMENT", help="its name, as in source/")
    command.add_argument("--student", default="*", metavar="ID", help="this student only")
    command.add_argument(
        "--jobs", type=number_of_jobs, metavar="N", help="how many at a time (one a processor core)"
    )
    command.add_argument(
        "--dask", metavar="ADDRESS", help="run the notebooks on this dask.distributed cluster"
    )
    command.add_argument(
        "--answers",
        nargs="+",
        type=Path,
        default=(),
        metavar="FILE",
        help="first make submissions of these files (or those in a folder) that 'Hand in' has made",
    )
    command.add_argument("--force", action="store_true", help="grade also what has not changed")
    command.add_argument("--json", action="store_true", help="print the result as JSON")
    command.add_argument(
        "--no-sandbox",
        dest="sandbox",
        action="store_false",
        help="run students' code with your own rights, on your files and network",
    )
    command.set_defaults(run=run, needs="grade")


def run(options: argparse.Namespace) -> int:
    """Grade an assignment, print the report and give the exit code."""
    with closing(_machine(options)) as machine:
        from quizkit.grading.class_run import ClassRun
        from quizkit.grading.open_course import Course
        from quizkit.grading.progress import Progress

        course = Course(options.assignment, options.student)
        taken = not options.answers or _taken_in(course, options.answers)
        students = course.students()
        extensions, told = course.extensions()
        for sentence in told:
            print(printable_lines(sentence), file=sys.stderr)
        machine.see(course)
        run_ = ClassRun(
            course,
            machine,
            sandboxed=options.sandbox,
            force=options.force,
            extensions=extensions,
        )
        with Progress(total=len(students), label=options.assignment, stream=sys.stderr) as progress:
            if not options.sandbox:
                progress.say(UNSAFE)
            if not machine.runs_code:
                progress.say(NOT_RUN)
            report = run_.report(students, progress)
            if slow := machine.trouble():
                progress.say(ORDINARY.format(slow))
    if run_.trouble and not report.results:
        raise run_.trouble
    print(report.to_json() if options.json else report)
    if run_.trouble:
        print(printable_lines(run_.trouble), file=sys.stderr)
    return report.exit_code or int(not taken)


def _taken_in(course: Course, files: Sequence[Path]) -> bool:
    """Make submissions of files, tell what became of each, and return whether all are good."""
    from quizkit.grading.handed_in import take_in
    from quizkit.grading.resuming.journal import Journal

    with Journal(course.root, course.assignment).alone("grade"):
        lines = list(take_in(course, files))
    for line in lines:
        print(printable_lines(line.said), file=sys.stderr)
    return all(line.good for line in lines)


def _machine(options: argparse.Namespace) -> Machine:
    from quizkit.grading.machines.machine import Cluster, NoSandbox, ThisComputer

    if sys.platform != "linux":
        refused = {"--no-sandbox": not options.sandbox, "--dask": options.dask}
        return NoSandbox(*(name for name, asked in refused.items() if asked))
    if options.dask and not options.sandbox:
        raise SandboxError(NO_WALLS_THERE)
    given = {"jobs": options.jobs, "sandbox": options.sandbox}
    if options.dask:
        return Cluster(options.dask, options.assignment, **given)
    return ThisComputer(options.assignment, **given)


def number_of_jobs(text: str) -> int:
    """Read a number of jobs.

    >>> number_of_jobs("2")
    2
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of jobs: write 1, 2, 3 …")
    return int(text)
