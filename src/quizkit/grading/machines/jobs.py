"""Tasks over several processes that are forked from this one, each done by one of them.

What a job needs that cannot be shared, such as a database connection, is made in the job itself,
by ``prepare``. When a job is killed, each task that may have been in it is tried again, alone in a
job of its own, so that it takes no other task with it.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from quizkit import interruption

Task = TypeVar("Task")
Done = TypeVar("Done")

PR_SET_PDEATHSIG = 1
ALONE = 2  # attempts: a task that was only near a job that was killed may yet lose one itself
_number = -1  # in a job: which one it is, and what makes it ready
_prepare: Callable[[int], Callable[[Any], Any]] | None = None


def usable_cores() -> int:
    """Return how many processors this process may use.

    >>> usable_cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class Jobs(Generic[Task, Done]):
    """Processes that do tasks.

    Args:
        prepare: called in each job with its number, gives what does a task; no two jobs, one
            after the other or at once, have the same number.
        lost: gives what became of a task whose job was killed at every attempt.
        number: how many jobs there are at a time.
        spent: gives what is to be done instead of a task that took more processor time than its
            job may have; the same task, unless given.
        forked: called in this process once jobs have begun.
        log: where what is printed in a job goes.

    >>> def prepare(number):
    ...     return str.upper
    >>> sorted(Jobs(prepare=prepare, lost=repr, number=2).run("abc"))
    ['A', 'B', 'C']
    """

    prepare: Callable[[int], Callable[[Task], Done]]
    lost: Callable[[Task], Done]
    number: int
    spent: Callable[[Task], Task] = lambda task: task
    forked: Callable[[], None] = lambda: None
    log: Path | None = None
    stopped: bool = field(default=False, init=False)
    _used: int = field(default=0, init=False)
    _exits: list[int | None] = field(default_factory=list, init=False)  # of the pool's jobs

    def stop(self) -> None:
        """Begin no further task; those under way are finished and given."""
        self.stopped = True

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield what became of each task, as it comes; if that is left off, jobs are killed."""
        left = iter(tasks)
        while not self.stopped:
            suspects = yield from self._run_pool(left, number=self.number)
            if not suspects:
                return
            # One of them is to blame, and which one shows when each is alone.
            for task in suspects:
                yield from self._run_alone(task)

    def _run_alone(self, task: Task) -> Iterator[Done]:
        for _ in range(ALONE):
            if self.stopped or not (yield from self._run_pool(iter([task]), number=1)):
                return
            if -signal.SIGXCPU in self._exits:
                task = self.spent(task)
        yield self.lost(task)

    def _run_pool(self, tasks: Iterator[Task], *, number: int) -> Generator[Done, None, list[Task]]:
        """Do tasks until there are none or a job is killed; return those that were not done."""
        pool = self._pool(number)
        pending: dict[Future[Done], Task] = {}
        suspects: list[Task] = []
        jobs: list[Any] = []
        try:
            while True:
                if not (self.stopped or suspects):
                    suspects += _hand_out(pool, islice(tasks, number + 1 - len(pending)), pending)
                if not pending:
                    break
                jobs = jobs or _processes(pool)
                self.forked()
                for future in wait(pending, return_when=FIRST_COMPLETED).done:
                    task = pending.pop(future)
                    try:
                        done = future.result()
                    except BrokenProcessPool:
                        suspects.append(task)
                    else:
                        yield done
        except BaseException:
            _kill(pool)
            raise
        pool.shutdown()
        self._exits = [job.exitcode for job in jobs]
        return suspects

    def _pool(self, number: int) -> ProcessPoolExecutor:
        gc.collect()
        gc.freeze()  # else the collector writes on every page that jobs share with this process
        first, self._used = self._used, self._used + number
        fork = multiprocessing.get_context("fork")
        numbers = fork.SimpleQueue()
        for job in range(first, first + number):
            numbers.put(job)
        return ProcessPoolExecutor(
            number,
            mp_context=fork,
            initializer=_begin,
            initargs=(os.getpid(), numbers, self._prepare_quietly),
        )

    def _prepare_quietly(self, number: int) -> Callable[[Task], Done]:
        if self.log:
            with self.log.open("ab") as log:
                for stream in (1, 2):
                    os.dup2(log.fileno(), stream)
        return self.prepare(number)


class InTurn(Jobs[Task, Done]):
    """The same tasks, one after the other in this very process: for a system without a fork.

    >>> def prepare(number):
    ...     return str.upper
    >>> list(InTurn(prepare=prepare, lost=repr, number=2).run("abc"))
    ['A', 'B', 'C']
    """

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield what became of each task."""
        do, left = self.prepare(0), iter(tasks)
        while not self.stopped and (task := next(left, None)) is not None:
            with self._quietly():
                done = do(task)
            yield done

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        log = Path(self.log or os.devnull)
        with (
            log.open("a", encoding="utf-8", errors="replace") as file,
            redirect_stdout(file),
            redirect_stderr(file),
        ):
            yield


def _hand_out(
    pool: ProcessPoolExecutor, tasks: Iterable[Task], pending: dict[Future[Done], Task]
) -> list[Task]:
    """Keep every job busy, and no more: a large class takes no more memory than a small one."""
    for task in tasks:
        try:
            with interruption.held():  # the first one forks
                future = pool.submit(_do, task)
        except BrokenProcessPool:
            return [task]
        pending[future] = task
    return []


def _begin(parent: int, numbers: Any, prepare: Callable[[int], Callable[[Any], Any]]) -> None:
    """Begin a job: it ends with the process that started it, and leaves Ctrl-C to that."""
    global _number, _prepare
    interruption.leave_to_parent()
    if hasattr(os, "sched_getaffinity"):  # Linux
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    _number, _prepare = numbers.get(), prepare


@cache
def _worker() -> Callable[[Any], Any]:
    assert _prepare is not None
    return _prepare(_number)  # not in _begin: there an error would not come to who can tell it


def _do(task: Any) -> Any:
    return _worker()(task)


def _processes(pool: ProcessPoolExecutor) -> list[Any]:
    return [*(pool._processes or {}).values()]


def _kill(pool: ProcessPoolExecutor) -> None:
    for process in _processes(pool):
        process.kill()
    pool.shutdown(cancel_futures=True)
