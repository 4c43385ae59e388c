"""More time for some students, as ``quizkit grade`` gives it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from grading.graded_class import ASSIGNMENT, GradedClass

pytestmark = pytest.mark.slow
LATE = """
c.LateSubmissionPlugin.penalty_method = "zero"
c.NbGraderAPI.timezone = "Europe/Brussels"
"""
EXTENSIONS = "select student_id, extension from submitted_assignment order by 1"


@pytest.fixture(scope="module")
def late_class(
    generated_class: GradedClass, tmp_path_factory: pytest.TempPathFactory
) -> GradedClass:
    """Return a class of two who were an hour late, which costs them all."""
    course = generated_class.copied(tmp_path_factory.mktemp("late") / "course")
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(LATE)
    course.change("update assignment set duedate = '2026-11-13 16:00:00.000000'")
    for student in ("ann", "bob"):
        course.hand_in(student)
        (course.submission(student) / "timestamp.txt").write_text("2026-11-13 17:00:00 UTC")
    assert set(course.grade().became().values()) == {"graded"}
    assert penalties(course) == {"ann": 2, "bob": 2}
    return course


@pytest.fixture
def course(late_class: GradedClass, tmp_path: Path) -> GradedClass:
    """Return that class, as the test's own."""
    return late_class.copied(tmp_path / "course")


def penalties(course: GradedClass) -> dict[str, float | None]:
    """Return what being late costs each student."""
    return {row[0]: row[8] for row in course.rows() if row[2] == "days-test"}


def written(course: GradedClass) -> dict[str, str | None]:
    """Return each student's extension, as it stands in the gradebook."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as connection:
        return dict(connection.execute(EXTENSIONS).fetchall())


def extend(course: GradedClass, *lines: str) -> None:
    """Write the file of extensions."""
    text = "\n".join(["student,assignment,until", *lines, ""])
    (course.root / "extensions.csv").write_text(text, encoding="utf-8")


def test_an_extension_takes_the_penalty_away(course: GradedClass) -> None:
    """Whoever was given until 18:00 in the course's zone is not late at 18:00; others still are."""
    extend(course, f"ann,{ASSIGNMENT},2026-11-13 18:00")
    run = course.grade()
    assert run.became() == {"ann": "graded", "bob": "unchanged"}
    assert penalties(course) == {"ann": None, "bob": 2}
    assert written(course) == {"ann": "1970-01-01 01:00:00.000000", "bob": None}


def test_without_its_line_an_extension_is_taken_back(course: GradedClass) -> None:
    """An extension ends with its line, and also with the file; only that student is regraded."""
    extend(course, "ann,*,2 days", f"bob,{ASSIGNMENT},1 hour")
    course.grade()
    assert penalties(course) == {"ann": None, "bob": None}
    extend(course, "ann,*,2 days")
    assert course.grade().became() == {"ann": "unchanged", "bob": "graded"}
    (course.root / "extensions.csv").unlink()
    assert course.grade().became() == {"ann": "graded", "bob": "unchanged"}
    assert penalties(course) == {"ann": 2, "bob": 2}
    assert set(written(course).values()) == {None}


def test_without_a_file_the_gradebook_is_believed(course: GradedClass) -> None:
    """An extension that was granted with nbgrader's own means stays."""
    course.change(
        "update submitted_assignment set extension = '1970-01-02 00:00:00.000000'"
        " where student_id = 'ann'"
    )
    assert course.grade().became() == {"ann": "graded", "bob": "unchanged"}
    assert penalties(course) == {"ann": None, "bob": 2}


def test_a_line_that_cannot_be_read_stops_grading(course: GradedClass) -> None:
    """One sentence names the line and how it is written; nothing is graded."""
    extend(course, "ann,*,tomorrow")
    run = course.start().end()
    assert (run.code, run.printed) == (2, "")
    assert run.said.strip() == (
        f"{course.root / 'extensions.csv'}:2: 'tomorrow' is no time and no number of days; write"
        " it as in '2026-11-25 17:00' or '2 days'"
    )


def test_a_line_without_effect_is_told(course: GradedClass) -> None:
    """An unknown student or assignment is named with the nearest one; all others are graded."""
    extend(course, "an,*,1 day", "bob,river,1 day", f"bob,{ASSIGNMENT},2026-11-12")
    run = course.grade()
    assert run.became() == {"ann": "unchanged", "bob": "unchanged"}
    told = [line.removesuffix("; this line changes nothing.") for line in run.said.splitlines()]
    assert told[:3] == [
        "extensions.csv:2: there is no student 'an' yet (did you mean 'ann'?)",
        "extensions.csv:3: there is no assignment 'river' yet (did you mean 'rivers'?)",
        "extensions.csv:4: that is not after the due date, 2026-11-13 16:00 UTC",
    ]
