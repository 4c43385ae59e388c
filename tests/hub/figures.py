"""What a hub costs its computer, measured from outside."""

from __future__ import annotations

import json
import os
import pwd
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Figures:
    """Measured with the class at work; megabytes are 2**20 bytes, times are in seconds."""

    hub_mb: float = 0  # the hub and its proxy
    server_mb: float = 0  # a student's server, alone: the mean
    kernel_mb: float = 0  # a student's kernel with pandas and the quiz: the mean
    start: float = 0  # until each of eleven servers answers, four at a time on two cores
    start_processor: float = 0  # each of them
    submit_wall: float = 0  # ten at the same moment, until the last is through
    submit_processor: float = 0  # each of them
    grade: float = 0  # the class
    grade_processor: float = 0  # the class

    def weigh(self, students: tuple[str, ...]) -> None:
        """Measure the memory of those who are at work."""
        users = {pwd.getpwnam(name).pw_uid for name in students}
        servers, kernels, hub = [], [], 0.0
        for process in _processes():
            line = (process / "cmdline").read_bytes().decode(errors="replace")
            if process.stat().st_uid not in users | {0}:
                continue
            if "ipykernel" in line:
                kernels.append(_megabytes(process))
            elif "jupyterhub-singleuser" in line:
                servers.append(_megabytes(process))
            elif "configurable-http-proxy" in line or "bin/jupyterhub" in line:
                hub += _megabytes(process)
        self.server_mb = sum(servers) / len(servers)
        self.kernel_mb = sum(kernels) / len(kernels)
        self.hub_mb = hub

    def write(self, path: Path) -> None:
        """Leave the figures for people to read."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def _processes() -> Iterator[Path]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (folder / "cmdline").exists():
            yield folder


def _megabytes(process: Path) -> float:
    """Return a process's share of memory: what it has with others counts in parts."""
    text = (process / "smaps_rollup").read_text()
    return int(re.findall(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[0]) / 1024


def processor_seconds() -> float:
    """Return what all processes of the hub's computer have used so far, and their children."""
    total = 0
    for process in _processes():
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        total += sum(int(fields[place]) for place in (11, 12, 13, 14))
    return total / TICKS
