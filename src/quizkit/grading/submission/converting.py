"""nbgrader's converter for one submission at a time: its own steps, in their own order.

Other than nbgrader's it takes one submission, raises what goes wrong instead of logging it and
going on, and has two steps of ours among nbgrader's: ``RunInSandbox`` where ``Execute`` stands,
and ``SanitizeStudentsWork`` before scores are saved.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from nbconvert.exporters import notebook as exporting
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties, Execute, SaveAutoGrades
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from quizkit.course.review import Review
from quizkit.grading.sandbox.messages import Outcome, Work
from quizkit.grading.submission import verdicts
from quizkit.grading.submission.execute_step import RunInSandbox
from quizkit.grading.submission.sanitizing import SanitizeStudentsWork
from quizkit.notebooks import decoded
from quizkit.ports.nbgrader_port import OneSubmission, Step

_import: Any = import_item
_NotebookExporter: Any = exporting.NotebookExporter  # nbconvert has types for some of it


@dataclass
class Converted:
    """What there is to tell of a submission that was converted: why to look at it, and what ran."""

    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # that are no reason to look at it
    outcomes: list[Outcome] = field(default_factory=list)


class _Exporter(_NotebookExporter):  # type: ignore[misc]
    """nbconvert's exporter, which reads a file in whatever way it was saved."""

    def from_file(self, file: Any, resources: Any = None, **settings: Any) -> tuple[Any, Any]:
        """Export what a file holds."""
        if hasattr(file, "buffer"):
            file = io.StringIO(decoded(file.buffer.read()))
        return tuple(super().from_file(file, resources, **settings))


class SubmissionConverter(OneSubmission):
    """nbgrader's converter, with our steps among its own."""

    exporter_class: Any

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        config = Config()
        config.Exporter.optimistic_validation = True  # once after the steps, not after each
        self.update_config(config)
        if self.exporter_class is _NotebookExporter:
            self.exporter_class = _Exporter
        self.force = True  # who asks has decided that it is to be graded, again or anew
        self._converted = Converted()
        self._run: Callable[[Work], Outcome] | None = None
        self._settle: Callable[..., None] | None = None
        self._extension: timedelta | None = None

    def convert(
        self,
        student: str,
        notebooks: Sequence[str],
        *,
        place: Path,
        run: Callable[[Work], Outcome],
        settle: Callable[..., None],
        extension: timedelta | None = None,
    ) -> Converted:
        """Convert a student's notebooks.

        Args:
            student: the student's id.
            notebooks: names of the notebooks that were handed in.
            place: where a copy of the submission lies, as ``student/assignment``.
            run: runs a notebook.
            settle: writes for good what was done so far; nothing is locked while a notebook runs.
            extension: how much longer the student has; None leaves it as the gradebook has it.
        """
        self._converted, self._run, self._settle = Converted(), run, settle
        self._extension = extension
        self.convert_from(place, student, notebooks, settle=partial(settle, writes=False))
        settle(writes=False)
        return self._converted

    def begun(self, student: str) -> None:
        """Write the student's extension, from which nbgrader tells whether the work is late."""
        if self._extension is None:
            return
        course = self.coursedir
        with Gradebook(course.db_url, course.course_id) as gradebook:
            found = gradebook.find_submission(course.assignment_id, student)
            found.extension = self._extension or None
            gradebook.db.commit()

    def run(self, work: Work) -> Outcome:
        """Have a notebook run; called by ``RunInSandbox``."""
        assert self._run is not None
        outcome = self._run(work)
        if outcome.aside:
            self._converted.notes.append(f"{work.name}: {outcome.aside}")
        self._converted.outcomes.append(outcome)
        return outcome

    def running_step(self) -> RunInSandbox:
        """Return the step that runs notebooks, with the course's settings of it."""
        kinds = [_class_of(step) for step in self.autograde_preprocessors if _is(step, Execute)]
        step: RunInSandbox = _in_place_of((kinds or [Execute])[0])(config=self.config)
        return step

    def late_step(self) -> AssignLatePenalties | None:
        """Return the step that takes off points for late work, if the course has one."""
        steps = [step for step in self.autograde_preprocessors if _is(step, AssignLatePenalties)]
        return _class_of(steps[0])(parent=self) if steps else None

    def noted(self, resources: Any) -> None:
        """Keep what the steps of a notebook found."""
        name = f"{resources['unique_key']}.ipynb"
        for grade_id, reasons in Review.of(resources).reasons.items():
            said = [f"{name}, {grade_id}: {reason}" for reason in reasons]
            self._converted.reasons += said

    def steps(self, *, sanitizing: bool) -> Sequence[Step]:
        """Return the steps of a pass, ours in their places."""
        if sanitizing:
            return list(self.sanitize_preprocessors)
        chosen = [s for s in self.autograde_preprocessors if not _is(s, SanitizeStudentsWork)]
        steps = [self._in_sandbox(step) for step in chosen]
        saves = [at for at, step in enumerate(steps) if _is(step, SaveAutoGrades)]
        at = saves[0] if saves else len(steps)
        return [*steps[:at], SanitizeStudentsWork, self._write_from_here, *steps[at:], self._wrote]

    def _in_sandbox(self, step: Step) -> Step:
        if not _is(step, Execute):
            return step
        return _in_place_of(_class_of(step))

    def _write_from_here(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        assert self._settle is not None
        self._settle(writes=True)
        return nb, resources

    def _wrote(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Let others write while the notebook is checked and written to its file."""
        assert self._settle is not None
        self._converted.notes += verdicts.cost_by_stderr(nb, f"{resources['unique_key']}.ipynb")
        self._settle(writes=False)
        return nb, resources


@cache
def _in_place_of(kind: type) -> type:
    """Return our step; a teacher's own kind of Execute brings its settings with it."""
    return RunInSandbox if kind is Execute else type("RunInSandbox", (RunInSandbox, kind), {})


def _class_of(step: Step) -> Any:
    found = _import(step) if isinstance(step, str) else step
    return found if isinstance(found, type) else type(found)


def _is(step: Step, kind: type) -> bool:
    return issubclass(_class_of(step), kind)
