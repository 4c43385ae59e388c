"""A notebook run once more, in a kernel that is thrown away, with a mutant in place of each test.

Nothing tells the two runs apart but what the tests expect, in a part of them that students have not
seen, if there is one: they have the same requests in the same order, share no process, no file and
no network, and chance decides which comes first. A test that passes either way would have passed
whatever is true, and does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from math import inf
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import IncludeHeaderFooter

from quizkit.course.quiz_cells import quiz_cells
from quizkit.grading.sandbox import packing
from quizkit.grading.sandbox.messages import Ending, Outcome, Work
from quizkit.grading.submission import verdicts
from quizkit.grading.submission.mutants import CHANCE, Mutant, mutants

PASSED = (
    "it passes with another answer expected, too: something in the notebook changes how code is"
    " run, or looks up what a test expects"
)
LUCKY = (
    "its points come and go from one run of the notebook to the next, and the student's code"
    " reaches for how it is tested"
)
UNTRIED = (
    "Run once more, with another answer expected in each test, the notebook did not come to its end"
    " ({}): it is not known whether its tests pass whatever is true. No points were taken for that."
)
WRAPPED = re.compile(r"[A-Za-z_.\d]+\(['\"]?(\d+(?:\.\d*)?)")
AGAIN = 2  # more pairs of runs, where the student's code reaches for how it is tested
Run = Callable[[Work], Outcome]
Ask = Callable[[Collection[int]], list[int]]
Scores = dict[int, float]
_read: Any = nbformat.read  # nbformat has no types


def comes_first() -> bool:
    """Return by chance whether mutants are run before the tests.

    Code that knows the time, or what was done on this computer before, could tell which run it is
    in if it were always the same.
    """
    return CHANCE.random() < 0.5


class SecondRun:
    """The run of a notebook with mutants in place of its tests, before or after its own.

    What students know of a test may be changed in a mutant, and would then tell their code what
    the tests after it are. So where there are tests after it of which they do not know all, it is
    tried in one more run.

    Args:
        nb: the notebook, which gets the outputs of its own run.
        work: what is run.
        run: runs a notebook.
        reference: the teacher's own solution, where there is one.
    """

    def __init__(self, nb: Any, work: Work, run: Run, reference: Reference | None) -> None:
        self._nb, self._work, self._run, self._reference = nb, work, run, reference
        self._chosen: dict[int, Mutant] = {}
        self._scores: Scores = {}
        self._tried: set[int] = set()
        self.untried = ""  # why what was tried is not known
        self.handed_out = reference.files if reference else []

    def run_ahead(self) -> None:
        """Run it before the notebook's own run, with a mutant of each test."""
        self._choose(self._work.graded)
        self._try(self._work.graded)

    def passing(self, scored: Collection[int], *, walled: bool = True) -> list[int]:
        """Return the positions of tests that would have points whatever is true.

        Args:
            scored: positions of the tests that have points by the notebook's own run.
            walled: whether students' code could not see the solution, were it run.
        """
        if not walled:
            self._reference = None
        self._choose([index for index in scored if index not in self._chosen])
        scores, allowed = self._judged(scored)
        unknown = [k for k in scores if k not in allowed and not self._chosen[k].sure]
        if unknown:  # of these, not even the solution tells what right code gets
            self._choose(unknown, sure=True)
            scores, allowed = self._judged(scored)
        return [
            index
            for index, score in scores.items()
            if score > _most(self._nb.cells[index], self._chosen[index], allowed.get(index))
        ]

    def lucky(self, scored: Collection[int], *, walled: bool = True) -> list[int]:
        """Return the positions of tests that more pairs of runs do not bear out.

        Code that tosses a coin, or races the test in a thread, may have luck in both runs of a
        pair; it seldom has it in three.

        Args:
            scored: positions of the tests that have points and passed no mutant.
            walled: whether students' code could not see the solution, were it run.
        """
        found: set[int] = set()
        asks: list[Ask] = [self._fewer_points, partial(self._passing_anew, walled=walled)]
        for _ in range(AGAIN):
            CHANCE.shuffle(asks)
            for ask in asks:
                if left := [index for index in scored if index not in found]:
                    found.update(ask(left))
        return sorted(found)

    def _fewer_points(self, scored: Collection[int]) -> list[int]:
        """Return the positions of tests that have fewer points when run again as they are."""
        sources = {index: self._nb.cells[index].source for index in scored}
        again, ended = scores_with(sources, self._nb, self._work, self._run)
        if ended:
            return []
        return [index for index in scored if again.get(index, 0) < _number(self._nb.cells[index])]

    def _passing_anew(self, scored: Collection[int], *, walled: bool) -> list[int]:
        self._tried.clear()
        self._scores.clear()
        return self.passing(scored, walled=walled)

    def _judged(self, scored: Collection[int]) -> tuple[Scores, Scores]:
        """Return the points of mutants that give any, and what right code gets for them."""
        while self._try(scored):
            pass
        scores = {k: self._scores[k] for k in scored if self._scores.get(k)}
        suspect = {index: self._nb.cells[index] for index in scores}
        sources = {index: mutant.source for index, mutant in self._chosen.items()}
        reference = self._reference if scores else None
        return scores, _of_right_code(suspect, sources, self._work, self._run, reference)

    def _choose(self, tests: Iterable[int], *, sure: bool = False) -> None:
        """Choose a mutant of each of these tests, if there are any."""
        for index in tests:
            found = mutants(self._nb.cells[index].source, sure=sure or self._reference is None)
            if found:
                self._chosen[index] = found[0]
                self._tried.discard(index)
                self._scores.pop(index, None)

    def _try(self, tests: Iterable[int]) -> bool:
        """Try some of these that were not; return whether there were any."""
        left = [index for index in tests if index in self._chosen and index not in self._tried]
        last = max((index for index in left if not self._chosen[index].seen), default=-1)
        batch = [index for index in left if index > last or not self._chosen[index].seen]
        if batch:
            sources = {index: self._chosen[index].source for index in batch}
            found, ended = scores_with(sources, self._nb, self._work, self._run)
            self._scores |= found
            self._tried |= set(batch)
            self.untried = self.untried or ended
        return bool(batch)


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


def scores_with(sources: Mapping[int, str], nb: Any, work: Work, run: Run) -> tuple[Scores, str]:
    """Run a notebook with other sources in these cells.

    Return the points of those that ran, and why it was not run to its end, if so.
    """
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
        return {}, "its result is damaged"
    odd = verdicts.not_counted(outcome, list(sources))
    counted = (index for index in sources if index not in odd)
    scores = {k: _number(cells[k]) for k in counted if not verdicts.no_points(cells[k])}
    why = outcome.reason.rstrip(".") or str(outcome.ending)
    return scores, "" if outcome.ending is Ending.DONE else why


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

    @cached_property
    def files(self) -> list[str]:
        """The names of the files that lie beside it, and are handed out with it."""
        return [path.name for path in self.folder.rglob("*")]

    def scores(self, sources: Mapping[str, str], work: Work, run: Run) -> dict[str, float]:
        """Return the points of tests with these sources that ran, by grade_id."""
        if not set(sources.items()) <= self._asked:
            indexes = packing.cells_to_run(self.nb, work.skip_tag)
            tests = {index: name for index in indexes if (name := self._name(index)) in sources}
            files = packing.files_beside(self.folder, work.name)
            own = replace(work, files=files, graded=tuple(tests))
            changed = {index: sources[name] for index, name in tests.items()}
            found, _ = scores_with(changed, self.nb, own, run)
            self._known |= {(tests[k], changed[k]): score for k, score in found.items()}
            self._asked |= set(sources.items())
        return {each[0]: self._known[each] for each in sources.items() if each in self._known}

    def _name(self, index: int) -> str:
        return str(self.nb.cells[index].metadata.get("nbgrader", {}).get("grade_id", ""))
