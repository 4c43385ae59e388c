"""What a gradebook has of a class, beside what nbgrader itself exports."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy import create_engine

from course.small_course import find_commands
from quizkit.desk.class_list import class_list
from quizkit.desk.marks.standings import Result, State, result
from quizkit.desk.student_table import Student
from quizkit.errors import UnknownName

STUDENTS = ("ann", "bob", "eve", "dan", "kim", "new")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a gradebook: Ann late, Bob marked in part, Kim flagged, Eve never run, two absent."""
    root = tmp_path_factory.mktemp("gradebook")
    place = f"sqlite:///{root / 'gradebook.db'}"
    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        with Gradebook(place, "small") as gradebook:
            _fill(gradebook)
    return place


def _fill(gradebook: Gradebook) -> None:
    gradebook.add_assignment("rivers", duedate="2022-01-14 17:00 UTC")
    gradebook.add_assignment("lakes")
    gradebook.add_notebook("rivers", "rivers")
    for name, kind, points in (("days", "code", 2), ("essay", "markdown", 5)):
        gradebook.add_grade_cell(name, "rivers", "rivers", max_score=points, cell_type=kind)
        gradebook.add_source_cell(name, "rivers", "rivers", cell_type=kind)
    for student in STUDENTS:
        gradebook.add_student(student, first_name=student.title(), email=f"{student}@x.nl")
    for student in ("ann", "bob", "eve", "kim"):
        at = datetime(2022, 1, 15, tzinfo=UTC).replace(tzinfo=None)
        gradebook.add_submission("rivers", student, timestamp=at)
    marks = {"ann": (1.0, 4.5), "bob": (2.0, None), "kim": (1.0, 3.0)}
    for student, (days, essay) in marks.items():
        (notebook,) = gradebook.find_submission("rivers", student).notebooks
        notebook.late_submission_penalty = 0.5 if student == "ann" else None
        for grade in notebook.grades:
            is_code = grade.name == "days"
            grade.auto_score = days if is_code else None
            grade.manual_score = None if is_code else essay
            grade.extra_credit = 0.1 if is_code else None
            grade.needs_manual_grade = student == "kim" if is_code else essay is None
    gradebook.db.commit()


def of(address: str, assignment: str = "rivers", folder: Path = Path("absent")) -> Result:
    """Return the result of the class."""
    engine = create_engine(address)
    students = class_list(folder, engine)
    return result(engine, assignment, students, lambda student: folder / student)


def test_states(address: str, tmp_path: Path) -> None:
    """Each student has the state that says why there are points or not, and never a silent 0."""
    (tmp_path / "new").mkdir()
    found = {s.student.id: (s.state, s.score) for s in of(address, folder=tmp_path).standings}
    assert found == {
        "ann": (State.MARKED, Fraction(51, 10)),  # 1.0 + 0.1 + 4.5 - 0.5
        "bob": (State.WAITING, Fraction(21, 10)),
        "eve": (State.UNGRADED, 0),
        "dan": (State.MISSING, 0),
        "kim": (State.FLAGGED, Fraction(41, 10)),
        "new": (State.UNGRADED, 0),
    }


def test_the_same_as_nbgrader(address: str, tmp_path: Path) -> None:
    """Points, penalties and maximum are those of nbgrader's own export."""
    path = tmp_path / "grades.csv"
    plugin = CsvExportPlugin(to=str(path), assignment=["rivers"])
    with Gradebook(address, "small") as gradebook:
        plugin.export(gradebook)
    with path.open(encoding="utf-8") as file:
        theirs = {row["student_id"]: row for row in csv.DictReader(file)}
    ours = of(address)
    assert float(ours.maximum) == float(theirs["ann"]["max_score"]) == 7
    for standing in ours.standings:
        row = theirs[standing.student.id]
        assert float(standing.score) == pytest.approx(float(row["score"]))


def test_who_is_in_the_gradebook_alone(address: str, tmp_path: Path) -> None:
    """The class is the table, and what the gradebook has besides: fields, and students behind."""
    (tmp_path / "students.csv").write_text("id,first_name,email\nann,Anna,\nlast,Last,\n")
    students = class_list(tmp_path, create_engine(address))
    assert [student.id for student in students] == [
        "ann",
        "last",
        "bob",
        "dan",
        "eve",
        "kim",
        "new",
    ]
    assert students[0] == Student(id="ann", first_name="Anna", email="ann@x.nl")
    assert students[2] == Student(id="bob", first_name="Bob", email="bob@x.nl")


def test_an_assignment_that_is_not_there(address: str) -> None:
    """A name that the gradebook does not have is told with the nearest."""
    with pytest.raises(UnknownName, match="did you mean 'rivers'"):
        of(address, "rivrs")
