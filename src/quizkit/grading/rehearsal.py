"""The teacher's own solution, run as students' work is: what it does not earn, and why.

A student whose work is right can earn no more than the solution does. Where that is less than all
points, something is in the way that is nobody's mistake: a file out of sight, a variable that is
not passed on, memory. It is told in a line, and grading goes on.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.preprocessors import IgnorePattern
from nbgrader.utils import chdir

from quizkit.course.folder import AUTOTEST
from quizkit.course.quiz_cells import quiz_cells
from quizkit.grading.running.run import Runner
from quizkit.grading.sandbox.bubblewrap import environment
from quizkit.grading.sandbox.messages import Ending, Outcome, Work
from quizkit.grading.sandbox.sight import HOME, SETTING
from quizkit.grading.submission.converting import SubmissionConverter
from quizkit.grading.submission.execute_step import RunInSandbox
from quizkit.grading.submission.mutants import mutants
from quizkit.grading.submission.second_run import solution
from quizkit.grading.submission.verdicts import is_test

LONGEST = 160  # characters of what an error says
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
VARIABLE = re.compile(r"""(?:environ(?:\.get)?|getenv)\s*[\[(]\s*['"](\w+)['"]""")
NO_FILE = re.compile(r"(?:No such file or directory|Permission denied)[^']*'([^']+)'")
NO_MODULE = re.compile(r"No module named '(\w+)'")
NO_NETWORK = re.compile(r"unreachable|name resolution|Name or service|URLError|ConnectionError")


def rehearse(app: Any, runner: Runner) -> tuple[str, ...]:
    """Run the assignment's source as it was written; return a line for each test that loses points.

    Nothing where there is no source, or nothing in it can be read.

    Args:
        app: nbgrader's AutogradeApp, with ``coursedir.assignment_id`` set.
        runner: runs the notebooks, behind walls.
    """
    lines: list[str] = []
    for path, nb, step in _solutions(app):
        with (
            tempfile.TemporaryDirectory(prefix="quizkit-solution-") as place,
            chdir(app.coursedir.root),
        ):
            copy = Path(place, "assignment")
            shutil.copytree(path.parent, copy, ignore=shutil.ignore_patterns(".*"))
            lines += _Rehearsal(app, runner, path.parent, copy).lines(nb, path.stem, step)
    return tuple(lines)


def untried(app: Any) -> tuple[str, ...]:
    """Return the tests of the assignment's source of which no mutants can be made."""
    return tuple(
        f"{path.name}, {nb.cells[index].metadata.nbgrader.grade_id}"
        for path, nb, _ in _solutions(app)
        for index in _tests(nb)
        if not (AUTOTEST.search(nb.cells[index].source) or mutants(nb.cells[index].source))
    )


def _solutions(app: Any) -> list[tuple[Path, Any, RunInSandbox]]:
    """Return each notebook of the source that can be read, and the step that runs it."""
    course = app.coursedir
    source = Path(course.format_path(course.source_directory, ".", course.assignment_id))
    step = SubmissionConverter(coursedir=course, parent=app).running_step()
    found = []
    with chdir(course.root):
        for path in sorted(source.glob("*.ipynb")):
            try:
                nb = solution(path, app.config, step.skip_cells_with_tag)
            except Exception:  # nbgrader has told it, when it made the release
                continue
            found.append((path, nb, step))
    return found


class _Rehearsal:
    """One notebook of the source, being run in a copy of its folder."""

    def __init__(self, app: Any, runner: Runner, source: Path, copy: Path) -> None:
        self._app, self._runner, self._source, self._copy = app, runner, source, copy
        self._outcome = Outcome(notebook="")

    def lines(self, nb: Any, name: str, step: RunInSandbox) -> Iterator[str]:
        resources = {"metadata": {"path": str(self._copy), "name": name}, "nbgrader": {}}
        tests = _tests(nb)
        if not (tests and step.enabled):
            return
        step.run_by(self._run, nb, resources, doubted=False)
        nb, _ = IgnorePattern(config=self._app.config)(nb, resources)  # if it is switched on
        for index in tests:
            cell = nb.cells[index]
            score, most = utils.determine_grade(cell)
            if score is not None and score < most:
                said = f"your own solution gets {score:g} of {most:g} points here"
                cause = self._cause(nb, index, step)
                yield f"{name}.ipynb, {cell.metadata.nbgrader.grade_id}: {said}: {cause}."

    def _run(self, work: Work) -> Outcome:
        self._outcome = self._runner.run(work)
        return self._outcome

    def _cause(self, nb: Any, index: int, step: RunInSandbox) -> str:
        """Return what probably cost a test its points."""
        if self._outcome.ending is Ending.OUT_OF_MEMORY:
            return _memory(self._outcome.reason)
        if self._outcome.ending is not Ending.DONE:
            return f"{self._outcome.reason} (c.Execute.timeout gives a cell more time)"
        hidden = _not_passed_on(nb, step)
        at, error = _first_error(nb, index)
        if error is None:
            return hidden or _printed(nb.cells[index]) or "its value is less"
        said = COLOURS.sub("", f"{error.ename}: {error.evalue}").strip(": \n").split("\n")[0]
        where = "" if at == index else f"cell {at + 1} stops with "
        return f"{where}{said[:LONGEST].rstrip('.')}{self._hint(error, said, hidden)}"

    def _hint(self, error: Any, said: str, hidden: str) -> str:
        if "MemoryError" in said:
            return f"; {_memory('it needs more memory')}"
        if NO_NETWORK.search(said):
            return "; there is no network in the sandbox: put the data into the assignment's folder"
        if path := self._out_of_sight(NO_FILE.search(str(error.evalue))):
            return f"; {path} is out of sight: name its folder in {SETTING}.folders"
        if place := _imported_from(NO_MODULE.search(said)):
            return f"; {place} is out of sight: name it in {SETTING}.folders"
        return f"; {hidden}" if hidden else ""

    def _out_of_sight(self, found: re.Match[str] | None) -> str:
        """Return the path of a file that is there, but not for a notebook in the sandbox."""
        if found is None:
            return ""
        name = found[1].replace(str(HOME), "~", 1)
        here = Path(name).expanduser()
        root = Path(self._app.coursedir.root)
        places = [self._source, root / "autograded" / "student" / self._source.name]
        known = (Path(os.path.normpath(place / here)) for place in places)
        return next((str(path) for path in known if path.exists()), "")


def _tests(nb: Any) -> list[int]:
    """Return the positions of the cells that are scored by running them."""
    quizzes = {found.index for found in quiz_cells(nb)}
    return [index for index, cell in enumerate(nb.cells) if is_test(cell) and index not in quizzes]


def _imported_from(found: re.Match[str] | None) -> str:
    """Return the folder of a module that is there, but not for a notebook in the sandbox."""
    spec = importlib.util.find_spec(found[1]) if found else None
    if spec is None or spec.origin is None:
        return ""
    path = Path(spec.origin)
    return str(path.parents[1] if spec.submodule_search_locations else path.parent)


def _memory(said: str) -> str:
    return f'{said}: write {SETTING}.limits = {{"memory_bytes": 8 * 2**30}}, or as much as it needs'


def _first_error(nb: Any, index: int) -> tuple[int, Any]:
    """Return a test's own error, or that of an earlier cell which left a name undefined."""
    before = [at for at in range(index) if not utils.is_grade(nb.cells[at])]
    errors = [(at, error) for at in (*before, index) if (error := _error(nb.cells[at])) is not None]
    if not errors or (errors[-1][0] == index and errors[-1][1].ename != "NameError"):
        return errors[-1] if errors else (index, None)
    return errors[0]


def _error(cell: Any) -> Any:
    outputs = cell.outputs if cell.cell_type == "code" else ()
    return next((output for output in outputs if output.output_type == "error"), None)


def _printed(cell: Any) -> str:
    """Return what a test wrote to standard error, which costs it all of its points."""
    texts = [o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr"]
    said = " ".join("".join(texts).split())[:LONGEST]
    return f"it prints to stderr ('{said}'), and nbgrader scores that 0" if said else ""


def _not_passed_on(nb: Any, step: RunInSandbox) -> str:
    """Name a variable that the notebook asks for, and that is only set outside the sandbox."""
    sources = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "code")
    known = {*environment(), *step.variables}
    for name in VARIABLE.findall(sources):
        if name in os.environ and name not in known:
            return f"the variable {name} is not passed on: name it in {SETTING}.variables"
    return ""
