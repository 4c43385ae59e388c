"""An ordinary kernel behind the inner walls: what the provisioner starts in bubblewrap.

Run as ``python -m quizkit.grading.kernels.contained '{"limits": …, "sockets": […],
"connection": …}' command…``.
Standard input is a socket: over it come the files of the notebook's folder, later a byte for each
interrupt, and its end is the end of the kernel. The process started here keeps watch; the kernel is
its child, alone in namespaces of its own. What the kernel itself prints goes nowhere, but when it
ends otherwise than it was asked to, its last words are told on standard error.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from quizkit.grading.kernels.warm_parent import keep_only, write_files
from quizkit.grading.sandbox import walls
from quizkit.grading.sandbox.messages import Limits

SOON, WATCH = 0.02, 0.25  # seconds between two looks, before and after the kernel is ready
PIPE, LAST_WORDS = 65536, 2000  # bytes: what a pipe holds, and how much of it is told


def main(arguments: Sequence[str]) -> int:
    """Start the kernel within its walls, and watch over it until it ends."""
    asked, command = json.loads(arguments[0]), list(arguments[1:])
    limits = Limits(**asked["limits"])
    if not Path("/proc/self").exists():
        walls.mount_proc()
    walls.forget_keys()
    line = socket.socket(fileno=os.dup(0))
    walls.apart()
    ear, mouth = os.pipe()  # both stay open here: at its end there is nothing to hear, not for ever
    kernel = os.fork()
    if kernel == 0:
        try:
            _be_kernel(command, Path(asked["connection"]), limits, line, mouth)
        except BaseException as error:  # nothing may run on in this copy of the watchman
            os.write(mouth, str(error).encode())
        finally:
            os._exit(1)
    return _watch(kernel, line, ear, [Path(name) for name in asked["sockets"]], limits)


def _be_kernel(
    command: list[str], connection: Path, limits: Limits, line: socket.socket, mouth: int
) -> None:
    os.setsid()
    walls.wall_in(limits)
    os.chdir(walls.WORK)
    # A kernel may write its connection file anew once it has its sockets; their folder is sealed
    # then, so that it gets a copy of its own.
    own = Path("/tmp", connection.name)
    own.write_bytes(connection.read_bytes())
    command = [word.replace(str(connection), str(own)) for word in command]
    write_files(line)
    walls.limit(limits, processes=True)
    walls.give_up_rights()
    keep_only((mouth,))
    os.dup2(mouth, 2)
    os.execvp(command[0], command)


def _watch(
    kernel: int, line: socket.socket, ear: int, sockets: Sequence[Path], limits: Limits
) -> int:
    """Pass on interrupts; kill the kernel at the line's end or beyond its limits."""
    ended, until, sealed = os.pidfd_open(kernel), time.monotonic() + limits.notebook_seconds, False
    words = b""
    why = "its time was up"
    while time.monotonic() < until:
        if walls.memory_used() > limits.memory_bytes:
            why = "it used too much memory"
            break
        heard = [ended, line.fileno()] if sealed else [ended]
        ready, _, _ = select.select([*heard, ear], [], [], WATCH if sealed else SOON)
        if ear in ready:
            words = (words + os.read(ear, PIPE))[-LAST_WORDS:]
        if ended in ready:
            code = os.waitstatus_to_exitcode(os.waitpid(kernel, 0)[1])
            if code:
                _tell(f"a kernel ended with {code}", words)
            return code
        if line.fileno() in ready:
            if not line.recv(1):
                why = "nobody needed it any more"
                break
            os.killpg(kernel, signal.SIGINT)
        if not sealed and all(path.exists() for path in sockets):
            # Nothing of the student's has run yet, and nothing will ever be written there.
            walls.seal(sockets[0].parent)
            sealed = True
    os.kill(kernel, signal.SIGKILL)
    os.waitpid(kernel, 0)
    _tell(f"a kernel was ended: {why}", words)
    return 1


def _tell(what: str, words: bytes) -> None:
    """Say it in the log of who started this, with what a student may have written made harmless."""
    last = f"; the last that it wrote: {words.decode(errors='replace')!a}" if words else ""
    os.write(2, f"quizkit: {what}{last}\n".encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
