"""One notebook run from top to bottom, in the sandbox, as nbgrader's own step runs it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import v4
from traitlets.log import get_logger

from quizkit.errors import MissingKernel, SandboxError
from quizkit.grading.kernels.ordinary_kernel import OrdinaryKernel, can_be_forked
from quizkit.grading.kernels.warm_client import ORDINARY, Control, WarmParent
from quizkit.grading.kernels.wired_kernel import WarmKernel
from quizkit.grading.sandbox.messages import CellRun, Ending, Outcome, Work
from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight
from quizkit.ports.nbclient_port import Cells
from quizkit.ports.nbformat_port import outputs_unchecked

AGAIN = {Ending.DIED, Ending.OUT_OF_MEMORY, Ending.TIMED_OUT, Ending.FAILED}
OWN_WAY = (
    "The notebook has numbers shown in a way of its own (a formatter or %precision, for example);"
    " its tests were read without it, and no points were taken for it."
)
_reads: Any = v4.reads  # nbformat has no types


class Runner(Protocol):
    """Who runs notebooks: this computer, or others."""

    def run(self, work: Work) -> Outcome:
        """Run one; never raises for what a student's code did."""

    def close(self) -> None:
        """End what was started for running."""


class LocalRunner:
    """Runs notebooks on this computer, one at a time, each in a kernel of its own.

    Args:
        control: a line to a warm parent that others use too; without it one is made at need.
        sandbox: whether there are walls.
        imports: what a parent of its own imports.
        hidden: folders that must be out of sight.
        sight: what the course lets in.
    """

    def __init__(
        self,
        control: Control | None = None,
        *,
        sandbox: bool = True,
        imports: Sequence[str] = (),
        hidden: Sequence[Path] = (),
        sight: Sight = NOTHING_MORE,
    ) -> None:
        self._control = control
        self._parent: WarmParent | None = None
        self._walls = control.walls if control else sandbox
        self._imports, self._hidden, self._said = tuple(imports), tuple(hidden), False
        self._sight = sight

    def run(self, work: Work) -> Outcome:
        """Run a notebook, and once more if its kernel did not live through it.

        Raises SandboxError if there is no way to run it safely.
        """
        try:
            outcome = self._run_once(work)
        except MissingKernel:
            raise
        except SandboxError:
            self._control = None  # once more with a warm parent of its own
            return self._run_once(work)
        again = outcome.ending in AGAIN and not work.once
        return self._run_once(work) if again else outcome

    def close(self) -> None:
        """End the warm parent, if it is this runner's own."""
        if self._parent:
            self._parent.close()

    def _run_once(self, work: Work) -> Outcome:
        began = time.monotonic()
        kernel = self._kernel(work)
        with outputs_unchecked():
            outcome = asyncio.run(Run(work, kernel).outcome())
        walls = "bubblewrap" if self._walls else "none"
        warm, seconds = isinstance(kernel, WarmKernel), time.monotonic() - began
        return replace(outcome, sandbox=walls, warm=warm, seconds=seconds)

    def _kernel(self, work: Work) -> WarmKernel | OrdinaryKernel:
        """Fork a kernel; where that cannot be done, have an ordinary one."""
        why = "" if can_be_forked(work.kernel) else f"'{work.kernel}' is not this Python's kernel"
        if not why and not (why := self._line().wait()):
            return self._line().start(work.limits, work.files)
        if not self._said:
            get_logger().warning(ORDINARY.format(why))
            self._said = True
        hidden = [str(path) for path in self._hidden]
        return OrdinaryKernel(work, walls=self._walls, hidden=hidden, sight=self._sight)

    def _line(self) -> Control:
        if self._control is None:
            if self._parent:
                self._parent.close()
            self._parent = WarmParent(
                self._imports, walls=self._walls, hidden=self._hidden, sight=self._sight
            )
            self._control = self._parent.controls[0]
        return self._control


class Run:
    """A notebook being run as nbgrader runs it, on a kernel that is there already."""

    def __init__(self, work: Work, kernel: WarmKernel | OrdinaryKernel) -> None:
        self._work, self._kernel = work, kernel
        self._seen: list[CellRun] = []
        self._nb = _reads(work.notebook)
        self._cells = Cells(
            self._nb,
            kernel,
            frozen=work.graded,
            settings=work.settings,
            seconds=work.limits.cell_seconds,
        )

    async def outcome(self) -> Outcome:
        """Run it; give what was seen, and how it ended."""
        ending = Ending.FAILED
        try:
            ending = await self._ending()
        finally:  # of one that has answered everything nothing more is asked
            killed_by = await self._kernel.finish(asked=ending is not Ending.DONE)
        if self._kernel.flooded:
            ending = Ending.TOO_MUCH_OUTPUT
        elif killed_by == "memory":
            ending = Ending.OUT_OF_MEMORY
        elif ending is not Ending.DONE and killed_by == "no walls":
            ending = Ending.FAILED
        return Outcome(
            notebook=json.dumps(self._nb),
            ending=ending,
            reason=self._reason(ending),
            note=OWN_WAY if self._kernel.numbers_bent else "",
            cells=tuple(self._seen),
        )

    async def _ending(self) -> Ending:
        clock = asyncio.timeout(self._work.limits.notebook_seconds)
        try:
            await self._kernel.begin()
            async with clock:
                await self._run_cells()
        except (TimeoutError, CellTimeoutError):
            return Ending.TIMED_OUT
        except DeadKernelError:  # also what nbclient makes of being stopped
            return Ending.TIMED_OUT if clock.expired() else Ending.DIED
        except Exception as error:  # a message that no honest kernel sends
            self._kernel.trouble = f"{type(error).__name__}: {error}"
            return Ending.FAILED
        return Ending.DONE

    async def _run_cells(self) -> None:
        python = await self._cells.language() == "python"
        graded = set(self._work.graded) if python else set()
        for index in range(len(self._nb.cells)):
            # nbgrader reads points from what is shown, so that is shown as it is.
            await self._kernel.show_numbers(plainly=index in graded)
            if await self._cells.run(index):
                self._seen.append(CellRun(index=index, answered=True))
        self._cells.note_widgets()

    def _reason(self, ending: Ending) -> str:
        limits = self._work.limits
        said = {
            Ending.DONE: "",
            Ending.DIED: "the notebook's process ended before the notebook did",
            Ending.OUT_OF_MEMORY: f"it used more than {limits.memory_bytes // 2**20} MB of memory",
            Ending.TIMED_OUT: "a cell, or the notebook, took too long and could not be interrupted",
            Ending.TOO_MUCH_OUTPUT: f"it printed more than {limits.output_bytes // 2**20} MB",
            Ending.FAILED: f"it could not be run ({self._kernel.trouble or 'no reason was given'})",
        }
        return said[ending]
