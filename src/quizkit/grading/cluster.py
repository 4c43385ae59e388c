"""Notebooks run on the workers of a dask.distributed cluster.

The workers get bytes and give JSON; the gradebook and the course stay where the teacher is. Only
``distributed``, which is optional, knows how the bytes travel. ``python -m quizkit.grading.cluster
ADDRESS`` prints how many notebooks a cluster can run at a time.
"""

from __future__ import annotations

from quizkit import interruption

if __name__ == "__main__":
    interruption.heed()  # before what takes long to import

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from quizkit.errors import MissingKernel, SandboxError
from quizkit.grading.sandbox.messages import Ending, Outcome, Work
from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight

PATIENCE = 10  # seconds until the scheduler must have answered
LOST = (
    "each of {attempts} workers that it was sent to was lost while it ran (out of memory?): see the"
    " workers' logs"
)
INSTALL = (
    "--dask needs the library 'distributed', which is not here: install it"
    " (pip install distributed) in the same version as on the cluster"
)


class ClusterRunner:
    """Runs notebooks on a cluster, one at a time for each runner.

    Args:
        address: the scheduler's, such as ``tcp://10.0.0.5:8786``.
        imports: what the assignment imports, for workers to have ready.
        sandbox: whether there are walls.
        sight: what the course lets in, on the workers.

    Raises SandboxError where no cluster answers.
    """

    def __init__(
        self,
        address: str,
        *,
        imports: Sequence[str] = (),
        sandbox: bool = True,
        sight: Sight = NOTHING_MORE,
    ) -> None:
        distributed = _library()
        self._address, self._imports, self._sandbox = address, tuple(imports), sandbox
        self._sight = sight
        try:
            # What comes from a worker is bytes; nothing that it sends is unpickled here.
            self._client = distributed.Client(
                address, timeout=PATIENCE, set_as_default=False, deserializers=["dask", "msgpack"]
            )
        except (OSError, ValueError) as error:
            raise SandboxError(_unreachable(address, error)) from error

    def run(self, work: Work) -> Outcome:
        """Run a notebook on a worker; one that is lost meanwhile costs another attempt.

        Raises SandboxError if the cluster is gone, or has no sandbox.
        """
        from quizkit.grading.running.cluster_worker import run_bytes

        sent = replace(work, imports=work.imports or self._imports, sight=self._sight).to_json()
        future = self._client.submit(run_bytes, sent, sandbox=self._sandbox, pure=False)
        try:
            found = future.result()
        except Exception as error:
            return self._troubled(work, error)
        finally:
            future.release()
        return self._read(found)

    def close(self) -> None:
        """Hang up; the cluster stays as it is."""
        self._client.close()

    def _read(self, found: Any) -> Outcome:
        if not isinstance(found, bytes):
            raise SandboxError(f"a worker of {self._address} gave no bytes: it is not quizkit's")
        told = json.loads(found)
        if "no kernel" in told:
            raise MissingKernel(str(told["no kernel"]))
        if "no sandbox" in told:
            raise SandboxError(str(told["no sandbox"]))
        return Outcome.from_json(found)

    def _troubled(self, work: Work, error: Exception) -> Outcome:
        kind = type(error).__name__
        if kind == "KilledWorker":
            reason = LOST.format(attempts=int(error.args[2]) + 1)
            return Outcome(notebook=work.notebook, ending=Ending.FAILED, reason=reason)
        raise SandboxError(
            f"the cluster at {self._address} did not run a notebook ({kind}: {error}): see that it"
            " is up, and that its workers have the same quizkit as this computer; then start again"
        ) from error


def places(address: str) -> int:
    """Return how many notebooks a cluster can run at a time: the threads of its workers.

    Asked in a process of its own, since whoever forks must not have threads.

    Raises SandboxError where no cluster answers, or no worker has joined it.
    """
    _library()  # jobs that are forked later have it then
    command = [sys.executable, "-m", "quizkit.grading.cluster", address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.strip().isdecimal():
        raise SandboxError(done.stdout.strip() or done.stderr.strip()[-500:])
    if (found := int(done.stdout)) == 0:
        raise SandboxError(
            f"no worker has joined the cluster at {address}: start one"
            f" ('dask worker {address} --nthreads 1' for each core), and try again"
        )
    return found


async def _threads(address: str) -> int:
    distributed = _library()
    async with distributed.rpc(address, timeout=PATIENCE) as scheduler:
        known = await asyncio.wait_for(scheduler.identity(n_workers=-1), PATIENCE)
    return sum(int(worker["nthreads"]) for worker in known["workers"].values())


def _library() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise SandboxError(INSTALL) from error
    return distributed


def _unreachable(address: str, error: Exception) -> str:
    return (
        f"no Dask scheduler answers at {address} ({error or type(error).__name__}): compare the"
        " address with the one that the scheduler printed when it was started"
    )


def main(address: str) -> int:
    """Print how many notebooks a cluster can run at a time, or why that cannot be told."""
    try:
        said: object = asyncio.run(_threads(address))
    except SandboxError as error:
        said = error
    except (OSError, ValueError, TimeoutError) as error:
        said = _unreachable(address, error)
    sys.stdout.write(f"{said}\n")
    return not isinstance(said, int)


if __name__ == "__main__":
    sys.exit(interruption.run(lambda: main(sys.argv[1])))
