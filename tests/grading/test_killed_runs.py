"""A run that is killed, and the one that goes on where it was."""

from __future__ import annotations

import json
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from grading.graded_class import ASSIGNMENT, GradedClass
from soak import sampled

STUDENTS = [f"s{number}" for number in range(8)]


@pytest.fixture(scope="session")
def handed_in(
    generated_class: GradedClass, tmp_path_factory: pytest.TempPathFactory
) -> GradedClass:
    """Return a class of which everybody has handed in; one of them something to be refused."""
    course = generated_class.copied(tmp_path_factory.mktemp("killed") / "course")
    course.hand_in_all(STUDENTS)
    (course.submission(STUDENTS[3]) / "copy.csv").symlink_to("/etc/passwd")
    return course


@pytest.fixture(scope="session")
def undisturbed(handed_in: GradedClass) -> tuple[GradedClass, float]:
    """Return a run that nobody disturbed, and how long it took."""
    course = handed_in.copied(handed_in.root.with_name("undisturbed"))
    began = time.monotonic()
    run = course.grade()
    assert run.code == 1, run.said
    assert run.report["totals"]["graded"] == len(STUDENTS) - 1
    return course, time.monotonic() - began


def graded_versions(course: GradedClass) -> dict[str, Any]:
    """Return the cells of every graded notebook, with what they gave."""
    found = {}
    for path in sorted((course.root / "autograded").glob(f"*/{ASSIGNMENT}/*.ipynb")):
        cells = json.loads(path.read_text())["cells"]
        found[path.parts[-3]] = [(cell["source"], cell.get("outputs")) for cell in cells]
    return found


def leavings(course: GradedClass) -> list[Path]:
    """Return what a killed run may have left lying about in the course."""
    known = {"nbgrader_config.py", "gradebook.db", "keys", ".quizkit"}
    known |= {"source", "release", "submitted", "autograded"}
    return [path for path in course.root.iterdir() if path.name not in known]


@pytest.mark.slow
@pytest.mark.parametrize("number", sampled(range(20), 4))
def test_a_killed_run_is_gone_on_with(
    number: int, handed_in: GradedClass, undisturbed: tuple[GradedClass, float], tmp_path: Path
) -> None:
    """A run killed at a random moment and started again ends with the gradebook of one that
    was not, and with the same graded notebooks.
    """
    expected, seconds = undisturbed
    course = handed_in.copied(tmp_path / "course")
    run = course.start("--json")
    time.sleep(random.Random(number).uniform(0, 1) * seconds)
    run.process.kill()
    run.end()
    done = {path.stem for path in (course.root / ".quizkit").glob(f"grading/{ASSIGNMENT}/s?.json")}
    again = course.grade()
    assert again.code == 1, again.said
    became = again.became()
    assert {student for student, status in became.items() if status == "unchanged"} == done
    assert course.rows() == expected.rows()
    assert graded_versions(course) == graded_versions(expected)
    assert leavings(course) == []
    shutil.rmtree(course.root)
