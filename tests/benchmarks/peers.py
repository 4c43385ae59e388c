"""The peer that is no dependency of quizkit, installed for the benchmark alone."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distributions, version
from pathlib import Path

PEER = "jupyterquiz"


def install(folder: Path) -> dict[str, str]:
    """Install jupyterquiz into ``folder`` and give the versions of what is compared.

    Without its dependencies: all it needs at run time is IPython, which JupyterLab has.
    """
    command = ["pip", "install", "--quiet", "--no-deps", "--compile-bytecode", "--upgrade"]
    command += ["--python", sys.executable, "--target", str(folder), PEER]
    subprocess.run([sys.executable, "-m", "uv", *command], check=True)
    found = next(iter(distributions(path=[str(folder)])))
    ours = {name: version(name) for name in ("quizkit", "ipywidgets", "jupyterlab", "nbgrader")}
    return {**ours, PEER: found.version}
