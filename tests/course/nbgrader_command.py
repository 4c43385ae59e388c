"""nbgrader's own command line, started from a process that has nbgrader imported already.

Importing nbgrader takes seconds, so each command is a fork of one prepared process (the standard
library's fork server): its arguments, working folder, environment, log and exit code are those
of the command ``nbgrader``. ``test_the_shipped_config_works_for_the_stock_command`` starts the
command itself.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

SECONDS = 600  # a busy machine is slow, never this slow
TESTS = Path(__file__).resolve().parents[1]


class CommandFailed(AssertionError):
    """An nbgrader command ended in another way than the test expected."""


@dataclass(frozen=True)
class Command:
    """A command that runs, or has run; several may run at once."""

    arguments: tuple[str, ...]
    process: BaseProcess
    log: Path

    def end(self, *, fails: bool = False) -> str:
        """Wait for it and give all that it printed; it must succeed, or with ``fails`` fail."""
        self.process.join(SECONDS)
        said = self.log.read_text(encoding="utf-8", errors="replace")
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        if (self.process.exitcode != 0) is not fails:
            line = " ".join(("nbgrader", *self.arguments))
            raise CommandFailed(f"{line} ended with {self.process.exitcode}:\n{said[-4000:]}")
        return said


def server() -> ForkServerContext:
    """Return the fork server, which has imported what is ``preloaded``."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["course.preloaded"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(TESTS))  # it takes no path of ours by itself
        forkserver.ensure_running()
    return found


def start(*arguments: str, folder: Path, environment: Mapping[str, str], log: Path) -> Command:
    """Start ``nbgrader`` with these arguments in ``folder``, and don't wait for it."""
    process = server().Process(target=_run, args=(arguments, folder, dict(environment), log))
    process.start()
    return Command(arguments, process, log)


def _run(arguments: tuple[str, ...], folder: Path, environment: dict[str, str], log: Path) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    sys.argv = ["nbgrader", *arguments]
    from nbgrader.apps.nbgraderapp import main

    from course import tables_version

    tables_version.told_here()
    main()
