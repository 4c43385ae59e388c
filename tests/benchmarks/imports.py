"""How long an import takes in a process that has just started, with bytecode compiled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks import content
from benchmarks.report import Report

HEAVY = ("pandas", "ipywidgets", "anywidget", "nbgrader", "yaml", "markdown_it")
TIMED = """\
import json, sys, time
sys.path.append({peers!r})
start = time.perf_counter()
{code}
spent = time.perf_counter() - start
print(json.dumps([1000 * spent, [name for name in {heavy!r} if name in sys.modules]]))
"""
CODES = {
    "quizkit": "import quizkit",
    "ipywidgets": "import ipywidgets",
    "jupyterquiz": "import jupyterquiz",
    "show": "import quizkit\nquizkit.show('choice.yaml')",
    "composed": f"{content.IPYWIDGETS_IMPORT}\n{content.IPYWIDGETS}",
}


def measure(report: Report, folder: Path, peers: Path) -> None:
    """Add the times of imports and of a first quiz, no page involved."""
    content.write(folder)
    times: dict[str, list[float]] = {name: [] for name in CODES}
    loaded: list[str] = []
    for number in range(report.rounds + 1):
        for name, code in CODES.items():
            spent, heavy = _timed(code, folder, peers)
            if number:  # the first round fills the disk's cache and compiles what is not yet
                times[name].append(spent)
            if name == "quizkit":
                loaded = heavy
    name, ours = "cold import", times["quizkit"]
    for peer, limit in (("ipywidgets", 0.25), ("jupyterquiz", None)):
        report.add(name, "ms", ours, peer=peer, peer_rounds=times[peer], limit=limit)
    report.add(f"heavy modules it loads{_named(loaded)}", "", [len(loaded)], limit=0)
    report.add(
        "import and make a 20-question quiz",
        "ms",
        times["show"],
        peer="ipywidgets",
        peer_rounds=times["composed"],
    )


def _timed(code: str, folder: Path, peers: Path) -> tuple[float, list[str]]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    script = TIMED.format(code=code, peers=str(peers), heavy=HEAVY)
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True)
    spent, heavy = json.loads(done.stdout)
    return spent, heavy


def _named(modules: list[str]) -> str:
    return f" ({', '.join(modules)})" if modules else ""
