"""A notebook run once more, in a kernel that is thrown away, with a mutant in place of each test.

Nothing tells the two runs apart but what the tests expect: they have the same requests in the same
order, and share no process, no file and no network. A test that passes either way would have passed
whatever is true, and does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import IncludeHeaderFooter

from quizkit.course.quiz_cells import quiz_cells
from quizkit.grading.sandbox import packing
from quizkit.grading.sandbox.messages import Outcome, Work
from quizkit.grading.submission import verdicts
from quizkit.grading.submission.mutants import Mutant, mutants

PASSED = (
    "it passes with another answer expected, too: something in the notebook changes how code is"
    " run, or looks up what a test expects"
)
WRAPPED = re.compile(r"[A-Za-z_.\d]+\(['\"]?(\d+(?:\.\d*)?)")
Run = Callable[[Work], Outcome]
Scores = dict[int, float]
_read: Any = nbformat.read  # nbformat has no types


def passing(
    nb: Any, scored: Collection[int], work: Work, run: Run, reference: Reference | None
) -> list[int]:
    """Return the positions of tests that would have points whatever is true.

    Args:
        nb: the notebook, with the outputs of its first run.
        scored: positions of the tests that have points by that.
        work: what was run.
        run: runs a notebook.
        reference: the teacher's own solution, where there is one.
    """
    chosen: dict[int, Mutant] = {}
    for index in scored:
        found = mutants(nb.cells[index].source, sure=reference is None)
        chosen |= {index: found[0]} if found else {}
    if not chosen:
        return []
    sources = {index: mutant.source for index, mutant in chosen.items()}
    scores = {k: score for k, score in scores_with(sources, nb, work, run).items() if score}
    if not scores:
        return []
    suspect = {index: nb.cells[index] for index in scores}
    allowed = _of_right_code(suspect, sources, work, run, reference)
    return [
        index
        for index, score in scores.items()
        if score > _most(nb.cells[index], chosen[index], allowed.get(index))
    ]


def _of_right_code(
    suspect: Mapping[int, Any],
    sources: Mapping[int, str],
    work: Work,
    run: Run,
    reference: Reference | None,
) -> Scores:
    """Return what right code gets for mutants, where the solution is known to be right."""
    if reference is None:
        return {}
    names = {index: cell.metadata.nbgrader.grade_id for index, cell in suspect.items()}
    own = {names[index]: cell.source for index, cell in suspect.items()}
    tests = reference.scores(own, work, run)
    found = reference.scores({names[index]: sources[index] for index in names}, work, run)
    return {
        index: found.get(names[index], inf)  # nobody is accused by what did not run
        for index, cell in suspect.items()
        if tests.get(names[index], 0) >= float(cell.metadata.nbgrader.points)
    }


def _most(cell: Any, mutant: Mutant, of_right_code: float | None) -> float:
    """Return the most points that a mutant may give, to right code or to wrong.

    Wrong answers may be right for it, but only where they lost points of the test. Where nobody
    knows what right code gets for it, it is all or nothing.
    """
    most, number = float(cell.metadata.nbgrader.points), points(cell)
    if of_right_code is None:
        return number * 0.999 if mutant.sure and number >= most else most
    return of_right_code + (0 if mutant.far else most - number)


def scores_with(sources: Mapping[int, str], nb: Any, work: Work, run: Run) -> Scores:
    """Run a notebook with other sources in these cells; return the points of those that ran."""
    cells = list(nb.cells)
    for index, source in sources.items():
        cells[index] = packing.as_node({**cells[index], "source": source, "outputs": []})
    other: Any = SimpleNamespace(
        cells=cells,
        metadata=dict(nb.metadata),
        nbformat=nb.nbformat,
        nbformat_minor=nb.nbformat_minor,
    )
    outcome = run(replace(work, notebook=packing.stripped(other), once=True))
    try:
        packing.take_over(other, outcome, list(sources))
    except Exception:  # there are many ways not to be that notebook
        return {}
    odd = verdicts.not_counted(outcome, list(sources))
    counted = (index for index in sources if index not in odd)
    return {k: _number(cells[k]) for k in counted if not verdicts.no_points(cells[k])}


def _number(cell: Any) -> float:
    """Return what a test comes to, also where nbgrader sees a text: ``np.float64(0.0)``."""
    shown = WRAPPED.match(str(verdicts.shown(cell.outputs)))
    return min(points(cell), float(shown[1])) if shown else points(cell)


def points(cell: Any) -> float:
    """Return the points that a test comes to by what it shows."""
    try:
        return float(utils.determine_grade(cell)[0] or 0)
    except (ValueError, KeyError):  # more than there are, or no text
        return 0.0


def solution(path: Path, config: Any, skip_tag: str) -> Any:
    """Read a notebook of the source as it is run: with the course's header, without its quizzes.

    Raises whatever nbformat does for what it cannot read.
    """
    nb = _read(path, as_version=4)
    nb, _ = IncludeHeaderFooter(config=config).preprocess(nb, {"nbgrader": {}})
    for found in quiz_cells(nb):  # scored from answers, and run by nobody
        nb.cells[found.index].metadata["tags"] = [skip_tag]
    return nb


@dataclass
class Reference:
    """A notebook of the source, run with mutants: what right code gets for them.

    Args:
        nb: the notebook, as it is run.
        folder: where it lies.
    """

    nb: Any
    folder: Path
    _known: dict[tuple[str, str], float] = field(default_factory=dict)
    _asked: set[tuple[str, str]] = field(default_factory=set)

    def scores(self, sources: Mapping[str, str], work: Work, run: Run) -> dict[str, float]:
        """Return the points of tests with these sources that ran, by grade_id."""
        if not set(sources.items()) <= self._asked:
            indexes = packing.cells_to_run(self.nb, work.skip_tag)
            tests = {index: name for index in indexes if (name := self._name(index)) in sources}
            files = packing.files_beside(self.folder, work.name)
            own = replace(work, files=files, graded=tuple(tests))
            changed = {index: sources[name] for index, name in tests.items()}
            found = scores_with(changed, self.nb, own, run)
            self._known |= {(tests[k], changed[k]): score for k, score in found.items()}
            self._asked |= set(sources.items())
        return {each[0]: self._known[each] for each in sources.items() if each in self._known}

    def _name(self, index: int) -> str:
        return str(self.nb.cells[index].metadata.get("nbgrader", {}).get("grade_id", ""))
