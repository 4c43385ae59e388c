"""Why a cell was flagged stands below that cell for the teacher, and not in students' feedback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course.graded_course import ASSIGNMENT, GradedCourse, cells, record, right
from course.small_course import cell

ESSAY = cell(
    "markdown",
    "### BEGIN SOLUTION\nOn the Danube.\n### END SOLUTION",
    *("essay",),
    **{"grade": True, "solution": True, "points": 1},
)
NOTE = "For the teacher"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, nbgrader_on_path: None) -> GradedCourse:
    """Return a course with a test, a quiz and an essay; ann changed the first and the last."""
    course = GradedCourse(tmp_path_factory.mktemp("tiny"))
    course.write([*cells(), ESSAY])
    course.generate()
    for student in ("ann", "bob"):
        course.submit(student, record(course.quiz, right(course.quiz), student))
    path = course.submission("ann") / f"{ASSIGNMENT}.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    named = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in content["cells"]}
    named["a-test"]["source"] = "assert True"
    named["essay"]["metadata"]["nbgrader"]["points"] = 900
    path.write_text(json.dumps(content), encoding="utf-8")
    for student in ("ann", "bob"):
        course.autograde(student)
    return course


def graded(course: GradedCourse, student: str) -> Any:
    """Return the autograded notebook, which must be one as Jupyter wants it."""
    path = course.root / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    return notebook


def test_a_test_has_its_reason_below_it(course: GradedCourse) -> None:
    """The last output of a flagged test says why; its score is that of the test alone."""
    shown = course.cell("ann", "a-test").outputs[-1].data["text/html"]
    assert NOTE in shown
    assert "The cell &#x27;a-test&#x27; is locked and had been edited; it was put back." in shown
    assert course.grades("ann")["a-test"].review
    assert course.grades("ann")["a-test"].auto == course.grades("bob")["a-test"].auto


def test_a_written_answer_has_its_reason_below_it(course: GradedCourse) -> None:
    """A text has no outputs: the reason stands in a cell of its own, right below."""
    texts = [c for c in graded(course, "ann").cells if c.cell_type == "markdown"]
    assert texts[0].metadata.nbgrader.grade_id == "essay"
    assert NOTE in texts[1].source
    assert "had changed settings (points)" in texts[1].source
    assert len(texts) == 2


def test_a_cell_that_is_not_flagged_has_no_note(course: GradedCourse) -> None:
    """Nothing is added for a student whose notebook is as it should be, nor twice at a quiz."""
    assert NOTE not in nbformat.writes(graded(course, "bob"))  # type: ignore[no-untyped-call]
    assert course.note("ann") == ""


def test_students_see_no_such_note(course: GradedCourse) -> None:
    """The feedback holds neither note, and the written answer all the same."""
    page = course.feedback("ann")
    assert NOTE not in page
    assert "had been edited" not in page
    assert "essay" in page


def test_an_older_notebook_stays_one(tmp_path: Path, nbgrader_on_path: None) -> None:
    """Cells of a notebook of format 4.4 have no ids, and the note's cell has none either."""
    course = GradedCourse(tmp_path)
    course.write([*cells(), ESSAY])
    course.generate()
    course.submit("cas")
    path = course.submission("cas") / f"{ASSIGNMENT}.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["nbformat_minor"] = 4
    for each in content["cells"]:
        each.pop("id", None)
    content["cells"][-1]["metadata"]["nbgrader"]["points"] = 900
    path.write_text(json.dumps(content), encoding="utf-8")
    course.autograde("cas")
    last = graded(course, "cas").cells[-1]
    assert NOTE in last.source
    assert "id" not in last
