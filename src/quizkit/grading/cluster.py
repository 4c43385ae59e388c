"""Notebooks run on the workers of a dask.distributed cluster.

The workers get bytes and give JSON; the gradebook and the course stay where the teacher is. Between
a grader and the cluster stands a process of no rights, the courier, which alone knows Dask.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from quizkit.errors import MissingKernel, SandboxError, printable
from quizkit.grading.sandbox import bubblewrap
from quizkit.grading.sandbox.messages import Ending, Outcome, Work
from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight

LARGEST = 2**28  # bytes of an answer
TRIES = 3  # of a cluster, one of whose workers may be in a bad way
TRIES_THERE = 2  # of a notebook, by a worker
SLACK = 120  # seconds that a worker may need besides, to warm up
LONGEST = 300  # characters of what a cluster says
PROBE = (
    '{"cells": [{"cell_type": "code", "source": "1", "metadata": {}, "outputs": [], '
    '"execution_count": null}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}'
)
LOST = (
    "each worker that it was sent to was lost while it ran (out of memory?): see the workers' logs"
)
INSTALL = (
    "--dask needs the library 'distributed', which is not here: install it"
    " (pip install distributed) in the same version as on the cluster"
)
TROUBLED = (
    "the cluster at {} did not run a notebook ({}): see that it is up, and that its workers have"
    " the same quizkit as this computer; then start again"
)


class Courier:
    """The process that talks to a cluster.

    Args:
        address: the scheduler's, such as ``tcp://10.0.0.5:8786``.
        lines: how many graders will ask it at the same time.
        sandbox: whether there are walls on the workers.

    Raises SandboxError where no cluster answers, or no worker has joined it.
    """

    def __init__(self, address: str, *, lines: int = 1, sandbox: bool = True) -> None:
        if find_spec("distributed") is None:
            raise SandboxError(INSTALL)
        pairs = [socket.socketpair() for _ in range(lines)]
        self.address, self.lines = address, [ours for ours, _ in pairs]
        numbers = [theirs.fileno() for _, theirs in pairs]
        asked = {"address": address, "lines": numbers, "sandbox": sandbox}
        command = [sys.executable, "-P", "-m", "quizkit.grading.cluster_courier", json.dumps(asked)]
        self.process = subprocess.Popen(
            bubblewrap.with_network(command, files=_certificates()),
            env=bubblewrap.environment() | _settings(),
            pass_fds=numbers,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # it would repeat what workers say, in their own signs
            start_new_session=True,
        )
        for _, theirs in pairs:
            theirs.close()
        self.places = self._places()

    def close(self) -> None:
        """Hang up; the cluster stays as it is."""
        for line in self.lines:
            line.close()
        self.process.kill()
        self.process.wait()

    def _places(self) -> int:
        told = {}
        for line in self.lines:
            told = ask(line) or {}
        if found := told.get("places"):
            return int(found)
        self.close()
        if found == 0:
            raise SandboxError(
                f"no worker has joined the cluster at {self.address}: start one"
                f" ('dask worker {self.address} --nthreads 1' for each core), and try again"
            )
        why = printable(str(told.get("trouble") or "its end of the line broke"))[:LONGEST]
        raise SandboxError(
            f"no Dask scheduler answers at {self.address} ({why}): compare the address with the one"
            " that the scheduler printed when it was started"
        )


class ClusterRunner:
    """Runs notebooks on a cluster, one at a time for each runner.

    Args:
        address: the scheduler's.
        line: to a courier that others use, too; without it one is made at need.
        imports: what the assignment imports, for workers to have ready.
        sandbox: whether there are walls.
        sight: what the course lets in, on the workers.
    """

    def __init__(
        self,
        address: str,
        line: socket.socket | None = None,
        *,
        imports: Sequence[str] = (),
        sandbox: bool = True,
        sight: Sight = NOTHING_MORE,
    ) -> None:
        self._address, self._line, self._imports = address, line, tuple(imports)
        self._sandbox, self._sight = sandbox, sight
        self._courier: Courier | None = None

    def run(self, work: Work) -> Outcome:
        """Run a notebook on a worker; a worker in a bad way costs this notebook and no other.

        Raises SandboxError if the cluster is gone.
        """
        sent = replace(work, imports=work.imports or self._imports, sight=self._sight).to_json()
        seconds = TRIES_THERE * work.limits.notebook_seconds + SLACK
        sent = b"%d %b" % (seconds, sent)
        told = self._asked(sent) or self._asked(sent)
        if told is None:
            return _failed(work, "what its worker sent could not be received")
        if "gone" in told:
            raise SandboxError(TROUBLED.format(self._address, _short(told["gone"])))
        if "lost" in told:
            return _failed(work, LOST)
        if "trouble" in told:
            return _failed(work, f"its worker did not run it ({_short(told['trouble'])})")
        return _read(work, told.get("outcome"))

    def try_out(self) -> None:
        """Have a notebook of one line run, before anybody's work is.

        Raises SandboxError if that cannot be done, with what is to be mended on the workers.
        """
        for _ in range(TRIES):
            outcome = self.run(Work(notebook=PROBE, name="probe.ipynb"))
            if outcome.ending is Ending.DONE:
                return
        raise SandboxError(TROUBLED.format(self._address, outcome.reason))

    def close(self) -> None:
        """Hang up, if the courier is this runner's own."""
        if self._courier:
            self._courier.close()

    def _asked(self, sent: bytes) -> dict[str, Any] | None:
        """Send work and wait for the answer; None if the line breaks, then another is made."""
        if self._line is None:
            self.close()
            self._courier = Courier(self._address, sandbox=self._sandbox)
            self._line = self._courier.lines[0]
        told = ask(self._line, sent)
        if told is None:
            self._line = None
        return told


def ask(line: socket.socket, sent: bytes = b"") -> dict[str, Any] | None:
    """Send a line, if there is one, and read the one that comes; None if that cannot be done."""
    try:
        if sent:
            line.sendall(sent + b"\n")
        with line.makefile("rb") as answers:
            told = json.loads(answers.readline(LARGEST))
    except (OSError, ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _read(work: Work, found: Any) -> Outcome:
    """Return what a worker found; one that gives no outcome costs this notebook alone."""
    try:
        told = json.loads(found)
        if "no sandbox" not in told and "no kernel" not in told:
            return Outcome.from_json(found)
    except Exception as error:  # there are many ways to be none
        return _failed(work, f"its worker gave no outcome ({type(error).__name__})")
    if "no kernel" in told:
        raise MissingKernel(_short(told["no kernel"]))
    return _failed(work, _short(told["no sandbox"]))


def _failed(work: Work, reason: str) -> Outcome:
    return Outcome(notebook=work.notebook, ending=Ending.FAILED, reason=reason)


def _short(said: object) -> str:
    return printable(str(said))[:LONGEST]


def _settings() -> dict[str, str]:
    """Return Dask's settings of whoever started this, as Dask hands them on to another process."""
    from dask import config

    return {"DASK_INTERNAL_INHERIT_CONFIG": config.serialize(config.global_config)}


def _certificates() -> list[str]:
    """Return the files that Dask's settings name for TLS."""
    from dask import config

    tls = config.get("distributed.comm.tls", {})
    named = [
        tls.get("ca-file"),
        *(v for part in tls.values() if isinstance(part, dict) for v in part.values()),
    ]
    paths = [Path(name).absolute() for name in named if isinstance(name, str)]
    return [str(path) for path in paths if path.is_file()]
