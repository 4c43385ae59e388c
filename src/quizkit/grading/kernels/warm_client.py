"""Kernels forked in the sandbox, as a grader starts, asks, interrupts and ends them."""

from __future__ import annotations

import functools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizkit.errors import SandboxError
from quizkit.grading.sandbox import bubblewrap, wire
from quizkit.grading.sandbox.messages import Limits
from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight

if TYPE_CHECKING:  # it imports nbclient, for which the warm parent need not wait
    from quizkit.grading.kernels.wired_kernel import WarmKernel

ANSWER = 2**16  # bytes, the largest of the warm parent's answers
ENDED = "the process that kernels are forked from has ended: start again"
ORDINARY = "Each notebook gets an ordinary kernel, which is slow: {}."
NOT_READY = "the process that kernels are forked from did not get ready"
PATIENCE = 60  # seconds until the warm parent must have answered


class WarmParent:
    """A process in the sandbox with everything imported, which forks a kernel for each notebook.

    It warms up from the moment it is made; ``Control.wait`` waits for it.

    Args:
        imports: modules to import.
        walls: whether to put it into the sandbox.
        controls: how many graders will ask it at the same time.
        hidden: folders that must be out of its sight.
        sight: what the course lets in.

    Raises SandboxError where there is no sandbox to be had.
    """

    def __init__(
        self,
        imports: Sequence[str] = (),
        *,
        walls: bool = True,
        controls: int = 1,
        hidden: Sequence[Path] = (),
        sight: Sight = NOTHING_MORE,
    ) -> None:
        wall = bubblewrap.in_sandbox([], hidden=hidden, sight=sight) if walls else []  # may refuse
        pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(controls)]
        theirs = [pair[1] for pair in pairs]
        numbers = [end.fileno() for end in theirs]
        self._word = os.memfd_create("word")
        asked = json.dumps(
            {"imports": list(imports), "walls": walls, "controls": numbers, "word": self._word}
        )
        command = [sys.executable, "-m", "quizkit.grading.kernels.warm_parent", asked]
        self.process = subprocess.Popen(
            [*wall, *command],
            env=bubblewrap.environment(hidden, sight) if walls else bubblewrap.own_environment(),
            pass_fds=[*numbers, self._word],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the command, which then finishes what it began
        )
        for end in theirs:
            end.close()
        self.controls = [Control(pair[0], walls=walls) for pair in pairs]

    def trouble(self) -> str:
        """Return why it forks no kernels; nothing if it does, or may do so yet."""
        word = os.pread(self._word, ANSWER, 0)
        if not word:
            return "" if self.process.poll() is None else NOT_READY
        return str(json.loads(word)["why"])

    def close(self) -> None:
        """End it, and with it every kernel."""
        for control in self.controls:
            control.close()
        self.process.kill()
        self.process.wait()
        os.close(self._word)


class Control:
    """One grader's line to the warm parent."""

    def __init__(self, end: socket.socket, *, walls: bool) -> None:
        self._end, self.walls = end, walls
        self._end.settimeout(PATIENCE)
        self._ready: dict[str, Any] | None = None

    def wait(self) -> str:
        """Wait until it is warm; give why it cannot fork, or nothing.

        Raises SandboxError where no kernel can be walled in.
        """
        if self._ready is None:
            try:
                self._ready = self._answer()
            except SandboxError:  # what it imports may have ended it
                self._ready = {"why": NOT_READY}
        if said := self._ready.get("no_walls"):
            raise bubblewrap.impossible(said)
        return str(self._ready["why"])

    def start(self, limits: Limits, files: Mapping[str, bytes]) -> WarmKernel:
        """Fork a kernel in an empty folder with these files in it."""
        from quizkit.grading.kernels.wired_kernel import WarmKernel

        self.wait()
        with ExitStack() as undone, ExitStack() as handed_over:
            folder = None
            if not self.walls:
                folder = Path(tempfile.mkdtemp(prefix="quizkit-grade-"))
                undone.callback(shutil.rmtree, folder, ignore_errors=True)
            lines = [socket.socketpair() for _ in ("requests", "messages")]
            for ours, theirs in lines:
                undone.callback(ours.close)
                handed_over.callback(theirs.close)
            asked = {"do": "start", "limits": asdict(limits), "folder": str(folder or "")}
            self._ask_for(asked, [theirs.fileno() for _, theirs in lines])
            ask = functools.partial(self._ask, int(self._answer()["kernel"]))
            undone.pop_all()
        ends = lines[0][0], lines[1][0]
        return WarmKernel(ask, ends, limits, wire.packed_files(files), folder)

    def close(self) -> None:
        """Hang up: the warm parent then ends what was started here."""
        self._end.close()

    def _ask(self, kernel: int, what: str) -> str:
        self._ask_for({"do": what, "kernel": kernel})
        return "" if what == "drop" else str(self._answer()["ending"])

    def _ask_for(self, asked: Mapping[str, object], ends: Sequence[int] = ()) -> None:
        try:
            socket.send_fds(self._end, [json.dumps(asked).encode()], ends)
        except OSError as error:
            raise SandboxError(ENDED) from error

    def _answer(self) -> dict[str, Any]:
        try:
            data = self._end.recv(ANSWER)
        except OSError as error:
            raise SandboxError(f"the sandbox does not answer ({error}): start again") from error
        if not data:
            raise SandboxError(ENDED)
        answer: dict[str, Any] = json.loads(data)
        return answer
