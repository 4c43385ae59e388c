"""What is graded already."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quizkit.errors import CourseError
from quizkit.grading.report import Result, Status
from quizkit.grading.resuming import journal
from quizkit.grading.resuming.journal import Entry, Journal


def entry(student: str) -> Entry:
    """Return an entry."""
    result = Result(student=student, status=Status.FLAGGED, reasons=("Look.",), score=1.5)
    return Entry(key="k", standing="s", result=result)


@pytest.mark.parametrize("student", ["ann", "Zoë van den Berg", "x" * 250, ".hidden", 'a"b', "é"])
def test_an_entry_is_kept(tmp_path: Path, student: str) -> None:
    """What is written is read again, whatever the student's id; forgotten, it is gone."""
    kept = Journal(tmp_path, "rivers")
    assert kept.read(student) is None
    kept.write(entry(student))
    assert Journal(tmp_path, "rivers").read(student) == entry(student)
    kept.forget(student)
    kept.forget(student)
    assert kept.read(student) is None


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "null", "\udcff", "[" * 100_000, '{"key": "k"}'),
        '{"key": "k", "standing": "s", "result": {"a": 1}}',
        '{"key": "k", "standing": "s", "result": {"student": "ann", "status": "new"}}',
        '{"key":"k","standing":"s","result":{"student":"ann","status":"new","reasons":[]}}',
    ],
)
def test_a_damaged_entry_counts_as_none(tmp_path: Path, content: str) -> None:
    """A file that is cut off, or holds something else, is as if it were not there."""
    kept = Journal(tmp_path, "rivers")
    kept.write(entry("ann"))
    path = next(tmp_path.rglob("ann.json"))
    path.write_bytes(content.encode(errors="surrogateescape"))
    assert kept.read("ann") is None
    kept.write(entry("ann"))
    assert kept.read("ann") == entry("ann")


def test_an_entry_of_another_counts_as_none(tmp_path: Path) -> None:
    """An entry that was copied to another student's name is not theirs."""
    kept = Journal(tmp_path, "rivers")
    kept.write(entry("ann"))
    path = next(tmp_path.rglob("ann.json"))
    path.rename(path.with_name("bob.json"))
    assert kept.read("bob") is None


def test_git_does_not_see_it(tmp_path: Path) -> None:
    """The journal names students, so that git leaves it out."""
    Journal(tmp_path, "rivers")
    assert (tmp_path / ".quizkit" / ".gitignore").read_text() == "*\n"


def test_a_journal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where nothing can be written the error names the place and what to do."""
    kept = Journal(tmp_path, "rivers")
    (kept.folder / "ann.json").mkdir()
    for act in (lambda: kept.write(entry("ann")), lambda: kept.forget("ann")):
        with pytest.raises(CourseError, match=r"ann\.json \(.+\): see that there is room"):
            act()


def test_one_run_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a run is at work another one over the same assignment is told which, and what to do."""
    monkeypatch.setattr(journal, "PATIENCE", 0.1)
    who = rf"'quizkit regrade rivers' \(process {os.getpid()}, since \d\d:\d\d\): wait for its end"
    with Journal(tmp_path, "rivers").alone("regrade"):
        with pytest.raises(CourseError, match=f"'rivers' is in use by {who}"):
            enter(Journal(tmp_path, "rivers"))
        enter(Journal(tmp_path, "lakes"))
    enter(Journal(tmp_path, "rivers"))


def test_a_lock_of_which_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what is noted of a run is damaged, the sentence does without it."""
    monkeypatch.setattr(journal, "PATIENCE", 0.1)
    with Journal(tmp_path, "rivers").alone("grade"):
        (tmp_path / ".quizkit/grading/rivers.holder").write_text("{")
        with pytest.raises(CourseError, match="'rivers' is in use by another command: wait"):
            enter(Journal(tmp_path, "rivers"))


def enter(journal: Journal) -> None:
    """Begin a run, and end it."""
    with journal.alone("grade"):
        pass
