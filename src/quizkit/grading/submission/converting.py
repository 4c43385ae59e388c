"""nbgrader's converter for one submission at a time: its own steps, in their own order.

Other than nbgrader's it takes one submission, raises what goes wrong instead of logging it and
going on, and has two steps of ours among nbgrader's: ``RunInSandbox`` where ``Execute`` stands,
and ``SanitizeStudentsWork`` before scores are saved.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import notebook as exporting
from nbconvert.writers import files
from nbformat import notebooknode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute, SaveAutoGrades
from nbgrader.utils import chdir
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from quizkit.course.review import Review
from quizkit.grading.sandbox.messages import Outcome, Work
from quizkit.grading.submission import verdicts
from quizkit.grading.submission.execute_step import RunInSandbox
from quizkit.grading.submission.sanitizing import SanitizeStudentsWork
from quizkit.notebook_file import decoded

Step = Any  # a class, its dotted name, an instance or a function
_import: Any = import_item
_Writer: Any = files.FilesWriter  # nbconvert and nbformat have types for some of what they do
_Notebook: Any = notebooknode.NotebookNode
_NotebookExporter: Any = exporting.NotebookExporter


@dataclass
class Converted:
    """What there is to tell of a submission that was converted: why to look at it, and what ran."""

    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # that are no reason to look at it
    outcomes: list[Outcome] = field(default_factory=list)


class _ReadForThis(_Notebook):  # type: ignore[misc]
    """A notebook that was read for one export and that nobody else holds: it needs no copies."""

    def __deepcopy__(self, _: Any) -> Any:
        return self


class _Exporter(_NotebookExporter):  # type: ignore[misc]
    """nbconvert's exporter, for a notebook that is exported twice: sanitized, and then graded.

    nbconvert copies it eight times, and reads for the second what it wrote for the first; here it
    is handed on. What the first writes is written over by the second, so it is not laid out.
    """

    _sanitizing = False
    _handed_on: Any = None

    def _init_preprocessors(self) -> None:
        """Have none of nbconvert's own steps; the converter brings all that there are."""
        self._preprocessors: list[Any] = []

    def begin(self, *, sanitizing: bool) -> None:
        """Begin an export; nothing is handed on from one notebook to another."""
        self._sanitizing = sanitizing
        if sanitizing:
            self._handed_on = None

    def from_file(self, file: Any, resources: Any = None, **settings: Any) -> tuple[Any, Any]:
        """Export what was handed on, or what a file holds, in whatever way it was saved."""
        if self._sanitizing and hasattr(file, "buffer"):
            file = io.StringIO(decoded(file.buffer.read()))
        if self._sanitizing or self._handed_on is None:
            return tuple(super().from_file(file, resources, **settings))
        return self.from_notebook_node(self._handed_on, resources, **settings)

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **settings: Any
    ) -> tuple[Any, Any]:
        """Export a notebook."""
        nb = _ReadForThis(nb)
        if not self._sanitizing:
            return tuple(super().from_notebook_node(nb, resources, **settings))
        # nbconvert's notebook exporter adds nothing to what is skipped here, but the writing.
        nb, resources = super(_NotebookExporter, self).from_notebook_node(nb, resources, **settings)
        self._handed_on = nb
        return json.dumps(nb), resources


class SubmissionConverter(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's ``Autograde``, for one submission whenever it is asked."""

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
        self._place = Path()

    def convert(
        self,
        student: str,
        notebooks: Sequence[str],
        *,
        place: Path,
        run: Callable[[Work], Outcome],
        settle: Callable[..., None],
    ) -> Converted:
        """Convert a student's notebooks, as ``convert_notebooks`` does those of a class.

        Args:
            student: the student's id.
            notebooks: names of the notebooks that were handed in.
            place: where a copy of the submission lies, as ``student/assignment``.
            run: runs a notebook.
            settle: writes for good what was done so far; nothing is locked while a notebook runs.
        """
        self._converted, self._run, self._settle = Converted(), run, settle
        self._place, assignment = place, self.coursedir.assignment_id
        self.notebooks = sorted(str(place / student / assignment / name) for name in notebooks)
        self.writer = _Writer(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        with chdir(self.coursedir.root):
            if self.init_destination(assignment, student):
                self.run_pre_convert_hook()
                self.init_assignment(assignment, student)
                for notebook in self.notebooks:
                    settle(writes=False)
                    self.convert_single_notebook(notebook)
                self.set_permissions(assignment, student)
                self.run_post_convert_hook()
        settle(writes=False)
        return self._converted

    def run(self, work: Work) -> Outcome:
        """Have a notebook run; called by ``RunInSandbox``."""
        assert self._run is not None
        outcome = self._run(work)
        self._converted.outcomes.append(outcome)
        return outcome

    def _format_source(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        """Return where the copy of what was handed in lies, and later the graded one."""
        if not self._sanitizing:
            return str(super()._format_source(assignment_id, student_id, escape))
        place = re.escape(str(self._place)) if escape else str(self._place)
        return f"{place}/{student_id}/{assignment_id}"

    def running_step(self) -> RunInSandbox:
        """Return the step that runs notebooks, with the course's settings of it."""
        kinds = [_class_of(step) for step in self.autograde_preprocessors if _is(step, Execute)]
        step: RunInSandbox = _in_place_of((kinds or [Execute])[0])(config=self.config)
        return step

    def write_single_notebook(self, output: str, resources: Any) -> None:
        """Write a notebook, and keep what its steps found."""
        super().write_single_notebook(output, resources)
        if not self._sanitizing:
            name = f"{resources['unique_key']}.ipynb"
            for grade_id, reasons in Review.of(resources).reasons.items():
                said = [f"{name}, {grade_id}: {reason}" for reason in reasons]
                self._converted.reasons += said

    def _init_preprocessors(self) -> None:
        """Register the steps, ours in their places."""
        chosen = self.sanitize_preprocessors if self._sanitizing else self._grading_steps()
        self.exporter._preprocessors = []
        if isinstance(self.exporter, _Exporter):
            self.exporter.begin(sanitizing=self._sanitizing)
        for step in chosen:
            self.exporter.register_preprocessor(step)

    def _grading_steps(self) -> list[Step]:
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
