"""A teacher's own copy of the graded course."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.school import COURSE
from quizkit.checking.examination import examine
from quizkit.cli import main
from quizkit.course.own_copy import copy_course
from quizkit.errors import CourseError, UnknownName


def files(folder: Path) -> set[str]:
    """Name the files in a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_copy_is_whole_in_each_language(checkout: Path, tmp_path: Path) -> None:
    """A Dutch copy has the files of an English one, with its own in their place."""
    for language in ("en", "nl"):
        copy_course(checkout / COURSE, tmp_path / language, language=language)
    assert files(tmp_path / "nl") == files(tmp_path / "en")
    assert "Beoordelingsmodel" in (tmp_path / "nl/source/demands/demands.ipynb").read_text("utf-8")
    assert "Mark scheme" in (tmp_path / "en/source/demands/demands.ipynb").read_text("utf-8")


def test_the_dutch_course_keeps_all_rules(checkout: Path, tmp_path: Path) -> None:
    """The Dutch assignments keep every rule of an assignment, solutions and all."""
    copy_course(checkout / COURSE, tmp_path / "course", language="nl")
    findings = examine([tmp_path / "course"])
    assert [str(problem) for problem in findings.problems] == []
    assert findings.looked_at["assignment"] == 3


def test_a_teacher_s_work_in_the_project_is_not_copied(tmp_path: Path) -> None:
    """Releases, submissions and the gradebook of a course stay where they are."""
    for name in ("source/a/a.ipynb", "release/a/a.ipynb", "submitted/ann/a/a.ipynb", "keys/a.yaml"):
        (tmp_path / "course" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "course" / name).touch()
    (tmp_path / "course" / "gradebook.db").touch()
    copy_course(tmp_path / "course", tmp_path / "copy")
    assert files(tmp_path / "copy") == {"source/a/a.ipynb", "keys/a.yaml"}


@pytest.mark.parametrize("language", ["de", "../en", ""])
def test_a_language_that_it_is_not_in_is_refused(
    checkout: Path, tmp_path: Path, language: str
) -> None:
    """Where there is no course in a language, nothing is copied."""
    with pytest.raises(UnknownName, match="There is no language"):
        copy_course(checkout / COURSE, tmp_path / "copy", language=language)
    assert not (tmp_path / "copy").exists()


def test_a_folder_with_something_in_it_is_left_alone(checkout: Path, tmp_path: Path) -> None:
    """A copy never goes into a folder that holds something already."""
    (tmp_path / "mine.txt").touch()
    with pytest.raises(CourseError, match="is there already; name another folder"):
        copy_course(checkout / COURSE, tmp_path)
    assert files(tmp_path) == {"mine.txt"}


def test_a_folder_that_cannot_be_made_is_told(checkout: Path, tmp_path: Path) -> None:
    """Where the copy cannot be written, a sentence says so."""
    (tmp_path / "file").touch()
    with pytest.raises(CourseError, match="cannot be copied into"):
        copy_course(checkout / COURSE, tmp_path / "file" / "course")


def test_an_installation_without_the_course_says_where_it_is(tmp_path: Path) -> None:
    """The wheel has no graded course: the message names the project's own folder."""
    with pytest.raises(CourseError, match="There is no graded course in"):
        copy_course(tmp_path, tmp_path / "copy", language="nl")


def test_the_command_copies_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``quizkit course FOLDER --language nl`` makes the copy, and says how to open it."""
    assert main(["course", str(tmp_path / "mine"), "--language", "nl"]) == 0
    assert "Opdracht" in (tmp_path / "mine/source/timeline/timeline.ipynb").read_text("utf-8")
    assert f'quizkit lab "{tmp_path / "mine"}"' in capsys.readouterr().out
