"""Environments as users have them: only the pins, and quizkit from where the test says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from browser.serving import private_home
from course.small_course import lay_out

LESSON = "lessons/en/02-geneva.ipynb"
OTHERS = ("3.14", "3.13", "3.12", "3.11")
SHOWN = """\
import sys
import nbformat
from nbclient import NotebookClient
source, place = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
NotebookClient(notebook, timeout=300, resources={"metadata": {"path": place}}).execute()
shown = [data for cell in notebook.cells for output in cell.get("outputs", ())
         for data in output.get("data", ())]
print("application/vnd.jupyter.widget-view+json" in shown, len(shown))
"""
SUBMITTED = """\
import json, shutil
shutil.copytree("release/rivers", "submitted/ann/rivers")
path = "submitted/ann/rivers/rivers.ipynb"
notebook = json.load(open(path))
cell = next(c for c in notebook["cells"] if "def days_between" in "".join(c["source"]))
cell["source"] = "def days_between(first, last):\\n    return (last - first).days\\n"
json.dump(notebook, open(path, "w"))
"""

# Every cell of these notebooks, in one process, with what it gives shown as a notebook shows it.
RUN = """\
import json, os, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
shell, mistakes = InteractiveShell.instance(), []
for path in map(Path, sys.argv[1:]):
    os.chdir(path.parent)
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            done = shell.run_cell("".join(cell["source"]))
            wrong = done.error_before_exec or done.error_in_exec
            mistakes += [f"{path}: {wrong!r}"] if wrong else []
print("mistakes:", *mistakes)
"""

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


def environment_of(folder: Path, wheel: Path, checkout: Path) -> Path:
    """Make an environment with a wheel and what it needs, as pinned; give its commands."""
    uv("venv", "--python", sys.executable, folder, cwd=checkout)
    where = ("--python", folder / "bin" / "python")
    uv("pip", "install", *where, "-c", checkout / "binder/requirements.txt", wheel, cwd=checkout)
    return folder / "bin"


def environment_of_pins(folder: Path, checkout: Path, *, python: str = sys.executable) -> Path:
    """Make an environment in ``folder`` with exactly the pins, and give its folder of commands."""
    uv("venv", "--seed", "--python", python, folder, cwd=checkout)
    commands = folder / "bin"
    pins = checkout / "binder" / "requirements.txt"
    where = ("--python", commands / "python")
    uv("pip", "install", *where, "--require-hashes", "-r", pins, cwd=checkout)
    return commands


def works(commands: Path, checkout: Path, place: Path) -> None:
    """See that a lesson runs with its quiz shown, the check is content and a class is graded."""
    path = os.pathsep.join((str(commands), os.environ["PATH"]))
    home = private_home(place) | {"PATH": path}
    shown = run(
        commands / "python", "-c", SHOWN, checkout / LESSON, (checkout / LESSON).parent,
        cwd=place, environment=home,
    )  # fmt: skip
    assert shown.startswith("True"), shown
    said = run(commands / "quizkit", "check", checkout / "data/quizzes", cwd=place)
    assert said.startswith("No mistakes found"), said
    course = place / "course"
    lay_out(course)
    run(commands / "nbgrader", "generate_assignment", "rivers", cwd=course, environment=home)
    run(commands / "python", "-c", SUBMITTED, cwd=course)
    command = (commands / "quizkit", "grade", "rivers", "--json")
    (graded,) = json.loads(run(*command, cwd=course, environment=home))["submissions"]
    assert graded["status"] == "graded", graded
    assert graded["score"] == 2, graded


def other_python(place: Path) -> str:
    """Return the newest other Python that this machine has; its own where that is the only one."""
    own = "{}.{}".format(*sys.version_info)
    found = (_found(version, place) for version in OTHERS if version != own)
    return next(filter(None, found), sys.executable)


def _found(version: str, place: Path) -> str | None:
    try:
        return uv("python", "find", "--no-python-downloads", version, cwd=place).strip()
    except AssertionError:  # pyenv keeps its own out of the search path
        kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        return str(kept[-1]) if kept else None
