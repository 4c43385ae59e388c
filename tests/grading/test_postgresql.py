"""The gradebook in PostgreSQL: nbgrader's own commands give there what they give in SQLite."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Base, Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, select
from sqlalchemy.engine import Engine

from course.desk import write_cells
from course.school import School, open_school
from course.small_course import lay_out
from grading import postgres

RIVERS = "rivers"
WORK = {
    "ann": {"days": "def days_between(first, last):\n    return (last - first).days\n"},
    "bob": {"days": "def days_between(first, last):\n    return 3\n", "essay": "De Donau, né?"},
}


def lived(school: School, db_url: str) -> School:
    """Live through an assignment with nbgrader's commands, in a gradebook at this address."""
    teacher = school.teacher
    with (school.course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f"c.CourseDirectory.db_url = {db_url!r}\n")
    teacher.nbgrader("db", "student", "add", "ann", "--first-name=Änne", "--last-name=O'Hara")
    with Gradebook(db_url, school.course_id) as gradebook:
        gradebook.add_assignment(RIVERS, duedate="2022-01-13 12:00:00 UTC")
    teacher.nbgrader("generate_assignment", RIVERS)
    for name, cells in WORK.items():
        folder = school.course / "submitted" / name / RIVERS
        shutil.copytree(school.course / "release" / RIVERS, folder)
        write_cells(folder / f"{RIVERS}.ipynb", cells)
        (folder / "timestamp.txt").write_text("2022-01-13 12:30:00.250000 UTC")
    teacher.nbgrader("autograde", RIVERS)
    with Gradebook(db_url, school.course_id) as gradebook:
        grade = gradebook.find_grade("essay", RIVERS, RIVERS, "bob")
        grade.manual_score, grade.needs_manual_grade = 0.5, False
        gradebook.find_comment("essay", RIVERS, RIVERS, "bob").manual_comment = "Ça va — mooi."
        gradebook.db.commit()
    teacher.nbgrader("autograde", RIVERS, "--force")  # the second time must find the first
    teacher.nbgrader("generate_feedback", RIVERS)
    teacher.nbgrader("export", "--to=grades.csv")
    return school


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, postgresql: postgres.Server
) -> dict[str, tuple[School, str]]:
    """Return a course that lived with SQLite and one that lived with PostgreSQL."""
    root = tmp_path_factory.mktemp("both")
    file = root / "sqlite" / "marks.db"
    addresses = {"sqlite": f"sqlite:///{file}", "postgresql": postgresql.database()}
    made = {}
    for kind, db_url in addresses.items():
        school = open_school(root / kind, lay_out(root / f"course-{kind}"))
        made[kind] = lived(school, db_url), db_url
    return made


@contextmanager
def engine(db_url: str) -> Iterator[Engine]:
    """Yield a connection to a database until the block ends."""
    made = create_engine(db_url)
    yield made
    made.dispose()


def rows(db_url: str) -> dict[str, list[str]]:
    """Return the rows of all nbgrader's tables, each row by the names of what it belongs to."""
    with engine(db_url) as known, known.connect() as session:
        found = {
            table.name: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }
    named = _named(found)
    return {table: sorted(_plain(row, named) for row in each) for table, each in found.items()}


def _named(found: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """Return each random id a name that is the same in every gradebook."""
    named: dict[str, str] = {}
    for table, each in found.items():
        for row in each if table != "student" else ():  # its id is the student's own name
            own = {k: named.get(str(v), v) for k, v in row.items() if k != "id"}
            key = [own.get(k) for k in ("name", "type", "student_id", "notebook_id", "cell_id")]
            named.setdefault(str(row.get("id")), f"{table}:{key}:{own.get('assignment_id')}")
    return named


def _plain(row: dict[str, Any], named: dict[str, str]) -> str:
    return repr({name: named.get(str(value), value) for name, value in row.items()})


def readings(school: School, db_url: str) -> list[Any]:
    """Return all that formgrader reads of a gradebook."""
    directory = CourseDirectory(root=str(school.course), course_id=school.course_id, db_url=db_url)
    api = NbGraderAPI(directory)
    read = [
        api.get_assignments(),
        api.get_notebooks(RIVERS),
        api.get_submissions(RIVERS),
        api.get_notebook_submissions(RIVERS, RIVERS),
        api.get_students(),
        *(api.get_student_submissions(name) for name in WORK),
        *(api.get_student_notebook_submissions(name, RIVERS) for name in WORK),
    ]
    return [ordered(each) for each in read]


def ordered(each: list[dict[str, Any]]) -> list[str]:
    """Return entries in a fixed order, without the random ids and the order that they make."""
    chosen = [{k: v for k, v in entry.items() if k not in ("id", "index")} for entry in each]
    return sorted(json.dumps(entry, sort_keys=True, default=str) for entry in chosen)


def test_nbgraders_commands_write_the_same_rows(both: dict[str, tuple[School, str]]) -> None:
    """Generating, grading twice, a mark by hand and feedback leave equal rows in every table."""
    kept, asked = (rows(db_url) for _, db_url in both.values())
    assert set(kept) == set(asked)
    for table, each in kept.items():
        assert asked[table] == each, table
    assert len(kept["grade"]) == 8
    assert "Ça va — mooi." in str(asked["comment"])


def test_formgrader_reads_the_same(both: dict[str, tuple[School, str]]) -> None:
    """Every list that formgrader shows has the same scores, names, times and counts."""
    kept, asked = (readings(*one) for one in both.values())
    assert asked == kept
    assert "\\u00c4nne" in "".join(asked[4])


def test_the_exported_table_is_the_same(both: dict[str, tuple[School, str]]) -> None:
    """`nbgrader export` writes the same rows."""
    tables = []
    for school, _ in both.values():
        with (school.course / "grades.csv").open(newline="", encoding="utf-8") as file:
            tables.append(sorted(tuple(row.items()) for row in csv.DictReader(file)))
    assert tables[0] == tables[1]
    assert len(tables[0]) == len(WORK)


def test_students_and_assignments_can_be_removed(both: dict[str, tuple[School, str]]) -> None:
    """`nbgrader db … remove --force` takes a student with his grades, where keys are enforced."""
    school, db_url = both["postgresql"]
    school.teacher.nbgrader("db", "student", "remove", "bob", "--force")
    school.teacher.nbgrader("db", "assignment", "remove", RIVERS, "--force")
    left = rows(db_url)
    assert [left[table] for table in ("grade", "comment", "base_cell", "assignment")] == [[]] * 4
    assert len(left["student"]) == 1


def test_nothing_is_kept_in_a_file(both: dict[str, tuple[School, str]]) -> None:
    """With a database named in the settings, no gradebook.db appears in the course."""
    school, _ = both["postgresql"]
    assert not list(school.course.glob("gradebook.db*"))


def test_a_missing_server_is_said_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a server the tests stop with the name of the package to install."""
    monkeypatch.setattr(postgres, "PACKAGE", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="apt install postgresql"):
        postgres.programs()
