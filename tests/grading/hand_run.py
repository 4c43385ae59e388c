"""A runner for tests of what comes before and after a run: it says what the test has it say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.apps import AutogradeApp
from nbgrader.utils import chdir

from course.graded_course import ASSIGNMENT, GradedCourse
from quizkit.grading.report import Result
from quizkit.grading.sandbox.messages import CellRun, Ending, Outcome, Work
from quizkit.grading.submission.grade import grade_one

Notebook = dict[str, Any]


@dataclass
class HandRun:
    """Runs nothing: every cell is answered, with the outputs that the test gives it.

    Args:
        outputs: by a cell's source: its outputs.
        change: changes the outcome.
    """

    outputs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    change: Callable[[Outcome], Outcome] = lambda outcome: outcome
    asked: list[Work] = field(default_factory=list)

    @property
    def works(self) -> list[Work]:
        """What was to be run, but for runs with mutants."""
        return [work for work in self.asked if not work.once]

    def run(self, work: Work) -> Outcome:
        """Pretend to run a notebook."""
        self.asked.append(work)
        notebook = json.loads(work.notebook)
        runs = []
        for index, cell in enumerate(notebook["cells"]):
            skipped = work.skip_tag in cell["metadata"].get("tags", [])
            if cell["cell_type"] == "code" and not skipped:
                cell["outputs"] = self.outputs.get(cell["source"], [])
                cell["execution_count"] = len(runs) + 1
                runs.append(CellRun(index=index, answered=True))
        notebook["metadata"]["language_info"] = {"name": "python"}
        return self.change(
            Outcome(
                notebook=json.dumps(notebook),
                cells=tuple(runs),
                ending=Ending.DONE,
                sandbox="bubblewrap",
            )
        )


def app_of(course: GradedCourse) -> Any:
    """Return nbgrader's application as `nbgrader autograde` has it in this course."""
    app = AutogradeApp()
    app.update_config(course.config)
    app.coursedir = course.directory("*")
    return app


def graded(course: GradedCourse, student: str, runner: HandRun | None = None) -> Result:
    """Grade one submission of the tiny course."""
    return grade_one(app_of(course), student, runner or HandRun())


def autograded(course: GradedCourse, student: str) -> Path:
    """Return the notebook as it is after grading."""
    return course.root / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


@contextmanager
def opened(folder: Path) -> Iterator[Any]:
    """Yield nbgrader's application as the command opens it in a course's folder."""
    with chdir(str(folder)):
        app = AutogradeApp()
        app.initialize(["--log-level=ERROR"])
        yield app
