"""nbgrader's tables in PostgreSQL: a new gradebook has today's, and an old one gets them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from nbgrader import dbutil
from nbgrader.api import Base, Gradebook, get_alembic_version
from sqlalchemy import inspect, make_url, text

from course import tables_version
from course.small_course import find_commands, lay_out
from grading import postgres
from grading.graded_class import start
from grading.test_postgresql import engine
from quizkit.errors import CourseError
from quizkit.grading.old_tables import LAST, bring_up_to_date

OLD = Path(__file__).with_name("nbgrader_0_5_5.sql")


@pytest.fixture(autouse=True, scope="module")
def nbgrader_on_path() -> Iterator[None]:
    """Let nbgrader find the command that looks after its tables."""
    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        yield


@pytest.fixture
def old(postgresql: postgres.Server) -> str:
    """Give a gradebook that nbgrader 0.5.5 made, with one student's marks."""
    db_url = postgresql.database("old")
    with engine(db_url) as known, known.begin() as session:
        session.exec_driver_sql(OLD.read_text(encoding="utf-8"))
    return db_url


def differences(db_url: str) -> list[Any]:
    """Give in what the tables differ from those that nbgrader expects."""
    with engine(db_url) as known, known.connect() as session:
        context = MigrationContext.configure(session, opts={"compare_type": True})
        found = compare_metadata(context, Base.metadata)
    # That a course's name is unique goes without saying, as PostgreSQL sees it: it is the key.
    known_twice = [each for each in found if each[0] == "add_constraint"]
    assert {each[1].table.name for each in known_twice} == {"course"}
    return [
        each for each in found if each not in known_twice and "alembic_version" not in str(each)
    ]


def version(db_url: str) -> list[str]:
    """Give the version that a gradebook says its tables have."""
    with engine(db_url) as known, known.connect() as session:
        return list(session.execute(text("SELECT version_num FROM alembic_version")).scalars())


def keys(db_url: str) -> set[tuple[str, str, str]]:
    """Give which column of which table refers to which table."""
    with engine(db_url) as known:
        found = inspect(known)
        return {
            (table, key["constrained_columns"][0], key["referred_table"])
            for table in found.get_table_names()
            for key in found.get_foreign_keys(table)
        }


@pytest.fixture(scope="module")
def new(postgresql: postgres.Server, nbgrader_on_path: None) -> str:
    """Give a gradebook that today's nbgrader made."""
    db_url = postgresql.database("new")
    Gradebook(db_url, "course").close()
    return db_url


def test_the_version_is_the_one_that_nbgraders_command_tells() -> None:
    """What these tests are told of nbgrader's tables is what its command tells nbgrader."""
    assert tables_version.newest() == get_alembic_version() == LAST


def test_a_new_gradebook_is_at_nbgraders_last_version(new: str) -> None:
    """nbgrader makes the tables that it expects, and its upgrade has nothing to do."""
    assert differences(new) == []
    dbutil.upgrade(new)
    assert differences(new) == []
    assert version(new) == [LAST]


def test_nbgraders_own_upgrade_stops_and_loses_nothing(old: str) -> None:
    """In PostgreSQL it cannot drop a table that others refer to, and takes back what it did."""
    with pytest.raises(subprocess.CalledProcessError):
        dbutil.upgrade(old)
    with engine(old) as known, known.connect() as session:
        assert session.execute(text("SELECT count(*) FROM grade_cell")).scalar() == 2
        assert "base_cell" not in inspect(session).get_table_names()


@pytest.mark.parametrize("opened", [False, True], ids=["as it was", "opened by today's nbgrader"])
def test_an_old_gradebook_gets_todays_tables(old: str, new: str, *, opened: bool) -> None:
    """Tables, columns, types and keys are those of a new gradebook, and every mark is there."""
    if opened:  # which adds the tables that are missing, and stops at the first old one
        with pytest.raises(Exception, match="course_id"):
            Gradebook(old, "course").find_assignment("rivers")
    assert bring_up_to_date(old)
    assert differences(old) == []
    assert keys(old) == keys(new)
    with Gradebook(old, "course") as gradebook:
        submission = gradebook.find_submission("rivers", "ann")
        assert (submission.score, submission.max_score) == (4, 5)
        comment = gradebook.find_comment("essay", "rivers", "rivers", "ann")
        assert comment.comment == "Well argued."
        assert gradebook.find_grade("days-test", "rivers", "rivers", "ann").cell.max_score == 2
    dbutil.upgrade(old)
    assert version(old) == [LAST]
    assert not bring_up_to_date(old)


def test_it_is_typed_in_the_folder_of_the_course(old: str, tmp_path: Path) -> None:
    """The address is that of the course's settings; what was done is said."""
    settings = f"c = get_config()\nc.CourseDirectory.db_url = {old!r}\n"
    (tmp_path / "nbgrader_config.py").write_text(settings)
    command = [sys.executable, "-m", "quizkit.grading.old_tables"]
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path)}
    said = [
        subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    ]
    assert said == ["The gradebook is up to date.\n", "It was up to date already.\n"]
    assert version(old) == [LAST]


def test_sqlite_is_left_to_nbgrader() -> None:
    """For a file the way is nbgrader's own, and is named."""
    with pytest.raises(CourseError, match="nbgrader db upgrade"):
        bring_up_to_date("sqlite:///gradebook.db")


def test_quizkit_grade_names_the_way(old: str, tmp_path: Path) -> None:
    """On such a gradebook it stops with one sentence, which tells no password."""
    lay_out(tmp_path / "course")
    with (tmp_path / "course" / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(f"c.CourseDirectory.db_url = {old!r}\n")
    (tmp_path / "course" / "submitted" / "ann" / "rivers").mkdir(parents=True)
    run = start("grade", "rivers", folder=tmp_path / "course").end()
    assert run.code == 2, run.said
    assert "type 'python -m quizkit.grading.old_tables'" in run.said
    assert "Traceback" not in run.said
    assert make_url(old).password not in run.said
