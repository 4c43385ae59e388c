"""quizkit without pins, as in Windows and for colleagues: on the newest releases of everything.

And from the pins, on another Python than the one that runs the tests, where there is one.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from browser.serving import private_home
from built import copy_of, environment_of_pins, run, uv
from course.small_course import lay_out

pytestmark = pytest.mark.slow
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


@pytest.fixture(scope="session")
def copied(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the checkout, as in an unpacked ZIP, in a folder with an odd name."""
    return copy_of(checkout, tmp_path_factory.mktemp("unpacked") / "quizkit – mijn kopië")


def test_the_newest_releases_will_do(copied: Path, tmp_path: Path) -> None:
    """Installed without pins, a lesson runs, its quiz is shown, and a submission is graded."""
    uv("venv", "--python", sys.executable, tmp_path / "env", cwd=tmp_path)
    commands = tmp_path / "env" / "bin"
    python = ("--python", commands / "python")
    uv("pip", "install", *python, copied, cwd=tmp_path)
    works(commands, copied, tmp_path)


def other_python(place: Path) -> str:
    """Give the newest other Python that this machine has; its own where that is the only one."""
    own = "{}.{}".format(*sys.version_info)
    found = (_found(version, place) for version in OTHERS if version != own)
    return next(filter(None, found), sys.executable)


def _found(version: str, place: Path) -> str | None:
    try:
        return uv("python", "find", "--no-python-downloads", version, cwd=place).strip()
    except AssertionError:  # pyenv keeps its own out of the search path
        kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        return str(kept[-1]) if kept else None


def test_another_python_will_do(checkout: Path, tmp_path: Path) -> None:
    """From the pins the same works on the newest other Python that this machine has."""
    commands = environment_of_pins(tmp_path / "env", checkout, python=other_python(tmp_path))
    uv("pip", "install", "--python", commands / "python", "--no-deps", checkout, cwd=tmp_path)
    works(commands, checkout, tmp_path)
