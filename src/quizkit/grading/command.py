"""The command ``quizkit grade``.

Kernels warm up in their sandbox while nbgrader, which takes some seconds, is imported.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizkit.grading.kernels import WarmParent
    from quizkit.grading.running import Runner

# jsonschema can check addresses with it, which nbgrader never asks for; compiling its grammar takes
# more than half of the time that importing nbgrader does.
GRAMMAR = "rfc3987_syntax"
DESCRIPTION = """\
Grade what students handed in, in the folder of an nbgrader course: same folders, same gradebook
and same grades as 'nbgrader autograde', many times faster, and each notebook in a sandbox: no
network, and no sight of the gradebook, the solutions or anybody else's work.

What has not changed since it was graded is not graded again, so the same command goes on after
Ctrl-C or a crash. Points and comments that you gave by hand stay. At the end you are told who
needs a look, and why: "flagged" is graded, and marked for you in formgrader; "refused" could not
be graded safely, and has 0 points until you decide; "failed" is to be tried again."""

EXAMPLES = """\
examples:
  quizkit grade demands                    everybody who handed in 'demands'
  quizkit grade demands --student ann      one student
  quizkit grade demands --force            everybody once more, changed or not
  quizkit grade demands --json > out.json  the result for another program

The exit code is 0 when every submission has its grade, 1 when some were refused or failed, 2 when
nothing could be graded (no such assignment, no sandbox), 130 after Ctrl-C."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument("assignment", metavar="ASSIGNMENT", help="its name, as in source/")
    command.add_argument("--student", default="*", metavar="ID", help="this student only")
    command.add_argument(
        "--jobs", type=_positive, metavar="N", help="how many at a time (one a processor core)"
    )
    command.add_argument(
        "--dask", metavar="ADDRESS", help="run the notebooks on this dask.distributed cluster"
    )
    command.add_argument("--force", action="store_true", help="grade also what has not changed")
    command.add_argument("--json", action="store_true", help="print the result as JSON")
    command.add_argument(
        "--no-sandbox",
        dest="sandbox",
        action="store_false",
        help="run students' code with your own rights, on your files and network",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Grade an assignment, print the report and give the exit code."""
    with ExitStack() as stack:
        parent = None if options.dask else stack.enter_context(closing(_warm(options)))

        with _left_out(GRAMMAR):
            from quizkit.grading.class_run import ClassRun
            from quizkit.grading.opening import Course
            from quizkit.grading.progress import Progress

        course = Course(options.assignment, options.student)
        students = course.students()
        class_run = ClassRun(
            course,
            _runners(options, parent),
            jobs=_jobs(options),
            sandboxed=options.sandbox,
            force=options.force,
        )
        with Progress(total=len(students), label=options.assignment, stream=sys.stderr) as progress:
            if not options.sandbox:
                from quizkit.grading.report import UNSAFE

                progress.say(UNSAFE)
            report = class_run.report(students, progress)
    print(report.to_json() if options.json else report)
    if class_run.trouble:
        raise class_run.trouble
    return report.exit_code


@contextmanager
def _left_out(module: str) -> Iterator[None]:
    """Have a module not be found, within the block."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # as Python's documentation has it
    try:
        yield
    finally:
        del sys.modules[module]


def _warm(options: argparse.Namespace) -> WarmParent:
    """Begin to warm up a process that kernels are forked from, with what the assignment imports."""
    from quizkit.course.layout import layout_of
    from quizkit.grading.imports import imports_of
    from quizkit.grading.kernels import WarmParent

    layout = layout_of(Path.cwd())
    return WarmParent(
        imports_of(sorted((layout.source / options.assignment).glob("*.ipynb"))),
        walls=options.sandbox,
        controls=_jobs(options),
        hidden=sorted({Path.cwd(), layout.root}),
    )


def _runners(options: argparse.Namespace, parent: WarmParent | None) -> Callable[[int], Runner]:
    """Give what makes, in each job, that which runs notebooks."""

    def runner(number: int) -> Runner:
        if parent is None:
            from quizkit.grading.cluster import ClusterRunner

            return ClusterRunner(options.dask)
        from quizkit.grading.running import LocalRunner

        # A job in place of one that was killed has no line to the common parent: it makes its own.
        mine = parent.controls[number] if number < len(parent.controls) else None
        for control in parent.controls:
            if control is not mine:
                control.close()
        return LocalRunner(mine, sandbox=options.sandbox)

    return runner


def _jobs(options: argparse.Namespace) -> int:
    from quizkit.grading.jobs import usable_cores

    number: int = options.jobs or usable_cores()
    return number


def _positive(text: str) -> int:
    """Read a number of jobs.

    >>> _positive("2")
    2
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of jobs: write 1, 2, 3 …")
    return int(text)
