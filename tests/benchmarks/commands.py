"""A command run to its end: how long it took, what it printed, how much memory it needed."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import psutil

from browser.serving import private_home

PROGRAMS = Path(sys.executable).parent
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has run; ``peak`` in MB, 0 where nobody looked."""

    seconds: float
    printed: str
    peak: float


class CommandFailed(Exception):
    """A command that is measured did not do what it should."""


def run(*words: str, folder: Path, home: Path, look: float | None = None) -> Ran:
    """Run a command of this environment in ``folder``, on a computer never used before.

    Args:
        words: the program's name and its arguments.
        folder: where it runs.
        home: the user's own folder.
        look: seconds between two looks at its memory; None for none, so that nothing disturbs it.
    """
    command = [str(PROGRAMS / words[0]), *words[1:]]
    with TemporaryFile() as out, TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(home), stdout=out, stderr=err
        )
        peak = _watched(process, look) if look else 0.0
        code = process.wait()
        seconds = time.perf_counter() - began
        out.seek(0)
        err.seek(0)
        if code:
            said = err.read().decode(errors="replace")[-3000:]
            raise CommandFailed(f"{' '.join(words)} ended with {code}:\n{said}")
        return Ran(seconds, out.read().decode(), peak)


def _environment(home: Path) -> dict[str, str]:
    found = {k: v for k, v in private_home(home).items() if not k.startswith("PYTHON")}
    return found | {"PATH": os.pathsep.join((str(PROGRAMS), found.get("PATH", "")))}


def _watched(process: subprocess.Popen[bytes], look: float) -> float:
    """Return the most memory that a process and all that it starts had at a time."""
    top, most = psutil.Process(process.pid), 0.0
    while process.poll() is None:
        with contextlib.suppress(psutil.NoSuchProcess):
            most = max(most, sum(map(_memory, [top, *top.children(recursive=True)])))
        time.sleep(look)
    return most / MEGABYTE


def _memory(process: psutil.Process) -> int:
    """Return a process's memory; of what it shares with others, its part."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.NoSuchProcess:
        return 0
    except psutil.AccessDenied:  # behind walls: then what is shared counts in full
        with contextlib.suppress(psutil.NoSuchProcess):
            return int(process.memory_info().rss)
        return 0
