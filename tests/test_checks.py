"""What ``quizkit check`` finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit import lesson_folder
from quizkit.checks import check


def test_our_own_content_is_clean() -> None:
    """The module's tables and quizzes have no mistake and break no rule of item writing."""
    assert [str(problem) for problem in check()] == []


def test_a_folder_is_searched(tmp_path: Path) -> None:
    """A folder is searched for quiz files, at any depth."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.yaml").write_text("id: a", encoding="utf-8")
    found = check([tmp_path])
    assert {problem.path.name for problem in found} == {"a.yaml"}


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    """A path that does not exist is told in a sentence."""
    (problem,) = check([tmp_path / "absent.yaml"])
    assert "there is no such file" in str(problem)


def test_a_wrong_kind_of_file_is_told(tmp_path: Path) -> None:
    """A file of another kind is told in a sentence."""
    path = tmp_path / "notes.txt"
    path.write_text("notes", encoding="utf-8")
    (problem,) = check([path])
    assert "not a quiz file" in str(problem)


def test_a_readers_copies_may_hold_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a reader's folder only quizzes and tables are checked unless lessons are named."""
    lesson_folder.lay_out(lesson_folder.content(), tmp_path)
    lesson = tmp_path / "lessons" / "en" / "02-geneva.ipynb"
    text = lesson.read_text(encoding="utf-8")
    assert '"execution_count": null' in text
    run = text.replace('"execution_count": null', '"execution_count": 1')
    lesson.write_text(run, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert check() == []
    assert {problem.rule for problem in check([Path("lessons/en")])} == {"stripped"}
