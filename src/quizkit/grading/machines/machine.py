"""Where notebooks are run for a class: on this computer, or on a cluster.

Importing this imports no nbgrader: kernels begin to warm up before that is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from quizkit.course.folder import layout_of
from quizkit.errors import SandboxError
from quizkit.grading.kernels.assignment_imports import imports_of
from quizkit.grading.kernels.warm_client import WarmParent
from quizkit.grading.machines.jobs import InTurn, Jobs, usable_cores
from quizkit.grading.sandbox.installed import in_sight
from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight

if TYPE_CHECKING:
    from quizkit.grading.running.run import Runner

HAS_CODE = (
    "'{}' has code of the students' to be run or read ({}), and quizkit grade runs code on Linux"
    " alone: type the command in WSL 2 (on Windows), in a virtual machine (on a Mac) or on a"
    " computer with Linux; here it grades what has quizzes and written answers only"
)
NOT_HERE = (
    "quizkit grade runs students' code on Linux alone, and elsewhere none: leave out {}, and what"
    " has quizzes and written answers only is graded"
)
MOST_NAMED = 3  # cells
JOBS_A_CORE = 16  # with a cluster: jobs here mostly wait for it


class Closed(Protocol):
    """What can be hung up."""

    def close(self) -> None:
        """Hang up."""


Line = TypeVar("Line", bound=Closed)


class Opened(Protocol):
    """An open course, as far as it concerns who runs its notebooks."""

    assignment: str

    def closed(self) -> tuple[Path, ...]:
        """Return the folders that must be out of its notebooks' sight."""

    def sight(self) -> Sight:
        """Return what its settings let its notebooks see."""

    def released(self) -> Path:
        """Return the folder of what students receive."""

    def code(self) -> list[str]:
        """Return the cells of the assignment that are students' code, or run it."""


class Machine(Protocol):
    """Runs the notebooks of a class."""

    jobs: int
    jobs_kind: type[Jobs[Any, Any]]
    runs_code: bool

    def see(self, course: Opened) -> None:
        """Be told what of the open course must be out of sight, and what it lets in."""

    def runner(self, number: int) -> Runner:
        """Return what runs notebooks, in the job of that number."""

    def forked(self) -> None:
        """Be told that all jobs have begun."""

    def trouble(self) -> str:
        """Return why it is slow, if it is known to be: a clause."""

    def close(self) -> None:
        """End what was started."""


class ThisComputer:
    """A warm parent that kernels are forked from; it warms up from the moment this is made.

    Args:
        assignment: its name.
        jobs: how many jobs there are; None for one a core.
        sandbox: whether there are walls.

    Raises SandboxError where there is no sandbox to be had.
    """

    jobs_kind, runs_code = Jobs, True

    def __init__(self, assignment: str, *, jobs: int | None, sandbox: bool) -> None:
        self.jobs = jobs or usable_cores()
        self._imports, self._sandbox = _imports(assignment), sandbox
        self._hidden, self._sight = [Path.cwd()], NOTHING_MORE
        self._parent = self._warmed()

    def see(self, course: Opened) -> None:
        """Warm up anew where the open course is not what was expected of it."""
        (root, *others), sight = course.closed(), course.sight()
        hidden = sorted({Path.cwd(), root, *in_sight(others)})
        if (hidden, sight) != (self._hidden, self._sight):
            self._parent.close()
            self._hidden, self._sight = hidden, sight
            self._parent = self._warmed()

    def _warmed(self) -> WarmParent:
        return WarmParent(
            self._imports,
            walls=self._sandbox,
            controls=self.jobs,
            hidden=self._hidden,
            sight=self._sight,
        )

    def runner(self, number: int) -> Runner:
        """Return what runs notebooks in a job, each job on a line of its own to the warm parent.

        A job in place of one that was killed has no such line, and makes a parent of its own.
        """
        from quizkit.grading.running.run import LocalRunner

        return LocalRunner(
            own_line(self._parent.controls, number),
            sandbox=self._sandbox,
            imports=self._imports,
            hidden=self._hidden,
            sight=self._sight,
        )

    def forked(self) -> None:
        """Hang up, so that the warm parent sees when a job is gone, and ends its kernels."""
        for line in self._parent.controls:
            line.close()

    def trouble(self) -> str:
        """Return why no kernels can be forked, if so."""
        return self._parent.trouble()

    def close(self) -> None:
        """End the warm parent, and with it every kernel."""
        self._parent.close()


class NoSandbox:
    """A computer that is no Linux: it grades what needs no code, one submission after the other.

    Args:
        refused: what was asked for on the command line, and is only to be had on Linux.

    Raises SandboxError where anything was.
    """

    jobs, jobs_kind, runs_code = 1, InTurn, False

    def __init__(self, *refused: str) -> None:
        if refused:
            raise SandboxError(NOT_HERE.format(" and ".join(refused)))
        self._released = Path()

    def see(self, course: Opened) -> None:
        """Raise SandboxError where there is code in the assignment."""
        if cells := course.code():
            named = ", ".join(cells[:MOST_NAMED]) + ", …" * (len(cells) > MOST_NAMED)
            raise SandboxError(HAS_CODE.format(course.assignment, named))
        self._released = course.released()

    def runner(self, number: int) -> Runner:  # noqa: ARG002 - there is one
        """Return what runs nothing."""
        from quizkit.grading.running.unrun import Unrun

        return Unrun(self._released)

    def forked(self) -> None:
        """Nothing is forked."""

    def trouble(self) -> str:
        """There is none."""
        return ""

    def close(self) -> None:
        """There is nothing to end."""


class Cluster:
    """A dask.distributed cluster.

    Args:
        address: of its scheduler.
        assignment: the assignment's name.
        jobs: how many notebooks are under way at a time; None for as many as it has places.
        sandbox: whether there are walls on its workers.

    Raises SandboxError where no cluster answers.
    """

    jobs_kind, runs_code = Jobs, True

    def __init__(self, address: str, assignment: str, *, jobs: int | None, sandbox: bool) -> None:
        from quizkit.grading.cluster import ClusterRunner, Courier

        most = jobs or JOBS_A_CORE * usable_cores()
        self._courier = Courier(address, lines=most, sandbox=sandbox)
        self.jobs = jobs or min(self._courier.places, most)
        self._address, self._imports, self._sandbox = address, _imports(assignment), sandbox
        self._sight = NOTHING_MORE
        try:
            ClusterRunner(address, self._courier.lines[0], imports=self._imports).try_out()
        except SandboxError:
            self._courier.close()
            raise

    def see(self, course: Opened) -> None:
        """Note what the workers must let in: what must be out of sight, none of them has."""
        self._sight = course.sight()

    def runner(self, number: int) -> Runner:
        """Return what runs notebooks in a job, each job on a line of its own to the courier.

        A job in place of one that was killed has no such line, and makes a courier of its own.
        """
        from quizkit.grading.cluster import ClusterRunner

        return ClusterRunner(
            self._address,
            own_line(self._courier.lines, number),
            imports=self._imports,
            sandbox=self._sandbox,
            sight=self._sight,
        )

    def forked(self) -> None:
        """Hang up: the lines are the jobs' own."""
        for line in self._courier.lines:
            line.close()

    def trouble(self) -> str:
        """There is nothing to say: a worker's log has it."""
        return ""

    def close(self) -> None:
        """End the courier; the cluster stays as it is."""
        self._courier.close()


def own_line(lines: Sequence[Line], number: int) -> Line | None:
    """Return a job's own of these lines, if it has one, and hang up the others."""
    for line in (each for at, each in enumerate(lines) if at != number):
        line.close()
    return lines[number] if number < len(lines) else None


def _imports(assignment: str) -> Sequence[str]:
    """Return what an assignment imports, as far as that is seen without nbgrader."""
    source = layout_of(Path.cwd()).source
    return imports_of(sorted((source / assignment).glob("*.ipynb")))
