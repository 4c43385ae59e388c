"""A small course with students who handed in, and ``quizkit grade`` run on it.

The command is a fork of a process that has nbgrader imported already, as in
``course.nbgrader_command``: its arguments, folder, output and exit code are those of the command.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from course import nbgrader_command
from course.small_course import lay_out
from grading import elsewhere

ASSIGNMENT = "rivers"
SECONDS = 600  # a busy machine is slow, never this slow
RIGHT = "    return (last - first).days"
WORK = (  # what students wrote, in turns
    RIGHT,
    "    return 3",
    "    return None",
    "    raise ValueError(first)",
    "    print('counting')\n    return (last - first).days",
    "    return -(first - last).days",
)
ROWS = """
select s.student_id, n.name, c.name, g.auto_score, g.manual_score, g.extra_credit,
       g.needs_manual_grade, sn.flagged, sn.late_submission_penalty, k.auto_comment
from submitted_assignment s
join submitted_notebook sn on sn.assignment_id = s.id
join notebook n on n.id = sn.notebook_id
left join grade g on g.notebook_id = sn.id
left join base_cell c on c.id = g.cell_id
left join comment k on k.notebook_id = sn.id and k.cell_id = g.cell_id
order by 1, 2, 3
"""


@dataclass(frozen=True)
class Run:
    """A command that runs, or has run."""

    process: BaseProcess
    out: Path
    err: Path

    def end(self, seconds: float = SECONDS) -> Run:
        """Wait for its end."""
        self.process.join(seconds)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
            raise AssertionError(f"It did not end:\n{self.said}")
        return self

    @property
    def code(self) -> int | None:
        """The exit code; None while it runs."""
        return self.process.exitcode

    @property
    def said(self) -> str:
        """What it wrote on standard error."""
        return self.err.read_text(encoding="utf-8", errors="replace")

    @property
    def printed(self) -> str:
        """What it printed."""
        return self.out.read_text(encoding="utf-8")

    @property
    def report(self) -> dict[str, Any]:
        """What it printed with ``--json``."""
        assert self.out.stat().st_size, self.said
        return dict(json.loads(self.printed))

    def became(self) -> dict[str, str]:
        """Return what became of each student's work."""
        return {each["student"]: each["status"] for each in self.report["submissions"]}


@dataclass(frozen=True)
class GradedClass:
    """A course on disk, its assignment generated."""

    root: Path

    @classmethod
    def made(cls, root: Path, environment: dict[str, str]) -> GradedClass:
        """Make a course in a folder."""
        lay_out(root)
        log = root.with_suffix(".log")
        nbgrader_command.start(
            "generate_assignment", ASSIGNMENT, folder=root, environment=environment, log=log
        ).end()
        return cls(root)

    def copied(self, root: Path) -> GradedClass:
        """Return a copy in another folder."""
        shutil.copytree(self.root, root, symlinks=True)
        return GradedClass(root)

    def submission(self, student: str) -> Path:
        """Return the folder of a student's work."""
        return self.root / "submitted" / student / ASSIGNMENT

    def hand_in(self, student: str, work: str = RIGHT) -> None:
        """Hand in the assignment with this work in the cell for it."""
        folder = self.submission(student)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.root / "release" / ASSIGNMENT, folder)
        path = folder / f"{ASSIGNMENT}.ipynb"
        notebook = json.loads(path.read_text())
        cell = next(c for c in notebook["cells"] if "def days_between" in "".join(c["source"]))
        cell["source"] = f"def days_between(first, last):\n{work}\n"
        path.write_text(json.dumps(notebook))

    def hand_in_all(self, students: Iterable[str]) -> None:
        """Hand in for several students, with different work."""
        for number, student in enumerate(students):
            self.hand_in(student, WORK[number % len(WORK)])

    def start(self, *arguments: str, folder: Path | None = None) -> Run:
        """Start ``quizkit grade rivers`` with these arguments, and don't wait for it."""
        return start("grade", ASSIGNMENT, *arguments, folder=folder or self.root)

    def grade(self, *arguments: str) -> Run:
        """Run ``quizkit grade rivers --json`` with these arguments."""
        return self.start("--json", *arguments).end()

    def rows(self) -> list[tuple[Any, ...]]:
        """Return what the gradebook has of each student and cell."""
        with closing(sqlite3.connect(self.root / "gradebook.db")) as connection:
            return connection.execute(ROWS).fetchall()

    def scores(self) -> dict[str, float]:
        """Return the points for each student's code."""
        return {row[0]: row[3] for row in self.rows() if row[2] == "days-test"}

    def change(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Change the gradebook behind the back of everybody."""
        with closing(sqlite3.connect(self.root / "gradebook.db")) as connection:
            connection.execute(statement, values)
            connection.commit()


def start(*arguments: str, folder: Path, system: str = "") -> Run:
    """Start ``quizkit`` with these arguments in a folder, and don't wait for it.

    ``system`` is one that it is to take this computer for, by Python's name of it.
    """
    number = len(list(folder.parent.glob(f"{folder.name}-*.out")))
    out, err = (folder.parent / f"{folder.name}-{number}.{end}" for end in ("out", "err"))
    for path in (out, err):
        path.touch()
    process = nbgrader_command.server().Process(
        target=_run, args=(arguments, folder, out, err, system)
    )
    process.start()
    return Run(process, out, err)


def _run(arguments: tuple[str, ...], folder: Path, out: Path, err: Path, system: str) -> None:
    os.setsid()  # as a shell does, so that Ctrl-C reaches it and all that it has started
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by tests in the background
    os.chdir(folder)
    for stream, path in ((1, out), (2, err)):
        with path.open("ab") as output:
            os.dup2(output.fileno(), stream)
    from course import tables_version
    from quizkit.__main__ import program

    tables_version.told_here()
    if system:
        elsewhere.taken_for(system)
    sys.argv = ["quizkit", *arguments]
    raise SystemExit(program())
