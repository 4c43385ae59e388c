"""Commands as a person starts them, and the signals that a terminal or a system sends them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

PROGRAM = str(Path(sys.executable).parent / "quizkit")
STOPPING = str(Path(__file__).with_name("stopping"))
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

    def until_stopped(self) -> bool:
        """Wait until it has stopped itself; tell whether it did so before its end."""
        self.until(lambda: self._status("State") == "T")
        return self.process.poll() is None

    def _answered(self) -> int:
        return int(self._status("SigCgt") or "0", 16)

    def _status(self, name: str) -> str:
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        except OSError:
            return ""
        return next((line.split()[1] for line in lines if line.startswith(f"{name}:")), "")

    def send(self, number: int) -> None:
        """Send a signal to it and all that it has started, as a terminal does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def go_on(self) -> None:
        """Let it go on, where it has stopped itself."""
        os.kill(self.process.pid, signal.SIGCONT)

    def end(self) -> int:
        """Wait for its end; give its exit code."""
        return self.process.wait(SECONDS)


def start(
    *command: str, folder: Path, place: Path, settings: Mapping[str, str] | None = None
) -> Started:
    """Start a command in ``folder``; what it writes goes to files in ``place``."""
    out, err = place / "out", place / "err"
    with out.open("wb") as output, err.open("wb") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            env=os.environ | (settings or {}),
            preexec_fn=_as_a_shell_does,
        )
    return Started(process, out, err)


@dataclass(frozen=True)
class Life:
    """A command's life: how many moments it has, and with which code it ends by itself."""

    command: Sequence[str]
    folder: Path
    last: str = ""  # the event with which its moments end, where it goes on until a signal comes
    moments: int = 0
    code: int | None = None

    def lived(self, place: Path) -> Life:
        """Let it live once, to know its moments."""
        running, count = self.start(-1, place), place / "life"
        running.until(lambda: count.exists() and bool(count.read_text()))
        if self.last:
            running.send(signal.SIGTERM)
        code = running.end()
        return replace(self, moments=int(count.read_text()), code=None if self.last else code)

    def start(self, at: int, place: Path) -> Started:
        """Start it; at that moment of its life it stops itself."""
        told = {"STOP_AT": str(at), "LAST": self.last, "LIFE": str(place / "life")}
        return start(
            *self.command, folder=self.folder, place=place, settings={"PYTHONPATH": STOPPING} | told
        )


def _as_a_shell_does() -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)  # whatever started the tests may ignore them
