"""Putting the lessons into a reader's folder, and never overwriting the reader's work."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from quizkit.errors import LabError
from quizkit.lab.lesson_folder import MANIFEST, course_files, is_checkout, lay_out, prepared

LESSON = "lessons/en/00-start.ipynb"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a small package's content: one lesson, one table, and a learner's stray answers."""
    root = tmp_path / "package"
    for name in (LESSON, "data/actors.csv", "lessons/en/answers/geneva.json"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"first {name}")
    return root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that does not exist yet."""
    return tmp_path / "my lessons"


def test_everything_is_put_into_a_new_folder(source: Path, folder: Path) -> None:
    """A new folder gets the lessons and the data, and nobody's answers."""
    laid = lay_out(source, folder)
    assert set(laid.added) == {LESSON, "data/actors.csv"}
    assert (folder / LESSON).read_text() == f"first {LESSON}"
    assert not (folder / "lessons/en/answers").exists()


def git(*arguments: str, cwd: Path) -> None:
    """Run git in a folder."""
    subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True)


def test_in_a_clone_the_course_is_what_git_tracks(source: Path) -> None:
    """A quiz that a reader wrote in a clone is not the course's, and a deleted file is gone."""
    (source / "data/deleted.csv").touch()
    git("init", cwd=source)
    git("add", "--all", cwd=source)
    (source / "data/deleted.csv").unlink()
    (source / "lessons/en/rivers.yaml").touch()
    assert course_files(source) == ["data/actors.csv", LESSON]


def test_a_folder_inside_anothers_clone_is_whole(source: Path) -> None:
    """An unpacked archive that lies in some other clone loses nothing, though git tracks none."""
    git("init", cwd=source.parent)
    assert course_files(source) == ["data/actors.csv", LESSON]


@pytest.mark.parametrize("tracked", [True, False])
def test_the_graded_course_is_not_for_readers(source: Path, folder: Path, tracked: bool) -> None:
    """The course with its keys is neither packed nor laid out, whether git tracks it or not."""
    for name in ("keys/rivers.yaml", "source/rivers/rivers.ipynb", "nbgrader_config.py"):
        (source / "lessons/course" / name).parent.mkdir(parents=True, exist_ok=True)
        (source / "lessons/course" / name).touch()
    if tracked:
        git("init", cwd=source)
        git("add", "--all", cwd=source)
    assert course_files(source) == ["data/actors.csv", LESSON]
    lay_out(source, folder)
    assert not (folder / "lessons/course").exists()


def test_without_git_nothing_is_lost(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the command git is missing or fails, all the course's files are there."""
    (source / ".git").mkdir()  # damaged: git fails
    assert course_files(source) == ["data/actors.csv", LESSON]
    monkeypatch.setenv("PATH", "")
    assert course_files(source) == ["data/actors.csv", LESSON]


def test_a_second_run_changes_nothing(source: Path, folder: Path) -> None:
    """A second run finds everything in place, and has nothing to say."""
    lay_out(source, folder)
    assert str(lay_out(source, folder)) == ""


@pytest.fixture
def at_a_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in a folder without lessons, at a terminal, where the command asks for a folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    return tmp_path


def test_the_end_of_input_at_the_question_is_one_sentence(
    at_a_question: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-D at the question for a folder ends the command with a sentence, and nothing is put."""

    def ends(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", ends)
    with pytest.raises(LabError, match="nothing was put anywhere"):
        prepared(None)
    assert list(at_a_question.iterdir()) == []


def test_a_folder_in_the_home_folder_may_be_typed(
    at_a_question: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is typed as ``~/lessons`` is that in the home folder."""
    monkeypatch.setenv("HOME", str(at_a_question / "home"))
    monkeypatch.setattr("builtins.input", lambda _: "~/lessons")
    assert prepared(None) == at_a_question / "home" / "lessons"


def test_without_any_input_the_usual_folder_is_taken(
    at_a_question: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is nothing to read from, as in a service, nothing is asked."""
    monkeypatch.setattr("sys.stdin", None)
    assert prepared(None).parent == at_a_question


def test_changed_files_stay(source: Path, folder: Path) -> None:
    """A file that the reader changed stays as it is, on every later run."""
    lay_out(source, folder)
    (folder / LESSON).write_text("mine")
    assert str(lay_out(source, folder)) == ""
    assert (folder / LESSON).read_text() == "mine"


def test_an_upgrade_brings_new_versions(source: Path, folder: Path) -> None:
    """A newer package replaces what the reader left alone."""
    lay_out(source, folder)
    (source / LESSON).write_text("second")
    assert lay_out(source, folder).updated == (LESSON,)
    assert (folder / LESSON).read_text() == "second"


def test_an_upgrade_keeps_changed_files_and_says_so_once(source: Path, folder: Path) -> None:
    """A newer package leaves a changed file alone, and says once which one and what to do."""
    lay_out(source, folder)
    (folder / LESSON).write_text("mine")
    (source / LESSON).write_text("second")
    said = str(lay_out(source, folder))
    assert LESSON in said
    assert "rename yours" in said
    assert (folder / LESSON).read_text() == "mine"
    assert str(lay_out(source, folder)) == ""


def test_files_that_were_there_before_stay(source: Path, folder: Path) -> None:
    """A file of the same name that was there before the first run is the reader's."""
    (folder / "data").mkdir(parents=True)
    (folder / "data/actors.csv").write_text("mine")
    assert lay_out(source, folder).kept == ("data/actors.csv",)
    assert (folder / "data/actors.csv").read_text() == "mine"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"files": 3}', '{"other": {}}'])
def test_a_damaged_list_loses_no_work(source: Path, folder: Path, damage: str) -> None:
    """When the list of what was put there is damaged, every file that differs is kept."""
    lay_out(source, folder)
    (folder / MANIFEST).write_text(damage)
    (folder / LESSON).write_text("mine")
    assert lay_out(source, folder).kept == (LESSON,)
    assert (folder / LESSON).read_text() == "mine"


def test_a_deleted_file_comes_back(source: Path, folder: Path) -> None:
    """A file that the reader deleted comes back, so that a lesson can be had afresh."""
    lay_out(source, folder)
    (folder / LESSON).unlink()
    assert lay_out(source, folder).added == (LESSON,)


def test_a_file_in_the_way_is_told_in_a_sentence(source: Path, folder: Path) -> None:
    """Where a folder cannot be made, the message says where, why and what to do."""
    folder.write_text("a file")
    with pytest.raises(LabError, match=r"my lessons.*quizkit lab FOLDER"):
        lay_out(source, folder)


def test_a_checkout_is_served_as_it_is(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anywhere inside a checkout, the checkout itself is opened and nothing is copied."""
    monkeypatch.chdir(checkout / "src" / "quizkit")
    assert is_checkout(checkout)
    assert prepared(None) == checkout
    assert not (checkout / MANIFEST).exists()


def test_a_teachers_course_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A course for nbgrader is opened from anywhere inside it, and no lessons are put there."""
    (tmp_path / "source").mkdir()
    (tmp_path / "nbgrader_config.py").touch()
    monkeypatch.chdir(tmp_path / "source")
    assert prepared(None) == tmp_path
    assert prepared(tmp_path) == tmp_path
    assert sorted(path.name for path in tmp_path.iterdir()) == ["nbgrader_config.py", "source"]


def test_outside_a_checkout_a_folder_is_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In an empty folder the lessons go to quizkit-lessons below it, and the command says so."""
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert prepared(None) == folder / "quizkit-lessons"
    assert str(folder / "quizkit-lessons") in capsys.readouterr().out


def test_the_folder_is_found_again_from_within(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a folder inside the reader's lessons, that same folder is opened again."""
    made = prepared(folder)
    monkeypatch.chdir(made / "data")
    assert prepared(None) == made


def test_a_lesson_that_was_only_run_follows_the_package(source: Path, folder: Path) -> None:
    """Outputs in a lesson are no change of the reader's: a newer version takes its place."""

    def lesson(word: str, outputs: list[str]) -> str:
        cell = {"cell_type": "code", "source": word, "outputs": outputs, "execution_count": None}
        return json.dumps({"cells": [cell], "metadata": {}})

    (source / LESSON).write_text(lesson("old", []))
    lay_out(source, folder)
    (folder / LESSON).write_text(lesson("old", ["a figure"]))
    (source / LESSON).write_text(lesson("new", []))
    assert lay_out(source, folder).updated == (LESSON,)
    assert (folder / LESSON).read_text() == lesson("new", [])
