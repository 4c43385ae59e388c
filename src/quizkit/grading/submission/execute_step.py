"""nbgrader's step ``Execute``, with a sandbox in place of a kernel of the teacher's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.preprocessors import Execute
from sqlalchemy import make_url
from traitlets import Dict, List, Unicode

from quizkit.course.folder import COLLECTED
from quizkit.course.restoring.step import course_directory
from quizkit.course.review import Review
from quizkit.course.settings import CONFIG
from quizkit.grading.sandbox import packing
from quizkit.grading.sandbox.messages import Ending, Limits, Outcome, Work
from quizkit.grading.sandbox.sight import Sight, sight_of
from quizkit.grading.submission import reaching, second_run, verdicts
from quizkit.grading.submission.second_run import Reference, SecondRun
from quizkit.ports.nbgrader_port import converter_of

NAMES = {field.name for field in fields(Limits)}
CLOSED = ("source", "submitted", "autograded", "feedback", "solution")  # of nbgrader's folders
EXCHANGE = "/usr/local/share/nbgrader/exchange"  # where nbgrader has it
# Settings that concern this step and no kernel.
LEFT_OUT = ("enabled", "limits", "folders", "variables")
_references: dict[tuple[Path, int], Reference] = {}  # by the file, and when it was written


class RunInSandbox(Execute):  # type: ignore[misc]  # nbgrader has no types
    """Has a notebook run by the converter's runner, and lets only what is sure to be right count.

    It takes the course's settings of ``Execute``.
    """

    limits = Dict(
        help="Limits of a sandbox by name, for assignments that need more; see quizkit grade."
    ).tag(config=True)
    folders = List(
        Unicode(),
        help="Folders and files that notebooks may read, beside what was handed in with them:"
        " paths from the course's folder, or whole ones.",
    ).tag(config=True)
    variables = List(
        Unicode(), help="Names of variables of your environment that notebooks are given."
    ).tag(config=True)

    def __call__(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Do this step; where the course has it switched off, no test counts."""
        if not self.enabled:
            graded = self._graded(nb, packing.cells_to_run(nb, self.skip_cells_with_tag))
            self._judge(nb, Outcome(notebook=""), graded, Review.of(resources))
        return tuple(super().__call__(nb, resources))

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> tuple[Any, Any]:  # noqa: ARG002
        """Run the notebook, where there is anything to run."""
        return self.run_by(converter_of(self).run, nb, resources)

    def run_by(
        self, run: Callable[[Work], Outcome], nb: Any, resources: Any, *, doubted: bool = True
    ) -> tuple[Any, Any]:
        """Have the notebook run by ``run``, where there is anything to run.

        Args:
            run: runs a notebook.
            nb: the notebook, which gets the outputs.
            resources: nbgrader's, with the notebook's place.
            doubted: whether to run it also with mutants of its tests.
        """
        indexes = packing.cells_to_run(nb, self.skip_cells_with_tag)
        if not packing.needs_kernel(nb, indexes):
            packing.number_as_if_run(nb, indexes)
            return nb, resources
        graded = self._graded(nb, indexes)
        work = self._work(nb, resources, tuple(graded))
        second = SecondRun(nb, work, run, self._reference(resources)) if doubted else None
        if second and second_run.comes_first():
            second.run_ahead()
        outcome = run(work)
        try:
            packing.take_over(nb, outcome, indexes)
        except Exception as error:  # there are many ways not to be that notebook
            outcome = replace(
                outcome, ending=Ending.FAILED, cells=(), reason=f"its result is damaged ({error})"
            )
        self._judge(nb, outcome, graded, Review.of(resources))
        if second and nb.metadata.get("language_info", {}).get("name") == "python":
            self._doubt(nb, outcome, graded, second, Review.of(resources))
        return nb, resources

    def _graded(self, nb: Any, indexes: list[int]) -> list[int]:
        return [index for index in indexes if verdicts.is_test(nb.cells[index])]

    def _work(self, nb: Any, resources: Any, graded: tuple[int, ...]) -> Work:
        path = Path(resources["metadata"]["path"])
        name = f"{resources['metadata']['name']}.ipynb"
        kernel = self.kernel_name or nb.metadata.get("kernelspec", {}).get("name", "python3")
        return Work(
            notebook=packing.stripped(nb),
            name=name,
            files=packing.files_beside(path, name),
            graded=graded,
            skip_tag=self.skip_cells_with_tag,
            kernel=kernel,
            settings=self._settings(),
            limits=self._limits(),
        )

    def _settings(self) -> dict[str, Any]:
        """Return what the course has set of nbgrader's step, as far as it can be sent."""
        chosen = {
            name: getattr(self, name)
            for name, trait in self.traits(config=True).items()
            if name not in LEFT_OUT and getattr(self, name) != trait.default()
        }
        return {name: value for name, value in chosen.items() if _can_be_sent(value)}

    def _limits(self) -> Limits:
        endless = self.timeout is None or self.timeout < 0
        chosen = {name: value for name, value in self.limits.items() if name in NAMES}
        return replace(Limits(cell_seconds=None if endless else self.timeout), **chosen)

    def _doubt(
        self, nb: Any, outcome: Outcome, graded: list[int], second: SecondRun, review: Review
    ) -> None:
        """Let no test count that passes whatever is true; name what else should be looked at."""
        scored = [index for index in graded if second_run.points(nb.cells[index])]
        if not scored:
            return
        first = nb.cells[scored[0]].metadata.nbgrader.grade_id
        walled = outcome.sandbox != "none"  # or the students' code might see the solution
        reasons = reaching.reasons(nb.cells, second.handed_out)
        for index in second.passing(scored, walled=walled):
            _not_counted(nb.cells[index], verdicts.does_not_count(second_run.PASSED), review)
        if reasons:
            left = [index for index in scored if second_run.points(nb.cells[index])]
            for index in second.lucky(left, walled=walled):
                _not_counted(nb.cells[index], verdicts.does_not_count(second_run.LUCKY), review)
        if second.untried and outcome.ending is Ending.DONE:
            review.add(first, second_run.UNTRIED.format(second.untried))
        for reason in reasons:
            review.add(first, reason)

    def _reference(self, resources: Any) -> Reference | None:
        """Return the teacher's own solution of a notebook, where there is one to be read."""
        course = course_directory(self)
        if course is None:
            return None
        folder = Path(course.format_path(course.source_directory, ".", course.assignment_id))
        path = folder / f"{resources['metadata']['name']}.ipynb"
        try:
            key = path, path.stat().st_mtime_ns
            if key not in _references:
                nb = second_run.solution(path, self.config, self.skip_cells_with_tag)
                _references[key] = Reference(nb, folder)
        except Exception:  # nbgrader has told it, when it made the release
            return None
        return _references[key]

    def _judge(self, nb: Any, outcome: Outcome, graded: list[int], review: Review) -> None:
        reasons = {index: verdicts.no_points(nb.cells[index]) for index in graded}
        reasons |= verdicts.not_counted(outcome, graded)
        for index in (index for index in graded if reasons[index]):
            _not_counted(nb.cells[index], reasons[index], review)
        ended = "" if outcome.ending is Ending.DONE else verdicts.of_the_whole(outcome)
        for said in (ended, outcome.note):
            if said and (cell := _first_scored(nb)) is not None:
                review.add(cell.metadata.nbgrader.grade_id, said)


def sight_in(directory: Any, config: Any) -> Sight:
    """Return what a course's settings let its notebooks see.

    Args:
        directory: nbgrader's CourseDirectory.
        config: the course's settings.

    Raises CourseError where they cannot be followed.
    """
    step, root = RunInSandbox(config=config), Path(directory.root)
    url = make_url(directory.db_url)
    names = [getattr(directory, f"{name}_directory") for name in CLOSED]
    names += ["keys", COLLECTED, CONFIG]
    names += [url.database] if url.get_backend_name() == "sqlite" and url.database else []
    closed = [root / name for name in names] + [exchange_in(config)]
    return sight_of(root, folders=step.folders, variables=step.variables, closed=closed)


def exchange_in(config: Any) -> Path:
    """Return the folder through which students hand in, by a course's settings."""
    chosen = config.Exchange.get("root") or EXCHANGE
    return Path(str(chosen)).expanduser()


def _not_counted(cell: Any, reason: str, review: Review) -> None:
    cell.outputs = [packing.as_node(verdicts.as_error(reason))]
    review.add(cell.metadata.nbgrader.grade_id, reason)


def _first_scored(nb: Any) -> Any:
    return next((cell for cell in nb.cells if utils.is_grade(cell) or utils.is_task(cell)), None)


def _can_be_sent(value: Any) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return False
    return True
