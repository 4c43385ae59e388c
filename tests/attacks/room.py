"""A room for a command that attacks may reach: processes of its own, and limits, whatever happens.

The room is for the safety of whoever runs the suite, not a part of what is tested: the network and
the files in it are those of the machine. ``python -m attacks.room`` is what runs in it, as its
first process: when that ends, the kernel ends every other.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
NET = {resource.RLIMIT_AS: 8 * 2**30, resource.RLIMIT_FSIZE: 2 * 2**30, resource.RLIMIT_CORE: 0}
GRACE = 2.0  # seconds in which processes may still end


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """What was seen of a command: its exit code (None if it had to be ended), and what remained."""

    code: int | None
    left: tuple[str, ...]
    said: str


def run(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    mark: str,
    seconds: float,
    log: Path,
    largest: int = 2 * 2**30,
) -> Stay:
    """Run a command in a room; ``left`` are processes with the mark that it left behind.

    Args:
        largest: no file that is written can become larger than this.
    """
    report = log.with_suffix(".json")
    user = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    walls = ("unshare", *user, "--pid", "--fork", "--kill-child", "--mount-proc")
    inside = (sys.executable, "-m", "attacks.room", str(report), mark, str(seconds), str(largest))
    with log.open("wb") as output:
        subprocess.run(
            [*walls, *inside, *command],
            cwd=folder,
            env={**environment, "PYTHONPATH": str(TESTS)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=seconds + 60,
        )
    said = log.read_text("utf-8", errors="replace")
    try:
        seen = json.loads(report.read_text("utf-8"))
    except FileNotFoundError:
        raise RuntimeError(f"no room could be made for {command[0]}:\n{said[-2000:]}") from None
    return Stay(code=seen["code"], left=tuple(seen["left"]), said=said)


def main(report: str, mark: str, seconds: str, largest: str, *command: str) -> None:
    """Run the command, wait for it as long as it may take, and write down what remains."""
    for limit, value in {**NET, resource.RLIMIT_FSIZE: int(largest)}.items():
        resource.setrlimit(limit, (value, value))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        code = process.wait(float(seconds))
    except subprocess.TimeoutExpired:
        code = None
    end = time.monotonic() + GRACE
    while (left := _remaining(mark)) and code is not None and time.monotonic() < end:
        time.sleep(0.1)
    # A command that had to be ended has not had its chance to clean up.
    Path(report).write_text(json.dumps({"code": code, "left": left if code is not None else []}))


def _remaining(mark: str) -> list[str]:
    """Return the command lines of processes with this mark."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if mark in words and "attacks.room" not in words:
            found.append(" ".join(words))
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
