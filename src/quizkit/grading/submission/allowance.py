"""What one submission may take of the grader's own process: processor time and memory.

Whatever a student wrote is read, converted and cleaned by it, and something in there may be slow or
large beyond measure. No honest work comes near what is allowed. Running it is not counted here: it
is done elsewhere, with limits of its own.
"""

from __future__ import annotations

import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = 30.0  # of processor time
MEMORY = 3 * 2**30  # bytes, beside what the process has when it begins
AGAIN = 1.0  # seconds until it is said again, where a library passed over it
LONGER = 4  # times as long, and the system ends the process: it was stuck outside of Python


class Exceeded(BaseException):
    """A submission takes more than it may; no library takes this for an error of its own."""


@contextmanager
def kept() -> Iterator[None]:
    """Raise Exceeded, or MemoryError, once the block takes more; in the main thread alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    size = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    memory = size * os.sysconf("SC_PAGESIZE") + MEMORY
    processor = int(time.process_time() + LONGER * SECONDS) + 1
    clock = _Clock()
    signal.signal(signal.SIGPROF, clock)  # and left so: one that comes late would end the process
    try:
        with _set((SECONDS, AGAIN), memory=memory, processor=processor):
            yield
    finally:
        clock.runs = False


@contextmanager
def lifted() -> Iterator[None]:
    """Count nothing in the block, whose processes would inherit the limits."""
    with _set((0.0, 0.0), memory=resource.RLIM_INFINITY, processor=resource.RLIM_INFINITY):
        yield


@contextmanager
def _set(clock: tuple[float, float], *, memory: int, processor: int) -> Iterator[None]:
    """Have other limits in the block."""
    asked = {resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: processor}
    limits = {which: resource.getrlimit(which) for which in asked}
    for which, (_, hard) in limits.items():
        most = asked[which]
        bounded = hard != resource.RLIM_INFINITY and not 0 <= most <= hard
        resource.setrlimit(which, (hard if bounded else most, hard))
    left = signal.setitimer(signal.ITIMER_PROF, *clock)
    try:
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_PROF, *left)  # at this very moment it may be exceeded
        finally:
            for which, limit in limits.items():
                resource.setrlimit(which, limit)


class _Clock:
    """Raises Exceeded for each signal that says that the time is up, as long as it runs."""

    runs = True

    def __call__(self, *_: object) -> None:
        if self.runs:
            raise Exceeded
