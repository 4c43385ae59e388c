"""Grading on a computer without a sandbox and without a fork: what has no code to be run."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course import nbgrader_command, small_course
from course.graded_course import record, right
from grading.elsewhere import MAC, WINDOWS
from grading.graded_class import ASSIGNMENT, GradedClass, Run, start
from quizkit.cli import parser
from quizkit.course.answer_keys import Keys
from quizkit.grading.running.unrun import ADDED
from quizkit.quiz.model import Quiz

pytestmark = pytest.mark.slow
TESTS = Path(__file__).resolve().parents[1]
SHOWN = 'print("The Danube")'
HOSTILE = "open('ran.txt', 'w').write('I was here')"
LATE = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    """Return a class whose assignment asks for no code, and what four of its students made."""
    root = tmp_path_factory.mktemp("no-code") / "course"
    cells = [c for c in small_course.cells() if not c["id"].startswith("id-days")]
    cells.insert(2, small_course.cell("code", SHOWN))
    small_course.lay_out(root)
    small_course.write(root / "source" / ASSIGNMENT / "rivers.ipynb", small_course.notebook(cells))
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(LATE)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    nbgrader_command.start(
        *("generate_assignment", ASSIGNMENT),
        folder=root,
        environment=os.environ | {"PATH": path},
        log=root.with_suffix(".log"),
    ).end()
    course = GradedClass(root)
    course.change("update assignment set duedate = '2026-11-13 16:00:00.000000'")
    quiz = Keys(root).load("rivers")
    for student in ("ann", "bob", "cid", "dan"):
        submit(course, student, quiz)
    return course


def submit(course: GradedClass, student: str, quiz: Quiz) -> None:
    """Hand in: ann all right, bob late with code of his own, cid without answers, dan nothing."""
    folder = course.submission(student)
    shutil.copytree(course.root / "release" / ASSIGNMENT, folder)
    notebook = folder / "rivers.ipynb"
    nb = json.loads(notebook.read_text())
    nb["cells"][-1]["source"] = f"The commission of 1856, says {student}. " + "It met. " * 20
    answers = record(quiz, right(quiz), student)
    if student == "bob":
        nb["cells"].insert(1, small_course.cell("code", HOSTILE))
        del answers["questions"]["mouth"]
        (folder / "timestamp.txt").write_text("2026-11-13 17:00:00 UTC")
    notebook.write_text("{" if student == "dan" else json.dumps(nb, indent=1), newline="\r\n")
    if student != "cid":
        (folder / "answers").mkdir()
        text = json.dumps(answers, indent=1)
        (folder / "answers" / "rivers.json").write_text(text, newline="\r\n")


def grade(course: GradedClass, *arguments: str, system: str = "") -> Run:
    """Run ``quizkit grade`` as on another system."""
    return start("grade", ASSIGNMENT, "--json", *arguments, folder=course.root, system=system).end()


@pytest.fixture(scope="module")
def on_linux(handed_in: GradedClass, tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    """Return that class, graded on Linux."""
    course = handed_in.copied(tmp_path_factory.mktemp("linux") / "course")
    assert grade(course).became()["ann"] == "graded"
    return course


@pytest.mark.parametrize("system", [WINDOWS, MAC])
def test_the_gradebook_has_the_same(
    handed_in: GradedClass, on_linux: GradedClass, tmp_path: Path, system: str
) -> None:
    """Without sandbox and fork, the same rows come into the gradebook as on Linux."""
    course = handed_in.copied(tmp_path / "course")
    run = grade(course, system=system)
    assert run.code == 1, run.said
    assert run.became() == {"ann": "graded", "bob": "graded", "cid": "graded", "dan": "refused"}
    assert run.report["sandbox"] == "no code"
    assert course.rows() == on_linux.rows()
    assert {row[0]: row[3] for row in course.rows() if row[2] == "quiz"} == {
        "ann": 4,
        "bob": 3,
        "cid": 0,
        "dan": 0,
    }


def test_no_code_is_run_and_that_is_said(handed_in: GradedClass, tmp_path: Path) -> None:
    """What a student has added is not run: the report says so, and nobody is flagged for it."""
    course = handed_in.copied(tmp_path / "course")
    grade(course, "--student=ann", system=WINDOWS)
    run = grade(course, system=WINDOWS)
    assert run.became()["ann"] == "unchanged"
    assert run.said.splitlines()[0] == (
        "No code is run on this computer: quizzes and written answers need none."
    )
    told = {each["student"]: each["reasons"] for each in run.report["submissions"]}
    assert told["ann"] == told["cid"] == []
    assert told["bob"] == [f"rivers.ipynb: {ADDED.format('cell 2')}"]
    graded = course.root / "autograded" / "bob" / ASSIGNMENT
    nb = nbformat.read(graded / "rivers.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    outputs = {c.source: c.outputs for c in nb.cells if c.cell_type == "code"}
    assert outputs[SHOWN] == outputs[HOSTILE] == []
    assert not list(course.root.rglob("ran.txt"))


def test_where_there_is_code_it_says_where_to_grade(graded_class: GradedClass) -> None:
    """An assignment with code is not graded there: one sentence says where it can be."""
    graded_class.hand_in("ann")
    run = start("grade", ASSIGNMENT, folder=graded_class.root, system=WINDOWS).end()
    assert (run.code, run.printed) == (2, "")
    (line,) = run.said.splitlines()
    assert line.startswith("'rivers' has code of the students' to be run or read (days, days-test)")
    assert "WSL 2 (on Windows)" in line
    assert not (graded_class.root / "autograded").exists()


def commands() -> list[str]:
    """Return the commands that ``quizkit`` has."""
    found = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return sorted(found[0].choices)


IMPORT_ALL = """
import importlib, pkgutil, sys
import jupyter_server.serverapp, jupyterlab, nbgrader.apps, nbgrader.converters, IPython
import jupyter_client.manager, ipykernel.kernelapp, anywidget, distributed, sqlalchemy, tornado
from grading.elsewhere import OF_LINUX, taken_for
taken_for(sys.argv[1])
import quizkit
from quizkit.cli import main
for found in pkgutil.walk_packages(quizkit.__path__, "quizkit."):
    if found.name not in OF_LINUX and not found.name.endswith("__main__"):
        importlib.import_module(found.name)
print(sorted(OF_LINUX & set(sys.modules)))
for command in sys.argv[2:]:
    try:
        main([command, "--help"])
    except SystemExit as end:
        assert end.code == 0, command
"""


def test_everything_can_be_imported() -> None:
    """Without what other systems lack, quizkit is imported whole and every command has its help."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, WINDOWS, *commands()],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("[]\n")
    assert done.stdout.count("usage: quizkit ") == len(commands())
