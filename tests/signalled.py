"""Commands as a person starts them, and the signals that a terminal or a system sends them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROGRAM = str(Path(sys.executable).parent / "quizkit")
SECONDS = 300  # a busy machine is slow, never this slow
HEEDED = 1 << (signal.SIGTERM - 1)  # Python itself does not answer SIGTERM


@dataclass(frozen=True)
class Started:
    """A command that runs in a group of its own, as a shell starts it."""

    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    @property
    def said(self) -> str:
        """What it wrote on standard error."""
        return self.err.read_text()

    def until(self, come: Callable[[], bool]) -> None:
        """Wait for something to come, or for the command's own end."""
        end = time.monotonic() + SECONDS
        while not come() and self.process.poll() is None:
            assert time.monotonic() < end, "It did not come."
            time.sleep(0.005)

    def until_heeding(self) -> None:
        """Wait until Python has begun, and quizkit in it answers signals."""
        self.until(lambda: bool(self._answered() & HEEDED))

    def _answered(self) -> int:
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        except OSError:
            return 0
        return int(next(line for line in lines if line.startswith("SigCgt")).split()[1], 16)

    def send(self, number: int) -> None:
        """Send a signal to it and all that it has started, as a terminal does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def end(self) -> int:
        """Wait for its end; give its exit code."""
        return self.process.wait(SECONDS)


def start(*command: str, folder: Path, place: Path) -> Started:
    """Start a command in ``folder``; what it writes goes to files in ``place``."""
    out, err = place / "out", place / "err"
    with out.open("wb") as output, err.open("wb") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            preexec_fn=_as_a_shell_does,
        )
    return Started(process, out, err)


def _as_a_shell_does() -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)  # whatever started the tests may ignore them
