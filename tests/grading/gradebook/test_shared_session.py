"""One session for all gradebooks of an address: what steps see, what is kept, who waits."""

from __future__ import annotations

import gc
import multiprocessing
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, InvalidEntry, MissingEntry, Student
from sqlalchemy import inspect, text

from course.graded_course import empty_gradebook
from grading import postgres
from quizkit.grading.gradebook import shared_session as module
from quizkit.grading.gradebook.shared_session import BrokenTransaction, make_ready, one_gradebook

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("nbgrader_on_path")]
COURSE = "tiny"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a gradebook with an assignment of two cells, in either database."""
    if request.param == "sqlite":
        shutil.copy(empty_gradebook(), tmp_path / "gradebook.db")
        address = f"sqlite:///{tmp_path / 'gradebook.db'}"
    else:
        server: postgres.Server = request.getfixturevalue("postgresql")
        address = server.database()
    make_ready(address, COURSE)
    with Gradebook(address, COURSE) as gradebook:
        gradebook.add_assignment("week")
        gradebook.add_notebook("week", "week")
        for name in ("a", "b"):
            gradebook.add_grade_cell(name, "week", "week", max_score=1, cell_type="code")
            gradebook.add_source_cell(name, "week", "week", cell_type="code", source=name)
            gradebook.add_solution_cell(f"{name}-answer", "week", "week")
    return address


def students(url: str) -> list[str]:
    """Return the students whom anybody else sees in the gradebook."""
    with Gradebook(url, COURSE) as gradebook:
        return [student.id for student in gradebook.students]


def test_nothing_is_written_before_it_is_settled(url: str) -> None:
    """What a step commits, later steps see and others don't, until all of it is settled."""
    with one_gradebook(url) as shared:
        with Gradebook(url, COURSE) as gradebook:
            added = gradebook.add_student("ann")
        with Gradebook(url, COURSE) as gradebook:
            found = gradebook.find_student("ann")
            assert (found.id, found is added) == ("ann", False)
        shared.settle(writes=False)
    assert students(url) == ["ann"]
    with one_gradebook(url), Gradebook(url, COURSE) as gradebook:
        gradebook.add_student("bob")
    assert students(url) == ["ann"]


def test_a_failure_leaves_nothing(url: str) -> None:
    """What was not settled when a step fails is rolled back, and gradebooks are as usual again."""
    usual = (Gradebook.__init__, Gradebook.close, Gradebook.find_grade)

    def fail() -> None:
        with one_gradebook(url), Gradebook(url, COURSE) as gradebook:
            gradebook.add_student("ann")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (Gradebook.__init__, Gradebook.close, Gradebook.find_grade) == usual
    assert students(url) == []


def test_a_change_that_was_rolled_back_cannot_be_settled(url: str) -> None:
    """If a step rolled back, and with it what others had done, nothing of it is kept."""
    with one_gradebook(url) as shared:
        with Gradebook(url, COURSE) as gradebook:
            gradebook.add_student("ann")
            with pytest.raises(InvalidEntry):
                gradebook.add_student("ann")
        with pytest.raises(BrokenTransaction):
            shared.settle(writes=False)
    assert students(url) == []


def test_another_gradebook_is_its_usual_self(url: str, tmp_path: Path) -> None:
    """A gradebook at another address is opened, written and closed by itself."""
    shutil.copy(empty_gradebook(), tmp_path / "other.db")
    other = f"sqlite:///{tmp_path / 'other.db'}"
    with one_gradebook(url):
        with Gradebook(other, COURSE) as gradebook:
            gradebook.add_student("cas")
            with pytest.raises(MissingEntry):
                gradebook.find_grade("a", "week", "week", "cas")
        assert students(other) == ["cas"]


def test_sums_are_read_anew_after_a_commit(url: str) -> None:
    """A score of a notebook is that of its grades after each commit, not an earlier one."""
    with one_gradebook(url), Gradebook(url, COURSE) as gradebook:
        gradebook.add_student("ann")
        gradebook.add_submission("week", "ann")
        notebook = gradebook.find_submission_notebook("week", "week", "ann")
        assert notebook.score == 0
        for expected, name in enumerate("ab", start=1):
            grade = gradebook.find_grade(name, "week", "week", "ann")
            grade.auto_score = 1
            gradebook.db.query(Student).all()  # which flushes
            gradebook.db.commit()
            assert (notebook.score, grade.score) == (expected, 1)


def test_look_ups_find_what_nbgraders_do(url: str) -> None:
    """Cells, grades and comments are found by name; what is not there is missing, also later."""
    with one_gradebook(url), Gradebook(url, COURSE) as gradebook:
        gradebook.add_student("ann")
        with pytest.raises(MissingEntry):
            gradebook.find_comment("b-answer", "week", "week", "ann")
        gradebook.add_submission("week", "ann")
        assert gradebook.find_grade("a", "week", "week", "ann").name == "a"
        assert gradebook.find_comment("b-answer", "week", "week", "ann").name == "b-answer"
        assert gradebook.find_source_cell("b", "week", "week").source == "b"
        assert gradebook.find_graded_cell("a", "week", "week").max_score == 1
        with pytest.raises(MissingEntry):
            gradebook.find_source_cell("c", "week", "week")
        gradebook.add_source_cell("c", "week", "week", cell_type="code")
        assert gradebook.find_source_cell("c", "week", "week").name == "c"
        gradebook.add_task_cell("task", "week", "week", cell_type="markdown", max_score=2)
        assert gradebook.find_graded_cell("task", "week", "week").max_score == 2
        assert gradebook.find_source_cell(name="a", notebook="week", assignment="week").name == "a"
        gradebook.remove_submission("week", "ann")
        with pytest.raises(MissingEntry):
            gradebook.find_grade("a", "week", "week", "ann")


def test_one_engine_serves_many_submissions(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No gradebook makes an engine or looks at the tables anew, and statements are known."""
    with one_gradebook(url) as shared, Gradebook(url, COURSE) as gradebook:
        gradebook.add_student("ann")
        gradebook.add_submission("week", "ann")
        shared.settle(writes=True)
    monkeypatch.setattr("nbgrader.api.create_engine", None)
    monkeypatch.setattr("nbgrader.api.inspect", None)
    with one_gradebook(url) as shared:
        compiled = set(shared.engine._compiled_cache or ())
        for _ in range(10):
            with Gradebook(url, COURSE) as gradebook:
                gradebook.find_submission("week", "ann")
        assert len(set(shared.engine._compiled_cache or ()) - compiled) <= 1


def test_nothing_is_remembered(url: str) -> None:
    """A submission leaves no objects of its own behind in the process that graded it."""

    def once(number: int) -> None:
        with one_gradebook(url) as shared:
            with Gradebook(url, COURSE) as gradebook:
                gradebook.add_student(f"s{number}")
                gradebook.add_submission("week", f"s{number}")
            with Gradebook(url, COURSE) as gradebook:
                gradebook.find_grade("a", "week", "week", f"s{number}").auto_score = 1
                gradebook.db.commit()
            shared.settle(writes=False)

    once(0)
    gc.collect()
    before = sum(isinstance(each, module.Grade) for each in gc.get_objects())
    for number in range(1, 20):
        once(number)
    gc.collect()
    assert sum(isinstance(each, module.Grade) for each in gc.get_objects()) <= before


def add(url: str, name: str, seconds: float) -> None:
    """Add students in a process of its own, each in a transaction that takes its time."""
    for number in range(8):
        with one_gradebook(url) as shared:
            with Gradebook(url, COURSE) as gradebook:
                gradebook.find_assignment("week")
                gradebook.update_or_create_student(f"{name}{number}")
                gradebook.update_or_create_submission("week", f"{name}{number}")
                time.sleep(seconds)
            shared.settle(writes=False)
            with Gradebook(url, COURSE) as gradebook:  # reads while others write
                gradebook.find_submission("week", f"{name}{number}")
            shared.settle(writes=True)
            with Gradebook(url, COURSE) as gradebook:
                gradebook.find_grade("a", "week", "week", f"{name}{number}").auto_score = 1
                gradebook.db.commit()
            shared.settle(writes=False)


def test_processes_wait_for_each_other(url: str) -> None:
    """Several processes that write to one gradebook at the same time lose nothing, and all end."""
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=add, args=(url, name, 0.02)) for name in "abcd"]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * 4
    assert len(students(url)) == 32


def test_reading_holds_no_lock(tmp_path: Path) -> None:
    """While code runs, others can write to a gradebook in SQLite, and its journal is as it was."""
    path = tmp_path / "gradebook.db"
    shutil.copy(empty_gradebook(), path)
    address = f"sqlite:///{path}"
    with one_gradebook(address) as shared:
        shared.settle(writes=False)
        with Gradebook(address, COURSE) as gradebook:
            assert gradebook.students == []
            with closing(sqlite3.connect(path, timeout=0)) as other:
                other.execute("insert into student (id) values ('ann')")
                other.commit()
            assert [student.id for student in gradebook.students] == ["ann"]
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("pragma journal_mode").fetchone() == ("delete",)


def test_a_forked_process_has_a_connection_of_its_own(url: str) -> None:
    """What was opened before a fork is not used after it."""
    with one_gradebook(url) as shared:
        here = shared.engine

    def other() -> None:
        with one_gradebook(url) as shared:
            raise SystemExit(int(shared.engine is here))

    process = multiprocessing.get_context("fork").Process(target=other)
    process.start()
    process.join(60)
    assert process.exitcode == 0


def test_a_missing_gradebook_is_made(tmp_path: Path) -> None:
    """Where there is none yet it is made, with nbgrader's tables and the course in them."""
    address = f"sqlite:///{tmp_path / 'new.db'}"
    make_ready(address, COURSE)
    with one_gradebook(address) as shared:
        tables = inspect(shared.engine).get_table_names()
        with Gradebook(address, COURSE) as gradebook:
            found = gradebook.db.execute(text("select id from course order by id")).fetchall()
    assert "alembic_version" in tables
    assert [row[0] for row in found] == ["default_course", COURSE]
