"""What a signal does to a command: it ends with one sentence and the signal's own exit code.

A command that was told to ``heed`` signals answers Ctrl-C (and SIGTERM, and the closing of its
terminal) at any moment in the same way: it says one sentence on standard error, says nothing more
there, since what is torn down may complain, and raises ``KeyboardInterrupt``, so that temporary
files are removed. A second signal ends it at once; so does a library that catches the exception,
after some seconds. ``gently`` is for what has to finish something first.

This is imported before anything else, and imports as little as it can.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

TYPE_CHECKING = False  # importing typing takes long
if TYPE_CHECKING:
    from typing import Any

PATIENCE = 5  # seconds for tidying up
NAMES = {"SIGINT": "Ctrl-C", "SIGTERM": "the signal SIGTERM", "SIGHUP": "the terminal's end"}
SIGNALS = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
UNREAD = 128 + 13  # as of a program that SIGPIPE ends
AGAIN = "type the same command again to begin anew"


class _Heeded:
    """What has come, and what to do about the next one."""

    came = 0  # the signal's number
    ending = False
    over = False  # the command has returned; only Python itself is still to end
    again = AGAIN
    stop: Callable[[], None] | None = None
    gentle: tuple[int, ...] = ()

    def __call__(self, number: int, _frame: object) -> None:
        first, self.came = not self.came, number
        if self.ending:
            os._exit(128 + number)
        if first and self.stop and number in self.gentle:
            self.stop()
            return
        self.ending = True
        say(f"Stopped by {NAMES[signal.Signals(number).name]}; {self.again}.")
        if self.over:
            os._exit(128 + number)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        if hasattr(signal, "alarm"):
            signal.signal(signal.SIGALRM, lambda *_: os._exit(128 + number))
            signal.alarm(PATIENCE)
        raise KeyboardInterrupt


_heeded = _Heeded()


def heed() -> None:
    """Answer signals from now on; one that this process was told to ignore stays ignored.

    Those that were held back when it was started are let through, and answered now.
    """
    sys.excepthook = _outside_run  # before the first signal can come
    atexit.register(_ignore)  # as the first, so it is called as the last
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _heeded)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def _outside_run(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """End with the signal's code where it came outside ``run``, such as while a module loads."""
    if _heeded.came:
        os._exit(128 + _heeded.came)
    sys.__excepthook__(kind, error, trace)


def _ignore() -> None:
    """Let Python take itself apart in peace: all is done, and it would answer no signal itself."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def run(command: Callable[[], int]) -> int:
    """Run a command that heeds signals, and give its exit code: 128 and the signal's number."""
    try:
        code = _while_read(command)
    except KeyboardInterrupt:
        if not _heeded.came:
            raise
        exec("")  # else Python ends as if nobody had caught it, when it came within such a call
        code = 0
    finally:
        _heeded.over = True
    return 128 + _heeded.came if _heeded.came else code


def _while_read(command: Callable[[], int]) -> int:
    """Run a command; where nobody reads on what it prints, as after ``head``, it ends quietly."""
    streams = [stream for stream in (sys.stdout, sys.stderr) if stream]
    try:
        try:
            return command()
        finally:
            for stream in streams:
                stream.flush()
    except BrokenPipeError:
        if not any(map(_is_unread, streams)):
            raise
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in streams:  # Python flushes them once more
            os.dup2(nowhere, stream.fileno())
        return UNREAD


def _is_unread(stream: Any) -> bool:
    import select

    if not hasattr(select, "poll"):  # Windows
        return True
    poll = select.poll()
    poll.register(stream.fileno(), 0)  # a pipe without a reader is told whatever one asks for
    return bool(poll.poll(0))


def say(sentence: str) -> None:
    """Write a sentence from a signal's handler, on a line of its own.

    Python's own stream may be in the midst of writing.
    """
    os.write(2, f"{os.linesep if os.isatty(2) else ''}{sentence}{os.linesep}".encode())


@contextmanager
def gently(
    stop: Callable[[], None], *, signals: Iterable[int] = (signal.SIGINT,), again: str = AGAIN
) -> Iterator[None]:
    """Let the first of these signals only call ``stop``, within the block.

    ``again`` is what to do after a signal that ends it at once.
    """
    before = _heeded.stop, _heeded.gentle, _heeded.again
    _heeded.stop, _heeded.gentle, _heeded.again = stop, tuple(signals), again
    try:
        yield
    finally:
        _heeded.stop, _heeded.gentle, _heeded.again = before


@contextmanager
def held() -> Iterator[None]:
    """Hold signals back, within the block: a process that is forked there does not answer them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_parent() -> None:
    """Ignore Ctrl-C in a process that was forked meanwhile; any other signal ends it."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
