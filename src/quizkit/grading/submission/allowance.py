"""What one submission may take of the grader's own process: processor time and memory.

Whatever a student wrote is read, converted and cleaned by it, and something in there may be slow or
large beyond measure. No honest work comes near what is allowed. Running it is not counted here: it
is done elsewhere, with limits of its own. Where the system is not Linux, a thread looks at the
time, and memory is not counted.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "linux":
    import resource

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
    elif sys.platform == "linux":
        with _by_the_system():
            yield
    else:
        with _by_a_thread():
            yield


@contextmanager
def lifted() -> Iterator[None]:
    """Count nothing in the block, whose processes would inherit the limits."""
    if sys.platform != "linux":  # there it has no processes
        yield
        return
    with _set((0.0, 0.0), memory=resource.RLIM_INFINITY, processor=resource.RLIM_INFINITY):
        yield


@contextmanager
def _by_a_thread() -> Iterator[None]:
    """Have another thread raise Exceeded in this one, between two steps of Python."""
    done, this = threading.Event(), ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch() -> None:
        most = time.process_time() + SECONDS
        while not done.wait(AGAIN):
            if time.process_time() > most:
                raise_in(this, ctypes.py_object(Exceeded))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        raise_in(this, None)  # one that has not come yet would come later


@contextmanager
def _by_the_system() -> Iterator[None]:
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
