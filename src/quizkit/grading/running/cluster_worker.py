"""What a worker of a cluster does: bytes in, JSON out, the notebook in its own sandbox.

A worker needs quizkit and bubblewrap, and neither the course's folder nor the gradebook. It keeps
its warm parents between notebooks, one for each set of imports and each of its threads.
"""

from __future__ import annotations

import atexit
import json
import platform
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizkit.errors import MissingKernel, SandboxError
from quizkit.grading.sandbox.messages import Ending, Outcome, Work
from quizkit.grading.sandbox.sight import Sight

if TYPE_CHECKING:  # who sends work knows this function, and has no use for all that runs it
    from quizkit.grading.running.run import LocalRunner

KEPT = 2  # sets of imports whose runners stay: two assignments at a time
Kind = tuple[tuple[str, ...], bool, Sight]  # what is imported, whether walls, what is let in
_free: dict[Kind, list[LocalRunner]] = {}
_lock = threading.Lock()


def run_bytes(work: bytes, *, sandbox: bool = True) -> bytes:
    """Run a notebook and give what came of it, as JSON; never raises.

    >>> json.loads(run_bytes(b"no work"))["ending"]
    'failed'

    A worker without a sandbox, or without the notebook's kernel, says so, which is for its owner to
    mend: ``{"no sandbox": "…"}``, ``{"no kernel": "…"}``.
    """
    try:
        read = Work.from_json(work)
        with _runner((read.imports, sandbox, read.sight)) as runner:
            return runner.run(read).to_json()
    except MissingKernel as error:
        return json.dumps({"no kernel": f"on {platform.node()}, {error}"}).encode()
    except SandboxError as error:
        return json.dumps({"no sandbox": f"on {platform.node()}, {error}"}).encode()
    except Exception as error:  # the grader must hear of it, whatever it is
        reason = f"it could not be run on {platform.node()} ({type(error).__name__}: {error})"
        return Outcome(notebook="", ending=Ending.FAILED, reason=reason).to_json()


@contextmanager
def _runner(kind: Kind) -> Iterator[LocalRunner]:
    """Yield a runner that nobody else has meanwhile; it is kept for the next notebook."""
    with _lock:
        idle = _free.pop(kind, [])
        _free[kind] = idle  # the latest comes last
        runner = idle.pop() if idle else _new(kind)
        old = [_free.pop(each) for each in list(_free)[:-KEPT]]
    _close(each for runners in old for each in runners)
    yield runner  # after an error it is thrown away, and closed with its last reference
    with _lock:
        _free.setdefault(kind, []).append(runner)


def _new(kind: Kind) -> LocalRunner:
    from quizkit.grading.running.run import LocalRunner

    imports, walls, sight = kind
    return LocalRunner(sandbox=walls, imports=imports, hidden=_own_folders(), sight=sight)


def _own_folders() -> list[Path]:
    """Return where the cluster keeps its own files, from which its workers import, too."""
    try:
        from distributed import get_worker

        folder = Path(get_worker().local_directory)
    except (ImportError, ValueError):  # nothing of Dask's has called
        return []
    return [folder.parent if folder.parent.name.startswith("dask-") else folder]


def _close(runners: Any) -> None:
    for runner in runners:
        runner.close()


@atexit.register
def close() -> None:
    """End every warm parent that is kept."""
    with _lock:
        kept = [_free.pop(kind) for kind in list(_free)]
    _close(each for runners in kept for each in runners)
