"""Stops a command at one moment of its life, where a test sends it a signal; no clock is between.

Python imports this first, where this folder is on its path. A moment is something that Python
audits: a module imported, a file opened, a process started. They are counted from where signals are
held on; ``LIFE`` is the file for their number until the event ``LAST``, or until the end.
"""

import atexit
import os
import signal
import sys
from pathlib import Path

FIRST = ("import", "quizkit.interruption")


class _Life:
    """The moments of this process, which are counted as they come."""

    def __init__(self, at: str, last: str, life: str) -> None:
        self.at, self.last, self.life = int(at), last, Path(life)
        self.process, self.moment = os.getpid(), -1

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Count a moment of this process, and stop at the one that was asked for."""
        begins = (event, *arguments[:1]) == FIRST
        if (self.moment < 0 and not begins) or os.getpid() != self.process:
            return
        self.moment += 1
        if self.moment == self.at:
            os.kill(self.process, signal.SIGSTOP)
        if event == self.last:
            self.tell()

    def tell(self) -> None:
        """Write down how many moments there were, once."""
        if not self.life.exists():
            self.life.write_text(str(self.moment))


if "STOP_AT" in os.environ:
    life = _Life(*(os.environ.pop(name) for name in ("STOP_AT", "LAST", "LIFE")))  # not children's
    atexit.register(life.tell)
    sys.addaudithook(life)
