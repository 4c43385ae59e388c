"""Kernels that are ready in a moment, for tests that need hundreds of them.

A process imports once what every kernel needs and forks a real ipykernel whenever it reads a
line of JSON, ``[connection file, folder]``; it answers with the kernel's process id.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.connect import write_connection_file


class Nursery:
    """Where kernels come from."""

    def __init__(self, process: subprocess.Popen[str], sockets: Path) -> None:
        self._process = process
        self._sockets = sockets
        self._count = 0

    def kernel(self, folder: Path) -> tuple[int, str]:
        """Start a kernel in ``folder``; give its process id and its connection file."""
        self._count += 1
        # Sockets in files: no port can be taken by somebody else between choosing and using it.
        name = str(self._sockets / f"{self._count}")
        write_connection_file(f"{name}.json", ip=name, transport="ipc", key=b"key")
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([f"{name}.json", str(folder)]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline()), f"{name}.json"


@contextmanager
def nursery() -> Iterator[Nursery]:
    """Start the process that forks kernels, and end it and them when the block ends."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="qk") as sockets:
        process = subprocess.Popen(
            [sys.executable, "-m", "kill.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment | {"IPYTHONDIR": sockets, "JUPYTER_RUNTIME_DIR": sockets},
            start_new_session=True,
        )
        try:
            yield Nursery(process, Path(sockets))
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def main() -> None:
    """Fork a kernel for every line read."""
    import ipykernel.ipkernel  # noqa: F401
    from ipykernel.kernelapp import IPKernelApp

    import quizkit.quiz.loading
    import quizkit.widget  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # killed kernels are to leave no zombies
    for line in sys.stdin:
        connection, folder = json.loads(line)
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.chdir(folder)
            with Path(os.devnull).open() as nothing:
                os.dup2(nothing.fileno(), 0)
            os.dup2(2, 1)
            options = ["-f", connection, "--IPKernelApp.quiet=True"]
            IPKernelApp.launch_instance([*options, "--HistoryManager.enabled=False"])
            os._exit(0)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
