"""Environments as users have them: only the pins, and quizkit from where the test says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

UV = Path(__file__).parents[1] / ".ci" / "uv.py"


def run(*command: str | Path, cwd: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run a command and give what it printed; when it fails, fail with all it said."""
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        words = " ".join(map(str, command))
        raise AssertionError(f"{words}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def uv(*arguments: str | Path, cwd: Path) -> str:
    """Run uv, quietly and without its caring which environment is active."""
    keep = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "CONDA_PREFIX")}
    return run(sys.executable, UV, "--quiet", *arguments, cwd=cwd, environment=keep)


def copy_of(checkout: Path, folder: Path) -> Path:
    """Copy the files that git knows or would take to ``folder``, as a clone has them."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in run(*listed, cwd=checkout).split("\0"):
        if name and (checkout / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(checkout / name, folder / name)
    return folder


def environment_of_pins(folder: Path, checkout: Path, *, python: str = sys.executable) -> Path:
    """Make an environment in ``folder`` with exactly the pins, and give its folder of commands."""
    uv("venv", "--seed", "--python", python, folder, cwd=checkout)
    commands = folder / "bin"
    pins = checkout / "binder" / "requirements.txt"
    where = ("--python", commands / "python")
    uv("pip", "install", *where, "--require-hashes", "-r", pins, cwd=checkout)
    return commands
